"""Reads a PDF's text through its own character maps: what a reader can copy out of it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from nullpunkt.audit.document import Document

_MAPPED = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>(?:\s*<([0-9A-Fa-f]+)>)?")


def read_pdf(content: bytes) -> Document:
    """Text, text alternatives and properties, where pikepdf is installed; else only what stands in the open."""
    try:
        import pikepdf
    except ImportError:
        return Document()
    document = Document()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            document.texts.append(_page_text(pikepdf, page))
        for item in pdf.objects:
            document.texts += list(_spoken(pikepdf, item))
        for key in ("/Author", "/Creator", "/Keywords"):
            if key == "/Author" and str(pdf.docinfo.get(key, "")):
                document.hidden_parts.append("the property author")
        if "/EmbeddedFiles" in pdf.Root.get("/Names", {}) or pdf.attachments:
            document.hidden_parts.append("an embedded file")
        document.texts += [str(value) for value in pdf.docinfo.values()]
    return document


def _spoken(pikepdf: Any, item: Any) -> Iterator[str]:
    if isinstance(item, pikepdf.Dictionary):
        for key in ("/Alt", "/ActualText", "/Contents", "/Title"):
            value = item.get(key)
            if isinstance(value, pikepdf.String):
                yield str(value)


def _page_text(pikepdf: Any, page: Any) -> str:
    maps = {}
    for name, font in page.get("/Resources", {}).get("/Font", {}).items():
        if "/ToUnicode" in font:
            maps[str(name)] = _character_map(bytes(font.ToUnicode.read_bytes()).decode("latin-1"))
    words: list[str] = []
    current: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                current = maps.get(str(operands[0]), {})
            case "Tj" | "TJ" | "'":
                parts = operands[-1] if str(operator) == "TJ" else [operands[-1]]
                words += [_decoded(bytes(part), current) for part in parts if isinstance(part, pikepdf.String)]
            case "ET" | "Td" | "Tm" | "T*":
                words.append("\n" if str(operator) == "ET" else " ")
            case _:
                pass
    return "".join(words)


def _decoded(raw: bytes, characters: dict[int, str]) -> str:
    if not characters:
        return raw.decode("latin-1")
    codes = (int.from_bytes(raw[place : place + 2], "big") for place in range(0, len(raw), 2))
    return "".join(characters.get(code, "") for code in codes)


def _character_map(text: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for match in _MAPPED.finditer(block):
            found[int(match[1], 16)] = _letters(match[2])
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for match in _MAPPED.finditer(block):
            if match[3]:
                first, last, letter = int(match[1], 16), int(match[2], 16), int(match[3], 16)
                found.update({first + step: chr(letter + step) for step in range(last - first + 1)})
    return found


def _letters(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be", errors="ignore")
