"""Charts that can be edited in PowerPoint: stacked bars for distributions, bars for shares.

A chart's workbook holds what the slide shows and nothing else: whole per cents, and only the rows that have numbers.
Rows without are said in words beside the chart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

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
from nullpunkt.writers.office_package import colour, printable
from nullpunkt.writers.pptx_deck import Box, rgb

_ROW = 600_000
_LEGEND = 500_000
_LEAST_LABELLED = "0.045"
"""a smaller piece has no room for its number"""
_FEW_ROWS = 8


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


class _TextWorkbook(CategoryWorkbookWriter):
    """A chart's workbook in which a label that begins with = stays text."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        book = xlsxwriter.Workbook(
            xlsx_file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        yield book, book.add_worksheet()
        book.close()


class _ChartData(CategoryChartData):
    """A chart's numbers, with such a workbook."""

    @property
    def _workbook_writer(self) -> _TextWorkbook:
        return _TextWorkbook(self)  # type: ignore[no-untyped-call]


def add_distribution(slide: Any, figure: DistributionFigure, *, box: Box, style: Style) -> Any | None:
    """The rows that have all their shares, as bars stacked to 100 %; None when there is none."""
    rows = [row for row in figure.rows if row.status is RowStatus.SHOWN and row.shares is not None]
    if not rows:
        return None
    data: Any = _ChartData(number_format=style.percent)  # type: ignore[no-untyped-call]
    data.categories = [printable(_label(row.label, row.n, style)) for row in rows]
    for index, category in enumerate(figure.categories):
        data.add_series(printable(category), [_whole_per_cent((row.shares or ())[index]) for row in rows])
    graphic = _added(slide, XL_CHART_TYPE.BAR_STACKED_100, data, box=box, rows=len(rows), legend=True)
    chart = graphic.chart
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(13)
    chart.plots[0].gap_width = 40
    chart.plots[0].overlap = 100
    for index, (series, fill) in enumerate(
        zip(chart.plots[0].series, scale_colours(figure.favourable, style.palette), strict=True)
    ):
        _paint(series, fill)
        series.format.line.color.rgb = rgb(PAPER)
        _labels(series, ink=ink_on(fill), format_=f'[<{_LEAST_LABELLED}]"";{style.percent}', size=12)
        _almost(series, [(row.shares or ())[index] for row in rows], style=style, ink=ink_on(fill))
    return graphic


def add_bars(slide: Any, figure: BarFigure, *, box: Box, style: Style) -> Any | None:
    """The rows that have a share, as bars with their number, and their interval where all have one."""
    rows = [row for row in figure.rows if row.status is RowStatus.SHOWN and row.share is not None]
    if not rows:
        return None
    sure = all(row.low is not None and row.high is not None for row in rows)
    data: Any = _ChartData(number_format=style.percent)  # type: ignore[no-untyped-call]
    data.categories = [printable(_bar_label(row, style, value=sure)) for row in rows]
    data.add_series("%", [_whole_per_cent(row.share or 0.0) for row in rows])
    graphic = _added(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, box=box, rows=len(rows), legend=False)
    chart = graphic.chart
    chart.has_legend = False
    chart.value_axis.maximum_scale = figure.maximum
    chart.plots[0].gap_width = 45
    series = chart.plots[0].series[0]
    _paint(series, style.palette.accent)
    for index, row in enumerate(rows):
        if row.emphasis:
            _paint(series.points[index], INK)
    if sure:
        _whiskers(series, rows)
    else:
        _labels(series, ink=INK, format_=style.percent, size=14)
        series.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
        _almost(series, [row.share or 0.0 for row in rows], style=style, ink=INK)
    return graphic


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


def _added(slide: Any, kind: Any, data: Any, *, box: Box, rows: int, legend: bool) -> Any:
    height = min(box.height, rows * _ROW + (_LEGEND if legend else 0) + 120_000)
    place = (Emu(box.left), Emu(box.top), Emu(box.width), Emu(height))
    graphic = slide.shapes.add_chart(kind, *place, data)
    chart = graphic.chart
    chart.has_title = False
    chart.font.size = Pt(14 if rows <= _FEW_ROWS else 12)
    chart.font.color.rgb = rgb(INK)
    category, value = chart.category_axis, chart.value_axis
    category.reverse_order = True
    category.format.line.fill.background()
    category.major_tick_mark = XL_TICK_MARK.NONE
    category.has_major_gridlines = False
    value.visible = False
    value.has_major_gridlines = False
    value.minimum_scale, value.maximum_scale = 0, 1
    _positive_axis_ids(chart)
    _lay_out(chart, labels=max(len(category.label) for category in data.categories), top=legend and _LEGEND / height)
    return graphic


def _lay_out(chart: Any, *, labels: int, top: float) -> None:
    """Gives the labels a column of their own, as wide as they need; left to itself PowerPoint cuts long ones."""
    left = min(0.42, 0.02 + labels * 0.0085)
    values = {"x": left, "y": top + 0.01, "w": 0.98 - left, "h": 0.98 - top}
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    sizes = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in values.items())
    layout = parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{modes}{sizes}</c:manualLayout></c:layout>")
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, layout)


def _positive_axis_ids(chart: Any) -> None:
    # python-pptx writes negative ones, which the schema forbids
    for element in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        element.set("val", element.get("val").lstrip("-"))


def _paint(target: Any, fill: str) -> None:
    target.format.fill.solid()
    target.format.fill.fore_color.rgb = rgb(fill)


def _labels(series: Any, *, ink: str, format_: str, size: int) -> None:
    labels = series.data_labels
    labels.show_value = True
    labels.number_format = format_
    labels.number_format_is_linked = False
    labels.font.size = Pt(size)
    labels.font.color.rgb = rgb(ink)


def _almost(series: Any, shares: Sequence[float], *, style: Style, ink: str) -> None:
    """«>99 %» where a whole per cent would say 100 of what is not all."""
    for index, share in enumerate(shares):
        printed = style.numbers.share(share)
        if printed.startswith(">"):
            frame = series.points[index].data_label.text_frame
            run = frame.paragraphs[0].add_run()
            run.text = printed
            run.font.size = Pt(12)
            run.font.color.rgb = rgb(ink)


def _whiskers(series: Any, rows: Sequence[BarRow]) -> None:
    """The interval as a line across the end of each bar."""
    plus = _literal([(row.high or 0.0) - (row.share or 0.0) for row in rows])
    minus = _literal([(row.share or 0.0) - (row.low or 0.0) for row in rows])
    line = f'<a:ln w="19050"><a:solidFill><a:srgbClr val="{colour(INK)}"/></a:solidFill></a:ln>'
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
        f"<c:plus>{plus}</c:plus><c:minus>{minus}</c:minus>"
        f"<c:spPr>{line}</c:spPr></c:errBars>"
    )
    series._element.find(qn("c:cat")).addprevious(bars)


def _literal(lengths: Sequence[float]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{_whole_per_cent(max(length, 0.0)):g}</c:v></c:pt>'
        for index, length in enumerate(lengths)
    )
    return f'<c:numLit><c:ptCount val="{len(lengths)}"/>{points}</c:numLit>'
