"""How a leak between formats is told."""

from __future__ import annotations

from typing import Any

from nullpunkt.audit.findings import Finding, Kind
from nullpunkt.audit.published import Edition, ItemId, Row


def leak(
    edition: Edition,
    file: str,
    message: str,
    *,
    row: Row | None = None,
    item: ItemId | None = None,
    by: str | None = None,
) -> Finding:
    """A number that stands in a file and is hidden in `results.json`."""
    item = row.item if row else item
    details: dict[str, Any] = {}
    if row is not None:
        details = {"option": row.option, "by": row.place.by, "group": row.place.group}
    elif by is not None:
        details = {"by": by}
    return Finding(
        kind=Kind.FORMAT_LEAK,
        folder=edition.folder,
        file=file,
        wave=edition.wave,
        question=item.question if item else None,
        item=item.item if item else None,
        message=message,
        **details,
    )
