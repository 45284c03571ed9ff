"""The unit among the others, who stay anonymous: small rings for the others, a diamond for the own."""

from __future__ import annotations

from collections.abc import Sequence

from nullpunkt.charts import text
from nullpunkt.charts.layout import (
    SIZE,
    WIDTH,
    Ruler,
    axis_shapes,
    label_shapes,
    rows,
    value_label,
    widest,
    written,
)
from nullpunkt.charts.palette import GRID, MUTED, PAPER
from nullpunkt.charts.scene import Anchor, Circle, Line, Path, Scene, Shape
from nullpunkt.report.figures import ChartWords, Palette, StripFigure

_RING = 4.0
_STEP = 7.0
_TOP = 32.0


def strip(figure: StripFigure, words: ChartWords, palette: Palette, across: float = WIDTH) -> Scene:
    """A row per question; rings that would cover each other are piled up."""
    values = ["" if own is None else value_label(own, figure.axis, words) for own in figure.own]
    placed = rows(figure.labels, top=_TOP, across=across)
    left = placed.left + 10
    ruler = Ruler(
        low=figure.minimum,
        high=figure.maximum,
        start=left,
        length=across - 14 - widest([*values, "00"], bold=True) - left - 10,
    )
    shapes = axis_shapes(figure.axis, ruler, top=_TOP - 4, bottom=placed.bottom, words=words)
    shapes += _legend(figure, palette)
    shapes += label_shapes(placed)
    for others, own, place, value in zip(figure.others, figure.own, placed.rows, values, strict=True):
        middle = place.middle
        shapes.append(Line(x1=left, y1=middle, x2=left + ruler.length, y2=middle, stroke=GRID))
        room = place.body / 2 - _RING
        shapes += [_ring(x, middle + y) for x, y in _piled([ruler.at(other) for other in sorted(others)], room)]
        if own is not None:
            shapes.append(_diamond(ruler.at(own), middle, palette.accent))
            shapes.append(written(value, x=across - 1, middle=middle, anchor=Anchor.END, bold=True))
    return Scene(width=across, height=placed.bottom + 24, shapes=tuple(shapes))


def _piled(places: Sequence[float], room: float) -> list[tuple[float, float]]:
    """Each ring at its value, moved up or down by whole steps until it touches no other, as far as there is room."""
    layers = [0.0]
    while len(layers) < 2 * int(room // _STEP) + 1:
        step = (len(layers) // 2 + 1) * _STEP
        layers.append(step if len(layers) % 2 else -layers[-1])
    last: list[float] = [float("-inf")] * len(layers)
    piled: list[tuple[float, float]] = []
    for x in places:
        free = [index for index, before in enumerate(last) if x - before >= 2 * _RING]
        layer = free[0] if free else last.index(min(last))
        last[layer] = x
        piled.append((x, layers[layer]))
    return piled


def _ring(x: float, y: float) -> Circle:
    return Circle(x=x, y=y, radius=_RING, fill=PAPER, stroke=MUTED, stroke_width=1.3)


def _diamond(x: float, y: float, fill: str) -> Path:
    points = ((x, y - 8.5), (x + 8.5, y), (x, y + 8.5), (x - 8.5, y))
    return Path(strokes=(points,), fill=fill, stroke=PAPER, stroke_width=1.5)


def _legend(figure: StripFigure, palette: Palette) -> list[Shape]:
    second = 42 + text.width(figure.own_label, SIZE)
    return [
        _diamond(9, 11, palette.accent),
        written(figure.own_label, x=23, middle=11, size=SIZE, bold=True),
        _ring(second + 6, 11),
        written(figure.others_label, x=second + 17, middle=11, size=SIZE),
    ]
