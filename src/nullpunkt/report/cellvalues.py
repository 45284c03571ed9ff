"""Published numbers as cells of tables and rows of figures; a hidden number becomes a mark here and goes no further."""

from __future__ import annotations

from dataclasses import dataclass

from nullpunkt.analysis.model import Estimate, Status
from nullpunkt.report.figures import BarRow, DotRow, HeatCell, RowStatus
from nullpunkt.report.model import Band, Cell, Mark, Span


@dataclass(frozen=True, slots=True)
class Row:
    """A row that a table and a chart share: a label and one estimate, None where it was never made."""

    label: str
    estimate: Estimate | None
    emphasis: bool = False

    @property
    def status(self) -> RowStatus:
        """Whether it has a number, a bound or nothing."""
        if self.estimate is None:
            return RowStatus.HIDDEN
        match self.estimate.status:
            case Status.PUBLISHED:
                return RowStatus.HIDDEN if self.estimate.estimate is None else RowStatus.SHOWN
            case Status.BAND:
                return RowStatus.BAND
            case Status.SUPPRESSED:
                return RowStatus.HIDDEN


def value_cell(estimate: Estimate | None) -> Cell:
    """The share or mean, its bound, or the sign for hidden."""
    if estimate is None:
        return Mark.NOT_APPLICABLE
    match estimate.status:
        case Status.PUBLISHED:
            return Mark.NOT_APPLICABLE if estimate.estimate is None else estimate.estimate
        case Status.BAND:
            return Band(at_least=estimate.at_least, at_most=estimate.at_most)
        case Status.SUPPRESSED:
            return Mark.HIDDEN


def number_cell(value: float | None) -> Cell:
    """A number, or the sign for one that cannot be told."""
    return Mark.NOT_APPLICABLE if value is None else value


def base_cell(estimate: Estimate | None) -> Cell:
    """The number of answers; hidden with the row."""
    if estimate is None:
        return Mark.NOT_APPLICABLE
    return Mark.HIDDEN if estimate.status is Status.SUPPRESSED or estimate.n is None else estimate.n


def count_cell(estimate: Estimate | None) -> Cell:
    """How many; hidden with the row, and in a band."""
    if estimate is None:
        return Mark.NOT_APPLICABLE
    return Mark.HIDDEN if estimate.status is not Status.PUBLISHED or estimate.count is None else estimate.count


def interval_cell(estimate: Estimate | None, *, share: bool = True) -> Cell:
    """The interval of a number, the sign for hidden in a hidden row, else an empty cell."""
    if estimate is None or estimate.status is Status.BAND:
        return Mark.NOT_APPLICABLE
    if estimate.status is Status.SUPPRESSED:
        return Mark.HIDDEN
    if estimate.low is None or estimate.high is None:
        return Mark.NOT_APPLICABLE
    return Span(estimate.low, estimate.high, share=share)


def dot_row(row: Row) -> DotRow:
    """A row of a dot chart."""
    e = visible(row)
    return DotRow(
        label=row.label,
        estimate=e.estimate,
        low=e.low,
        high=e.high,
        n=e.n,
        status=row.status,
        at_least=e.at_least,
        at_most=e.at_most,
        emphasis=row.emphasis,
    )


def bar_row(row: Row) -> BarRow:
    """A row of a bar chart."""
    e = visible(row)
    return BarRow(
        label=row.label,
        share=e.estimate,
        n=e.n,
        low=e.low,
        high=e.high,
        status=row.status,
        at_least=e.at_least,
        at_most=e.at_most,
        emphasis=row.emphasis,
    )


def heat_cell(estimate: Estimate | None) -> HeatCell:
    """A cell of a map."""
    row = Row("", estimate)
    e = visible(row)
    return HeatCell(value=e.estimate, status=row.status, at_least=e.at_least, at_most=e.at_most)


@dataclass(frozen=True, slots=True)
class Visible:
    """What of an estimate may be drawn."""

    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    at_least: float | None = None
    at_most: float | None = None


def visible(row: Row) -> Visible:
    """What a chart gets of a row: by its status alone, so that a number in a hidden row is never drawn."""
    e = row.estimate
    if e is None:
        return Visible()
    match row.status:
        case RowStatus.SHOWN:
            return Visible(estimate=e.estimate, low=e.low, high=e.high, n=e.n)
        case RowStatus.BAND:
            return Visible(n=e.n, at_least=e.at_least, at_most=e.at_most)
        case RowStatus.HIDDEN:
            return Visible()
