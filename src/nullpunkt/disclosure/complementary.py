"""Complementary suppression: what a reader could work out about hidden rows, exactly, and what is hidden to stop it.

All rows that are shown count as completely known, whatever their detail. What is left, the total minus the known rows,
is a small system of whole numbers whose exact ranges have a closed form; nothing here is a float and nothing is solved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.disclosure.inference import Chain
from nullpunkt.disclosure.limits import Limits
from nullpunkt.disclosure.primary import Row, complementary
from nullpunkt.disclosure.public import Detail

OTHER = "_other"
"""The code of merged small groups: the first candidate for hiding, being least missed."""

FEWEST_EXACT = 2
"""A breakdown that would show fewer rows exactly, besides bands, is not shown."""


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


def repair(rows: Sequence[Row], positive: Sequence[bool], limits: Limits) -> tuple[Row, ...]:
    """The rows with more of them hidden until none says too much; in the last resort all.

    Rows are hidden in an order that says nothing about answers: merged small groups first, then by size. Whether to go
    on is decided as a reader who knows this would (`inference`).

    Where fewer than two rows could be shown exactly, all are hidden at once, whatever they hold. Else whoever sees that
    all are hidden could often tell why nothing less was enough: 2 favourable answers of 40, so both in one group. With
    all tables of that kind hidden, a row too small to be shown keeps every value that the total leaves, and a larger
    one two at least: fill the rows one after another until the total is used up, and one row at most is not extreme.
    """
    rows, chain = list(rows), Chain([row for row in rows if row.hidden], limits)
    order = hiding_order(rows)
    for place in (None, *order) if len(order) >= FEWEST_EXACT else ():
        if place is not None:
            rows[place] = complementary(rows[place], limits)
            chain.hide(rows[place])
        if not _says_too_much(rows, positive, chain):
            return tuple(rows)
    return tuple(row if row.detail is Detail.SUPPRESSED else complementary(row, limits) for row in rows)


def _says_too_much(rows: Sequence[Row], positive: Sequence[bool], chain: Chain) -> bool:
    hidden = [row for row in rows if row.hidden]
    if not hidden:
        return False
    return chain.says_too_much(sum(row.positive for row in hidden)) or _option_known(hidden, positive, chain.limits)


def _option_known(hidden: Sequence[Row], positive: Sequence[bool], limits: Limits) -> bool:
    """Whether it is certain that somebody in a row too small to be shown gave a certain answer, and how many."""
    remainder = [sum(counts) for counts in zip(*(row.counts for row in hidden), strict=True)]
    found = ranges([Unknown(row.n, row.low, row.high) for row in hidden], remainder, positive)
    small = (known for row, known in zip(hidden, found, strict=True) if 0 < row.n < limits.show_from)
    return any(low == high > 0 for known in small for low, high in known.options)


def hiding_order(rows: Sequence[Row]) -> list[int]:
    """Places of the rows that are shown, the least missed first."""
    shown = [i for i, row in enumerate(rows) if not row.hidden]
    return sorted(shown, key=lambda i: (rows[i].group != OTHER, rows[i].n, i))
