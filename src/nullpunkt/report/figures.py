"""What a chart shows, before anyone decides how it looks: labels and public numbers, nothing else.

Shares are 0–1. A row's `status` says whether there are numbers; a band row has `at_least` or `at_most`, a hidden row
nothing: it is drawn as a hatched field of fixed length with the word for hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nullpunkt.report.numbers import NumberStyle


class RowStatus(StrEnum):
    """How a row may be drawn."""

    SHOWN = "shown"
    BAND = "band"
    HIDDEN = "hidden"


class Axis(StrEnum):
    """What the number is: a share (0–1, printed as per cent) or a score on a scale (printed with one decimal)."""

    SHARE = "share"
    SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionRow:
    """One bar of a distribution: `shares` follow the figure's categories and sum to 1."""

    label: str
    shares: tuple[float, ...] | None
    n: int | None
    status: RowStatus = RowStatus.SHOWN
    at_least: float | None = None
    at_most: float | None = None
    favourable: float | None = None
    """coarse rows: the favourable share alone is known and is drawn as one piece"""
    emphasis: bool = False
    """all respondents, set apart from the groups"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionFigure:
    """Answers on a scale: stacked to 100 %, or diverging round the middle (neutral in a column of its own)."""

    categories: tuple[str, ...]
    favourable: tuple[bool, ...]
    rows: tuple[DistributionRow, ...]
    diverging: bool = False
    """only with an ordered scale of 4, 5 or 7 whose upper end is favourable"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DotRow:
    """An estimate with its interval."""

    label: str
    estimate: float | None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    status: RowStatus = RowStatus.SHOWN
    at_least: float | None = None
    at_most: float | None = None
    emphasis: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DotFigure:
    """Estimates with intervals on one axis, with a line for the whole where given."""

    axis: Axis
    minimum: float
    maximum: float
    rows: tuple[DotRow, ...]
    reference: float | None = None
    reference_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """A share as a bar; with `low` and `high` a thin whisker."""

    label: str
    share: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    status: RowStatus = RowStatus.SHOWN
    at_least: float | None = None
    at_most: float | None = None
    emphasis: bool = False
    detail: str = ""
    """printed after the value, as «46 av 60»"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarFigure:
    """Shares side by side: multiple choice, response rate."""

    rows: tuple[BarRow, ...]
    maximum: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DumbbellRow:
    """Before and after, with the verdict's word."""

    label: str
    before: float | None
    after: float | None
    before_low: float | None = None
    before_high: float | None = None
    after_low: float | None = None
    after_high: float | None = None
    change: str = ""
    """the difference as printed, with its sign"""
    clear: bool = False
    """whether the change is called"""
    status: RowStatus = RowStatus.SHOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class DumbbellFigure:
    """Two waves on one axis: hollow before, filled after."""

    axis: Axis
    minimum: float
    maximum: float
    before_label: str
    after_label: str
    change_label: str
    rows: tuple[DumbbellRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """One cell of a map: who (row) works how often with whom (column)."""

    value: float | None
    status: RowStatus = RowStatus.SHOWN
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatFigure:
    """A matrix of shares with a sequential scale; every cell prints its number."""

    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    cells: tuple[tuple[HeatCell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPoint:
    """One unit in a funnel plot."""

    label: str
    n: int
    share: float
    own: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelFigure:
    """Units' shares against their size, with 95 % and 99.8 % limits as (n, low, high)."""

    points: tuple[FunnelPoint, ...]
    centre: float
    inner: tuple[tuple[int, float, float], ...]
    outer: tuple[tuple[int, float, float], ...]
    x_label: str
    centre_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StripFigure:
    """The unit among the others, who stay anonymous: one row a question."""

    labels: tuple[str, ...]
    others: tuple[tuple[float, ...], ...]
    own: tuple[float | None, ...]
    own_label: str
    others_label: str
    axis: Axis = Axis.SHARE
    minimum: float = 0.0
    maximum: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """One item over waves: a point per wave, None where hidden or not asked."""

    label: str
    estimates: tuple[float | None, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendFigure:
    """Small multiples: three waves and more, one panel an item."""

    waves: tuple[str, ...]
    lines: tuple[TrendLine, ...]
    axis: Axis = Axis.SHARE
    minimum: float = 0.0
    maximum: float = 1.0


Figure = (
    DistributionFigure | DotFigure | BarFigure | DumbbellFigure | HeatFigure | FunnelFigure | StripFigure | TrendFigure
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The two colours that a municipality may choose; contrast with white is checked where a theme is read."""

    accent: str = "#0b5c94"
    contrast: str = "#b2500d"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """The few words and the number style that a chart prints, in the report's language."""

    language: str
    numbers: NumberStyle
    n: str = "n"
    hidden: str = "Skjult"
    at_least: str = "minst {share}"
    at_most: str = "høyst {share}"
    favourable: str = ""
