"""An interval given away is a count given away: which counts would print these limits?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import comb, inf, sqrt
from statistics import NormalDist

from nullpunkt.audit.published import Row

NORMAL = NormalDist().inv_cdf(0.975)
TAIL = 0.025


def counts_behind(row: Row) -> list[int]:
    """Counts whose published interval is the row's, by any of the usual formulas; empty where it tells nothing.

    A reader who knows n tries every count: Wilson's interval with and without the finite population correction, and
    the exact one. Nothing is concluded where no count fits (another formula, weights).
    """
    if row.n is None or row.count is not None or (row.low is None and row.high is None) or row.weighted:
        return []
    return [
        count
        for count in range(row.n + 1)
        if any(_fits(row, low, high) for low, high in _intervals(count, row.n, row.population))
    ]


def _fits(row: Row, low: float, high: float) -> bool:
    return (row.low is None or row.low.holds(Fraction(low))) and (row.high is None or row.high.holds(Fraction(high)))


def _intervals(count: int, n: int, population: int | None) -> Iterator[tuple[float, float]]:
    yield _score(count, n, float(n), (0.0, 1.0))
    if population is None or population < n:
        return
    size = inf if population == n else n * (population - 1) / (population - n)
    certain = (count / population, (count + population - n) / population)
    yield _score(count, n, size, certain)
    if population <= 200:
        fewest = _fewest(count, n, population)
        yield fewest / population, (population - _fewest(n - count, n, population)) / population


def _score(count: int, n: int, size: float, certain: tuple[float, float]) -> tuple[float, float]:
    """Wilson (1927) with an effective size, inside the logical bounds."""
    share = count / n if n else 0.0
    if size == inf or not n:
        return share, share
    square = NORMAL * NORMAL
    centre = (share + square / (2 * size)) / (1 + square / size)
    half = NORMAL * sqrt(share * (1 - share) / size + square / (4 * size * size)) / (1 + square / size)
    low = 0.0 if count == 0 else max(centre - half, certain[0])
    return min(low, share), max(share, min(centre + half, certain[1]))


def _fewest(count: int, n: int, population: int) -> int:
    """The fewest in the population that do not make this count improbable."""
    for total in range(count, count + population - n + 1):
        ways = sum(comb(total, k) * comb(population - total, n - k) for k in range(count, min(n, total) + 1))
        if ways > TAIL * comb(population, n):
            return total
    return count + population - n
