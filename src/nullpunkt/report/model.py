"""The report as a value: sections of typed blocks, from which every format is rendered.

Running text is Markdown's inline part (bold, italic, code, link). Numbers in tables stay numbers; each renderer prints
them in the report's language through `report.numbers`, and a spreadsheet gets them as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nullpunkt.report.figures import ChartWords, Figure, Palette


class ColumnKind(StrEnum):
    """What a column's numbers are."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"
    """0–1, printed as per cent"""
    SCORE = "score"
    """a mean on a scale"""
    POINTS = "points"
    """a difference of shares (−1 … 1), printed in percentage points with its sign"""
    INTERVAL = "interval"
    """a `Span` of shares or of scores"""


class Mark(StrEnum):
    """A cell without a number."""

    HIDDEN = "hidden"
    """suppressed for privacy: printed «:»"""
    NOT_APPLICABLE = "not_applicable"
    """nothing belongs here: printed as an empty cell"""


@dataclass(frozen=True, slots=True)
class Band:
    """Almost all or almost none: a share that is at least or at most this."""

    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """An interval; `share` tells whether it is of shares (0–1) or of scores."""

    low: float
    high: float
    share: bool = True


Cell = str | int | float | Mark | Band | Span


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: header, what its numbers are, and how many decimals are printed."""

    label: str
    kind: ColumnKind = ColumnKind.TEXT
    decimals: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose first column heads its rows."""

    id: str
    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    emphasis: tuple[int, ...] = ()
    """rows set apart, as the one for all respondents"""
    folded: bool = False
    """may be folded away where a page can (HTML); on paper it stands open"""

    def __post_init__(self) -> None:
        crooked = [number for number, row in enumerate(self.rows) if len(row) != len(self.columns)]
        if crooked:
            raise ValueError(f"table {self.id}: rows {crooked} do not have {len(self.columns)} cells")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A figure with the text alternative and the table that say the same."""

    id: str
    """file name of the picture: letters, digits, - and _"""
    caption: str
    alt: str
    figure: Figure
    table: Table
    note: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.alt) <= 900:
            raise ValueError(f"chart {self.id}: the text alternative must have 1–900 characters")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that is to be seen: what the reader must know before reading on."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A few large numbers: (value as printed, what it is)."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding: the sentence, how sure it is in words, and where it comes from."""

    sentence: str
    certainty: str = ""
    section: str = ""
    """id of the section that shows it"""


@dataclass(frozen=True, slots=True)
class Findings:
    """The main findings in order of importance."""

    items: tuple[Finding, ...]


Block = Paragraph | Bullets | Callout | KeyFigures | Findings | Table | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading (level 2 or 3; the title is level 1) and what stands under it."""

    id: str
    title: str
    level: int = 2
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """One report."""

    language: str
    title: str
    subtitle: str
    unit: str
    wave: str
    date: date | None
    facts: tuple[tuple[str, str], ...]
    """title page: (label, value)"""
    summary: tuple[Block, ...]
    """what stands on the first page"""
    sections: tuple[Section, ...]
    words: Mapping[str, str]
    """the page's own words: contents, skip link, show table, figure, table, hidden, page, footer, …"""
    chart_words: ChartWords
    generator: str
    palette: Palette = field(default_factory=Palette)
    logo: bytes | None = None
    footer: str = ""
    synthetic: bool = False
    """made-up data: said on every page"""

    def __post_init__(self) -> None:
        ids = [section.id for section in self.sections]
        for section in self.sections:
            ids += [block.id for block in section.blocks if isinstance(block, Chart | Table)]
        twice = sorted(name for name, times in Counter(ids).items() if times > 1)
        if twice:
            raise ValueError(f"ids that stand twice in the report: {', '.join(twice)}")
        level = 1
        for section in self.sections:
            if section.level > level + 1:
                raise ValueError(f"heading level jumps at {section.id}")
            level = section.level

    @property
    def charts(self) -> tuple[Chart, ...]:
        """All charts, in order."""
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, Chart))

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, those of charts included, in order."""
        return tuple(
            b.table if isinstance(b, Chart) else b
            for s in self.sections
            for b in s.blocks
            if isinstance(b, Table | Chart)
        )
