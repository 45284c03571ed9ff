"""Ways to read a printed table: which published rows each of its cells is about.

A table knows no codes, only words. Its groups are recognised by their labels, its options and statements by their
order, which is that of `results.json`. Of several possible readings the one that accuses least is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nullpunkt.audit.document import DocumentTable
from nullpunkt.audit.published import EVERYBODY, Edition, Group, ItemFacts, ItemId, Place, Row, RowStatus
from nullpunkt.audit.questionnaire import facts_of
from nullpunkt.audit.resultsfile import RESPONSE

CellRows = Callable[[int, int], Sequence[Row]]
"""the published rows that the cell at (row, column) is about"""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a table is about: items of one question, by a breakdown or among all respondents."""

    items: tuple[ItemId, ...]
    by: str | None


@lru_cache(maxsize=64)
def subjects(edition: Edition) -> dict[str, Subject]:
    """Subjects by the table's id, as the report names them: `t-<question>[-<item>]-<by|all>`."""
    found = {plain_id("t", *parts, subject.by or "all"): subject for parts, subject in _named(edition)}
    return {**found, "t-response": _response(edition)}


@lru_cache(maxsize=64)
def charts(edition: Edition) -> dict[str, Subject]:
    """Subjects by the chart's id, which is its file's name: `<question>[-<item>][-by-<by>]`."""
    found = {
        plain_id(*parts, *(("by", subject.by) if subject.by else ())): subject for parts, subject in _named(edition)
    }
    return {**found, "response-rate": _response(edition)}


def _response(edition: Edition) -> Subject:
    """The table of response rates, which has a name of its own."""
    by = (row.place.by for row in edition.others if row.item == RESPONSE and row.place.by in edition.groups)
    return Subject((RESPONSE,), next(by, None))


def _named(edition: Edition) -> Iterator[tuple[tuple[str, ...], Subject]]:
    questions: dict[str, list[ItemId]] = {}
    for item in edition.everything:
        questions.setdefault(item.question, []).append(item)
    for by in (None, *edition.groups):
        for question, items in questions.items():
            yield (question,), Subject(tuple(items), by)
            for item in items:
                if item.item is not None:
                    yield (question, item.item), Subject((item,), by)


def plain_id(*parts: str) -> str:
    """An anchor: letters, digits, - and _."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", "-".join(parts))


def readings(table: DocumentTable, subject: Subject, edition: Edition) -> Iterator[CellRows]:
    """Every way to read the table as one about the subject."""
    facts = {item: facts_of(item, (edition,)) for item in subject.items}
    if subject.by is None:
        yield from _by_order(subject, edition, facts, lambda _: EVERYBODY)
        if len(subject.items) == 1:
            yield _by_value(subject.items[0], edition, facts[subject.items[0]])
        return
    down = [group_named(row[0] if row else "", edition, subject.by) for row in table.rows]
    across = [group_named(head, edition, subject.by) for head in table.header]
    if sum(group is not None for group in across) >= 2:
        yield from _by_order(subject, edition, facts, lambda column: _place(subject.by, across, column))
    if any(group is not None for group in down):
        yield from _by_group(table, subject, edition, facts, down)


def _by_order(
    subject: Subject,
    edition: Edition,
    facts: dict[ItemId, ItemFacts],
    place_of: Callable[[int], Place | None],
) -> Iterator[CellRows]:
    """Options or statements down the table, in the order of the questionnaire."""
    if len(subject.items) == 1:
        item = subject.items[0]
        options = (*facts[item].options, None)

        def option_rows(row: int, column: int) -> list[Row]:
            place = place_of(column)
            return [] if place is None or row >= len(options) else _rows(edition, item, options[row], place)

        yield option_rows

    def item_rows(row: int, column: int) -> list[Row]:
        place = place_of(column)
        if place is None or row >= len(subject.items):
            return []
        item = subject.items[row]
        if place == EVERYBODY:
            return [found for found in edition.everything[item] if found.place == place]
        return [found for option in _keys(facts[item]) for found in _rows(edition, item, option, place)]

    yield item_rows


def _by_value(item: ItemId, edition: Edition, facts: ItemFacts) -> CellRows:
    """Options down the table, the highest first and those without a number last."""
    found = [row for option in facts.options for row in _rows(edition, item, option, EVERYBODY)]
    shown = [row for row in found if row.status is RowStatus.PUBLISHED and row.estimate is not None]
    shown.sort(key=lambda row: row.estimate.middle if row.estimate else 0, reverse=True)
    others = [row for row in found if row not in shown]
    return lambda row, _column: [shown[row]] if row < len(shown) else others


def _by_group(
    table: DocumentTable,
    subject: Subject,
    edition: Edition,
    facts: dict[ItemId, ItemFacts],
    down: Sequence[Group | None],
) -> Iterator[CellRows]:
    """Groups down the table: one share a row, or statements across."""
    for item in subject.items:
        for option in _keys(facts[item]):

            def one_share(row: int, _column: int, item: ItemId = item, option: str | None = option) -> list[Row]:
                return _rows(edition, item, option, _down(subject.by, down, row), with_mean=option is None)

            yield one_share
    if len(subject.items) == len(table.header) - 1:

        def statements(row: int, column: int) -> list[Row]:
            item = subject.items[column - 1]
            place = _down(subject.by, down, row)
            return [found for option in _keys(facts[item]) for found in _rows(edition, item, option, place)]

        yield statements
    for item in subject.items:
        options = facts[item].options
        if len(options) == len(table.header) - 1:

            def shares(row: int, column: int, item: ItemId = item, options: tuple[str, ...] = options) -> list[Row]:
                return _rows(edition, item, options[column - 1], _down(subject.by, down, row))

            yield shares


def _keys(facts: ItemFacts) -> tuple[str | None, ...]:
    """What is told of an item group by group: its favourable share, else each option."""
    return (None,) if facts.favourable else facts.options


def _rows(edition: Edition, item: ItemId, option: str | None, place: Place, *, with_mean: bool = False) -> list[Row]:
    keys = [(item, option, "favourable" if option is None else "proportion", place)]
    if with_mean:
        keys += [(item, None, "mean", place), (item, None, "median", place)]
    return [edition.index[key] for key in keys if key in edition.index]


def _place(by: str | None, groups: Sequence[Group | None], number: int) -> Place | None:
    group = groups[number] if number < len(groups) else None
    return None if group is None else Place(by, group.code)


def _down(by: str | None, groups: Sequence[Group | None], row: int) -> Place:
    """A row that names no group is the one for all respondents."""
    return _place(by, groups, row) or EVERYBODY


def group_named(text: str, edition: Edition, by: str) -> Group | None:
    """The group that a heading names; its number of answers may follow in brackets."""
    plain = " ".join(text.casefold().split())
    for group in edition.groups.get(by, ()):
        label = " ".join(group.label.casefold().split())
        if plain == label or (plain.startswith(label) and plain[len(label) :].lstrip().startswith(("(n", "(", "n ="))):
            return group
    return None
