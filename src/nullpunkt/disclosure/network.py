"""What a reader could work out when the options of a question are tied together row by row, exactly.

A nominal question's categories sum to the row's answers; a multiple choice's ticks are at least the row's answers. With
the totals per option that is a flow from rows through cells to options, so all ranges are whole numbers and are found
by walking cycles of one unit at a time from the truth. The ranges do not depend on the point one starts from: they are
a function of what is published.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nullpunkt.disclosure.limits import Limits
from nullpunkt.disclosure.primary import Row
from nullpunkt.disclosure.public import Detail
from nullpunkt.disclosure.walks import shortest_walk

Column = Sequence[Row]
"""One option's rows, in the order of the groups."""

UNBOUNDED = sys.maxsize


@dataclass(slots=True, repr=False)
class _Arc:
    """A quantity between two nodes, and the bounds that a reader knows for it."""

    start: int
    end: int
    flow: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the table; `row` None is the option's total."""

    option: int
    row: int | None


class Network:
    """The hidden cells of one question in one breakdown: `columns` by option, and the options' `totals`.

    `covering` is set for a multiple choice; `exclusive` is the place of its option «none of these», which nobody
    combines with another. Without totals the options' sums are free.
    """

    def __init__(
        self, columns: Sequence[Column], totals: Column | None, *, covering: bool, exclusive: int | None = None
    ) -> None:
        self._columns, self._totals = columns, totals
        rows = len(columns[0])
        self._hub = rows + len(columns)
        self._out: dict[int, list[_Arc]] = defaultdict(list)
        self._into: dict[int, list[_Arc]] = defaultdict(list)
        self._arcs: dict[Place, _Arc] = {}
        for row in range(rows):
            if covering:
                ticks, n = sum(column[row].positive for column in columns), columns[0][row].n
                self._add(_Arc(self._hub, row, ticks, n, UNBOUNDED))
            for option, column in enumerate(columns):
                if column[row].hidden:
                    low, high = _cell_bounds(columns, option, row, exclusive)
                    arc = _Arc(row, rows + option, column[row].positive, low, high)
                    self._arcs[Place(option, row)] = self._add(arc)
        for option, column in enumerate(columns):
            total = totals[option] if totals else None
            if total is None:
                self._add(_Arc(rows + option, self._hub, sum(row.positive for row in column), 0, UNBOUNDED))
            elif total.hidden:
                arc = _Arc(rows + option, self._hub, total.positive, total.low, total.high)
                self._arcs[Place(option, None)] = self._add(arc)

    def _add(self, arc: _Arc) -> _Arc:
        self._out[arc.start].append(arc)
        self._into[arc.end].append(arc)
        return arc

    def says_too_much(self, limits: Limits) -> bool:
        """Whether any hidden cell says more than it may."""
        return any(self._known(place, limits) for place in self._arcs)

    def range(self, place: Place) -> tuple[int, int]:
        """The smallest and largest value of a hidden cell that agree with all that is published."""
        arc = self._arcs[place]
        return arc.flow - self._room(arc, UNBOUNDED, up=False), arc.flow + self._room(arc, UNBOUNDED, up=True)

    def _known(self, place: Place, limits: Limits) -> bool:
        arc, row = self._arcs[place], self._row(place)
        if row.detail is Detail.BAND:
            up, down = row.high - arc.flow, arc.flow - row.low
            return self._room(arc, up, up=True) < up or self._room(arc, down, up=False) < down
        wanted = 1 if row.n >= limits.show_from else min(2, self._left_by_total(place, row))
        return self._room(arc, wanted, up=True) + self._room(arc, wanted, up=False) < wanted

    def _row(self, place: Place) -> Row:
        if place.row is not None:
            return self._columns[place.option][place.row]
        assert self._totals is not None
        return self._totals[place.option]

    def _left_by_total(self, place: Place, row: Row) -> int:
        """How wide the range is when nothing but the option's total is published: more cannot be asked for."""
        if self._totals is None:
            return row.n
        total = self._totals[place.option]
        low, high = (total.low, total.high) if total.hidden else (total.positive, total.positive)
        others = sum(other.n for other in self._columns[place.option]) - row.n
        return min(row.n, high) - max(0, low - others)

    def _room(self, arc: _Arc, wanted: int, *, up: bool) -> int:
        """By how much, at most `wanted`, the cell can be larger (or smaller) than it is."""
        wanted = min(wanted, arc.high - arc.flow if up else arc.flow - arc.low)
        start, end = (arc.end, arc.start) if up else (arc.start, arc.end)
        walked: list[tuple[_Arc, int]] = []
        room = 0
        while room < wanted and (path := shortest_walk(start, end, lambda node: self._steps(node, without=arc))):
            for step, change in path:
                step.flow += change
            walked += path
            room += 1
        for step, change in walked:
            step.flow -= change
        return room

    def _steps(self, node: int, *, without: _Arc) -> Iterator[tuple[int, list[tuple[_Arc, int]]]]:
        """Where one unit can move from a node, and the cell that is raised (+1) or lowered (-1) for it."""
        for arc in self._out[node]:
            if arc is not without and arc.flow < arc.high:
                yield arc.end, [(arc, 1)]
        for arc in self._into[node]:
            if arc is not without and arc.flow > arc.low:
                yield arc.start, [(arc, -1)]


def _cell_bounds(columns: Sequence[Column], option: int, row: int, exclusive: int | None) -> tuple[int, int]:
    """What is known of a hidden cell alone: its own bounds, and who cannot have ticked it besides «none of these»."""
    cell = columns[option][row]
    if exclusive is None:
        return cell.low, cell.high
    others = [columns[exclusive]] if option != exclusive else [c for i, c in enumerate(columns) if i != exclusive]
    taken = max((column[row].positive for column in others if not column[row].hidden), default=0)
    return cell.low, min(cell.high, cell.n - taken)
