"""Edge cases by name: what is refused, what has no interval, and what the reader is told instead."""

from __future__ import annotations

import math

import pytest

from nullpunkt.stats import benchmark, paired, planning, proportion, ranks, reliability, shrinkage, welch
from nullpunkt.stats.difference import (
    Difference,
    Method,
    change_test,
    newcombe_interval,
    overlap_variance,
    score_test,
)
from nullpunkt.stats.estimate import Interval, Rule
from nullpunkt.stats.exact import fisher_test
from nullpunkt.stats.freeman_halton import freeman_halton
from nullpunkt.stats.mean import (
    mean_from_counts,
    mean_from_values,
    median_from_counts,
    standard_deviation,
    weighted_quartiles,
)
from nullpunkt.stats.multiplicity import holm
from nullpunkt.stats.multiselect import multi_select
from nullpunkt.stats.phrases import choose_phrase
from nullpunkt.stats.proportion import hypergeometric_interval, wilson_interval
from nullpunkt.stats.response_rate import ResponseRate, representativity
from nullpunkt.stats.rounding import (
    largest_remainder,
    percent_half_up,
)
from nullpunkt.stats.strata import DomainStratum, MeanStratum, Stratum, collapse_strata, uncovered_share
from nullpunkt.stats.stratified import domain_proportion, stratified_mean, stratified_proportion

NOBODY = wilson_interval(0, 0, population=4)


@pytest.mark.parametrize(
    "call",
    [
        lambda: wilson_interval(4, 3),
        lambda: wilson_interval(-1, 3),
        lambda: wilson_interval(2, 3, population=2),
        lambda: wilson_interval(0, 0, population=0),
        lambda: wilson_interval(1, 2, confidence=1.0),
        lambda: hypergeometric_interval(2, 3, population=2),
        lambda: proportion.domain_population(4, 3, 10),
        lambda: Stratum("a", 3, 2, 5),
        lambda: Stratum("a", 1, 2, 0),
        lambda: Stratum("a", 1, 6, 5),
        lambda: DomainStratum("a", 3, 2, 4, 5),
        lambda: collapse_strata([]),
        lambda: collapse_strata([Stratum("a", 1, 2, 3), Stratum("a", 1, 2, 3)]),
        lambda: uncovered_share([]),
        lambda: mean_from_counts([1, 2], [1]),
        lambda: mean_from_counts([2, 1], [1, 1]),
        lambda: mean_from_counts([1, 2], [-1, 1]),
        lambda: mean_from_values([1, 2, 3], population=2),
        lambda: weighted_quartiles([1, 2], [1.0]),
        lambda: percent_half_up(1, 0),
        lambda: percent_half_up(1, 2, -1),
        lambda: largest_remainder([0, 0]),
        lambda: choose_phrase(0, 0),
        lambda: holm([0.1, 1.2]),
        lambda: multi_select([True], []),
        lambda: ResponseRate(complete=3, partial=1, invited=3),
        lambda: representativity([5], [4]),
        lambda: planning.margin_of_error(0),
        lambda: planning.margin_of_error(5, proportion=2),
        lambda: planning.answers_required(0, population=10),
        lambda: planning.answers_required(0.1, population=0),
        lambda: planning.minimal_detectable_change(0.5, first_effective_n=0, second_effective_n=5),
        lambda: benchmark.compare_with_region(Stratum("a", 1, 2, 3), []),
        lambda: benchmark.funnel_limit(0, target=0.5, probability=0.5),
        lambda: benchmark.overdispersion([3], [2]),
        lambda: shrinkage.beta_binomial([3], [2]),
        lambda: shrinkage.beta_binomial([0, 3], [0, 5]),
        lambda: shrinkage.rank_intervals([0, 1], [0, 2]),
        lambda: reliability.reverse(7, lowest=1, highest=5),
        lambda: reliability.feldt_interval(0.8, n=1, items=5),
        lambda: fisher_test(3, 2, second_count=1, second_n=2),
        lambda: freeman_halton([[1, -1], [2, 3]]),
        lambda: ranks.brunner_munzel([0, 0], [1, 2]),
        lambda: paired.PairedTable(both=0, lost=0, gained=0, neither=0),
        lambda: welch.welch_test(welch.MeanGroup(3, 1, 1), welch.MeanGroup(3, 1, 9)),
        lambda: welch.welch_test(welch.MeanGroup(3, 1, 9, 5), welch.MeanGroup(3, 1, 9)),
        lambda: score_test(NOBODY, wilson_interval(1, 2)),
        lambda: overlap_variance(
            wilson_interval(1, 2), wilson_interval(1, 2), answered_both=3, population=9, covariance=0.1
        ),
        lambda: overlap_variance(NOBODY, NOBODY, answered_both=0, population=9, covariance=0.1),
    ],
)
def test_what_no_survey_can_have_given_is_refused(call) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        call()


