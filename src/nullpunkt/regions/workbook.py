"""`region.xlsx`: the tidy table as a workbook, written row by row; sheets go on where one is full."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import xlsxwriter

from nullpunkt.analysis.model import Results
from nullpunkt.writers.deterministic import moment, normalise

MOST_ROWS = 1_000_000
"""of one sheet; Excel's own limit is 1 048 576"""
_TEXTS = frozenset({"unit", "name", "question", "item", "option", "statistic", "by", "group", "method", "status"})
_TAGS = {"nb": "nb-NO", "nn": "nn-NO"}


def workbook_of(table: Path, results: Results) -> bytes:
    """The workbook of a tidy table; numbers are numbers, everything else is text."""
    out = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, {"constant_memory": True, **safe})
    book.set_properties({"title": results.unit.name, "created": moment(results.wave.date).replace(tzinfo=None)})
    with table.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file, delimiter=";")
        header = next(lines)
        texts = [name in _TEXTS for name in header]
        sheet, row = None, MOST_ROWS
        for line in lines:
            if row >= MOST_ROWS:
                sheet, row = book.add_worksheet(), 1
                sheet.freeze_panes(1, 2)
                sheet.write_row(0, 0, header)
            assert sheet is not None
            for column, (cell, is_text) in enumerate(zip(line, texts, strict=True)):
                if cell:
                    number = None if is_text else _number(cell)
                    if number is None:
                        sheet.write_string(row, column, cell)
                    else:
                        sheet.write_number(row, column, number)
            row += 1
    book.close()
    tag = _TAGS.get(results.language, "en-GB")
    return normalise(out.getvalue(), day=results.wave.date, language=tag)


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return None
