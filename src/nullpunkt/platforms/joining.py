"""Wide exports that continue on further sheets, row by row in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from nullpunkt.platforms.raw import Cell, RawSheet


def side_by_side(sheets: Sequence[RawSheet]) -> RawSheet:
    """The sheets as one, each padded to its own width; the name and places are the first sheet's."""
    if len(sheets) == 1:
        return sheets[0]
    widths = [max((len(row) for row in sheet.head), default=0) for sheet in sheets]

    def rows() -> Iterator[Sequence[Cell]]:
        for parts in zip_longest(*(sheet.rows() for sheet in sheets), fillvalue=()):
            yield [cell for part, width in zip(parts, widths, strict=True) for cell in _padded(part, width)]

    head = tuple(
        tuple(str(cell) for part, width in zip(parts, widths, strict=True) for cell in _padded(part, width))
        for parts in zip_longest(*(sheet.head for sheet in sheets), fillvalue=())
    )
    return replace(sheets[0], head=head, rows=rows)


def _padded(cells: Sequence[Cell], width: int) -> list[Cell]:
    return [*cells[:width], *[""] * (width - len(cells))]