def test_nobody_is_not_zero_per_cent() -> None:
    assert (NOBODY.value, NOBODY.low, NOBODY.high, NOBODY.rule) == (None, None, None, Rule.NO_ANSWERS)
    assert hypergeometric_interval(0, 0, population=4).value is None
    assert newcombe_interval(NOBODY, wilson_interval(1, 2)) == Difference(None, None, None)
    assert change_test(NOBODY, wilson_interval(1, 2)).method is Method.NO_TEST
    assert mean_from_counts([1, 2], [0, 0]).value is None
    assert median_from_counts([1, 2], [0, 0]) is None
    assert weighted_quartiles([1, 2], [0.0, 0.0]) is None
    assert stratified_proportion([Stratum("a", 0, 0, 5)]).value is None
    assert stratified_mean([MeanStratum.from_values([], name="a", population=5)]).value is None
    assert domain_proportion([DomainStratum("a", 0, 0, 3, 5)]).value is None
    assert paired.paired_t_test([]).n == 0
    assert representativity([0], [4]) is None


def test_one_answer_has_a_value_and_no_spread() -> None:
    estimate = mean_from_counts([1, 2, 3], [0, 1, 0], population=5)
    assert (estimate.value, estimate.se, estimate.interval, estimate.rule) == (2, None, None, Rule.TOO_FEW)
    assert standard_deviation([1, 2, 3], [0, 1, 0]) is None
    assert paired.paired_t_test([0.5]).difference == Difference(0.5, None, None)


def test_equal_answers_have_no_interval_unless_everybody_answered() -> None:
    assert mean_from_counts([1, 2, 3], [0, 9, 0], population=12).rule is Rule.NO_VARIATION
    assert mean_from_values([0.1] * 9, population=12).rule is Rule.NO_VARIATION
    assert mean_from_counts([1, 2, 3], [0, 9, 0], population=9).interval == Interval(2.0, 2.0)
    assert paired.paired_t_test([1.0, 1.0]).p is None
    assert paired.wilcoxon_signed_rank([0.0, 0.0]) is None


def test_an_infinite_population_is_an_unknown_one() -> None:
    assert wilson_interval(9, 9, population=math.inf) == wilson_interval(9, 9)
    assert wilson_interval(9, 9).high == 1.0


def test_all_yes_in_a_municipality_has_some_width() -> None:
    estimate = stratified_proportion([Stratum("a", 10, 10, 20), Stratum("b", 5, 5, 9)])
    assert estimate.rule is Rule.STRATIFIED_DEGENERATE
    assert (estimate.value, estimate.high, estimate.se) == (1.0, 1.0, 0.0)
    assert estimate.low is not None
    assert 0.8 < estimate.low < 1


def test_a_domain_in_complete_services_only_is_known() -> None:
    strata = [DomainStratum("a", 2, 4, 10, 10), DomainStratum("b", 0, 0, 5, 9)]
    assert domain_proportion(strata).interval == Interval(0.5, 0.5)


def test_a_domain_of_one_has_no_interval_unless_it_is_the_whole_domain() -> None:
    assert domain_proportion([DomainStratum("a", 1, 1, 5, 9)]).rule is Rule.TOO_FEW
    assert domain_proportion([DomainStratum("a", 1, 1, 9, 9)]).rule is Rule.CENSUS


def test_a_stratum_is_the_same_from_counts_and_from_values() -> None:
    counted = MeanStratum.from_counts([1, 2, 3], [2, 0, 1], name="a", population=9)
    assert counted == MeanStratum.from_values([1, 1, 3], name="a", population=9)
    assert stratified_mean([counted, MeanStratum.from_values([2], name="b", population=4)]).value == pytest.approx(
        7 / 4
    )


def test_the_collapse_names_what_it_merged() -> None:
    strata = [
        Stratum("North", 3, 6, 9, "School"),
        Stratum("Fire", 1, 1, 1, "Works"),
        Stratum("South", 0, 0, 7, "School"),
    ]
    found = collapse_strata(strata)
    assert [(merge.absorbed, merge.into) for merge in found.merges] == [("South", "North")]
    assert found.groups == (("North", "South"), ("Fire",))


def test_without_a_sibling_the_smallest_stratum_receives() -> None:
    strata = [Stratum("Big", 3, 6, 90), Stratum("Small", 2, 5, 8), Stratum("Lonely", 0, 1, 7, "Works")]
    assert [merge.into for merge in collapse_strata(strata).merges] == ["Small"]
