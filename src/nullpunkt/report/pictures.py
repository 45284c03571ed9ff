"""What the charts of a question show: published numbers as rows of figures."""

from __future__ import annotations

from collections.abc import Sequence

from nullpunkt.analysis.model import Estimate, Statistic
from nullpunkt.report.cellvalues import Row, bar_row, dot_row, heat_cell, visible
from nullpunkt.report.figures import (
    Axis,
    BarFigure,
    DistributionFigure,
    DistributionRow,
    DotFigure,
    HeatFigure,
    RowStatus,
)
from nullpunkt.report.published import Focus, Published, has_number, valid_options
from nullpunkt.report.tables import Matrix
from nullpunkt.survey.model import Item

DIVERGING_POINTS = (4, 5, 7)


def option_rows(item: Item, published: Published) -> tuple[Row, ...]:
    """The item's answers in the questionnaire's order."""
    return tuple(
        Row(
            option.text.into(published.code),
            published.find(item.key, Statistic.PROPORTION, option=option.code),
        )
        for option in valid_options(item)
    )


def group_rows(item: Item, focus: Focus, published: Published, *, by: str, with_all: bool = True) -> tuple[Row, ...]:
    """The item's share for all, then group by group in the breakdown's order, which says nothing of the values."""
    rows = [
        Row(group.label, published.find(item.key, focus.statistic, option=focus.option, by=by, group=group.group))
        for group in published.groups(by)
    ]
    if not with_all:
        return tuple(rows)
    whole = published.find(item.key, focus.statistic, option=focus.option)
    return (Row(published.language.say("tables.all"), whole, emphasis=True), *rows)


def sorted_by_value(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Highest first; rows without a number last and by name, so that their place says nothing."""
    known = [row for row in rows if row.status is RowStatus.SHOWN]
    unknown = [row for row in rows if row.status is not RowStatus.SHOWN]
    known.sort(key=lambda row: -(row.estimate.estimate or 0.0) if row.estimate else 0.0)
    return (*known, *sorted(unknown, key=lambda row: row.label))


def bars(rows: Sequence[Row]) -> BarFigure:
    """Shares side by side."""
    return BarFigure(rows=tuple(bar_row(row) for row in rows))


def dots(rows: Sequence[Row], *, reference_label: str = "") -> DotFigure:
    """Shares with their intervals; the line is the share of all."""
    whole = next((row.estimate for row in rows if row.emphasis), None)
    reference = whole.estimate if whole is not None and has_number(whole) else None
    return DotFigure(
        axis=Axis.SHARE,
        minimum=0.0,
        maximum=1.0,
        rows=tuple(dot_row(row) for row in rows),
        reference=reference,
        reference_label=reference_label if reference is not None else "",
    )


def heat(matrix: Matrix) -> HeatFigure:
    """A map of shares."""
    return HeatFigure(
        row_labels=matrix.rows,
        column_labels=matrix.columns,
        cells=tuple(tuple(heat_cell(cell) for cell in row) for row in matrix.cells),
    )


def distribution(items: Sequence[Item], focus: Focus | None, published: Published) -> DistributionFigure:
    """One bar a statement, stacked, or diverging where the upper end of the scale is the favourable one."""
    options = valid_options(items[0])
    favourable = tuple(focus is not None and option in focus.options for option in options)
    return DistributionFigure(
        categories=tuple(option.text.into(published.code) for option in options),
        favourable=favourable,
        rows=tuple(_bar(item, focus, published) for item in items),
        diverging=items[0].ordered and len(options) in DIVERGING_POINTS and _upper_end(favourable),
    )


def _upper_end(favourable: Sequence[bool]) -> bool:
    """Whether the favourable options are the last ones of the scale and not all of it."""
    return favourable[-1] and not favourable[0] and list(favourable) == sorted(favourable)


def _bar(item: Item, focus: Focus | None, published: Published) -> DistributionRow:
    estimates = [row.estimate for row in option_rows(item, published)]
    whole = published.find(item.key, focus.statistic, option=focus.option) if focus is not None else None
    shares = _complete(estimates)
    row = Row("", whole if whole is not None else estimates[0])
    e = visible(row)
    return DistributionRow(
        label=item.label.into(published.code),
        shares=shares,
        n=e.n,
        status=RowStatus.SHOWN if shares is not None else row.status,
        at_least=e.at_least,
        at_most=e.at_most,
        favourable=e.estimate if focus is not None else None,
    )


def _complete(estimates: Sequence[Estimate | None]) -> tuple[float, ...] | None:
    """The shares of all options, or None where one of them is not public."""
    shares = tuple(e.estimate for e in estimates if e is not None and has_number(e) and e.estimate is not None)
    return shares if shares and len(shares) == len(estimates) else None
