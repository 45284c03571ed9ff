"""Paints a scene as PNG by matplotlib's shapes alone: imported only when a raster picture is asked for."""

from __future__ import annotations

import io
import warnings
from functools import cache
from typing import Any

from nullpunkt.charts import build
from nullpunkt.charts.scene import Anchor, Circle, Line, Path, Rectangle, Scene, Shape, Text
from nullpunkt.report.figures import ChartWords, Palette
from nullpunkt.report.model import Chart
from nullpunkt.resources import shipped

_POINTS_PER_INCH = 72
"""at this resolution a point is one of the scene's pixels, so that sizes and line widths carry over as they are"""
_ALIGN: dict[Anchor, Any] = {Anchor.START: "left", Anchor.MIDDLE: "center", Anchor.END: "right"}
# the user's own matplotlib settings must not reach the picture
_SETTINGS: dict[Any, Any] = {
    "path.simplify": False,
    "path.snap": True,
    "lines.scale_dashes": False,
    "path.effects": [],
    "path.sketch": None,
    "lines.antialiased": True,
    "patch.antialiased": True,
    "text.antialiased": True,
    "text.hinting": "none",
    "text.usetex": False,
    "agg.path.chunksize": 0,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
}


def png(chart: Chart, words: ChartWords, palette: Palette, *, scale: float = 2.0) -> bytes:
    """The chart's picture, `scale` pixels to each of the scene's."""
    return paint(build(chart.figure, words, palette), scale=scale)


def paint(scene: Scene, *, scale: float = 2.0) -> bytes:
    """A scene as PNG; the same scene gives the same bytes with the same matplotlib and zlib."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    with rc_context(_SETTINGS), warnings.catch_warnings():
        # a letter that the font lacks becomes a box: not a reason to stop
        warnings.simplefilter("ignore", UserWarning)
        size = (scene.width / _POINTS_PER_INCH, scene.height / _POINTS_PER_INCH)
        figure = Figure(figsize=size, dpi=_POINTS_PER_INCH * scale, facecolor="#ffffff")
        canvas: Any = FigureCanvasAgg(figure)
        place = Affine2D().scale(scale, -scale).translate(0, figure.bbox.height)
        for layer, shape in enumerate(scene.shapes):
            artist = _artist(shape)
            artist.set(transform=place, zorder=layer, clip_on=False)
            figure.add_artist(artist)
        canvas.draw()
    return _packed(canvas.buffer_rgba(), size=canvas.get_width_height(), dpi=_POINTS_PER_INCH * scale)


def _packed(pixels: Any, *, size: tuple[int, int], dpi: float) -> bytes:
    """The pixels as a PNG without the transparency that none of them has: as small, in half of the time."""
    from PIL import Image

    buffer = io.BytesIO()
    picture = Image.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1).convert("RGB")
    picture.save(buffer, format="png", compress_level=1, dpi=(dpi, dpi))
    return buffer.getvalue()


def _artist(shape: Shape) -> Any:  # Any: matplotlib's artists are untyped
    """One shape as an artist in the scene's own coordinates."""
    from matplotlib import patches
    from matplotlib.lines import Line2D

    match shape:
        case Rectangle():
            look = _look(shape.fill, shape.stroke, shape.stroke_width)
            return patches.Rectangle((shape.x, shape.y), max(shape.width, 0), max(shape.height, 0), **look)
        case Line():
            return Line2D(
                (shape.x1, shape.x2),
                (shape.y1, shape.y2),
                color=shape.stroke,
                linewidth=shape.stroke_width,
                linestyle=_dash(shape.dash),
                solid_capstyle="round" if shape.round_ends else "butt",
                dash_capstyle="butt",
            )
        case Circle():
            look = _look(shape.fill, shape.stroke, shape.stroke_width)
            return patches.Circle((shape.x, shape.y), shape.radius, **look)
        case Path():
            look = _look(shape.fill, shape.stroke, shape.stroke_width)
            return patches.PathPatch(_track(shape), linestyle=_dash(shape.dash), capstyle="butt", **look)
        case Text():
            return _text(shape)


def _look(fill: str, stroke: str, stroke_width: float) -> dict[str, Any]:
    """An empty fill or stroke is none at all."""
    return {
        "facecolor": fill or "none",
        "edgecolor": stroke or "none",
        "linewidth": stroke_width if stroke else 0,
        "joinstyle": "miter",
    }


def _dash(dash: tuple[float, ...]) -> Any:  # Any: matplotlib takes a word or an offset with lengths
    return (0, dash) if dash else "solid"


def _track(shape: Path) -> Any:
    from matplotlib.path import Path as Track

    points: list[tuple[float, float]] = []
    codes: list[Any] = []  # matplotlib's codes are numpy's integers
    for stroke in shape.strokes:
        points += stroke
        codes += [Track.MOVETO, *[Track.LINETO] * (len(stroke) - 1)]
        if shape.fill:
            points.append(stroke[0])
            codes.append(Track.CLOSEPOLY)
    return Track(points, codes)


def _text(shape: Text) -> Any:
    from matplotlib.text import Text as Words

    return Words(
        shape.x,
        shape.y,
        shape.text,
        color=shape.fill,
        fontproperties=_font(shape.size, shape.bold),
        horizontalalignment=_ALIGN[shape.anchor],
        verticalalignment="baseline",
        rotation=90 if shape.upright else 0,
        rotation_mode="anchor",
        parse_math=False,
    )


@cache
def _font(size: float, bold: bool) -> Any:  # Any: matplotlib is untyped
    from matplotlib.font_manager import FontProperties

    face = shipped("templates") / "fonts" / f"OpenSans-{'Bold' if bold else 'Regular'}.ttf"
    return FontProperties(fname=str(face), size=size)
