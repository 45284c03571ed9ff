"""`tables.xlsx`: every table of the report as a real table, its numbers as numbers.

Shares are stored 0–1 and shown as per cent, differences of shares in percentage points as they are read. An interval
becomes two columns. A cell without a published number holds text, so that nothing can be computed from it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import xlsxwriter

from nullpunkt.report.cells import cell_text
from nullpunkt.report.inline import plain
from nullpunkt.report.model import Cell, Chart, ColumnKind, Report, Span, Table, TableColumn
from nullpunkt.report.numbers import NumberStyle
from nullpunkt.writers.deterministic import moment, normalise
from nullpunkt.writers.notes import table_note
from nullpunkt.writers.office_package import excel_length, language_tag, office_name, printable

_FONT: dict[str, object] = {"font_name": "Calibri", "font_size": 11, "font_color": "#1d2733", "valign": "vcenter"}
_MUTED: dict[str, object] = {"font_color": "#4d5866"}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME = 31
_FIRST_ROW = 3
"""rows above the body: caption, the link back, the table's header"""


def render_xlsx(report: Report) -> bytes:
    """The workbook with all tables of the report."""
    written = io.BytesIO()
    book = _Book(report, written)
    sheets = _sheet_names(report.tables)
    book.contents(sheets)
    for table, sheet in zip(report.tables, sheets, strict=True):
        book.table(table, sheet=sheet)
    book.close()
    return normalise(written.getvalue(), day=report.date, language=language_tag(report.language))


@dataclass(frozen=True, slots=True)
class _Column:
    """A column as the sheet has it; an interval of the report is two of them."""

    shown: TableColumn
    source: int
    end: str = ""
    """for an interval: which end"""

    @property
    def is_text(self) -> bool:
        return self.shown.kind is ColumnKind.TEXT

    def cell(self, row: tuple[Cell, ...]) -> Cell:
        cell = row[self.source]
        if isinstance(cell, Span) and self.end:
            return cell.low if self.end == "low" else cell.high
        return cell

    def is_share(self, row: tuple[Cell, ...]) -> bool:
        span = row[self.source]
        return self.shown.kind is ColumnKind.SHARE or (isinstance(span, Span) and span.share)


