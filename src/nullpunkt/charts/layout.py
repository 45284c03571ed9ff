"""What the kinds of chart share: the column of labels, rows, fields for what is not shown, axes and legends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.charts import text
from nullpunkt.charts.palette import FAINT, GRID, INK, MUTED, PAPER, tint
from nullpunkt.charts.scene import Anchor, Line, Path, Point, Rectangle, Shape, Text
from nullpunkt.report.figures import Axis, ChartWords, Palette

WIDTH = 760.0
NARROW = 340.0
"""width of a picture for a phone: its labels stand above the bars"""
SIZE = 13.0
SMALL = 12.0
LEADING = 1.25
LABEL_SHARE = 0.36
GAP = 14.0
ROW = 34.0
TIGHT_ROW = 27.0
MANY_ROWS = 14
HIDDEN_WIDTH = 120.0
"""length of a hidden row's field: the same for every row, whatever it hides"""
_CAP_HEIGHT = 0.357
_HATCH = 6.0
_ABOVE = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Where one row stands: its label in lines, and the span it takes from top to bottom."""

    lines: tuple[str, ...]
    top: float
    height: float
    bold: bool
    head: float = 0.0
    """what the label takes above the bar, where it does not stand beside it"""

    @property
    def middle(self) -> float:
        """The height at which its bar or dot is drawn."""
        return self.top + self.head + (self.height - self.head) / 2

    @property
    def label_middle(self) -> float:
        """The height at which its label is centred."""
        return self.top + self.head / 2 + _ABOVE / 2 if self.head else self.middle

    @property
    def body(self) -> float:
        """The height that is free for its bar or dots."""
        return self.height - self.head


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The column of labels, just as wide as they need, and the rows below each other."""

    width: float
    rows: tuple[Row, ...]
    bottom: float
    across: float

    @property
    def left(self) -> float:
        """Where the drawing beside the labels begins."""
        return self.width + GAP if self.width else 0.0


def rows(labels: Sequence[str], *, top: float, across: float, emphasis: Sequence[bool] = ()) -> Rows:
    """Place rows from `top` on; a row set apart from the one before gets some air."""
    bold = tuple(emphasis) or (False,) * len(labels)
    above = across <= NARROW
    room = across - 2 if above else across * LABEL_SHARE
    wrapped = [text.wrap(label, SIZE, room, bold=strong) for label, strong in zip(labels, bold, strict=True)]
    widest = max(
        (text.width(line, SIZE, bold=strong) for lines, strong in zip(wrapped, bold, strict=True) for line in lines),
        default=0.0,
    )
    least = TIGHT_ROW if len(labels) > MANY_ROWS else ROW
    placed: list[Row] = []
    y = top
    for index, lines in enumerate(wrapped):
        if index and bold[index] != bold[index - 1]:
            y += 10
        head = len(lines) * SIZE * LEADING + _ABOVE if above else 0.0
        height = head + least if above else max(least, 12 + len(lines) * SIZE * LEADING)
        placed.append(Row(lines=lines, top=y, height=height, bold=bold[index], head=head))
        y += height
    return Rows(width=0.0 if above else widest, rows=tuple(placed), bottom=y, across=across)


def label_shapes(placed: Rows) -> list[Shape]:
    """The labels, and a faint line where rows set apart begin or end."""
    shapes: list[Shape] = []
    for before, row in zip((None, *placed.rows), placed.rows, strict=False):
        if before is not None and before.bold != row.bold:
            y = row.top - 5
            shapes.append(Line(x1=0, y1=y, x2=placed.across, y2=y, stroke=GRID))
        if row.head:
            shapes.append(_plate(row))
        shapes += block(row.lines, x=0, middle=row.label_middle, bold=row.bold)
    return shapes


def _plate(row: Row) -> Rectangle:
    """Keeps the lines of the axis off a label that stands above its bar."""
    width = max(text.width(line, SIZE, bold=row.bold) for line in row.lines) + 3
    return Rectangle(x=0, y=row.top + _ABOVE - 1, width=width, height=row.head - _ABOVE, fill=PAPER)


def written(
    string: str,
    *,
    x: float,
    middle: float,
    size: float = SMALL,
    fill: str = INK,
    anchor: Anchor = Anchor.START,
    bold: bool = False,
) -> Text:
    """A line of text whose capital letters are centred at this height."""
    return Text(x=x, y=middle + size * _CAP_HEIGHT, text=string, size=size, fill=fill, anchor=anchor, bold=bold)


def block(
    lines: Sequence[str],
    *,
    x: float,
    middle: float,
    size: float = SIZE,
    fill: str = INK,
    anchor: Anchor = Anchor.START,
    bold: bool = False,
) -> list[Shape]:
    """Several lines, centred at this height."""
    first = middle - (len(lines) - 1) * size * LEADING / 2
    return [
        written(line, x=x, middle=first + index * size * LEADING, size=size, fill=fill, anchor=anchor, bold=bold)
        for index, line in enumerate(lines)
    ]


