"""Differences between services in one wave: the global question, its effect size, and each service against the rest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nullpunkt.stats.difference import (
    ChangeTest,
    Difference,
    choose_test,
    newcombe_interval,
    pooled_proportion,
    score_test,
    unobserved_variance,
)
from nullpunkt.stats.distributions import chi_square_tail
from nullpunkt.stats.estimate import Estimate
from nullpunkt.stats.freeman_halton import freeman_halton
from nullpunkt.stats.proportion import wilson_interval
from nullpunkt.stats.stratified import Stratum, stratified_proportion

Table = Sequence[Sequence[int]]
REPLICATES = 100_000
ENOUGH = REPLICATES // 20
"""as extreme: p cannot come below 0.05 any more; how far above it lies is known to about 1.4 per cent of p"""


def _occupied(table: Table) -> npt.NDArray[np.int64] | None:
    """The table without empty rows and columns; None when fewer than two of either are left."""
    cells = np.array(table, dtype=np.int64)
    if cells.ndim != 2 or (cells < 0).any():
        raise ValueError("a table needs rows of equal length and counts that are not negative")
    cells = cells[cells.sum(axis=1) > 0][:, cells.sum(axis=0) > 0]
    return cells if min(cells.shape) >= 2 else None


@dataclass(frozen=True, slots=True)
class ChiSquareTest:
    """Pearson's chi-square with what is needed to judge it; `cramers_v` is corrected for bias."""

    statistic: float
    degrees_of_freedom: int
    p: float
    smallest_expected: float
    is_valid: bool
    cramers_v: float
    uncorrected_v: float


def chi_square_test(table: Table) -> ChiSquareTest | None:
    """Pearson's test of independence in a table of counts, with Cramér's V.

    Use it for services by answer categories when `is_valid`: all expected counts at least 1 and four fifths of them at
    least 5 (Cochran 1954, Biometrics 10:417); otherwise `freeman_halton`. Not for multi-select options, which are not
    exclusive. Empty rows and columns are dropped first; None with fewer than two left.

    V is corrected for bias: Bergsma (2013), Journal of the Korean Statistical Society 42:323.
    Source: Pearson (1900). Agresti (2007), Table 2.5, gives 30.07 on 2 degrees of freedom:

    >>> test = chi_square_test([[762, 327, 468], [484, 239, 477]])
    >>> round(test.statistic, 2), test.degrees_of_freedom, round(test.cramers_v, 4)
    (30.07, 2, 0.1009)
    """
    cells = _occupied(table)
    if cells is None:
        return None
    n = int(cells.sum())
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0)) / n
    statistic = float(((cells - expected) ** 2 / expected).sum())
    rows, columns = cells.shape
    df = (rows - 1) * (columns - 1)
    return ChiSquareTest(
        statistic=statistic,
        degrees_of_freedom=df,
        p=chi_square_tail(statistic, df),
        smallest_expected=float(expected.min()),
        is_valid=bool(expected.min() >= 1 and (expected >= 5).mean() >= 0.8),
        cramers_v=_bergsma(statistic, n, rows=rows, columns=columns),
        uncorrected_v=math.sqrt(statistic / n / (min(rows, columns) - 1)),
    )


def _bergsma(statistic: float, n: int, *, rows: int, columns: int) -> float:
    squared = max(0.0, statistic / n - (rows - 1) * (columns - 1) / (n - 1))
    corrected = min(size - (size - 1) ** 2 / (n - 1) for size in (rows, columns))
    return math.sqrt(squared / (corrected - 1)) if corrected > 1 else 0.0


@dataclass(frozen=True, slots=True)
class IndependenceTest:
    """The p-value that a report uses, and whether it is Pearson's or the exact test's."""

    p: float
    is_exact: bool
    cramers_v: float


def independence_test(table: Table, *, seed: int = 1) -> IndependenceTest | None:
    """Pearson's test where it is valid, otherwise Fisher, Freeman and Halton's; None when there is nothing to compare.

    Where the exact test is sampled, a p-value below 0.05 is of all `REPLICATES` tables, and one above of as many as
    it takes until `ENOUGH` were as extreme as the observed one.

    >>> independence_test([[2, 17], [4, 12], [3, 2], [1, 23]]).is_exact
    True
    """
    test, cells = chi_square_test(table), _occupied(table)
    if test is None or cells is None:
        return None
    if test.is_valid:
        return IndependenceTest(test.p, is_exact=False, cramers_v=test.cramers_v)
    exact = freeman_halton(cells.tolist(), seed=seed, replicates=REPLICATES, enough=ENOUGH)
    return IndependenceTest(exact.p, is_exact=True, cramers_v=test.cramers_v)


@dataclass(frozen=True, slots=True)
class Contrast:
    """One service against all others: `difference` is service minus rest."""

    name: str
    service: Estimate
    rest: Estimate
    difference: Difference
    z: float | None
    score_p: float | None
    test: ChangeTest


def against_the_rest(strata: Sequence[Stratum], *, confidence: float = 0.95) -> tuple[Contrast, ...]:
    """Each service held against the stratified proportion of the others, which do not include it.

    Use it after the global test, with `multiplicity.benjamini_hochberg` over the services' `test.p`. A service that
    leaves fewer than `difference.SMALLEST_VARIANCE` to chance gets Fisher's mid-p on unweighted counts. Do not rank
    the services.

    >>> services = [Stratum("A", 30, 60, 100), Stratum("B", 20, 60, 100), Stratum("C", 25, 60, 100)]
    >>> [round(contrast.difference.value, 3) for contrast in against_the_rest(services)]
    [0.125, -0.125, 0.0]
    """
    if len(strata) < 2:
        return ()
    return tuple(_contrast(s, [o for o in strata if o is not s], confidence=confidence) for s in strata)


def _contrast(stratum: Stratum, others: Sequence[Stratum], *, confidence: float) -> Contrast:
    service = wilson_interval(stratum.count, stratum.n, population=stratum.population, confidence=confidence)
    rest = stratified_proportion(others, confidence=confidence)
    difference = newcombe_interval(rest, service)
    if service.value is None or rest.value is None:
        score, variance = None, None
    else:
        score = score_test(rest, service)
        variance = unobserved_variance(service, pooled_proportion(rest, service))
    return Contrast(
        name=stratum.name,
        service=service,
        rest=rest,
        difference=difference,
        z=None if score is None else score.z,
        score_p=None if score is None else score.p,
        test=choose_test(rest, service, variance=variance),
    )
