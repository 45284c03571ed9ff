"""What stands on a slide: cards with key figures, findings, figures, tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Pt

from nullpunkt.charts.palette import INK, MUTED
from nullpunkt.charts.pixels import size_of
from nullpunkt.charts.png import png
from nullpunkt.charts.text import wrap
from nullpunkt.errors import InputError
from nullpunkt.report import inline
from nullpunkt.report.figures import BarFigure, DistributionFigure, Figure
from nullpunkt.report.model import Callout, Chart, Finding
from nullpunkt.writers import pptx_markup as markup
from nullpunkt.writers.chart_markup import NativeChart
from nullpunkt.writers.columns import layout
from nullpunkt.writers.office_package import printable
from nullpunkt.writers.pptx_charts import Style, bars, distribution, rows_in_words
from nullpunkt.writers.pptx_deck import Deck
from nullpunkt.writers.pptx_elements import related, rgb, tell, tell_decorative
from nullpunkt.writers.pptx_markup import Box

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
    free = room.height - (_NOTE_HEIGHT if chart.note else 0)
    native = _native(figure, style)
    if native is None:
        _add_picture(slide, chart, box=replace(room, height=free), deck=deck, style=style)
    else:
        height = min(free - (_WORDS_HEIGHT if words else 0), native.height)
        _add_native(slide, native, chart, box=replace(room, height=height), deck=deck)
        if words:
            place = Box(room.left, room.top + height + 60_000, room.width, _WORDS_HEIGHT)
            add_text(slide, " · ".join(words), box=place, size=14, name=chart.id + "-words", deck=deck)
    if chart.note:
        place = Box(room.left, room.top + room.height - _NOTE_HEIGHT, room.width, _NOTE_HEIGHT)
        add_text(slide, inline.plain(chart.note), box=place, size=12, name=chart.id + "-note", deck=deck)


def add_table(
    slide: Any, rows: Sequence[Sequence[str]], *, numeric: Sequence[bool], note: str, deck: Deck, name: str
) -> None:
    """A native table, its first row and column heading the others."""
    room = deck.room(slide)
    points = room.width / _POINT
    size, tall = (18, 500_000) if len(rows) <= _FEW_TABLE_ROWS else (_TABLE_SIZE, _TABLE_ROW)
    shape = layout(rows[0], rows[1:], numeric=numeric, size=size, room=points - 20 * len(numeric))
    widths = [round((width + 20) * _POINT) for width in shape.widths]
    table = markup.table(
        rows,
        numeric=numeric,
        widths=widths,
        size=size,
        language=deck.language,
        box=Box(room.left, room.top, sum(widths), tall * len(rows)),
        number=slide.shapes._next_shape_id,
        name=name,
        alternative=inline.plain(note) or slide.shapes.title.text_frame.text,
    )
    deck.add(slide, table)
    if note:
        below = Box(room.left, room.top + room.height - _NOTE_HEIGHT, room.width, _NOTE_HEIGHT)
        add_text(slide, inline.plain(note), box=below, size=12, name="note", deck=deck)


def add_text(slide: Any, content: str, *, box: Box, size: int, name: str, deck: Deck) -> None:
    """A box of muted text."""
    shown = markup.run(content, language=deck.language, size=size, look=markup.filled(MUTED))
    deck.add(slide, markup.text_box(shown, box=box, number=slide.shapes._next_shape_id, name=name))


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


def _native(figure: Figure, style: Style) -> NativeChart | None:
    match figure:
        case DistributionFigure():
            return distribution(figure, style=style)
        case BarFigure():
            return bars(figure, style=style)
        case _:
            return None


def _add_native(slide: Any, native: NativeChart, chart: Chart, *, box: Box, deck: Deck) -> None:
    workbook = deck.part("/ppt/embeddings/Microsoft_Excel_Sheet%d.xlsx", CONTENT_TYPE.SML_SHEET, native.workbook())
    deck.workbooks.add(workbook.partname.membername)
    part = deck.part("/ppt/charts/chart%d.xml", CONTENT_TYPE.DML_CHART, b"")
    numbers = related(part, workbook, RELATIONSHIP_TYPE.PACKAGE)
    part.blob = native.part(height=box.height, workbook=numbers, language=deck.language)
    relation = related(slide.part, part, RELATIONSHIP_TYPE.CHART)
    number = slide.shapes._next_shape_id
    deck.add(slide, markup.chart(relation, box=box, number=number, name=chart.id, alternative=chart.alt))


def _add_picture(slide: Any, chart: Chart, *, box: Box, deck: Deck, style: Style) -> None:
    """A picture as large as its place allows."""
    content = png(chart, style.words, style.palette)
    part = deck.part("/ppt/media/figure%d.png", CONTENT_TYPE.PNG, content)
    relation = related(slide.part, part, RELATIONSHIP_TYPE.IMAGE)
    wide, high = size_of(content)
    factor = min(box.width / wide, box.height / high)
    place = replace(box, width=round(wide * factor), height=round(high * factor))
    number = slide.shapes._next_shape_id
    deck.add(slide, markup.picture(relation, box=place, number=number, name=chart.id, alternative=chart.alt))
