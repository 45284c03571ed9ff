"""What must hold whatever the numbers: bounds, symmetry, monotony, and indifference to what should not matter."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nullpunkt.stats.difference import Difference, Verdict, change_test, newcombe_interval, verdict
from nullpunkt.stats.estimate import Estimate, Rule
from nullpunkt.stats.exact import fisher_test
from nullpunkt.stats.mean import mean_from_counts, mean_from_values, quartiles_from_counts
from nullpunkt.stats.multiplicity import benjamini_hochberg, holm
from nullpunkt.stats.multiselect import multi_select
from nullpunkt.stats.phrases import Form, choose_phrase
from nullpunkt.stats.proportion import (
    hypergeometric_interval,
    no_assumption_bounds,
    wilson_interval,
    wilson_intervals,
)
from nullpunkt.stats.reliability import cronbach_alpha, index_score
from nullpunkt.stats.rounding import largest_remainder, marked_percent, percent_half_up, round_half_up
from nullpunkt.stats.strata import DomainStratum, Stratum, collapse_strata
from nullpunkt.stats.stratified import domain_proportion, stratified_proportion

SCORES = (1, 2, 3, 4, 5)
likert = st.lists(st.integers(0, 30), min_size=5, max_size=5)


@st.composite
def services(draw: st.DrawFn) -> tuple[int, int, int]:
    """A count, a number of answers (at least one) and a headcount."""
    population = draw(st.integers(1, 400))
    n = draw(st.integers(1, population))
    return draw(st.integers(0, n)), n, population


@st.composite
def municipalities(draw: st.DrawFn) -> list[Stratum]:
    """Some services, empty and complete ones among them, with at least one answer in all."""
    strata = []
    for number in range(draw(st.integers(1, 6))):
        population = draw(st.integers(1, 60))
        n = draw(st.integers(0, population))
        area = draw(st.sampled_from(["North", "South", None]))
        strata.append(Stratum(f"s{number}", draw(st.integers(0, n)), n, population, area))
    assume(any(stratum.n for stratum in strata))
    return strata


def assert_sound(estimate: Estimate) -> None:
    assert estimate.value is not None
    assert estimate.low is not None
    assert estimate.high is not None
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1


@given(services())
def test_wilson_contains_the_estimate_within_the_certain_bounds(service: tuple[int, int, int]) -> None:
    count, n, population = service
    estimate = wilson_interval(count, n, population=population)
    assert_sound(estimate)
    certain = no_assumption_bounds(count, n, population=population)
    assert certain.low <= estimate.low
    assert estimate.high <= certain.high


@given(services())
def test_a_census_has_zero_width(service: tuple[int, int, int]) -> None:
    count, n, _ = service
    estimate = wilson_interval(count, n, population=n)
    assert estimate.low == estimate.value == estimate.high == count / n
    assert estimate.rule is Rule.CENSUS


@given(services())
def test_renaming_yes_and_no_mirrors_the_interval(service: tuple[int, int, int]) -> None:
    count, n, population = service
    for known in (population, None):
        yes, no = wilson_interval(count, n, population=known), wilson_interval(n - count, n, population=known)
        assert yes.low == pytest.approx(1 - no.high, abs=1e-12)
        assert yes.high == pytest.approx(1 - no.low, abs=1e-12)


@given(services(), st.integers(2, 6))
def test_more_answers_narrow_and_more_people_widen(service: tuple[int, int, int], times: int) -> None:
    count, n, population = service
    headcount = population * times
    few = wilson_interval(count, n, population=headcount).interval
    many = wilson_interval(count * times, n * times, population=headcount).interval
    more_people = wilson_interval(count, n, population=headcount * times).interval
    unlimited = wilson_interval(count, n).interval
    widths = [interval.width for interval in (many, few, more_people, unlimited) if interval]
    assert len(widths) == 4
    assert all(narrow <= wide + 1e-12 for narrow, wide in pairwise(widths))


@given(st.lists(st.tuples(services(), st.booleans()), min_size=1, max_size=20))
def test_the_array_version_gives_the_same_bits(cases: list[tuple[tuple[int, int, int], bool]]) -> None:
    counts, ns = [s[0] for s, _ in cases], [s[1] for s, _ in cases]
    populations = [s[2] if known else math.inf for s, known in cases]
    found = wilson_intervals(counts, ns, populations)
    for i, (count, n, population) in enumerate(zip(counts, ns, populations, strict=True)):
        one = wilson_interval(count, n, population=None if math.isinf(population) else population)
        ours = (found.value[i], found.se[i], found.effective_n[i], found.low[i], found.high[i])
        assert ours == (one.value, one.se, one.effective_n, one.low, one.high)


def test_the_array_version_has_nan_without_answers_and_refuses_nonsense() -> None:
    assert np.isnan(wilson_intervals([0], [0], [8]).value).all()
    with pytest.raises(ValueError, match="between 0 and n"):
        wilson_intervals([3], [2], [8])


@pytest.mark.parametrize(("population", "n"), [(5, 3), (12, 7), (18, 11), (25, 24)])
def test_the_exact_interval_never_covers_less_than_promised(population: int, n: int) -> None:
    from nullpunkt.stats.discrete import hypergeometric

    limits = [hypergeometric_interval(x, n, population=population) for x in range(n + 1)]
    for estimate in limits:
        assert_sound(estimate)
    for successes in range(population + 1):
        mass = hypergeometric(population=population, successes=successes, draws=n)
        truth = successes / population
        coverage = sum(mass.at(x) for x in range(n + 1) if limits[x].low <= truth <= limits[x].high)
        assert coverage >= 0.95


@given(municipalities(), st.randoms(use_true_random=False))
def test_a_total_is_sound_and_indifferent_to_the_order_of_services(strata: list[Stratum], random) -> None:
    estimate = stratified_proportion(strata)
    assert_sound(estimate)
    shuffled = list(strata)
    random.shuffle(shuffled)
    assert stratified_proportion(shuffled) == estimate


@given(municipalities())
def test_a_total_over_complete_services_is_known(strata: list[Stratum]) -> None:
    complete = [Stratum(s.name, s.count, s.n, s.n) for s in strata if s.n]
    estimate = stratified_proportion(complete)
    assert estimate.low == estimate.value == estimate.high
    assert estimate.value == pytest.approx(sum(s.count for s in complete) / sum(s.n for s in complete))


@given(services())
def test_one_stratum_is_wilson(service: tuple[int, int, int]) -> None:
    count, n, population = service
    whole = stratified_proportion([Stratum("only", count, n, population)])
    assert whole == wilson_interval(count, n, population=population)


@given(municipalities())
def test_collapsing_keeps_every_person_and_leaves_no_bad_stratum(strata: list[Stratum]) -> None:
    found = collapse_strata(strata)
    assert sum(s.n for s in found.strata) == sum(s.n for s in strata)
    assert sum(s.population for s in found.strata) == sum(s.population for s in strata)
    assert sorted(name for group in found.groups for name in group) == sorted(s.name for s in strata)
    assert len(found.strata) == 1 or all(s.n >= 2 or s.n == s.population for s in found.strata)
    assert len(found.merges) == len(strata) - len(found.strata)
    assert collapse_strata(found.strata).merges == ()


@given(municipalities(), st.data())
def test_a_domain_estimate_is_sound(strata: list[Stratum], data: st.DataObject) -> None:
    parts = []
    for s in strata:
        n_domain = data.draw(st.integers(0, s.n))
        count = data.draw(st.integers(0, n_domain))
        parts.append(DomainStratum(s.name, count, n_domain, s.n, s.population, s.area))
    estimate = domain_proportion(parts)
    if estimate.rule is Rule.NO_ANSWERS:
        assert sum(part.n_domain for part in parts) == 0
    elif estimate.rule is Rule.TOO_FEW:
        assert estimate.n < 2
        assert estimate.interval is None
    else:
        assert_sound(estimate)


@given(municipalities())
def test_a_domain_of_everybody_has_the_total_as_its_value(strata: list[Stratum]) -> None:
    everybody = [DomainStratum(s.name, s.count, s.n, s.n, s.population, s.area) for s in strata]
    assert domain_proportion(everybody).value == pytest.approx(stratified_proportion(strata).value)


@given(services(), services())
def test_newcombe_is_antisymmetric_and_contains_the_difference(
    first: tuple[int, int, int], second: tuple[int, int, int]
) -> None:
    one, two = (wilson_interval(x, n, population=N) for x, n, N in (first, second))
    there, back = newcombe_interval(one, two), newcombe_interval(two, one)
    assert (there.value, there.low, there.high) == (-back.value, -back.high, -back.low)
    assert -1 <= there.low <= there.value <= there.high <= 1


@given(services(), services())
def test_a_change_test_gives_a_probability_and_does_not_mind_the_direction(
    first: tuple[int, int, int], second: tuple[int, int, int]
) -> None:
    one, two = (wilson_interval(x, n, population=N) for x, n, N in (first, second))
    there, back = change_test(one, two), change_test(two, one)
    assert there.method == back.method
    assert there.p is None or 0 <= there.p <= 1
    assert there.p == pytest.approx(back.p, abs=1e-9) if there.p is not None else back.p is None


@given(st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_nothing_is_called_a_change_whose_interval_holds_zero(
    value: float, below: float, above: float, p: float, q: float
) -> None:
    change = Difference(value, max(-1.0, value - below), min(1.0, value + above))
    found = verdict(change, p=p, adjusted_p=max(p, q))
    called = found in (Verdict.INCREASE, Verdict.DECREASE)
    assert called == (abs(value) >= 0.05 - 1e-9 and max(p, q) < 0.05 and (change.low > 0 or change.high < 0))
    assert found is not Verdict.INCREASE or value > 0
    assert found is not Verdict.DECREASE or value < 0


@given(services(), services())
def test_mid_p_is_between_zero_and_the_exact_p(first: tuple[int, int, int], second: tuple[int, int, int]) -> None:
    test = fisher_test(first[0], first[1], second_count=second[0], second_n=second[1])
    assert 0 <= test.mid_p <= test.p <= 1


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
