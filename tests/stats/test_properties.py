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
from nullpunkt.stats.proportion import (
    hypergeometric_interval,
    no_assumption_bounds,
    wilson_interval,
    wilson_intervals,
)
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
    with pytest.raises(ValueError, match="read-only"):
        wilson_intervals([1], [2], [8]).value[0] = 1


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
