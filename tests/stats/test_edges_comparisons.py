"""Edge cases of comparing, planning, rounding and saying, by name."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nullpunkt.stats import benchmark, planning, reliability, shrinkage, weighting, welch
from nullpunkt.stats import freeman_halton as sampling
from nullpunkt.stats.association import against_the_rest, chi_square_test
from nullpunkt.stats.difference import (
    ChangeTest,
    Difference,
    Method,
    Verdict,
    change_test,
    choose_test,
    overlap_variance,
    verdict,
)
from nullpunkt.stats.estimate import Interval, Rule
from nullpunkt.stats.freeman_halton import ExactTest, _sampled, freeman_halton
from nullpunkt.stats.mean import (
    mean_from_counts,
)
from nullpunkt.stats.phrases import Form, Side, choose_phrase
from nullpunkt.stats.proportion import hypergeometric_interval, wilson_interval
from nullpunkt.stats.ranks import _sampled_tail, kruskal_wallis
from nullpunkt.stats.rounding import (
    decimals_allowed,
    difference_half_up,
    percent_half_up,
    round_half_up,
)
from nullpunkt.stats.strata import DomainStratum, Stratum
from nullpunkt.stats.stratified import domain_proportion


@pytest.mark.parametrize(
    ("first", "second", "method"),
    [
        ((41, 60, 100), (52, 66, 98), Method.SCORE),
        ((1, 8, 10), (5, 9, 10), Method.FISHER_MID_P),
        ((5, 5, 5), (3, 7, 7), Method.EXACT_CENSUS),
        ((5, 9, 9), (60, 90, 200), Method.SCORE),
    ],
)
def test_the_numbers_choose_the_test(first, second, method: Method) -> None:
    one, two = (wilson_interval(x, n, population=N) for x, n, N in (first, second))
    assert change_test(one, two).method is method


def test_two_waves_of_which_no_group_has_a_variance_are_compared_as_they_are() -> None:
    one, two = (wilson_interval(x, 60, population=100) for x in (20, 40))
    assert choose_test(one, two, variance=None) == ChangeTest(Method.EXACT_CENSUS, None, None)


def test_fishers_test_needs_counts() -> None:
    mean = mean_from_counts([0, 1], [3, 2])
    with pytest.raises(ValueError, match="not proportions"):
        change_test(mean, mean)
    with pytest.raises(ValueError, match="not proportions"):
        choose_test(wilson_interval(3, 5, population=20), mean, variance=0.1)


@pytest.mark.parametrize(
    ("change", "p", "adjusted", "expected"),
    [
        (Difference(0.08, 0.02, 0.14), 0.01, 0.03, Verdict.INCREASE),
        (Difference(-0.08, -0.14, -0.02), 0.01, 0.03, Verdict.DECREASE),
        (Difference(0.08, 0.02, 0.14), 0.01, 0.20, Verdict.NO_CLEAR_CHANGE),
        (Difference(0.08, -0.01, 0.17), 0.08, 0.20, Verdict.NO_CLEAR_CHANGE),
        (Difference(0.08, 0.001, 0.15), 0.051, 0.20, Verdict.UNRESOLVED),
        (Difference(0.08, 0.001, 0.15), 0.05, 0.20, Verdict.UNRESOLVED),
        (Difference(0.08, 0.001, 0.15), 0.049, 0.05, Verdict.NO_CLEAR_CHANGE),
        (Difference(0.08, -0.001, 0.16), 0.049, 0.049, Verdict.UNRESOLVED),
        (Difference(0.04, 0.02, 0.06), 0.001, 0.001, Verdict.NO_CLEAR_CHANGE),
        (Difference(0.35 - 0.30, 0.02, 0.08), 0.001, None, Verdict.INCREASE),
        (Difference(0.20, 0.20, 0.20), None, None, Verdict.INCREASE),
        (Difference(0.02, 0.02, 0.02), None, None, Verdict.NO_CLEAR_CHANGE),
        (Difference(0.20, 0.10, 0.30), None, None, Verdict.NO_CLEAR_CHANGE),
        (Difference(None, None, None), None, None, Verdict.NO_CLEAR_CHANGE),
    ],
)
def test_the_verdict(change: Difference, p: float | None, adjusted: float | None, expected: Verdict) -> None:
    assert verdict(change, p=p, adjusted_p=adjusted) is expected


def test_answering_twice_by_more_than_chance_narrows_the_change() -> None:
    wave = wilson_interval(30, 60, population=100)
    variances = [
        overlap_variance(wave, wave, answered_both=both, population=100, covariance=0.2) for both in (36, 50, 60)
    ]
    assert variances == sorted(variances, reverse=True)


def test_two_complete_waves_of_means_have_an_exact_difference() -> None:
    first, second = welch.MeanGroup(3.0, 1.0, 20, 20), welch.MeanGroup(3.5, 1.0, 22, 22)
    found = welch.welch_test(first, second)
    assert (found.difference, found.t) == (Difference(0.5, 0.5, 0.5), None)
    still = welch.welch_test(welch.MeanGroup(3.0, 0.0, 20), welch.MeanGroup(3.5, 0.0, 22))
    assert still.difference == Difference(0.5, None, None)


def test_a_service_alone_has_no_rest() -> None:
    assert against_the_rest([Stratum("a", 1, 2, 3)]) == ()


def test_a_service_without_answers_is_not_compared() -> None:
    empty, other = against_the_rest([Stratum("a", 0, 0, 3), Stratum("b", 20, 40, 60), Stratum("c", 9, 20, 60)])[:2]
    assert (empty.difference.value, empty.test.p, empty.z) == (None, None, None)
    assert other.test.p is not None


def test_sampling_stops_at_the_table_that_makes_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every other table is as extreme as the observed one: the third such is the sixth that was drawn."""
    observed, likely = np.diag([9, 9, 9]), np.full((3, 3), 3)
    monkeypatch.setattr(sampling, "_drawn", lambda *_: np.array([likely, observed] * 50))
    found = _sampled(observed, np.random.default_rng(1), replicates=100, enough=3)
    assert found == ExactTest(3 / 6, 6)


