"""The report as Markdown: for a wiki, a repository or another program; its pictures lie in `figures/`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from nullpunkt import templating
from nullpunkt.charts.svg import svg
from nullpunkt.report.cells import hides, is_numeric, printed
from nullpunkt.report.inline import Run, escaped, opening, runs
from nullpunkt.report.model import Block, Report, Table
from nullpunkt.report.numbering import numbering
from nullpunkt.templating import MarkdownText
from nullpunkt.writers.settings import SHIPPED, WriterSettings

_SIMPLE_TARGET = re.compile(r"[^\s()<>]+")
_WINDOWS = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""what no file on Windows may be called, whatever its ending"""
_BLANK_LINES = re.compile(r"\n\s*\n(\s*\n)+")


def render_markdown(report: Report, settings: WriterSettings = SHIPPED) -> str:
    """The whole report as one text."""
    values = _values(report)
    text = templating.render_markdown("markdown/report.md.j2", values, folder=settings.templates)
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def figure_files(report: Report, settings: WriterSettings = SHIPPED) -> Mapping[str, bytes]:
    """The pictures that the text refers to, as SVG and where asked for as PNG."""
    files = {
        f"figures/{_file_name(chart.id)}.svg": svg(chart, report.chart_words, report.palette).encode()
        for chart in report.charts
    }
    if settings.png:
        from nullpunkt.charts.png import png

        for chart in report.charts:
            files[f"figures/{_file_name(chart.id)}.png"] = png(chart, report.chart_words, report.palette)
    return files


def _file_name(identity: str) -> str:
    """A figure's id as a name that every system takes; a questionnaire may well have a question «con».

    >>> _file_name("trives"), _file_name("con")
    ('trives', 'con_')
    """
    return f"{identity}_" if identity in _WINDOWS else identity


def _values(report: Report) -> Mapping[str, object]:
    def grid(table: Table) -> MarkdownText:
        return MarkdownText(_grid(table, report))

    return {
        "report": report,
        "words": report.words,
        "date": report.chart_words.numbers.date(report.date) if report.date else "",
        "number": numbering(report),
        "title_of": {section.id: section.title for section in report.sections},
        "text": _inline,
        "start": _start,
        "markdown": lambda text: MarkdownText(text.strip()),
        "raw": MarkdownText,
        "file": lambda identity: MarkdownText(_file_name(identity)),
        "grid": grid,
        "hides": hides,
        "kind": _kind,
    }


def _kind(block: Block) -> str:
    return type(block).__name__


def _inline(text: str) -> MarkdownText:
    return MarkdownText("".join(_run(run) for run in runs(text)))


def _start(text: str) -> MarkdownText:
    """A value that begins a line."""
    return MarkdownText(opening(text if isinstance(text, MarkdownText) else escaped(text)))


def _run(run: Run) -> str:
    if run.code:
        fence = "``" if "`" in run.text else "`"
        shown = f"{fence} {run.text} {fence}" if "`" in run.text else f"`{run.text}`"
    else:
        shown = escaped(run.text)
    shown = f"*{shown}*" if run.italic else shown
    shown = f"**{shown}**" if run.bold else shown
    if not run.href:
        return shown
    return f"[{shown}]({run.href})" if _SIMPLE_TARGET.fullmatch(run.href) else f"[{shown}](<{run.href}>)"


def _grid(table: Table, report: Report) -> str:
    """The table with its columns aligned, so that it is also read as plain text."""
    head = [escaped(column.label) for column in table.columns]
    body = [_row(table, index, report) for index in range(len(table.rows))]
    widths = [max(3, *(len(row[place]) for row in (head, *body))) for place in range(len(head))]
    right = [is_numeric(column) for column in table.columns]
    rule = ["-" * (width - 1) + (":" if numeric else "-") for width, numeric in zip(widths, right, strict=True)]
    lines = [head, rule, *body]
    return "\n".join(_line(cells, widths, right) for cells in lines)


def _row(table: Table, index: int, report: Report) -> list[str]:
    shown = [escaped(text) for text in printed(table, report.chart_words)[index]]
    return [f"**{cell}**" if cell else "" for cell in shown] if index in table.emphasis else shown


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    padded = (
        cell.rjust(width) if numeric else cell.ljust(width)
        for cell, width, numeric in zip(cells, widths, right, strict=True)
    )
    return "| " + " | ".join(padded) + " |"
