"""Delimited text: encoding and separator from the content, every cell as text.

No statistical detector: they call Norwegian cp1252 Turkish or Polish. No list of words for «missing»: «None» is an
answer.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from nullpunkt.errors import FileError
from nullpunkt.platforms.raw import HEAD_ROWS, RawSheet
from nullpunkt.readers.bounding_box import MAX_COLUMNS
from nullpunkt.readers.container import unreadable

DELIMITERS = ";,\t"
_SAMPLE = 1 << 18
_SAMPLE_ROWS = 40
_LONGEST_CELL = 1 << 20
_BLOCK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DOUBLY_ENCODED = ("Ã¥", "Ã¸", "Ã¦", "Ã…", "Ã˜", "Ã†", "â€")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file is written; `delimiter` is empty for a single column."""

    encoding: str
    delimiter: str
    skip: int = 0
    notes: tuple[str, ...] = ()


def read_delimited(path: Path) -> tuple[RawSheet, tuple[str, ...]]:
    """The file as one sheet, and what had to be guessed."""
    dialect = dialect_of(path)
    head = tuple(tuple(row) for row in islice(_rows(path, dialect), HEAD_ROWS))
    widest = max((len(row) for row in head), default=0)
    if widest > MAX_COLUMNS:
        raise FileError(
            f"{path.name} has {widest} columns, more than {MAX_COLUMNS}", hint="Is this an export of answers?"
        )
    if not any(cell.strip() for row in head for cell in row):
        raise FileError(f"{path.name} holds no text", hint="Export the answers again; this file is empty.")
    return RawSheet(file=path.name, name=None, head=head, rows=lambda: _rows(path, dialect)), dialect.notes


def dialect_of(path: Path) -> Dialect:
    """Encoding by mark, by validity, by zeros, else cp1252; delimiter by the most regular rows."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = file.read(_SAMPLE)
    notes: list[str] = []
    if encoding == "cp1252":
        notes.append(f"{path.name} was decoded as Windows-1252")
    if sum(sample.count(sign) for sign in _DOUBLY_ENCODED) > 1:
        notes.append(f"{path.name} looks doubly encoded («Ã¥» for «å»); export it again as UTF-8 if words look wrong")
    first, _, rest = sample.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return Dialect(encoding, first.strip()[4], skip=1, notes=tuple(notes))
    if first.rstrip("\r\n").lower() == "sep=\t":
        return Dialect(encoding, "\t", skip=1, notes=tuple(notes))
    return Dialect(encoding, _delimiter(sample, whole=not rest or len(sample) < _SAMPLE), notes=tuple(notes))


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4096)
        for mark, name in _MARKS:
            if start.startswith(mark):
                return name
        half = max(1, len(start) // 2)
        if start[1::2].count(0) > 0.6 * half:
            return "utf-16-le"
        if start[0::2].count(0) > 0.6 * half:
            return "utf-16-be"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            for block in iter(lambda: file.read(_BLOCK), b""):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _delimiter(sample: str, *, whole: bool) -> str:
    """The candidate with the highest share of rows at the commonest width above one; a tie goes to the wider."""
    best: tuple[float, int] = (0.0, 1)
    chosen = ""
    for candidate in DELIMITERS:
        widths = _widths(sample, candidate, whole=whole)
        if not widths:
            continue
        width, rows = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))
        score = (rows / len(widths), width)
        if width > 1 and score > best:
            best, chosen = score, candidate
    return chosen


def _widths(sample: str, delimiter: str, *, whole: bool) -> list[int]:
    try:
        rows = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), _SAMPLE_ROWS + 1))
    except csv.Error:
        return []
    if not whole and len(rows) <= _SAMPLE_ROWS:
        rows.pop()
    return [len(row) for row in rows[:_SAMPLE_ROWS] if row]


def _rows(path: Path, dialect: Dialect) -> Iterator[Sequence[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding=dialect.encoding, errors="replace", newline="") as file:
            rows: Iterator[list[str]] = csv.reader(file, delimiter=dialect.delimiter or "\x1f")
            yield from islice(rows, dialect.skip, None)
    except csv.Error:
        raise FileError(
            f"{path.name} cannot be split into cells: a quotation mark never closes, or a cell is endless",
            hint="Export the answers again, as Excel if the platform offers it.",
        ) from None
    except OSError as error:
        raise unreadable(path, error) from None
    except UnicodeError:
        raise FileError(f"{path.name} changes its encoding midway", hint="Export the answers again as UTF-8.") from None
