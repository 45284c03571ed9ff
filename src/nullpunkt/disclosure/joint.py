"""Complementary suppression where options are tied together: nominal questions and multiple choices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nullpunkt.disclosure.complementary import OTHER
from nullpunkt.disclosure.limits import Limits
from nullpunkt.disclosure.network import Network, Place
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
    """Everybody's row: where one category could be worked out from the others, another is hidden too.

    Later options are hidden before earlier ones, an order that says nothing about answers.
    """
    table = [[row] for row in totals]
    while _broken(table, None, limits, ties):
        shown = [option for option in reversed(range(len(table))) if not table[option][0].hidden]
        if not shown:
            return [complementary(column[0], limits) for column in table]
        option = next(
            (o for o in shown if not _broken(_with(table, {Place(o, 0)}, limits), None, limits, ties)), shown[0]
        )
        table = _with(table, {Place(option, 0)}, limits)
    return [column[0] for column in table]


def repair_table(columns: Table, totals: Sequence[Row], limits: Limits, ties: Ties) -> Table:
    """A breakdown's rows with as much more hidden as it takes; in the last resort all."""
    table, added = columns, list[Place]()
    while broken := _broken(table, totals, limits, ties):
        chosen = _fewest_that_help(table, totals, broken, limits, ties) or _next_row(table)
        if not chosen:
            return [
                [row if row.detail is Detail.SUPPRESSED else complementary(row, limits) for row in c] for c in table
            ]
        added += sorted(chosen, key=lambda place: (place.option, place.row))
        table = _with(table, chosen, limits)
    for place in reversed(added):
        assert place.row is not None
        trial = [list(column) for column in table]
        trial[place.option][place.row] = columns[place.option][place.row]
        if not _broken(trial, totals, limits, ties):
            table = trial
    return table


def _broken(table: Table, totals: Sequence[Row] | None, limits: Limits, ties: Ties) -> list[Place]:
    network = Network(table, totals, covering=ties.covering, exclusive=ties.exclusive)
    return network.broken(limits) + _small_remainder(table, limits)


def _small_remainder(table: Table, limits: Limits) -> list[Place]:
    """The rows of which nothing is shown, when all their answers together are fewer than any group may show."""
    rows = [row for row in range(len(table[0])) if all(c[row].detail is Detail.SUPPRESSED for c in table)]
    few = sum(table[0][row].n for row in rows) < limits.remainder_from
    return [Place(0, row) for row in rows] if few else []


def _with(table: Table, places: set[Place], limits: Limits) -> Table:
    return [
        [complementary(row, limits) if Place(option, i) in places else row for i, row in enumerate(column)]
        for option, column in enumerate(table)
    ]


def _fewest_that_help(
    table: Table, totals: Sequence[Row], broken: list[Place], limits: Limits, ties: Ties
) -> set[Place] | None:
    """The first of the smallest sets of cells that, hidden, leave fewer cells broken."""
    for places in _candidates(table, broken[0], ties):
        if len(_broken(_with(table, places, limits), totals, limits, ties)) < len(broken):
            return places
    return None


def _candidates(table: Table, place: Place, ties: Ties) -> list[set[Place]]:
    """Cells that close a ring with the broken one, the fewest newly hidden first, then the least missed."""
    sets = [_shown(table, ring) for ring in _rings(table, place, ties)]
    ranked = [(len(places), i, places) for i, places in enumerate(sets) if places]
    return [places for _, _, places in sorted(ranked, key=lambda entry: entry[:2])]


def _rings(table: Table, place: Place, ties: Ties) -> Iterator[set[Place]]:
    option, row = place.option, place.row
    others = [o for o in reversed(range(len(table))) if o != option]
    for there in _rows_in_order(table):
        if row is None:
            yield {Place(option, there)}
        elif there != row:
            if ties.covering:
                yield {Place(option, there)}
            for other in others:
                yield {Place(other, row), Place(option, there), Place(other, there)}


def _shown(table: Table, places: set[Place]) -> set[Place]:
    return {place for place in places if place.row is not None and not table[place.option][place.row].hidden}


def _rows_in_order(table: Table) -> list[int]:
    """Rows, the least missed first: merged small groups, then by size."""
    rows = table[0]
    return sorted(range(len(rows)), key=lambda i: (rows[i].group != OTHER, rows[i].n, i))


def _next_row(table: Table) -> set[Place]:
    """The shown cells of the least missed row that has any."""
    for row in _rows_in_order(table):
        places = _shown(table, {Place(option, row) for option in range(len(table))})
        if places:
            return places
    return set()
