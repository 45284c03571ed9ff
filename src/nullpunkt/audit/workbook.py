"""Reads a spreadsheet's XML: every sheet as tables, and everything that a reader would not see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from nullpunkt.audit.document import Document, DocumentTable
from nullpunkt.audit.xmlpart import attribute, local, parsed

_CELL = re.compile(r"([A-Z]+)(\d+)")
Grid = dict[int, dict[int, str]]


def read_workbook(parts: Mapping[str, bytes]) -> Document:
    """The workbook whose parts these are."""
    document = Document()
    book = parsed(parts.get("xl/workbook.xml", b""))
    if book is None:
        document.hidden_parts.append("a workbook that cannot be read")
        return document
    for element in book.iter():
        if local(element) == "sheet":
            if attribute(element, "state") in ("hidden", "veryHidden"):
                document.hidden_parts.append("a hidden sheet")
            document.texts.append(attribute(element, "name"))
        elif local(element) == "definedName":
            document.hidden_parts.append("a defined name")
    shared = _shared(parts)
    for name, part in parts.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml") and (root := parsed(part)) is not None:
            _sheet(root, shared, document)
    return document


def _shared(parts: Mapping[str, bytes]) -> list[str]:
    root = parsed(parts.get("xl/sharedStrings.xml", b"<sst/>"))
    return [] if root is None else ["".join(t.text or "" for t in item.iter() if local(t) == "t") for item in root]


def _sheet(root: Element, shared: list[str], document: Document) -> None:
    for element in root.iter():
        if local(element) in ("row", "col") and attribute(element, "hidden") in ("1", "true"):
            document.hidden_parts.append(f"a hidden {'row' if local(element) == 'row' else 'column'}")
        if local(element) == "f":
            document.hidden_parts.append("a formula")
    grid = _grid(root, shared)
    texts = [text for row in grid.values() for text in row.values() if text]
    document.texts += texts
    caption = grid[min(grid)].get(1, "") if grid else ""
    for header, *rows in _tables(grid):
        document.tables.append(DocumentTable(tuple(rows), header, caption))
        document.labels += [*header, *(row[0] for row in rows if row)]


def _grid(root: Element, shared: list[str]) -> Grid:
    grid: Grid = {}
    for cell in root.iter():
        place = _CELL.fullmatch(attribute(cell, "r")) if local(cell) == "c" else None
        if place is not None:
            grid.setdefault(int(place[2]), {})[_column(place[1])] = _value(cell, shared)
    return grid


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _value(cell: Element, shared: list[str]) -> str:
    kind = attribute(cell, "t")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in cell.iter() if local(part) == "t")
    value = next((part.text or "" for part in cell if local(part) == "v"), "")
    if kind == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    return value


def _tables(grid: Grid) -> Iterator[list[tuple[str, ...]]]:
    """Runs of rows with at least two cells, without a gap between them."""
    run: list[int] = []
    for number in [*sorted(grid), -1]:
        filled = number in grid and sum(bool(text) for text in grid[number].values()) >= 2
        if filled and (not run or number == run[-1] + 1):
            run.append(number)
            continue
        if len(run) > 1:
            width = max(max(grid[row]) for row in run)
            yield [tuple(grid[row].get(column, "") for column in range(1, width + 1)) for row in run]
        run = [number] if filled else []
