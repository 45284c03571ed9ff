"""Complementary suppression where options are tied together: nominal questions and multiple choices.

What is hidden first follows from the pattern of bands and small rows alone, which is public; only if a reader could
still work something out are whole rows hidden, one after another in a fixed order. A cleverer choice of cells would
hide less, and tell a reader who knows the algorithm why it was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nullpunkt.disclosure.complementary import OTHER
from nullpunkt.disclosure.limits import Limits
from nullpunkt.disclosure.network import Network
from nullpunkt.disclosure.primary import Row, complementary
from nullpunkt.disclosure.public import Detail

Table = list[list[Row]]
"""One list of rows per option."""


@dataclass(frozen=True, slots=True)
class Ties:
    """How options hang together: a covering question has at least one tick per respondent, else exactly one."""

    covering: bool
    exclusive: int | None = None


def repair_totals(totals: Sequence[Row], limits: Limits, ties: Ties) -> list[Row]:
    """Everybody's row: where a category could be worked out from the others, more are hidden, the last option first."""
    rows = list(totals)
    for option in reversed(range(len(rows))):
        if not _says_too_much([[row] for row in rows], None, limits, ties):
            break
        if not rows[option].hidden:
            rows[option] = complementary(rows[option], limits)
    return rows


def repair_table(columns: Table, totals: Sequence[Row], limits: Limits, ties: Ties) -> Table:
    """A breakdown's rows with more hidden until nothing says too much; in the last resort all."""
    table = [_without_inference(column) for column in columns]
    if not ties.covering:
        _pair_up(table, limits)
    for row in _least_missed_first(table):
        if not _says_too_much(table, totals, limits, ties):
            return table
        for column in table:
            if column[row].detail is not Detail.SUPPRESSED:
                column[row] = complementary(column[row], limits)
    return table


def _without_inference(column: Sequence[Row]) -> list[Row]:
    """An option's rows; where all of them are hidden, no row says any more that it was hidden for another's sake.

    That is the last resort for the option, as for any table. To go on from there, and hide the other options' rows for
    it, would empty the whole question because four people ticked «something else».
    """
    if all(row.detail is Detail.SUPPRESSED for row in column):
        return [replace(row, low=0, high=row.n) for row in column]
    return list(column)


def _says_too_much(table: Table, totals: Sequence[Row] | None, limits: Limits, ties: Ties) -> bool:
    if _small_remainder(table, limits):
        return True
    return Network(table, totals, covering=ties.covering, exclusive=ties.exclusive).says_too_much(limits)


def _small_remainder(table: Table, limits: Limits) -> bool:
    """Whether the answers of all rows of which nothing is shown are together fewer than any group may show."""
    left = [row.n for i, row in enumerate(table[0]) if all(column[i].detail is Detail.SUPPRESSED for column in table)]
    return bool(left) and sum(left) < limits.remainder_from


def _pair_up(table: Table, limits: Limits) -> None:
    """Give every hidden cell company in its row and in its column: alone it would be the sum minus the rest."""
    rows = _least_missed_first(table)
    while lonely := _lonely(table, rows):
        for option, row in lonely:
            if not table[option][row].hidden:
                table[option][row] = complementary(table[option][row], limits)


def _lonely(table: Table, rows: Sequence[int]) -> list[tuple[int, int]]:
    """The next cell that has to be hidden: beside the only hidden one of a row, else of a column."""
    options = list(reversed(range(len(table))))
    in_row = {row: sum(column[row].hidden for column in table) for row in rows}
    in_column = {option: sum(cell.hidden for cell in table[option]) for option in options}
    for row in rows:
        if in_row[row] == 1:
            shown = [option for option in options if not table[option][row].hidden]
            return [(max(shown, key=lambda option: min(in_column[option], 2)), row)]
    for option in options:
        if in_column[option] == 1:
            others = [row for row in rows if not table[option][row].hidden]
            return [(option, max(others, key=lambda row: bool(in_row[row])))]
    return []


def _least_missed_first(table: Table) -> list[int]:
    """Places of the rows: merged small groups, then by size."""
    rows = table[0]
    return sorted(range(len(rows)), key=lambda i: (rows[i].group != OTHER, rows[i].n, i))
