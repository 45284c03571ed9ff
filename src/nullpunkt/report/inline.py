"""Running text: the inline part of Markdown (bold, italic, code, link) as runs that every format can print.

HTML and pictures do not pass: what looks like a tag is text. A link leads to the web, to an address or to a place in
the report; every other target is printed as text alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from markdown_it import MarkdownIt

_TARGETS = ("https://", "http://", "mailto:", "#")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_BLOCK_START = re.compile(r"^(\s*)(#|[+\-=](?=\s|$|[-=])|\d+(?=[.)](?:\s|$)))")
_MARKED = re.compile(r"[\\`*_\[\]<&!\x00-\x1f]")
"""where a text may be more than its letters; most have none and need no parser"""
_ENTITY = re.compile(r"&(?=#?\w+;)")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text with one look."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "html_inline", "autolink"])


@lru_cache(4096)
def runs(text: str) -> tuple[Run, ...]:
    """The runs of a text, in order."""
    return (Run(text),) if _is_plain(text) else _parsed(text)


def _is_plain(text: str) -> bool:
    return bool(text) and text == text.strip() and not _MARKED.search(text)


def _parsed(text: str) -> tuple[Run, ...]:
    found: list[Run] = []
    bold = italic = 0
    href = ""
    for paragraph in _parser().parseInline(text):
        for token in paragraph.children or ():
            match token.type:
                case "strong_open":
                    bold += 1
                case "strong_close":
                    bold -= 1
                case "em_open":
                    italic += 1
                case "em_close":
                    italic -= 1
                case "link_open":
                    target = str(token.attrs.get("href", ""))
                    href = target if target.startswith(_TARGETS) else ""
                case "link_close":
                    href = ""
                case "softbreak" | "hardbreak":
                    found.append(Run(" "))
                case _ if token.content:
                    found.append(Run(token.content, bold > 0, italic > 0, token.type == "code_inline", href))
    return tuple(found)


def plain(text: str) -> str:
    """The text without its marks."""
    return "".join(run.text for run in runs(text))


def escaped(text: str) -> str:
    """Plain text, as a questionnaire's label, written so that Markdown prints exactly these letters.

    >>> print(escaped("Hva med *støtten* | <b>?"))
    Hva med \\*støtten\\* \\| \\<b\\>?
    """
    marked = _SPECIAL.sub(r"\\\1", " ".join(text.splitlines()))
    return _ENTITY.sub("&amp;", marked)


def opening(markdown: str) -> str:
    """Escaped text that begins a line, kept from becoming a heading, a list or a rule.

    >>> print(opening("1. mai"))
    1\\. mai
    """
    return _BLOCK_START.sub(_shielded, markdown)


def _shielded(match: re.Match[str]) -> str:
    space, sign = match.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"
