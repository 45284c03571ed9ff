"""`report.docx`: a document to edit, with real headings, contents, captions, tables and text alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from nullpunkt.errors import FileError
from nullpunkt.report.model import Report, Section
from nullpunkt.writers import docx_markup as markup
from nullpunkt.writers.deterministic import moment, word_package
from nullpunkt.writers.docx_body import Body
from nullpunkt.writers.docx_template import WordTemplate
from nullpunkt.writers.notes import figures_of
from nullpunkt.writers.office_package import language_tag, package_from, printable
from nullpunkt.writers.settings import SHIPPED, WriterSettings

_LONG_CONTENTS = 14
"""entries from which the first chapter begins on a page of its own"""
_APPENDIX = "appendix"


def render_docx(report: Report, settings: WriterSettings = SHIPPED) -> bytes:
    """The whole document."""
    tag = language_tag(report.language)
    ours = package_from("word", report.palette, templates=settings.templates)
    template = WordTemplate(_given(settings), ours=ours, language=tag)
    body = Body(report, template)
    _first_page(body, report)
    chapters = _chapters(report)
    _contents(body, chapters)
    _text(body, report, long_contents=len(chapters) >= _LONG_CONTENTS)
    body.flush()
    _footer(template, report)
    _header(template, report)
    _properties(template.document, report)
    return word_package(template.document, day=report.date, language=tag)


def _given(settings: WriterSettings) -> bytes | None:
    if settings.word_template is None:
        return None
    try:
        return settings.word_template.read_bytes()
    except OSError as error:
        raise FileError(f"the Word template {settings.word_template} cannot be read: {error.strerror}") from error


def _first_page(body: Body, report: Report) -> None:
    """What the report is and what it found, on one page."""
    if report.logo:
        body.logo(report.logo)
    body.paragraph("Unit", markup.run(report.unit))
    body.paragraph("Title", markup.run(report.title))
    date = report.chart_words.numbers.date(report.date) if report.date else ""
    body.paragraph("Subtitle", markup.run(" · ".join(part for part in (report.subtitle, date) if part)))
    facts = (markup.run(f"{label}: ", bold=True) + markup.run(value) for label, value in report.facts)
    if report.facts:
        body.paragraph("Fact", markup.run(" · ").join(facts))
    if report.summary:
        body.heading(1, report.words["summary"], mark="summary")
    body.blocks(report.summary)


def _chapters(report: Report) -> tuple[Section, ...]:
    """What the contents list: the report's sections, and the figures' numbers at the end."""
    last = Section(id=_APPENDIX, title=report.words["appendix"], level=2)
    return (*report.sections, last) if figures_of(report) else report.sections


def _contents(body: Body, chapters: Sequence[Section]) -> None:
    """A real table of contents with its result filled in: Word need not be asked to update it."""
    body.paragraph("TOC Heading", markup.run(body.words["contents"]), properties="<w:pageBreakBefore/>")
    for place, section in enumerate(chapters):
        begin = markup.field_begin('TOC \\o "1-2" \\h \\z \\u') if place == 0 else ""
        end = markup.field_end() if place == len(chapters) - 1 else ""
        entry = markup.link_to(body.mark(section.id), markup.run(section.title))
        body.paragraph(f"toc {section.level - 1}", begin + entry + end)


def _text(body: Body, report: Report, *, long_contents: bool) -> None:
    for place, section in enumerate(report.sections):
        body.heading(section.level - 1, section.title, mark=section.id, new_page=long_contents and place == 0)
        body.blocks(section.blocks)
    if figures_of(report):
        body.heading(1, report.words["appendix"], mark=_APPENDIX, new_page=True)
        body.appendix(figures_of(report))
    if report.footer:
        body.paragraph("Note", body.rich(report.footer))
    body.paragraph("Note", markup.run(report.words["generated"].format(generator=report.generator)))


def _footer(template: WordTemplate, report: Report) -> None:
    """Title and page number on every page; a municipality's own footer stays as it is."""
    footer = template.document.sections[-1].footer
    if _is_filled(footer):
        return
    page = markup.run(f"\t{report.words['page']} ") + markup.field("PAGE", "1")
    place = f'<w:tabs><w:tab w:val="right" w:pos="{round(template.room * markup.TWIPS)}"/></w:tabs>'
    inner = markup.run(f"{report.title} – {report.unit}") + page
    _write(footer, markup.paragraph(template.style("footer"), inner, properties=place))


def _header(template: WordTemplate, report: Report) -> None:
    """That data are made up stands on every page, under whatever header a municipality has."""
    if not report.synthetic:
        return
    said = markup.paragraph(template.style("Warning"), markup.run(report.words["synthetic"]))
    section = template.document.sections[-1]
    headers = [section.header]
    if section.different_first_page_header_footer:
        headers.append(section.first_page_header)
    if template.document.settings.odd_and_even_pages_header_footer:
        headers.append(section.even_page_header)
    for header in headers:
        _write(header, said, keep=_is_filled(header))


def _is_filled(margin: Any) -> bool:  # python-docx has no types
    shown = margin._element.iter(qn("w:t"), qn("w:drawing"), qn("w:pict"), qn("w:instrText"))
    return not margin.is_linked_to_previous and next(shown, None) is not None


def _write(margin: Any, paragraph: str, *, keep: bool = False) -> None:
    margin.is_linked_to_previous = False
    element = margin._element
    for old in [] if keep else list(element):
        element.remove(old)
    element.append(parse_xml(paragraph.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def _properties(document: Any, report: Report) -> None:
    properties = document.core_properties
    properties.title = printable(report.title)[:255]
    properties.subject = printable(report.subtitle)[:255]
    properties.created = properties.modified = moment(report.date).replace(tzinfo=None)
    properties.revision = 1
