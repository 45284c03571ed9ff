"""What stands on a slide: cards with key figures, findings, figures, tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from nullpunkt.charts.palette import INK, MUTED
from nullpunkt.charts.png import png
from nullpunkt.charts.text import wrap
from nullpunkt.errors import InputError
from nullpunkt.report import inline
from nullpunkt.report.figures import BarFigure, DistributionFigure
from nullpunkt.report.model import Callout, Chart, Finding
from nullpunkt.writers.columns import layout
from nullpunkt.writers.office_package import printable
from nullpunkt.writers.pptx_charts import Style, add_bars, add_distribution, rows_in_words
from nullpunkt.writers.pptx_deck import Box, Deck, rgb, tell, tell_decorative

_POINT = 12700
_GAP = 240_000
_CALLOUT_HEIGHT = 1_250_000
LONGEST_CALLOUT = 380
"""letters of a callout that fits below the cards"""
_CARD_HEIGHT = 2_000_000
CARDS_PER_ROW = 4
_WORDS_HEIGHT = 640_000
_NOTE_HEIGHT = 330_000
_FIELD_WIDTH, _FIELD_HEIGHT = 900.0, 352.0
"""points that a slide's text field holds beside the numbers of a list"""
_SPACE = 19.0
_TABLE_SIZE = 14
_FEW_TABLE_ROWS = 6
_TABLE_STYLE = "{3B4B98B0-60AC-42C2-AFA5-B58CD77FA1E5}"
"""PowerPoint's own «Light Style 1 – Accent 1»: lines, and no field of colour behind the row headings"""
_TABLE_ROW = 380_000