class _Book:
    """A workbook in the making: the formats are made once each, since Excel allows 64 000 of them."""

    def __init__(self, report: Report, target: io.BytesIO) -> None:
        self.report = report
        self.words = report.words
        # an answer that begins with = or http must stay text
        safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(target, {"in_memory": True, "default_format_properties": _FONT, **safe})
        self.book.set_properties(
            {
                "title": printable(report.title),
                "subject": printable(report.subtitle),
                "created": moment(report.date).replace(tzinfo=None),
            }
        )
        self._names: set[str] = set()
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def close(self) -> None:
        self.book.close()

    def format(self, **properties: object) -> Any:  # xlsxwriter has no types
        key = tuple(properties.items())
        if key not in self._formats:
            self._formats[key] = self.book.add_format({**_FONT, **properties})
        return self._formats[key]

    def contents(self, sheets: tuple[str, ...]) -> None:
        """The first sheet: what the report is, and a link to every table."""
        sheet = self.book.add_worksheet(_sheet_name(self.words["contents"]))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 36)
        sheet.set_column(1, 1, 110)
        sheet.set_column(2, 2, 50)
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, printable(self.report.title), self.format(bold=True, font_size=18))
        sheet.write_string(1, 0, printable(self.report.subtitle), self.format(**_MUTED))
        row = 3
        if self.report.synthetic:
            sheet.write_string(2, 0, self.words["synthetic"], self._warning())
        for label, value in self.report.facts:
            sheet.write_string(row, 0, printable(label), self.format(**_MUTED))
            sheet.write_string(row, 1, printable(value), self.format(text_wrap=True))
            row += 1
        chapters = _chapters(self.report)
        for table, name in zip(self.report.tables, sheets, strict=True):
            row += 1
            link = self.format(font_color=self.report.palette.accent, underline=1)
            sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
            sheet.write_string(row, 1, printable(table.caption), self.format())
            sheet.write_string(row, 2, printable(chapters[table.id]), self.format(**_MUTED))
        self._page(sheet)

    def table(self, table: Table, *, sheet: str) -> None:
        """One sheet: the caption in A1, the table from row 3, the note below it."""
        page = self.book.add_worksheet(sheet)
        page.hide_gridlines(2)
        page.set_row(0, 24)
        page.write_string(0, 0, printable(table.caption), self.format(bold=True, font_size=14))
        self._link_back(page)
        columns = _columns(table, self.words)
        headers = _headers(columns)
        self._declare(page, table, headers=headers, columns=columns)
        for place, row in enumerate(table.rows):
            page.set_row(_FIRST_ROW + place, 19)
            for index, column in enumerate(columns):
                self._write(page, (_FIRST_ROW + place, index), column, row, bold=place in table.emphasis)
        for index, column in enumerate(columns):
            page.set_column(index, index, _width(column, headers[index], table.rows, text=self._text))
        page.freeze_panes(_FIRST_ROW, 1)
        self._below(page, table)
        self._page(page)

    def _link_back(self, page: Any) -> None:
        home = _sheet_name(self.words["contents"])
        link = self.format(font_color=self.report.palette.accent, underline=1)
        page.write_url(1, 0, f"internal:'{home}'!A1", link, self.words["contents"])

    def _declare(self, page: Any, table: Table, *, headers: list[str], columns: tuple[_Column, ...]) -> None:
        """The table object; an empty table gets one empty row, since Excel knows none without."""
        name = office_name(table.id, taken=self._names)
        self._names.add(name.casefold())
        page.set_row(_FIRST_ROW - 1, 32 if any(len(header) > 14 for header in headers) else 20)
        page.add_table(
            _FIRST_ROW - 1,
            0,
            _FIRST_ROW - 1 + max(1, len(table.rows)),
            len(columns) - 1,
            {
                "name": name,
                "style": "Table Style Light 1",
                "autofilter": False,
                "banded_rows": False,
                "first_column": True,
                "columns": [
                    {"header": header, "header_format": self._header(column)}
                    for header, column in zip(headers, columns, strict=True)
                ],
            },
        )

    def _write(self, page: Any, place: tuple[int, int], column: _Column, row: tuple[Cell, ...], *, bold: bool) -> None:
        cell = column.cell(row)
        style = _side(column) | ({"bold": True} if bold else {})
        if isinstance(cell, int | float):
            share = column.is_share(row)
            style["num_format"] = number_format(cell, column.shown, style=self._numbers, share=share)
            stored = round(cell * 100, 9) if column.shown.kind is ColumnKind.POINTS else cell
            page.write_number(*place, stored, self.format(**style))
            return
        style |= {"text_wrap": True} if column.is_text else _MUTED
        text = self._text(cell, column.shown)
        if text:
            page.write_string(*place, text, self.format(**style))
        else:
            page.write_blank(*place, None, self.format(**style))

    def _below(self, page: Any, table: Table) -> None:
        row = _FIRST_ROW + max(1, len(table.rows)) + 1
        for text in (plain(table_note(table, self.words)), self.words["synthetic"] if self.report.synthetic else ""):
            if text:
                page.write_string(row, 0, printable(text), self.format(italic=True, **_MUTED))
                row += 1

    def _page(self, page: Any) -> None:
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        # no repeated header rows on paper: Excel stores them as a hidden defined name
        page.set_footer(f"&L{printable(self.report.title).replace('&', '&&')}&R&P / &N")

    def _header(self, column: _Column) -> Any:
        return self.format(bold=True, text_wrap=True, valign="bottom", bottom=2, **_side(column))

    def _warning(self) -> Any:
        return self.format(bold=True, font_color=self.report.palette.contrast)

    @property
    def _numbers(self) -> NumberStyle:
        return self.report.chart_words.numbers

    def _text(self, cell: Cell, column: TableColumn) -> str:
        return printable(cell_text(cell, column, self.report.chart_words))


