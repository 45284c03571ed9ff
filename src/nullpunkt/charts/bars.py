"""Shares side by side as bars, with the number at the end and a thin whisker for the interval."""

from __future__ import annotations

from nullpunkt.charts.layout import (
    WIDTH,
    Rows,
    Ruler,
    band_words,
    bounds,
    hatched,
    hidden_field,
    label_shapes,
    rows,
    sure_field,
    tagged,
    widest,
    written,
)
from nullpunkt.charts.palette import FAINT, INK, MUTED, PAPER
from nullpunkt.charts.scene import Anchor, Path, Rectangle, Scene, Shape
from nullpunkt.report.figures import BarFigure, BarRow, ChartWords, Palette, RowStatus

_BAR = 20.0


def bars(figure: BarFigure, words: ChartWords, palette: Palette, across: float = WIDTH) -> Scene:
    """Rows of bars on a pale track that ends at the maximum."""
    values = [_value(row, words) for row in figure.rows]
    details = [row.detail if row.status is RowStatus.SHOWN else "" for row in figure.rows]
    counts = ["" if row.n is None else words.numbers.number(row.n) for row in figure.rows]
    with_n = any(counts) and not any(details)
    n_width = widest([words.n, *counts]) if with_n else 0.0
    detail_right = across - 1 - (n_width + 16 if n_width else 0.0)
    detail_width = widest(details)
    value_right = detail_right - (detail_width + 14 if detail_width else 0.0)
    top = 20.0 if with_n else 2.0
    placed = rows(
        [row.label for row in figure.rows], top=top, across=across, emphasis=[row.emphasis for row in figure.rows]
    )
    end = value_right - widest(values, bold=True) - 12
    ruler = Ruler(low=0.0, high=figure.maximum, start=placed.left, length=end - placed.left)
    shapes = label_shapes(placed)
    if with_n:
        shapes.append(written(words.n, x=across - 1, middle=10, fill=MUTED, anchor=Anchor.END))
    for row, place, value, detail, count in zip(figure.rows, placed.rows, values, details, counts, strict=True):
        shapes += _row(row, ruler, middle=place.middle, words=words, palette=palette)
        if value:
            shapes.append(written(value, x=value_right, middle=place.middle, anchor=Anchor.END, bold=True))
        if detail:
            shapes.append(written(detail, x=detail_right, middle=place.middle, fill=MUTED, anchor=Anchor.END))
        if with_n and count:
            shapes.append(written(count, x=across - 1, middle=place.middle, fill=MUTED, anchor=Anchor.END))
    shapes += _base(placed, top=top)
    return Scene(width=across, height=placed.bottom + 4, shapes=tuple(shapes))


def _base(placed: Rows, *, top: float) -> list[Shape]:
    """Where the bars begin: one line, or with labels above the bars a piece for each, that runs through no label."""
    if any(row.head for row in placed.rows):
        ends = [(row.top + row.head, row.top + row.height) for row in placed.rows]
    else:
        ends = [(top, placed.bottom)] if placed.rows else []
    strokes = tuple(((placed.left, begin), (placed.left, end)) for begin, end in ends)
    return [Path(strokes=strokes, stroke=INK, stroke_width=1.2)] if strokes else []


def _value(row: BarRow, words: ChartWords) -> str:
    return words.numbers.share(row.share) if row.status is RowStatus.SHOWN and row.share is not None else ""


def _row(row: BarRow, ruler: Ruler, *, middle: float, words: ChartWords, palette: Palette) -> list[Shape]:
    if row.status is RowStatus.HIDDEN:
        return hidden_field(words, x=ruler.start, middle=middle, height=_BAR)
    if row.status is RowStatus.BAND:
        return _band(row, ruler, middle=middle, words=words, palette=palette)
    track = Rectangle(x=ruler.start, y=middle - _BAR / 2, width=ruler.length, height=_BAR, fill=FAINT)
    if row.share is None:
        return [track]
    fill = INK if row.emphasis else palette.accent
    length = ruler.at(row.share) - ruler.start
    shapes: list[Shape] = [
        track,
        Rectangle(x=ruler.start, y=middle - _BAR / 2, width=length, height=_BAR, fill=fill),
    ]
    if row.low is not None and row.high is not None:
        shapes += _whisker(ruler.at(row.low), ruler.at(row.high), middle=middle)
    return shapes


def _whisker(low: float, high: float, *, middle: float) -> list[Shape]:
    """A thin line with small feet, dark on a white edge so that it is seen on the bar and beside it."""
    along = ((low, middle), (high, middle))
    strokes = (along, *(((end, middle - 4), (end, middle + 4)) for end in (low, high)))
    return [Path(strokes=strokes, stroke=PAPER, stroke_width=3.5), Path(strokes=strokes, stroke=INK, stroke_width=1.4)]


def _band(row: BarRow, ruler: Ruler, *, middle: float, words: ChartWords, palette: Palette) -> list[Shape]:
    low, high = (ruler.at(bound) for bound in bounds(row.at_least, row.at_most))
    y = middle - _BAR / 2
    sure = sure_field(palette, x=ruler.start, middle=middle, width=low - ruler.start, height=_BAR)
    field = hatched(x=low, y=y, width=high - low, height=_BAR, ink=palette.accent, fill=PAPER, rising=False)
    string = band_words(words, row.at_least, row.at_most)
    x = ruler.start + 8 if row.at_least is not None else high + 4
    return [*sure, *field, *tagged(string, x=x, middle=middle, anchor=Anchor.START)]
