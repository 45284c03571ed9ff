"""Change between two waves, or between a service and the rest: interval, test, and when it may be called a change."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from nullpunkt.stats.estimate import Estimate, Interval, two_sided_normal_p
from nullpunkt.stats.exact import fisher_mid_p

MINIMUM_CHANGE = 0.05
SMALLEST_VARIANCE = 3.0


@dataclass(frozen=True, slots=True)
class Difference:
    """Second minus first, with limits; None where there is no value or no interval."""

    value: float | None
    low: float | None
    high: float | None

    @property
    def interval(self) -> Interval | None:
        """The limits as one value, None when there are none."""
        if self.low is None or self.high is None:
            return None
        return Interval(self.low, self.high)


def newcombe_interval(first: Estimate, second: Estimate) -> Difference:
    """Newcombe's hybrid score interval for second minus first, from the two intervals by square-and-add.

    Use it for two independent groups or anonymous waves, with whatever intervals the estimates carry (Wilson, exact,
    stratified); it is also known as MOVER. Waves linked person by person need `paired.newcombe_paired`.
    Two censuses give zero width.

    Sources: Newcombe (1998), Statistics in Medicine 17:873, method 10; Zou & Donner (2008), Statistics in Medicine
    27:1693. Newcombe's Table II prints 0.0524 to 0.3339 for 56/70 against 48/80:

    >>> from nullpunkt.stats.proportion import wilson_interval
    >>> difference = newcombe_interval(wilson_interval(48, 80), wilson_interval(56, 70))
    >>> round(difference.low, 4), round(difference.high, 4)
    (0.0524, 0.3339)
    """
    if first.value is None or second.value is None:
        return Difference(None, None, None)
    value = second.value - first.value
    if first.interval is None or second.interval is None:
        return Difference(value, None, None)
    one, two = first.interval, second.interval
    below = math.hypot(second.value - two.low, one.high - first.value)
    above = math.hypot(two.high - second.value, first.value - one.low)
    return Difference(value, max(-1.0, value - below), min(1.0, value + above))


class Method(StrEnum):
    """How two proportions were tested."""

    SCORE = "score"
    FISHER_MID_P = "fisher_mid_p"
    EXACT_CENSUS = "exact_census"
    NO_TEST = "no_test"


@dataclass(frozen=True, slots=True)
class ScoreTest:
    """The statistic and two-sided p-value of a score test; `z` is None where it is infinite."""

    z: float | None
    p: float


@dataclass(frozen=True, slots=True)
class ChangeTest:
    """A test of no change: `variance` is what chose the method; None stands for not applicable.

    With `FISHER_MID_P` the result is cautious, and the report marks it so; with `EXACT_CENSUS` nothing is uncertain.
    """

    method: Method
    variance: float | None
    p: float | None


def pooled_proportion(first: Estimate, second: Estimate) -> float:
    """The common proportion under no change, weighted by effective size; a census wave knows it exactly."""
    if first.value is None or second.value is None:
        raise ValueError("both groups need answers")
    if math.isinf(first.effective_n):
        return first.value
    if math.isinf(second.effective_n):
        return second.value
    weights = first.effective_n + second.effective_n
    return (first.effective_n * first.value + second.effective_n * second.value) / weights


def score_test(first: Estimate, second: Estimate) -> ScoreTest | None:
    """The score test of equal proportions on effective sizes; None between two censuses, which need none.

    Use it when the estimates are stratified or corrected for a finite population. Without either it is the pooled z,
    whose square is Pearson's chi-square. Its size is right only with enough unobserved people: see `change_test`.

    >>> from nullpunkt.stats.proportion import wilson_interval
    >>> test = score_test(wilson_interval(33, 61), wilson_interval(40, 59))
    >>> round(test.z, 6), round(test.p, 6)
    (1.536867, 0.124326)
    """
    pooled = pooled_proportion(first, second)
    if math.isinf(first.effective_n) and math.isinf(second.effective_n):
        return None
    assert first.value is not None  # checked by pooled_proportion
    assert second.value is not None
    difference = second.value - first.value
    se = math.sqrt(max(0.0, pooled * (1 - pooled)) * (1 / first.effective_n + 1 / second.effective_n))
    if se == 0:
        return ScoreTest(0.0, 1.0) if difference == 0 else ScoreTest(None, 0.0)
    return ScoreTest(difference / se, two_sided_normal_p(difference / se))


def change_test(first: Estimate, second: Estimate) -> ChangeTest:
    """The test of no change between two independent groups, by the method that the numbers can bear.

    The score test with finite population correction, when the hypergeometric variance n p̄(1−p̄)(N−n)/(N−1) is at
    least 3 in both groups (a census is skipped); otherwise Fisher's mid-p on the unweighted counts without the
    correction, which is cautious; no test between two censuses. The limit of 3 keeps the size below 0.06 where the
    score test alone reaches 0.28.

    >>> from nullpunkt.stats.proportion import wilson_interval
    >>> before = wilson_interval(41, 60, population=100)
    >>> test = change_test(before, wilson_interval(52, 66, population=98))
    >>> test.method.value, round(test.variance, 3), round(test.p, 4)
    ('score', 4.154, 0.0271)
    """
    if first.value is None or second.value is None:
        return ChangeTest(Method.NO_TEST, None, None)
    pooled = pooled_proportion(first, second)
    variances = [unobserved_variance(group, pooled) for group in (first, second) if not group.is_census]
    return choose_test(first, second, variance=min(variances, default=None))


def choose_test(first: Estimate, second: Estimate, *, variance: float | None) -> ChangeTest:
    """The score test or Fisher's mid-p, as the smallest variance of the groups that count decides."""
    if first.value is None or second.value is None:
        return ChangeTest(Method.NO_TEST, None, None)
    score = score_test(first, second)
    if score is None or variance is None:
        return ChangeTest(Method.EXACT_CENSUS, None, None)
    if variance >= SMALLEST_VARIANCE:
        return ChangeTest(Method.SCORE, variance, score.p)
    if first.count is None or second.count is None:
        raise ValueError("Fisher's test needs counts; these estimates are not proportions")
    p = fisher_mid_p(first.count, first.n, second_count=second.count, second_n=second.n)
    return ChangeTest(Method.FISHER_MID_P, variance, p)


