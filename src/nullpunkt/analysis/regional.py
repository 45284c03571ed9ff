"""A region from what its municipalities have published: each indicator's sums, and each unit beside the others.

Nothing here has seen an answer: municipalities come as `Results`, so that the region says nothing that they do not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from nullpunkt.analysis.model import Benchmark, Estimate, Results, Statistic, Status, WaveFigure
from nullpunkt.stats.difference import Difference, Verdict, verdict
from nullpunkt.stats.estimate import Estimate as Figure
from nullpunkt.stats.estimate import Rule
from nullpunkt.stats.multiplicity import benjamini_hochberg
from nullpunkt.stats.region import Member, Parts, combined, compare, parts_of, total, without_each
from nullpunkt.survey.model import Survey, items_of

HIGHER, LOWER = "higher", "lower"
NO_CLEAR_DIFFERENCE = "no_clear_difference"
NOT_TESTED = "not_tested"
_UNKNOWN = 1e6
"""headcount per answer where no headcounts are known: no finite population correction, weights follow the answers"""

Indicator = tuple[str, str | None, str | None, Statistic]
"""question, row of a grid, option, statistic"""
Group = tuple[str, str]
"""breakdown and group"""


@dataclass(frozen=True, slots=True)
class Fact:
    """One municipality's published share of one indicator, among all or in one group."""

    count: int
    n: int
    share: float
    low: float
    high: float
    effective_n: float
    population: float | None
    weighted: bool


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What the region needs of one municipality: small, and public in every part."""

    unit: str
    name: str
    answered: int
    invited: int | None
    facts: Mapping[Indicator, Fact]


@dataclass(frozen=True, slots=True)
class GroupCount:
    """Favourable answers of all in one service: of one municipality, or summed over `units` of them."""

    count: int
    n: int
    units: int = 1

    def __add__(self, other: GroupCount) -> GroupCount:
        return GroupCount(self.count + other.count, self.n + other.n, self.units + other.units)


@dataclass(frozen=True, slots=True)
class Contribution:
    """A municipality as it enters the region: its own facts, and its services' counts, which are only summed."""

    unit: UnitFacts
    sizes: Mapping[Group, GroupCount]
    """answers in each published group that is one option alone"""
    counts: Mapping[tuple[Indicator, Group], GroupCount]


def contribution(results: Results, *, unit: str) -> Contribution:
    """The shares of all respondents, and the counts of the main breakdown's groups that are one option alone."""
    main = results.main_breakdown
    alone = {(row.by, row.group): row.n for row in results.groups if row.by == main and row.members == (row.group,)}
    whole = next(row for row in results.response if row.by is None)
    facts: dict[Indicator, Fact] = {}
    counts: dict[tuple[Indicator, Group], GroupCount] = {}
    for row in indicators(results.estimates):
        if row.by is None:
            if (fact := _fact(row)) is not None:
                facts[indicator_of(row)] = fact
        elif (row.by, row.group) in alone and row.count is not None and row.n:
            counts[indicator_of(row), (row.by, row.group or "")] = GroupCount(row.count, row.n)
    own = UnitFacts(unit, results.unit.name, whole.answered, whole.invited, facts)
    return Contribution(own, {group: GroupCount(n, n) for group, n in alone.items()}, counts)


@dataclass(slots=True)
class Region:
    """All municipalities together, filled one by one: what is kept of each is small."""

    units: list[UnitFacts] = field(default_factory=list)
    sizes: dict[Group, GroupCount] = field(default_factory=dict)
    counts: dict[tuple[Indicator, Group], GroupCount] = field(default_factory=dict)

    def add(self, one: Contribution) -> None:
        """One more municipality; the sums do not depend on the order."""
        self.units.append(one.unit)
        for group, size in one.sizes.items():
            self.sizes[group] = self.sizes[group] + size if group in self.sizes else size
        for key, count in one.counts.items():
            self.counts[key] = self.counts[key] + count if key in self.counts else count


def indicators(rows: Sequence[Estimate]) -> Iterator[Estimate]:
    """The favourable share of each item; each option where nothing is favourable (multiple choice, nominal items)."""
    scaled = {(row.question, row.item) for row in rows if row.statistic is Statistic.FAVOURABLE}
    for row in rows:
        favourable = row.statistic is Statistic.FAVOURABLE
        if favourable or (row.statistic is Statistic.PROPORTION and (row.question, row.item) not in scaled):
            yield row


def indicator_of(row: Estimate | Benchmark) -> Indicator:
    """What a row is about."""
    return (row.question, row.item, row.option, row.statistic)


def _fact(row: Estimate) -> Fact | None:
    if row.status is not Status.PUBLISHED or row.estimate is None or row.count is None or not row.n:
        return None
    if row.low is None or row.high is None:
        return None
    return Fact(
        count=row.count,
        n=row.n,
        share=row.estimate,
        low=row.low,
        high=row.high,
        effective_n=math.inf if row.effective_n is None else row.effective_n,
        population=None if row.population is None else float(row.population),
        weighted=row.weighted,
    )