def hatched(
    *, x: float, y: float, width: float, height: float, ink: str, fill: str = FAINT, rising: bool = True
) -> list[Shape]:
    """A field with slanting lines: rising ones for what is hidden, falling ones for what lies between two bounds."""
    if width <= 0 or height <= 0:
        return []
    strokes: list[tuple[Point, Point]] = []
    for step in range(1, math.ceil((width + height) / _HATCH)):
        offset = step * _HATCH
        start, end = max(0.0, offset - height), min(width, offset)
        if end - start < 0.5:
            continue
        high, low = offset - end, offset - start
        if rising:
            strokes.append(((x + start, y + low), (x + end, y + high)))
        else:
            strokes.append(((x + start, y + height - low), (x + end, y + height - high)))
    return [
        Rectangle(x=x, y=y, width=width, height=height, fill=fill, stroke=ink, stroke_width=0.8),
        Path(strokes=tuple(strokes), stroke=ink, stroke_width=0.8),
    ]


def tagged(string: str, *, x: float, middle: float, anchor: Anchor = Anchor.MIDDLE) -> list[Shape]:
    """A word on a plate of its own, to be read on a hatched field."""
    room = text.width(string, SMALL) + 8
    left = x - room / 2 if anchor is Anchor.MIDDLE else x
    return [
        Rectangle(x=left, y=middle - 8, width=room, height=16, fill=PAPER),
        written(string, x=left + room / 2, middle=middle, anchor=Anchor.MIDDLE),
    ]


def hidden_field(words: ChartWords, *, x: float, middle: float, height: float = 22.0) -> list[Shape]:
    """The field of a hidden row: its length says nothing."""
    width = max(HIDDEN_WIDTH, text.width(words.hidden, SMALL) + 40)
    field = hatched(x=x, y=middle - height / 2, width=width, height=height, ink=MUTED)
    return [*field, *tagged(words.hidden, x=x + width / 2, middle=middle)]


def sure_field(palette: Palette, *, x: float, middle: float, width: float, height: float) -> list[Shape]:
    """The part of a band row that its value reaches for certain: pale, with an edge."""
    if width <= 0:
        return []
    fill, edge = tint(palette.accent, 0.93), palette.accent
    y = middle - height / 2
    return [Rectangle(x=x, y=y, width=width, height=height, fill=fill, stroke=edge, stroke_width=0.8)]


def band_words(words: ChartWords, at_least: float | None, at_most: float | None) -> str:
    """«minst 88 %» or «høyst 12 %»."""
    if at_least is not None:
        return words.at_least.format(share=words.numbers.bound(at_least))
    if at_most is not None:
        return words.at_most.format(share=words.numbers.bound(at_most))
    raise ValueError("a band row needs a bound")


def bounds(at_least: float | None, at_most: float | None) -> tuple[float, float]:
    """Between which shares a band's value lies."""
    return (0.0 if at_least is None else at_least, 1.0 if at_most is None else at_most)


def value_label(value: float, axis: Axis, words: ChartWords) -> str:
    """A value as printed beside its mark: a share in per cent, a score with one decimal."""
    return words.numbers.share(value) if axis is Axis.SHARE else words.numbers.number(value, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruler:
    """From a value to a place along a line; values outside its ends are drawn at the end."""

    low: float
    high: float
    start: float
    length: float

    def at(self, value: float) -> float:
        """Where this value stands."""
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * self.length


def ticks(axis: Axis, low: float, high: float) -> tuple[float, ...]:
    """Round values along an axis: at most seven, both ends included where they are round."""
    steps = (0.05, 0.1, 0.2, 0.25, 0.5) if axis is Axis.SHARE else (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
    step = next((step for step in steps if (high - low) / step <= 6), steps[-1])
    if axis is Axis.SHARE and (low, high) == (0.0, 1.0):
        step = 0.25
    first = math.ceil(low / step - 1e-9)
    return tuple(round(index * step, 6) for index in range(first, math.floor(high / step + 1e-9) + 1))


def axis_shapes(axis: Axis, ruler: Ruler, *, top: float, bottom: float, words: ChartWords) -> list[Shape]:
    """Faint lines at round values with the number below."""
    places = ticks(axis, ruler.low, ruler.high)
    whole = all(float(value).is_integer() for value in places)
    shapes: list[Shape] = []
    for value in places:
        x = ruler.at(value)
        if axis is Axis.SHARE:
            label = words.numbers.number(value * 100) + words.numbers.percent
        else:
            label = words.numbers.number(value, 0 if whole else 1 if value * 10 == round(value * 10) else 2)
        shapes.append(Line(x1=x, y1=top, x2=x, y2=bottom, stroke=GRID))
        shapes.append(written(label, x=x, middle=bottom + 13, fill=MUTED, anchor=Anchor.MIDDLE))
    return shapes


def legend(entries: Sequence[tuple[str, str]], *, across: float, top: float = 2.0) -> tuple[list[Shape], float]:
    """Squares of colour with their words, in as many lines as needed, and where the legend ends."""
    shapes: list[Shape] = []
    place, y = 0.0, top + 8
    for label, colour in entries:
        shown = text.ellipsis(label, SIZE, across - 20)
        room = 18 + text.width(shown, SIZE)
        if place and place + room > across:
            place, y = 0.0, y + 21
        shapes.append(Rectangle(x=place, y=y - 6, width=12, height=12, fill=colour, stroke=MUTED, stroke_width=0.5))
        shapes.append(written(shown, x=place + 18, middle=y, size=SIZE))
        place += room + 18
    return shapes, y + 12


def widest(labels: Sequence[str], *, size: float = SMALL, bold: bool = False) -> float:
    """Room that the widest of these labels takes."""
    return max((text.width(label, size, bold=bold) for label in labels), default=0.0)
