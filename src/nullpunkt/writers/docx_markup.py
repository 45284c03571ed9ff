"""WordprocessingML, piece by piece: each function returns a string, and the body is parsed once.

Word's order of elements matters: in `w:pPr` style, keepNext, borders, shading, justification; in `w:tcPr` width,
borders, direction, alignment.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from nullpunkt.writers.columns import ColumnLayout
from nullpunkt.writers.office_package import printable

TWIPS = 20
"""per point"""
LINE = "C5CCD4"
INK = "1D2733"
_SHORT = 14
"""rows of a table that is not broken over two pages"""
_RIGHT = '<w:jc w:val="right"/>'
_INDENT = '<w:ind w:left="120"/>'


def text(content: str) -> str:
    """Text that may stand in an element or in an attribute."""
    return escape(printable(content), quote=True)


def run(content: str, *, bold: bool = False, italic: bool = False, style: str = "") -> str:
    """A run of text; a tab in it is a tab."""
    marks = (f'<w:rStyle w:val="{style}"/>' if style else "") + "<w:b/>" * bold + "<w:i/>" * italic
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    parts = "<w:tab/>".join(f'<w:t xml:space="preserve">{text(part)}</w:t>' for part in content.split("\t"))
    return f"<w:r>{properties}{parts}</w:r>"


def paragraph(style: str, inner: str, *, keep: bool = False, properties: str = "") -> str:
    """A paragraph in the style with this id; `keep` holds it on the page of the next one."""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{text(style)}"/>{kept}{properties}</w:pPr>{inner}</w:p>'


def field(instruction: str, shown: str) -> str:
    """A field with its result: right before Word ever updates it."""
    return field_begin(instruction) + run(shown) + field_end()


def field_begin(instruction: str) -> str:
    """The beginning of a field whose result may run over several paragraphs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {text(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_end() -> str:
    """The end of a field."""
    return '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmark(name: str, inner: str, *, number: int) -> str:
    """A place that links lead to."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{text(name)}"/>'
    return f'{start}{inner}<w:bookmarkEnd w:id="{number}"/>'


def link_to(name: str, inner: str) -> str:
    """A link to a bookmark."""
    return f'<w:hyperlink w:anchor="{text(name)}" w:history="1">{inner}</w:hyperlink>'


def numbering(number: int) -> str:
    """What makes a paragraph an item of a list."""
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def picture(*, name: str, alt: str, number: int, size: tuple[int, int], relation: str, vector: str = "") -> str:
    """A picture in the line of text (size in EMU); `vector` is the relation of its SVG, which newer Word prefers."""
    width, height = size
    blip = f'<a:blip r:embed="{relation}"/>'
    if vector:
        blip = (
            f'<a:blip r:embed="{relation}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
            '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
            f'r:embed="{vector}"/></a:ext></a:extLst></a:blip>'
        )
    told = f'id="{number}" name="{text(name)}" descr="{text(alt)}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {told}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {told}/><pic:cNvPicPr/></pic:nvPicPr>"
        f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def table(*, rows: Sequence[str], widths: Sequence[float], caption: str, description: str, borders: str) -> str:
    """A table of ready rows; `caption` and `description` are what a screen reader says of it."""
    twips = [round(width * TWIPS) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblCaption w:val="{text(caption)}"/><w:tblDescription w:val="{text(description)}"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def border(side: str, *, size: int, colour: str) -> str:
    """A table's or a cell's border; size in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


def header_row(cells: str, *, height: float = 0) -> str:
    """A row that is repeated on every page and read as the table's header."""
    tall = f'<w:trHeight w:val="{round(height * TWIPS)}" w:hRule="atLeast"/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}<w:tblHeader/></w:trPr>{cells}</w:tr>"


def body_row(cells: str) -> str:
    """A row that is not broken over two pages."""
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def cell(content: str, *, width: float, properties: str = "") -> str:
    """A cell of ready paragraphs."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{round(width * TWIPS)}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def data_table(  # the one table that all of the report's tables are
    *,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: Sequence[bool],
    emphasis: Sequence[int],
    shape: ColumnLayout,
    style: str,
    caption: str,
    description: str,
) -> str:
    """A table with a header row, its first column heading the rows, numbers to the right."""
    # text that follows numbers gets some air, since they end where it begins
    sides = [_RIGHT if number else _INDENT * (place > 0) for place, number in enumerate(numeric)]
    head = "".join(
        _head_cell(header, width=width, side=side, upright=shape.upright and side == _RIGHT, style=style)
        for header, width, side in zip(headers, shape.widths, sides, strict=True)
    )
    # a short table stays on one page with its caption and note, a long one ends on the page of its note
    kept = range(len(rows)) if len(rows) <= _SHORT else range(len(rows) - 1, len(rows))
    body = [
        body_row(
            "".join(
                _body_cell(value, width=width, side=side, bold=place in emphasis, keep=place in kept, style=style)
                for value, width, side in zip(row, shape.widths, sides, strict=True)
            )
        )
        for place, row in enumerate(rows)
    ]
    lines = border("bottom", size=4, colour=LINE) + border("insideH", size=4, colour=LINE)
    return table(
        rows=[header_row(head, height=shape.header_height), *body],
        widths=shape.widths,
        caption=caption,
        description=description,
        borders=lines,
    )


def _head_cell(header: str, *, width: float, side: str, upright: bool, style: str) -> str:
    lines = f"<w:tcBorders>{border('bottom', size=8, colour=INK)}</w:tcBorders>"
    turned = '<w:textDirection w:val="btLr"/>' if upright else ""
    place = '<w:vAlign w:val="center"/>' if upright else '<w:vAlign w:val="bottom"/>'
    content = paragraph(style, run(header, bold=True), keep=True, properties="" if upright else side)
    return cell(content, width=width, properties=lines + turned + place)


def _body_cell(value: str, *, width: float, side: str, bold: bool, keep: bool, style: str) -> str:
    return cell(paragraph(style, run(value, bold=bold), keep=keep, properties=side), width=width)
