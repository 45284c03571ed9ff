"""Cells into dictionary codes, column by column, in one pass over the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, islice, zip_longest

import numpy as np
from numpy.typing import NDArray

from nullpunkt.platforms.dates import DAY
from nullpunkt.platforms.raw import Cell, cell_text
from nullpunkt.responses.table import BLANK

CHUNK = 256
"""Rows turned into columns at a time: few enough that the cells stay in the processor's cache."""


@dataclass(frozen=True, slots=True, repr=False)
class Encoded:
    """One column: distinct texts in order of appearance, and for each row the place of its text or BLANK."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]


def encode(
    rows: Iterable[Sequence[Cell]], wanted: Sequence[int], *, days: Collection[int] = ()
) -> Mapping[int, Encoded]:
    """The wanted columns, dictionary-encoded; cells of every other column are passed over and never kept.

    Of the columns in `days` only the day of the time stamp is kept.

    Cells are compared as Python compares them while reading (fast), and by their text at the end, so that the number 5
    and the text "5" become one. Rows may be of different lengths; what is missing is blank.
    """
    books: list[defaultdict[Cell, int]] = [defaultdict(count().__next__) for _ in wanted]
    parts: list[list[NDArray[np.int32]]] = [[] for _ in wanted]
    iterator = iter(rows)
    while chunk := list(islice(iterator, CHUNK)):
        columns = tuple(zip_longest(*chunk, fillvalue=""))
        for index, book, codes in zip(wanted, books, parts, strict=True):
            cells = columns[index] if index < len(columns) else ("",) * len(chunk)
            if index in days:
                cells = tuple(map(_day, cells))
            codes.append(np.fromiter(map(book.__getitem__, cells), dtype=np.int32, count=len(chunk)))
    return {index: _by_text(book, codes) for index, book, codes in zip(wanted, books, parts, strict=True)}


def _day(cell: Cell) -> Cell:
    return cell.date() if isinstance(cell, datetime) else cell[:DAY] if isinstance(cell, str) else cell


def _by_text(book: Mapping[Cell, int], parts: Sequence[NDArray[np.int32]]) -> Encoded:
    values: dict[str, int] = {}
    places = np.empty(len(book), dtype=np.int32)
    for place, cell in enumerate(book):
        text = cell_text(cell)
        places[place] = values.setdefault(text, len(values)) if text.strip() else BLANK
    codes = np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)
    return Encoded(tuple(values), places[codes] if len(book) else codes)


def combine(columns: Iterable[Encoded], rows: int) -> NDArray[np.bool_]:
    """Which rows hold anything at all in these columns."""
    filled = np.zeros(rows, dtype=np.bool_)
    for column in columns:
        filled |= column.codes != BLANK
    return filled
