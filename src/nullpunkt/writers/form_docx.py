"""A questionnaire as a Word document, to read, to edit and to print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from nullpunkt.report.figures import Palette
from nullpunkt.survey.exchange.paper import PaperForm, PaperQuestion, Shape
from nullpunkt.writers import docx_markup as markup
from nullpunkt.writers.deterministic import moment, word_package
from nullpunkt.writers.docx_template import WordTemplate
from nullpunkt.writers.form_markdown import BOX
from nullpunkt.writers.office_package import language_tag, package_from, printable
from nullpunkt.writers.settings import SHIPPED, WriterSettings

_CENTRED = '<w:jc w:val="center"/>'
_CLOSE = '<w:spacing w:before="0" w:after="40"/>'
_BEFORE = '<w:spacing w:before="220" w:after="60"/>'
_HINT = '<w:spacing w:before="0" w:after="60"/>'
_WRITING_LINE = (
    '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="808080"/>'
    '<w:between w:val="single" w:sz="4" w:space="1" w:color="808080"/></w:pBdr>'
    '<w:spacing w:before="240" w:after="0"/>'
)
_STATEMENT_SHARE = 0.42
_LINES = 4


def form_docx(form: PaperForm, *, statement: str, settings: WriterSettings = SHIPPED) -> bytes:
    """The whole form; `statement` heads the first column of grids."""
    tag = language_tag(form.language)
    given = settings.word_template.read_bytes() if settings.word_template else None
    template = WordTemplate(given, ours=package_from("word", Palette(), templates=settings.templates), language=tag)
    parts = "".join(_body(form, template, statement))
    end = template.document.element.body.find(qn("w:sectPr"))
    for element in list(parse_xml(f"<w:body {nsdecls('w')}>{parts}</w:body>")):
        end.addprevious(element)
    _properties(template.document, form)
    return word_package(template.document, day=None, language=tag)


def _body(form: PaperForm, template: WordTemplate, statement: str) -> Iterator[str]:
    yield markup.paragraph(template.style("Title"), markup.run(form.title))
    if form.description:
        yield markup.paragraph(template.style("Subtitle"), markup.run(form.description))
    for chapter in form.chapters:
        yield markup.paragraph(template.style("heading 1"), markup.run(chapter.title))
        for question in chapter.questions:
            yield from _question(question, template, statement)


def _question(question: PaperQuestion, template: WordTemplate, statement: str) -> Iterator[str]:
    """Text, hint and the place for the answer stay on one page."""
    normal = template.style("Normal")
    yield markup.paragraph(
        normal, markup.run(f"{question.number}. {question.text}", bold=True), keep=True, properties=_BEFORE
    )
    if question.hint:
        yield markup.paragraph(normal, markup.run(question.hint, italic=True), keep=True, properties=_HINT)
    match question.shape:
        case Shape.BOXES:
            for place, answer in enumerate(question.answers, 1):
                keep = place < len(question.answers)
                yield markup.paragraph(normal, markup.run(f"{BOX}  {answer}"), keep=keep, properties=_CLOSE)
        case Shape.GRID:
            yield _grid(question, template, statement)
            yield markup.paragraph(normal, "")
        case Shape.LINE | Shape.LINES:
            for _ in range(_LINES if question.shape is Shape.LINES else 1):
                yield markup.paragraph(normal, "", properties=_WRITING_LINE)


def _grid(question: PaperQuestion, template: WordTemplate, statement: str) -> str:
    """Statements down, answers across; the header is repeated on every page."""
    style, room = template.style("Normal"), template.room
    answer = room * (1 - _STATEMENT_SHARE) / len(question.answers)
    widths = [room * _STATEMENT_SHARE, *[answer] * len(question.answers)]
    head = markup.cell(markup.paragraph(style, markup.run(statement, bold=True), keep=True), width=widths[0])
    head += "".join(
        markup.cell(markup.paragraph(style, markup.run(text), keep=True, properties=_CENTRED), width=answer)
        for text in question.answers
    )
    rows = [
        markup.body_row(
            markup.cell(markup.paragraph(style, markup.run(row), properties=_CLOSE), width=widths[0])
            + markup.cell(markup.paragraph(style, markup.run(BOX), properties=_CLOSE + _CENTRED), width=answer)
            * len(question.answers)
        )
        for row in question.rows
    ]
    lines = markup.border("bottom", size=4, colour=markup.LINE) + markup.border("insideH", size=4, colour=markup.LINE)
    return markup.table(
        rows=[markup.header_row(head), *rows],
        widths=widths,
        caption=question.text,
        description=", ".join(question.answers),
        borders=lines,
    )


def _properties(document: Any, form: PaperForm) -> None:
    properties = document.core_properties
    properties.title = printable(form.title)[:255]
    properties.author = ""
    properties.created = properties.modified = moment(None)
