"""`report.pdf`: set by Typst as PDF/UA-1 and PDF/A-2a, with fonts of our own and the same bytes everywhere.

The report goes to the template as JSON, never as code. Typst refuses to build a document in which a picture has no
text alternative or a heading level is skipped. What it cannot do yet, rows' headings, is added to the structure tree.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
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
_NO_SUCH_LETTER = "could not be displayed with font"


def render_pdf(report: Report, settings: WriterSettings = SHIPPED) -> bytes:
    """The whole document."""
    typst, pikepdf = _extra()
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
    return _with_row_headings(pikepdf, pdf)


def _displayable(name: str, picture: bytes) -> bytes:
    return displayable(picture.decode()).encode() if name.endswith(".svg") and not name.startswith("logo") else picture


def _extra() -> tuple[Any, Any]:
    try:
        import pikepdf
        import typst
    except ImportError as error:
        raise MissingExtraError(
            "PDF needs two packages that are not installed or cannot be loaded: typst and pikepdf",
            hint='Install them with: pip install "nullpunkt[pdf]"',
        ) from error
    return typst, pikepdf


def _with_row_headings(pikepdf: Any, content: bytes) -> bytes:
    """The first cell of each row as the row's heading, which a screen reader says before every number of the row."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for row in _rows(pikepdf, pdf.Root.StructTreeRoot):
            first = next(_children(pikepdf, row), None)
            if first is not None and str(first.S) == "/TD":
                first.S = pikepdf.Name.TH
                scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
                first.A = pikepdf.Array([scope])
        packed = pikepdf.ObjectStreamMode.generate  # the structure of thousands of cells is most of the file
        pdf.save(written, deterministic_id=True, object_stream_mode=packed, fix_metadata_version=False)
    return written.getvalue()


def _rows(pikepdf: Any, element: Any) -> Iterator[Any]:
    """All table rows below an element of the structure tree; the tree is walked without recursion, for it is deep."""
    waiting = [element]
    while waiting:
        current = waiting.pop()
        if str(current.get("/S", "")) == "/TR":
            yield current
        else:
            waiting.extend(_children(pikepdf, current))


def _children(pikepdf: Any, element: Any) -> Iterator[Any]:
    kids = element.get("/K")
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
