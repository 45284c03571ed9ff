"""The documentation as data: which pages there are, and the code blocks in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GENERATED = DOCS / "reference"

_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r'title="([^"]+)"')
_INDENTED = re.compile(r"^    (nullpunkt .*)$", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced piece of code: what kind it is, the file that it is said to be, and what stands in it."""

    language: str
    title: str | None
    text: str


def pages() -> tuple[Path, ...]:
    """README and every page of `docs/` that a person writes or a program of ours."""
    return (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))


def blocks(page: Path) -> tuple[Block, ...]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return tuple(_block(found) for found in _FENCE.finditer(text))


def _block(found: re.Match[str]) -> Block:
    language, _, rest = found["info"].strip().partition(" ")
    title = _TITLE.search(rest)
    return Block(language, title[1] if title else None, found["text"])


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def indented_commands(page: Path) -> tuple[str, ...]:
    """Commands in indented blocks, as the examples' own pages have them."""
    return tuple(_INDENTED.findall(page.read_text(encoding="utf-8")))


def links(page: Path) -> Iterator[str]:
    """The targets of a page's links and pictures that lie in the project."""
    for target in LINK.findall(prose(page)):
        if not target.startswith(("http://", "https://", "mailto:", "#")):
            yield target


def called(page: Path) -> str:
    """The page's path, as tests name it."""
    return page.relative_to(ROOT).as_posix()
