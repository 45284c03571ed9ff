"""What must hold of scales, bases, rounding and phrases whatever the numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nullpunkt.stats.mean import mean_from_counts, mean_from_values, quartiles_from_counts
from nullpunkt.stats.multiplicity import benjamini_hochberg, holm
from nullpunkt.stats.multiselect import multi_select
from nullpunkt.stats.phrases import Form, choose_phrase
from nullpunkt.stats.proportion import (
    wilson_interval,
)
from nullpunkt.stats.reliability import cronbach_alpha, index_score
from nullpunkt.stats.rounding import largest_remainder, marked_percent, percent_half_up, round_half_up

SCORES = (1, 2, 3, 4, 5)
likert = st.lists(st.integers(0, 30), min_size=5, max_size=5)


@st.composite
def services(draw: st.DrawFn) -> tuple[int, int, int]:
    """A count, a number of answers (at least one) and a headcount."""
    population = draw(st.integers(1, 400))
    n = draw(st.integers(1, population))
    return draw(st.integers(0, n)), n, population


@given(likert)
def test_quartiles_are_numpys_inverted_cdf(counts: list[int]) -> None:
    found = quartiles_from_counts(SCORES, counts)
    answers = np.repeat(SCORES, counts)
    if found is None:
        assert answers.size == 0
        return
    theirs = np.quantile(answers, [0.25, 0.5, 0.75], method="inverted_cdf")
    assert [found.first, found.median, found.third] == theirs.tolist()


@given(likert, st.randoms(use_true_random=False))
def test_the_order_of_respondents_does_not_matter(counts: list[int], random) -> None:
    answers = np.repeat(SCORES, counts).tolist()
    random.shuffle(answers)
    one, two = mean_from_counts(SCORES, counts, population=200), mean_from_values(answers, population=200)
    assert one.rule == two.rule
    assert one.value == pytest.approx(two.value)
    assert (one.low, one.high) == (pytest.approx(two.low), pytest.approx(two.high))


@given(likert)
def test_a_mean_lies_in_its_interval_and_on_the_scale(counts: list[int]) -> None:
    estimate = mean_from_counts(SCORES, counts, population=200)
    if estimate.value is not None:
        assert 1 <= estimate.value <= 5
    if estimate.interval is not None:
        assert estimate.interval.low <= estimate.value <= estimate.interval.high


@given(st.lists(st.tuples(st.booleans(), st.lists(st.booleans(), min_size=3, max_size=3)), max_size=30))
def test_somebody_who_was_not_asked_changes_no_base(people: list[tuple[bool, list[bool]]]) -> None:
    before = multi_select([seen for seen, _ in people], [ticks for _, ticks in people])
    after = multi_select([*(seen for seen, _ in people), False], [*(ticks for _, ticks in people), [True] * 3])
    assert (after.n, after.n_seen, after.n_seen_blank) == (before.n, before.n_seen, before.n_seen_blank)
    assert after.n_not_seen == before.n_not_seen + 1
    assert not people or after.counts == before.counts


@given(st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=3, max_size=20))
def test_alpha_ignores_incomplete_respondents_and_the_order_of_items(answers: list[list[int]]) -> None:
    whole = cronbach_alpha(answers)
    assert cronbach_alpha([*answers, [None, 3, 3]]) == whole
    turned = cronbach_alpha([row[::-1] for row in answers])
    assert (whole is None) == (turned is None)
    if whole is not None and turned is not None:
        assert whole.alpha <= 1 + 1e-12
        assert turned.alpha == pytest.approx(whole.alpha)
        assert whole.interval.low <= whole.interval.high


@given(st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=1, max_size=8))
def test_an_index_needs_half_of_its_items(answers: list[int | None]) -> None:
    given_answers = [answer for answer in answers if answer is not None]
    score = index_score(answers)
    assert (score is None) == (2 * len(given_answers) < len(answers) or not given_answers)
    assert score is None or min(given_answers) <= score <= max(given_answers)


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_is_stricter_than_benjamini_hochberg_and_both_than_nothing(p: list[float]) -> None:
    strict, loose = holm(p), benjamini_hochberg(p)
    assert all(h + 1e-15 >= b >= raw - 1e-15 for h, b, raw in zip(strict, loose, p, strict=True))
    assert all(value <= 1 for value in strict)
    order = sorted(range(len(p)), key=lambda i: p[i])
    assert all(strict[a] <= strict[b] and loose[a] <= loose[b] for a, b in pairwise(order))


@given(st.lists(st.integers(0, 500), min_size=1, max_size=9))
def test_a_drawing_is_filled_and_nobody_is_off_by_a_whole_point(counts: list[int]) -> None:
    assume(sum(counts) > 0)
    shares = largest_remainder(counts)
    assert sum(shares) == 100
    assert all(abs(share - 100 * count / sum(counts)) < 1 for share, count in zip(shares, counts, strict=True))


@given(services(), st.integers(0, 2))
def test_a_percentage_is_off_by_at_most_half_a_unit(service: tuple[int, int, int], decimals: int) -> None:
    count, n, _ = service
    rounded, exact = percent_half_up(count, n, decimals), 100 * count / n
    assert -0.5 - 1e-9 <= (exact - rounded) * 10**decimals < 0.5
    assert round_half_up(exact, decimals) == pytest.approx(rounded)
    marked = marked_percent(count, n, decimals)
    assert (marked.value == 0) == (count == 0)
    assert (marked.value == 100) == (count == n)


@given(services())
def test_a_phrase_never_says_more_than_the_numbers(service: tuple[int, int, int]) -> None:
    count, n, population = service
    phrase = choose_phrase(count, n, population=population)
    estimate = wilson_interval(count, n, population=population)
    low, high = estimate.low, estimate.high
    assert not phrase.majority or low > 0.5
    assert not phrase.minority or high < 0.5
    assert phrase.form is not Form.ALL or count == n == population
    assert phrase.form is not Form.NONE or (count == 0 and n == population)
    assert (phrase.form is Form.COUNTS) == (n < 20)
    if phrase.fraction is not None:
        assert abs(count / n - phrase.fraction) <= 0.025 + 1e-12
        assert low - 1e-9 <= phrase.fraction <= high + 1e-9 or phrase.form is not Form.ABOUT
