"""The report as the JSON that templates/pdf/report.typ reads, and the pictures beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nullpunkt.charts.svg import svg
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
    Section,
    Table,
)
from nullpunkt.report.numbering import numbering
from nullpunkt.writers.columns import layout
from nullpunkt.writers.notes import figures_of, leads, table_note
from nullpunkt.writers.office_package import language_tag

Json = Mapping[str, Any]

_PAGE, _MARGIN = 595.28, 62.36
"""A4, points"""
_TABLE_SIZE = 8.8
_LONG_CONTENTS = 22
"""entries from which the first chapter begins on a page of its own"""


def typst_files(report: Report) -> tuple[Json, Mapping[str, bytes]]:
    """What `report.json` holds, and the other files by name."""
    return _Data(report).all()


class _Data:
    """The report's blocks as plain values."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.words = report.words
        self.number = numbering(report)
        self.titles = {section.id: section.title for section in report.sections}

    def all(self) -> tuple[Json, Mapping[str, bytes]]:
        report = self.report
        language, _, region = language_tag(report.language).partition("-")
        logo = {_logo_name(report.logo): report.logo} if report.logo else {}
        date = report.chart_words.numbers.date(report.date) if report.date else ""
        pictures = {
            _picture(chart): svg(chart, report.chart_words, report.palette).encode() for chart in figures_of(report)
        }
        data = {
            "lang": language,
            "region": region or None,
            "title": report.title,
            "subtitle": " · ".join(part for part in (report.subtitle, date) if part),
            "unit": report.unit,
            "facts": [list(fact) for fact in report.facts],
            "accent": report.palette.accent,
            "contrast": report.palette.contrast,
            "margin": _MARGIN,
            "synthetic": self.words["synthetic"] if report.synthetic else "",
            "words": dict(self.words),
            "logo": next(iter(logo), ""),
            "summary": self._blocks(report.summary, level=2),
            "sections": [self._section(section) for section in report.sections],
            "numbers": [self._numbers(chart) for chart in figures_of(report)],
            "long": len(report.sections) >= _LONG_CONTENTS,
            "footer": self._runs(report.footer),
            "generated": self.words["generated"].format(generator=report.generator),
        }
        return data, {**pictures, **logo}

    def _section(self, section: Section) -> Json:
        return {
            "id": _place(section.id),
            "title": section.title,
            "level": section.level,
            "blocks": self._blocks(section.blocks, level=section.level),
        }

    def _blocks(self, blocks: Sequence[Block], *, level: int) -> list[Json]:
        """The blocks; a paragraph that leads to a figure or a table stays on its page."""
        return [
            {**self._block(block, level=level), "leads": leading}
            for block, leading in zip(blocks, leads(blocks), strict=True)
        ]

    def _block(self, block: Block, *, level: int) -> Json:
        match block:
            case Paragraph(text):
                return {"kind": "paragraph", "text": self._runs(text)}
            case Bullets(items):
                return {"kind": "bullets", "items": [self._runs(item) for item in items]}
            case Callout(title, text):
                return {"kind": "callout", "title": title, "text": self._runs(text), "level": level + 1}
            case KeyFigures(items):
                return {"kind": "key", "items": [list(item) for item in items]}
            case Findings(items):
                return {"kind": "findings", "items": [self._finding(item) for item in items]}
            case Table():
                note = self._runs(table_note(block, self.words))
                where = {"id": _place(block.id), "caption": block.caption}
                return {"kind": "table", **where, "table": self._table(block), "note": note}
            case Chart():
                return self._chart(block)

    def _finding(self, finding: Finding) -> Json:
        title = self.titles.get(finding.section)
        return {
            "sentence": self._runs(finding.sentence),
            "certainty": self._runs(finding.certainty),
            "link": _place(finding.section) if title is not None else "",
            "link-text": self.words["show_section"].format(title=title),
        }

    def _chart(self, chart: Chart) -> Json:
        return {
            "kind": "chart",
            "id": _place(chart.id),
            "file": _picture(chart),
            "alt": chart.alt,
            "caption": chart.caption,
            "note": self._runs(chart.note),
            "numbers": _numbers_place(chart),
            "numbers-text": self.words["numbers_of"].format(number=self.number[chart.id]),
        }

    def _numbers(self, chart: Chart) -> Json:
        number = self.number[chart.id]
        return {
            "id": _numbers_place(chart),
            "caption": f"{self.words['numbers_of'].format(number=number)}. {chart.caption}",
            "figure": _place(chart.id),
            "figure-text": f"{self.words['figure']} {number}",
            "table": self._table(chart.table),
            "note": self._runs(table_note(chart.table, self.words)),
        }

    def _table(self, table: Table) -> Json:
        rows = printed(table, self.report.chart_words)
        headers = [column.label for column in table.columns]
        numeric = [is_numeric(column) for column in table.columns]
        shape = layout(headers, rows, numeric=numeric, size=_TABLE_SIZE, room=_PAGE - 2 * _MARGIN)
        return {
            "head": headers,
            "rows": [list(row) for row in rows],
            "numeric": numeric,
            "emphasis": list(table.emphasis),
            "widths": [round(width, 2) for width in shape.widths],
            "upright": shape.upright,
            "height": round(shape.header_height, 2),
        }

    def _runs(self, text: str) -> Sequence[Json]:
        return [self._run(run) for run in inline.runs(text)] if text else []

    def _run(self, run: inline.Run) -> Json:
        inside = run.href[1:] if run.href.startswith("#") else ""
        known = inside in self.titles or inside in self.number
        return {
            "t": run.text,
            "b": run.bold,
            "i": run.italic,
            "h": "" if run.href.startswith("#") else run.href,
            "label": _place(inside) if known else "",
        }


def _place(identity: str) -> str:
    # kept apart from the names that the template itself gives
    return f"r-{identity}"


def _numbers_place(chart: Chart) -> str:
    return f"n-{chart.id}"


def _picture(chart: Chart) -> str:
    return f"{chart.id}.svg"


def _logo_name(content: bytes) -> str:
    kind = "png" if content.startswith(b"\x89PNG") else "jpg" if content.startswith(b"\xff\xd8") else "svg"
    return f"logo.{kind}"
