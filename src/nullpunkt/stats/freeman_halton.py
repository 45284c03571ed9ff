"""Fisher's exact test for tables larger than two by two."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
import numpy.typing as npt

from nullpunkt.stats.exact import TIE

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
# More partial tables than this in one half are not listed; the p-value is then sampled.
_LISTABLE = 1_000_000
_MOST_ROWS = 14
# Tables drawn at a time: it settles which tables a seed gives, so it stays as it is.
_BATCH = 10_000
_GUIDES = 64
# Of an interval from one whole number to the next: few enough for a sum with a whole number to be exact.
_PARTS = 2**40


@dataclass(frozen=True, slots=True)
class ExactTest:
    """A p-value, and how many tables were drawn for it (0 when all were counted)."""

    p: float
    replicates: int


@dataclass(frozen=True, slots=True)
class _Half:
    """All ways to fill some rows: a key for the column sums used, and the log of the number of such fillings."""

    keys: IntArray
    logs: FloatArray


def freeman_halton(
    table: Sequence[Sequence[int]], *, seed: int = 1, replicates: int = 100_000, enough: int | None = None
) -> ExactTest:
    """The Fisher–Freeman–Halton test: the probability of all tables no more likely than the observed one.

    Use it where Pearson's test is not valid. Small and two-column tables are counted exactly, by listing both halves
    of the rows and matching them; larger ones are sampled with a fixed seed, p = (1 + #{as extreme}) / (B + 1).

    With `enough`, sampling stops when so many tables were as extreme, and p = `enough` / #{drawn}: where nothing is
    unusual a few thousand say so. The relative error of p is then about 1/√enough, and whether p lies below
    `enough` / B is just what all B tables would have said.

    Sources: Freeman & Halton (1951), Biometrika 38:141; Besag & Clifford (1991), Biometrika 78:301, for stopping.
    Equals R's `fisher.test`. Its help page's job satisfaction table (Agresti 2002, p. 57) gives 0.7827:

    >>> test = freeman_halton([[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]])
    >>> abs(test.p - 0.7827) < 0.005, test.replicates
    (True, 100000)
    """
    cells = np.array(table, dtype=np.int64)
    if cells.ndim != 2 or (cells < 0).any():
        raise ValueError("a table needs rows of equal length and counts that are not negative")
    cells = cells[cells.sum(axis=1) > 0][:, cells.sum(axis=0) > 0]
    if min(cells.shape) < 2:
        return ExactTest(1.0, 0)
    if cells.shape[1] > cells.shape[0]:
        cells = cells.T
    rows, columns = cells.sum(axis=1), cells.sum(axis=0)
    split = _balanced_split(rows, len(columns))
    if split is None:
        return _sampled(cells, np.random.default_rng(seed), replicates, enough or replicates + 1)
    return ExactTest(_counted(cells, rows, columns, split), 0)


def _balanced_split(rows: IntArray, columns: int) -> tuple[list[int], list[int]] | None:
    """Divides the rows so that the larger half has fewest fillings; None when even that has too many."""
    if rows.size > _MOST_ROWS:
        return None
    sizes = [math.log(math.comb(int(total) + columns - 1, columns - 1)) for total in rows]
    whole, most = sum(sizes), math.log(_LISTABLE)
    if whole / 2 > most:
        return None
    # The first row is always in the first half; every other choice of rows is tried.
    choices = [[0, *rest] for k in range(rows.size) for rest in combinations(range(1, rows.size), k)]
    best = min(choices, key=lambda half: max(part := sum(sizes[i] for i in half), whole - part))
    part = sum(sizes[i] for i in best)
    if max(part, whole - part) > most:
        return None
    return best, [i for i in range(rows.size) if i not in best]


def _counted(cells: IntArray, rows: IntArray, columns: IntArray, split: tuple[list[int], list[int]]) -> float:
    """Σ over pairs of halves with complementary column sums, where the product is no more likely than observed."""
    one, two = (_fill(rows[half], columns) for half in split)
    limit = _log_weight(cells) + TIE
    whole = int(_key(columns, columns))
    total = math.lgamma(rows.sum() + 1) - math.fsum(math.lgamma(c + 1) for c in columns)
    order = np.lexsort((one.logs, one.keys))
    keys, logs = one.keys[order], one.logs[order]
    # Running sums within each key, scaled by the table's total so that nothing overflows.
    running = np.concatenate(([0.0], np.cumsum(np.exp(logs - logs.max()))))
    start = np.searchsorted(keys, whole - two.keys, side="left")
    end = np.searchsorted(keys, whole - two.keys, side="right")
    upto = _rank_within(logs, start, end, limit - two.logs)
    sums = running[upto] - running[start]
    return min(1.0, float((sums * np.exp(two.logs + logs.max() - total)).sum()))


def _rank_within(logs: FloatArray, start: IntArray, end: IntArray, limits: FloatArray) -> IntArray:
    """For each stretch start:end of ascending logs, the end of those at most the limit, by halving all at once."""
    low, high = start.copy(), end.copy()
    while (low < high).any():
        middle = (low + high) // 2
        inside = (low < high) & (logs[np.minimum(middle, logs.size - 1)] <= limits)
        low, high = np.where(inside, middle + 1, low), np.where(inside | (low >= high), high, middle)
    return low


@lru_cache(64)
def _log_factorial(most: int) -> FloatArray:
    """log k! for k from 0 to `most`."""
    found = np.array([math.lgamma(k + 1) for k in range(most + 1)])
    found.flags.writeable = False
    return found


def _log_weight(cells: IntArray) -> float:
    """log of the number of ways to fill the rows as observed: Π row! / Π cell!."""
    return math.fsum(math.lgamma(int(row.sum()) + 1) - math.fsum(math.lgamma(int(c) + 1) for c in row) for row in cells)


def _key(sums: IntArray, columns: IntArray) -> IntArray:
    """Column sums (all but the last, which follows) as one integer."""
    radix = np.cumprod(np.concatenate(([1], columns[:-2] + 1))) if columns.size > 1 else np.ones(1, dtype=np.int64)
    return np.asarray((sums[..., : columns.size - 1] * radix).sum(axis=-1), dtype=np.int64)


def _fill(rows: IntArray, columns: IntArray) -> _Half:
    """Every filling of these rows that keeps within the column totals."""
    used, logs = np.zeros((1, columns.size), dtype=np.int64), np.zeros(1)
    for total in rows:
        choices, weights = _allocations(int(total), columns)
        sums = (used[:, None, :] + choices[None, :, :]).reshape(-1, columns.size)
        combined = (logs[:, None] + weights[None, :]).reshape(-1)
        fits = (sums <= columns).all(axis=1)
        used, logs = sums[fits], combined[fits]
    return _Half(_key(used, columns), logs)


def _allocations(total: int, columns: IntArray) -> tuple[IntArray, FloatArray]:
    """All ways to divide a row's total over the columns, with the log of the multinomial coefficient."""
    log_factorial = _log_factorial(total)
    cells, left = np.zeros((1, 0), dtype=np.int64), np.array([total])
    for column in columns[:-1]:
        choices = np.minimum(left, column) + 1
        parents = np.repeat(np.arange(left.size), choices)
        taken = np.arange(parents.size) - np.repeat(np.cumsum(choices) - choices, choices)
        cells, left = np.column_stack((cells[parents], taken)), left[parents] - taken
    fits = left <= columns[-1]
    cells = np.column_stack((cells, left))[fits]
    return cells, log_factorial[total] - log_factorial[cells].sum(axis=1)


def _sampled(cells: IntArray, generator: np.random.Generator, replicates: int, enough: int) -> ExactTest:
    """Random tables with the observed margins, and the share no more likely than the observed."""
    observed = _relative_weights(cells[None, :, :])[0]
    draw = _drawn_pairs if cells.shape[1] == 2 else _drawn
    extreme = 0
    for done in range(0, replicates, _BATCH):
        weights = _relative_weights(draw(cells, generator, min(_BATCH, replicates - done)))
        places = np.flatnonzero(weights <= observed + TIE)
        if extreme + places.size >= enough:
            drawn = done + int(places[enough - extreme - 1]) + 1
            return ExactTest(enough / drawn, drawn)
        extreme += places.size
    return ExactTest((1 + extreme) / (replicates + 1), replicates)


def _relative_weights(tables: IntArray) -> FloatArray:
    """log of each table's probability, but for what all tables with these margins share."""
    log_factorial = _log_factorial(int(tables.max()))
    return np.asarray(-log_factorial[tables].sum(axis=(1, 2)))


def _drawn(cells: IntArray, generator: np.random.Generator, size: int) -> IntArray:
    """Tables with these margins, cell by cell."""
    tables = np.empty((size, *cells.shape), dtype=np.int64)
    left = np.repeat(cells.sum(axis=0)[None, :], size, axis=0)
    for row, total in enumerate(cells.sum(axis=1)):
        open_places = np.full(size, total)
        for column in range(cells.shape[1]):
            good, bad = left[:, column], left[:, column + 1 :].sum(axis=1)
            tables[:, row, column] = drawn = generator.hypergeometric(good, bad, open_places)
            left[:, column] -= drawn
            open_places = open_places - drawn
    return tables


def _drawn_pairs(cells: IntArray, generator: np.random.Generator, size: int) -> IntArray:
    """The same for two columns, where a row's share depends on one number: what the rows before it have left.

    Each draw is read from its cumulative distribution by a guide table (Chen & Asau 1974), five times as fast as
    asking NumPy for hypergeometric numbers.
    """
    rows = [int(total) for total in cells.sum(axis=1)]
    below, left = sum(rows), np.full(size, int(cells[:, 0].sum()))
    drawn = np.empty((len(rows), size), dtype=np.int64)
    for place, row in enumerate(rows[:-1]):
        below -= row
        least = int(left.min())
        cumulative = _cumulative(row, below, np.arange(least, int(left.max()) + 1))
        # one ascending sequence: the distribution for `least` left between 0 and 1, for one more between 1 and 2, …
        steps = (cumulative + np.arange(len(cumulative))[:, None]).ravel()
        guide = np.searchsorted(steps, np.arange(len(cumulative) * _GUIDES) / _GUIDES, side="right")
        wanted = left - least + generator.integers(_PARTS, size=size) / _PARTS
        found = guide[(wanted * _GUIDES).astype(np.int64)]
        early = np.flatnonzero(steps[found] <= wanted)
        while early.size:
            found[early] += 1
            early = early[steps[found[early]] <= wanted[early]]
        drawn[place] = taken = found - (left - least) * (row + 1)
        left = left - taken
    drawn[-1] = left
    return np.stack([drawn, np.array(rows)[:, None] - drawn]).T


def _cumulative(row: int, below: int, left: IntArray) -> FloatArray:
    """The distribution of the first cell of a row, given what is left for it and the rows below: a line per `left`."""
    log_factorial = _log_factorial(row + below)
    cell = np.arange(row + 1)
    others = left[:, None] - cell
    possible = (others >= 0) & (others <= below)
    others = np.clip(others, 0, below)
    ways = log_factorial[cell] + log_factorial[row - cell] + log_factorial[others] + log_factorial[below - others]
    logs = np.where(possible, -ways, -np.inf)
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    sums = np.cumsum(weights, axis=1)
    sums /= sums[:, -1:]
    return np.asarray(sums)