def test_a_table_of_one_row_could_have_been_no_other() -> None:
    for table in ([[3, 4]], [[3, 4], [0, 0]], [[3], [4]]):
        assert freeman_halton(table) == ExactTest(1.0, 0)
    assert freeman_halton([[1, 3], [0, 5], [0, 4]]).p == pytest.approx(8 / 13)  # whose the only one is: 4, 5 or 4 of 13
    assert freeman_halton([[1, 0, 0], [3, 5, 4]]).p == pytest.approx(8 / 13)
    assert freeman_halton([[3, 1], [1, 3]]).p == pytest.approx(34 / 70)  # of C(8, 4) tables, 1 + 16 + 16 + 1 as extreme


def test_two_complete_services_differ_exactly() -> None:
    found = against_the_rest([Stratum("a", 2, 4, 4), Stratum("b", 5, 5, 5)])[0]
    assert found.test.method is Method.EXACT_CENSUS
    assert found.difference == Difference(-0.5, -0.5, -0.5)


def test_too_small_a_region_is_shown_and_not_tested() -> None:
    others = [Stratum("b", 30, 60, 100), Stratum("c", 20, 60, 100)]
    found = benchmark.compare_with_region(Stratum("a", 45, 60, 100), others)
    assert (found.z, found.p) == (None, None)
    assert found.difference.value == pytest.approx(0.75 - 50 / 120)
    assert benchmark.overdispersion([1, 2], [4, 4]) is None


def test_a_funnel_is_widened_only_by_real_differences() -> None:
    alike = benchmark.overdispersion([10] * 12, [20] * 12)
    unlike = benchmark.overdispersion([2, 18] * 6, [20] * 12)
    assert alike is not None
    assert unlike is not None
    assert alike.widen == 1.0
    assert unlike.widen == pytest.approx(math.sqrt(unlike.phi_winsorised))
    narrow, wide = (benchmark.funnel_interval(20, target=0.5, widen=factor) for factor in (1.0, unlike.widen))
    assert wide.width > narrow.width


