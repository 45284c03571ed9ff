"""Change in the same people: proportions and means of respondents whose two answers are linked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.stats.difference import Difference
from nullpunkt.stats.discrete import binomial
from nullpunkt.stats.distributions import student_two_sided, t_quantile
from nullpunkt.stats.estimate import two_sided_normal_p
from nullpunkt.stats.proportion import wilson_interval


@dataclass(frozen=True, slots=True)
class PairedTable:
    """Linked answers: yes in both waves, yes then no, no then yes, no in both."""

    both: int
    lost: int
    gained: int
    neither: int

    def __post_init__(self) -> None:
        if min(self.both, self.lost, self.gained, self.neither) < 0 or self.n == 0:
            raise ValueError("a paired table needs counts that are not negative and at least one pair")

    @property
    def n(self) -> int:
        """The number of linked respondents."""
        return self.both + self.lost + self.gained + self.neither

    @property
    def first(self) -> int:
        """How many said yes in the first wave."""
        return self.both + self.lost

    @property
    def second(self) -> int:
        """How many said yes in the second wave."""
        return self.both + self.gained


def phi(table: PairedTable, *, corrected: bool = False) -> float | None:
    """The correlation of the two answers; None when one wave has only one answer.

    `corrected` pulls a positive numerator towards 0 by n/2, as Newcombe's method 10 does.
    """
    n, first, second = table.n, table.first, table.second
    margins = first * (n - first) * second * (n - second)
    if margins == 0:
        return None
    numerator: float = table.both * table.neither - table.lost * table.gained
    if corrected and numerator > 0:
        numerator = max(numerator - n / 2, 0.0)
    return numerator / math.sqrt(margins)


def newcombe_paired(table: PairedTable, *, confidence: float = 0.95) -> Difference:
    """Newcombe's square-and-add interval for the change of a proportion in linked respondents, second minus first.

    Use it when a code links the waves. It speaks of those who answered twice, and has no finite population correction.

    Source: Newcombe (1998), Statistics in Medicine 17:2635, method 10. Fagerland, Lydersen & Laake (2014), Statistics
    in Medicine 33:2850, print 0.026 to 0.507 for their airway data:

    >>> difference = newcombe_paired(PairedTable(both=1, lost=1, gained=7, neither=12))
    >>> round(difference.low, 3), round(difference.high, 3)
    (0.026, 0.507)
    """
    n, first, second = table.n, table.first, table.second
    one = wilson_interval(first, n, confidence=confidence).interval
    two = wilson_interval(second, n, confidence=confidence).interval
    assert one is not None  # n > 0
    assert two is not None
    correlation = phi(table, corrected=True) or 0.0
    value = (table.gained - table.lost) / n
    below = _square_and_add(second / n - two.low, one.high - first / n, correlation)
    above = _square_and_add(two.high - second / n, first / n - one.low, correlation)
    return Difference(value, max(-1.0, value - below), min(1.0, value + above))


def _square_and_add(one: float, two: float, correlation: float) -> float:
    return math.sqrt(max(0.0, one * one - 2 * correlation * one * two + two * two))


@dataclass(frozen=True, slots=True)
class McNemarTest:
    """Tests of no change in linked yes/no answers; `mid_p` is the one to report."""

    mid_p: float
    exact_p: float
    chi_square: float | None
    asymptotic_p: float | None


def mcnemar_test(table: PairedTable) -> McNemarTest:
    """McNemar's test: mid-p, exact conditional, and asymptotic.

    Use the mid-p: the exact test is too cautious, the asymptotic one too bold in small samples. As many lost as gained
    gives 1 − P/2, no change at all gives 1.

    Source: McNemar (1947), Psychometrika 12:153; Fagerland, Lydersen & Laake (2013), BMC Medical Research Methodology
    13:91, who print 0.039, 0.070 and 0.034:

    >>> test = mcnemar_test(PairedTable(both=1, lost=1, gained=7, neither=12))
    >>> round(test.mid_p, 3), round(test.exact_p, 3), round(test.asymptotic_p, 3)
    (0.039, 0.07, 0.034)
    """
    lost, gained = table.lost, table.gained
    if lost + gained == 0:
        return McNemarTest(1.0, 1.0, None, None)
    mass = binomial(n=lost + gained, probability=0.5)
    fewer = min(lost, gained)
    cumulative, at = mass.at_most(fewer), mass.at(fewer)
    mid = 1 - at / 2 if lost == gained else 2 * cumulative - at
    statistic = (lost - gained) ** 2 / (lost + gained)
    return McNemarTest(mid, min(1.0, 2 * cumulative), statistic, two_sided_normal_p(math.sqrt(statistic)))


@dataclass(frozen=True, slots=True)
class PairedMean:
    """The mean change of linked respondents, with Student's test; None where the changes do not vary."""

    difference: Difference
    n: int
    t: float | None
    p: float | None

    @property
    def degrees_of_freedom(self) -> int:
        """n − 1."""
        return self.n - 1


def paired_t_test(changes: Sequence[float], *, confidence: float = 0.95) -> PairedMean:
    """Student's test of linked respondents' changes (second minus first).

    Use it for index scores; for single ordinal items `wilcoxon_signed_rank` assumes less.

    Source: Student (1908), Biometrika 6:1, whose sleep data give t = 4.0621:

    >>> gains = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]
    >>> round(paired_t_test(gains).t, 4)
    4.0621
    """
    n = len(changes)
    if n == 0:
        return PairedMean(Difference(None, None, None), 0, None, None)
    mean = math.fsum(changes) / n
    squares = math.fsum((change - mean) ** 2 for change in changes)
    if n == 1 or len(set(changes)) == 1:
        return PairedMean(Difference(mean, None, None), n, None, None)
    se = math.sqrt(squares / (n - 1) / n)
    half = t_quantile(confidence, n - 1) * se
    return PairedMean(Difference(mean, mean - half, mean + half), n, mean / se, student_two_sided(mean / se, n - 1))


def wilcoxon_signed_rank(changes: Sequence[float]) -> float | None:
    """The two-sided p-value of Wilcoxon's signed rank test, normal with continuity and tie correction.

    Use it for linked ordinal answers. Unchanged answers are left out, as Wilcoxon did; None when all are unchanged.

    Source: Wilcoxon (1945), Biometrics 1:80. Equals R's `wilcox.test(paired = TRUE, exact = FALSE)`.

    Student's sleep data, as in the help page of `wilcox.test`:

    >>> round(wilcoxon_signed_rank([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]), 6)
    0.009091
    """
    changed = sorted((abs(change), change > 0) for change in changes if change != 0)
    n = len(changed)
    if n == 0:
        return None
    rank_sum, ties, position = 0.0, 0, 0
    while position < n:
        size = sum(1 for value, _ in changed[position:] if value == changed[position][0])
        rank = position + (size + 1) / 2
        rank_sum += rank * sum(positive for _, positive in changed[position : position + size])
        ties += size**3 - size
        position += size
    distance = rank_sum - n * (n + 1) / 4
    variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48
    corrected = distance - math.copysign(0.5, distance) if distance else 0.0
    return two_sided_normal_p(corrected / math.sqrt(variance))
