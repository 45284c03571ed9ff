"""How wide a table's columns are on paper, where a row of numbers must not break and a label may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.charts.text import width

_PADDING = 11.0
_WIDEST_LABEL = 0.55
"""of the page: a label column takes no more than this before it wraps"""
_UPRIGHT_FROM = 7
"""columns of numbers: fewer get wrapped headers, more get headers that are read from below"""


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """Widths in points, and whether the headers of the number columns stand upright."""

    widths: tuple[float, ...]
    upright: bool = False
    header_height: float = 0.0


@dataclass(frozen=True, slots=True)
class _Need:
    least: float
    wanted: float


def layout(
    headers: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: Sequence[bool], size: float, room: float
) -> ColumnLayout:
    """The layout of a table with this text size on a page with this room (points)."""
    needs = [
        _need(header, [row[index] for row in rows], number=numeric[index], size=size, room=room)
        for index, header in enumerate(headers)
    ]
    if sum(numeric) >= _UPRIGHT_FROM and sum(need.least for need in needs) > room:
        return _upright(headers, rows, numeric=numeric, size=size, room=room)
    return ColumnLayout(tuple(_shared(needs, room)))


def _need(header: str, cells: list[str], *, number: bool, size: float, room: float) -> _Need:
    words = [width(word, size, bold=True) for word in header.replace("/", "/ ").split()] or [0.0]
    widest = max((width(cell, size, bold=True) for cell in cells), default=0.0)
    if number:
        least = max(*words, widest) + _PADDING
        return _Need(least, max(least, width(header, size, bold=True) / 2 + _PADDING))
    longest = max((width(word, size, bold=True) for cell in cells for word in cell.split()), default=0.0)
    whole = max(widest, width(header, size, bold=True)) + _PADDING
    return _Need(min(max(*words, longest) + _PADDING, 0.4 * room), min(whole, _WIDEST_LABEL * room))


def _shared(needs: Sequence[_Need], room: float) -> list[float]:
    """What is wanted where there is room; else the least for each, and what is left after what is wanted."""
    wanted, least = sum(need.wanted for need in needs), sum(need.least for need in needs)
    if wanted <= room:
        return [need.wanted for need in needs]
    if least >= room:
        return [need.least / least * room for need in needs]
    part = (room - least) / (wanted - least)
    return [need.least + part * (need.wanted - need.least) for need in needs]


def _upright(
    headers: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: Sequence[bool], size: float, room: float
) -> ColumnLayout:
    bare = ["" if number else header for header, number in zip(headers, numeric, strict=True)]
    needs = [
        _need(header, [row[index] for row in rows], number=numeric[index], size=size, room=room)
        for index, header in enumerate(bare)
    ]
    tallest = max(width(header, size, bold=True) for header, number in zip(headers, numeric, strict=True) if number)
    return ColumnLayout(tuple(_shared(needs, room)), upright=True, header_height=min(tallest + 10, 150.0))
