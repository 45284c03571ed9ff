"""Reads Markdown: tables with the caption or picture that stands above them, text alternatives, sections."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from nullpunkt.audit.document import Alternative, Document, DocumentTable, Passage

_PICTURE = re.compile(r"!\[(?P<alt>(?:\\.|[^\]\\])*)\]\((?P<target>[^)]*)\)")
_ANCHOR = re.compile(r'<a id="(?P<id>[^"]+)"></a>')
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?")
_CELLS = re.compile(r"(?<!\\)\|")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read_markdown(content: bytes) -> Document:
    """The whole text."""
    text = content.decode("utf-8", errors="replace")
    document = Document()
    if _COMMENT.search(text):
        document.hidden_parts.append("a comment in the markup")
    section = anchor = caption = picture = ""
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        line = lines[number].strip()
        number += 1
        if place := _ANCHOR.search(line):
            anchor = place["id"]
        elif line.startswith("|") and number < len(lines) and _RULE.fullmatch(lines[number].strip()):
            end = number + 1
            while end < len(lines) and lines[end].strip().startswith("|"):
                end += 1
            header, *rows = (_cells(row) for row in (line, *lines[number + 1 : end]))
            document.tables.append(
                DocumentTable(tuple(rows), header, caption, f"picture:{picture}" if picture else anchor)
            )
            document.labels += [*header, *(row[0] for row in rows if row)]
            document.texts += [cell for row in (header, *rows) for cell in row]
            number, anchor, caption, picture = end, "", "", ""
        elif found := _PICTURE.search(line):
            picture = PurePosixPath(found["target"]).stem
            document.alternatives.append(Alternative(_plain(found["alt"]), picture))
            document.texts.append(_plain(found["alt"]))
        elif line:
            plain = _plain(line)
            if line.startswith("#"):
                section, anchor = anchor or section, ""  # the place of a heading, not of a table below it
            if line.startswith("**") and line.endswith("**"):
                caption, picture = plain, ""
            if line.startswith(("#", "**")):
                document.labels.append(plain)
            document.passages.append(Passage(section, plain))
            document.texts.append(plain)
    return document


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_plain(cell) for cell in _CELLS.split(line.strip().strip("|").rstrip("\\")))


def _plain(text: str) -> str:
    """A line without its marks; `> 60` escaped is a group's name and no quotation."""
    unmarked = re.sub(r"\*\*|(?<!\\)[`#]", "", text).strip(" *>-")
    bare = _ESCAPE.sub(lambda match: match[1], unmarked)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", bare)
