"""Reports out: each format is a function from the report to the files it consists of, by their relative paths.

To add a format: a module here, a function below that imports it when asked, and a line in `WRITERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nullpunkt.report.model import Report
from nullpunkt.writers.settings import SHIPPED, WriterSettings

Files = Mapping[str, bytes]
Writer = Callable[[Report, WriterSettings], Files]

__all__ = ["SHIPPED", "WRITERS", "Files", "Writer", "WriterSettings"]


def _html(report: Report, settings: WriterSettings) -> Files:
    from nullpunkt.writers.html import render_html

    return {"report.html": render_html(report, settings).encode()}


def _markdown(report: Report, settings: WriterSettings) -> Files:
    from nullpunkt.writers.markdown import figure_files, render_markdown

    return {"report.md": render_markdown(report, settings).encode(), **figure_files(report, settings)}


def _xlsx(report: Report, _settings: WriterSettings) -> Files:
    from nullpunkt.writers.xlsx import render_xlsx

    return {"tables.xlsx": render_xlsx(report)}


def _docx(report: Report, settings: WriterSettings) -> Files:
    from nullpunkt.writers.docx import render_docx

    return {"report.docx": render_docx(report, settings)}


def _pdf(report: Report, settings: WriterSettings) -> Files:
    from nullpunkt.writers.pdf import render_pdf

    return {"report.pdf": render_pdf(report, settings)}


def _pptx(report: Report, settings: WriterSettings) -> Files:
    from nullpunkt.writers.pptx import render_pptx

    return {"report.pptx": render_pptx(report, settings)}


WRITERS: dict[str, Writer] = {
    "html": _html,
    "md": _markdown,
    "docx": _docx,
    "pdf": _pdf,
    "pptx": _pptx,
    "xlsx": _xlsx,
}
