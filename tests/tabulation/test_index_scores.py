"""Person-level indices: the half-scale rule, reversed items, reliability."""

from __future__ import annotations

import numpy as np
import pytest
from tests.builders import code_answers, grid, make_survey, text

from nullpunkt.survey.model import Index, ItemKey, Survey
from nullpunkt.tabulation.index_scores import cronbach_alpha
from nullpunkt.tabulation.model import IndexMoments
from nullpunkt.tabulation.tabulate import tabulate

A, B, C, D = (ItemKey("samarbeid", row) for row in "abcd")


def survey_with(*items: ItemKey, turned: frozenset[ItemKey] = frozenset()) -> Survey:
    index = Index("i", text("Indeks"), items, turned)
    return make_survey(grid("samarbeid", "a", "b", "c", "d"), indices=[index])


def moments(survey: Survey, respondents: list[dict[str, str | None]]) -> IndexMoments:
    columns = {str(key): [person.get(key.item or "") for person in respondents] for key in survey.items}
    return tabulate(code_answers(survey, len(respondents), columns), survey).indices["i"]


def test_a_score_needs_half_of_the_items() -> None:
    found = moments(
        survey_with(A, B, C),
        [
            {"a": "enig", "b": "helt_enig", "c": "enig"},  # 4, 5, 4 -> 13/3
            {"a": "uenig", "b": "verken"},  # 2 of 3 answered: 2.5
            {"a": "uenig"},  # 1 of 3: no score
        ],
    )

    assert (found.n, found.complete, found.items) == (2, 1, 3)
    assert found.mean == pytest.approx((13 / 3 + 2.5) / 2)


def test_not_relevant_is_no_answer() -> None:
    found = moments(survey_with(A, B), [{"a": "enig", "b": "ikke_relevant"}, {"a": "ikke_relevant"}])

    assert (found.n, found.mean, found.complete) == (1, 4.0, 0)


def test_reversed_items_are_turned_by_the_scale_and_not_by_the_answers_seen() -> None:
    found = moments(survey_with(A, B, turned=frozenset({B})), [{"a": "enig", "b": "uenig"}])

    assert found.mean == 4.0  # uenig, 2 of 1-5, becomes 4


def test_nobody_with_a_score() -> None:
    found = moments(survey_with(A, B), [{}, {}])

    assert (found.n, found.mean, found.sd, found.alpha) == (0, None, None, None)


def test_alpha_of_a_worked_example() -> None:
    """Five persons, three items: variances 1.7, 2.2 and 2.2, of the sums 17.2; so alpha is 1.5 (1 - 6.1/17.2)."""
    scores = np.array([[2, 3, 2], [4, 4, 3], [3, 3, 3], [5, 5, 5], [2, 1, 1]])

    assert cronbach_alpha(scores) == pytest.approx(1.5 * (1 - 6.1 / 17.2), abs=1e-12)


@pytest.mark.parametrize("scores", [[[1, 2]], [[1], [2]], [[3, 3], [3, 3]]])
def test_alpha_is_left_out_where_it_has_no_meaning(scores: list[list[int]]) -> None:
    assert cronbach_alpha(np.array(scores)) is None
