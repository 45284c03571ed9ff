"""Complementary suppression: what a reader could work out about hidden rows, exactly, and what is hidden to stop it.

All rows that are shown count as completely known, whatever their detail. What is left, the total minus the known rows,
is a small system of whole numbers whose exact ranges have a closed form; nothing here is a float and nothing is solved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.disclosure.limits import Limits
from nullpunkt.disclosure.primary import Row, complementary
from nullpunkt.disclosure.public import Detail

OTHER = "_other"
"""The code of merged small groups: the first candidate for hiding, being least missed."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A hidden row as a reader sees it: `n` answers of which `low`…`high` are favourable."""

    n: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Range:
    """The exact smallest and largest values that agree with all that is published."""

    positive: tuple[int, int]
    options: tuple[tuple[int, int], ...]


def ranges(unknown: Sequence[Unknown], remainder: Sequence[int], positive: Sequence[bool]) -> list[Range]:
    """Ranges of every hidden row when the rows together hold `remainder` (one number per option).

    The system is a network: row → favourable or not → option. So a row's favourable answers range over what its own
    bounds and the others' bounds leave, and an option over what the row and the option's other holders leave.
    """
    favourable = sum(count for count, yes in zip(remainder, positive, strict=True) if yes)
    rest = sum(remainder) - favourable
    lows, highs = sum(row.low for row in unknown), sum(row.high for row in unknown)
    found = []
    for row in unknown:
        low = max(row.low, favourable - (highs - row.high))
        high = min(row.high, favourable - (lows - row.low))
        options = tuple(
            (max(0, low - (favourable - count)), min(count, high))
            if yes
            else (max(0, row.n - high - (rest - count)), min(count, row.n - low))
            for count, yes in zip(remainder, positive, strict=True)
        )
        found.append(Range((low, high), options))
    return found


def violations(rows: Sequence[Row], positive: Sequence[bool], limits: Limits) -> int:
    """How many hidden rows say more than they may, given everything that is shown of this table."""
    hidden = [row for row in rows if row.hidden]
    if not hidden:
        return 0
    remainder = [sum(counts) for counts in zip(*(row.counts for row in hidden), strict=True)]
    found = ranges([Unknown(row.n, row.low, row.high) for row in hidden], remainder, positive)
    broken = sum(_broken(row, known, limits) for row, known in zip(hidden, found, strict=True))
    return broken + _small_remainder(hidden, limits)


def _small_remainder(hidden: Sequence[Row], limits: Limits) -> bool:
    """Whether the answers of all suppressed rows together are fewer than any group may show."""
    left = [row.n for row in hidden if row.detail is Detail.SUPPRESSED]
    return bool(left) and sum(left) < limits.remainder_from


def _broken(row: Row, known: Range, limits: Limits) -> bool:
    low, high = known.positive
    if row.detail is Detail.BAND:
        return low > row.low or high < row.high
    if row.n >= limits.show_from:
        return low == high or low >= row.n or high <= 0
    exact = any(least == most > 0 for least, most in known.options)
    return high - low < min(2, row.n) or (row.n > 0 and exact)


def repair(rows: Sequence[Row], positive: Sequence[bool], limits: Limits) -> tuple[Row, ...]:
    """The rows with as few more of them hidden as it takes; in the last resort all.

    Candidates come in an order that says nothing about answers: merged small groups first, then by size. What was
    hidden on the way and turns out not to be needed is shown again.
    """
    rows = list(rows)
    added: list[tuple[int, Row]] = []
    while violations(rows, positive, limits):
        candidates = hiding_order(rows)
        if not candidates:
            return tuple(row if row.detail is Detail.SUPPRESSED else complementary(row, limits) for row in rows)
        chosen = next((i for i in candidates if _settles(rows, i, positive, limits)), candidates[0])
        added.append((chosen, rows[chosen]))
        rows[chosen] = complementary(rows[chosen], limits)
    for place, shown in reversed(added[:-1]):
        hidden, rows[place] = rows[place], shown
        if violations(rows, positive, limits):
            rows[place] = hidden
    return tuple(rows)


def hiding_order(rows: Sequence[Row]) -> list[int]:
    """Places of the rows that are shown, the least missed first."""
    shown = [i for i, row in enumerate(rows) if not row.hidden]
    return sorted(shown, key=lambda i: (rows[i].group != OTHER, rows[i].n, i))


def _settles(rows: list[Row], place: int, positive: Sequence[bool], limits: Limits) -> bool:
    trial = [*rows[:place], complementary(rows[place], limits), *rows[place + 1 :]]
    return not violations(trial, positive, limits)
