"""One counting pass: what is counted of a handful of respondents, and of many."""

from __future__ import annotations

import numpy as np
import pytest
from tests.builders import (
    background,
    code_answers,
    likert,
    make_responses,
    make_survey,
    multiple,
    open_question,
    permuted,
    staff_survey,
    yes_no,
)

from nullpunkt.responses.model import Responses
from nullpunkt.survey.model import ItemKey
from nullpunkt.tabulation import tabulate as module
from nullpunkt.tabulation.model import Tabulation
from nullpunkt.tabulation.tabulate import tabulate

SURVEY = make_survey(
    background("tjeneste", "skole", "nav"),
    background("rolle", "ansatt", "leder"),
    yes_no("bekymret", dont_know=True),
    multiple("tema", "rus", "vold", none="ingen"),
    open_question("fritt"),
    main="tjeneste",
    others=("rolle",),
)

ANSWERS = code_answers(
    SURVEY,
    6,
    {
        "tjeneste": ["skole", "skole", "nav", "nav", None, "skole"],
        "bekymret": ["ja", "nei", "ja", "vet_ikke", "ja", None],
    },
    ticks={"tema": [("rus",), ("rus", "vold"), (), ("ingen",), None, ("vold",)]},
    texts={"fritt": ["Bra", " ", "", "Mer tid", "", ""]},
)


def test_counts_by_option_of_the_breakdown_with_not_stated_last() -> None:
    table = tabulate(ANSWERS, SURVEY).choices[ItemKey("bekymret"), "tjeneste"]

    #                              ja nei vet ikke
    assert table.counts.tolist() == [[1, 1, 0], [1, 0, 1], [1, 0, 0]]  # skole, nav, not stated
    assert table.blank.tolist() == [1, 0, 0]
    assert table.not_asked.tolist() == [0, 0, 0]


def test_the_total_is_the_sum_over_the_breakdown() -> None:
    total = tabulate(ANSWERS, SURVEY).choices[ItemKey("bekymret"), None]

    assert total.counts.tolist() == [[3, 1, 1]]
    assert total.blank.tolist() == [1]


def test_a_breakdown_that_the_export_lacks_is_not_counted() -> None:
    tabulation = tabulate(ANSWERS, SURVEY)

    assert dict(tabulation.sizes).keys() == {"tjeneste"}
    assert tabulation.sizes["tjeneste"].tolist() == [3, 2, 1]


def test_multiple_choice_is_counted_by_option_on_those_who_ticked_something() -> None:
    table = tabulate(ANSWERS, SURVEY).ticks["tema", "tjeneste"]

    assert table.ticks.tolist() == [[2, 2, 0], [0, 0, 1], [0, 0, 0]]
    assert table.answered.tolist() == [3, 1, 0]
    assert table.blank.tolist() == [0, 0, 1]


def test_comments_are_counted_when_there_is_something_in_them() -> None:
    assert tabulate(ANSWERS, SURVEY).comments == {"fritt": 2}


def test_background_questions_are_not_crossed_with_each_other() -> None:
    tabulation = tabulate(make_responses(80, seed=1), staff_survey())

    assert {by for key, by in tabulation.choices if key.question in ("tjeneste", "rolle")} == {None}


def test_numbers_leave_out_blank_and_not_asked() -> None:
    values = np.array([1.0, 2.0, 6.0, np.nan, -np.inf])
    survey = staff_survey()
    summary = tabulate(Responses("x", 5, {}, numbers={"moter": values}), survey).numbers["moter"]

    assert (summary.n, summary.mean, summary.median, summary.blank, summary.not_asked) == (3, 3.0, 2.0, 1, 1)


@pytest.mark.parametrize("block", [1, 7, 1000])
def test_counting_in_blocks_gives_the_same(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    responses, survey = make_responses(300, seed=3), staff_survey()
    whole = tabulate(responses, survey)
    monkeypatch.setattr(module, "BLOCK", block)

    assert_same(tabulate(responses, survey), whole)


def test_the_order_of_respondents_changes_nothing() -> None:
    responses, survey = make_responses(300, seed=3), staff_survey()

    assert_same(tabulate(permuted(responses, seed=9), survey), tabulate(responses, survey))


@pytest.mark.parametrize("respondents", [0, 1])
def test_nobody_and_one_alone_can_be_counted(respondents: int) -> None:
    tabulation = tabulate(make_responses(respondents, seed=1), staff_survey())

    assert all(table.counts.sum() <= respondents for table in tabulation.choices.values())
    assert tabulation.numbers["moter"].n == respondents


def test_each_cell_agrees_with_a_count_by_hand() -> None:
    survey = make_survey(background("gruppe", "a", "b"), likert("q"), main="gruppe")
    responses = make_responses(200, seed=5, survey=survey, item_missing=0.2, background_missing=0.2)
    groups, codes = (responses.choices[ItemKey(name)].tolist() for name in ("gruppe", "q"))
    table = tabulate(responses, survey).choices[ItemKey("q"), "gruppe"]

    for row, group in enumerate((0, 1, -1)):
        expected = [
            sum(1 for g, c in zip(groups, codes, strict=True) if g == group and c == option) for option in range(6)
        ]
        assert table.counts[row].tolist() == expected


def assert_same(first: Tabulation, second: Tabulation) -> None:
    for name in ("choices", "ticks"):
        one, two = getattr(first, name), getattr(second, name)
        assert list(one) == list(two)
        for key in one:
            for field in one[key].__slots__:
                assert np.array_equal(getattr(one[key], field), getattr(two[key], field)), (key, field)
    for index, moments in first.indices.items():
        other = second.indices[index]
        assert (moments.n, moments.mean, moments.sd, moments.alpha) == (other.n, other.mean, other.sd, other.alpha)
    for question, number in first.numbers.items():
        assert (number.n, number.mean, number.median) == (
            second.numbers[question].n,
            second.numbers[question].mean,
            second.numbers[question].median,
        )
