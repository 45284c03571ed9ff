"""Two waves on one axis: a ring for before, a dot for after, and the change in words at the right."""

from __future__ import annotations

from nullpunkt.charts import text
from nullpunkt.charts.layout import (
    NARROW,
    SIZE,
    SMALL,
    WIDTH,
    Ruler,
    axis_shapes,
    block,
    hidden_field,
    label_shapes,
    rows,
    value_label,
    widest,
    written,
)
from nullpunkt.charts.palette import INK, MUTED, PAPER
from nullpunkt.charts.scene import Anchor, Circle, Line, Path, Scene, Shape
from nullpunkt.report.figures import ChartWords, DumbbellFigure, DumbbellRow, Palette, RowStatus

_CLOSE = 13.0
"""nearer than this a dot would cover the ring: it is drawn inside a wider one"""
_APART_INTERVALS = 9.5


def dumbbell(figure: DumbbellFigure, words: ChartWords, palette: Palette, across: float = WIDTH) -> Scene:
    """Rows of before and after; an arrowhead between them shows the direction where there is room."""
    values = [
        value_label(value, figure.axis, words) for row in figure.rows for value in (row.before, row.after) if value
    ]
    margin = widest([*values, "0,0"], bold=True) + 16
    heading = text.wrap(figure.change_label, SMALL, 110 if across > NARROW else 76)
    changes = [row.change if row.status is RowStatus.SHOWN else "" for row in figure.rows]
    change_width = widest([*heading, *changes], bold=True)
    top = 34.0 + (len(heading) - 1) * SMALL * 1.25
    placed = rows([row.label for row in figure.rows], top=top, across=across)
    start = placed.left + margin
    end = across - change_width - 12 - margin
    ruler = Ruler(low=figure.minimum, high=figure.maximum, start=start, length=end - start)
    shapes = axis_shapes(figure.axis, ruler, top=top - 2, bottom=placed.bottom, words=words)
    shapes += _legend(figure, palette)
    shapes += block(heading, x=across - 1, middle=top - 14, size=SMALL, fill=MUTED, anchor=Anchor.END)
    shapes += label_shapes(placed)
    for row, place, change in zip(figure.rows, placed.rows, changes, strict=True):
        if row.status is RowStatus.HIDDEN:
            shapes += hidden_field(words, x=ruler.start, middle=place.middle, height=20)
            continue
        shapes += _row(row, figure, ruler, middle=place.middle, words=words, palette=palette)
        if change:
            ink = INK if row.clear else MUTED
            shapes.append(
                written(change, x=across - 1, middle=place.middle, fill=ink, anchor=Anchor.END, bold=row.clear)
            )
    return Scene(width=across, height=placed.bottom + 24, shapes=tuple(shapes))


def _legend(figure: DumbbellFigure, palette: Palette) -> list[Shape]:
    second = 36 + text.width(figure.before_label, SIZE)
    return [
        Circle(x=8, y=12, radius=6, fill=PAPER, stroke=palette.contrast, stroke_width=2.5),
        written(figure.before_label, x=20, middle=12, size=SIZE),
        Circle(x=second + 8, y=12, radius=6.5, fill=palette.accent),
        written(figure.after_label, x=second + 20, middle=12, size=SIZE),
    ]


def _row(
    row: DumbbellRow, figure: DumbbellFigure, ruler: Ruler, *, middle: float, words: ChartWords, palette: Palette
) -> list[Shape]:
    shapes = _interval(row.before_low, row.before_high, ruler, y=middle - _APART_INTERVALS, colour=palette.contrast)
    shapes += _interval(row.after_low, row.after_high, ruler, y=middle + _APART_INTERVALS, colour=palette.accent)
    before = None if row.before is None else ruler.at(row.before)
    after = None if row.after is None else ruler.at(row.after)
    if before is not None and after is not None:
        shapes += _joined(before, after, middle=middle, palette=palette)
    elif before is not None:
        shapes.append(_ring(before, middle=middle, radius=6, fill=PAPER, palette=palette))
    elif after is not None:
        shapes.append(Circle(x=after, y=middle, radius=6.5, fill=palette.accent))
    return shapes + _numbers(row, figure, before=before, after=after, middle=middle, words=words)


def _joined(before: float, after: float, *, middle: float, palette: Palette) -> list[Shape]:
    dot = Circle(x=after, y=middle, radius=6.5, fill=palette.accent)
    if abs(after - before) < _CLOSE:
        inner = Circle(x=after, y=middle, radius=4.5, fill=palette.accent)
        return [_ring(before, middle=middle, radius=8.5, fill=PAPER, palette=palette), inner]
    line = Line(x1=before, y1=middle, x2=after, y2=middle, stroke="#8a94a0", stroke_width=3)
    ring = _ring(before, middle=middle, radius=6, fill=PAPER, palette=palette)
    shapes: list[Shape] = [line, ring, dot]
    if abs(after - before) > 40:
        sign = 1 if after > before else -1
        tip = (before + after) / 2 + 5 * sign
        head = ((tip, middle), (tip - 9 * sign, middle - 5.5), (tip - 9 * sign, middle + 5.5))
        shapes.insert(1, Path(strokes=(head,), fill="#6b7683"))
    return shapes


def _ring(x: float, *, middle: float, radius: float, fill: str, palette: Palette) -> Circle:
    return Circle(x=x, y=middle, radius=radius, fill=fill, stroke=palette.contrast, stroke_width=2.5)


def _interval(low: float | None, high: float | None, ruler: Ruler, *, y: float, colour: str) -> list[Shape]:
    if low is None or high is None:
        return []
    return [Line(x1=ruler.at(low), y1=y, x2=ruler.at(high), y2=y, stroke=colour, stroke_width=1.4)]


def _numbers(
    row: DumbbellRow,
    figure: DumbbellFigure,
    *,
    before: float | None,
    after: float | None,
    middle: float,
    words: ChartWords,
) -> list[Shape]:
    """Each value on the outer side of its mark."""
    rising = before is None or after is None or after >= before
    shapes: list[Shape] = []
    for value, x, outwards, bold in ((row.before, before, -1, False), (row.after, after, 1, True)):
        if value is None or x is None:
            continue
        side = outwards if rising else -outwards
        anchor = Anchor.START if side > 0 else Anchor.END
        label = value_label(value, figure.axis, words)
        shapes.append(written(label, x=x + 13 * side, middle=middle, anchor=anchor, bold=bold))
    return shapes
