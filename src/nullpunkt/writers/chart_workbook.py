"""The workbook inside a chart of a presentation: what «Edit data» opens, one sheet with what the slide shows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape

from nullpunkt.writers.deterministic import entry

SHEET = "Sheet1"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONSTANT_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>',
}
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="{{}}"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def chart_workbook(rows: Sequence[Sequence[str | float]], *, number_format: str) -> bytes:
    """A workbook with these cells; texts stay texts, whatever they begin with."""
    lines = "".join(f'<row r="{number}">{"".join(_cells(row, number))}</row>' for number, row in enumerate(rows, 1))
    sheet = (
        f'<worksheet xmlns="{_MAIN}"><cols><col min="1" max="1" width="40" customWidth="1"/></cols>'
        f"<sheetData>{lines}</sheetData></worksheet>"
    )
    styles = _STYLES.format(escape(number_format))
    parts = {**_CONSTANT_PARTS, "xl/styles.xml": styles, "xl/worksheets/sheet1.xml": sheet}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in parts.items():
            package.writestr(entry(name), (_HEAD + content).encode())
    return written.getvalue()


def column_letter(number: int) -> str:
    """Excel's name of a column, the first being 0; a chart has fewer than 26.

    >>> column_letter(1)
    'B'
    """
    return chr(ord("A") + number)


def _cells(row: Sequence[str | float], number: int) -> Iterator[str]:
    for place, cell in enumerate(row):
        name = f"{column_letter(place)}{number}"
        if isinstance(cell, str):
            if cell:
                yield f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
        else:
            yield f'<c r="{name}" s="1"><v>{cell!r}</v></c>'
