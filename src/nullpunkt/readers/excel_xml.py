"""Excel 2003 XML workbooks, one of SurveyXact's formats; read with a parser that refuses entities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import parse

from nullpunkt.errors import FileError
from nullpunkt.platforms.raw import HEAD_ROWS, Cell, RawSheet
from nullpunkt.readers.bounding_box import check_extent

_SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MOST_BYTES = 200 * 1024**2


def read_excel_xml(path: Path) -> tuple[RawSheet, ...]:
    """Every worksheet that holds cells."""
    if path.stat().st_size > _MOST_BYTES:
        raise FileError(f"{path.name} is too large for this format", hint="Save it as .xlsx in Excel.")
    try:
        root = parse(path, forbid_dtd=True).getroot()
        worksheets = [] if root is None else list(root.iter(f"{_SPACE}Worksheet"))
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise FileError(f"{path.name} is damaged: the XML cannot be read", hint="Export the answers again.") from None
    sheets = tuple(sheet for element in worksheets if (sheet := _sheet(path, element)).head)
    if not sheets:
        raise FileError(f"{path.name} holds no cells", hint="Export the answers again; this workbook is empty.")
    return sheets


def _sheet(path: Path, element: Element) -> RawSheet:
    rows = list(_rows(path, element))

    def stream() -> Iterator[Sequence[Cell]]:
        return iter(rows)

    head = tuple(tuple(row) for row in rows[:HEAD_ROWS])
    return RawSheet(file=path.name, name=element.get(f"{_SPACE}Name", ""), head=head, rows=stream)


def _rows(path: Path, element: Element) -> Iterator[list[str]]:
    number = 0
    for row in element.iter(f"{_SPACE}Row"):
        at = _index(row, number + 1)
        check_extent(path, at, 1)
        yield from ([] for _ in range(at - number - 1))
        number = at
        yield _cells(path, row)


def _cells(path: Path, row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{_SPACE}Cell"):
        at = _index(cell, len(cells) + 1)
        check_extent(path, 1, at)
        cells.extend([""] * (at - len(cells) - 1))
        content = cell.find(f"{_SPACE}Data")
        cells.append("" if content is None else "".join(content.itertext()))
    return cells


def _index(element: Element, following: int) -> int:
    """Rows and cells may skip ahead; never back."""
    stated = element.get(f"{_SPACE}Index", "")
    return max(int(stated), following) if stated.isdigit() and len(stated) < 9 else following
