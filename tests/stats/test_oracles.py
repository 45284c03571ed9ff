"""Whole formulas against SciPy and statsmodels on data that the reference values do not hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats import contingency_tables, multitest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from nullpunkt.stats import multiplicity, paired, ranks, welch
from nullpunkt.stats.association import chi_square_test, independence_test
from nullpunkt.stats.difference import newcombe_interval, score_test
from nullpunkt.stats.exact import fisher_test
from nullpunkt.stats.freeman_halton import _drawn_pairs, _relative_weights, freeman_halton
from nullpunkt.stats.mean import mean_from_values
from nullpunkt.stats.proportion import effective_size, wilson_interval
from nullpunkt.stats.reliability import mcdonald_omega

GENERATOR = np.random.default_rng(20240)
PROPORTIONS = [(0, 7), (1, 7), (7, 7), (33, 61), (5, 140), (999, 1000)]
ORDINAL = [
    ([11, 2, 0, 1, 0], [3, 1, 4, 2, 1]),
    ([40, 90, 120, 80, 30], [20, 60, 110, 120, 70]),
    ([0, 3, 9, 0, 0], [0, 0, 5, 6, 2]),
]


def answers(counts: list[int]) -> np.ndarray:
    return np.repeat(np.arange(1, len(counts) + 1), counts)


@pytest.mark.parametrize(("count", "n"), PROPORTIONS)
def test_wilson_is_statsmodels_wilson(count: int, n: int) -> None:
    low, high = proportion_confint(count, n, method="wilson")
    ours = wilson_interval(count, n)
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize(("count", "n"), [(33, 61), (17, 140), (600, 1000)])
def test_finite_correction_is_wilson_on_the_effective_size(count: int, n: int) -> None:
    size = effective_size(n, 4 * n)
    low, high = proportion_confint(count / n * size, size, method="wilson")
    ours = wilson_interval(count, n, population=4 * n)
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize(("x1", "n1", "x2", "n2"), [(48, 80, 56, 70), (1, 34, 7, 34), (2, 7, 6, 7), (0, 20, 0, 10)])
def test_newcombe_is_statsmodels_newcomb(x1: int, n1: int, x2: int, n2: int) -> None:
    low, high = confint_proportions_2indep(x2, n2, x1, n1, method="newcomb", compare="diff")
    ours = newcombe_interval(wilson_interval(x1, n1), wilson_interval(x2, n2))
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=1e-12)


def test_the_score_test_without_correction_is_the_chi_square_test() -> None:
    test = score_test(wilson_interval(48, 80), wilson_interval(56, 70))
    chi2 = stats.chi2_contingency([[48, 32], [56, 14]], correction=False)
    assert test is not None
    assert test.z is not None
    assert (test.z**2, test.p) == pytest.approx((chi2.statistic, chi2.pvalue), abs=1e-12)


@pytest.mark.parametrize("table", [[[3, 1], [1, 3]], [[5, 135], [14, 119]], [[11, 38], [17, 32]], [[12, 0], [7, 2]]])
def test_fisher(table: list[list[int]]) -> None:
    (a, b), (c, d) = table
    theirs = stats.fisher_exact(table).pvalue
    ours = fisher_test(a, a + b, second_count=c, second_n=c + d)
    assert ours.p == pytest.approx(theirs, abs=1e-12)
    assert freeman_halton(table).p == pytest.approx(theirs, abs=1e-9)
    assert ours.mid_p <= ours.p


def test_fisher_mid_p_counts_a_tie_that_floats_miss() -> None:
    # 11/49 against 17/49 is symmetric: both tails weigh exactly the same (0.1901 in rational arithmetic).
    assert fisher_test(11, 49, second_count=17, second_n=49).mid_p == pytest.approx(0.1901, abs=5e-5)


def test_two_column_tables_are_counted_exactly() -> None:
    # Counted in whole numbers over all tables with these margins; R's network algorithm prints 0.0055080688.
    found = freeman_halton([[32, 76], [40, 75], [17, 55], [11, 38], [5, 11], [4, 25], [12, 6]])
    assert found.replicates == 0
    assert found.p == pytest.approx(0.005508067008551762, abs=1e-13)


def test_a_sampled_exact_test_is_near_the_counted_one() -> None:
    table = [[5, 3, 2, 1, 4], [2, 6, 1, 0, 3], [0, 1, 4, 5, 2], [1, 1, 1, 1, 1]]
    first, second = freeman_halton(table, seed=1), freeman_halton(table, seed=2)
    assert first.replicates == 100_000
    assert first == freeman_halton(table, seed=1)
    assert first.p == pytest.approx(second.p, abs=0.006)


@pytest.mark.parametrize(
    "table", [[[1, 4], [5, 1], [2, 2]], [[0, 9], [3, 1], [2, 30], [1, 0]], [[40, 2], [38, 9], [3, 1], [60, 5]]]
)
def test_drawn_pairs_of_columns_are_as_likely_as_counting_says(table: list[list[int]]) -> None:
    cells, draws = np.array(table), 100_000
    drawn = _drawn_pairs(cells, np.random.default_rng(5), draws)
    assert drawn.shape == (draws, *cells.shape)
    assert drawn.min() >= 0
    assert (drawn.sum(axis=1) == cells.sum(axis=0)).all()
    assert (drawn.sum(axis=2) == cells.sum(axis=1)).all()
    for place, row in enumerate(cells):
        # whatever the order of rows, one row's first cell is hypergeometric
        law = stats.hypergeom(cells.sum(), cells[:, 0].sum(), row.sum())
        seen = np.bincount(drawn[:, place, 0], minlength=row.sum() + 1) / draws
        assert seen == pytest.approx(law.pmf(np.arange(row.sum() + 1)), abs=4 * 0.5 / draws**0.5)
    weights = _relative_weights(drawn)
    extreme = float((weights <= _relative_weights(cells[None])[0] + 1e-7).mean())
    assert extreme == pytest.approx(freeman_halton(table).p, abs=4 * 0.5 / draws**0.5)


def test_sampling_that_stops_says_the_same_below_a_twentieth_and_nearly_so_above() -> None:
    rows, below, above = [33, 41, 22, 60, 12, 8, 33, 25, 44, 19, 51, 52], 0, 0
    for seed in range(12):
        generator = np.random.default_rng(seed)
        counts = generator.binomial(rows, 0.2 + 0.02 * seed * (generator.random(12) - 0.5))
        table = [[int(count), n - int(count)] for count, n in zip(counts, rows, strict=True)]
        whole, stopped = freeman_halton(table), freeman_halton(table, enough=5_000)
        assert whole.replicates == 100_000
        assert (whole.p < 0.05) == (stopped.p < 0.05)
        if whole.p < 0.05:
            assert stopped == whole
            below += 1
        else:
            assert stopped.replicates < whole.replicates
            assert stopped.p == pytest.approx(whole.p, rel=4 / 5_000**0.5)
            above += 1
    assert min(below, above) >= 3


def test_chi_square_and_its_fallback() -> None:
    table = [[32, 76], [40, 75], [17, 55], [0, 0]]
    theirs = stats.chi2_contingency(table[:3], correction=False)
    ours = chi_square_test(table)
    assert ours is not None
    assert (ours.statistic, ours.p) == pytest.approx((theirs.statistic, theirs.pvalue), abs=1e-12)
    plain, sparse = independence_test(table), independence_test([[2, 17], [4, 12], [3, 2], [1, 23]])
    assert plain is not None
    assert sparse is not None
    assert (plain.is_exact, sparse.is_exact) == (False, True)
    assert chi_square_test([[3, 4], [0, 0]]) is independence_test([[3, 0], [4, 0]]) is None


@pytest.mark.parametrize(("first", "second"), ORDINAL)
def test_rank_tests(first: list[int], second: list[int]) -> None:
    one, two = answers(first), answers(second)
    munzel = ranks.brunner_munzel(first, second)
    theirs = stats.brunnermunzel(one, two)
    assert munzel is not None
    assert (munzel.statistic, munzel.p) == pytest.approx((theirs.statistic, theirs.pvalue), abs=1e-10)
    whitney = ranks.mann_whitney(first, second)
    theirs = stats.mannwhitneyu(two, one, method="asymptotic")
    assert whitney is not None
    assert (whitney.u, whitney.p) == pytest.approx((theirs.statistic, theirs.pvalue), abs=1e-10)


@pytest.mark.parametrize(("first", "second"), [([2, 3, 1, 0], [0, 1, 2, 3]), ([3, 0, 0, 0], [0, 0, 2, 2])])
def test_exact_mann_whitney_is_the_permutation_test(first: list[int], second: list[int]) -> None:
    one, two = answers(first), answers(second)

    def distance(x, y):
        return abs(stats.mannwhitneyu(y, x).statistic - len(x) * len(y) / 2)

    theirs = stats.permutation_test((one, two), distance, n_resamples=np.inf, alternative="greater", vectorized=False)
    assert ranks.mann_whitney_exact(first, second).p == pytest.approx(theirs.pvalue, abs=1e-12)
    assert ranks.mann_whitney_exact(second, first).p == pytest.approx(theirs.pvalue, abs=1e-12)


def test_a_large_permutation_test_is_sampled_with_its_seed() -> None:
    first, second = [60, 70, 80, 50], [30, 60, 90, 80]
    exact, normal = ranks.mann_whitney_exact(first, second, seed=5), ranks.mann_whitney(first, second)
    assert normal is not None
    assert exact == ranks.mann_whitney_exact(first, second, seed=5)
    assert exact.p == pytest.approx(normal.p, abs=5e-4)


def test_kruskal_wallis() -> None:
    groups = [[11, 2, 0, 1, 0], [3, 1, 4, 2, 1], [0, 0, 0, 0, 0], [5, 5, 5, 5, 5]]
    theirs = stats.kruskal(*(answers(group) for group in groups if sum(group)))
    ours = ranks.kruskal_wallis(groups)
    assert ours is not None
    assert (ours.h, ours.p) == pytest.approx((theirs.statistic, theirs.pvalue), abs=1e-10)
    assert ranks.kruskal_wallis([[3, 0], [4, 0]]) is None


def test_rank_tests_without_variation_say_nothing() -> None:
    assert ranks.brunner_munzel([5, 0], [0, 5]) is None
    assert ranks.brunner_munzel([1, 0], [3, 5]) is None
    assert ranks.mann_whitney([5, 0], [7, 0]) is None


def test_paired_tests() -> None:
    changes = GENERATOR.integers(-2, 4, 60).astype(float).tolist()
    theirs = stats.ttest_1samp(changes, 0)
    ours = paired.paired_t_test(changes)
    interval = theirs.confidence_interval(0.95)
    assert (ours.t, ours.p) == pytest.approx((theirs.statistic, theirs.pvalue), abs=1e-12)
    assert (ours.difference.low, ours.difference.high) == pytest.approx((interval.low, interval.high), abs=1e-12)
    wilcoxon = stats.wilcoxon(changes, correction=True, method="asymptotic")
    assert paired.wilcoxon_signed_rank(changes) == pytest.approx(wilcoxon.pvalue, abs=1e-12)


@pytest.mark.parametrize(("lost", "gained"), [(1, 7), (4, 4), (0, 3), (20, 31)])
def test_mcnemar(lost: int, gained: int) -> None:
    table = [[30, lost], [gained, 12]]
    ours = paired.mcnemar_test(paired.PairedTable(both=30, lost=lost, gained=gained, neither=12))
    assert ours.exact_p == pytest.approx(contingency_tables.mcnemar(table, exact=True).pvalue, abs=1e-12)
    plain = contingency_tables.mcnemar(table, exact=False, correction=False)
    assert (ours.chi_square, ours.asymptotic_p) == pytest.approx((plain.statistic, plain.pvalue), abs=1e-12)
    assert ours.mid_p < ours.exact_p or lost == gained


def test_mcnemar_mid_p_with_as_many_lost_as_gained() -> None:
    # Fagerland, Lydersen & Laake (2013): 1 − P(X = b)/2, not the doubled 1.
    test = paired.mcnemar_test(paired.PairedTable(both=30, lost=4, gained=4, neither=12))
    assert test.mid_p == pytest.approx(0.863, abs=5e-4)


def test_welch() -> None:
    one, two = GENERATOR.normal(3, 1, 40), GENERATOR.normal(3.3, 1.4, 25)
    theirs = stats.ttest_ind(two, one, equal_var=False)
    groups = [welch.MeanGroup(float(x.mean()), float(x.std(ddof=1)), len(x)) for x in (one, two)]
    ours = welch.welch_test(*groups)
    expected = (theirs.statistic, theirs.pvalue, theirs.df)
    assert (ours.t, ours.p, ours.degrees_of_freedom) == pytest.approx(expected, abs=1e-10)


def test_mean_interval() -> None:
    sample = GENERATOR.integers(1, 6, 80).astype(float)
    low, high = stats.t.interval(0.95, 79, sample.mean(), stats.sem(sample))
    ours = mean_from_values(sample.tolist())
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=1e-12)


def test_adjusted_p_values() -> None:
    p = GENERATOR.random(25) ** 3
    assert multiplicity.holm(p.tolist()) == pytest.approx(multitest.multipletests(p, method="holm")[1])
    theirs = stats.false_discovery_control(p)
    assert multiplicity.benjamini_hochberg(p.tolist()) == pytest.approx(theirs)


def test_omega_of_a_perfect_one_factor_model() -> None:
    factor = GENERATOR.normal(size=4000)
    items = np.column_stack([factor * 0.7 + math.sqrt(0.51) * GENERATOR.normal(size=4000) for _ in range(5)])
    found = mcdonald_omega(items.tolist())
    assert found is not None
    assert found.standardised == pytest.approx((5 * 0.7) ** 2 / ((5 * 0.7) ** 2 + 5 * 0.51), abs=0.01)
