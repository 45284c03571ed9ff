"""Reads `estimates.csv` as a spreadsheet would: `;` between cells, decimal comma."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from nullpunkt.audit.document import Document
from nullpunkt.audit.published import Row
from nullpunkt.audit.resultsfile import estimate_row

NEEDED = {"question", "statistic", "by", "group", "status"}
_REASONS = ("primary", "complementary", "secondary")


def read_csv_text(content: bytes) -> Document:
    """The cells as text, for the search for people."""
    document = Document()
    for row in _lines(content):
        cells = [cell for cell in row if cell]
        # a number with a decimal comma is no telephone number
        document.texts += [cell for cell in cells if not _number(cell)]
        if any(cell.casefold() in _REASONS for cell in cells):
            document.hidden_parts.append("a reason for hiding")
    return document


def rows_of(content: bytes) -> tuple[Row, ...] | None:
    """The estimates; None where the table is not the tidy one."""
    header, *lines = _lines(content) or [[]]
    if not set(header) >= NEEDED:
        return None
    return tuple(estimate_row(_named(header, line)) for line in lines if any(line))


def _lines(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig", errors="replace")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def _named(header: list[str], line: list[str]) -> Mapping[str, str | None]:
    return {name: cell or None for name, cell in zip(header, line, strict=False)}


def _number(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "").replace("-", "").isdigit() and ("," in cell or "." in cell)
