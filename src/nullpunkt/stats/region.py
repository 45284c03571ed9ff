"""The rest of a region as one estimate, made of what each of its municipalities has published of itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nullpunkt.stats.benchmark import FEWEST_ANSWERS, FEWEST_OTHERS
from nullpunkt.stats.difference import Difference, newcombe_interval, score_test
from nullpunkt.stats.distributions import t_quantile
from nullpunkt.stats.estimate import Estimate, Rule, census_estimate, no_estimate, normal_quantile
from nullpunkt.stats.proportion import score_limits


@dataclass(frozen=True, slots=True)
class Member:
    """A municipality's published share: `effective_n` is infinite for a census, `population` its headcount.

    `value` may be weighted by service; `count` of `n` are the answers themselves.
    """

    value: float
    count: int
    n: int
    effective_n: float
    population: float


@dataclass(frozen=True, slots=True)
class Parts:
    """What a member adds to the region's sums; sums without one member are sums over the others."""

    weighted: float
    variance: float
    homogeneous: float
    population: float
    n: int
    count: int
    members: int = 1

    def __add__(self, other: Parts) -> Parts:
        return Parts(
            self.weighted + other.weighted,
            self.variance + other.variance,
            self.homogeneous + other.homogeneous,
            self.population + other.population,
            self.n + other.n,
            self.count + other.count,
            self.members + other.members,
        )


NOTHING = Parts(0.0, 0.0, 0.0, 0.0, 0, 0, 0)


def parts_of(member: Member) -> Parts:
    """A member's headcount times its share, squared headcount times its variance, and the same for equal answers."""
    headcount, n, value = member.population, member.n, member.value
    census = math.isinf(member.effective_n) or n >= headcount
    variance = 0.0 if census else headcount * headcount * value * (1 - value) / member.effective_n
    homogeneous = 0.0 if census or headcount <= 1 else headcount * headcount * (headcount - n) / (n * (headcount - 1))
    return Parts(headcount * value, variance, homogeneous, headcount, n, member.count)


def combined(parts: Parts, *, confidence: float = 0.95) -> Estimate:
    """The share among all people of several municipalities, each a stratum that counts with its headcount.

    The same as `stratified_proportion` with municipalities as strata, save that a municipality's own variance is the
    one it has published (services as strata within it), so that the numbers of a report and of its region agree.
    When no headcounts are known, let every member's `population` be its number of answers times a constant.

    Edge cases as for `stratified_proportion`: shares of 0 or 1 take the homogeneous effective size; a census has zero
    width.

    Sources: Cochran (1977), Sampling Techniques, ch. 5; Franco, Little, Louis & Slud (2019), JSSAM 7:334.

    >>> two = parts_of(Member(0.5, 30, 60, 150.0, 100.0)) + parts_of(Member(0.25, 15, 60, 150.0, 100.0))
    >>> estimate = combined(two)
    >>> round(estimate.value, 3), round(estimate.low, 3), round(estimate.high, 3)
    (0.375, 0.323, 0.43)
    """
    if parts.members == 0 or parts.n == 0:
        return no_estimate(population=None, count=0)
    value = _share(parts)
    variance = parts.variance / parts.population**2
    if parts.homogeneous == 0:
        return census_estimate(value, n=parts.n, count=parts.count)
    degenerate = variance <= 0 or value in (0.0, 1.0)
    size = parts.population**2 / parts.homogeneous if degenerate else value * (1 - value) / variance
    freedom = max(1, parts.n - parts.members)
    quantile = normal_quantile(confidence) if degenerate else _t_quantile(confidence, freedom)
    limits = score_limits(value, size, quantile)
    return Estimate(
        value=value,
        se=math.sqrt(variance),
        effective_n=size,
        low=max(0.0, min(limits.low, value)),
        high=min(1.0, max(limits.high, value)),
        n=parts.n,
        population=parts.population,
        rule=Rule.STRATIFIED_DEGENERATE if degenerate else Rule.STRATIFIED_WILSON,
        count=parts.count,
        degrees_of_freedom=freedom,
    )


def _share(parts: Parts) -> float:
    if parts.count in (0, parts.n):
        return 0.0 if parts.count == 0 else 1.0
    return min(1.0, max(0.0, parts.weighted / parts.population))


_t_quantile = lru_cache(maxsize=4096)(t_quantile)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A municipality minus the rest of its region; `p` is None where there is nothing to test with."""

    rest: Estimate
    difference: Difference
    p: float | None


def compare(own: Estimate, rest: Parts) -> Comparison:
    """A municipality's published share against the others together, who never include it.

    With fewer than three others, or fewer than 50 answers among them, numbers only and no test.

    Sources: Newcombe (1998), Statistics in Medicine 17:873; Zou & Donner (2008), Statistics in Medicine 27:1693.
    """
    others = combined(rest)
    tested = rest.members >= FEWEST_OTHERS and rest.n >= FEWEST_ANSWERS and own.n > 0
    score = score_test(others, own) if tested else None
    return Comparison(others, newcombe_interval(others, own), None if score is None else score.p)


def total(parts: Sequence[Parts]) -> Parts:
    """The sum, in the order given."""
    whole = NOTHING
    for part in parts:
        whole = whole + part
    return whole


def without_each(parts: Sequence[Parts]) -> tuple[Parts, ...]:
    """For each member the sum over all others, without ever subtracting: sums before it plus sums after it."""
    before, after = [NOTHING], [NOTHING]
    for part in parts:
        before.append(before[-1] + part)
    for part in reversed(parts):
        after.append(after[-1] + part)
    count = len(parts)
    return tuple(before[place] + after[count - 1 - place] for place in range(count))
