"""Charts that can be edited in PowerPoint: stacked bars for distributions, bars for shares.

A chart's workbook holds what the slide shows and nothing else: whole per cents, and only the rows that have numbers.
Rows without are said in words beside the chart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nullpunkt.charts.palette import INK, PAPER, ink_on, scale_colours
from nullpunkt.report.cells import band_text
from nullpunkt.report.figures import (
    BarFigure,
    BarRow,
    ChartWords,
    DistributionFigure,
    DistributionRow,
    Palette,
    RowStatus,
)
from nullpunkt.report.model import Band
from nullpunkt.report.numbers import NO_BREAK, NumberStyle
from nullpunkt.writers import chart_markup as markup
from nullpunkt.writers.chart_markup import NativeChart, Series
from nullpunkt.writers.office_package import printable

_ROW = 600_000
_LEGEND = 500_000
_AIR = 120_000
_LEAST_LABELLED = "0.045"
"""a smaller piece has no room for its number"""


@dataclass(frozen=True, slots=True)
class Style:
    """What a chart needs besides its figure."""

    words: ChartWords
    palette: Palette

    @property
    def numbers(self) -> NumberStyle:
        return self.words.numbers

    @property
    def percent(self) -> str:
        """The number format of shares, as the report prints them."""
        return f"0{self.words.numbers.percent}"


def distribution(figure: DistributionFigure, *, style: Style) -> NativeChart | None:
    """The rows that have all their shares, as bars stacked to 100 %; None when there is none."""
    rows = [row for row in figure.rows if row.status is RowStatus.SHOWN and row.shares is not None]
    if not rows:
        return None
    series = [
        Series(
            name=printable(category),
            values=tuple(_whole_per_cent(share) for share in shares),
            fill=fill,
            edge=PAPER,
            labels=markup.labels(
                _almost(shares, style=style, ink=ink_on(fill)),
                ink=ink_on(fill),
                number_format=f'[<{_LEAST_LABELLED}]"";{style.percent}',
                size=12,
            ),
        )
        for category, fill, shares in zip(
            figure.categories,
            scale_colours(figure.favourable, style.palette),
            zip(*(row.shares or () for row in rows), strict=True),
            strict=True,
        )
    ]
    return NativeChart(
        labels=tuple(printable(_label(row.label, row.n, style)) for row in rows),
        series=tuple(series),
        height=len(rows) * _ROW + _LEGEND + _AIR,
        legend=_LEGEND,
        gap=40,
        maximum=1.0,
        number_format=style.percent,
    )


def bars(figure: BarFigure, *, style: Style) -> NativeChart | None:
    """The rows that have a share, as bars with their number, and their interval where all have one."""
    rows = [row for row in figure.rows if row.status is RowStatus.SHOWN and row.share is not None]
    if not rows:
        return None
    sure = all(row.low is not None and row.high is not None for row in rows)
    shares = [row.share or 0.0 for row in rows]
    almost = _almost(shares, style=style, ink=INK)
    labels = markup.labels(almost, ink=INK, number_format=style.percent, size=14, place="outEnd")
    series = Series(
        name="%",
        values=tuple(_whole_per_cent(share) for share in shares),
        fill=style.palette.accent,
        emphasis=tuple(index for index, row in enumerate(rows) if row.emphasis),
        labels="" if sure else labels,
        whiskers=_whiskers(rows) if sure else "",
    )
    return NativeChart(
        labels=tuple(printable(_bar_label(row, style, value=sure)) for row in rows),
        series=(series,),
        height=len(rows) * _ROW + _AIR,
        legend=0,
        gap=45,
        maximum=figure.maximum,
        number_format=style.percent,
    )


def rows_in_words(rows: Sequence[DistributionRow | BarRow], words: ChartWords) -> tuple[str, ...]:
    """What is known of the rows that a native chart leaves out: «NAV: Skjult», «PPT: minst 88 % (Enige)»."""
    return tuple(said for row in rows if (said := _in_words(row, words)))


def _in_words(row: DistributionRow | BarRow, words: ChartWords) -> str:
    share_of = f" ({words.favourable})" if words.favourable and isinstance(row, DistributionRow) else ""
    match row.status:
        case RowStatus.HIDDEN:
            return f"{row.label}: {words.hidden}"
        case RowStatus.BAND:
            return f"{row.label}: {band_text(Band(at_least=row.at_least, at_most=row.at_most), words)}{share_of}"
        case RowStatus.SHOWN:
            if isinstance(row, DistributionRow) and row.shares is None and row.favourable is not None:
                return f"{row.label}: {words.numbers.share(row.favourable)}{share_of}"
            return ""


def _whole_per_cent(share: float) -> float:
    """The share that the label prints, half up like everywhere else in the report.

    >>> _whole_per_cent(0.285), _whole_per_cent(0.1646)
    (0.29, 0.16)
    """
    return math.floor(share * 100 + 0.5 + 1e-9) / 100


def _label(label: str, n: int | None, style: Style) -> str:
    return label if n is None else f"{label} ({_base(n, style)})"


def _base(n: int, style: Style) -> str:
    return f"{style.words.n} = {style.numbers.number(n)}".replace(" ", NO_BREAK)


def _bar_label(row: BarRow, style: Style, *, value: bool) -> str:
    """With whiskers the number stands here, since beside the bar the line would cross it."""
    parts = [style.numbers.share(row.share)] if value and row.share is not None else []
    if row.detail:
        parts.append(row.detail.replace(" ", NO_BREAK))
    elif row.n is not None:
        parts.append(_base(row.n, style))
    return f"{row.label} ({', '.join(parts)})" if parts else row.label


def _almost(shares: Sequence[float], *, style: Style, ink: str) -> Iterator[str]:
    """«>99 %» where a whole per cent would say 100 of what is not all."""
    for index, share in enumerate(shares):
        printed = style.numbers.share(share)
        if printed.startswith(">"):
            yield markup.own_label(index, printed, ink=ink, size=12)


def _whiskers(rows: Sequence[BarRow]) -> str:
    """The interval as a line across the end of each bar."""
    above = [_whole_per_cent(max((row.high or 0.0) - (row.share or 0.0), 0.0)) for row in rows]
    below = [_whole_per_cent(max((row.share or 0.0) - (row.low or 0.0), 0.0)) for row in rows]
    return markup.whiskers(above, below, ink=INK)
