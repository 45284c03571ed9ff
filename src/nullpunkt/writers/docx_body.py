"""The text of a Word report: blocks in, one XML string out, which is parsed once.

python-docx's own calls take about 6 ms for each paragraph's style, which is minutes for a regional batch.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from nullpunkt.charts.pixels import size_of
from nullpunkt.charts.png import png
from nullpunkt.charts.svg import svg
from nullpunkt.errors import InputError
from nullpunkt.report import inline
from nullpunkt.report.cells import is_numeric, printed
from nullpunkt.report.model import (
    Block,
    Bullets,
    Callout,
    Chart,
    Finding,
    Findings,
    KeyFigures,
    Paragraph,
    Report,
    Table,
)
from nullpunkt.report.numbering import numbering
from nullpunkt.writers import docx_markup as markup
from nullpunkt.writers.columns import layout
from nullpunkt.writers.docx_template import WordTemplate
from nullpunkt.writers.notes import leads, table_note
from nullpunkt.writers.office_package import office_name

_EMU_PER_POINT = 12700
_TABLE_SIZE = 9.5
_WIDEST_PICTURE = 500.0
_LOGO_HEIGHT = 42.0
_LONGEST_BOOKMARK = 40


class Body:
    """The document's text in the making; `flush` puts it into the template."""

    def __init__(self, report: Report, template: WordTemplate) -> None:
        self.report = report
        self.words = report.words
        self.template = template
        self.number = numbering(report)
        self.titles = {section.id: section.title for section in report.sections}
        self._targets = {*self.titles, *self.number}
        self._parts: list[str] = []
        self._last_id = 0
        self._marks: dict[str, str] = {}

    def flush(self) -> None:
        """Parses what was written and puts it before the section's properties."""
        spaces = nsdecls("w", "r", "wp", "a", "pic")
        body = self.template.document.element.body
        end = body.find(qn("w:sectPr"))
        for element in list(parse_xml(f"<w:body {spaces}>{''.join(self._parts)}</w:body>")):
            end.addprevious(element)

    def paragraph(self, style: str, inner: str, *, keep: bool = False, properties: str = "") -> None:
        self._parts.append(markup.paragraph(self.template.style(style), inner, keep=keep, properties=properties))

    def heading(self, level: int, title: str, *, mark: str, new_page: bool = False) -> None:
        """A heading that links lead to; level 1 is the uppermost under the title."""
        before = "<w:pageBreakBefore/>" if new_page else ""
        self.paragraph(f"heading {level}", self._marked(mark, markup.run(title)), properties=before)

    def rich(self, text: str) -> str:
        """Running text with its bold, italic and links."""
        return "".join(self._run(run) for run in inline.runs(text))

    def link(self, identity: str, text: str) -> str:
        """A link to a section, figure or table of the report."""
        return markup.link_to(self.mark(identity), markup.run(text, style=self.template.style("Hyperlink")))

    def mark(self, identity: str) -> str:
        """The bookmark's name: Word allows 40 letters, digits and underscores."""
        if identity not in self._marks:
            taken = {name.casefold() for name in self._marks.values()}
            self._marks[identity] = office_name(identity, taken=taken, longest=_LONGEST_BOOKMARK)
        return self._marks[identity]

    def blocks(self, blocks: Sequence[Block]) -> None:
        """Blocks in order; a paragraph that leads to a figure or a table stays on its page."""
        for block, leading in zip(blocks, leads(blocks), strict=True):
            self._block(block, keep=leading)

    def _block(self, block: Block, *, keep: bool) -> None:
        match block:
            case Paragraph(text):
                self.paragraph("Normal", self.rich(text), keep=keep)
            case Bullets(items):
                self._list("List Bullet", [self.rich(item) for item in items], self.template.bullets)
            case Callout(title, text):
                self.paragraph("Callout Title", markup.run(title), keep=True)
                self.paragraph("Callout", self.rich(text))
            case KeyFigures(items):
                self._key_figures(items)
            case Findings(items):
                self._list("List Number", [self._finding(item) for item in items], self.template.new_numbered_list())
            case Table():
                self._caption("table", block.id, block.caption)
                self.table(block)
            case Chart():
                self._chart(block)

    def table(self, table: Table) -> None:
        """A table without its caption, and the note below it."""
        rows = printed(table, self.report.chart_words)
        headers = [column.label for column in table.columns]
        numeric = [is_numeric(column) for column in table.columns]
        self._parts.append(
            markup.data_table(
                headers=headers,
                rows=rows,
                numeric=numeric,
                emphasis=table.emphasis,
                shape=layout(headers, rows, numeric=numeric, size=_TABLE_SIZE, room=self.template.room),
                style=self.template.style("Table Text"),
                caption=table.caption,
                description=inline.plain(table_note(table, self.words)) or table.caption,
            )
        )
        # without a paragraph between them, Word joins a table to the next one
        self.paragraph("Note", self._note(table_note(table, self.words)))

    def appendix(self, charts: Sequence[Chart]) -> None:
        """The numbers of every figure, each with a link back to it."""
        for chart in charts:
            number = self.number[chart.id]
            name = self.words["numbers_of"].format(number=number)
            back = self.link(chart.id, f"{self.words['figure']} {number}")
            caption = self._marked(chart.table.id, markup.run(f"{name}. {chart.caption} ("))
            self.paragraph("caption", caption + back + markup.run(")"), keep=True)
            self.table(chart.table)

    def logo(self, content: bytes) -> None:
        """The municipality's logo, as high as two lines of the title."""
        try:
            relation, image = self.template.document.part.get_or_add_image(io.BytesIO(content))
        except Exception as error:  # python-docx raises a bare error for each kind of damage
            raise InputError("theme: the logo is not a picture that Word can show", hint="Use PNG or JPEG.") from error
        height = round(_LOGO_HEIGHT * _EMU_PER_POINT)
        size = (round(height * image.px_width / image.px_height), height)
        picture = markup.picture(name="logo", alt=self.report.unit, number=self._new_id(), size=size, relation=relation)
        self.paragraph("Figure", picture)

    def _new_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _marked(self, identity: str, inner: str) -> str:
        return markup.bookmark(self.mark(identity), inner, number=self._new_id())

    def _run(self, run: inline.Run) -> str:
        if not run.href:
            return markup.run(run.text, bold=run.bold, italic=run.italic)
        if run.href.startswith("#"):
            return self.link(run.href[1:], run.text) if run.href[1:] in self._targets else markup.run(run.text)
        relation = self.template.document.part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        shown = markup.run(run.text, bold=run.bold, italic=run.italic, style=self.template.style("Hyperlink"))
        return f'<w:hyperlink r:id="{relation}" w:history="1">{shown}</w:hyperlink>'

    def _list(self, style: str, items: Sequence[str], number: int) -> None:
        properties = markup.numbering(number) if number else ""
        for item in items:
            self.paragraph(style, item, properties=properties)

    def _finding(self, finding: Finding) -> str:
        said = "".join(markup.run(run.text, bold=True, italic=run.italic) for run in inline.runs(finding.sentence))
        more = self.rich(finding.certainty)
        if finding.section in self.titles:
            shown = self.words["show_section"].format(title=self.titles[finding.section])
            more += (markup.run(" ") if more else "") + self.link(finding.section, shown)
        return said + ("<w:r><w:br/></w:r>" + more if more else "")

    def _key_figures(self, items: Sequence[tuple[str, str]]) -> None:
        """Large numbers under what they are: a table of one row, so that it is read column by column."""
        if not items:
            return
        width = self.template.room / len(items)
        accent = self.report.palette.accent.removeprefix("#").upper()
        line = f"<w:tcBorders>{markup.border('top', size=18, colour=accent)}</w:tcBorders>"

        def row(style: str, texts: Sequence[str], properties: str) -> str:
            name = self.template.style(style)
            return "".join(
                markup.cell(markup.paragraph(name, markup.run(text), keep=True), width=width, properties=properties)
                for text in texts
            )

        labels = row("Key Label", [label for _, label in items], line)
        values = row("Key Value", [value for value, _ in items], "")
        self._parts.append(
            markup.table(
                rows=[markup.header_row(labels), markup.body_row(values)],
                widths=[width] * len(items),
                caption=self.words["summary"],
                description="; ".join(f"{label}: {value}" for value, label in items),
                borders="",
            )
        )
        self.paragraph("Note", "")

    def _caption(self, kind: str, identity: str, text: str) -> None:
        word = self.words[kind]
        number = markup.field(f"SEQ {word} \\* ARABIC", str(self.number[identity]))
        inner = self._marked(identity, markup.run(f"{word} ") + number) + markup.run(f". {text}")
        self.paragraph("caption", inner, keep=True)

    def _chart(self, chart: Chart) -> None:
        self._caption("figure", chart.id, chart.caption)
        words, palette = self.report.chart_words, self.report.palette
        content, drawing = png(chart, words, palette), svg(chart, words, palette).encode()
        wide, high = size_of(content)
        width = min(self.template.room, _WIDEST_PICTURE) * _EMU_PER_POINT
        picture = markup.picture(
            name=chart.id,
            alt=chart.alt,
            number=self._new_id(),
            size=(round(width), round(width * high / wide)),
            relation=self._media(f"{chart.id}.png", "image/png", content),
            vector=self._media(f"{chart.id}.svg", "image/svg+xml", drawing),
        )
        self.paragraph("Figure", picture, keep=True)
        numbers = self.words["numbers_of"].format(number=self.number[chart.id])
        note = self._note(chart.note)
        self.paragraph("Note", note + (markup.run(" ") if note else "") + self.link(chart.table.id, numbers))

    def _media(self, name: str, content_type: str, content: bytes) -> str:
        """A picture as a part of its own; python-docx would look through all others for one that is the same."""
        part = self.template.document.part
        media = Part(PackURI(f"/word/media/{name}"), content_type, content, part.package)
        part.load_rel(RELATIONSHIP_TYPE.IMAGE, media, f"rId-{name}")
        return f"rId-{name}"

    def _note(self, note: str) -> str:
        return markup.run(f"{self.words['note']}: ", bold=True) + self.rich(note) if note else ""
