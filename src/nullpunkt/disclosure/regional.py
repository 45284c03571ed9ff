"""A region that holds all answers (mode B): which services' totals may be shown, given what municipalities show.

A total minus what is shown leaves the municipalities that hide the service. So a total is a candidate only where these
are none, or three with ten answers together, or with as many as any group needs that may show the question. A
follow-up's total also says how many were asked: it is a candidate where its filter's total is shown. Then totals are
dropped until, in the linked system of municipalities and services, no hidden number is known any more; and of what is
left, none is shown that would be a band for a municipality. Works on whole numbers, without a solver: from the true
numbers each hidden one is moved along closed walks of the network, which is possible exactly where it is not
determined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nullpunkt.disclosure.filters import sensitive
from nullpunkt.disclosure.limits import Limits, Scope, limits_for
from nullpunkt.disclosure.public import Detail, PublicRow, PublicTable, PublicTables
from nullpunkt.disclosure.walks import shortest_walk
from nullpunkt.survey.model import Condition, Item, ItemKey, Survey
from nullpunkt.tabulation.model import Tabulation

FEWEST_HIDING = 3
FEWEST_ANSWERS = 10

Node = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ServiceTotal:
    """Favourable answers of all in one service, over every municipality that has it."""

    key: ItemKey
    service: str
    count: int
    n: int
    units: int


@dataclass(frozen=True, slots=True, repr=False)
class RegionalUnit:
    """One municipality: what it shows, and what it counted."""

    unit: str
    tables: PublicTables
    tabulation: Tabulation


@dataclass(slots=True)
class _Cell:
    """Favourable answers of one municipality in one service: the true number and what an outsider knows of it."""

    block: Node
    service: Node
    count: int
    n: int
    low: int
    high: int
    need: int
    """how many other numbers must stay possible"""

    def room(self, *, up: bool) -> int:
        return self.high - self.count if up else self.count - self.low


@dataclass(frozen=True, slots=True)
class _Asked:
    """An item, and what holds for it in every municipality."""

    item: Item
    main: str
    services: tuple[str, ...]
    limits: Mapping[str, Limits]
    """by municipality"""
    filter_tells: frozenset[str]
    """services of which the region tells how many were asked"""

    @property
    def least(self) -> int:
        """Fewest answers that the municipalities which hide a service must have together."""
        return max(FEWEST_ANSWERS, *(limits.show_from for limits in self.limits.values()))

    @property
    def band_width(self) -> int:
        """The widest band of any municipality."""
        return max(limits.band_width for limits in self.limits.values())


def service_totals(units: Sequence[RegionalUnit], survey: Survey) -> Iterator[ServiceTotal]:
    """Every total that may be shown, item by item."""
    main = survey.main_breakdown
    if main is None or not units:
        return
    services = _services(survey, main)
    shown: dict[ItemKey, frozenset[str]] = {}
    for key, item in survey.items.items():
        if item.has_favourable and not item.background:
            is_sensitive = sensitive(survey, key.question)
            limits = {u.unit: limits_for(u.tables.policy, scope=Scope.MAIN, sensitive=is_sensitive) for u in units}
            tells = _filter_tells(item.asked_if, survey, shown, services)
            found = list(_item(_Asked(item, main, services, limits, tells), units))
            shown[key] = frozenset(total.service for total in found)
            yield from found


def _filter_tells(
    condition: Condition | None, survey: Survey, shown: Mapping[ItemKey, frozenset[str]], services: Sequence[str]
) -> frozenset[str]:
    """R8: the services in which the number who were asked is no more than the filter question's own total tells."""
    if condition is None:
        return frozenset(services)
    key = ItemKey(condition.question, condition.item)
    if key not in shown:
        return frozenset()
    options = survey.items[key].options
    valid = {option.code for option in options if option.valid}
    favourable = valid & {option.code for option in options if option.favourable}
    return shown[key] if set(condition.options) in (favourable, valid - favourable) else frozenset()


def _item(asked: _Asked, units: Sequence[RegionalUnit]) -> Iterator[ServiceTotal]:
    key, main, services = asked.item.key, asked.main, asked.services
    positive = [place for place, option in enumerate(asked.item.options) if option.favourable and option.valid]
    valid = [place for place, option in enumerate(asked.item.options) if option.valid]
    totals = {service: [0, 0, 0] for service in services}
    hiding = {service: [0, 0] for service in services}
    cells: list[_Cell] = []
    exact: set[Node] = set()
    for unit in units:
        counted = unit.tabulation.choices.get((key, main))
        if counted is None:
            continue
        known = _known_alone(unit.tables.by_key.get((key, None, main)), unit.tables, main)
        own: list[tuple[str, int, int]] = []
        for place, service in enumerate((*services, "")):
            count = int(counted.counts[place, positive].sum())
            n = int(counted.counts[place, valid].sum())
            if service and n:
                totals[service] = [a + b for a, b in zip(totals[service], (count, n, 1), strict=True)]
            if n and service not in known:
                own.append((service, count, n))
                if service:
                    hiding[service] = [a + b for a, b in zip(hiding[service], (1, n), strict=True)]
        found, sums = _blocks(unit, asked, own)
        cells += found
        exact |= sums
    enough = {service for service in asked.filter_tells if _enough(*hiding[service], least=asked.least)}
    candidates = {s for s in services if any(totals[s]) and (s in enough or not any(hiding[s]))}
    for service in _clean(cells, exact, candidates, {service: n for service, (_, n) in hiding.items()}):
        count, n, municipalities = totals[service]
        if asked.band_width < count < n - asked.band_width:
            yield ServiceTotal(key, service, count, n, municipalities)