def test_no_differences_shrink_to_the_common_share() -> None:
    model = shrinkage.beta_binomial([10, 10, 10], [20, 20, 20])
    assert model is not None
    assert math.isinf(model.prior_size)
    assert (model.shrunk(15, 20), model.reliability(20), model.interval(15, 20).width) == (0.5, 0.0, 0.0)
    assert shrinkage.beta_binomial([5, 5], [5, 5]) is None


def test_strong_differences_are_found_and_hardly_shrunk() -> None:
    model = shrinkage.beta_binomial([5, 95, 10, 90, 2, 98], [100] * 6)
    assert model is not None
    assert model.prior_size < 2
    assert model.reliability(100) > 0.98


def test_omega_needs_three_items_that_vary() -> None:
    assert reliability.mcdonald_omega([[1, 2], [2, 3], [3, 4], [4, 4]]) is None
    assert reliability.mcdonald_omega([[1, 2, 3], [1, 3, 4], [1, 2, 2], [1, 5, 4], [1, 4, 4]]) is None
    # The first two items are the same: one has no variance of its own (Heywood).
    assert reliability.mcdonald_omega([[1, 1, 5], [2, 2, 1], [3, 3, 4], [4, 4, 2], [5, 5, 3]]) is None


def test_alpha_without_enough_to_go_on() -> None:
    assert reliability.cronbach_alpha([]) is None
    assert reliability.cronbach_alpha([[1, 2], [2, 3]]) is None
    assert reliability.cronbach_alpha([[1, 2], [1, 2], [1, 2]]) is None
    assert reliability.cronbach_alpha([[1, 5], [2, 4], [3, 3]]) is None
    pair = reliability.cronbach_alpha([[1, 2], [2, 2], [3, 4], [4, 5]])
    assert pair is not None
    assert pair.alpha_if_dropped == (None, None)
    constant = reliability.cronbach_alpha([[1, 2, 3], [2, 2, 3], [4, 5, 3]])
    assert constant is not None
    assert constant.item_rest_correlation[2] is None


def test_a_reversed_item_left_unturned_shows_in_a_negative_alpha() -> None:
    found = reliability.cronbach_alpha([[1, 5], [2, 4], [3, 3], [4, 1]])
    assert found is not None
    assert found.alpha < 0


def test_planning_at_the_ends() -> None:
    assert planning.margin_of_error(40, population=40) == 0
    assert planning.answers_required(0.001, population=30) == 30
    assert planning.minimal_detectable_change(1.0, first_effective_n=9, second_effective_n=9) is None
    change = planning.minimal_detectable_change(0.5, first_effective_n=math.inf, second_effective_n=100)
    assert change is not None
    assert 0.1 < change < 0.2


def test_rounding() -> None:
    assert [decimals_allowed(n) for n in (999, 1000)] == [0, 1]
    assert difference_half_up(656, 1000, second_count=624, second_n=1000) == -3
    assert difference_half_up(1, 3, second_count=2, second_n=3, decimals=1) == 33.3
    assert difference_half_up(1, 400, second_count=1, second_n=401) == 0
    assert math.copysign(1, round_half_up(-0.001)) == 1
    assert percent_half_up(1, 8, 1) == 12.5


@pytest.mark.parametrize(
    ("count", "n", "population", "form"),
    [
        (6, 11, 20, Form.COUNTS),
        (11, 11, 11, Form.COUNTS),
        (25, 25, 25, Form.ALL),
        (25, 25, 40, Form.ALL_RESPONDENTS),
        (0, 25, 25, Form.NONE),
        (0, 25, 40, Form.NONE_RESPONDENTS),
        (880, 1000, 1010, Form.NEAR_BELOW),
        (460, 1000, 1010, Form.PERCENT),
        (61, 93, 900, Form.ABOUT),
        (3, 100, 900, Form.PERCENT),
    ],
)
def test_the_form_of_a_phrase(count: int, n: int, population: int, form: Form) -> None:
    assert choose_phrase(count, n, population=population).form is form


