"""Units' shares against their size: who stands outside what chance alone would give."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from nullpunkt.charts import text
from nullpunkt.charts.layout import SMALL, WIDTH, Ruler, ticks, written
from nullpunkt.charts.palette import FAINT, GRID, INK, MUTED, PAPER
from nullpunkt.charts.scene import Anchor, Circle, Line, Path, Point, Rectangle, Scene, Shape
from nullpunkt.report.figures import Axis, ChartWords, FunnelFigure, FunnelPoint, Palette

_TOP, _HEIGHT = 16.0, 340.0
_LEFT, _RIGHT = 58.0, 96.0
_MOST_LABELS = 14

Box = tuple[float, float, float, float]
Limit = tuple[int, float, float]


def funnel(figure: FunnelFigure, words: ChartWords, palette: Palette) -> Scene:
    """A funnel of two limits round the centre line; units outside and the own one bear their names."""
    low, high = _range(figure)
    most = _round_up(max([point.n for point in figure.points] + [n for n, _, _ in figure.inner], default=10))
    across = Ruler(low=0.0, high=most, start=_LEFT, length=WIDTH - _LEFT - _RIGHT)
    up = Ruler(low=low, high=high, start=_TOP + _HEIGHT, length=-_HEIGHT)
    shapes = _axes(across, up, figure=figure, words=words)
    shapes += _limit(figure.outer, across, up, dash=(2, 3))
    shapes += _limit(figure.inner, across, up, dash=(6, 3))
    limits = ((figure.inner, words.numbers.share(0.95)), (figure.outer, words.numbers.share(0.998, 1)))
    taken: list[Box] = []
    shapes += _limit_names(limits, across, up, taken=taken)
    shapes += _centre(figure, across, up, words=words)
    shapes += _names(figure.points, across, up, taken=taken)
    shapes += _points(figure.points, across, up, palette=palette)
    return Scene(width=WIDTH, height=_TOP + _HEIGHT + 48, shapes=tuple(shapes))


def _range(figure: FunnelFigure) -> tuple[float, float]:
    """Round ends of the vertical axis: every point, and the narrower half of the inner limits."""
    late = figure.inner[len(figure.inner) // 2 :]
    values = [
        figure.centre,
        *(point.share for point in figure.points),
        *(low for _, low, _ in late),
        *(high for _, _, high in late),
    ]
    low = max(0.0, math.floor(min(values) * 10 - 0.2) / 10)
    high = min(1.0, math.ceil(max(values) * 10 + 0.2) / 10)
    return low, high


def _round_up(value: float) -> float:
    step = 10.0 ** math.floor(math.log10(max(value, 10)))
    return next(factor * step for factor in (1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12) if factor * step >= value * 1.04)


def _axes(across: Ruler, up: Ruler, *, figure: FunnelFigure, words: ChartWords) -> list[Shape]:
    right, bottom = across.start + across.length, up.start
    shapes: list[Shape] = []
    for value in ticks(Axis.SHARE, up.low, up.high):
        y = up.at(value)
        label = words.numbers.number(value * 100) + words.numbers.percent
        shapes.append(Line(x1=across.start, y1=y, x2=right, y2=y, stroke=GRID))
        shapes.append(written(label, x=across.start - 8, middle=y, fill=MUTED, anchor=Anchor.END))
    for value in _whole_ticks(across.high):
        x = across.at(value)
        shapes.append(Line(x1=x, y1=bottom, x2=x, y2=bottom + 4, stroke=MUTED))
        shapes.append(written(words.numbers.number(value), x=x, middle=bottom + 14, fill=MUTED, anchor=Anchor.MIDDLE))
    shapes.append(Line(x1=across.start, y1=bottom, x2=right, y2=bottom, stroke=MUTED))
    shapes.append(
        written(figure.x_label, x=(across.start + right) / 2, middle=bottom + 34, fill=MUTED, anchor=Anchor.MIDDLE)
    )
    return shapes


def _whole_ticks(high: float) -> tuple[int, ...]:
    step = next(
        step for step in (2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10**5) if high / step <= 7
    )
    return tuple(range(0, int(high) + 1, step))


def _limit(limits: Sequence[Limit], across: Ruler, up: Ruler, *, dash: tuple[float, ...]) -> list[Shape]:
    """The two curves of a limit, where they lie inside the drawing and inside 0–1."""
    strokes: list[tuple[Point, ...]] = []
    for side in (1, 2):
        curve = [(float(limit[0]), limit[side]) for limit in limits]
        strokes += _inside(curve, max(up.low, 1e-6), min(up.high, 1 - 1e-6))
    drawn = tuple(tuple((across.at(x), up.at(y)) for x, y in stroke) for stroke in strokes)
    return [Path(strokes=drawn, stroke=MUTED, stroke_width=1.2, dash=dash)] if drawn else []


def _limit_names(
    limits: Sequence[tuple[Sequence[Limit], str]], across: Ruler, up: Ruler, *, taken: list[Box]
) -> list[Shape]:
    """How sure each limit is, at the right end of its curves."""
    shapes: list[Shape] = []
    for curve, label in limits:
        for share in curve[-1][1:] if curve else ():
            x, y = across.at(curve[-1][0]) + 6, up.at(share)
            box = (x - 2, y - 6, x + text.width(label, 11) + 2, y + 6)
            if 0 < share < 1 and up.low <= share <= up.high and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                shapes.append(written(label, x=x, middle=y, size=11, fill=MUTED))
    return shapes


def _inside(points: Sequence[Point], low: float, high: float) -> list[tuple[Point, ...]]:
    """The parts of a curve between two heights, cut where it crosses them."""
    parts: list[list[Point]] = [[]]
    for (x1, y1), (x2, y2) in pairwise(points):
        start, end = 0.0, 1.0
        for bound, sign in ((low, 1), (high, -1)):
            before, after = sign * (y1 - bound), sign * (y2 - bound)
            if before < 0 and after < 0:
                start, end = 1.0, 0.0
            elif before < 0 <= after:
                start = max(start, before / (before - after))
            elif after < 0 <= before:
                end = min(end, before / (before - after))
        if start >= end:
            continue
        first = (x1 + (x2 - x1) * start, y1 + (y2 - y1) * start)
        last = (x1 + (x2 - x1) * end, y1 + (y2 - y1) * end)
        if not parts[-1] or parts[-1][-1] != first:
            parts.append([first])
        parts[-1].append(last)
    return [tuple(part) for part in parts if len(part) > 1]


def _centre(figure: FunnelFigure, across: Ruler, up: Ruler, *, words: ChartWords) -> list[Shape]:
    y = up.at(figure.centre)
    right = across.start + across.length
    lines = text.wrap(figure.centre_label, SMALL, _RIGHT - 10, lines=3)
    shapes: list[Shape] = [Line(x1=across.start, y1=y, x2=right, y2=y, stroke=INK, stroke_width=1.3)]
    for index, line in enumerate((*lines, words.numbers.share(figure.centre))):
        middle = y + (index - len(lines) / 2) * SMALL * 1.2
        shapes.append(written(line, x=right + 6, middle=middle, bold=index == len(lines)))
    return shapes


def _points(points: Sequence[FunnelPoint], across: Ruler, up: Ruler, *, palette: Palette) -> list[Shape]:
    """Circle: inside; diamond: outside; square in the contrasting colour: the own unit."""
    shapes: list[Shape] = []
    for point in sorted(points, key=lambda point: (point.own, point.outside, point.n, point.share)):
        x, y = across.at(point.n), up.at(point.share)
        if point.own:
            square = ((x - 6, y - 6), (x + 6, y - 6), (x + 6, y + 6), (x - 6, y + 6))
            shapes.append(Path(strokes=(square,), fill=palette.contrast, stroke=PAPER, stroke_width=1.2))
        elif point.outside:
            diamond = ((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y))
            shapes.append(Path(strokes=(diamond,), fill=palette.accent, stroke=PAPER, stroke_width=1.2))
        else:
            shapes.append(Circle(x=x, y=y, radius=4.5, fill=FAINT, stroke=palette.accent, stroke_width=1.6))
    return shapes


def _names(points: Sequence[FunnelPoint], across: Ruler, up: Ruler, *, taken: list[Box]) -> list[Shape]:
    """Names beside the own and the outlying units, where they cover neither a mark nor another name."""
    named = [point for point in points if point.own or point.outside]
    named.sort(key=lambda point: (not point.own, -point.n, point.label))
    marks = ((across.at(point.n), up.at(point.share)) for point in points)
    taken = [*taken, *((x - 6, y - 6, x + 6, y + 6) for x, y in marks)]
    right = across.start + across.length
    shapes: list[Shape] = []
    for point in named[:_MOST_LABELS]:
        label = text.ellipsis(point.label, SMALL, 190, bold=point.own)
        room = text.width(label, SMALL, bold=point.own)
        x, y = across.at(point.n), up.at(point.share)
        for left, middle in ((x + 10, y), (x - 10 - room, y), (x - room / 2, y - 15), (x - room / 2, y + 15)):
            box = (left - 2, middle - 7, left + room + 2, middle + 7)
            free = not any(_overlap(box, other) for other in taken)
            if free and left >= across.start + 2 and left + room <= right and _TOP - 10 <= middle <= _TOP + _HEIGHT - 6:
                taken.append(box)
                shapes.append(Rectangle(x=box[0], y=box[1], width=room + 4, height=14, fill=PAPER))
                shapes.append(written(label, x=left, middle=middle, bold=point.own))
                break
    return shapes


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
