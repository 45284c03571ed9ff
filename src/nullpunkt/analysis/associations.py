"""Differences between the services: one global test per item, and each service against the rest.

Run on the public table: groups whose share is known stand alone, all others together are one pooled row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nullpunkt.analysis.model import Association
from nullpunkt.analysis.proportions import POOLED, Frame
from nullpunkt.disclosure.public import PublicTable, PublicTables
from nullpunkt.stats.association import Contrast, against_the_rest, independence_test
from nullpunkt.stats.difference import choose_test, newcombe_interval, pooled_proportion, unobserved_variance
from nullpunkt.stats.multiplicity import benjamini_hochberg
from nullpunkt.stats.proportion import wilson_interval
from nullpunkt.stats.strata import Stratum
from nullpunkt.survey.model import Survey

SIGNIFICANT = 0.05


def associations(tables: PublicTables, survey: Survey, frame: Frame) -> Iterator[Association]:
    """The differences in the favourable share between the groups of the main breakdown, item by item."""
    for table in tables.tables:
        if table.by is None or table.by != frame.main or not table.positive_options or table.option is not None:
            continue
        total = tables.by_key[(table.key, None, None)].rows[0]
        if total.positive is None or total.n is None or table.question not in survey.by_id:
            continue
        domain = survey.by_id[table.question].asked_if is not None
        rows = _known_rows(table, positive=total.positive, n=total.n)
        yield from _item(table, rows, frame=frame, weighted=frame.stratified and not domain)


def _known_rows(table: PublicTable, *, positive: int, n: int) -> list[tuple[str, int, int]]:
    """(group, favourable, n) of the rows that are known, the hidden ones pooled by subtraction."""
    known = [
        (row.group, row.positive, row.n)
        for row in table.rows
        if row.group is not None and row.positive is not None and row.n
    ]
    rest = (POOLED, positive - sum(row[1] for row in known), n - sum(row[2] for row in known))
    return [*known, rest] if rest[2] > 0 else known


def _item(
    table: PublicTable, rows: Sequence[tuple[str, int, int]], *, frame: Frame, weighted: bool
) -> Iterator[Association]:
    assert table.by is not None
    test = independence_test([[count, n - count] for _, count, n in rows])
    if test is None:
        return
    yield Association(
        question=table.question,
        item=table.item,
        option=None,
        by=table.by,
        group=None,
        n=sum(n for _, _, n in rows),
        estimate=test.cramers_v,
        p_value=test.p,
        method="fisher_freeman_halton" if test.is_exact else "pearson",
    )
    strata = _strata(rows, frame=frame, by=table.by) if weighted else None
    contrasts = against_the_rest(strata) if strata is not None else _unweighted(rows)
    adjusted = benjamini_hochberg([contrast.test.p for contrast in contrasts if contrast.test.p is not None])
    values = iter(adjusted)
    sizes = {group: n for group, _, n in rows}
    for contrast in contrasts:
        if contrast.test.p is not None and contrast.name != POOLED:
            yield _against_rest(table, contrast, n=sizes[contrast.name], p_adjusted=next(values))
        elif contrast.test.p is not None:
            next(values)


def _strata(rows: Sequence[tuple[str, int, int]], *, frame: Frame, by: str) -> list[Stratum]:
    groups = frame.groups[by]
    pooled = sum(group.invited or 0 for code, group in groups.items() if code not in {row[0] for row in rows})
    return [
        Stratum(group, count, n, pooled if group == POOLED else groups[group].invited or 0) for group, count, n in rows
    ]


def _unweighted(rows: Sequence[tuple[str, int, int]]) -> tuple[Contrast, ...]:
    """The same without headcounts: the rest is everybody else, and there is no finite population correction."""
    if len(rows) < 2:
        return ()
    count_all, n_all = sum(row[1] for row in rows), sum(row[2] for row in rows)
    found = []
    for group, count, n in rows:
        service, rest = wilson_interval(count, n), wilson_interval(count_all - count, n_all - n)
        variance = unobserved_variance(service, pooled_proportion(rest, service))
        found.append(
            Contrast(
                name=group,
                service=service,
                rest=rest,
                difference=newcombe_interval(rest, service),
                z=None,
                score_p=None,
                test=choose_test(rest, service, variance=variance),
            )
        )
    return tuple(found)


def _against_rest(table: PublicTable, contrast: Contrast, *, n: int, p_adjusted: float) -> Association:
    assert table.by is not None
    difference = contrast.difference
    row = Association(
        question=table.question,
        item=table.item,
        option=None,
        by=table.by,
        group=contrast.name,
        n=n,
        estimate=difference.value,
        low=difference.low,
        high=difference.high,
        p_value=contrast.test.p,
        p_adjusted=p_adjusted,
        method=str(contrast.test.method),
    )
    return replace(row, verdict=_verdict(row))


def _verdict(row: Association) -> str:
    clear = row.p_adjusted is not None and row.p_adjusted < SIGNIFICANT
    if not clear or row.low is None or row.high is None or row.low <= 0 <= row.high:
        return "no_clear_difference"
    return "higher" if row.low > 0 else "lower"
