"""What a published document holds, whatever its format: tables, text alternatives, running text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A table as it is printed: its id where the format keeps one, and its cells as text."""

    rows: tuple[tuple[str, ...], ...]
    header: tuple[str, ...] = ()
    caption: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """What is read out instead of a picture."""

    text: str
    picture: str = ""
    """the chart's id: where the text stands, or the file name of the picture"""


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text under a heading; `section` is the heading's id."""

    section: str
    text: str


@dataclass(slots=True)
class Document:
    """One file as a reader sees it, and what of it no reader sees."""

    tables: list[DocumentTable] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    """row and column heads, captions and headings: words that may hold numbers of their own"""
    texts: list[str] = field(default_factory=list)
    """every text, for the search for people"""
    hidden_parts: list[str] = field(default_factory=list)
    """what should not be there: hidden sheets, comments, macros, properties; never their content"""
    embedded: list[tuple[str, bytes]] = field(default_factory=list)
    """files inside the file"""

    def absorb(self, other: Document) -> None:
        """Takes in what a part of the file holds."""
        self.tables += other.tables
        self.alternatives += other.alternatives
        self.passages += other.passages
        self.labels += other.labels
        self.texts += other.texts
        self.hidden_parts += other.hidden_parts
        self.embedded += other.embedded


DocumentReader = Callable[[bytes], Document]
