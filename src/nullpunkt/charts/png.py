"""Paints a scene as PNG on matplotlib's own canvas: imported only when a raster picture is asked for.

The scene says already where everything stands, so that neither a Figure nor its search for fonts, sizes and places is
needed: shapes and letters go straight to the canvas, at a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil, floor
from typing import Any

import numpy as np
from matplotlib.backends._backend_agg import RendererAgg  # type: ignore[attr-defined]  # not in matplotlib's stubs
from matplotlib.path import Path as Track

from nullpunkt.charts import build
from nullpunkt.charts.letters import letters
from nullpunkt.charts.pixels import packed
from nullpunkt.charts.scene import Anchor, Circle, Line, Path, Rectangle, Scene, Shape, Text
from nullpunkt.report.figures import ChartWords, Palette
from nullpunkt.report.model import Chart

SCALE = 2
"""pixels to each of the scene's: one sharpness for Word, slides and files, so that each picture is painted once"""
_DPI = 72 * SCALE
"""at this resolution a point is one of the scene's pixels, so that line widths carry over as they are"""
_UNIT_LINE = Track([(0.0, 0.0), (1.0, 0.0)])
_BEFORE = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}
"""how much of a text stands before its place"""
_WHOLE: dict[Anchor, Callable[[float], int]] = {Anchor.START: ceil, Anchor.MIDDLE: round, Anchor.END: floor}
"""a text at the picture's edge keeps within it"""

_Colour = tuple[float, float, float, float]


@lru_cache(256)  # Word and slides show the same picture
def png(chart: Chart, words: ChartWords, palette: Palette) -> bytes:
    """The chart's picture, `SCALE` pixels to each of the scene's."""
    return paint(build(chart.figure, words, palette))


def paint(scene: Scene) -> bytes:
    """A scene as PNG; the same scene gives the same bytes with the same matplotlib and zlib."""
    width, height = round(scene.width * SCALE), round(scene.height * SCALE)
    canvas = RendererAgg(width, height, _DPI)
    for shape in scene.shapes:
        _paint(canvas, shape, foot=height)
    return packed(np.asarray(canvas), dpi=_DPI)


@dataclass(frozen=True, slots=True)
class _Pen:
    """How a line is drawn, under the names that the canvas asks for."""

    _rgb: _Colour = (0.0, 0.0, 0.0, 1.0)
    _linewidth: float = 0.0
    _dash: tuple[float, ...] | None = None
    _capstyle: str = "butt"
    _joinstyle: str = "miter"
    _alpha: float = 1.0
    _forced_alpha: bool = False
    _antialiased: bool = True
    _cliprect: None = None

    def get_dashes(self) -> tuple[float, tuple[float, ...] | None]:
        return 0, self._dash

    def get_snap(self) -> None:
        """Upright and level lines fall on whole pixels, others do not."""

    def get_clip_path(self) -> tuple[None, None]:
        return None, None

    def get_hatch_path(self) -> None:
        """No hatching; nor is there any of what follows."""

    def get_hatch_color(self) -> _Colour:
        return self._rgb

    def get_hatch_linewidth(self) -> float:
        return 0.0

    def get_sketch_params(self) -> None:
        """Straight lines stay straight."""


def _paint(canvas: Any, shape: Shape, *, foot: int) -> None:
    match shape:
        case Rectangle():
            over = ((max(shape.width, 0.0), 0.0, shape.x), (0.0, max(shape.height, 0.0), shape.y))
            pen = _pen(shape.stroke, shape.stroke_width)
            canvas.draw_path(pen, Track.unit_rectangle(), _place(over, foot=foot), _colour(shape.fill))
        case Line():
            ends = "round" if shape.round_ends and not shape.dash else "butt"
            pen = _pen(shape.stroke, shape.stroke_width, shape.dash, ends)
            along = ((shape.x2 - shape.x1, 0.0, shape.x1), (shape.y2 - shape.y1, 0.0, shape.y1))
            canvas.draw_path(pen, _UNIT_LINE, _place(along, foot=foot), None)
        case Circle():
            around = ((shape.radius, 0.0, shape.x), (0.0, shape.radius, shape.y))
            pen = _pen(shape.stroke, shape.stroke_width)
            canvas.draw_path(pen, Track.unit_circle(), _place(around, foot=foot), _colour(shape.fill))
        case Path():
            pen, as_it_is = _pen(shape.stroke, shape.stroke_width, shape.dash), ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
            canvas.draw_path(pen, _track(shape), _place(as_it_is, foot=foot), _colour(shape.fill))
        case Text():
            _write(canvas, shape)


def _place(rows: Sequence[Sequence[float]], *, foot: int) -> Any:
    """Where a unit shape goes: the scene's pixels as the canvas's, which count from the foot upwards."""
    (a, b, x), (c, d, y) = rows
    return np.array(((a * SCALE, b * SCALE, x * SCALE), (-c * SCALE, -d * SCALE, foot - y * SCALE), (0.0, 0.0, 1.0)))


def _write(canvas: Any, shape: Text) -> None:
    drawn = letters(shape.text, shape.size, bold=shape.bold, dpi=_DPI)
    along = drawn.left - _BEFORE[shape.anchor] * drawn.advance
    x, y = shape.x * SCALE, shape.y * SCALE
    if shape.upright:
        ink, left, foot = np.rot90(drawn.ink), x + drawn.below - drawn.ink.shape[0], y - along
    else:
        ink, left, foot = drawn.ink, x + along, y + drawn.below
    whole = round if shape.upright else _WHOLE[shape.anchor]
    canvas.draw_text_image(np.ascontiguousarray(ink), whole(left), round(foot), 0.0, _pen(shape.fill))


@cache
def _pen(stroke: str, width: float = 0.0, dash: tuple[float, ...] = (), ends: str = "butt") -> _Pen:
    return _Pen(_colour(stroke) or (0.0, 0.0, 0.0, 1.0), width if stroke else 0.0, dash or None, ends)


@cache
def _colour(hexadecimal: str) -> _Colour | None:
    """An empty fill or stroke is none at all."""
    if not hexadecimal:
        return None
    red, green, blue = bytes.fromhex(hexadecimal.removeprefix("#"))
    return red / 255, green / 255, blue / 255, 1.0


def _track(shape: Path) -> Any:
    points: list[tuple[float, float]] = []
    codes: list[Any] = []  # matplotlib's codes are numpy's integers
    for stroke in shape.strokes:
        points += stroke
        codes += [Track.MOVETO, *[Track.LINETO] * (len(stroke) - 1)]
        if shape.fill:
            points.append(stroke[0])
            codes.append(Track.CLOSEPOLY)
    track = Track(points, codes)
    track.should_simplify = False
    return track