def _side(column: _Column) -> dict[str, object]:
    """Numbers to the right, text to the left, with air where text follows numbers."""
    if not column.is_text:
        return {"align": "right"}
    return {"align": "left", "indent": 1} if column.source else {"align": "left"}


def number_format(value: float, column: TableColumn, *, style: NumberStyle, share: bool) -> str:
    """Excel's format for a number: what is seen is what the report prints, also «<1 %» and «>99 %»."""
    fraction = "." + "0" * column.decimals if column.decimals else ""
    if share:
        printed = style.percent_number(value, column.decimals)
        if printed.startswith(("<", ">")):
            return f'"{printed}{style.percent}"'
        return f"0{fraction}{style.percent}"
    match column.kind:
        case ColumnKind.COUNT:
            return "#,##0"
        case ColumnKind.POINTS:
            return f"+0{fraction};\N{MINUS SIGN}0{fraction};0{fraction}"
        case _:
            return f"0{fraction}"


def _columns(table: Table, words: Mapping[str, str]) -> tuple[_Column, ...]:
    found: list[_Column] = []
    for source, column in enumerate(table.columns):
        if column.kind is ColumnKind.INTERVAL:
            for end in ("low", "high"):
                label = f"{column.label}: {words[f'interval_{end}']}"
                found.append(_Column(replace(column, label=label), source, end))
        else:
            found.append(_Column(column, source))
    return tuple(found)


def _headers(columns: tuple[_Column, ...]) -> list[str]:
    """Header texts as Excel demands them: none empty, none twice (letters' case does not count)."""
    headers: list[str] = []
    taken: set[str] = set()
    for number, column in enumerate(columns, 1):
        label = printable(column.shown.label).strip() or str(number)
        header, again = label, 2
        while header.casefold() in taken:
            header, again = f"{label} ({again})", again + 1
        taken.add(header.casefold())
        headers.append(header)
    return headers


def _chapters(report: Report) -> Mapping[str, str]:
    """The heading that each table stands under."""
    return {
        (block.table if isinstance(block, Chart) else block).id: section.title
        for section in report.sections
        for block in section.blocks
        if isinstance(block, Table | Chart)
    }


def _sheet_names(tables: Iterable[Table]) -> tuple[str, ...]:
    # the number in front keeps names apart that are cut alike
    return tuple(_sheet_name(f"{number} {table.caption}") for number, table in enumerate(tables, 1))


def _sheet_name(text: str) -> str:
    """At most 31 characters and none that Excel forbids, cut between words where that leaves enough."""
    name = " ".join(_FORBIDDEN.sub(" ", printable(text)).split())
    if excel_length(name) <= _LONGEST_SHEET_NAME:
        return name
    while excel_length(name) > _LONGEST_SHEET_NAME + 1:
        name = name[:-1]
    cut = name.rsplit(" ", 1)[0]
    return cut if _LONGEST_SHEET_NAME // 2 < excel_length(cut) <= _LONGEST_SHEET_NAME else name[:-1]


def _width(column: _Column, header: str, rows: tuple[tuple[Cell, ...], ...], *, text: Any) -> float:
    """A column's width in characters: room for its longest word and its cells, within reason."""
    longest = max((len(text(row[column.source], column.shown)) for row in rows), default=0)
    if column.is_text and column.source == 0:
        return float(min(max(longest, len(header), 16), 60) + 2)
    if column.is_text:
        return float(min(max(longest, 12), 40) + 2)
    word = max(len(word) for word in header.split())
    return float(min(max(longest, word, len(header) / 2, 9), 22) + 3)
