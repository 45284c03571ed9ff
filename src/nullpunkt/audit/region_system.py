"""A region that holds all answers: its totals and what its municipalities publish, as one system of whole numbers.

The unknowns are the favourable answers of each service in each municipality. A service's regional total links all
municipalities that have the service; a municipality's own total links its services.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nullpunkt.audit.bounds import Bounds
from nullpunkt.audit.equations import MANY
from nullpunkt.audit.findings import Effort, Finding, Kind
from nullpunkt.audit.published import EVERYBODY, Edition, Group, ItemId, Place, Row, RowStatus
from nullpunkt.audit.system import ContradictionError, System

FAVOURABLE = "favourable"


@dataclass(frozen=True, slots=True)
class _Cell:
    """How many answered, and how many favourably, in one service of one municipality."""

    answered: int
    favourable: int


@dataclass(frozen=True, slots=True)
class _Target:
    """A number that a municipality does not show."""

    edition: Edition
    service: str
    cell: _Cell
    band: int | None
    """how many steps the band has that is shown in its place"""


@dataclass
class _Network:
    """One item over all municipalities; with `totals`, also the region's."""

    item: ItemId
    by: str
    system: System = field(default_factory=System)
    cells: dict[str, list[_Cell]] = field(default_factory=dict)
    """by service"""
    targets: list[_Target] = field(default_factory=list)

    def add(self, edition: Edition) -> None:
        """What one municipality publishes."""
        everybody = [cell for group in edition.groups.get(self.by, ()) for cell in self._group(edition, group)]
        sizes = [group.size for group in edition.groups.get(self.by, ())]
        if edition.respondents is None or None in sizes:
            everybody.append(self._cell(MANY))
        elif (left := edition.respondents - sum(size or 0 for size in sizes)) > 0:
            everybody.append(self._cell(left))
        self._observe(_row(edition, self.item, EVERYBODY), everybody)
        if self.item in edition.valid_totals:
            self.system.equal({cell.answered: 1 for cell in everybody}, edition.valid_totals[self.item])

    def _group(self, edition: Edition, group: Group) -> list[_Cell]:
        most = group.size if group.size is not None else edition.respondents or MANY
        cells = {member: self._cell(most) for member in sorted(group.members)}
        self.system.require({cell.answered: 1 for cell in cells.values()}, high=most)
        row = _row(edition, self.item, Place(self.by, group.code))
        self._observe(row, list(cells.values()))
        for service, cell in cells.items():
            self.cells.setdefault(service, []).append(cell)
            if len(cells) > 1 or row is None or row.count is None:
                self.targets.append(_Target(edition, service, cell, _steps(row) if len(cells) == 1 else None))
        return list(cells.values())

    def _cell(self, most: int) -> _Cell:
        cell = _Cell(self.system.variable(most), self.system.variable(most))
        self.system.require({cell.favourable: 1, cell.answered: -1}, high=0)
        return cell

    def _observe(self, row: Row | None, cells: Sequence[_Cell]) -> None:
        if row is None or row.n is None:
            return
        self.system.equal({cell.answered: 1 for cell in cells}, row.n)
        favourable = {cell.favourable: 1 for cell in cells}
        if row.count is not None:
            self.system.equal(favourable, row.count)
        elif row.status is RowStatus.BAND:
            low, high = row.band()
            self.system.require(
                favourable, low=None if low is None else low * row.n, high=None if high is None else high * row.n
            )

    def total(self, row: Row) -> None:
        """A service's total over every municipality that has it."""
        self._observe(row, self.cells.get(row.place.group or "", []))


def attack_region(region: Edition, local: Sequence[Edition]) -> tuple[list[Finding], Effort]:
    """Hidden numbers of municipalities that the region's totals tell, together with all that is published."""
    findings: list[Finding] = []
    effort = Effort()
    for item, rows in region.by_item.items():
        totals = [row for row in rows if _tells_more(row, local)]
        if totals:
            found, spent = _attack_item(region, local, item, totals)
            findings += found
            effort += spent
    return findings, effort


def _tells_more(row: Row, local: Sequence[Edition]) -> bool:
    """Whether a service's total is more than the sum of what the municipalities show of it."""
    if row.place.by is None or row.statistic != FAVOURABLE or row.count is None or row.n is None:
        return False
    shown = [found for edition in local if (found := _row(edition, row.item, row.place)) and found.count is not None]
    return (row.count, row.n) != (sum(one.count or 0 for one in shown), sum(one.n or 0 for one in shown))


def _attack_item(
    region: Edition, local: Sequence[Edition], item: ItemId, totals: Sequence[Row]
) -> tuple[list[Finding], Effort]:
    apart, linked = (_Network(item, totals[0].place.by or "") for _ in range(2))
    for network in (apart, linked):
        for edition in local:
            if item in edition.by_item:
                network.add(edition)
    for row in totals:
        linked.total(row)
    try:
        apart.system.propagate()
        linked.system.propagate()
    except ContradictionError:
        return [_contradiction(region, item)], Effort(tables_checked=1)
    before, after = Bounds(apart.system), Bounds(linked.system)
    findings = list(_judge(before, after, apart, linked))
    solves = before.solves + after.solves
    return findings, Effort(tables_checked=1, cells_bounded=len(linked.targets), solves=solves)


def _judge(before: Bounds, after: Bounds, apart: _Network, linked: _Network) -> Iterator[Finding]:
    """Targets that the totals narrow below what the policy asks for; what a municipality tells itself is not theirs."""
    for own, target in zip(apart.targets, linked.targets, strict=True):
        most = apart.system.upper[own.cell.answered]
        wanted = target.band or (min(2, most) if most < target.edition.min_group else 1)
        low, high = _range(after, target.cell, wanted)
        if high - low >= wanted:
            continue
        least, largest = _range(before, own.cell, wanted)
        if high - low < min(wanted, largest - least):
            kind = Kind.EXACT if low == high else Kind.NARROWED
            message = "the region's totals tell it, together with what the municipalities publish"
            yield Finding(
                kind=kind,
                folder=target.edition.folder,
                wave=target.edition.wave,
                question=linked.item.question,
                item=linked.item.item,
                by=linked.by,
                group=target.service,
                lower=low,
                upper=high,
                message=message,
            )


def _range(bounds: Bounds, cell: _Cell, wanted: int) -> tuple[int, int]:
    """The range of a cell's favourable answers, or a part of it that is wide enough."""
    terms = {cell.favourable: 1}
    seen = bounds.seen(terms)
    if seen and max(seen) - min(seen) >= wanted:
        return min(seen), max(seen)
    return bounds.smallest(terms).value, bounds.largest(terms).value


def _steps(row: Row | None) -> int | None:
    if row is None or row.status is not RowStatus.BAND or row.n is None:
        return None
    low, high = row.band()
    return row.n - round(low * row.n) if low is not None else None if high is None else round(high * row.n)


def _row(edition: Edition, item: ItemId, place: Place) -> Row | None:
    return edition.index.get((item, None, FAVOURABLE, place))


def _contradiction(region: Edition, item: ItemId) -> Finding:
    return Finding(
        kind=Kind.INCONSISTENT,
        folder=region.folder,
        wave=region.wave,
        question=item.question,
        item=item.item,
        certified=False,
        message="the region's totals and its municipalities' numbers contradict each other, or a report is missing",
    )
