"""Before the survey: how precise, how many answers, how large a change. All presume random non-response."""

from __future__ import annotations

import math
from statistics import NormalDist

from nullpunkt.stats.distributions import find_root
from nullpunkt.stats.estimate import normal_quantile
from nullpunkt.stats.proportion import effective_size


def margin_of_error(
    n: int, *, population: float | None = None, proportion: float = 0.5, confidence: float = 0.95
) -> float:
    """Half the width of a simple interval at a presumed proportion; the worst case is one half.

    For planning only: after the survey the interval of the estimate itself is reported.

    >>> round(margin_of_error(60, population=100), 4)
    0.0804
    """
    if n <= 0 or (population is not None and n > population):
        raise ValueError(f"n must be positive and at most the population, got n={n}, population={population}")
    if not 0 <= proportion <= 1:
        raise ValueError(f"a proportion lies between 0 and 1, got {proportion}")
    return normal_quantile(confidence) * math.sqrt(proportion * (1 - proportion) / effective_size(n, population))


def answers_for_infinite_population(margin: float, *, proportion: float = 0.5, confidence: float = 0.95) -> float:
    """Cochran's n0 = z² p (1−p) / e², not rounded."""
    if margin <= 0:
        raise ValueError(f"the margin must be positive, got {margin}")
    return normal_quantile(confidence) ** 2 * proportion * (1 - proportion) / (margin * margin)


def answers_required(margin: float, *, population: int, proportion: float = 0.5, confidence: float = 0.95) -> int:
    """How many answers keep the margin of error within `margin`, rounded up.

    Source: Cochran (1977), Sampling Techniques, section 4.4.

    >>> answers_required(0.05, population=3200)
    344
    """
    if population <= 0:
        raise ValueError(f"population must be positive, got {population}")
    n0 = answers_for_infinite_population(margin, proportion=proportion, confidence=confidence)
    return min(population, max(1, math.ceil(n0 / (1 + (n0 - 1) / population))))


def minimal_detectable_change(
    baseline: float,
    *,
    first_effective_n: float,
    second_effective_n: float,
    power: float = 0.8,
    confidence: float = 0.95,
) -> float | None:
    """The smallest increase from `baseline` that the score test would find with the given power; None if none can be.

    Effective sizes come from `proportion.effective_size`. For a decrease give 1 − baseline. Two censuses detect
    everything: 0. With infinite populations and equal sizes it equals R's `power.prop.test`.

    >>> round(minimal_detectable_change(0.5, first_effective_n=60, second_effective_n=60), 4)
    0.2455
    """
    if not 0 <= baseline <= 1 or min(first_effective_n, second_effective_n) <= 0 or not 0 < power < 1:
        raise ValueError("baseline and power lie between 0 and 1, effective sizes are positive")
    one, two = 1 / first_effective_n, 1 / second_effective_n
    if one + two == 0:
        return 0.0
    z_level, z_power = normal_quantile(confidence), NormalDist().inv_cdf(power)

    def shortfall(target: float) -> float:
        pooled = _pooled(baseline, target, one, two)
        null = math.sqrt(max(0.0, pooled * (1 - pooled)) * (one + two))
        alternative = math.sqrt(baseline * (1 - baseline) * one + target * (1 - target) * two)
        return target - baseline - z_level * null - z_power * alternative

    if baseline >= 1 or shortfall(1.0) < 0:
        return None
    start = baseline + (1 - baseline) * 1e-9
    return find_root(shortfall, start, 1.0) - baseline if shortfall(start) < 0 else 0.0


def _pooled(first: float, second: float, one: float, two: float) -> float:
    """The effective-size weighted mean, written with inverse sizes so that a census (inverse 0) decides alone."""
    return (first * two + second * one) / (one + two)