@pytest.mark.parametrize(
    ("count", "expected"),
    [(893, (Side.ALMOST, 90)), (896, None), (900, None), (913, (Side.OVER, 90)), (903, None), (850, None)],
)
def test_almost_and_over_agree_with_the_printed_percentage(count: int, expected: tuple[Side, int] | None) -> None:
    found = choose_phrase(count, 1000, population=1100).near_ten
    assert (found and (found.side, found.percent)) == expected


def test_over_half_needs_an_interval_above_half() -> None:
    sure, unsure = Interval(0.501, 0.54), Interval(0.499, 0.54)
    assert choose_phrase(515, 1000, interval=sure).near_ten is not None
    assert choose_phrase(515, 1000, interval=unsure).near_ten is None
    assert not choose_phrase(515, 1000, interval=unsure).majority


@pytest.mark.parametrize(
    ("categories", "population", "message"),
    [
        (("a", "b"), {"a": 5}, "'b' has respondents but no population"),
        (("a", "a"), {"a": 5, "b": 3}, "'b' has a population but no respondents"),
    ],
)
def test_an_empty_cell_is_named(categories: tuple[str, ...], population: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        weighting.Margin(categories, population)


def test_raking_refuses_margins_that_cannot_agree() -> None:
    one, two = weighting.Margin(("a", "b"), {"a": 5, "b": 5}), weighting.Margin(("x", "y"), {"x": 5, "y": 6})
    with pytest.raises(ValueError, match="same total"):
        weighting.rake(np.ones(2), [one, two])
    contrary = weighting.Margin(("x", "y"), {"x": 6, "y": 4})
    with pytest.raises(ValueError, match="contradict"):
        weighting.rake(np.ones(2), [one, contrary])
    slow = [weighting.Margin(("a", "a", "b"), {"a": 7, "b": 3}), weighting.Margin(("x", "y", "y"), {"x": 2, "y": 8})]
    with pytest.raises(ValueError, match="did not settle"):
        weighting.rake(np.ones(3), slow, maximum_rounds=1)


def test_weighted_proportions_at_the_ends() -> None:
    whole = weighting.Margin(("all",) * 4, {"all": 4})
    known = weighting.weighted_proportion([True, True, False, False], strata=whole, weights=np.ones(4))
    assert known.interval == Interval(0.5, 0.5)
    part = weighting.Margin(("all",) * 4, {"all": 9})
    agreed = weighting.weighted_proportion([True] * 4, strata=part, weights=np.full(4, 2.25))
    assert (agreed.value, agreed.interval, agreed.rule) == (1.0, None, Rule.NO_VARIATION)
    sides = weighting.Margin(("a", "a", "b", "b"), {"a": 4, "b": 5})
    split = weighting.weighted_proportion([True, True, False, False], strata=sides, weights=np.array([2, 2, 2.5, 2.5]))
    assert (split.value, split.interval, split.rule) == (4 / 9, None, Rule.NO_VARIATION)
    with pytest.raises(ValueError, match="same, positive length"):
        weighting.weighted_proportion([True], strata=part, weights=np.ones(4))
    lonely = weighting.Margin(("a", "b", "b", "b"), {"a": 3, "b": 6})
    with pytest.raises(ValueError, match="collapse"):
        weighting.weighted_proportion([True] * 4, strata=lonely, weights=np.ones(4))


@pytest.mark.parametrize(
    ("percent", "fraction"),
    [
        (10, "1/10"),
        (20, "1/5"),
        (25, "1/4"),
        (30, "3/10"),
        (40, "2/5"),
        (50, "1/2"),
        (60, "3/5"),
        (70, "7/10"),
        (75, "3/4"),
        (80, "4/5"),
        (90, "9/10"),
    ],
)
def test_a_share_that_is_a_fraction_people_say_is_told_as_that_fraction(percent: int, fraction: str) -> None:
    phrase = choose_phrase(percent * 30, 3000)
    assert (phrase.form, str(phrase.fraction)) == (Form.EXACT, fraction)


def test_thirds_are_told_as_thirds() -> None:
    assert [str(choose_phrase(third, 3000).fraction) for third in (1000, 2000)] == ["1/3", "2/3"]


def test_a_share_of_few_people_has_the_standard_error_of_the_hypergeometric_distribution() -> None:
    """3 of 8 of 20 people: the variance is p (1 - p) / n times (N - n) / (N - 1)."""
    found = hypergeometric_interval(3, 8, population=20)
    assert found.se == pytest.approx(math.sqrt(3 / 8 * 5 / 8 / 8 * 12 / 19))


def test_two_alike_answers_do_not_vary_and_one_is_too_few_to_tell() -> None:
    assert mean_from_counts([1, 2], [2, 0]).rule is Rule.NO_VARIATION
    assert mean_from_counts([1, 2], [1, 0]).rule is Rule.TOO_FEW


def test_two_groups_are_ranked_as_three_are() -> None:
    """Midranks 1.5 and 3.5: H is 12 / 20 (9 / 2 + 49 / 2) - 15 = 2.4, over 1 - 12 / 60 for the ties."""
    found = kruskal_wallis([[2, 0], [0, 2]])
    assert found is not None
    assert (found.h, found.degrees_of_freedom) == (pytest.approx(3.0), 1)


def test_two_answers_a_wave_have_a_degree_of_freedom_each() -> None:
    found = welch.welch_test(welch.MeanGroup(3, 1, 2), welch.MeanGroup(5, 1, 2))
    assert (found.se, found.degrees_of_freedom) == (1.0, 2.0)


def test_one_answer_is_a_row_or_a_column_of_a_table() -> None:
    found = chi_square_test([[1, 0], [4, 3], [2, 5]])
    assert (found.degrees_of_freedom, found.smallest_expected) == (2, pytest.approx(7 / 15))
    turned = chi_square_test([[1, 4, 2], [0, 3, 5]])
    assert (turned.degrees_of_freedom, turned.statistic) == (2, pytest.approx(found.statistic))


def test_a_sampled_table_of_three_columns_agrees_with_all_of_them_counted() -> None:
    table = np.array([[3, 1, 2], [1, 4, 2], [2, 2, 5]])
    sampled = _sampled(table, np.random.default_rng(1), replicates=20_000, enough=20_001)
    assert sampled.p == pytest.approx(freeman_halton(table.tolist()).p, abs=0.015)


def test_a_domain_of_one_mind_has_the_size_of_its_services_together() -> None:
    """Twice 5 of an estimated 10 people: 1 / (2 · ¼ · (10 - 5) / (5 · 9)) = 18."""
    found = domain_proportion([DomainStratum(name, 5, 5, 10, 20) for name in "ab"])
    assert (found.effective_n, found.rule) == (pytest.approx(18), Rule.STRATIFIED_DEGENERATE)


def test_alpha_of_one_respondent_is_none() -> None:
    assert reliability.cronbach_alpha([[1, 2]]) is None


def test_what_no_sampled_table_reaches_has_the_smallest_p_there_is() -> None:
    """40 against 40 that do not overlap: one of 1 in 10^23 ways to divide them, so none among 999."""
    table = np.array([[40, 0], [0, 40]])
    assert _sampled_tail(table, 40 * 40, np.random.default_rng(1), 999) == 1 / 1000


def test_an_answer_alone_and_nobody_in_favour_shrink_too() -> None:
    model = shrinkage.beta_binomial([0, 1, 2, 30, 45], [9, 1, 8, 40, 90])
    assert model is not None
    assert 0 < model.shrunk(0, 9) < model.mean < model.shrunk(1, 1) < 1


def test_alpha_of_two_answers_to_two_items_has_the_widest_interval() -> None:
    """The 97.5 % point of F(1, 1) is 647.789 in any table, the 2.5 % point its inverse."""
    found = reliability.feldt_interval(0.5, n=2, items=2)
    assert (found.low, found.high) == pytest.approx((1 - 0.5 * 647.789, 1 - 0.5 / 647.789), rel=1e-5)
