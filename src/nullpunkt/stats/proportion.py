"""One proportion of one service: Wilson with finite population correction, the exact interval, the certain bounds."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nullpunkt.stats.discrete import hypergeometric
from nullpunkt.stats.estimate import Estimate, Interval, Rule, census_estimate, no_estimate, normal_quantile

FloatArray = npt.NDArray[np.float64]


def check_counts(count: int, n: int, population: float | None) -> None:
    """Raises ValueError when no survey can have given these numbers."""
    if n < 0 or not 0 <= count <= n:
        raise ValueError(f"count must lie between 0 and n, got count={count} and n={n}")
    if population is None:
        return
    if not population > 0:
        raise ValueError(f"population must be positive, or None when it is unknown, got {population}")
    if n > population:
        raise ValueError(f"more answers than people: n={n}, population={population}")


def effective_size(n: int, population: float | None) -> float:
    """n (N − 1) / (N − n): the sample size that explains the exact variance of p under simple random sampling.

    >>> effective_size(60, 120)
    119.0
    """
    if population is None or math.isinf(population):
        return float(n)
    if n == population:
        return math.inf
    return n * (population - 1) / (population - n)


def score_limits(value: float, effective_n: float, quantile: float) -> Interval:
    """Wilson's score limits for a proportion, an effective sample size and a normal or Student quantile.

    Source: E. B. Wilson (1927), JASA 22:209. With an effective size: Kott (2017), Survey Methodology 43(2).
    """
    if math.isinf(effective_n):
        return Interval(value, value)
    square = quantile * quantile
    shrink = 1 + square / effective_n
    centre = (value + square / (2 * effective_n)) / shrink
    spread = math.sqrt(value * (1 - value) / effective_n + square / (4 * (effective_n * effective_n)))
    half = quantile * spread / shrink
    return Interval(centre - half, centre + half)


def wilson_interval(count: int, n: int, *, population: float | None = None, confidence: float = 0.95) -> Estimate:
    """Wilson's score interval for a proportion, with the finite population correction when the headcount is known.

    Use it for the share of a service, where everybody was invited. The correction presumes that within the service
    those who answered are like those who did not; it does not repair selective non-response.
    The limits are kept inside the logical bounds [count/N, (count+N−n)/N], which are certain.
    Not for a total over services with different response rates: see `stratified.stratified_proportion`.

    Edge cases: nobody answered gives no estimate; everybody answered gives zero width; n > population raises.

    Sources: Wilson (1927), JASA 22:209; Newcombe (1998), Statistics in Medicine 17:857, method 3; O'Neill (2021),
    "Mathematical properties and finite-population correction for the Wilson score interval". Newcombe's Table I prints
    0.2553 to 0.3662 for 81 of 263:

    >>> estimate = wilson_interval(81, 263)
    >>> round(estimate.low, 4), round(estimate.high, 4)
    (0.2553, 0.3662)

    With everybody's answer in hand nothing is uncertain:

    >>> wilson_interval(11, 25, population=25).interval
    Interval(low=0.44, high=0.44)
    """
    quantile = normal_quantile(confidence)
    population = None if population is None or math.isinf(population) else population
    check_counts(count, n, population)
    if n == 0:
        return no_estimate(population=population, count=count)
    value = count / n
    if n == population:
        return census_estimate(value, n=n, count=count)
    size = effective_size(n, population)
    limits = _within_certain(score_limits(value, size, quantile), count=count, n=n, population=population)
    return Estimate(
        value=value,
        se=math.sqrt(value * (1 - value) / size),
        effective_n=size,
        low=limits.low,
        high=limits.high,
        n=n,
        population=population,
        rule=Rule.WILSON if population is None else Rule.WILSON_FINITE,
        count=count,
    )


def _within_certain(limits: Interval, *, count: int, n: int, population: float | None) -> Interval:
    """Clips to what is certain, sets the exact 0 and 1, and keeps the estimate inside in spite of float noise."""
    certain = no_assumption_bounds(count, n, population=population)
    low = 0.0 if count == 0 else max(limits.low, certain.low)
    high = 1.0 if population is None and count == n else min(limits.high, certain.high)
    value = count / n
    return Interval(min(low, value), max(high, value))


def no_assumption_bounds(count: int, n: int, *, population: float | None) -> Interval:
    """The only statement that needs no assumption about those who did not answer: [count/N, (count+N−n)/N].

    Source: Manski (2007), Identification for Prediction and Decision; Cochran (1977), Sampling Techniques, ch. 13.

    >>> no_assumption_bounds(30, 60, population=100)
    Interval(low=0.3, high=0.7)
    """
    check_counts(count, n, population)
    if population is None or math.isinf(population):
        return Interval(0.0, 1.0)
    # An estimated headcount is no integer, and its ratio may pass 1 by a rounding error.
    return Interval(count / population, min(1.0, (count + population - n) / population))


def hypergeometric_interval(count: int, n: int, *, population: int, confidence: float = 0.95) -> Estimate:
    """The exact interval for a small service: all K/N that the answers do not contradict.

    Tail inversion of the hypergeometric distribution, half of the error in each tail, so that coverage is never below
    the confidence level (given that non-response is random within the service). Use it for services of up to about 50
    people; with more, Wilson's interval is as good and narrower. The whole numbers of people next to the estimate
    always belong to the interval, which matters only when nearly everybody answered.

    Source: Buonaccorsi (1987), The American Statistician 41:215.

    >>> estimate = hypergeometric_interval(9, 17, population=35)
    >>> round(estimate.low * 35), round(estimate.high * 35)
    (12, 24)
    """
    tail = (1 - confidence) / 2
    normal_quantile(confidence)
    check_counts(count, n, population)
    if n == 0:
        return no_estimate(population=population, count=count)
    value = count / n
    if n == population:
        return census_estimate(value, n=n, count=count)
    size = effective_size(n, population)
    low = _fewest(count, n, population=population, tail=tail)
    high = population - _fewest(n - count, n, population=population, tail=tail)
    return Estimate(
        value=value,
        se=math.sqrt(value * (1 - value) / size),
        effective_n=size,
        low=min(low, count * population // n) / population,
        high=max(high, -(-count * population // n)) / population,
        n=n,
        population=population,
        rule=Rule.HYPERGEOMETRIC,
        count=count,
    )


def _fewest(count: int, n: int, *, population: int, tail: float) -> int:
    """The smallest K with P(X ≥ count | K) > tail; the probability grows with K, so halving finds it."""
    low, high = count, count + population - n
    while low < high:
        middle = (low + high) // 2
        mass = hypergeometric(population=population, successes=middle, draws=n)
        if mass.at_least(count) > tail:
            high = middle
        else:
            low = middle + 1
    return low


def domain_population(n_domain: int, n: int, population: float) -> float:
    """The estimated headcount of those whom a question concerns: N · n_d / n, not rounded.

    Use it for the finite population correction of a filtered question ("not relevant", "not shown").

    >>> domain_population(52, 110, 208)
    98.32727272727273
    """
    if not 0 <= n_domain <= n or n == 0:
        raise ValueError(f"the domain must be part of the respondents, got {n_domain} of {n}")
    check_counts(n_domain, n, population)
    return float(n_domain) if n == population else population * n_domain / n


@dataclass(frozen=True, slots=True, eq=False)
class WilsonIntervals:
    """Arrays of what `wilson_interval` gives one by one; NaN where there is no estimate."""

    value: FloatArray
    se: FloatArray
    effective_n: FloatArray
    low: FloatArray
    high: FloatArray
    n: FloatArray
    population: FloatArray


def wilson_intervals(
    counts: npt.ArrayLike, ns: npt.ArrayLike, populations: npt.ArrayLike, *, confidence: float = 0.95
) -> WilsonIntervals:
    """The same numbers as `wilson_interval` for arrays of one shape; a population of infinity means unknown.

    >>> found = wilson_intervals([81, 11], [263, 25], [np.inf, 25])
    >>> found.low.round(4).tolist()
    [0.2553, 0.44]
    """
    quantile = normal_quantile(confidence)
    count, n, population = np.broadcast_arrays(
        *(np.asarray(values, dtype=np.float64) for values in (counts, ns, populations))
    )
    if np.any((count < 0) | (count > n) | (n > population) | (population <= 0)):
        raise ValueError("every count must lie between 0 and n, and every n between 0 and its population")
    with np.errstate(divide="ignore", invalid="ignore"):
        return _wilson_arrays(count, n, population, quantile)


def _wilson_arrays(count: FloatArray, n: FloatArray, population: FloatArray, quantile: float) -> WilsonIntervals:
    # The order of operations is that of the scalar functions, so that both give the same bits.
    value, unknown, census = count / n, np.isinf(population), n == population
    size = np.where(unknown, n, np.where(census, np.inf, n * (population - 1) / (population - n)))
    square = quantile * quantile
    shrink = 1 + square / size
    centre = (value + square / (2 * size)) / shrink
    half = quantile * np.sqrt(value * (1 - value) / size + square / (4 * (size * size))) / shrink
    low = np.maximum(centre - half, np.where(unknown, 0.0, count / population))
    high = np.minimum(centre + half, np.where(unknown, 1.0, np.minimum(1.0, (count + population - n) / population)))
    low = np.where(count == 0, 0.0, low)
    high = np.where(unknown & (count == n), 1.0, high)
    answered, nothing = n > 0, np.nan
    columns = (
        np.where(answered, value, nothing),
        np.where(answered, np.sqrt(value * (1 - value) / size), nothing),
        np.where(answered, size, 0.0),
        np.where(answered, np.where(census, value, np.minimum(low, value)), nothing),
        np.where(answered, np.where(census, value, np.maximum(high, value)), nothing),
        n.copy(),
        population.copy(),
    )
    for column in columns:
        column.setflags(write=False)
    return WilsonIntervals(*columns)
