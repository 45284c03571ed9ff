"""Everything published about one item as one system of whole numbers: groups, totals, bands, means, intervals, filters.

Unknowns are the answers of each cell: the finest groups that all publications of the wave together can tell apart. With
one publication the cells are its groups, and what they leave over of the respondents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from nullpunkt.audit.intervals import counts_behind
from nullpunkt.audit.published import EVERYBODY, NOT_STATED, Edition, ItemFacts, ItemId, Place, Row, RowStatus
from nullpunkt.audit.system import System

MANY = 100_000
"""upper bound of a group whose size is nowhere said"""
COARSE = 1000
"""shares of an unknown base are taken in thousandths, outwards"""


@dataclass(frozen=True, slots=True)
class Cell:
    """Variables of one finest group: its size, who answered, and the answers by option."""

    members: frozenset[str]
    size: int
    answered: int
    answers: Mapping[str, int]


@dataclass
class ItemSystem:
    """The system of one item in one wave, and where in it every published row is."""

    item: ItemId
    facts: ItemFacts
    editions: Sequence[Edition]
    system: System = field(default_factory=System)
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    total: Cell = field(init=False)

    def __post_init__(self) -> None:
        sizes = [edition.respondents for edition in self.editions if edition.respondents is not None]
        self.total = self._cell(frozenset(), max(sizes, default=MANY))
        if sizes:
            self.system.equal({self.total.size: 1}, sizes[0])
        for by in self._breakdowns():
            self._partition(by)
        for edition in self.editions:
            if self.item in edition.valid_totals and not self.facts.multiple:
                self.system.equal({self.total.answered: 1}, edition.valid_totals[self.item])
            for row in edition.by_item.get(self.item, ()):
                self._observe(edition, row)

    def cells_of(self, edition: Edition, place: Place) -> list[Cell] | None:
        """The cells that make up a published group; None where the group is not known."""
        if place == EVERYBODY:
            return [self.total]
        members = self._members(edition, place)
        if members is None or place.by not in self.cells:
            return None
        return [cell for cell in self.cells[place.by] if cell.members <= members]

    def _members(self, edition: Edition, place: Place) -> frozenset[str] | None:
        """The options that a group is made of; «a+b» is two groups that a comparison of waves takes together."""
        by, code = place.by or "", place.group or ""
        known = [group for each in (edition, *self.editions) for group in each.groups.get(by, ())]
        options = frozenset().union(*(group.members for group in known))

        def one(part: str) -> frozenset[str] | None:
            named = next((group.members for group in known if group.code == part), None)
            return named or (frozenset({part}) if part in options else None)

        whole = one(code)
        if whole is not None:
            return whole
        parts = [one(part) for part in code.split("+")]
        return frozenset().union(*(part for part in parts if part)) if all(parts) else None

    def answered(self, cells: Sequence[Cell]) -> dict[int, int]:
        """The number who answered, as a sum of variables."""
        return {cell.answered: 1 for cell in cells}

    def answers(self, cells: Sequence[Cell], options: frozenset[str]) -> dict[int, int]:
        """The number who chose one of the options (for one option of a multiple choice: who ticked it)."""
        return {cell.answers[option]: 1 for cell in cells for option in self.facts.options if option in options}

    def _cell(self, members: frozenset[str], most: int) -> Cell:
        new = self.system.variable
        cell = Cell(members, new(most), new(most), {option: new(most) for option in self.facts.options})
        self.system.require({cell.answered: 1, cell.size: -1}, high=0)
        answers: dict[int, int] = dict.fromkeys(cell.answers.values(), 1)
        if not self.facts.multiple:
            self.system.equal({**answers, cell.answered: -1}, 0)
            return cell
        for variable in answers:
            self.system.require({variable: 1, cell.answered: -1}, high=0)
        self.system.require({**answers, cell.answered: -1}, low=0)
        for alone in sorted(self.facts.exclusive & cell.answers.keys()):
            others = {variable: 1 for option, variable in cell.answers.items() if option != alone}
            for variable in others:
                self.system.require({variable: 1, cell.answers[alone]: 1, cell.answered: -1}, high=0)
        return cell

    def _breakdowns(self) -> list[str]:
        said = {row.place.by for edition in self.editions for row in edition.by_item.get(self.item, ())}
        known = {by for edition in self.editions for by in edition.groups}
        return sorted(by for by in said if by is not None and by in known)

    def _partition(self, by: str) -> None:
        telling = [edition for edition in self.editions if edition.groups.get(by)]
        told = [group.members for edition in telling for group in edition.groups[by]]
        told += [members for edition in telling for members in self._compared(edition, by)]
        alike: dict[tuple[bool, ...], set[str]] = {}
        for member in sorted({NOT_STATED}.union(*told)):
            alike.setdefault(tuple(member in group for group in told), set()).add(member)
        cells = [self._cell(frozenset(group), self.system.upper[self.total.size]) for group in alike.values()]
        self.cells[by] = cells
        for group in (group for edition in telling for group in edition.groups[by]):
            if group.size is not None:
                self.system.equal({cell.size: 1 for cell in cells if cell.members <= group.members}, group.size)
        counted = any(edition.respondents is not None for edition in telling)
        for cell, inside in zip(cells, alike, strict=True):
            if not counted and not any(inside):  # groups are a partition unless a number says otherwise
                self.system.equal({cell.size: 1}, 0)
        for name in ("size", "answered"):
            parts = {getattr(cell, name): 1 for cell in cells}
            self.system.equal({**parts, getattr(self.total, name): -1}, 0)
        for option in self.facts.options:
            self.system.equal({**{cell.answers[option]: 1 for cell in cells}, self.total.answers[option]: -1}, 0)

    def _compared(self, edition: Edition, by: str) -> Iterator[frozenset[str]]:
        """Groups that only a comparison of waves has: several of one wave taken together."""
        places = dict.fromkeys(row.place for row in edition.by_item.get(self.item, ()) if row.place.by == by)
        for place in places:
            members = self._members(edition, place)
            if members is not None:
                yield members

    def _observe(self, edition: Edition, row: Row) -> None:
        cells = self.cells_of(edition, row.place)
        if cells is None:
            return
        base = self.answered(cells)
        if row.statistic in ("dont_know", "missing"):
            if row.n is not None and row.count is not None:
                self.system.require(base, high=row.n - row.count)
            return
        if row.n is not None:
            self.system.equal(base, row.n)
        if row.statistic == "mean":
            self._observe_mean(cells, row)
        elif row.statistic in ("proportion", "favourable"):
            chosen = self.facts.favourable if row.statistic == "favourable" else frozenset({row.option or ""})
            if terms := self.answers(cells, chosen):
                self._observe_share(terms, cells, row)

    def _observe_mean(self, cells: Sequence[Cell], row: Row) -> None:
        scores = self.facts.scores
        if row.estimate is None or row.weighted or scores is None:
            return
        points = {cell.answers[option]: scores[option] for cell in cells for option in self.facts.options}
        self._between(points, cells, row.n, (row.estimate.low, row.estimate.high))

    def _observe_share(self, terms: dict[int, int], cells: Sequence[Cell], row: Row) -> None:
        if row.count is not None:
            self.system.equal(terms, row.count)
            return
        if row.estimate is not None and not row.weighted:
            self._between(terms, cells, row.n, (row.estimate.low, row.estimate.high))
        if row.status is RowStatus.BAND:
            low, high = row.band()
            self._between(terms, cells, row.n, (low, high))
        possible = counts_behind(row)
        if possible:
            self.system.require(terms, low=min(possible), high=max(possible))

    def _between(
        self,
        terms: dict[int, int],
        cells: Sequence[Cell],
        n: int | None,
        bounds: tuple[Fraction | None, Fraction | None],
    ) -> None:
        """The sum is between these multiples of the number of answers."""
        low, high = bounds
        if n is not None:
            self.system.require(terms, low=None if low is None else low * n, high=None if high is None else high * n)
            return
        # large coefficients are more than the solver's arithmetic bears
        if low is not None:
            least = Fraction(floor(low * COARSE), COARSE)
            self.system.require({**terms, **{cell.answered: -least for cell in cells}}, low=0)
        if high is not None:
            most = Fraction(ceil(high * COARSE), COARSE)
            self.system.require({**terms, **{cell.answered: -most for cell in cells}}, high=0)
