"""A follow-up question is asked of those who gave a certain answer: its base says how many they were."""

from __future__ import annotations

from collections.abc import Mapping

from nullpunkt.audit.equations import ItemSystem
from nullpunkt.audit.published import Edition, ItemFacts, ItemId, Place, RowStatus, detail_statistic


def link_filters(built: ItemSystem, facts: Mapping[ItemId, ItemFacts]) -> None:
    """Adds what the follow-ups of an item, and the item's own filter, say about it."""
    for edition in built.editions:
        for child, known in facts.items():
            if known.asked_if is not None and known.asked_if[0] == built.item:
                _from_follow_up(built, edition, child, known.asked_if[1])
        own = facts[built.item].asked_if
        if own is not None:
            _from_filter(built, edition, own[0], own[1])


def _from_follow_up(built: ItemSystem, edition: Edition, child: ItemId, options: frozenset[str]) -> None:
    for place, n in _bases(edition, child).items():
        cells = built.cells_of(edition, place)
        if cells:
            built.system.require(built.answers(cells, options), low=n)


def _from_filter(built: ItemSystem, edition: Edition, parent: ItemId, options: frozenset[str]) -> None:
    chosen: dict[Place, dict[str, int]] = {}
    for row in edition.by_item.get(parent, ()):
        if row.statistic == "proportion" and row.option in options and row.count is not None:
            chosen.setdefault(row.place, {})[row.option] = row.count
    for place, counts in chosen.items():
        cells = built.cells_of(edition, place)
        if cells and len(counts) == len(options):
            built.system.require(built.answered(cells), high=sum(counts.values()))


def _bases(edition: Edition, item: ItemId) -> dict[Place, int]:
    return {
        row.place: row.n
        for row in edition.by_item.get(item, ())
        if row.n is not None and row.status is not RowStatus.SUPPRESSED and detail_statistic(row.statistic)
    }
