"""`report.pptx`: one message a slide as its title, charts to edit, and in the notes how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nullpunkt.errors import FileError
from nullpunkt.report import inline
from nullpunkt.report.cells import is_numeric, printed
from nullpunkt.report.figures import BarFigure, DistributionFigure, DotFigure, DumbbellFigure
from nullpunkt.report.model import Callout, Chart, Finding, Findings, KeyFigures, Report, Section, Table
from nullpunkt.writers import pptx_parts as parts
from nullpunkt.writers.deterministic import moment, slides_package
from nullpunkt.writers.notes import table_note
from nullpunkt.writers.office_package import language_tag, package_from, printable
from nullpunkt.writers.pptx_charts import Style
from nullpunkt.writers.pptx_deck import Deck
from nullpunkt.writers.pptx_elements import tell_language
from nullpunkt.writers.settings import SHIPPED, WriterSettings

_MOST_ROWS = 13
"""everybody and twelve groups: a town's services can be compared on one slide"""
_MOST_TABLE_ROWS = 10
_MOST_TABLE_COLUMNS = 7


def render_pptx(report: Report, settings: WriterSettings = SHIPPED) -> bytes:
    """The whole presentation."""
    tag = language_tag(report.language)
    deck = Deck(
        _given(settings),
        ours=package_from("slides", report.palette, templates=settings.templates),
        language=tag,
        footer=f"{report.title} – {report.unit}",
        warning=report.words["synthetic"] if report.synthetic else "",
    )
    _Slides(deck, report).write()
    properties = deck.presentation.core_properties
    properties.title, properties.subject = printable(report.title)[:255], printable(report.subtitle)[:255]
    properties.created = properties.modified = moment(report.date).replace(tzinfo=None)
    properties.revision = 1
    for slide in deck.presentation.slides:
        tell_language(slide._element, tag)
    return slides_package(deck.presentation, day=report.date, language=tag, ready=deck.workbooks)


