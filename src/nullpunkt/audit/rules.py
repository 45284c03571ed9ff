"""What can be read straight from the numbers: too few people, all or none, a hidden row that carries a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from nullpunkt.audit.findings import Finding, Kind
from nullpunkt.audit.published import EVERYBODY, Edition, ItemId, Place, Row, RowStatus, detail_statistic, places_of
from nullpunkt.audit.questionnaire import facts_of, status_of


def judge_edition(edition: Edition) -> Iterator[Finding]:
    """Everything wrong with the rows of one publication, each looked at by itself."""
    yield from _small_groups(edition)
    for item, rows in edition.by_item.items():
        yield from (finding for row in rows for finding in _row(edition, row))
        yield from _beyond_status(edition, item)
        yield from _order(edition, item)


def _small_groups(edition: Edition) -> Iterator[Finding]:
    for groups in edition.groups.values():
        for group in groups:
            if group.size is not None and 0 < group.size < edition.min_group:
                message = f"a group of {group.size} is published, the smallest allowed is {edition.min_group}"
                yield _about(edition, Kind.SMALL_GROUP, message, place=Place(group.by, group.code))


def _row(edition: Edition, row: Row) -> Iterator[Finding]:
    if row.status is RowStatus.SUPPRESSED:
        if row.has_numbers or row.n is not None or row.at_least or row.at_most:
            yield _of(edition, row, Kind.BEYOND_STATUS, "a hidden row carries a number")
        return
    if row.status is RowStatus.BAND and row.has_numbers:
        yield _of(edition, row, Kind.BEYOND_STATUS, "a band carries a number of its own")
    if row.n is None or not detail_statistic(row.statistic):
        return
    if 0 < row.n < edition.min_group:
        yield _of(edition, row, Kind.SMALL_GROUP, f"a number is shown for {row.n} answers")
    if row.status is RowStatus.PUBLISHED and row.count is not None and _plays_positive(edition, row):
        if row.count in (0, row.n) and row.n > 0:
            yield _of(edition, row, Kind.EXTREME, "all or none is shown as a number")
        elif row.count <= edition.band_width or row.count >= row.n - edition.band_width:
            yield _of(edition, row, Kind.EXTREME, "almost all or almost none is shown as a number")


def _plays_positive(edition: Edition, row: Row) -> bool:
    """Whether the row is what bands are about: the favourable share, or each option where nothing is favourable."""
    if row.statistic == "favourable":
        return True
    return row.statistic == "proportion" and not any(
        other.statistic == "favourable" for other in edition.by_item[row.item]
    )


def _beyond_status(edition: Edition, item: ItemId) -> Iterator[Finding]:
    """Details beside a favourable share that is a band or hidden."""
    for place, rows in places_of(edition.by_item[item]).items():
        favourable = edition.index.get((item, None, "favourable", place))
        if favourable is None or favourable.status is RowStatus.PUBLISHED:
            continue
        for row in rows:
            if row is not favourable and row.has_numbers and detail_statistic(row.statistic):
                yield _of(edition, row, Kind.BEYOND_STATUS, f"shown although the row is {favourable.status}")


def _order(edition: Edition, item: ItemId) -> Iterator[Finding]:
    """Rows in the file follow the order of the groups, never that of the values."""
    for by, groups in edition.groups.items():
        declared = [group.code for group in groups]
        seen: dict[tuple[str | None, str], list[str]] = {}
        for row in edition.by_item[item]:
            first = edition.index[row.item, row.option, row.statistic, row.place] is row
            if first and row.place.by == by and row.place.group in declared:
                seen.setdefault((row.option, row.statistic), []).append(row.place.group)
        for order in seen.values():
            if order != sorted(order, key=declared.index):
                message = "the rows do not stand in the order of the groups"
                yield _about(edition, Kind.ORDER, message, item=item, place=Place(by, None))
                break


def judge_derived(content: Mapping[str, Any], edition: Edition) -> Iterator[Finding]:
    """Changes, comparisons and indices of rows that are hidden, and indices finer than two decimals."""
    for name in ("changes", "benchmarks", "associations"):
        for row in content.get(name) or ():
            if isinstance(row, dict) and row.get("difference", row.get("estimate")) is not None:
                yield from _derived(edition, row, name)
    for row in content.get("indices") or ():
        if isinstance(row, dict) and row.get("by") is None:
            yield from _index(edition, row)
    yield from _response(content, edition)


def _derived(edition: Edition, row: Mapping[str, Any], name: str) -> Iterator[Finding]:
    item, place = ItemId(str(row.get("question")), row.get("item")), Place(row.get("by"), row.get("group"))
    if item not in edition.by_item or (name == "associations" and place.group is None):
        return
    if place.by is None:
        place = EVERYBODY
    facts = facts_of(item, (edition,))
    option = None if facts.favourable else row.get("option")
    if option is None and not facts.favourable:
        return
    if status_of(edition, item, facts, option=option, place=place) is not RowStatus.PUBLISHED:
        message = f"{name}: a number about a row that is hidden or a band"
        yield _about(edition, Kind.BEYOND_STATUS, message, item=item, place=place, option=option)


def _index(edition: Edition, row: Mapping[str, Any]) -> Iterator[Finding]:
    for name in ("estimate", "sd", "alpha"):
        value = row.get(name)
        if isinstance(value, Decimal) and -int(value.as_tuple().exponent) > 2:
            message = f"the {name} of an index over persons has more than two decimals"
            yield _about(edition, Kind.BEYOND_STATUS, message, item=ItemId(str(row.get("index")), None))


def _response(content: Mapping[str, Any], edition: Edition) -> Iterator[Finding]:
    for row in content.get("response") or ():
        if not isinstance(row, dict) or row.get("by") is None:
            continue
        place = Place(row.get("by"), row.get("group"))
        answered = row.get("answered")
        if row.get("status") == RowStatus.SUPPRESSED and any(row.get(k) is not None for k in ("answered", "rate")):
            if answered != 0 or row.get("rate") is not None:
                yield _about(edition, Kind.BEYOND_STATUS, "a hidden response rate carries a number", place=place)
        elif isinstance(answered, int) and 0 < answered < edition.min_group and row.get("status") != "suppressed":
            yield _about(edition, Kind.SMALL_GROUP, f"a response rate is shown for {answered} answers", place=place)
        if place.by in edition.groups and place.group not in {g.code for g in edition.groups[place.by or ""]}:
            yield _about(edition, Kind.SMALL_GROUP, "a response rate for a group that is not published", place=place)


def _of(edition: Edition, row: Row, kind: Kind, message: str) -> Finding:
    message = f"{row.statistic}: {message}"
    return _about(edition, kind, message, item=row.item, place=row.place, option=row.option, n=row.count)


def _about(
    edition: Edition,
    kind: Kind,
    message: str,
    *,
    item: ItemId | None = None,
    place: Place = EVERYBODY,
    option: str | None = None,
    n: int | None = None,
) -> Finding:
    return Finding(
        kind=kind,
        folder=edition.folder,
        wave=edition.wave,
        question=item.question if item else None,
        item=item.item if item else None,
        option=option,
        by=place.by,
        group=place.group,
        lower=n,
        upper=n,
        message=message,
    )
