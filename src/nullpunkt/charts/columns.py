"""The columns of numbers beside a distribution's bars: the favourable share and n."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.charts import text
from nullpunkt.charts.layout import SMALL, Row, block, widest, written
from nullpunkt.charts.palette import INK, MUTED
from nullpunkt.charts.scene import Anchor, Shape
from nullpunkt.report.figures import ChartWords, DistributionFigure, DistributionRow, RowStatus

_COLUMN_GAP = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of numbers at the right: its heading in lines, a text per row and where it ends."""

    heading: tuple[str, ...]
    cells: tuple[str, ...]
    bold: bool
    right: float
    width: float


def columns(figure: DistributionFigure, words: ChartWords, across: float) -> tuple[tuple[Column, ...], float]:
    """The columns beside the bars (favourable share, n) and where the bars have to end."""
    parts: list[tuple[str, tuple[str, ...], bool]] = []
    if words.favourable and 1 <= sum(figure.favourable) < len(figure.categories) and not _says_it_itself(figure):
        cells = tuple(_favourable_words(row, figure, words) for row in figure.rows)
        if any(cells):
            parts.append((words.favourable, cells, True))
    if any(row.n is not None for row in figure.rows):
        cells = tuple("" if row.n is None else words.numbers.number(row.n) for row in figure.rows)
        parts.append((words.n, cells, False))
    placed: list[Column] = []
    right = across - 1
    for heading, cells, bold in reversed(parts):
        lines = text.wrap(heading, SMALL, 90)
        width = max(widest(lines), widest(cells, bold=bold))
        placed.append(Column(heading=lines, cells=cells, bold=bold, right=right, width=width))
        right -= width + _COLUMN_GAP
    return tuple(reversed(placed)), right


def _says_it_itself(figure: DistributionFigure) -> bool:
    """A diverging chart prints the upper end's sum beside its bar: a column would say it twice."""
    number = len(figure.categories)
    upper = tuple(index >= (number + 1) // 2 for index in range(number))
    return figure.diverging and figure.favourable == upper


def column_shapes(shown: Sequence[Column], placed: Sequence[Row], *, top: float) -> list[Shape]:
    shapes: list[Shape] = []
    for column in shown:
        lowest = top - 4 - (len(column.heading) - 1) * SMALL * 1.25 / 2
        shapes += block(column.heading, x=column.right, middle=lowest, size=SMALL, fill=MUTED, anchor=Anchor.END)
        for row, cell in zip(placed, column.cells, strict=True):
            ink = INK if column.bold else MUTED
            shapes.append(
                written(cell, x=column.right, middle=row.middle, fill=ink, anchor=Anchor.END, bold=column.bold)
            )
    return shapes


def _favourable_share(row: DistributionRow, figure: DistributionFigure) -> float | None:
    if row.status is not RowStatus.SHOWN:
        return None
    if row.shares is None:
        return row.favourable
    return sum(share for share, good in zip(row.shares, figure.favourable, strict=True) if good)


def _favourable_words(row: DistributionRow, figure: DistributionFigure, words: ChartWords) -> str:
    share = _favourable_share(row, figure)
    return "" if share is None else words.numbers.share(min(share, 1.0))


def heading_height(shown: Sequence[Column]) -> float:
    return max((len(column.heading) for column in shown), default=0) * SMALL * 1.25
