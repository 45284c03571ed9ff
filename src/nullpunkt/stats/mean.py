"""Means, spread and quartiles of a Likert scale, from how many chose each score."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.stats.distributions import t_quantile
from nullpunkt.stats.estimate import Estimate, Rule, census_estimate, no_estimate


def _checked(scores: Sequence[float], counts: Sequence[int]) -> list[tuple[float, int]]:
    if len(scores) != len(counts) or any(count < 0 for count in counts):
        raise ValueError("every score needs one count, and no count may be negative")
    if list(scores) != sorted(set(scores)):
        raise ValueError("scores must ascend, each once")
    return list(zip(scores, counts, strict=True))


def _moments(pairs: Sequence[tuple[float, int]]) -> tuple[int, float, float]:
    """Number, mean and sum of squared deviations."""
    n = sum(count for _, count in pairs)
    mean = math.fsum(score * count for score, count in pairs) / n if n else 0.0
    return n, mean, math.fsum(count * (score - mean) ** 2 for score, count in pairs)


def mean_from_counts(
    scores: Sequence[float], counts: Sequence[int], *, population: float | None = None, confidence: float = 0.95
) -> Estimate:
    """The mean of one group with Student's interval and finite population correction.

    Use it beside the distribution, never instead: a Likert scale is ordinal. Nothing is clipped to the scale.

    Edge cases: nobody answered gives no estimate; one answer a value without interval; the same answer from all
    (but not from everybody invited) a value with rule `no_variation` and no interval, because the formula's zero width
    would be a false claim; a census has zero width.

    Source: Cochran (1977), Sampling Techniques, ch. 2. Equals `svymean` with `confint(df = n - 1)` of R's survey 4.5.

    >>> estimate = mean_from_counts([1, 2, 3, 4, 5], [53, 102, 131, 83, 38], population=645)
    >>> round(estimate.value, 4), round(estimate.low, 4), round(estimate.high, 4)
    (2.8796, 2.8111, 2.9481)
    """
    n, mean, squares = _moments(_checked(scores, counts))
    return _one_group(n, mean, squares, population=population, confidence=confidence)


def mean_from_values(values: Sequence[float], *, population: float | None = None, confidence: float = 0.95) -> Estimate:
    """The same as `mean_from_counts` for values that need not lie on a scale, such as index scores.

    >>> mean_from_values([2.5, 3.5, 4.5]).value
    3.5
    """
    n, mean, squares = _moments([(value, 1) for value in values])
    if len(set(values)) == 1:
        mean, squares = values[0], 0.0
    return _one_group(n, mean, squares, population=population, confidence=confidence)


def _one_group(n: int, mean: float, squares: float, *, population: float | None, confidence: float) -> Estimate:
    if population is not None and (population <= 0 or n > population):
        raise ValueError(f"more answers than people, or nobody: n={n}, population={population}")
    if n == 0:
        return no_estimate(population=population)
    finite = 1.0 if population is None or math.isinf(population) else 1 - n / population
    variance = squares / (n - 1) / n * finite if n > 1 else 0.0
    return student_mean(
        mean,
        variance,
        spread=squares / (n - 1) if n > 1 else 0.0,
        n=n,
        population=population,
        degrees_of_freedom=n - 1,
        confidence=confidence,
    )


def student_mean(
    value: float,
    variance: float,
    *,
    spread: float,
    n: int,
    population: float | None,
    degrees_of_freedom: int,
    confidence: float,
) -> Estimate:
    """The estimate of a mean from its value, its variance and the variance `spread` of single answers."""
    if n == population:
        return census_estimate(value, n=n)
    se = math.sqrt(variance)
    known = variance > 0 and degrees_of_freedom > 0
    half = t_quantile(confidence, degrees_of_freedom) * se if known else math.nan
    return Estimate(
        value=value,
        se=se if n > 1 else None,
        effective_n=spread / variance if known else float(n),
        low=value - half if known else None,
        high=value + half if known else None,
        n=n,
        population=population,
        rule=Rule.STUDENT if known else Rule.TOO_FEW if n < 2 else Rule.NO_VARIATION,
        degrees_of_freedom=degrees_of_freedom,
    )


def standard_deviation(scores: Sequence[float], counts: Sequence[int]) -> float | None:
    """The standard deviation of the answers with n − 1; None for fewer than two.

    >>> standard_deviation([1, 2, 3], [1, 1, 1])
    1.0
    """
    n, _, squares = _moments(_checked(scores, counts))
    return math.sqrt(squares / (n - 1)) if n > 1 else None


@dataclass(frozen=True, slots=True)
class Quartiles:
    """First quartile, median, third quartile: always answers that somebody gave."""

    first: float
    median: float
    third: float


def quartiles_from_counts(scores: Sequence[float], counts: Sequence[int]) -> Quartiles | None:
    """The quartiles as the smallest score with at least a quarter, half, three quarters at or below it.

    Use it for ordinal scales: no score between two scores is invented. The test is on integers, because sums of
    shares can miss a half by a rounding error. Equals R's `quantile(type = 1)`; Hyndman & Fan (1996), The American
    Statistician 50:361, definition 1.

    >>> quartiles_from_counts([1, 2, 3, 4, 5], [53, 102, 131, 83, 38])
    Quartiles(first=2, median=3, third=4)
    """
    pairs = _checked(scores, counts)
    if sum(counts) == 0:
        return None
    return Quartiles(*(_quantile(pairs, quarters) for quarters in (1, 2, 3)))


def _quantile(pairs: Sequence[tuple[float, int]], quarters: int) -> float:
    n, cumulative = sum(count for _, count in pairs), 0
    for score, count in pairs:
        cumulative += count
        if count and 4 * cumulative >= quarters * n:
            return score
    raise AssertionError("the last score always reaches n")


def median_from_counts(scores: Sequence[float], counts: Sequence[int]) -> float | None:
    """The median as a real score (the lower one of two), None when nobody answered.

    >>> median_from_counts([1, 2, 3, 4], [1, 1, 1, 1])
    2
    """
    quartiles = quartiles_from_counts(scores, counts)
    return None if quartiles is None else quartiles.median


def weighted_quartiles(scores: Sequence[float], weights: Sequence[float]) -> Quartiles | None:
    """The quartiles of weighted answers: `weights` holds the sum of weights at each score.

    Equals `svyquantile(qrule = "math")` of R's survey; a cumulative weight within 1e-12 of the share counts as reached.

    >>> weighted_quartiles([1, 2, 3], [10.0, 30.0, 20.0])
    Quartiles(first=2, median=2, third=3)
    """
    total = math.fsum(weights)
    if len(scores) != len(weights) or min(weights, default=0) < 0:
        raise ValueError("every score needs one weight, and no weight may be negative")
    if total == 0:
        return None
    return Quartiles(*(_weighted_quantile(scores, weights, share * total) for share in (0.25, 0.5, 0.75)))


def _weighted_quantile(scores: Sequence[float], weights: Sequence[float], target: float) -> float:
    cumulative = 0.0
    for score, weight in zip(scores, weights, strict=True):
        cumulative += weight
        if weight and cumulative >= target * (1 - 1e-12):
            return score
    return max(score for score, weight in zip(scores, weights, strict=True) if weight)
