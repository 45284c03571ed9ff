"""`report.pdf`: set by Typst as PDF/UA-1 and PDF/A-2a, with fonts of our own and the same bytes everywhere.

The report goes to the template as JSON, never as code. Typst refuses to build a document in which a picture has no
text alternative or a heading level is skipped. What it cannot do yet, rows' headings, is added to the structure tree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from nullpunkt import templating
from nullpunkt.errors import InputError, MissingExtraError
from nullpunkt.report.model import Report
from nullpunkt.resources import shipped
from nullpunkt.writers.deterministic import moment
from nullpunkt.writers.pdf_data import typst_files
from nullpunkt.writers.pdf_letters import displayable
from nullpunkt.writers.settings import SHIPPED, WriterSettings

_TEMPLATE = "pdf/report.typ"
_STANDARDS = ["ua-1", "a-2a"]
_ROW = re.compile(rb"/S/TR/P \d+ 0 R/K\[(\d+) 0 R")
_CELL = re.compile(
    rb"(?P<before>(?<=\n)(?P<number>\d+) 0 obj\n<</Type/StructElem)/S/TD(?P<parent>/P \d+ 0 R/A\[)"
    rb"<</O/Table/Headers\[[^\]>]*\]>>"
)
_ROW_SCOPE = b"<</O/Table/Scope/Row>>"
_NO_SUCH_LETTER = "could not be displayed with font"


def render_pdf(report: Report, settings: WriterSettings = SHIPPED) -> bytes:
    """The whole document."""
    typst = _extra()
    data, pictures = typst_files(report)
    compiler = typst.Compiler(font_paths=[str(shipped("templates") / "fonts")], ignore_system_fonts=True)
    template = templating.read(_TEMPLATE, folder=settings.templates).encode()

    def set_with(data: Any, pictures: Mapping[str, bytes]) -> bytes:
        told = json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
        files = {"main.typ": template, "report.json": told, **pictures}
        pdf: bytes = compiler.compile(
            input=files, format="pdf", pdf_standards=_STANDARDS, timestamp=moment(report.date)
        )
        return pdf

    try:
        try:
            pdf = set_with(data, pictures)
        except typst.TypstError as error:
            if _NO_SUCH_LETTER not in error.message:
                raise
            pdf = set_with(displayable(data), {name: _displayable(name, pictures[name]) for name in pictures})
    except typst.TypstError as error:
        raise InputError(
            f"template {_TEMPLATE}: {error.message}", hint="Compare with the shipped template of the same name."
        ) from error
    return _with_row_headings(pdf)


def _displayable(name: str, picture: bytes) -> bytes:
    return displayable(picture.decode()).encode() if name.endswith(".svg") and not name.startswith("logo") else picture


def _extra() -> Any:
    try:
        import typst
    except ImportError as error:
        raise MissingExtraError(
            "PDF needs a package that is not installed or cannot be loaded: typst",
            hint='Install it with: pip install "nullpunkt[pdf]"',
        ) from error
    return typst


def _with_row_headings(content: bytes) -> bytes:
    """The first cell of each row as the row's heading, which a screen reader says before every number of the row.

    What Typst writes is changed in place and keeps its length, so that all that points into the file stays right.
    """
    first = set(_ROW.findall(content))

    def heading(cell: re.Match[bytes]) -> bytes:
        if cell["number"] not in first:
            return cell[0]
        return (cell["before"] + b"/S/TH" + cell["parent"] + _ROW_SCOPE).ljust(len(cell[0]))

    return _CELL.sub(heading, content)
