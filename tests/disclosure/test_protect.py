"""The whole border on readable tables, and what must hold for any answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.builders import (
    background,
    code_answers,
    grouped_answers,
    likert,
    make_responses,
    make_survey,
    multiple,
    number,
    ordered,
    permuted,
    single,
    staff_survey,
    yes_no,
)

from nullpunkt.disclosure.groups import locked_groups
from nullpunkt.disclosure.policy import DisclosurePolicy, Profile, policy_for
from nullpunkt.disclosure.protect import Protected, protect
from nullpunkt.disclosure.public import Detail, PublicGroup, PublicRow, PublicTable, PublicTables
from nullpunkt.errors import PolicyError
from nullpunkt.responses.model import Responses
from nullpunkt.survey.model import ChoiceQuestion, Condition, ItemKey, MultipleQuestion, Question, Survey
from nullpunkt.tabulation.tabulate import tabulate

SERVICES = background("tjeneste", "skole", "nav", "ppt", "sfo")


def protected(responses: Responses, survey: Survey, policy: DisclosurePolicy | None = None) -> Protected:
    return protect(tabulate(responses, survey), survey, policy or policy_for())


def one_question(
    question: Question,
    rows: dict[str, dict[str | None, int]],
    policy: DisclosurePolicy | None = None,
    *,
    by: ChoiceQuestion = SERVICES,
) -> PublicTables:
    """The public tables of a survey with one question, from a table of group -> answer -> count."""
    survey = make_survey(by, question, main=by.id)
    groups, answers = grouped_answers(rows)
    responses = code_answers(survey, len(groups), {by.id: groups, question.id: answers})
    return protected(responses, survey, policy).tables


def details(tables: PublicTables, question: str, *, option: str | None = None, by: str | None = "tjeneste") -> str:
    """One letter per row: full, coarse, band, suppressed."""
    return "".join(row.detail.value[0] for row in tables.by_key[ItemKey(question), option, by].rows)


def test_what_each_kind_of_row_holds() -> None:
    tables = one_question(
        yes_no("q", dont_know=True),
        {
            "skole": {"ja": 12, "nei": 8, "vet_ikke": 2},
            "nav": {"ja": 4, "nei": 4},
            "ppt": {"ja": 1, "nei": 9},
            "sfo": {"ja": 11, "nei": 1, None: 1},
        },
    )

    assert tables.by_key[ItemKey("q"), None, "tjeneste"].rows == (
        PublicRow("skole", Detail.FULL, n=20, counts=(12, 8), positive=12),
        PublicRow("nav", Detail.COARSE, n=8, positive=4),
        PublicRow("ppt", Detail.BAND, n=10, at_most=1),
        PublicRow("sfo", Detail.BAND, n=12, at_least=11),
    )
    assert tables.by_key[ItemKey("q"), None, None].rows[0].counts == (28, 22)
    base = tables.bases[0]
    assert (base.valid, base.dont_know, base.blank, base.not_asked) == (50, 2, 1, 0)


def test_a_coarse_row_has_its_mean_with_one_decimal() -> None:
    agree: dict[str | None, int] = {
        "helt_uenig": 1,
        "uenig": 1,
        "verken": 1,
        "enig": 2,
        "helt_enig": 2,
    }  # 24 points on 7 answers
    tables = one_question(likert("q"), {"skole": {"enig": 10, "verken": 10}, "nav": agree})

    assert tables.by_key[ItemKey("q"), None, "tjeneste"].rows[1].mean == 3.4


def test_other_breakdowns_never_show_a_distribution() -> None:
    survey = staff_survey()
    tables = protected(make_responses(1500, seed=1), survey).tables

    others = [table for table in tables.tables if table.by in ("rolle", "ansiennitet")]
    assert others
    assert all(row.detail is not Detail.FULL and row.counts is None for table in others for row in table.rows)
    assert not any(table.nominal for table in others)


def test_strict_shows_no_more_than_standard() -> None:
    responses, survey = make_responses(300, seed=4), staff_survey()
    strict = protected(responses, survey, policy_for(Profile.STRICT))
    standard = protected(responses, survey)

    assert strict.tables.policy.min_group == 10
    assert strict.log.details[Detail.FULL] < standard.log.details[Detail.FULL]
    for table in strict.tables.tables:
        assert all(row.n is None or row.n >= 10 for row in table.rows)


def test_strict_has_wider_bands_and_needs_more_answers() -> None:
    rows: dict[str, dict[str | None, int]] = {
        "skole": {"ja": 20, "nei": 20},
        "nav": {"ja": 2, "nei": 18},
        "ppt": {"ja": 10, "nei": 10},
        "sfo": {"ja": 5, "nei": 7},
    }

    assert details(one_question(yes_no("q"), rows), "q") == "ffff"
    strict = one_question(yes_no("q"), rows, policy_for(Profile.STRICT))
    assert strict.by_key[ItemKey("q"), None, "tjeneste"].rows[1] == PublicRow("nav", Detail.BAND, n=20, at_most=2)
    assert details(strict, "q") == "fbfs"


def test_sensitive_questions_have_stricter_limits() -> None:
    rows: dict[str, dict[str | None, int]] = {
        "skole": {"ja": 20, "nei": 20},
        "nav": {"ja": 2, "nei": 18},
        "ppt": {"ja": 4, "nei": 4},
        "sfo": {"ja": 8, "nei": 8},
    }

    assert details(one_question(yes_no("q"), rows), "q") == "ffcf"
    assert details(one_question(yes_no("q", sensitive=True), rows), "q") == "fbss"


def test_near_unanimous_answers_are_a_band_everywhere() -> None:
    tables = one_question(yes_no("q"), {"skole": {"ja": 30}, "nav": {"ja": 8, "nei": 1}})

    assert tables.by_key[ItemKey("q"), None, None].rows == (PublicRow(None, Detail.BAND, n=39, at_least=38),)
    assert details(tables, "q") == "bb"


def test_too_few_answers_in_all_show_nothing() -> None:
    tables = one_question(yes_no("q"), {"skole": {"ja": 2, None: 10}, "nav": {"nei": 2, None: 10}})

    assert details(tables, "q", by=None) == "s"
    assert tables.bases == ()
    assert tables.breakdowns == ()  # neither service reaches 5 answers, so they were merged


@pytest.mark.parametrize("question", [single("q", "a", "b", "c"), ordered("q", "a", "b", "c")])
def test_where_nothing_is_favourable_every_option_is_a_table_on_its_own(question: ChoiceQuestion) -> None:
    tables = one_question(
        question,
        {"skole": {"a": 5, "b": 7, "c": 8}, "nav": {"a": 6, "b": 4, "c": 5}, "ppt": {"a": 1, "b": 4, "c": 4}},
    )

    assert [details(tables, "q", option=option) for option in "abc"] == ["fss", "fss", "fss"]
    assert tables.by_key[ItemKey("q"), "a", None].rows[0] == PublicRow(
        None, Detail.FULL, n=44, counts=(12,), positive=12
    )
    assert all(table.nominal for table in tables.tables)


def test_a_rare_category_hides_another_of_its_group_and_one_of_another_group() -> None:
    """One of 19 in skole chose «a». Categories sum to the group's answers, so «c» would tell, and then ppt's «c»."""
    tables = one_question(
        single("q", "a", "b", "c"),
        {"skole": {"a": 1, "b": 9, "c": 9}, "nav": {"a": 10, "b": 5, "c": 15}, "ppt": {"a": 9, "b": 9, "c": 9}},
    )

    assert [details(tables, "q", option=option) for option in "abc"] == ["bfs", "fff", "sfs"]


def test_a_breakdown_with_one_group_left_is_dropped() -> None:
    tables = one_question(yes_no("q"), {"skole": {"ja": 9, "nei": 9}, "nav": {"ja": 1, "nei": 1}})

    assert tables.breakdowns == ()
    assert tables.breakdowns_left_out == ("tjeneste",)
    assert [table.by for table in tables.tables] == [None]


FILTERED = make_survey(
    SERVICES,
    yes_no("q"),
    likert("videre", asked_if=Condition("q", ("ja",))),
    main="tjeneste",
)


def follow_up(rows: dict[str, tuple[int, int]]) -> PublicTables:
    """Group -> how many said yes and no; who said yes answered the follow-up, half «enig» and half «uenig»."""
    groups = [group for group, (yes, no) in rows.items() for _ in range(yes + no)]
    first = [answer for yes, no in rows.values() for answer in ["ja"] * yes + ["nei"] * no]
    after: list[str | None] = [
        answer
        for yes, no in rows.values()
        for answer in ["enig"] * (yes // 2) + ["uenig"] * (yes - yes // 2) + ["-"] * no
    ]
    responses = code_answers(FILTERED, len(groups), {"tjeneste": list(groups), "q": list(first), "videre": after})
    return protected(responses, FILTERED).tables


def test_a_follow_up_is_hidden_where_its_filter_is_a_band() -> None:
    """In «nav» all 12 said yes: their number of follow-up answers would say so."""
    tables = follow_up({"skole": (20, 10), "nav": (12, 0), "ppt": (9, 8), "sfo": (9, 9)})

    assert details(tables, "q") == "fbsf"
    assert details(tables, "videre") == "fssc"


def test_a_follow_up_that_few_were_asked_is_hidden() -> None:
    tables = follow_up({"skole": (20, 10), "nav": (8, 12), "ppt": (3, 8), "sfo": (9, 9)})

    assert details(tables, "q") == "ffff"
    assert details(tables, "videre") == "fssc"


def test_a_follow_up_to_nearly_everybody_is_hidden_for_all() -> None:
    tables = follow_up({"skole": (20, 0), "nav": (12, 1)})

    assert details(tables, "q", by=None) == "b"
    assert details(tables, "videre", by=None) == "s"
    assert [base.question for base in tables.bases] == ["q"]


def test_an_index_is_left_out_where_an_item_is_a_band() -> None:
    survey = staff_survey()
    responses = make_responses(300, seed=2)
    assert [index.index for index in protected(responses, survey).tables.indices] == ["samarbeid"]

    unanimous = responses.choices[ItemKey("samarbeid", "s1")].copy()
    unanimous[unanimous >= 0] = 0
    changed = Responses(
        responses.survey, 300, {**responses.choices, ItemKey("samarbeid", "s1"): unanimous}, responses.ticks
    )
    assert protected(changed, survey).tables.indices == ()


def test_few_comments_are_not_counted_out() -> None:
    survey = staff_survey()
    lines = tuple("ord" if i < 4 else "" for i in range(60))
    few = code_answers(survey, 60, {}, texts={"hva_hindrer": lines})
    enough = code_answers(survey, 60, {}, texts={"hva_hindrer": ("ord",) * 5 + ("",) * 55})

    assert protected(few, survey).tables.comments == {}
    assert protected(enough, survey).tables.comments == {"hva_hindrer": 5}


def test_locked_groups_are_kept_in_the_next_wave() -> None:
    survey = staff_survey()
    baseline = protected(make_responses(100, seed=1), survey)
    later = tabulate(make_responses(900, seed=2), survey)
    follow = protect(later, survey, policy_for(), locked=baseline.log.locked)

    assert baseline.log.locked == locked_groups(baseline.tables)
    old = {b.by: [set(g.members) for g in b.groups] for b in baseline.tables.breakdowns}
    for breakdown in follow.tables.breakdowns:
        for group in breakdown.groups:
            parts = [members for members in old[breakdown.by] if members & set(group.members)]
            assert all(members <= set(group.members) for members in parts)


def test_mergers_that_name_unknown_or_doubled_options_are_refused() -> None:
    rows: dict[str, dict[str | None, int]] = {"skole": {"ja": 9, "nei": 9}}

    with pytest.raises(PolicyError, match="does not have: skoel"):
        one_question(yes_no("q"), rows, policy_for(mergers={"Oppvekst": ("skoel", "nav")}))
    with pytest.raises(PolicyError, match="twice"):
        one_question(yes_no("q"), rows, policy_for(mergers={"A": ("skole",), "B": ("skole", "nav")}))


def test_headcounts_follow_the_groups() -> None:
    survey = make_survey(SERVICES, yes_no("q"), main="tjeneste")
    groups, answers = grouped_answers({"skole": {"ja": 9, "nei": 9}, "nav": {"ja": 3, "nei": 3}, "ppt": {"ja": 2}})
    tabulation = tabulate(code_answers(survey, len(groups), {"tjeneste": groups, "q": answers}), survey)
    invited = {"tjeneste": {"skole": 30, "nav": 10, "ppt": 4}}
    tables = protect(tabulation, survey, policy_for(), invited=invited).tables

    assert tables.invited == 44
    assert [(group.code, group.n, group.invited) for group in tables.breakdowns[0].groups] == [
        ("skole", 18, 30),
        ("_other", 8, 14),
    ]
    assert protect(tabulation, survey, policy_for(), invited=invited, invited_total=50).tables.invited == 50


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(respondents=st.sampled_from([40, 60, 100, 300]), seed=st.integers(0, 10_000), profile=st.sampled_from(Profile))
def test_what_holds_for_any_answers(respondents: int, seed: int, profile: Profile) -> None:
    survey, policy = staff_survey(extra_grids=0), policy_for(profile)
    responses = make_responses(respondents, seed=seed, survey=survey)
    tables = protected(responses, survey, policy).tables

    assert tables == protected(permuted(responses, seed=seed), survey, policy).tables
    for breakdown in tables.breakdowns:
        assert sum(group.n for group in breakdown.groups) == respondents
    for table in tables.tables:
        total = tables.by_key[table.key, table.option, None].rows[0]
        for row in table.rows:
            assert_allowed(row, policy)
        if table.by is not None and total.n is not None:
            known = [row for row in table.rows if row.positive is not None and row.n is not None]
            assert sum(row.n or 0 for row in known) <= total.n
            if len(known) == len(table.rows) and total.positive is not None:
                assert sum(row.n or 0 for row in known) == total.n
                assert sum(row.positive or 0 for row in known) == total.positive
    assert_true(tables, responses, survey)


def assert_allowed(row: PublicRow, policy: DisclosurePolicy) -> None:
    """No row with too few answers, and never nobody or everybody as an exact number."""
    if row.detail is Detail.SUPPRESSED:
        assert row == PublicRow(row.group, Detail.SUPPRESSED)
        return
    assert row.n is not None
    assert row.n >= policy.min_group
    if row.detail is Detail.BAND:
        assert (row.counts, row.positive, row.mean) == (None, None, None)
        assert (row.at_least is None) != (row.at_most is None)
    else:
        assert row.positive is not None
        assert policy.band_width < row.positive < row.n - policy.band_width
        assert (row.counts is not None) == (row.detail is Detail.FULL)


def assert_true(tables: PublicTables, responses: Responses, survey: Survey) -> None:
    """Every number shown is what counting the answers themselves gives, and every band holds it."""
    groups = {(b.by, group.code): group for b in tables.breakdowns for group in b.groups}
    for table in tables.tables:
        answered, positive = who(table, responses, survey)
        for row in table.rows:
            inside = np.ones(responses.respondents, dtype=bool)
            if table.by is not None and row.group is not None:
                inside = in_group(groups[table.by, row.group], table.by, responses, survey)
            count = int((positive & inside).sum())
            assert row.n in (None, int((answered & inside).sum()))
            assert row.positive in (None, count)
            assert (row.at_least or 0) <= count
            assert row.at_most is None or count <= row.at_most


def in_group(group: PublicGroup, by: str, responses: Responses, survey: Survey) -> NDArray[np.bool_]:
    options = [option.code for option in survey.items[ItemKey(by)].options]
    codes = [options.index(code) for code in group.members]
    stated = responses.choices[ItemKey(by)]
    return np.isin(stated, codes) | ((stated < 0) & group.with_not_stated)


def who(table: PublicTable, responses: Responses, survey: Survey) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Who answered, and who gave a positive answer."""
    question = survey.by_id[table.question]
    if isinstance(question, MultipleQuestion):
        ticks = responses.ticks[question.id]
        place = [option.code for option in question.options].index(table.option or "")
        return ticks.state == 0, ticks.chosen[:, place]
    options, codes = survey.items[table.key].options, responses.choices[table.key]
    valid = [place for place, option in enumerate(options) if option.valid]
    wanted = [place for place, option in enumerate(options) if option.code in table.positive_options]
    return np.isin(codes, valid), np.isin(codes, wanted)


