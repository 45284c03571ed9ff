"""A picture before it is painted: shapes at fixed places, in pixels from the upper left corner.

Shapes are named tuples, since a report has 10,000 of them: a frozen dataclass takes three times as long to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Point = tuple[float, float]


class Anchor(StrEnum):
    """Which end of a text stands at its place."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Rectangle(NamedTuple):
    """A filled rectangle, with an outline where `stroke` is given."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = ""
    stroke_width: float = 0.0


class Line(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()
    round_ends: bool = False


class Circle(NamedTuple):
    """A dot (`fill`) or a ring (no `fill`)."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0


class Path(NamedTuple):
    """Strokes through points; `fill` closes each of them to a polygon."""

    strokes: tuple[tuple[Point, ...], ...]
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 1.0
    dash: tuple[float, ...] = ()


class Text(NamedTuple):
    """One line of text; `y` is its baseline, and `upright` turns it to be read from below."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    anchor: Anchor = Anchor.START
    bold: bool = False
    upright: bool = False


Shape = Rectangle | Line | Circle | Path | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All shapes of a picture, the first at the bottom."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """What can be read in the picture, in order of painting."""
        return tuple(shape.text for shape in self.shapes if isinstance(shape, Text))
