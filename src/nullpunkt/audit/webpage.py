"""Reads a web page or a drawing (SVG): tables with their ids, text alternatives, sections, and what is not shown."""

from __future__ import annotations

import base64
import binascii
import re
from html.parser import HTMLParser

from nullpunkt.audit.document import Alternative, Document, DocumentTable, Passage

_DATA = re.compile(r"data:(?P<kind>[\w/+.-]+);base64,(?P<content>[A-Za-z0-9+/=\s]+)")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SKIPPED = ("style", "script")
_BLOCKS = {"p", "li", "td", "th", "dt", "dd", "caption", "figcaption", "summary", "div", "section", "br", "text", "tr"}
_VOID = {"br", "img", "meta", "link", "input", "hr", "source", "col"}
_SPOKEN = ("alt", "title", "aria-label", "content")
_REASON = re.compile(r"primary|complementary|secondary", re.IGNORECASE)


def read_webpage(content: bytes) -> Document:
    """A page, or an SVG picture by itself."""
    text = content.decode("utf-8", errors="replace")
    reader = _Page()
    reader.feed(text)
    reader.close()
    reader.document.embedded += _data_files(text)
    return reader.finished()


def _data_files(text: str) -> list[tuple[str, bytes]]:
    found = []
    for match in _DATA.finditer(text):
        try:
            found.append((match["kind"], base64.b64decode(match["content"])))
        except (ValueError, binascii.Error):
            continue
    return found


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.document = Document()
        self._stack: list[tuple[str, dict[str, str]]] = []
        self._text: list[str] = []
        self._section = ""
        self._figure = ""
        self._drawing = ""
        self._table: list[list[str]] | None = None
        self._header: list[str] = []
        self._caption = ""
        self._table_id = ""

    def finished(self) -> Document:
        self._flush()
        return self.document

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS or tag in _HEADINGS:
            self._flush()
        self._attributes(tag, values)
        if tag in _HEADINGS and values.get("id"):
            self._section = values["id"]
        elif tag == "figure":
            self._figure = values.get("id", "")
        elif tag == "table":
            self._table, self._header, self._caption, self._table_id = [], [], "", values.get("id", "")
        elif tag == "tr" and self._table is not None:
            self._table.append([])
        elif tag in ("title", "desc") and values.get("id", "").endswith(("-svg-title", "-svg-desc")):
            self._drawing = re.sub(r"-svg-(title|desc)$", "", values["id"])
        if tag not in _VOID:
            self._stack.append((tag, values))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag in _HEADINGS or tag in ("title", "desc"):
            self._flush()
        if tag == "table" and self._table is not None:
            rows = tuple(tuple(row) for row in self._table if row)
            table = DocumentTable(rows, tuple(self._header), self._caption, self._table_id)
            self.document.tables.append(table)
            self._table = None
        elif tag == "figure":
            self._figure = ""
        while self._stack:
            if self._stack.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._inside(*_SKIPPED):
            self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self.document.hidden_parts.append("a comment in the markup")
        self.document.texts.append(data)

    def _attributes(self, tag: str, values: dict[str, str]) -> None:
        for name, value in values.items():
            if name in _SPOKEN and value and tag != "meta":
                self.document.texts.append(value)
            if name.startswith("data-") and (re.search(r"\d", value) or _REASON.search(value)):
                self.document.hidden_parts.append(f"an attribute {name} that carries a value")
        if tag == "img" and values.get("alt"):
            self.document.alternatives.append(Alternative(values["alt"], self._figure))

    def _inside(self, *tags: str) -> bool:
        return any(tag in tags for tag, _ in self._stack)

    def _flush(self) -> None:
        text = " ".join("".join(self._text).split())
        self._text = []
        if not text:
            return
        self.document.texts.append(text)
        current = next((tag for tag, _ in reversed(self._stack) if tag in _PLACES), "")
        if current == "desc":
            self.document.alternatives.append(Alternative(text, self._drawing or self._figure))
        elif current == "text" and self._drawing:
            self.document.alternatives.append(Alternative(text, self._drawing + DRAWN))
        elif current in ("td", "th") and self._table is not None:
            self._cell(text, current)
        elif current == "caption":
            self._caption += text
        else:
            if current in _HEADINGS or current in ("figcaption", "dt"):
                self.document.labels.append(text)
            self.document.passages.append(Passage(self._section, text))

    def _cell(self, text: str, tag: str) -> None:
        assert self._table is not None
        column = tag == "th" and any(values.get("scope") == "col" for _, values in self._stack)
        if tag == "th":
            self.document.labels.append(text)
        if column:
            self._header.append(text)
        elif self._table:
            self._table[-1].append(text)


DRAWN = "\N{PAGE}"
"""marks words inside a drawing, where an axis prints numbers of its own"""
_PLACES = {"td", "th", "caption", "desc", "text", "title", "figcaption", "dt", "dd", "p", "li", *_HEADINGS}