@dataclass(frozen=True, slots=True)
class Share:
    """An indicator over the municipalities that publish it: in `units`' order, each one's fact."""

    indicator: Indicator
    units: tuple[str, ...]
    facts: tuple[Fact, ...]
    by_headcount: bool
    """whether every one of them knows its headcount; else all count with their answers"""

    def parts(self) -> tuple[Parts, ...]:
        """What each adds to the region's sums."""
        return tuple(parts_of(_member(fact, by_headcount=self.by_headcount)) for fact in self.facts)


def _member(fact: Fact, *, by_headcount: bool) -> Member:
    population = fact.population if by_headcount and fact.population is not None else fact.n * _UNKNOWN
    size = fact.effective_n
    if not fact.weighted and fact.n > 1:
        # one municipality is one stratum: Cochran's (n−1) in the variance, as in `stratified_proportion`
        size = math.inf if fact.n >= population else (fact.n - 1) / (1 - fact.n / population)
    return Member(fact.share, fact.count, fact.n, size, population)


def shares_of(units: Sequence[UnitFacts]) -> tuple[Share, ...]:
    """Every indicator that somebody publishes; units by id, and indicators in the first one's order."""
    ordered = sorted(units, key=lambda one: one.unit)
    keys: dict[Indicator, None] = {}
    for unit in ordered:
        keys |= dict.fromkeys(unit.facts)
    return tuple(_share(key, ordered) for key in keys)


def _share(indicator: Indicator, ordered: Sequence[UnitFacts]) -> Share:
    pairs = [(unit.unit, fact) for unit in ordered if (fact := unit.facts.get(indicator)) is not None]
    return Share(
        indicator=indicator,
        units=tuple(unit for unit, _ in pairs),
        facts=tuple(fact for _, fact in pairs),
        by_headcount=all(fact.population is not None for _, fact in pairs),
    )


def region_figure(share: Share) -> Figure:
    """The indicator among all people of the municipalities that publish it."""
    return combined(total(share.parts()))


class Rest(NamedTuple):
    """An indicator of one municipality, and what the others together add to the region's sums."""

    indicator: Indicator
    fact: Fact
    others: Parts


def beside_the_rest(shares: Sequence[Share]) -> Mapping[str, Sequence[Rest]]:
    """For each municipality every indicator of all its respondents that another publishes too."""
    found: dict[str, list[Rest]] = {}
    for share in shares:
        for unit, fact, rest in zip(share.units, share.facts, without_each(share.parts()), strict=True):
            if rest.members:
                found.setdefault(unit, []).append(Rest(share.indicator, fact, rest))
    return found


def benchmarks(rows: Sequence[Rest]) -> tuple[Benchmark, ...]:
    """One municipality's indicators beside the region without it."""
    return tuple(_called(_adjusted([_benchmark(row) for row in rows])))


def _benchmark(row: Rest) -> Benchmark:
    fact, comparison = row.fact, compare(figure_of(row.fact), row.others)
    question, item, option, statistic = row.indicator
    return Benchmark(
        question=question,
        item=item,
        option=option,
        statistic=statistic,
        own=WaveFigure(n=fact.n, count=fact.count, estimate=fact.share),
        region=WaveFigure(n=comparison.rest.n, count=comparison.rest.count, estimate=comparison.rest.value),
        difference=comparison.difference.value,
        low=comparison.difference.low,
        high=comparison.difference.high,
        p_value=comparison.p,
        p_adjusted=None,
        verdict=NOT_TESTED if comparison.p is None else NO_CLEAR_DIFFERENCE,
        method="score" if comparison.p is not None else "",
    )


def figure_of(fact: Fact) -> Figure:
    """A published share as the formulas want it."""
    return Figure(
        value=fact.share,
        se=None,
        effective_n=fact.effective_n,
        low=fact.low,
        high=fact.high,
        n=fact.n,
        population=fact.population,
        rule=Rule.CENSUS if math.isinf(fact.effective_n) else Rule.WILSON,
        count=fact.count,
    )


def _adjusted(rows: Sequence[Benchmark]) -> Iterator[Benchmark]:
    """Benjamini and Hochberg's adjustment: all indicators of one municipality are one screen."""
    tested = [row.p_value for row in rows if row.p_value is not None]
    adjusted = iter(benjamini_hochberg(tested))
    for row in rows:
        yield row if row.p_value is None else replace(row, p_adjusted=next(adjusted))


def _called(rows: Iterator[Benchmark]) -> Iterator[Benchmark]:
    for row in rows:
        if row.p_value is None:
            yield row
            continue
        call = verdict(Difference(row.difference, row.low, row.high), p=row.p_value, adjusted_p=row.p_adjusted)
        words = {Verdict.INCREASE: HIGHER, Verdict.DECREASE: LOWER}
        yield replace(row, verdict=words.get(call, NO_CLEAR_DIFFERENCE))


def indicators_in_order(shares: Sequence[Share], survey: Survey) -> tuple[Share, ...]:
    """In the questionnaire's order, so that it does not matter which municipality comes first."""
    places: dict[tuple[str, str | None, str | None], int] = {}
    for question in survey.questions:
        items = [item.key.item for item in items_of(question)] or [None]
        options = [option.code for option in getattr(question, "options", ())]
        for item in items:
            for option in (None, *options):
                places[question.id, item, option] = len(places)
    return tuple(sorted(shares, key=lambda share: places.get(share.indicator[:3], len(places))))