def _services(survey: Survey, main: str) -> tuple[str, ...]:
    return tuple(option.code for option in getattr(survey.by_id[main], "options", ()))


def _enough(municipalities: int, answers: int, *, least: int) -> bool:
    return municipalities >= FEWEST_HIDING and answers >= least


def _known_alone(table: PublicTable | None, tables: PublicTables, main: str) -> frozenset[str]:
    """Services whose favourable answers the municipality shows in a group of their own."""
    if table is None:
        return frozenset()
    alone = _alone(tables, main)
    return frozenset(row.group for row in table.rows if row.group in alone and row.positive is not None)


def _alone(tables: PublicTables, main: str) -> frozenset[str]:
    groups = next((b.groups for b in tables.breakdowns if b.by == main), ())
    return frozenset(g.code for g in groups if g.members == (g.code,) and not g.with_not_stated)


def _blocks(unit: RegionalUnit, asked: _Asked, own: Sequence[tuple[str, int, int]]) -> tuple[list[_Cell], set[Node]]:
    """The hidden numbers of one municipality, in groups whose sum is known where it can be computed."""
    key, main = asked.item.key, asked.main
    table = unit.tables.by_key.get((key, None, main))
    total = unit.tables.by_key.get((key, None, None))
    groups = {g.code: g for b in unit.tables.breakdowns if b.by == main for g in b.groups}
    rows = {row.group: row for row in (table.rows if table else ()) if row.group is not None}
    home: dict[str, str] = {}
    for code, group in groups.items():
        for member in (*group.members, *([""] if group.with_not_stated else [])):
            home[member] = code
    pooled = (unit.unit, "")
    exact = {pooled} if total is not None and total.rows[0].positive is not None else set()
    cells = []
    for service, count, n in own:
        row = rows.get(home.get(service, ""))
        block = pooled
        if row is not None and row.positive is not None:
            block = (unit.unit, home[service])
            exact.add(block)
        small = n < asked.limits[unit.unit].show_from
        cells.append(_cell(service, count, n, row=row, block=block, small=small))
    return cells, exact


def _cell(service: str, count: int, n: int, *, row: PublicRow | None, block: Node, small: bool) -> _Cell:
    if row is None or row.detail is not Detail.BAND or row.group != service:
        return _Cell(block, ("service", service), count, n, low=0, high=n, need=min(2, n) if small else 1)
    low = 0 if row.at_least is None else min(count, row.at_least)
    high = n if row.at_most is None else max(count, min(n, row.at_most))
    return _Cell(block, ("service", service), count, n, low, high, need=high - low)


def _clean(
    cells: Sequence[_Cell], exact: set[Node], candidates: set[str], hiding: Mapping[str, int]
) -> tuple[str, ...]:
    """Candidates without those that would tell a hidden number; of those to blame the one with least behind it goes.

    What is determined with no total at all is the municipality's own doing and stops nothing here.
    """
    alone = _Network(cells, exact)
    hidden = [cell for cell in cells if cell.n and alone.is_free(cell)]
    shown = set(candidates)
    while shown:
        network = _Network(cells, exact | {("service", service) for service in shown})
        told = [cell for cell in hidden if not network.is_free(cell)]
        if not told:
            break
        linked = {service for service in shown if hiding[service]}
        suspects = {cell.service[1] for cell in told} & linked or linked
        shown.remove(min(suspects, key=lambda service: (hiding[service], service)))
    return tuple(service for service in hiding if service in shown)


class _Network:
    """Blocks on one side, services on the other; nodes without a known sum are joined outside."""

    def __init__(self, cells: Sequence[_Cell], exact: set[Node]) -> None:
        self._exact = exact
        self._at: dict[Node, list[_Cell]] = {}
        for cell in cells:
            self._at.setdefault(cell.block, []).append(cell)
            self._at.setdefault(cell.service, []).append(cell)
        self._open = [node for node in self._at if node not in exact]

    def is_free(self, cell: _Cell) -> bool:
        """Whether enough other numbers are possible in this cell; all cells are left as they were."""
        moved: list[tuple[_Cell, int]] = []
        steps = 0
        for up in (True, False):
            while steps < cell.need and self._move(cell, up=up, moved=moved):
                steps += 1
            for other, change in reversed(moved):
                other.count -= change
            moved.clear()
        return steps >= cell.need

    def _move(self, cell: _Cell, *, up: bool, moved: list[tuple[_Cell, int]]) -> bool:
        if cell.room(up=up) < 1:
            return False
        start, goal = (cell.service, cell.block) if up else (cell.block, cell.service)
        path = shortest_walk(start, goal, lambda node: self._steps(node, without=cell))
        if path is None:
            return False
        for other, change in [(cell, 1 if up else -1), *path]:
            other.count += change
            moved.append((other, change))
        return True

    def _steps(self, node: Node, *, without: _Cell) -> Iterator[tuple[Node, list[tuple[_Cell, int]]]]:
        """Where a node leads, and the cell that is raised or lowered so that every known sum stays."""
        at_block = node[0] != "service"
        for cell in self._at[node]:
            if cell is not without and cell.room(up=at_block) > 0:
                yield (cell.service if at_block else cell.block), [(cell, 1 if at_block else -1)]
        if node not in self._exact:
            for other in self._open:
                yield other, []
