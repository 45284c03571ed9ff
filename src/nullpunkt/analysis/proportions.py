"""Shares with intervals, from public tables: for all respondents with the publication groups as strata, and per group.

A known row (full or coarse) is a stratum; all other rows together are one pooled stratum, whose counts are public by
subtraction from the total. So a municipality-wide figure is a function of public counts, and says nothing new about a
hidden row.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from nullpunkt.analysis.model import Estimate, Statistic, Status
from nullpunkt.disclosure.public import Detail, PublicGroup, PublicRow, PublicTable, PublicTables
from nullpunkt.stats.estimate import Estimate as Figure
from nullpunkt.stats.estimate import Rule
from nullpunkt.stats.proportion import domain_population, hypergeometric_interval, wilson_interval
from nullpunkt.stats.stratified import (
    DomainStratum,
    Stratum,
    collapse_strata,
    domain_proportion,
    stratified_proportion,
)

SMALL = 50
"""headcount up to which an exact interval may be asked for"""
POOLED = "_hidden"
"""name of the stratum of all rows that are not shown"""


@dataclass(frozen=True, slots=True)
class Frame:
    """What an estimate needs besides the counts: groups by breakdown and code, headcounts, the main breakdown."""

    respondents: int
    invited: int | None
    groups: Mapping[str, Mapping[str, PublicGroup]]
    main: str | None
    small_exact: bool = False
    """exact intervals for groups of at most `SMALL` people"""

    @property
    def stratified(self) -> bool:
        """Whether every group of the main breakdown has a headcount."""
        return self.main is not None and all(group.invited for group in self.groups[self.main].values())


def frame_of(tables: PublicTables, *, small_exact: bool = False) -> Frame:
    """The frame of one wave's public tables."""
    return Frame(
        respondents=tables.respondents,
        invited=tables.invited,
        groups={b.by: {group.code: group for group in b.groups} for b in tables.breakdowns},
        main=next((b.by for b in tables.breakdowns if b.main), None),
        small_exact=small_exact,
    )


CountOf = Callable[[PublicRow], int | None]
"""the count of interest in a row, None where it is not public"""


def whole(total: PublicTable, main: PublicTable | None, *, frame: Frame, count_of: CountOf, domain: bool) -> Figure:
    """The share among all: weighted by headcount where every service has one, else among those who answered."""
    row = total.rows[0]
    count, n = count_of(row), row.n
    assert count is not None
    assert n is not None
    if main is None or not frame.stratified:
        return wilson_interval(count, n, population=_headcount(n, frame.respondents, frame.invited, domain=domain))
    strata = tuple(_strata(main, frame=frame, count_of=count_of, count=count, n=n))
    if domain:
        return domain_proportion(strata)
    return stratified_proportion([Stratum(s.name, s.count, s.n_domain, s.population) for s in strata])


def collapsed(total: PublicTable, main: PublicTable | None, *, frame: Frame, count_of: CountOf) -> bool:
    """Whether services had to be merged to estimate this share."""
    row = total.rows[0]
    count = count_of(row)
    if main is None or not frame.stratified or count is None or row.n is None:
        return False
    strata = _strata(main, frame=frame, count_of=count_of, count=count, n=row.n)
    return bool(collapse_strata([Stratum(s.name, s.count, s.n_domain, s.population) for s in strata]).merges)


def _strata(main: PublicTable, *, frame: Frame, count_of: CountOf, count: int, n: int) -> Iterator[DomainStratum]:
    assert main.by is not None
    groups = frame.groups[main.by]
    pooled = [0, 0]
    for row in main.rows:
        assert row.group is not None
        group, known = groups[row.group], count_of(row)
        if known is None or row.n is None:
            pooled[0] += group.n
            pooled[1] += group.invited or 0
        else:
            count, n = count - known, n - row.n
            yield DomainStratum(group.code, known, row.n, group.n, group.invited or 0)
    if pooled[1]:
        yield DomainStratum(POOLED, count, n, pooled[0], pooled[1])


