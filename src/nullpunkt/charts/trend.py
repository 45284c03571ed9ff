"""Three waves and more as small panels, one an item, all on the same scale."""

from __future__ import annotations

from collections.abc import Sequence

from nullpunkt.charts import text
from nullpunkt.charts.layout import (
    LEADING,
    NARROW,
    SIZE,
    SMALL,
    WIDTH,
    Ruler,
    block,
    hatched,
    ticks,
    value_label,
    written,
)
from nullpunkt.charts.palette import GRID, MUTED, PAPER, tint
from nullpunkt.charts.scene import Anchor, Circle, Line, Path, Point, Rectangle, Scene, Shape
from nullpunkt.report.figures import Axis, ChartWords, Palette, TrendFigure, TrendLine

_PANELS = 3
_GUTTER = 26.0
_MARGIN = 34.0
_PLOT = 110.0
_FOOT = 24.0
_BELOW = 22.0


def trend(figure: TrendFigure, words: ChartWords, palette: Palette, across: float = WIDTH) -> Scene:
    """Panels in rows of three; a wave without a number is a hatched strip and breaks the line."""
    shapes: list[Shape] = []
    panels = _PANELS if across > NARROW else 1
    width = (across - (panels - 1) * _GUTTER) / panels
    y = 0.0
    for start in range(0, len(figure.lines), panels):
        lines = figure.lines[start : start + panels]
        titles = [text.wrap(line.label, SIZE, width - 4, bold=True, lines=4) for line in lines]
        head = max(len(title) for title in titles) * SIZE * LEADING + 18
        for index, (line, title) in enumerate(zip(lines, titles, strict=True)):
            x = index * (width + _GUTTER)
            middle = y + head - 20 - (len(title) - 1) * SIZE * LEADING / 2
            shapes += block(title, x=x, middle=middle, bold=True)
            shapes += _panel(line, figure, x=x, top=y + head, width=width, words=words, palette=palette)
        y += head + _PLOT + _FOOT + _BELOW
    return Scene(width=across, height=max(y - _BELOW, 4.0) + 4, shapes=tuple(shapes))


def _panel(
    line: TrendLine,
    figure: TrendFigure,
    *,
    x: float,
    top: float,
    width: float,
    words: ChartWords,
    palette: Palette,
) -> list[Shape]:
    up = Ruler(low=figure.minimum, high=figure.maximum, start=top + _PLOT, length=-_PLOT)
    left, right = x + _MARGIN, x + width
    shapes = _scale(figure, up, left=left, right=right, words=words)
    places = _places(len(figure.waves), left=left + 16, right=right - 18)
    for place, wave in zip(places, figure.waves, strict=True):
        room = (right - left) / max(len(figure.waves), 1) + 4
        label = text.ellipsis(wave, 11, room)
        shapes.append(written(label, x=place, middle=top + _PLOT + 14, size=11, fill=MUTED, anchor=Anchor.MIDDLE))
    for run in _runs(line.estimates):
        shapes += _run(line, run, places, up, palette=palette)
    for index, (place, estimate) in enumerate(zip(places, line.estimates, strict=True)):
        if estimate is None:
            shapes += hatched(x=place - 7, y=top + 4, width=14, height=_PLOT - 8, ink="#9aa3ae")
        else:
            shapes += _mark(line, index, place, up, axis=figure.axis, words=words, palette=palette)
    return shapes


def _places(number: int, *, left: float, right: float) -> tuple[float, ...]:
    if number <= 1:
        return ((left + right) / 2,) * number
    return tuple(left + (right - left) * index / (number - 1) for index in range(number))


def _scale(figure: TrendFigure, up: Ruler, *, left: float, right: float, words: ChartWords) -> list[Shape]:
    values = ticks(figure.axis, figure.minimum, figure.maximum)
    shown = values if len(values) <= 3 else tuple(v for i, v in enumerate(values) if i % 2 == 0)
    shapes: list[Shape] = []
    for value in shown:
        y = up.at(value)
        label = (
            words.numbers.number(value * 100) + words.numbers.percent
            if figure.axis is Axis.SHARE
            else words.numbers.number(value, 0 if float(value).is_integer() else 1)
        )
        shapes.append(Line(x1=left, y1=y, x2=right, y2=y, stroke=GRID))
        shapes.append(written(label, x=left - 5, middle=y, size=10.5, fill=MUTED, anchor=Anchor.END))
    return shapes


def _runs(estimates: Sequence[float | None]) -> list[list[int]]:
    """The waves with a number, cut where one has none."""
    runs: list[list[int]] = [[]]
    for index, estimate in enumerate(estimates):
        if estimate is None:
            runs.append([])
        else:
            runs[-1].append(index)
    return [run for run in runs if run]


def _run(line: TrendLine, run: list[int], places: Sequence[float], up: Ruler, *, palette: Palette) -> list[Shape]:
    shapes: list[Shape] = []
    lower = [(places[index], up.at(low)) for index in run if (low := line.lows[index]) is not None]
    upper = [(places[index], up.at(high)) for index in run if (high := line.highs[index]) is not None]
    known = len(lower) == len(upper) == len(run)
    if known and len(run) == 1:
        (x, low), (_, high) = lower[0], upper[0]
        shapes.append(Rectangle(x=x - 5, y=high, width=10, height=low - high, fill=tint(palette.accent, 0.92)))
    elif known:
        shapes.append(Path(strokes=((*upper, *reversed(lower)),), fill=tint(palette.accent, 0.92)))
    points: list[Point] = [
        (places[index], up.at(estimate)) for index in run if (estimate := line.estimates[index]) is not None
    ]
    if len(points) > 1:
        shapes.append(Path(strokes=(tuple(points),), stroke=palette.accent, stroke_width=2.4))
    return shapes


def _mark(
    line: TrendLine,
    index: int,
    x: float,
    up: Ruler,
    *,
    axis: Axis,
    words: ChartWords,
    palette: Palette,
) -> list[Shape]:
    """The dot with its number: above, or below where the line rises away from it."""
    estimate = line.estimates[index]
    if estimate is None:
        return []
    y = up.at(estimate)
    shapes: list[Shape] = []
    last = index == len(line.estimates) - 1
    label = value_label(estimate, axis, words)
    middle = y - 14 if y - 14 >= up.start + up.length - 4 else y + 14
    shapes.append(Circle(x=x, y=y, radius=4.5 if last else 3.8, fill=palette.accent, stroke=PAPER, stroke_width=1.2))
    size = SMALL if last else 11.0
    shapes.append(written(label, x=x, middle=middle, size=size, anchor=Anchor.MIDDLE, bold=last))
    return shapes
