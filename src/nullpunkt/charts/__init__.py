"""A figure's data in, a picture out: each kind of chart builds a `Scene`, which `svg` and `png` paint alike.

To add a kind: a type in `report.figures`, a file here with one function, and a line in `CHARTS`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from nullpunkt.charts.bars import bars
from nullpunkt.charts.distribution import distribution
from nullpunkt.charts.dots import dots
from nullpunkt.charts.dumbbell import dumbbell
from nullpunkt.charts.funnel import funnel
from nullpunkt.charts.heat import heat
from nullpunkt.charts.layout import NARROW
from nullpunkt.charts.scene import Scene
from nullpunkt.charts.strip import strip
from nullpunkt.charts.trend import trend
from nullpunkt.report.figures import (
    BarFigure,
    ChartWords,
    DistributionFigure,
    DotFigure,
    DumbbellFigure,
    Figure,
    FunnelFigure,
    HeatFigure,
    Palette,
    StripFigure,
    TrendFigure,
)

CHARTS: dict[type, Callable[..., Scene]] = {
    BarFigure: bars,
    DistributionFigure: distribution,
    DotFigure: dots,
    DumbbellFigure: dumbbell,
    FunnelFigure: funnel,
    HeatFigure: heat,
    StripFigure: strip,
    TrendFigure: trend,
}

REFLOWING = frozenset({BarFigure, DistributionFigure, DotFigure, DumbbellFigure, StripFigure, TrendFigure})
"""kinds that can also be drawn for a phone, with the labels above; a map or a funnel is scrolled there"""


@lru_cache(256)  # the same scene is painted as SVG and as PNG
def build(figure: Figure, words: ChartWords, palette: Palette) -> Scene:
    """The scene of a figure, by the builder of its kind."""
    return CHARTS[type(figure)](figure, words, palette)


def build_narrow(figure: Figure, words: ChartWords, palette: Palette) -> Scene | None:
    """The scene for a phone, if the kind has one."""
    if type(figure) not in REFLOWING:
        return None
    return CHARTS[type(figure)](figure, words, palette, NARROW)
