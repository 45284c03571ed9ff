"""Where a rule begins and ends: an example on either side of each limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.builders import background, code_answers, grouped_answers, likert, make_survey, number, text, yes_no

from nullpunkt.disclosure.complementary import _option_known
from nullpunkt.disclosure.groups import Census
from nullpunkt.disclosure.limits import Limits
from nullpunkt.disclosure.national_ids import NationalId, classify_eleven
from nullpunkt.disclosure.open_text import mask
from nullpunkt.disclosure.pairs import _enough
from nullpunkt.disclosure.policy import policy_for
from nullpunkt.disclosure.primary import Reason, Row, complementary, first_detail, suppressed
from nullpunkt.disclosure.protect import protect
from nullpunkt.disclosure.public import Detail, PublicTables
from nullpunkt.disclosure.review import COMMENTS_FROM, ReviewRow, with_open_text
from nullpunkt.disclosure.summaries import _rounded_alpha
from nullpunkt.survey.model import Condition, Index, ItemKey
from nullpunkt.tabulation.tabulate import tabulate

POLICY = policy_for()
LIMITS = Limits(show_from=5, full_from=10, band_width=1, remainder_from=5)


def with_controls(date: str) -> str:
    """Eleven digits that begin with these six and are valid but for their date."""
    for middle in reversed(range(1000)):
        for end in range(100):
            number_ = f"{date}{middle:03}{end:02}"
            k1 = sum(int(d) * w for d, w in zip(number_, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), strict=False)) % 11
            k2 = sum(int(d) * w for d, w in zip(number_, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True)) % 11
            if k1 == k2 == 0:
                return number_
    raise AssertionError(date)


@pytest.mark.parametrize(("month", "last"), [*enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), start=1)])
def test_a_birth_number_begins_with_a_day_of_its_month(month: int, last: int) -> None:
    assert classify_eleven(with_controls(f"{last}{month:02}80")) is NationalId.BIRTH_NUMBER
    assert classify_eleven(with_controls(f"{last + 1}{month:02}80")) is NationalId.ELEVEN_DIGITS
    assert classify_eleven(with_controls(f"00{month:02}80")) is NationalId.ELEVEN_DIGITS


def test_a_leap_day_is_one_in_leap_years_alone() -> None:
    assert classify_eleven(with_controls("290281")) is NationalId.ELEVEN_DIGITS
    assert classify_eleven(with_controls("280281")) is NationalId.BIRTH_NUMBER


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("det er bos bil", "det er bos bil"),
        ("det er pers bil", "det er [fjernet: navn] bil"),
        ("det er karis bil", "det er [fjernet: navn] bil"),
        ("jeg ringte BARNAV i går", "jeg ringte BARNAV i går"),
        ("jeg ringte BARNAVN i går", "jeg ringte [fjernet: navn] i går"),
    ],
    ids=[
        "s after two letters may be a word",
        "s after three letters is a genitive",
        "s after four letters is a genitive",
        "six capitals",
        "seven capitals",
    ],
)
def test_what_is_a_name(text: str, masked: str) -> None:
    assert mask(text, staff=["Bo", "Kari", "Per"]).text == masked


def test_a_mask_at_the_very_beginning_is_masked_once() -> None:
    assert mask(f"{with_controls('530980')} er mitt").text == "[fjernet: D-nummer] er mitt"


@pytest.mark.parametrize(("answering", "enough"), [(9, True), (8, False)])
def test_a_group_needs_enough_answers_to_nine_questions_of_ten(answering: int, enough: bool) -> None:
    answers = [{"ppt": 5 if place < answering else 4} for place in range(10)]
    assert Census({"ppt": 5}, answers).enough(["ppt"], 5) is enough


def test_nine_of_ten_is_no_less_among_twenty() -> None:
    answers = [{"ppt": 5 if place < 17 else 4} for place in range(20)]
    assert not Census({"ppt": 5}, answers).enough(["ppt"], 5)


def test_a_group_needs_as_many_as_the_limit() -> None:
    assert Census({"ppt": 5}, []).enough(["ppt"], 5)
    assert not Census({"ppt": 4}, []).enough(["ppt"], 5)


@pytest.mark.parametrize(
    ("n", "yes", "enough"),
    [(0, 0, True), (4, 2, False), (5, 2, True), (5, 1, False), (5, 4, False), (5, 3, True), (6, 5, False)],
)
def test_those_who_could_not_be_linked_are_nobody_or_five_of_two_minds(n: int, yes: int, enough: bool) -> None:
    assert _enough(n, yes, limit=5, width=1) is enough


@pytest.mark.parametrize(
    ("n", "yes", "detail"),
    [
        (4, 2, Detail.SUPPRESSED),
        (5, 2, Detail.COARSE),
        (5, 3, Detail.COARSE),
        (5, 1, Detail.BAND),
        (5, 4, Detail.BAND),
        (9, 2, Detail.COARSE),
        (10, 2, Detail.FULL),
        (10, 8, Detail.FULL),
        (10, 0, Detail.BAND),
        (10, 9, Detail.BAND),
    ],
)
def test_what_a_rows_own_numbers_allow(n: int, yes: int, detail: Detail) -> None:
    assert first_detail(Row("nav", n, (yes, n - yes), yes), LIMITS).detail is detail


def test_a_row_hidden_for_others_is_known_to_be_no_band() -> None:
    row = complementary(first_detail(Row("nav", 8, (4, 4), 4), LIMITS), LIMITS)
    assert (row.low, row.high) == (2, 6)
    band = complementary(first_detail(Row("nav", 8, (1, 7), 1), LIMITS), LIMITS)
    assert (band.low, band.high) == (0, 1)


@pytest.mark.parametrize(("comments", "shown"), [(COMMENTS_FROM, True), (COMMENTS_FROM - 1, False)])
def test_comments_are_shown_from_ten(comments: int, shown: bool) -> None:
    tables = replace(counted(10), comments={"hvorfor": comments})
    found = with_open_text(tables, [ReviewRow("hvorfor", "Fint her.", (), approved=True)])
    assert found.open_text == ({"hvorfor": ("Fint her.",)} if shown else {})


def test_numbers_have_one_decimal() -> None:
    found = counted(11, [0.25] * 6 + [1.0] * 5).numbers
    assert (found[0].mean, found[0].median) == (0.6, 0.2)  # 6.5 / 11, and 0.25


def counted(people: int, values: Sequence[float] | None = None) -> PublicTables:
    survey = make_survey(background("tjeneste", "skole"), number("elever"), main="tjeneste")
    coded = code_answers(survey, people, {"tjeneste": ["skole"] * people})
    responses = replace(coded, numbers={"elever": np.array(values or range(people), dtype=float)})
    return protect(tabulate(responses, survey), survey, POLICY).tables


@pytest.mark.parametrize(("people", "shown"), [(POLICY.number_from, True), (POLICY.number_from - 1, False)])
def test_the_mean_of_a_number_is_shown_from_ten_answers(people: int, shown: bool) -> None:
    numbers = counted(people).numbers
    assert len(numbers) == shown
    if shown:
        assert (numbers[0].n, numbers[0].mean, numbers[0].median) == (10, 4.5, 4.5)


@pytest.mark.parametrize(("people", "shown"), [(POLICY.index_from, True), (POLICY.index_from - 1, False)])
def test_an_index_is_told_from_thirty_answers(people: int, shown: bool) -> None:
    index = Index("i", text("I"), (ItemKey("a"), ItemKey("b")))
    survey = make_survey(background("tjeneste", "skole"), likert("a"), likert("b"), main="tjeneste", indices=[index])
    codes: list[str | None] = [("uenig", "enig")[place % 2] for place in range(people)]
    answers = {"tjeneste": ["skole"] * people, "a": codes, "b": codes[::-1]}
    tables = protect(tabulate(code_answers(survey, people, answers), survey), survey, POLICY).tables
    assert [(found.n, found.mean) for found in tables.indices] == ([(people, 3.0)] if shown else [])


def test_an_index_of_which_the_export_lacks_an_item_is_told_from_the_others() -> None:
    index = Index("i", text("I"), (ItemKey("a"), ItemKey("b"), ItemKey("c")))
    survey = make_survey(
        background("tjeneste", "skole"), likert("a"), likert("b"), likert("c"), main="tjeneste", indices=[index]
    )
    codes: list[str | None] = ["uenig", "enig"] * 20
    answers = {"tjeneste": ["skole"] * 40, "a": codes, "b": codes}
    tables = protect(tabulate(code_answers(survey, 40, answers), survey), survey, POLICY).tables
    assert [(found.n, found.mean, found.sd) for found in tables.indices] == [(40, 3.0, 1.01)]  # √(40 / 39)


def test_an_index_with_an_item_that_is_not_shown_is_not_told() -> None:
    index = Index("i", text("I"), (ItemKey("a"), ItemKey("b")))
    survey = make_survey(background("tjeneste", "skole"), likert("a"), likert("b"), main="tjeneste", indices=[index])
    answers = {"tjeneste": ["skole"] * 40, "a": ["uenig", "enig"] * 20, "b": ["enig"] * 39 + ["uenig"]}
    tables = protect(tabulate(code_answers(survey, 40, answers), survey), survey, POLICY).tables
    assert tables.indices == ()


def test_alpha_is_told_from_thirty_complete_answers_with_two_decimals() -> None:
    assert _rounded_alpha(0.876, POLICY.index_from, POLICY) == 0.88
    assert _rounded_alpha(0.876, POLICY.index_from - 1, POLICY) is None
    assert _rounded_alpha(None, 100, POLICY) is None


def test_a_follow_up_for_whoever_gave_any_answer_is_shown_where_all_answers_are() -> None:
    """The filter's valid options together: how many were asked says nothing that its own row does not."""
    survey = make_survey(
        background("tjeneste", "skole", "nav"),
        yes_no("bekymret", dont_know=True),
        yes_no("meldt", asked_if=Condition("bekymret", ("ja", "nei"))),
        main="tjeneste",
    )
    groups, worried = grouped_answers(
        {"skole": {"ja": 20, "nei": 20, "vet_ikke": 6}, "nav": {"ja": 16, "nei": 18, "vet_ikke": 6}}
    )
    told = ["-" if one == "vet_ikke" else "ja" if place % 2 else "nei" for place, one in enumerate(worried)]
    responses = code_answers(survey, len(groups), {"tjeneste": groups, "bekymret": worried, "meldt": told})
    tables = protect(tabulate(responses, survey), survey, POLICY).tables
    assert tables.by_key[ItemKey("meldt"), None, None].rows[0].n == 74


def hidden(*rows: tuple[int, int]) -> list[Row]:
    """Rows too small to be shown, from how many said yes and no."""
    return [
        suppressed(Row(f"s{place}", yes + no, (yes, no), yes), Reason.PRIMARY) for place, (yes, no) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("rows", "known"),
    [([(1, 1)], True), ([(1, 0)], True), ([(0, 1)], True), ([(1, 1), (1, 2)], False), ([(2, 0), (3, 0)], True)],
    ids=["one of each", "one alone", "one alone who said no", "two that hide each other", "all of one mind"],
)
def test_one_person_whose_answer_is_certain_is_one_too_many(rows: list[tuple[int, int]], known: bool) -> None:
    assert _option_known(hidden(*rows), (True, False), LIMITS) is known
