"""Municipality-wide estimates: each service counts with its headcount, not with its number of answers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from nullpunkt.stats.distributions import t_quantile
from nullpunkt.stats.estimate import Estimate, Rule, census_estimate, no_estimate, normal_quantile
from nullpunkt.stats.mean import student_mean
from nullpunkt.stats.proportion import domain_population, score_limits, wilson_interval
from nullpunkt.stats.strata import (
    Collapsed,
    DomainStratum,
    MeanStratum,
    Merge,
    Stratum,
    collapse_strata,
    uncovered_share,
)

__all__ = [
    "Collapsed",
    "DomainStratum",
    "MeanStratum",
    "Merge",
    "Stratum",
    "collapse_strata",
    "domain_proportion",
    "stratified_mean",
    "stratified_proportion",
    "uncovered_share",
]


def stratified_proportion(strata: Sequence[Stratum], *, confidence: float = 0.95) -> Estimate:
    """The proportion among all people of all strata, weighted by headcount, with Wilson's interval on its own size.

    Strata that are too small are first merged by `collapse_strata`; call that too when the merges are to be printed.
    Build the strata per item, from valid answers: item non-response and "don't know" belong to the population.
    For filtered questions and "not relevant" use `domain_proportion`. Do not pool answers without weights when
    services answer at different rates, and do not square-and-add the services' intervals: both fail in coverage.

    Edge cases: p of 0 or 1, or no variance without a census, take the homogeneous effective size with a normal
    quantile, so that "all said yes" does not get zero width; one stratum is `proportion.wilson_interval`; a census
    has zero width.

    Sources: Cochran (1977), Sampling Techniques, ch. 5; Kott (2017), Survey Methodology 43(2); Franco, Little, Louis &
    Slud (2019), JSSAM 7:334. Equals `svyciprop(method="wilson", df=degf(des))` of R's survey 4.5.

    The stratified sample of Californian schools that ships with R's survey (share with an award):

    >>> schools = Stratum("E", 73, 100, 4421), Stratum("H", 16, 50, 755), Stratum("M", 24, 50, 1018)
    >>> estimate = stratified_proportion(schools)
    >>> round(estimate.value, 4), round(estimate.low, 4), round(estimate.high, 4)
    (0.6389, 0.569, 0.7035)
    """
    groups = collapse_strata(strata).strata
    n, population = sum(s.n for s in groups), sum(s.population for s in groups)
    count = sum(s.count for s in groups)
    if len(groups) == 1:
        return wilson_interval(count, n, population=population, confidence=confidence)
    value = _clamp(math.fsum(s.population / population * (s.count / s.n) for s in groups), count=count, n=n)
    if n == population:
        return census_estimate(value, n=n, count=count, degrees_of_freedom=n - len(groups))
    variance = math.fsum(_variance_term(s, population) for s in groups)
    return _wilson_of_total(
        value,
        variance,
        homogeneous=1 / math.fsum(_homogeneous_term(s.n, s.population, population) for s in groups),
        count=count,
        n=n,
        population=population,
        degrees_of_freedom=n - len(groups),
        confidence=confidence,
        rule=Rule.STRATIFIED_WILSON,
    )


def _clamp(value: float, *, count: int, n: int) -> float:
    """The exact 0 or 1 that a sum of weights may miss by a rounding error."""
    return 0.0 if count == 0 else 1.0 if count == n else value


def _variance_term(stratum: Stratum, population: int) -> float:
    if stratum.n == stratum.population:
        return 0.0
    weight, p = stratum.population / population, stratum.count / stratum.n
    return weight * weight * (1 - stratum.n / stratum.population) * p * (1 - p) / (stratum.n - 1)


def _homogeneous_term(n: float, stratum_population: float, population: float) -> float:
    if n == stratum_population:
        return 0.0
    weight = stratum_population / population
    return weight * weight * (stratum_population - n) / (n * (stratum_population - 1))


def _wilson_of_total(
    value: float,
    variance: float,
    *,
    homogeneous: float,
    count: int,
    n: int,
    population: float,
    degrees_of_freedom: int,
    confidence: float,
    rule: Rule,
) -> Estimate:
    """Wilson's limits on p(1−p)/V with Student's quantile, or on the homogeneous size when V says nothing."""
    degenerate = variance <= 0 or value in (0.0, 1.0)
    size = homogeneous if degenerate else value * (1 - value) / variance
    quantile = normal_quantile(confidence) if degenerate else t_quantile(confidence, degrees_of_freedom)
    limits = score_limits(value, size, quantile)
    return Estimate(
        value=value,
        se=math.sqrt(max(0.0, variance)),
        effective_n=size,
        low=0.0 if value == 0 else max(0.0, min(limits.low, value)),
        high=1.0 if value == 1 else min(1.0, max(limits.high, value)),
        n=n,
        population=population,
        rule=Rule.STRATIFIED_DEGENERATE if degenerate else rule,
        count=count,
        degrees_of_freedom=degrees_of_freedom,
    )


def domain_proportion(strata: Sequence[DomainStratum], *, confidence: float = 0.95) -> Estimate:
    """The proportion among those whom a question concerns, when their headcount is not known but estimated.

    Use it for filtered questions, "not relevant" and subgroups without a known headcount. The weights are those of
    all respondents; the estimate is a ratio, and its linearised variance keeps a zero for everybody outside the
    domain. A subgroup with a known headcount is a stratum of its own: `stratified_proportion`.

    Edge cases: fewer than two in the domain gives a value without an interval (unless everybody answered);
    p of 0 or 1 takes the homogeneous size with N·n_d/n as headcounts; one stratum is Wilson with that headcount.

    Sources: Särndal, Swensson & Wretman (1992), ch. 10; Lumley (2010), ch. 2. Equals `svyciprop` on `subset(des, dom)`
    of R's survey 4.5 with the degrees of freedom of the full design.

    >>> north, south = DomainStratum("North", 20, 30, 50, 80), DomainStratum("South", 2, 10, 25, 100)
    >>> round(domain_proportion([north, south]).value, 4)
    0.4545
    """
    groups = collapse_strata(strata).strata
    n, population = sum(s.n for s in groups), sum(s.population for s in groups)
    n_domain, count = sum(s.n_domain for s in groups), sum(s.count for s in groups)
    if n_domain == 0:
        return no_estimate(population=None, count=0)
    estimated = math.fsum(domain_population(s.n_domain, s.n, s.population) for s in groups)
    value = _clamp(math.fsum(s.population / s.n * s.count for s in groups) / estimated, count=count, n=n_domain)
    if n == population:
        return census_estimate(value, n=n_domain, count=count)
    if n_domain < 2:
        return _value_only(value, n=n_domain, population=estimated, count=count)
    if len(groups) == 1:
        return wilson_interval(count, n_domain, population=estimated, confidence=confidence)
    parts = [(s.n_domain, domain_population(s.n_domain, s.n, s.population)) for s in groups if s.n_domain]
    homogeneous = math.fsum(_homogeneous_term(size, headcount, estimated) for size, headcount in parts)
    if homogeneous == 0:  # Every service with somebody in the domain answered completely.
        return census_estimate(value, n=n_domain, count=count)
    return _wilson_of_total(
        value,
        math.fsum(_domain_term(s, value, estimated) for s in groups),
        homogeneous=1 / homogeneous,
        count=count,
        n=n_domain,
        population=estimated,
        degrees_of_freedom=n - len(groups),
        confidence=confidence,
        rule=Rule.DOMAIN_WILSON,
    )


def _value_only(value: float, *, n: int, population: float, count: int) -> Estimate:
    return Estimate(
        value=value,
        se=0.0,
        effective_n=float(n),
        low=None,
        high=None,
        n=n,
        population=population,
        rule=Rule.TOO_FEW,
        count=count,
    )


def _domain_term(stratum: DomainStratum, value: float, estimated: float) -> float:
    """One stratum's share of the linearised variance, from counts: z is w (y − p) / Σw inside, 0 outside the domain."""
    if stratum.n == stratum.population:
        return 0.0
    weight = stratum.population / stratum.n / estimated
    favourable, others = stratum.count, stratum.n_domain - stratum.count
    total = weight * (favourable * (1 - value) - others * value)
    squares = weight * weight * (favourable * (1 - value) ** 2 + others * value**2)
    spread = max(0.0, squares - total * total / stratum.n)
    return (1 - stratum.n / stratum.population) * stratum.n / (stratum.n - 1) * spread


