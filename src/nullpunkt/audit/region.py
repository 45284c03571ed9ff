"""A region's sums minus what its municipalities publish: what is left over is somebody who is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nullpunkt.audit.findings import Finding, Kind
from nullpunkt.audit.published import Edition, Row, RowStatus


def regions_of(editions: Sequence[Edition]) -> Iterator[tuple[Edition, list[Edition]]]:
    """Every report on a region with those of the municipalities in it."""
    units = {edition.unit for edition in editions if edition.own}
    for region in editions:
        local = [
            edition
            for edition in editions
            if edition is not region and edition.own and edition.wave == region.wave and edition.unit != region.unit
        ]
        inside = [edition for edition in local if edition.compared] or local
        if region.region or (len(local) >= 2 and len(units) > 2 and _is_sum(region, local)):
            yield region, inside


def judge_region(region: Edition, local: Sequence[Edition]) -> Iterator[Finding]:
    """Regional counts whose difference to the published local ones singles out few people, or one municipality."""
    for row in region.rows:
        if row.status is not RowStatus.PUBLISHED or row.count is None or row.n is None:
            continue
        here = [_find(edition, row) for edition in local]
        shown = [found for found in here if found is not None and found.count is not None and found.n is not None]
        hidden = [found for found in here if found is not None and found.count is None]
        merged = sum(_is_merged(edition, row) for edition, found in zip(local, here, strict=True) if found is None)
        count = row.count - sum(found.count for found in shown if found.count is not None)
        n = row.n - sum(found.n for found in shown if found.n is not None)
        if n <= 0 or (not hidden and not merged):
            continue
        if len(hidden) + merged == 1 and (merged or hidden[0].status is not RowStatus.BAND):
            yield _finding(region, row, Kind.EXACT, count, "one municipality's hidden number is the difference")
        elif len(hidden) + merged == 1:
            yield _finding(region, row, Kind.NARROWED, count, "one municipality's band is the difference")
        elif n < region.min_group:
            yield _finding(region, row, Kind.REMAINDER, count, "the municipalities that are hidden are few together")
        elif count in (0, n):
            yield _finding(region, row, Kind.ALL_OR_NONE, count, "certain for all municipalities that are hidden")


def _is_sum(region: Edition, local: Sequence[Edition]) -> bool:
    """Whether the report is about all the others together: it has at least as many respondents as all of them."""
    sizes = [edition.respondents for edition in local]
    if region.respondents is None or any(size is None for size in sizes):
        return False
    return region.respondents >= sum(size for size in sizes if size is not None)


def _is_merged(edition: Edition, row: Row) -> bool:
    """Whether the municipality has the group, but only as a part of a larger one."""
    groups = edition.groups.get(row.place.by or "", ())
    return any(row.place.group in group.members and len(group.members) > 1 for group in groups)


def _find(edition: Edition, row: Row) -> Row | None:
    return edition.index.get((row.item, row.option, row.statistic, row.place))


def _finding(region: Edition, row: Row, kind: Kind, count: int, message: str) -> Finding:
    return Finding(
        kind=kind,
        folder=region.folder,
        wave=region.wave,
        question=row.item.question,
        item=row.item.item,
        option=row.option,
        by=row.place.by,
        group=row.place.group,
        lower=count,
        upper=count,
        message=message,
    )
