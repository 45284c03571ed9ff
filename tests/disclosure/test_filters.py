"""R8 and R7 through the filter: what a follow-up question shows, by the kind of its filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from tests.builders import background, code_answers, grouped_answers, likert, make_survey, multiple, single, yes_no

from nullpunkt.disclosure.policy import policy_for
from nullpunkt.disclosure.primary import Reason
from nullpunkt.disclosure.protect import protect
from nullpunkt.disclosure.public import Detail, PublicTables
from nullpunkt.survey.model import Condition, ItemKey, Question
from nullpunkt.tabulation.tabulate import tabulate

SERVICE = background("tjeneste", "skole", "nav")
ROLE = background("rolle", "ansatt", "leder")
FOLLOW_UP = ("enig", "uenig")


def tables_of(
    questions: Sequence[Question],
    columns: Mapping[str, Sequence[str | None]],
    *,
    ticks: Mapping[str, Sequence[Sequence[str] | None]] | None = None,
) -> PublicTables:
    """40 in skole and 20 in nav; `columns` in that order."""
    survey = make_survey(SERVICE, ROLE, *questions, main="tjeneste", others=("rolle",))
    service = ["skole"] * 40 + ["nav"] * 20
    responses = code_answers(survey, 60, {"tjeneste": service, **columns}, ticks=ticks)
    return protect(tabulate(responses, survey), survey, policy_for()).tables


def answered(asked: Sequence[bool]) -> list[str | None]:
    """Every other of those who were asked agrees."""
    place, column = 0, list[str | None]()
    for yes in asked:
        column.append(FOLLOW_UP[place % 2] if yes else "-")
        place += yes
    return column


def details(tables: PublicTables, question: str, by: str | None = "tjeneste") -> list[str]:
    return [row.detail.value for row in tables.by_key[ItemKey(question), None, by].rows]


def test_a_nominal_filter_must_show_the_option() -> None:
    """In nav one of 20 answered «system»: a band, so the follow-up would tell which."""
    channel: list[str | None] = [*["telefon", "epost", "system", "system"] * 10, *["telefon", "epost"] * 10]
    channel[-1] = "system"
    asked = [code == "system" for code in channel]
    tables = tables_of(
        [single("kanal", "telefon", "epost", "system"), likert("videre", asked_if=Condition("kanal", ("system",)))],
        {"kanal": channel, "videre": answered(asked)},
    )

    assert tables.by_key[ItemKey("kanal"), "system", "tjeneste"].rows[1].detail is not Detail.FULL
    assert details(tables, "videre") == ["suppressed", "suppressed"]


def test_a_follow_up_whose_filter_the_export_lacks_is_shown_for_everybody_alone() -> None:
    """How many were asked in a service is then told nowhere else; for everybody it is what the response says."""
    follow = likert("videre", asked_if=Condition("q", ("ja",)))
    tables = tables_of([yes_no("q"), follow], {"videre": answered([True, False] * 30)})

    assert details(tables, "videre", None) == ["full"]
    assert details(tables, "videre") == ["suppressed", "suppressed"]


def test_a_nominal_filter_hides_what_it_hides_for_the_sake_of_others() -> None:
    """One of 19 in skole answered «telefon»: «system» is hidden there, and in ppt; 9 in each were asked for it."""
    services = background("tjeneste", "skole", "nav", "ppt", "sfo")
    survey = make_survey(
        services,
        single("kanal", "telefon", "epost", "system"),
        likert("videre", asked_if=Condition("kanal", ("system",))),
        main="tjeneste",
    )
    groups, channel = grouped_answers(
        {
            "skole": {"telefon": 1, "epost": 9, "system": 9},
            "nav": {"telefon": 10, "epost": 5, "system": 15},
            "ppt": {"telefon": 9, "epost": 9, "system": 9},
            "sfo": {"telefon": 10, "epost": 10, "system": 10},
        }
    )
    further = answered([code == "system" for code in channel])
    responses = code_answers(survey, len(groups), {"tjeneste": groups, "kanal": channel, "videre": further})
    tables = protect(tabulate(responses, survey), survey, policy_for()).tables

    hidden = [row.detail is Detail.SUPPRESSED for row in tables.by_key[ItemKey("kanal"), "system", "tjeneste"].rows]
    assert hidden == [True, False, True, False]
    assert details(tables, "videre") == ["suppressed", "full", "suppressed", "full"]


def test_one_option_of_a_multiple_choice_as_filter() -> None:
    ticked: list[Sequence[str] | None] = [("rus", "vold") if i % 2 else ("vold",) for i in range(60)]
    tables = tables_of(
        [multiple("tema", "rus", "vold"), likert("videre", asked_if=Condition("tema", ("rus",)))],
        {"videre": answered([bool(i % 2) for i in range(60)])},
        ticks={"tema": ticked},
    )

    assert [row.positive for row in tables.by_key[ItemKey("tema"), "rus", "tjeneste"].rows] == [20, 10]
    assert details(tables, "videre") == ["full", "full"]


def test_a_background_filter_in_another_breakdown() -> None:
    """All 20 in nav are leaders: that number of answers to the leaders' question would say so."""
    role = ["leder" if i % 2 else "ansatt" for i in range(40)] + ["leder"] * 20
    tables = tables_of(
        [likert("videre", asked_if=Condition("rolle", ("leder",)))],
        {"rolle": list(role), "videre": answered([code == "leder" for code in role])},
    )

    assert details(tables, "videre", None) == ["full"]
    assert details(tables, "videre") == ["suppressed", "suppressed"]