def _given(settings: WriterSettings) -> bytes | None:
    if settings.slide_template is None:
        return None
    try:
        return settings.slide_template.read_bytes()
    except OSError as error:
        raise FileError(f"the slide template {settings.slide_template} cannot be read: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class _Slides:
    """The report as slides."""

    deck: Deck
    report: Report

    def write(self) -> None:
        """Title, what matters most, and a slide for every figure and small table."""
        self._title()
        self._summary()
        for section in self.report.sections:
            for block in section.blocks:
                match block:
                    case Chart():
                        self._chart(block, section)
                    case Table() if self._fits(block):
                        self._table(block, section)
                    case _:
                        pass

    def _title(self) -> None:
        report = self.report
        date = report.chart_words.numbers.date(report.date) if report.date else ""
        subtitle = " · ".join(part for part in (report.subtitle, date) if part)
        slide = self.deck.title_slide(title=report.title, unit=report.unit, subtitle=subtitle)
        if report.logo:
            parts.add_logo(slide, report.logo, unit=report.unit, deck=self.deck)
        self._notes(slide, [f"{label}: {value}" for label, value in report.facts])

    def _summary(self) -> None:
        blocks = self.report.summary
        figures = [item for block in blocks if isinstance(block, KeyFigures) for item in block.items]
        findings = [item for block in blocks if isinstance(block, Findings) for item in block.items]
        pages = parts.pages_of_findings(findings)
        total = len(pages) + bool(figures)
        callouts = [block for block in blocks if isinstance(block, Callout)]
        if figures:
            slide = self.deck.slide(_part(self.report.words["summary"], 1, total), chapter=self.report.unit)
            parts.add_cards(slide, figures, deck=self.deck)
            if callouts and len(callouts[0].text) <= parts.LONGEST_CALLOUT and len(figures) <= parts.CARDS_PER_ROW:
                parts.add_callout(slide, callouts.pop(0), deck=self.deck)
            self._notes(slide, [f"{value}: {label}" for value, label in figures])
        first = 0
        for number, page in enumerate(pages, 1 + bool(figures)):
            self._findings(page, first=first, part=(number, total))
            first += len(page)
        for callout in callouts:
            slide = self.deck.slide(callout.title, chapter=self.report.words["summary"], text=True)
            parts.fill_text(self.deck.body(slide), callout.text)

    def _findings(self, findings: Sequence[Finding], *, first: int, part: tuple[int, int]) -> None:
        title = _part(self.report.words["summary"], *part)
        slide = self.deck.slide(title, chapter=self.report.unit, text=True)
        parts.fill_findings(self.deck.body(slide), findings, first=first)
        self._notes(slide, [inline.plain(f"{finding.sentence} {finding.certainty}") for finding in findings])

    def _chart(self, chart: Chart, section: Section) -> None:
        finding = self._finding(section)
        pieces = list(_pieces(chart))
        for number, piece in enumerate(pieces, 1):
            title = _part(inline.plain(finding.sentence) if finding else chart.caption, number, len(pieces))
            chapter = _chapter(section.title, chart.caption) if finding else section.title
            slide = self.deck.slide(title, chapter=chapter)
            style = Style(self.report.chart_words, self.report.palette)
            parts.add_figure(slide, piece, deck=self.deck, style=style)
            certainty = inline.plain(finding.certainty) if finding else ""
            self._notes(slide, [certainty, chart.alt, inline.plain(chart.note), *self._numbers(chart.table)])

    def _finding(self, section: Section) -> Finding | None:
        """What the section's only figure shows; with several figures nobody knows which one a finding is about."""
        charts = [block for block in section.blocks if isinstance(block, Chart)]
        found = [
            finding
            for block in self.report.summary
            if isinstance(block, Findings)
            for finding in block.items
            if finding.section == section.id
        ]
        return found[0] if len(charts) == 1 and found else None

    def _numbers(self, table: Table) -> Iterator[str]:
        """The figure's numbers with their uncertainty, a line a row, for who speaks and who cannot see the figure."""
        for name, *texts in printed(table, self.report.chart_words):
            told = zip(table.columns[1:], texts, strict=True)
            yield f"{name}: {', '.join(f'{column.label} {text}' for column, text in told if text)}"
        yield inline.plain(table_note(table, self.report.words))

    @staticmethod
    def _fits(table: Table) -> bool:
        return not table.folded and len(table.rows) <= _MOST_TABLE_ROWS and len(table.columns) <= _MOST_TABLE_COLUMNS

    def _table(self, table: Table, section: Section) -> None:
        slide = self.deck.slide(table.caption, chapter=section.title)
        rows = printed(table, self.report.chart_words)
        numeric = [is_numeric(column) for column in table.columns]
        headers = [column.label for column in table.columns]
        note = table_note(table, self.report.words)
        parts.add_table(slide, [headers, *rows], numeric=numeric, note=note, deck=self.deck, name=table.id)
        self._notes(slide, [inline.plain(note)])

    def _notes(self, slide: Any, lines: Sequence[str]) -> None:
        told = [line for whole in lines for line in whole.split("\n") if line]
        if told:
            self.deck.tell_notes(slide, told)


def _chapter(section: str, caption: str) -> str:
    return caption if caption.startswith(section) else f"{section} · {caption}"


def _part(title: str, number: int, total: int) -> str:
    return title if total == 1 else f"{title} ({number}/{total})"


def _pieces(chart: Chart) -> Iterator[Chart]:
    """The chart in pieces of so many rows as can be read from the back of a room."""
    figure = chart.figure
    match figure:
        case DistributionFigure() | BarFigure() | DotFigure() | DumbbellFigure() if len(figure.rows) > _MOST_ROWS:
            number = -(-len(figure.rows) // _MOST_ROWS)
            size = -(-len(figure.rows) // number)
            for at in range(0, len(figure.rows), size):
                yield replace(chart, figure=replace(figure, rows=figure.rows[at : at + size]))  # type: ignore[arg-type]
        case _:
            yield chart
