"""Weights for known margins: post-stratification, raking, and the variance that honours them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nullpunkt.stats.distributions import t_quantile
from nullpunkt.stats.estimate import Estimate, Rule, census_estimate
from nullpunkt.stats.proportion import score_limits

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Margin:
    """A known margin: each respondent's category, and how many of the population belong to each category."""

    categories: tuple[str, ...]
    population: Mapping[str, float]

    def __post_init__(self) -> None:
        for name in sorted(set(self.categories) | set(self.population)):
            if name in self.categories and self.population.get(name, 0) <= 0:
                raise ValueError(f"category {name!r} has respondents but no population; merge it first")
            if name not in self.categories and self.population[name] > 0:
                raise ValueError(f"category {name!r} has a population but no respondents; merge it first")

    @property
    def names(self) -> tuple[str, ...]:
        """The categories that have respondents, sorted."""
        return tuple(sorted(set(self.categories)))

    @property
    def codes(self) -> IntArray:
        """Each respondent's category as its place in `names`."""
        place = {name: index for index, name in enumerate(self.names)}
        return np.array([place[name] for name in self.categories], dtype=np.int64)

    @property
    def totals(self) -> FloatArray:
        """The population of each of `names`."""
        return np.array([self.population[name] for name in self.names], dtype=np.float64)


def base_weights(strata: Margin) -> FloatArray:
    """N_h / n_h for every respondent of stratum h."""
    return strata.totals[strata.codes] / np.bincount(strata.codes)[strata.codes]


def post_stratify(weights: FloatArray, cells: Margin) -> FloatArray:
    """The weights scaled so that every cell sums to its population.

    Use it with at least ten respondents in each cell; name the cell and merge it otherwise.

    Source: Holt & Smith (1979), JRSS A 142:33. Equals `postStratify` of R's survey.

    >>> post_stratify(np.ones(3), Margin(("a", "a", "b"), {"a": 10, "b": 6})).tolist()
    [5.0, 5.0, 6.0]
    """
    codes = cells.codes
    return weights * (cells.totals / np.bincount(codes, weights=weights))[codes]


def rake(
    weights: FloatArray, margins: Sequence[Margin], *, tolerance: float = 1e-12, maximum_rounds: int = 1000
) -> FloatArray:
    """Iterative proportional fitting of the weights to several margins.

    Use it when the margins are known but not their cross-table, with at least twenty respondents in each category. The
    margins must have the same total. Stops when no weight changes by more than the relative tolerance.

    Sources: Deming & Stephan (1940), Annals of Mathematical Statistics 11:427; Deville & Särndal (1992), JASA 87:376.

    >>> service, age = Margin(("a", "a", "b", "b"), {"a": 6, "b": 4}), Margin(("x", "y", "x", "y"), {"x": 5, "y": 5})
    >>> rake(np.ones(4), [service, age]).tolist()
    [3.0, 3.0, 2.0, 2.0]
    """
    totals = [float(margin.totals.sum()) for margin in margins]
    if not totals or max(totals) - min(totals) > 1e-6 * max(totals):
        raise ValueError("raking needs at least one margin, all with the same total")
    current = weights
    for _ in range(maximum_rounds):
        following = current
        for margin in margins:
            following = post_stratify(following, margin)
        if float(np.max(np.abs(following / current - 1))) < tolerance:
            if any(np.max(np.abs(post_stratify(following, margin) / following - 1)) > 1e-6 for margin in margins):
                raise ValueError("no weights meet all margins, because they contradict each other; merge categories")
            return following
        current = following
    raise ValueError(f"raking did not settle within {maximum_rounds} rounds; merge small categories")


def kish_design_effect(weights: FloatArray) -> float:
    """Kish's n Σw² / (Σw)²: how many times the variance grows by unequal weights alone.

    Source: Kish (1965), Survey Sampling, section 11.7.

    >>> kish_design_effect(np.array([1.0, 1.0, 2.0]))
    1.125
    """
    return float(weights.size * (weights * weights).sum() / weights.sum() ** 2)


def weighted_proportion(
    favourable: Sequence[bool],
    *,
    strata: Margin,
    weights: FloatArray,
    margins: Sequence[Margin] = (),
    confidence: float = 0.95,
) -> Estimate:
    """The proportion with calibrated weights, its linearised variance, and Wilson's interval on the effective size.

    `strata` is the design (one stratum for all is allowed), `weights` the final weights, `margins` what they were
    post-stratified or raked to (the cells, or each margin). Without margins it is the stratified estimate; prefer
    `stratified.stratified_proportion` then, which also knows the degenerate cases.

    The residuals come from the base-weighted regression on the margins, so that the standard errors equal those of
    `postStratify` and `calibrate(calfun = "raking")` in R's survey; its `rake` projects unweighted residuals and
    differs slightly.

    Sources: Deville & Särndal (1992), JASA 87:376; Särndal, Swensson & Wretman (1992), ch. 6 and 7.
    """
    y = np.asarray(favourable, dtype=np.float64)
    codes, sizes = strata.codes, np.bincount(strata.codes)
    if y.size == 0 or y.size != codes.size or y.size != weights.size:
        raise ValueError("answers, strata and weights must be of the same, positive length")
    n, population, count = int(y.size), float(strata.totals.sum()), int(y.sum())
    if (sizes == strata.totals).all():
        return census_estimate(count / n, n=n, count=count)
    if ((sizes < 2) & (sizes != strata.totals)).any():
        raise ValueError("every stratum needs two answers, or everybody's; collapse the strata first")
    value = 0.0 if count == 0 else 1.0 if count == n else float((weights * y).sum() / weights.sum())
    residuals = _residuals((y - value) / weights.sum(), base_weights(strata), margins)
    variance = _stratified_variance(weights * residuals, codes, strata.totals)
    return _with_interval(
        value, variance, n=n, count=count, population=population, df=n - sizes.size, confidence=confidence
    )


def _residuals(scores: FloatArray, base: FloatArray, margins: Sequence[Margin]) -> FloatArray:
    """What base-weighted least squares on the margins' dummies leaves of the linearised scores."""
    if not margins:
        return scores
    dummies = np.hstack([np.eye(len(margin.names))[margin.codes] for margin in margins])
    root = np.sqrt(base)
    coefficients = np.linalg.lstsq(dummies * root[:, None], scores * root, rcond=None)[0]
    return np.asarray(scores - dummies @ coefficients)


def _stratified_variance(values: FloatArray, codes: IntArray, totals: FloatArray) -> float:
    sizes = np.bincount(codes)
    centred = values - (np.bincount(codes, weights=values) / sizes)[codes]
    squares = np.bincount(codes, weights=centred * centred)
    scale = np.where(sizes > 1, sizes / np.maximum(sizes - 1, 1), 0.0)
    return float(((1 - sizes / totals) * scale * squares).sum())


def _with_interval(
    value: float, variance: float, *, n: int, count: int, population: float, df: int, confidence: float
) -> Estimate:
    known = variance > 0 and 0 < value < 1 and df > 0
    size = value * (1 - value) / variance if known else float(n)
    limits = score_limits(value, size, t_quantile(confidence, df)) if known else None
    return Estimate(
        value=value,
        se=math.sqrt(variance),
        effective_n=size,
        low=max(0.0, limits.low) if limits else None,
        high=min(1.0, limits.high) if limits else None,
        n=n,
        population=population,
        rule=Rule.WEIGHTED_WILSON if known else Rule.NO_VARIATION,
        count=count,
        degrees_of_freedom=df,
    )