def unobserved_variance(group: Estimate, pooled: float) -> float:
    """n p̄(1−p̄)(N−n)/(N−1): how many favourable answers could have been otherwise, had others answered."""
    finite = 1.0
    if group.population is not None and not math.isinf(group.population):
        finite = (group.population - group.n) / (group.population - 1) if group.population > 1 else 0.0
    return group.n * pooled * (1 - pooled) * finite


class Verdict(StrEnum):
    """What a report may call a change."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NO_CLEAR_CHANGE = "no_clear_change"
    UNRESOLVED = "unresolved"


def verdict(
    change: Difference,
    *,
    p: float | None,
    adjusted_p: float | None = None,
    minimum: float = MINIMUM_CHANGE,
    level: float = 0.05,
) -> Verdict:
    """Whether a difference may be called an increase or a decrease.

    It may when the adjusted p-value is below the level, the difference is at least `minimum`, and the interval
    excludes 0. When the unadjusted test and the interval disagree about 0, the matter is unresolved (Newcombe's
    interval is not the dual of the score test). A p of None with an interval of zero width means two censuses: the
    change is known, and only its size counts. Without adjustment `adjusted_p` may be left out.

    >>> verdict(Difference(0.08, 0.02, 0.14), p=0.01, adjusted_p=0.03).value
    'increase'
    >>> verdict(Difference(-0.08, -0.16, 0.001), p=0.04).value
    'unresolved'
    """
    if change.value is None or change.interval is None or abs(change.value) < minimum - 1e-9:
        return Verdict.NO_CLEAR_CHANGE
    direction = Verdict.INCREASE if change.value > 0 else Verdict.DECREASE
    excludes = change.interval.excludes(0.0)
    if p is None:
        return direction if excludes and change.interval.width == 0 else Verdict.NO_CLEAR_CHANGE
    if excludes != (p < level):
        return Verdict.UNRESOLVED
    significant = p if adjusted_p is None else adjusted_p
    return direction if excludes and significant < level else Verdict.NO_CLEAR_CHANGE


def overlap_variance(
    first: Estimate, second: Estimate, *, answered_both: int, population: int, covariance: float
) -> float:
    """The variance of second minus first when some of the same people answered both waves and can be linked.

    V1 + V2 − 2 (m/(n1 n2) − 1/N) s12, with m who answered both and s12 the covariance of their two answers. The
    covariance term vanishes when answering twice is no more common than chance, however alike the answers are; it is
    why treating anonymous waves as independent gives an interval that is rather too wide than too narrow.

    Sources: Tam (1984), The American Statistician 38:288; Qualité & Tillé (2008), Survey Methodology 34:173.

    >>> from nullpunkt.stats.proportion import wilson_interval
    >>> wave = wilson_interval(30, 60, population=100)
    >>> independent = overlap_variance(wave, wave, answered_both=36, population=100, covariance=0.2)
    >>> round(independent - 2 * wave.se**2, 12)
    0.0
    """
    if first.se is None or second.se is None:
        raise ValueError("both waves need a standard error")
    if not 0 <= answered_both <= min(first.n, second.n):
        raise ValueError(f"{answered_both} cannot have answered both of {first.n} and {second.n}")
    shared = answered_both / (first.n * second.n) - 1 / population
    return max(0.0, first.se**2 + second.se**2 - 2 * shared * covariance)
