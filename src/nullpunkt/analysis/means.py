"""Means and medians of items on a scored scale, from public counts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from nullpunkt.analysis.model import Estimate, Statistic, Status
from nullpunkt.analysis.proportions import POOLED, Frame, published
from nullpunkt.disclosure.public import Detail, PublicRow, PublicTable
from nullpunkt.stats.estimate import Estimate as Figure
from nullpunkt.stats.mean import mean_from_counts, median_from_counts
from nullpunkt.stats.proportion import domain_population
from nullpunkt.stats.stratified import MeanStratum, stratified_mean

COARSE_METHOD = "rounded_mean"
"""a coarse row's mean: one decimal, no interval"""


def means(
    total: PublicTable, tables: Sequence[PublicTable], *, frame: Frame, scores: Sequence[float], domain: bool
) -> Iterator[Estimate]:
    """Mean and median of one item: for all respondents, then for every group whose distribution is public."""
    row = total.rows[0]
    main = next((table for table in tables if table.by == frame.main), None)
    if row.counts is None:
        yield from _nothing(total, row)
    else:
        weighted = main is not None and frame.stratified and not domain
        figure = (
            _stratified(main, row, frame=frame, scores=scores)
            if weighted and main is not None
            else mean_from_counts(scores, row.counts, population=_people(row, frame.respondents, frame.invited, domain))
        )
        yield published(figure, total, statistic=Statistic.MEAN, option=None, group=None, weighted=weighted)
        yield _median(total, row, scores)
    for table in tables:
        yield from _group_means(table, frame=frame, scores=scores, domain=domain)


def _group_means(table: PublicTable, *, frame: Frame, scores: Sequence[float], domain: bool) -> Iterator[Estimate]:
    assert table.by is not None
    for row in table.rows:
        assert row.group is not None
        if row.counts is not None:
            group = frame.groups[table.by][row.group]
            population = _people(row, group.n, group.invited, domain)
            figure = mean_from_counts(scores, row.counts, population=population)
            yield published(figure, table, statistic=Statistic.MEAN, option=None, group=row.group)
            yield _median(table, row, scores)
        elif row.detail is Detail.COARSE and row.mean is not None:
            yield _coarse(table, row)
        else:
            yield from _nothing(table, row)


def _people(row: PublicRow, answered: int, invited: int | None, domain: bool) -> float | None:
    if invited is None or not row.n:
        return None
    return domain_population(row.n, answered, invited) if domain else float(invited)


def _stratified(main: PublicTable, total: PublicRow, *, frame: Frame, scores: Sequence[float]) -> Figure:
    assert main.by is not None
    assert total.counts is not None
    groups = frame.groups[main.by]
    rest, people, strata = list(total.counts), 0, []
    for row in main.rows:
        assert row.group is not None
        group = groups[row.group]
        if row.counts is None:
            people += group.invited or 0
            continue
        rest = [left - known for left, known in zip(rest, row.counts, strict=True)]
        strata.append(MeanStratum.from_counts(scores, row.counts, name=group.code, population=group.invited or 0))
    if people:
        strata.append(MeanStratum.from_counts(scores, rest, name=POOLED, population=people))
    return stratified_mean(strata)


def _median(table: PublicTable, row: PublicRow, scores: Sequence[float]) -> Estimate:
    assert row.counts is not None
    median = median_from_counts(scores, row.counts)
    return _bare(table, row, statistic=Statistic.MEDIAN, estimate=median, method="inverse_ecdf")


def _coarse(table: PublicTable, row: PublicRow) -> Estimate:
    return _bare(table, row, statistic=Statistic.MEAN, estimate=row.mean, method=COARSE_METHOD)


def _bare(table: PublicTable, row: PublicRow, *, statistic: Statistic, estimate: float | None, method: str) -> Estimate:
    value = None if estimate is None or math.isnan(estimate) else float(estimate)
    return Estimate(
        question=table.question,
        item=table.item,
        option=None,
        statistic=statistic,
        by=table.by,
        group=row.group,
        n=row.n,
        estimate=value,
        method=method,
    )


def _nothing(table: PublicTable, row: PublicRow) -> Iterator[Estimate]:
    for statistic in (Statistic.MEAN, Statistic.MEDIAN):
        yield Estimate(
            question=table.question,
            item=table.item,
            option=None,
            statistic=statistic,
            by=table.by,
            group=row.group,
            status=Status.SUPPRESSED,
        )
