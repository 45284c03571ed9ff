"""How large a sheet claims to be, before a library reserves room for all of it.

One stray cell at XFD1048576 makes calamine ask for 400 GB and the process is aborted, which nothing can catch. The
`dimension` element is not to be trusted, so the cells' own addresses are looked at: the last one of every row.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from nullpunkt.errors import FileError

MAX_CELLS = 30_000_000
"""About 700 MiB in the library that reads them."""
MAX_COLUMNS = 4_000
_BLOCK = 1 << 20
_LONGEST_ROW = 8 * _BLOCK
_ADDRESS = re.compile(rb""" r=["']([A-Z]{0,3})(\d{1,7})["']""")
_STRINGS = "xl/sharedStrings.xml"


def check_workbook(path: Path) -> None:
    """Raise a FileError when a sheet is too large to be opened, or the archive is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if member.filename == _STRINGS:
                    deque(_blocks(archive, member), maxlen=0)
                elif member.filename.endswith(".xml"):  # a sheet may have any name
                    check_extent(path, *_extent(_blocks(archive, member)))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise FileError(
            f"{path.name} is damaged: the workbook cannot be unpacked",
            hint="Export the answers again, or open the file in Excel and save a copy.",
        ) from None


def check_extent(path: Path, rows: int, columns: int) -> None:
    """Raise a FileError when a table of this size cannot be held."""
    if columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise FileError(
            f"{path.name} spans {rows} rows and {columns} columns, more than can be read "
            f"({MAX_COLUMNS} columns, {MAX_CELLS // 1_000_000} million cells)",
            hint="Often a single stray cell lies far out: copy the answers alone to a new workbook.",
        )


def _extent(blocks: Iterator[bytes]) -> tuple[int, int]:
    rows = columns = 0
    rest = b""
    for block in blocks:
        *whole, rest = (rest + block).split(b"row>")
        if len(rest) > _LONGEST_ROW:
            whole, rest = [*whole, rest], rest[-64:]
        for row in whole:
            row_number, column = _last_address(row)
            rows, columns = max(rows, row_number), max(columns, column)
    row_number, column = _last_address(rest)
    return max(rows, row_number), max(columns, column)


def _last_address(row: bytes) -> tuple[int, int]:
    """Row and column number of the last address in the bytes, (0, 0) where there is none."""
    at = row.rfind(b" r=")
    while at >= 0:
        if found := _ADDRESS.match(row, at):
            return int(found[2]), _column_number(found[1])
        at = row.rfind(b" r=", 0, at)
    return 0, 0


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member unpacked: one that is longer than it says fails its checksum here and not in the library."""
    with archive.open(member) as content:
        while block := content.read(_BLOCK):
            yield block
