"""The export as it was found, in one canonical layout whatever platform it came from.

Columns are dictionary-encoded while they are read: each distinct text is kept once, the rows hold numbers. So matching
and coding look at a few dozen distinct texts, never at every cell, and a personal column is dropped before it is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

BLANK = -1
"""Nothing in the cell, or a respondent who did not answer."""
NOT_ASKED = -2
"""The platform says, or the questionnaire's filter tells, that the respondent never saw the question."""


class Layout(StrEnum):
    """How a column holds its answers."""

    CELL = "cell"
    """One answer a cell."""
    JOINED = "joined"
    """Several answers a cell, joined by `separator`."""
    INDICATOR = "indicator"
    """One option of a multiple choice: the column's values are exactly ("0", "1")."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `codes[i]` is an index into `values`, `BLANK` or `NOT_ASKED` (int32, one per row)."""

    header: str
    """The question's text (or code) as exported, for matching and for messages."""
    place: str
    """Where it stands, as a person finds it: "F" in a sheet, "7" in a text file."""
    values: tuple[str, ...] = field(repr=False)
    codes: NDArray[np.int32] = field(repr=False)
    layout: Layout = Layout.CELL
    separator: str = ";"
    name: str = ""
    """The platform's variable name, where it has one besides the text."""
    part: str = ""
    """Grid row, or option of a multiple choice, where the platform tells it apart from the stem."""
    part_name: str = ""
    """The code of that row or option, where the platform has one."""
    otherwise: Mapping[str, int] = field(default_factory=dict)
    """What a text means where no option is worded so: `BLANK` («refused») or `NOT_ASKED` («N/A», question hidden)."""


@dataclass(frozen=True, slots=True)
class DroppedColumn:
    """A column that was not read: personal data, or the platform's own book-keeping."""

    header: str
    place: str
    role: str
    """name, email, ip, phone, key, time, status, other"""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that are no answers: `reason` is a stable word (invited_only, declined, in_progress, test, empty)."""

    reason: str
    rows: int


@dataclass(frozen=True, slots=True)
class Recognition:
    """What platform the export is from, and why we think so."""

    platform: str
    title: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawTable:
    """One wave's answers as exported: `row_numbers[i]` is row i's number in the file (int64)."""

    source: str
    sheet: str | None
    recognition: Recognition
    columns: tuple[Column, ...]
    row_numbers: NDArray[np.int64]
    dropped: tuple[DroppedColumn, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    respondent_keys: NDArray[np.int64] | None = None
    """The platform's respondent id as a number without meaning: equal numbers are the same respondent."""
    complete: NDArray[np.bool_] | None = None
    """Whether the platform says that the respondent pressed «send»; None where it does not tell."""
    period: tuple[date, date] | None = None
    """First and last day of answering."""
    notes: tuple[str, ...] = ()
    """What the reader had to do, in plain words (decoded as cp1252, notes sheet skipped)."""

    @property
    def rows(self) -> int:
        """Number of answer rows."""
        return len(self.row_numbers)
