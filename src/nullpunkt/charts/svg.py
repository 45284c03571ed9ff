"""Paints a scene as SVG: presentation attributes only, so that one drawing serves a web page, a PDF and Word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from nullpunkt.charts import build, build_narrow
from nullpunkt.charts.scene import Anchor, Circle, Line, Path, Point, Rectangle, Scene, Shape, Text
from nullpunkt.report.figures import ChartWords, Palette
from nullpunkt.report.model import Chart

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FONTS = "Open Sans, Segoe UI, Helvetica, Arial, sans-serif"


@lru_cache(256)  # web page, Markdown, PDF and Word show the same picture: 2 to 10 ms to draw, 0.1 to look up
def svg(chart: Chart, words: ChartWords, palette: Palette) -> str:
    """The chart's picture with its title and text alternative inside."""
    return paint(build(chart.figure, words, palette), id=chart.id, title=chart.caption, description=chart.alt)


def narrow_svg(chart: Chart, words: ChartWords, palette: Palette) -> str:
    """The chart's picture for a phone, with ids of its own; empty where the kind has none."""
    scene = build_narrow(chart.figure, words, palette)
    return "" if scene is None else paint(scene, id=f"{chart.id}-narrow", title=chart.caption, description=chart.alt)


def paint(scene: Scene, *, id: str, title: str, description: str) -> str:
    """A scene as an SVG element that a screen reader announces by title and description."""
    width, height = number(scene.width), number(scene.height)
    name, text = f"{id}-svg-title", f"{id}-svg-desc"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="{name} {text}" font-family="{FONTS}">'
        f'<title id="{name}">{_escaped(title)}</title><desc id="{text}">{_escaped(description)}</desc>'
        + "".join(map(_element, scene.shapes))
        + "</svg>"
    )


@lru_cache(16384)  # a page has 60,000 coordinates and 4,000 different ones: rows and columns stand at the same places
def number(value: float) -> str:
    """A coordinate with at most two decimals and no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(4096)  # and a few hundred words, colours and pens, each escaped once
def _escaped(text: str) -> str:
    # control characters are not allowed in XML at all, not even escaped
    return escape(_FORBIDDEN.sub("", text))


def _element(shape: Shape) -> str:
    return _PAINTERS[type(shape)](shape)


def _rectangle(shape: Rectangle) -> str:
    return (
        f'<rect x="{number(shape.x)}" y="{number(shape.y)}" width="{number(max(shape.width, 0))}" '
        f'height="{number(max(shape.height, 0))}"{_paint(shape.fill, shape.stroke, shape.stroke_width)}/>'
    )


def _line(shape: Line) -> str:
    ends = ' stroke-linecap="round"' if shape.round_ends else ""
    return (
        f'<line x1="{number(shape.x1)}" y1="{number(shape.y1)}" x2="{number(shape.x2)}" '
        f'y2="{number(shape.y2)}"{_stroke(shape.stroke, shape.stroke_width)}{_dash(shape.dash)}{ends}/>'
    )


def _circle(shape: Circle) -> str:
    return (
        f'<circle cx="{number(shape.x)}" cy="{number(shape.y)}" r="{number(shape.radius)}"'
        f"{_paint(shape.fill, shape.stroke, shape.stroke_width)}/>"
    )


def _path(shape: Path) -> str:
    strokes = "".join(_track(points, closed=bool(shape.fill)) for points in shape.strokes)
    return f'<path d="{strokes}"{_paint(shape.fill, shape.stroke, shape.stroke_width)}{_dash(shape.dash)}/>'


def _text(shape: Text) -> str:
    x, y = number(shape.x), number(shape.y)
    turn = f' transform="rotate(-90 {x} {y})"' if shape.upright else ""
    letters = _letters(shape.size, shape.fill, shape.anchor, shape.bold)
    return f'<text x="{x}" y="{y}"{letters}{turn}>{_escaped(shape.text)}</text>'


# Any: each takes its own shape
_PAINTERS: dict[type[Shape], Callable[[Any], str]] = {
    Rectangle: _rectangle,
    Line: _line,
    Circle: _circle,
    Path: _path,
    Text: _text,
}


@lru_cache(512)
def _letters(size: float, fill: str, anchor: Anchor, bold: bool) -> str:
    stands = "" if anchor is Anchor.START else f' text-anchor="{anchor}"'
    weight = ' font-weight="700"' if bold else ""
    return f' font-size="{number(size)}" fill={quoteattr(fill)}{stands}{weight}'


def _track(points: Sequence[Point], *, closed: bool) -> str:
    steps = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{steps}{'Z' if closed else ''}"


@lru_cache(512)
def _paint(fill: str, stroke: str, stroke_width: float) -> str:
    return f" fill={quoteattr(fill or 'none')}" + (_stroke(stroke, stroke_width) if stroke else "")


@lru_cache(512)
def _stroke(stroke: str, stroke_width: float) -> str:
    return f" stroke={quoteattr(stroke)}" + (f' stroke-width="{number(stroke_width)}"' if stroke_width != 1 else "")


def _dash(dash: Sequence[float]) -> str:
    return f' stroke-dasharray="{" ".join(number(length) for length in dash)}"' if dash else ""