@pytest.mark.parametrize("respondents", [0, 1, 4])
def test_a_handful_of_respondents_shows_nothing(respondents: int) -> None:
    tables = protected(make_responses(respondents, seed=1), staff_survey()).tables

    assert tables.breakdowns == ()
    assert all(row == PublicRow(None, Detail.SUPPRESSED) for table in tables.tables for row in table.rows)
    assert (tables.bases, tables.indices, tables.numbers, tables.comments) == ((), (), (), {})


def test_items_that_the_export_lacks_are_named() -> None:
    survey = make_survey(SERVICES, yes_no("q"), yes_no("borte"), main="tjeneste")
    responses = code_answers(survey, 6, {"q": ["ja", "nei"] * 3})
    tables = protected(responses, survey).tables

    assert tables.items_absent == (ItemKey("tjeneste"), ItemKey("borte"))
    assert tables.breakdowns_left_out == ("tjeneste",)


def test_multiple_choices_and_numbers_that_the_export_lacks_are_named() -> None:
    survey = make_survey(
        yes_no("q"), multiple("tema", "rus", "vold"), multiple("emne", "rus"), number("elever"), number("ansatte")
    )
    answers = {"q": list[str | None](["ja", "nei"] * 3)}
    coded = code_answers(survey, 6, answers, ticks={"tema": [("rus",), ("vold",), ("rus", "vold")] * 2})
    tables = protected(replace(coded, numbers={"elever": np.arange(6.0)}), survey).tables

    assert tables.items_absent == (ItemKey("emne"), ItemKey("ansatte"))
