"""A native chart's part of a presentation, written in one piece: bars from the left, their labels in a column.

The order of elements matters to PowerPoint: in a series fill, points, labels, error bars, categories, values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nullpunkt.charts.palette import INK
from nullpunkt.writers.chart_workbook import SHEET, chart_workbook, column_letter
from nullpunkt.writers.pptx_markup import filled, text

_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_AXES = ("2068027336", "2113994440")
_FEW_ROWS = 8
_SHOWN = "".join(
    f'<c:show{what} val="{int(what == "Val")}"/>'
    for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)
_WHISKER = 19_050


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Bars of one colour."""

    name: str
    values: tuple[float, ...]
    fill: str
    edge: str = ""
    emphasis: tuple[int, ...] = ()
    """bars that are darker than the others"""
    labels: str = ""
    whiskers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeChart:
    """A chart that PowerPoint draws; with a legend its series are stacked to 100 %."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    height: int
    """what it would like to have, in EMU"""
    legend: int
    gap: int
    maximum: float
    number_format: str

    def workbook(self) -> bytes:
        """What «Edit data» opens."""
        head: list[str | float] = ["", *(series.name for series in self.series)]
        values = zip(*(series.values for series in self.series), strict=True)
        rows: list[list[str | float]] = [[label, *row] for label, row in zip(self.labels, values, strict=True)]
        return chart_workbook([head, *rows], number_format=self.number_format)

    def part(self, *, height: int, workbook: str, language: str) -> bytes:
        """The part, drawn at this height; `workbook` is the relation of its numbers."""
        stacked = bool(self.legend)
        size = 14 if len(self.labels) <= _FEW_ROWS else 12
        grouping, overlap = ("percentStacked", '<c:overlap val="100"/>') if stacked else ("clustered", "")
        series = "".join(self._series(number) for number in range(len(self.series)))
        axes = "".join(f'<c:axId val="{axis}"/>' for axis in _AXES)
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace {_SPACES}><c:date1904 val="0"/>'
            f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{self._layout(height)}'
            f'<c:barChart><c:barDir val="bar"/><c:grouping val="{grouping}"/>{series}'
            f'<c:gapWidth val="{self.gap}"/>{overlap}{axes}</c:barChart>{self._axes()}</c:plotArea>'
            f'{_LEGEND if stacked else ""}<c:dispBlanksAs val="gap"/></c:chart>'
            f"{_text_look(size, ink=INK, language=language)}"
            f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
        ).encode()

    def _layout(self, height: int) -> str:
        """Gives the labels a column of their own, as wide as they need; left to itself PowerPoint cuts long ones."""
        left = min(0.42, 0.02 + max(map(len, self.labels)) * 0.0085)
        top = self.legend / height
        values = {"x": left, "y": top + 0.01, "w": 0.98 - left, "h": 0.98 - top}
        sizes = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in values.items())
        modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        return f"<c:layout><c:manualLayout>{modes}{sizes}</c:manualLayout></c:layout>"

    def _series(self, number: int) -> str:
        series, column, last = self.series[number], column_letter(number + 1), len(self.labels) + 1
        edge = f"<a:ln>{filled(series.edge)}</a:ln>" if series.edge else ""
        darker = "".join(
            f'<c:dPt><c:idx val="{index}"/><c:spPr>{filled(INK)}</c:spPr></c:dPt>' for index in series.emphasis
        )
        values = "".join(f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>' for at, value in enumerate(series.values))
        return (
            f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
            f"<c:tx>{_texts((series.name,), f'${column}$1')}</c:tx><c:spPr>{filled(series.fill)}{edge}</c:spPr>"
            f"{darker}{series.labels}{series.whiskers}<c:cat>{_texts(self.labels, f'$A$2:$A${last}')}</c:cat>"
            f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
            f'<c:formatCode>{text(self.number_format)}</c:formatCode><c:ptCount val="{len(self.labels)}"/>{values}'
            "</c:numCache></c:numRef></c:val></c:ser>"
        )

    def _axes(self) -> str:
        category, value = _AXES
        ticks = '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        return (
            f'<c:catAx><c:axId val="{category}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="l"/><c:majorTickMark val="none"/>{ticks}'
            f'<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:crossAx val="{value}"/><c:crosses val="autoZero"/>'
            '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
            f'<c:valAx><c:axId val="{value}"/><c:scaling><c:max val="{self.maximum!r}"/><c:min val="0.0"/></c:scaling>'
            f'<c:delete val="1"/><c:axPos val="b"/><c:majorTickMark val="out"/>{ticks}'
            f'<c:crossAx val="{category}"/><c:crosses val="autoZero"/></c:valAx>'
        )


def labels(own: Iterable[str], *, ink: str, number_format: str, size: int, place: str = "") -> str:
    """The numbers on a series' bars; `own` are those of single bars that say something else."""
    where = f'<c:dLblPos val="{place}"/>' if place else ""
    return (
        f'<c:dLbls>{"".join(own)}<c:numFmt formatCode="{text(number_format)}" sourceLinked="0"/>'
        f"{_text_look(size, ink=ink)}{where}{_SHOWN}</c:dLbls>"
    )


def own_label(index: int, content: str, *, ink: str, size: int) -> str:
    """What one bar says instead of its number."""
    return (
        f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr sz="{size * 100}">'
        f"{filled(ink)}</a:rPr><a:t>{text(content)}</a:t></a:r></a:p></c:rich></c:tx>{_SHOWN}</c:dLbl>"
    )


def whiskers(above: Sequence[float], below: Sequence[float], *, ink: str) -> str:
    """A line across the end of each bar, so long to both sides."""
    line = f'<c:spPr><a:ln w="{_WHISKER}">{filled(ink)}</a:ln></c:spPr>'
    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="1"/>'
        f"<c:plus>{_lengths(above)}</c:plus><c:minus>{_lengths(below)}</c:minus>{line}</c:errBars>"
    )


def _lengths(lengths: Sequence[float]) -> str:
    points = "".join(f'<c:pt idx="{index}"><c:v>{length:g}</c:v></c:pt>' for index, length in enumerate(lengths))
    return f'<c:numLit><c:ptCount val="{len(lengths)}"/>{points}</c:numLit>'


def _texts(contents: Sequence[str], cells: str) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{text(content)}</c:v></c:pt>' for at, content in enumerate(contents))
    return (
        f'<c:strRef><c:f>{SHEET}!{cells}</c:f><c:strCache><c:ptCount val="{len(contents)}"/>{points}'
        "</c:strCache></c:strRef>"
    )


def _text_look(size: int, *, ink: str = "", language: str = "") -> str:
    fill = filled(ink) if ink else ""
    end = f'<a:endParaRPr lang="{language}"/>' if language else ""
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size * 100}">{fill}</a:defRPr></a:pPr>{end}'
        "</a:p></c:txPr>"
    )


_LEGEND = f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_text_look(13)}</c:legend>'
