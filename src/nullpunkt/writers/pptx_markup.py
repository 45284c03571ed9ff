"""DrawingML, piece by piece: what stands on most slides is written as text and parsed once.

A call of python-pptx for each run, cell and frame takes longer than all that is computed for the slide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from nullpunkt.writers.office_package import colour, printable

_TABLE_STYLE = "{3B4B98B0-60AC-42C2-AFA5-B58CD77FA1E5}"
"""PowerPoint's own «Light Style 1 – Accent 1»: lines, and no field of colour behind the row headings"""
_CELL_MARGIN = 40_000


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def markup(self) -> str:
        """Its corner and size."""
        return f'<a:off x="{self.left}" y="{self.top}"/><a:ext cx="{self.width}" cy="{self.height}"/>'


def text(content: str) -> str:
    """Text that may stand in an element or in an attribute."""
    return escape(printable(content), quote=True)


def run(
    content: str, *, language: str, size: float = 0, bold: bool = False, italic: bool = False, look: str = ""
) -> str:
    """A run of text; `look` is its fill and font."""
    points = f' sz="{round(size * 100)}"' if size else ""
    marks = ' b="1"' * bold + ' i="1"' * italic
    return f'<a:r><a:rPr lang="{language}"{points}{marks}>{look}</a:rPr><a:t>{text(content)}</a:t></a:r>'


def filled(hexadecimal: str) -> str:
    """A fill of one colour."""
    return f'<a:solidFill><a:srgbClr val="{colour(hexadecimal)}"/></a:solidFill>'


def text_box(runs: str, *, box: Box, number: int, name: str) -> str:
    """A box with one paragraph of running text."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{text(name)}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm>{box.markup}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        '<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"><a:spAutoFit/></a:bodyPr><a:lstStyle/>'
        f"<a:p>{runs}</a:p></p:txBody></p:sp>"
    )


def picture(relation: str, *, box: Box, number: int, name: str, alternative: str) -> str:
    """A picture with its text alternative."""
    return (
        f"<p:pic><p:nvPicPr>{_told(number, name, alternative)}"
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr><a:xfrm>{box.markup}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def chart(relation: str, *, box: Box, number: int, name: str, alternative: str) -> str:
    """The place of a chart that is a part of its own."""
    kind = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    inner = f'<c:chart xmlns:c="{kind}" r:id="{relation}"/>'
    return _frame(kind, inner, box=box, told=_told(number, name, alternative))


def table(
    rows: Sequence[Sequence[str]],
    *,
    numeric: Sequence[bool],
    widths: Sequence[int],
    size: int,
    language: str,
    box: Box,
    number: int,
    name: str,
    alternative: str,
) -> str:
    """A native table, its first row and column heading the others, numbers to the right."""
    grid = "".join(f'<a:gridCol w="{width}"/>' for width in widths)
    lines = "".join(
        f'<a:tr h="{box.height // len(rows)}">'
        + "".join(
            _cell(cell, right=right, size=size, language=language) for cell, right in zip(row, numeric, strict=True)
        )
        + "</a:tr>"
        for row in rows
    )
    inner = (
        f'<a:tbl><a:tblPr firstRow="1" firstCol="1"><a:tableStyleId>{_TABLE_STYLE}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{grid}</a:tblGrid>{lines}</a:tbl>"
    )
    kind = "http://schemas.openxmlformats.org/drawingml/2006/table"
    return _frame(kind, inner, box=box, told=_told(number, name, alternative))


def _told(number: int, name: str, alternative: str) -> str:
    return f'<p:cNvPr id="{number}" name="{text(name)}" descr="{text(alternative)}"/>'


def _frame(kind: str, inner: str, *, box: Box, told: str) -> str:
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{told}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f'<p:xfrm>{box.markup}</p:xfrm><a:graphic><a:graphicData uri="{kind}">{inner}</a:graphicData></a:graphic>'
        "</p:graphicFrame>"
    )


def _cell(content: str, *, right: bool, size: int, language: str) -> str:
    # LibreOffice does not take the theme's font from a table style
    shown = run(content, language=language, size=size, look='<a:latin typeface="+mn-lt"/>')
    return (
        f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{"r" if right else "l"}"/>{shown}</a:p></a:txBody>'
        f'<a:tcPr marT="{_CELL_MARGIN}" marB="{_CELL_MARGIN}" anchor="ctr"/></a:tc>'
    )