def stratified_mean(strata: Sequence[MeanStratum], *, confidence: float = 0.95) -> Estimate:
    """The mean among all people of all strata, weighted by headcount, with Student's interval.

    Edge cases as for `mean.mean_from_counts`: no variation gives no interval, a census gives zero width. Strata that
    are too small are merged first. Report a mean of an ordinal scale only beside its distribution.

    Source: Cochran (1977), Sampling Techniques, ch. 5. Equals `svymean` with `confint(df=degf(des))` of R's survey 4.5.

    The schools' index of the same sample; Lumley (2004), Journal of Statistical Software 9(8), prints 662.29 (9.4089):

    >>> schools = [
    ...     MeanStratum(name="E", n=100, population=4421, mean=674.43, squares=1553054.51),
    ...     MeanStratum(name="H", n=50, population=755, mean=625.82, squares=585407.38),
    ...     MeanStratum(name="M", n=50, population=1018, mean=636.6, squares=677418.0),
    ... ]
    >>> estimate = stratified_mean(schools)
    >>> round(estimate.value, 2), round(estimate.se, 4)
    (662.29, 9.4089)
    """
    groups = collapse_strata(strata).strata
    n, population = sum(s.n for s in groups), sum(s.population for s in groups)
    if n == 0:
        return no_estimate(population=population)
    value = math.fsum(s.population / population * s.mean for s in groups)
    variance = math.fsum(_mean_variance_term(s, population) for s in groups)
    return student_mean(
        value,
        variance,
        spread=math.fsum(s.population / population * (s.squares + s.n * (s.mean - value) ** 2) / s.n for s in groups),
        n=n,
        population=population,
        degrees_of_freedom=n - len(groups),
        confidence=confidence,
    )


def _mean_variance_term(stratum: MeanStratum, population: int) -> float:
    if stratum.n == stratum.population or stratum.n < 2:
        return 0.0
    weight = stratum.population / population
    finite = 1 - stratum.n / stratum.population
    return weight * weight * finite * stratum.squares / (stratum.n - 1) / stratum.n
