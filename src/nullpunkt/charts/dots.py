"""Estimates with their intervals on one axis: a dot, a line through it, the number beside."""

from __future__ import annotations

from nullpunkt.charts import text
from nullpunkt.charts.layout import (
    SMALL,
    WIDTH,
    Rows,
    Ruler,
    axis_shapes,
    band_words,
    bounds,
    hatched,
    hidden_field,
    label_shapes,
    rows,
    tagged,
    value_label,
    widest,
    written,
)
from nullpunkt.charts.palette import INK, MUTED, PAPER
from nullpunkt.charts.scene import Anchor, Circle, Line, Scene, Shape
from nullpunkt.report.figures import Axis, ChartWords, DotFigure, DotRow, Palette, RowStatus


def dots(figure: DotFigure, words: ChartWords, palette: Palette, across: float = WIDTH) -> Scene:
    """Rows of dots with intervals, and a dashed line for the whole."""
    values = [_value(row, figure.axis, words) for row in figure.rows]
    counts = ["" if row.n is None else words.numbers.number(row.n) for row in figure.rows]
    n_width = widest([words.n, *counts]) if any(counts) else 0.0
    value_right = across - 1 - (n_width + 16 if n_width else 0.0)
    top = 30.0 if figure.reference is not None else 22.0
    placed = rows(
        [row.label for row in figure.rows], top=top, across=across, emphasis=[row.emphasis for row in figure.rows]
    )
    left = max(placed.left + 8, 20.0)
    end = min(value_right - widest(values, bold=True) - 18, across - 24)
    ruler = Ruler(low=figure.minimum, high=figure.maximum, start=left, length=end - left)
    shapes = axis_shapes(figure.axis, ruler, top=top - 4, bottom=placed.bottom, words=words)
    shapes += _reference(figure, ruler, placed, top=top, words=words, palette=palette)
    shapes += label_shapes(placed)
    if n_width:
        shapes.append(written(words.n, x=across - 1, middle=12, fill=MUTED, anchor=Anchor.END))
    for row, place, value, count in zip(figure.rows, placed.rows, values, counts, strict=True):
        shapes += _row(row, ruler, middle=place.middle, words=words, palette=palette)
        shapes.append(written(value, x=value_right, middle=place.middle, anchor=Anchor.END, bold=True))
        shapes.append(written(count, x=across - 1, middle=place.middle, fill=MUTED, anchor=Anchor.END))
    written_only = tuple(shape for shape in shapes if getattr(shape, "text", "x"))
    return Scene(width=across, height=placed.bottom + 24, shapes=written_only)


def _value(row: DotRow, axis: Axis, words: ChartWords) -> str:
    if row.status is not RowStatus.SHOWN or row.estimate is None:
        return ""
    return value_label(row.estimate, axis, words)


def _row(row: DotRow, ruler: Ruler, *, middle: float, words: ChartWords, palette: Palette) -> list[Shape]:
    if row.status is RowStatus.HIDDEN:
        return hidden_field(words, x=ruler.start, middle=middle, height=20)
    if row.status is RowStatus.BAND:
        return band_field(row.at_least, row.at_most, ruler, middle=middle, words=words, palette=palette)
    if row.estimate is None:
        return []
    shapes: list[Shape] = []
    if row.low is not None and row.high is not None:
        low, high = ruler.at(row.low), ruler.at(row.high)
        shapes.append(
            Line(x1=low, y1=middle, x2=high, y2=middle, stroke=palette.accent, stroke_width=3, round_ends=True)
        )
    radius = 6.5 if row.emphasis else 5.5
    fill = INK if row.emphasis else palette.accent
    x = ruler.at(row.estimate)
    shapes.append(Circle(x=x, y=middle, radius=radius, fill=fill, stroke=PAPER, stroke_width=1.5))
    return shapes


def band_field(
    at_least: float | None, at_most: float | None, ruler: Ruler, *, middle: float, words: ChartWords, palette: Palette
) -> list[Shape]:
    """A field from the lower to the upper bound, with the bound in words beside it."""
    low, high = (ruler.at(bound) for bound in bounds(at_least, at_most))
    field = hatched(
        x=low, y=middle - 9, width=max(high - low, 4), height=18, ink=palette.accent, fill=PAPER, rising=False
    )
    string = band_words(words, at_least, at_most)
    room = text.width(string, SMALL) + 12
    x = low - room if low - room >= ruler.start else high + 4
    return [*field, *tagged(string, x=x, middle=middle, anchor=Anchor.START)]


def _reference(
    figure: DotFigure, ruler: Ruler, placed: Rows, *, top: float, words: ChartWords, palette: Palette
) -> list[Shape]:
    if figure.reference is None:
        return []
    x = ruler.at(figure.reference)
    value = value_label(figure.reference, figure.axis, words)
    label = f"{figure.reference_label} {value}".strip()
    half = text.width(label, SMALL, bold=True) / 2
    room = text.width(words.n, SMALL) + 10
    centre = min(max(x, half), placed.across - room - half)
    return [
        Line(x1=x, y1=top - 8, x2=x, y2=placed.bottom, stroke=palette.contrast, stroke_width=1.5, dash=(5, 3)),
        written(label, x=centre, middle=12, fill=palette.contrast, anchor=Anchor.MIDDLE, bold=True),
    ]
