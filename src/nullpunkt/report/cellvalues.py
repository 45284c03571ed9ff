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


def base_cell(estimate: Estimate | None) -> Cell:
    """The number of answers; hidden with the row."""
    if estimate is None:
        return Mark.NOT_APPLICABLE
    return Mark.HIDDEN if estimate.n is None else estimate.n


def count_cell(estimate: Estimate | None) -> Cell:
    """How many; hidden with the row."""
    if estimate is None:
        return Mark.NOT_APPLICABLE
    return Mark.HIDDEN if estimate.count is None else estimate.count


def interval_cell(estimate: Estimate | None, *, share: bool = True) -> Cell:
    """The interval, an empty cell where there is none."""
    if estimate is None or estimate.low is None or estimate.high is None:
        hidden = estimate is not None and estimate.status is Status.SUPPRESSED
        return Mark.HIDDEN if hidden else Mark.NOT_APPLICABLE
    return Span(estimate.low, estimate.high, share=share)


def dot_row(row: Row) -> DotRow:
    """A row of a dot chart."""
    e = row.estimate
    shown = row.status is RowStatus.SHOWN and e is not None
    return DotRow(
        label=row.label,
        estimate=e.estimate if e and shown else None,
        low=e.low if e and shown else None,
        high=e.high if e and shown else None,
        n=e.n if e else None,
        status=row.status,
        at_least=e.at_least if e else None,
        at_most=e.at_most if e else None,
        emphasis=row.emphasis,
    )


def bar_row(row: Row) -> BarRow:
    """A row of a bar chart."""
    e = row.estimate
    shown = row.status is RowStatus.SHOWN and e is not None
    return BarRow(
        label=row.label,
        share=e.estimate if e and shown else None,
        n=e.n if e else None,
        low=e.low if e and shown else None,
        high=e.high if e and shown else None,
        status=row.status,
        at_least=e.at_least if e else None,
        at_most=e.at_most if e else None,
        emphasis=row.emphasis,
    )


def heat_cell(estimate: Estimate | None) -> HeatCell:
    """A cell of a map."""
    row = Row("", estimate)
    if estimate is None or row.status is RowStatus.HIDDEN:
        return HeatCell(value=None, status=RowStatus.HIDDEN)
    shown = row.status is RowStatus.SHOWN
    return HeatCell(
        value=estimate.estimate if shown else None,
        status=row.status,
        at_least=estimate.at_least,
        at_most=estimate.at_most,
    )