def add_cards(slide: Any, figures: Sequence[tuple[str, str]], *, deck: Deck) -> None:
    """Large numbers on cards, four in a row."""
    room = deck.room(slide)
    columns = min(len(figures), CARDS_PER_ROW)
    lines = -(-len(figures) // columns)
    width = (room.width - _GAP * (columns - 1)) // columns
    height = min(_CARD_HEIGHT + (900_000 if lines == 1 else 0), (room.height - _GAP * (lines - 1)) // lines)
    for index, (value, label) in enumerate(figures):
        left = room.left + (index % columns) * (width + _GAP)
        top = room.top + 200_000 * (lines == 1) + (index // columns) * (height + _GAP)
        _card(slide, value, label, box=Box(left, top, width, height))


def add_callout(slide: Any, callout: Callout, *, deck: Deck) -> None:
    """A box below the cards: what one must know before one reads on."""
    room = deck.room(slide)
    top = room.top + room.height - _CALLOUT_HEIGHT
    shape = slide.shapes.add_textbox(Emu(room.left), Emu(top), Emu(room.width), Emu(_CALLOUT_HEIGHT))
    shape.name = printable(callout.title)
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.BOTTOM
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _run(frame.paragraphs[0], callout.title, size=16, theme=MSO_THEME_COLOR.TEXT_1, bold=True)
    _rich(frame.add_paragraph(), callout.text, size=16)


def fill_text(field: Any, text: str) -> None:
    """Running text in a slide's text field, without a bullet."""
    paragraph = field.text_frame.paragraphs[0]
    paragraph._p.get_or_add_pPr().set("marL", "0")
    paragraph._p.get_or_add_pPr().set("indent", "0")
    paragraph._p.get_or_add_pPr().insert(0, parse_xml(f"<a:buNone {nsdecls('a')}/>"))
    _rich(paragraph, text, size=22)


def pages_of_findings(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings slide by slide, as many on each as its field holds."""
    pages: list[list[Finding]] = []
    left = 0.0
    for finding in findings:
        needed = _SPACE + _height(finding.sentence, size=20, bold=True) + _height(finding.certainty, size=16)
        if needed > left:
            pages.append([])
            left = _FIELD_HEIGHT
        pages[-1].append(finding)
        left -= needed
    return pages


def _height(text: str, *, size: int, bold: bool = False) -> float:
    # measured in Open Sans, which is a tenth wider than the slides' Calibri
    shown = inline.plain(text)
    return len(wrap(shown, size, _FIELD_WIDTH, bold=bold, lines=20)) * size * 1.28 if shown else 0.0


def fill_findings(field: Any, findings: Sequence[Finding], *, first: int) -> None:
    """A numbered list: the finding in bold, how sure it is below it."""
    frame = field.text_frame
    for index, finding in enumerate(findings):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(10)
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", "457200")
        properties.set("indent", "-457200")
        numbered = f'<a:buAutoNum {nsdecls("a")} type="arabicPlain" startAt="{first + 1}"/>'
        properties.append(parse_xml(f'<a:buFont {nsdecls("a")} typeface="+mj-lt"/>'))
        properties.append(parse_xml(numbered))
        run = paragraph.add_run()
        run.text = printable(inline.plain(finding.sentence))
        run.font.bold, run.font.size = True, Pt(20)
        if finding.certainty:
            paragraph.add_line_break()
            _rich(paragraph, finding.certainty, size=16, ink=MUTED)


def add_figure(slide: Any, chart: Chart, *, deck: Deck, style: Style) -> None:
    """The figure, what is known of rows without numbers, and its note."""
    room = deck.room(slide)
    figure = chart.figure
    words = rows_in_words(figure.rows, style.words) if isinstance(figure, DistributionFigure | BarFigure) else ()
    note_height = _NOTE_HEIGHT if chart.note else 0
    words_height = _WORDS_HEIGHT if words else 0
    box = Box(room.left, room.top, room.width, room.height - note_height - words_height)
    graphic = _native(slide, chart, box=box, style=style)
    if graphic is None:
        box = Box(room.left, room.top, room.width, room.height - note_height)
        graphic = _picture(slide, chart, box=box, style=style)
    elif words:
        place = Box(room.left, graphic.top + graphic.height + 60_000, room.width, _WORDS_HEIGHT)
        add_text(slide, " · ".join(words), box=place, size=14, name=chart.id + "-words")
    tell(graphic, name=chart.id, alternative=chart.alt)
    if chart.note:
        place = Box(room.left, room.top + room.height - _NOTE_HEIGHT, room.width, _NOTE_HEIGHT)
        add_text(slide, inline.plain(chart.note), box=place, size=12, name=chart.id + "-note")


def add_table(
    slide: Any, rows: Sequence[Sequence[str]], *, numeric: Sequence[bool], note: str, deck: Deck, name: str
) -> None:
    """A native table, its first row and column heading the others."""
    room = deck.room(slide)
    points = room.width / _POINT
    size, tall = (18, 500_000) if len(rows) <= _FEW_TABLE_ROWS else (_TABLE_SIZE, _TABLE_ROW)
    shape = layout(rows[0], rows[1:], numeric=numeric, size=size, room=points - 20 * len(numeric))
    widths = [Emu(round((width + 20) * _POINT)) for width in shape.widths]
    place = (Emu(room.left), Emu(room.top), Emu(sum(widths)), Emu(tall * len(rows)))
    graphic = slide.shapes.add_table(len(rows), len(numeric), *place)
    table = graphic.table
    table.first_row, table.first_col, table.horz_banding = True, True, False
    next(table._tbl.iter(qn("a:tableStyleId"))).text = _TABLE_STYLE
    for index, width in enumerate(widths):
        table.columns[index].width = width
    for at, row in enumerate(rows):
        table.rows[at].height = Emu(tall)
        for index, text in enumerate(row):
            _cell(table.cell(at, index), text, right=numeric[index], size=size)
    tell(graphic, name=name, alternative=inline.plain(note) or slide.shapes.title.text_frame.text)
    if note:
        below = Box(room.left, room.top + room.height - _NOTE_HEIGHT, room.width, _NOTE_HEIGHT)
        add_text(slide, inline.plain(note), box=below, size=12, name="note")


def add_text(slide: Any, text: str, *, box: Box, size: int, name: str) -> None:
    """A box of muted text."""
    shape = slide.shapes.add_textbox(Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _rich(frame.paragraphs[0], inline.escaped(text), size=size, ink=MUTED)


def add_logo(slide: Any, logo: bytes, *, unit: str, deck: Deck) -> None:
    """The municipality's logo in the lower right corner of the title slide."""
    try:
        picture = slide.shapes.add_picture(io.BytesIO(logo), 0, 0, height=Emu(900_000))
    except Exception as error:  # Pillow and python-pptx raise an error of their own for each kind of damage
        raise InputError(
            "theme: the logo is not a picture that PowerPoint can show", hint="Use PNG or JPEG."
        ) from error
    picture.left = deck.presentation.slide_width - picture.width - Emu(576_000)
    picture.top = Emu(deck.presentation.slide_height - picture.height - 760_000)
    tell(picture, name="logo", alternative=unit)


def _card(slide: Any, value: str, label: str, *, box: Box) -> None:
    line = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(box.left), Emu(box.top), Emu(box.width), Emu(60_000))
    line.fill.solid()
    line.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    line.line.fill.background()
    line.shadow.inherit = False
    tell_decorative(line)
    shape = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Emu(box.left), Emu(box.top + 60_000), Emu(box.width), Emu(box.height - 60_000)
    )
    shape.name = printable(label)
    shape.fill.solid()
    shape.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_2
    shape.line.fill.background()
    shape.shadow.inherit = False
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Emu(200_000)
    frame.margin_top = Emu(260_000)
    _run(frame.paragraphs[0], value, size=54 if len(value) <= 5 else 40, theme=MSO_THEME_COLOR.ACCENT_1, bold=True)
    below = frame.add_paragraph()
    _run(below, label, size=18, theme=MSO_THEME_COLOR.TEXT_1)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT


def _run(paragraph: Any, text: str, *, size: int, theme: Any, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = printable(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.theme_color = theme


def _rich(paragraph: Any, text: str, *, size: int, ink: str = INK) -> None:
    for piece in inline.runs(text):
        run = paragraph.add_run()
        run.text = printable(piece.text)
        run.font.size = Pt(size)
        run.font.bold, run.font.italic = piece.bold or None, piece.italic or None
        if piece.href and not piece.href.startswith("#"):
            run.hyperlink.address = piece.href
        else:
            run.font.color.rgb = rgb(ink)


def _native(slide: Any, chart: Chart, *, box: Box, style: Style) -> Any | None:
    match chart.figure:
        case DistributionFigure() as figure:
            return add_distribution(slide, figure, box=box, style=style)
        case BarFigure() as figure:
            return add_bars(slide, figure, box=box, style=style)
        case _:
            return None


def _picture(slide: Any, chart: Chart, *, box: Box, style: Style) -> Any:
    """A picture as large as its place allows, in the middle of it."""
    content = png(chart, style.words, style.palette)
    picture = slide.shapes.add_picture(io.BytesIO(content), Emu(box.left), Emu(box.top), width=Emu(box.width))
    if picture.height > box.height:
        picture.width = Emu(round(picture.width * box.height / picture.height))
        picture.height = Emu(box.height)
    return picture


def _cell(cell: Any, text: str, *, right: bool, size: int) -> None:
    cell.margin_top = cell.margin_bottom = Emu(40_000)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = printable(text)
    run.font.size = Pt(size)
    # LibreOffice does not take the theme's font from a table style
    run.font.name = "+mn-lt"
