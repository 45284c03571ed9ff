"""Which column goes to which question, and what is said when that was not plain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import make_survey
from tests.exports.tables import choice, choices, grid, several, table_of, text

from nullpunkt.responses.issues import Issue, IssueCode
from nullpunkt.responses.matches import How
from nullpunkt.responses.matching import match_columns
from nullpunkt.responses.wording import bare, edit_distance, loose_key, matching_key, nearest
from nullpunkt.survey.model import NumberQuestion, Survey, Text

YES_NO = choices("Ja", "Nei")
CULTURE = "Har din tjeneste kultur for å samarbeide med andre tjenester i kommunen?"


def _matched(
    survey: Survey, *headers: str, answers: tuple[str, ...] = (), **mapping: str
) -> dict[str, tuple[str, How]]:
    row = list(answers) or ["Ja"] * len(headers)
    matching = match_columns(table_of([["Nr", *headers], ["1", *row], ["2", *row]]), survey, mapping)
    return {match.header: (str(match.target), match.how) for match in matching.matches}


@pytest.mark.parametrize(
    ("header", "how"),
    [
        ("kultur", How.TEXT),
        (CULTURE, How.TEXT),
        (CULTURE.upper() + "  ", How.TEXT),
        ("4. " + CULTURE, How.LOOSE),
        ("<b>" + CULTURE + "</b>", How.LOOSE),
        (CULTURE.replace("?", ":"), How.LOOSE),
        (CULTURE[:70], How.CUT),
        (CULTURE[:30] + "…", How.CUT),
        (CULTURE.replace("kultur", "kutlur"), How.NEAR),
        ("Har din teneste kultur for å samarbeide med andre tjenester i komunen?", How.NEAR),
    ],
)
def test_the_ways_to_word_a_header(header: str, how: How) -> None:
    survey = make_survey(choice("kultur", CULTURE, *YES_NO))

    assert _matched(survey, header) == {header: ("kultur", how)}


@pytest.mark.parametrize("header", ["Kjønn", "Har du kultur?", "", CULTURE[:25]])
def test_other_headers_match_nothing(header: str) -> None:
    assert _matched(make_survey(choice("kultur", CULTURE, *YES_NO)), header, "Fylke") == {}


@pytest.mark.parametrize(
    "joint",
    ["{stem} [{row}]", "{stem} - {row}", "{stem}: {row}", "{stem} – {row}", "{row}", "enig.r2", "enig[r2]", "enig_r2"],
)
def test_the_ways_to_word_a_grid(joint: str) -> None:
    survey = make_survey(grid("enig", "Hvor enig er du?", ["Vi møtes", "Vi snakkes"], *YES_NO))
    header = joint.format(stem="Hvor enig er du?", row="Vi snakkes")

    assert next(iter(_matched(survey, header).values()))[0] == "enig.r2"


def test_every_language_and_alias_names_the_question() -> None:
    wording = Text({"nb": "Hvilken tjeneste?", "nn": "Kva teneste?", "en": "Which service?"})
    question = choice("tjeneste", "", *YES_NO)
    survey = make_survey(
        type(question)(id="t", text=wording, type=question.type, options=YES_NO, aliases=("Arbeidssted",))
    )

    for header in ("Kva teneste?", "Which service?", "Arbeidssted"):
        assert _matched(survey, header) == {header: ("t", How.TEXT)}


def test_a_slip_that_fits_two_questions_is_left_to_a_person() -> None:
    survey = make_survey(choice("a", "Har du møtt barnet?", *YES_NO), choice("b", "Har du møtt barna?", *YES_NO))

    assert _matched(survey, "Har du møtt barnen?") == {}


def test_numbers_are_never_a_slip() -> None:
    survey = make_survey(choice("s2", "Spørsmål nummer 2", *YES_NO))

    assert _matched(survey, "Spørsmål nummer 3") == {}


def test_the_answers_decide_between_two_grids() -> None:
    often = choices("Aldri", "Ofte")
    survey = make_survey(
        grid("kjenner", "Kjenner du?", ["Skole"], *YES_NO), grid("ofte", "Hvor ofte?", ["Skole"], *often)
    )
    table = table_of([["Nr", "Skole", "Skole2"], ["1", "Ofte", "Ja"], ["2", "Aldri", "Nei"]])

    found = {match.header: str(match.target) for match in match_columns(table, survey).matches}

    assert found == {"Skole": "ofte.r1", "Skole2": "kjenner.r1"}


def test_neighbours_decide_where_answers_do_not() -> None:
    first = grid("a", "A?", ["Bare i A", "Skole"], *YES_NO)
    second = grid("b", "B?", ["Bare i B", "Skole"], *YES_NO)

    assert _matched(make_survey(first, second), "Bare i B", "Skole", "Fylke")["Skole"] == ("b.r2", How.TEXT)
    assert "Skole" not in _matched(make_survey(first, second), "Bare i B", "Skole", "Bare i A")


def test_three_columns_for_two_targets_are_ambiguous() -> None:
    survey = make_survey(grid("a", "A?", ["Far"], *YES_NO), grid("b", "B?", ["Far"], *YES_NO))
    table = table_of([["Far", "Far2", "Far3"], ["Ja", "Nei", "Ja"]])

    issues = match_columns(table, survey).issues

    assert [issue.code for issue in issues][:3] == [IssueCode.AMBIGUOUS_COLUMN] * 3


def test_a_person_settles_what_is_left() -> None:
    survey = make_survey(choice("kultur", CULTURE, *YES_NO), grid("enig", "Enig?", ["Vi møtes"], *YES_NO))

    found = _matched(survey, "Sp. A", "Sp. B", **{"Sp. A": "kultur", "sp. b": "enig.r1"})

    assert found == {"Sp. A": ("kultur", How.MAPPED), "Sp. B": ("enig.r1", How.MAPPED)}


def test_a_number_is_not_taken_from_a_column_of_words() -> None:
    survey = make_survey(NumberQuestion(id="antall", text=text("Hvor mange møter har du hatt?")))

    assert _matched(survey, "Hvor mange møte har du hatt?", answers=("mange",)) == {}


def test_columns_and_questions_that_found_nothing_are_told() -> None:
    survey = make_survey(several("tema", "Tema?", *YES_NO), grid("enig", "Enig?", ["Vi møtes", "Vi snakkes"], *YES_NO))
    table = table_of([["Nr", "Vi møtes", "Favorittfarge"], ["1", "Ja", "Blå"]])

    issues = match_columns(table, survey).issues

    def told(issue: Issue) -> tuple[str, str]:
        return issue.code, issue.item or issue.column

    assert [told(issue) for issue in issues] == [
        (IssueCode.UNKNOWN_COLUMN, "C «Favorittfarge»"),
        (IssueCode.MISSING_ITEM, "tema"),
        (IssueCode.MISSING_ITEM, "enig.r2"),
    ]


@given(st.text(max_size=30), st.text(max_size=30))
def test_edit_distance_is_a_distance(left: str, right: str) -> None:
    far = max(len(left), len(right))
    distance = edit_distance(left, right, limit=far)

    assert distance == edit_distance(right, left, limit=far)
    assert (distance == 0) == (left == right)
    assert abs(len(left) - len(right)) <= distance <= far
    assert edit_distance(left, right, limit=1) == min(distance, 2)


@given(st.text(max_size=60))
def test_keys_are_stable(wording: str) -> None:
    assert matching_key(matching_key(wording)) == matching_key(wording)
    assert loose_key(matching_key(wording)) == loose_key(wording)
    assert bare(bare(wording)) is not None


def test_nearest_needs_one_that_is_nearer_than_the_rest() -> None:
    assert nearest("barnehave", ("barnehage", "skole")) == ("barnehage",)
    assert nearest("skole a", ("skole b", "skole c")) == ("skole b", "skole c")
    assert nearest("ja", ("nei", "jo")) == ()


def test_options_that_stand_alone_in_headers() -> None:
    """Check boxes without a codebook: one column per option, the question's text nowhere; options are shared."""
    ages = choices("0–5 år", "6–12 år")
    survey = make_survey(several("grupper", "Hvem?", *ages), several("alder", "Hvor gamle?", *ages))
    headers = ["0–5 år", "6–12 år", "0–5 år", "6–12 år"]
    table = table_of([["Nr", *headers], ["1", "1", "0", "0", "1"], ["2", "0", "1", "1", "0"]])

    found = [str(match.target) for match in match_columns(table, survey).matches]

    assert found == ["grupper.o1", "grupper.o2", "alder.o1", "alder.o2"]