def in_group(row: PublicRow, count: int, *, group: PublicGroup, domain: bool, exact: bool = False) -> Figure:
    """The share within one group, with its own headcount where that is known."""
    assert row.n is not None
    if exact and not domain and group.invited is not None and row.n <= group.invited <= SMALL:
        return hypergeometric_interval(count, row.n, population=group.invited)
    return _wilson(count, row.n, population=_headcount(row.n, group.n, group.invited, domain=domain))


# half of all shares in groups are of counts that were met before: 4,000 a report, 10 µs each
_wilson = lru_cache(4096, typed=True)(wilson_interval)


def _headcount(n: int, answered: int, invited: int | None, *, domain: bool) -> float | None:
    """The headcount that the correction refers to; a filtered question concerns only part of it."""
    if invited is None or n == 0:
        return None
    return domain_population(n, answered, invited) if domain else float(invited)


def published(
    figure: Figure,
    table: PublicTable,
    *,
    statistic: Statistic,
    option: str | None,
    group: str | None,
    weighted: bool = False,
) -> Estimate:
    """A figure as a row of `results.json`."""
    return Estimate(
        question=table.question,
        item=table.item,
        option=option,
        statistic=statistic,
        by=table.by,
        group=group,
        n=figure.n,
        count=figure.count,
        estimate=figure.value,
        low=figure.low,
        high=figure.high,
        method=_METHODS.get(figure.rule, str(figure.rule)),
        population=None if figure.population is None else round(figure.population),
        weighted=weighted,
        effective_n=figure.effective_n if math.isfinite(figure.effective_n) else None,
    )


_METHODS = {Rule.WILSON_FINITE: "wilson_fpc"}


def hidden(table: PublicTable, row: PublicRow, *, statistic: Statistic, option: str | None) -> Estimate:
    """A row without numbers; a band keeps its bound when it is the band's own statistic."""
    band = row.detail is Detail.BAND and (statistic is Statistic.FAVOURABLE or table.option is not None)
    share = _share_of(row.n)
    return Estimate(
        question=table.question,
        item=table.item,
        option=option,
        statistic=statistic,
        by=table.by,
        group=row.group,
        n=row.n if band else None,
        status=Status.BAND if band else Status.SUPPRESSED,
        at_least=share(row.at_least) if band else None,
        at_most=share(row.at_most) if band else None,
    )


def _share_of(n: int | None) -> Callable[[int | None], float | None]:
    return lambda bound: None if bound is None or not n else bound / n


def option_count(position: int) -> CountOf:
    """The count of the option at `position`, public in full rows."""
    return lambda row: None if row.counts is None else row.counts[position]


def positive_count(row: PublicRow) -> int | None:
    """The favourable answers, public in full and coarse rows."""
    return row.positive


def shares(
    total: PublicTable,
    tables: Sequence[PublicTable],
    *,
    frame: Frame,
    count_of: CountOf,
    statistic: Statistic,
    option: str | None,
    domain: bool,
) -> Iterator[Estimate]:
    """One statistic of one item: for all respondents first, then for every group of every breakdown."""
    main = next((table for table in tables if table.by == frame.main), None)
    if count_of(total.rows[0]) is None:
        yield hidden(total, total.rows[0], statistic=statistic, option=option)
    else:
        figure = whole(total, main, frame=frame, count_of=count_of, domain=domain)
        weighted = main is not None and frame.stratified
        yield published(figure, total, statistic=statistic, option=option, group=None, weighted=weighted)
    for table in tables:
        assert table.by is not None
        for row in table.rows:
            assert row.group is not None
            count = count_of(row)
            if count is None:
                yield hidden(table, row, statistic=statistic, option=option)
                continue
            group = frame.groups[table.by][row.group]
            figure = in_group(row, count, group=group, domain=domain, exact=frame.small_exact)
            yield published(figure, table, statistic=statistic, option=option, group=row.group)
