"""A municipality against the region, and many municipalities in a funnel."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from nullpunkt.stats.difference import Difference, newcombe_interval, score_test
from nullpunkt.stats.discrete import binomial
from nullpunkt.stats.distributions import chi_square_quantile
from nullpunkt.stats.estimate import Estimate, Interval
from nullpunkt.stats.proportion import wilson_interval
from nullpunkt.stats.stratified import Stratum, stratified_proportion

FEWEST_OTHERS = 3
FEWEST_ANSWERS = 50
FEWEST_IN_FUNNEL = 10


@dataclass(frozen=True, slots=True)
class RegionComparison:
    """A municipality minus the rest of the region; `z` and `p` are None where the region is too small for a test."""

    municipality: Estimate
    rest: Estimate
    difference: Difference
    z: float | None
    p: float | None


def compare_with_region(own: Stratum, others: Sequence[Stratum], *, confidence: float = 0.95) -> RegionComparison:
    """A municipality against the other municipalities, each a stratum; the region never includes the municipality.

    With fewer than three others, or fewer than 50 answers among them, numbers only and no test.

    >>> others = [Stratum("B", 30, 60, 100), Stratum("C", 20, 60, 100), Stratum("D", 25, 60, 100)]
    >>> comparison = compare_with_region(Stratum("A", 45, 60, 100), others)
    >>> round(comparison.difference.value, 3), comparison.p < 0.05
    (0.333, True)
    """
    if not others:
        raise ValueError("a comparison needs at least one other municipality")
    municipality = wilson_interval(own.count, own.n, population=own.population, confidence=confidence)
    rest = stratified_proportion(others, confidence=confidence)
    comparable = len(others) >= FEWEST_OTHERS and rest.n >= FEWEST_ANSWERS and municipality.n > 0
    score = score_test(rest, municipality) if comparable else None
    return RegionComparison(
        municipality=municipality,
        rest=rest,
        difference=newcombe_interval(rest, municipality),
        z=None if score is None else score.z,
        p=None if score is None else score.p,
    )


def funnel_limit(n: int, *, target: float, probability: float) -> float:
    """The limit below which a share of `n` falls with the given probability, if the true share is the target.

    Exact binomial with interpolation between whole counts, so that the limits form a smooth funnel. Probabilities of
    0.025 and 0.975 give the 95 per cent limits, 0.001 and 0.999 the 99.8 per cent limits. No finite population
    correction: the question is about the workplace. Fewer than ten municipalities make no funnel.

    Source: Spiegelhalter (2005), Statistics in Medicine 24:1185, appendix A.1.1.

    >>> round(funnel_limit(100, target=0.5, probability=0.975), 3)
    0.593
    """
    if n <= 0 or not 0 < target < 1 or not 0 < probability < 1:
        raise ValueError("n must be positive, target and probability strictly between 0 and 1")
    mass = binomial(n=n, probability=target)
    cumulative = np.cumsum(mass.probabilities)
    r = min(int(np.searchsorted(cumulative, probability * (1 - 64 * 2.0**-52))), n)
    share = (float(cumulative[r]) - probability) / float(mass.probabilities[r])
    return min(1.0, max(0.0, (r - share) / n))


def funnel_limit_normal(n: int, *, target: float, probability: float) -> float:
    """The normal approximation of `funnel_limit`, not clipped; only for drawing where n θ (1−θ) exceeds 20.

    >>> round(funnel_limit_normal(100, target=0.5, probability=0.975), 3)
    0.598
    """
    return target + NormalDist().inv_cdf(probability) * math.sqrt(target * (1 - target) / n)


@dataclass(frozen=True, slots=True)
class Overdispersion:
    """How much more the municipalities differ than chance; `widen` multiplies the funnel's limits (1 when not)."""

    target: float
    z: tuple[float, ...]
    phi: float
    phi_winsorised: float
    widen: float


def overdispersion(counts: Sequence[int], ns: Sequence[int], *, winsor: float = 0.1) -> Overdispersion | None:
    """Spiegelhalter's multiplicative over-dispersion of municipalities about their common share.

    z-scores are winsorised at the 10th and 90th percentile (type 7), so that the outliers that the funnel looks for
    do not widen it. It is widened by √φ only when k φ exceeds the 95th percentile of chi-square with k degrees of
    freedom. None with fewer than ten municipalities, or when all answers are alike.

    Source: Spiegelhalter (2005), Statistics in Medicine 24:1185.

    >>> round(overdispersion([5, 10, 15, 12, 8, 9, 11, 10, 14, 6], [20] * 10).phi, 3)
    1.84
    """
    x, n = np.asarray(counts, dtype=np.float64), np.asarray(ns, dtype=np.float64)
    if x.shape != n.shape or (n <= 0).any() or (x < 0).any() or (x > n).any():
        raise ValueError("every municipality needs answers, and a count between 0 and n")
    if x.size < FEWEST_IN_FUNNEL or x.sum() in (0, n.sum()):
        return None
    target = float(x.sum() / n.sum())
    z = (x / n - target) / np.sqrt(target * (1 - target) / n)
    low, high = np.quantile(z, [winsor, 1 - winsor])
    phi = float((z * z).mean())
    trimmed = float((np.clip(z, low, high) ** 2).mean())
    exceeds = x.size * trimmed > chi_square_quantile(0.95, x.size)
    return Overdispersion(target, tuple(z.tolist()), phi, trimmed, math.sqrt(trimmed) if exceeds else 1.0)


def funnel_interval(n: int, *, target: float, level: float = 0.95, widen: float = 1.0) -> Interval:
    """Both limits of the funnel at one size, widened about the target when the municipalities are over-dispersed.

    >>> interval = funnel_interval(100, target=0.5)
    >>> round(interval.low, 3), round(interval.high, 3)
    (0.397, 0.593)
    """
    low, high = (funnel_limit(n, target=target, probability=q) for q in ((1 - level) / 2, (1 + level) / 2))
    return Interval(max(0.0, target + widen * (low - target)), min(1.0, target + widen * (high - target)))
