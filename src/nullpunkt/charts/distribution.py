"""Answers on a scale: stacked to 100 %, or parted at the middle where the figure asks for it and there is room."""

from __future__ import annotations

from dataclasses import replace

from nullpunkt.charts.diverging import diverging
from nullpunkt.charts.layout import NARROW, WIDTH
from nullpunkt.charts.scene import Scene
from nullpunkt.charts.stacked import stacked
from nullpunkt.report.figures import ChartWords, DistributionFigure, Palette


def distribution(figure: DistributionFigure, words: ChartWords, palette: Palette, across: float = WIDTH) -> Scene:
    """A stacked or a diverging chart, as the figure asks; a narrow picture has only room for the stacked one."""
    if figure.diverging and across > NARROW:
        return diverging(figure, words, palette, across)
    return stacked(replace(figure, diverging=False), words, palette, across)
