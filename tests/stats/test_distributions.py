"""The home-made distributions against SciPy, which is needed for tests only."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import special, stats

from nullpunkt.stats import distributions as d
from nullpunkt.stats.discrete import binomial, hypergeometric

DEGREES = [1, 2, 3, 5, 10, 30, 99, 333, 1499, 4625]


def near(ours: float, theirs: float, relative: float = 1e-12) -> bool:
    return math.isclose(ours, theirs, rel_tol=relative, abs_tol=1e-300)


@pytest.mark.parametrize("df", [*DEGREES, 2.5, 17.776, 784.388])
@pytest.mark.parametrize("probability", [0.01, 0.5, 0.9, 0.975, 0.995, 0.9999])
def test_student_quantile(df: float, probability: float) -> None:
    assert near(d.student_quantile(probability, df) + 1, float(stats.t.ppf(probability, df)) + 1, 5e-12)


@pytest.mark.parametrize("df", DEGREES)
@pytest.mark.parametrize("t", [-3.0, -0.2, 0.0, 0.5, 1.96, 4.0, 12.0, 40.0])
def test_student_tail(df: float, t: float) -> None:
    assert near(d.student_tail(t, df), float(stats.t.sf(t, df)), 5e-12)


def test_student_with_infinite_degrees_is_normal() -> None:
    assert near(d.student_quantile(0.975, math.inf), float(stats.norm.ppf(0.975)))
    assert near(d.student_tail(1.5, math.inf), float(stats.norm.sf(1.5)))


@pytest.mark.parametrize("df", DEGREES)
@pytest.mark.parametrize("share", [0.05, 0.5, 0.95, 0.999])
def test_chi_square(df: int, share: float) -> None:
    x = float(stats.chi2.ppf(share, df))
    assert near(d.chi_square_quantile(share, df), x, 5e-12)
    assert near(d.chi_square_tail(x, df), float(stats.chi2.sf(x, df)), 5e-12)


def test_chi_square_far_out() -> None:
    assert near(d.chi_square_tail(300.0, 4), float(stats.chi2.sf(300.0, 4)), 1e-12)
    assert d.chi_square_tail(0.0, 4) == 1.0


@pytest.mark.parametrize(("df1", "df2"), [(2, 4), (10, 20), (88, 528), (287, 1435), (418, 418)])
@pytest.mark.parametrize("probability", [0.025, 0.5, 0.975])
def test_f_quantile(df1: int, df2: int, probability: float) -> None:
    assert near(d.f_quantile(probability, df1, df2), float(stats.f.ppf(probability, df1, df2)), 5e-12)


@pytest.mark.parametrize(("a", "b"), [(0.5, 0.5), (1, 3), (4.5, 2.5), (140.6, 63.9), (900.0, 3.0), (2000.0, 2200.0)])
def test_beta(a: float, b: float) -> None:
    assert near(d.log_beta(a, b), float(special.betaln(a, b)))
    for probability in (0.001, 0.025, 0.5, 0.975):
        assert near(d.beta_quantile(probability, a, b), float(stats.beta.ppf(probability, a, b)), 5e-12)
    for x in (0.01, 0.3, 0.5, 0.9):
        assert near(d.incomplete_beta(x, a, b) + 1e-3, float(special.betainc(a, b, x)) + 1e-3)


@pytest.mark.parametrize(("population", "successes", "draws"), [(8, 4, 4), (35, 0, 17), (60, 31, 59), (1490, 700, 812)])
def test_hypergeometric(population: int, successes: int, draws: int) -> None:
    ours = hypergeometric(population=population, successes=successes, draws=draws)
    theirs = stats.hypergeom(population, successes, draws)
    k = np.arange(ours.first, ours.last + 1)
    assert np.allclose(ours.probabilities, theirs.pmf(k), rtol=1e-9, atol=1e-300)
    assert all(near(ours.at_most(i) + 1, float(theirs.cdf(i)) + 1) for i in k)
    assert all(near(ours.at_least(i) + 1, float(theirs.sf(i - 1)) + 1) for i in k)
    assert ours.at(ours.first - 1) == ours.at(ours.last + 1) == 0.0


@pytest.mark.parametrize(("n", "p"), [(1, 0.5), (20, 0.0), (20, 1.0), (20, 0.03), (655, 0.6), (1400, 0.999)])
def test_binomial(n: int, p: float) -> None:
    ours, theirs = binomial(n=n, probability=p), stats.binom(n, p)
    k = np.arange(n + 1)
    assert np.allclose([ours.at(i) for i in k], theirs.pmf(k), rtol=1e-9, atol=1e-300)
    assert np.allclose([ours.at_most(i) for i in k], theirs.cdf(k), rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize(
    "call",
    [
        lambda: d.student_quantile(1.0, 5),
        lambda: d.t_quantile(0.0, 5),
        lambda: d.student_tail(1.0, 0),
        lambda: d.chi_square_quantile(1.0, 3),
        lambda: d.upper_gamma(-1.0, 1.0),
        lambda: d.incomplete_beta(1.5, 2, 2),
        lambda: d.beta_quantile(-0.1, 2, 2),
        lambda: d.log_beta(0.0, 2),
        lambda: d.find_root(lambda x: x * x + 1, 0.0, 1.0),
        lambda: hypergeometric(population=5, successes=6, draws=2),
        lambda: binomial(n=-1, probability=0.5),
    ],
)
def test_impossible_arguments_are_refused(call) -> None:
    with pytest.raises(ValueError, match=r"."):
        call()