@pytest.mark.parametrize(("temporary", "shown"), [(30, True), (1, False)])
def test_a_filter_on_a_background_that_nothing_is_broken_down_by(temporary: int, shown: bool) -> None:
    """Its options are shown for everybody, and who was asked in a service is crossed with nothing."""
    contract = ["vikar" if i < temporary // 2 or 40 <= i < 40 + (temporary + 1) // 2 else "fast" for i in range(60)]
    tables = tables_of(
        [background("kontrakt", "fast", "vikar"), likert("videre", asked_if=Condition("kontrakt", ("fast",)))],
        {"kontrakt": list(contract), "videre": answered([code == "fast" for code in contract])},
    )

    assert details(tables, "videre", None) == (["full"] if shown else ["suppressed"])
    assert details(tables, "videre") == (["full", "coarse"] if shown else ["suppressed", "suppressed"])


@pytest.mark.parametrize(
    ("wanted", "nav"), [(("enig", "helt_enig"), "coarse"), (("enig",), "suppressed")], ids=["a side", "one answer"]
)
def test_a_coarse_filter_tells_its_sides_alone(wanted: tuple[str, ...], nav: str) -> None:
    """9 in nav answered the filter, 6 of them favourably; how many of these only agreed is not shown."""
    codes = [*["enig", "uenig"] * 20, *["enig"] * 5, "helt_enig", *["uenig"] * 3, *["enig", "uenig"] * 10]
    groups = ["skole"] * 40 + ["nav"] * 9 + ["sfo"] * 20
    survey = make_survey(
        background("tjeneste", "skole", "nav", "sfo"),
        likert("q"),
        likert("videre", asked_if=Condition("q", wanted)),
        main="tjeneste",
    )
    answers = {"tjeneste": groups, "q": codes, "videre": answered([code in wanted for code in codes])}
    tables = protect(tabulate(code_answers(survey, len(groups), answers), survey), survey, policy_for()).tables

    assert details(tables, "q") == ["full", "coarse", "full"]
    assert details(tables, "videre")[1] == nav


def test_a_question_for_leaders_is_not_broken_down_by_role() -> None:
    role = ["leder" if i % 2 else "ansatt" for i in range(60)]
    tables = tables_of(
        [likert("videre", asked_if=Condition("rolle", ("leder",)))],
        {"rolle": list(role), "videre": answered([code == "leder" for code in role])},
    )

    assert details(tables, "videre") == ["full", "full"]
    assert (ItemKey("videre"), None, "rolle") not in tables.by_key


def test_a_multiple_choice_for_leaders_is_not_broken_down_by_role() -> None:
    role = ["leder" if i % 2 else "ansatt" for i in range(60)]
    topics = [("rus",), ("vold",), ("rus", "vold")]
    ticked = [topics[i % 3] if i % 2 else "-" for i in range(60)]
    tables = tables_of(
        [multiple("tema", "rus", "vold", asked_if=Condition("rolle", ("leder",)))],
        {"rolle": list(role)},
        ticks={"tema": list[Sequence[str] | None](ticked)},
    )

    assert [row.n for row in tables.by_key[ItemKey("tema"), "rus", "tjeneste"].rows] == [20, 10]
    assert (ItemKey("tema"), "rus", "rolle") not in tables.by_key


def test_the_private_log_says_that_a_follow_up_is_hidden_for_its_filter() -> None:
    """Nearly all were worried: a band, so nothing of the follow-up is shown."""
    survey = make_survey(SERVICE, yes_no("q"), likert("videre", asked_if=Condition("q", ("ja",))), main="tjeneste")
    columns = {
        "tjeneste": ["skole"] * 40 + ["nav"] * 20,
        "q": ["ja"] * 59 + ["nei"],
        "videre": [*answered([True] * 59), "-"],
    }
    log = protect(tabulate(code_answers(survey, 60, columns), survey), survey, policy_for()).log

    assert [(row.by, row.reason) for row in log.hidden if row.question == "videre"] == [
        (None, Reason.FILTER),
        ("tjeneste", Reason.FILTER),
        ("tjeneste", Reason.FILTER),
    ]


def test_a_filter_that_names_dont_know_shows_no_groups() -> None:
    """How many did not know is public for all respondents only."""
    worried = ["ja", "nei", "vet_ikke"] * 20
    tables = tables_of(
        [yes_no("q", dont_know=True), likert("videre", asked_if=Condition("q", ("ja", "vet_ikke")))],
        {"q": list(worried), "videre": answered([code != "nei" for code in worried])},
    )

    assert details(tables, "q") == ["full", "full"]
    assert details(tables, "videre") == ["suppressed", "suppressed"]


def test_a_follow_up_to_a_sensitive_question_is_sensitive() -> None:
    """nav has 8 answers to the follow-up: enough for an ordinary question, too few for a sensitive one."""
    bullied = ["ja", "nei"] * 20 + ["ja"] * 8 + ["nei"] * 12
    follow = likert("videre", asked_if=Condition("mobbing", ("ja",)))
    columns = {"mobbing": list[str | None](bullied), "videre": answered([code == "ja" for code in bullied])}

    assert details(tables_of([yes_no("mobbing"), follow], columns), "videre") == ["full", "coarse"]
    sensitive = tables_of([yes_no("mobbing", sensitive=True), follow], columns)
    assert details(sensitive, "mobbing") == ["full", "full"]
    assert details(sensitive, "videre") == ["suppressed", "suppressed"]


def test_a_follow_up_of_a_follow_up_is_hidden_with_it() -> None:
    first = ["ja"] * 20 + ["nei"] * 20 + ["ja"] * 20  # all of nav
    second: list[str | None] = ["-" if a == "nei" else ("ja" if i % 2 else "nei") for i, a in enumerate(first)]
    tables = tables_of(
        [
            yes_no("en"),
            yes_no("to", asked_if=Condition("en", ("ja",))),
            likert("tre", asked_if=Condition("to", ("ja",))),
        ],
        {"en": list(first), "to": second, "tre": answered([code == "ja" for code in second])},
    )

    assert details(tables, "en") == ["suppressed", "suppressed"]
    assert details(tables, "to") == ["suppressed", "suppressed"]
    assert details(tables, "tre") == ["suppressed", "suppressed"]
