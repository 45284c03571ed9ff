"""Response files as they were opened: sheets of cells, read row by row and never kept whole by us."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

Cell = str | float | int | bool | datetime | date | time | timedelta

HEAD_ROWS = 60
"""How many rows from the top a platform may look at to recognise itself."""


@dataclass(frozen=True, slots=True)
class Variable:
    """What a statistics file itself says about one of its columns."""

    name: str
    label: str = ""
    value_labels: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, repr=False)
class RawSheet:
    """One table of cells: `head` is its first rows as text, `rows()` all of them from the first row on."""

    file: str
    name: str | None
    head: tuple[tuple[str, ...], ...]
    rows: Callable[[], Iterator[Sequence[Cell]]]
    visible: bool = True
    first_column: int = 0
    """Empty columns to the left that the rows do not hold."""
    variables: tuple[Variable, ...] = ()
    """One per column for a statistics file, which has no header row."""

    def place(self, index: int) -> str:
        """Where a column stands, as a person finds it: a letter in a sheet, a number in a text file."""
        return str(index + 1) if self.name is None else column_letters(index + self.first_column)


class DocumentKind(StrEnum):
    """A file that describes the questionnaire and holds no answers."""

    LIMESURVEY = "limesurvey"
    NETTSKJEMA = "nettskjema"


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """A codebook that lay beside the answers."""

    file: str
    kind: DocumentKind
    content: bytes


@dataclass(frozen=True, slots=True, repr=False)
class RawFiles:
    """All files of one export."""

    source: str
    sheets: tuple[RawSheet, ...]
    documents: tuple[Document, ...] = ()
    notes: tuple[str, ...] = ()


def column_letters(index: int) -> str:
    """A spreadsheet's name for its column number `index` (from 0).

    >>> column_letters(0), column_letters(27), column_letters(16383)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_text(cell: Cell) -> str:
    """A cell as the text that a person would have typed: whole numbers without «.0», dates in ISO form.

    >>> cell_text(5.0), cell_text(4.5), cell_text(True), cell_text(datetime(2020, 9, 16, 8, 41))
    ('5', '4.5', 'TRUE', '2020-09-16 08:41:00')
    """
    match cell:
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e17 else repr(cell)
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return cell.isoformat()
        case int() | timedelta():
            return str(cell)
