"""A figure's data in, a picture out: each kind of chart builds a `Scene`, which `svg` and `png` paint alike.

To add a kind: a type in `report.figures`, a file here with one function, and a line in `CHARTS`.
"""

from __future__ import annotations

from collections.abc import Callable

from nullpunkt.charts.bars import bars
from nullpunkt.charts.distribution import distribution
from nullpunkt.charts.dots import dots
from nullpunkt.charts.scene import Scene
from nullpunkt.report.figures import BarFigure, ChartWords, DistributionFigure, DotFigure, Figure, Palette

CHARTS: dict[type, Callable[..., Scene]] = {
    BarFigure: bars,
    DistributionFigure: distribution,
    DotFigure: dots,
}


def build(figure: Figure, words: ChartWords, palette: Palette) -> Scene:
    """The scene of a figure, by the builder of its kind."""
    return CHARTS[type(figure)](figure, words, palette)
