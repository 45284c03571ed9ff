"""The same groups in both waves: where one wave is coarser, the other is summed up from its public counts.

Two groups belong together when they share a service (or, in other breakdowns, a class). All that belong together make
one row in both waves: the coarser of the two. A sum is public only where every part is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nullpunkt.analysis.model import Estimate, GroupRow, Results, Statistic, Status
from nullpunkt.analysis.services import Services
from nullpunkt.stats.estimate import Estimate as Figure
from nullpunkt.stats.proportion import domain_population, wilson_interval
from nullpunkt.stats.stratified import DomainStratum, Stratum, domain_proportion, stratified_proportion

NOT_STATED = "_not_stated"
SUMMED = (Statistic.PROPORTION, Statistic.FAVOURABLE)

_ItemId = tuple[str, str | None, str | None, Statistic]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Groups of one breakdown that are compared as one."""

    by: str
    group: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    comparable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """Both waves with the same groups, and the services that are not in both."""

    before: Results
    after: Results
    joints: tuple[Joint, ...]

    @property
    def apart(self) -> tuple[Joint, ...]:
        """Groups of the main breakdown that cannot be compared: the whole is told without them."""
        return tuple(joint for joint in self.joints if joint.by == self.after.main_breakdown and not joint.comparable)


def aligned(baseline: Results, follow_up: Results, services: Services) -> Aligned:
    """Brings two waves to the same groups, and their totals to the services that both have."""
    main = follow_up.main_breakdown
    same_main = main is not None and main == baseline.main_breakdown
    joints: list[Joint] = []
    for by in dict.fromkeys(group.by for group in follow_up.groups):
        mapped = services if by == main else Services()
        joints += _joints(by, baseline.groups, follow_up.groups, services=mapped, strict=by == main)
    before = _grouped(baseline, [(joint, joint.before) for joint in joints if joint.comparable])
    after = _grouped(follow_up, [(joint, joint.after) for joint in joints if joint.comparable])
    apart = [joint for joint in joints if joint.by == main and not joint.comparable]
    if same_main and main is not None and apart:
        before = _without(baseline, before, by=main, leave_out=[code for joint in apart for code in joint.before])
        after = _without(follow_up, after, by=main, leave_out=[code for joint in apart for code in joint.after])
    return Aligned(before=before, after=after, joints=tuple(joints))


def _joints(
    by: str, earlier: Sequence[GroupRow], later: Sequence[GroupRow], *, services: Services, strict: bool
) -> Iterator[Joint]:
    one = [(group, _codes(group, services)) for group in earlier if group.by == by]
    two = [(group, _codes(group, Services())) for group in later if group.by == by]
    for members in components([codes for _, codes in (*two, *one)]):
        before = [group for group, codes in one if codes & members]
        after = [group for group, codes in two if codes & members]
        broken = strict and bool(
            {code for group in before for code in group.members} & services.closed
            or {code for group in after for code in group.members} & services.new
        )
        named = after if len(after) == 1 or not before else before if len(before) == 1 else after
        yield Joint(
            by=by,
            group="+".join(group.group for group in named),
            label=", ".join(group.label for group in named),
            before=tuple(group.group for group in before),
            after=tuple(group.group for group in after),
            comparable=bool(before and after) and not broken,
        )


def _codes(group: GroupRow, services: Services) -> frozenset[str]:
    stated = (NOT_STATED,) if group.with_not_stated else ()
    return frozenset((*(services.now(code) for code in group.members), *stated))


def components(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The finest partition of which every given set is part of one block, in the order of first mention.

    >>> [sorted(block) for block in components([frozenset("a"), frozenset("bc"), frozenset("cd")])]
    [['a'], ['b', 'c', 'd']]
    """
    blocks: list[frozenset[str]] = []
    for codes in sets:
        touching = [block for block in blocks if block & codes]
        if not touching:
            blocks.append(codes)
            continue
        blocks[blocks.index(touching[0])] = codes.union(*touching)
        blocks = [block for block in blocks if block not in touching[1:]]
    return blocks


def _grouped(results: Results, joints: Sequence[tuple[Joint, tuple[str, ...]]]) -> Results:
    """The wave with the joints as its groups: parts renamed, or summed where there are several."""
    groups = {(row.by, row.group): row for row in results.groups}
    rows: list[GroupRow] = []
    estimates = [row for row in results.estimates if row.by is None]
    by_group: dict[tuple[str | None, str | None], dict[_ItemId, Estimate]] = {}
    for row in results.estimates:
        by_group.setdefault((row.by, row.group), {})[_item(row)] = row
    for joint, codes in joints:
        parts = [groups[joint.by, code] for code in codes]
        rows.append(_group_row(joint, parts))
        tables = [by_group.get((joint.by, code), {}) for code in codes]
        for item in tables[0]:
            summed = _sum(joint, parts, [table.get(item) for table in tables])
            if summed is not None:
                estimates.append(summed)
    return replace(results, groups=tuple(rows), estimates=tuple(estimates))


def _item(row: Estimate) -> _ItemId:
    return (row.question, row.item, row.option, row.statistic)


def _group_row(joint: Joint, parts: Sequence[GroupRow]) -> GroupRow:
    return GroupRow(
        by=joint.by,
        group=joint.group,
        label=joint.label,
        members=tuple(code for part in parts for code in part.members),
        n=sum(part.n for part in parts),
        invited=_total([part.invited for part in parts]),
        with_not_stated=any(part.with_not_stated for part in parts),
    )


def _total(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _sum(joint: Joint, groups: Sequence[GroupRow], rows: Sequence[Estimate | None]) -> Estimate | None:
    known = [row for row in rows if row is not None]
    if len(known) == 1 == len(rows):
        return known[0]._replace(group=joint.group)
    if not known or known[0].statistic not in SUMMED:
        return None
    hidden = _bare(known[0])._replace(group=joint.group, status=Status.SUPPRESSED)
    counts, bases = [row.count for row in known], [row.n for row in known]
    if len(known) < len(rows) or any(row.status is not Status.PUBLISHED for row in known):
        return hidden
    count, n, invited = _total(counts), _total(bases), _total([group.invited for group in groups])
    if count is None or n is None:
        return hidden
    population = None
    if invited is not None and n:
        answered = sum(group.n for group in groups)
        population = domain_population(n, answered, invited) if _is_domain(groups, known) else float(invited)
    return _filled(hidden, wilson_interval(count, n, population=population))


def _is_domain(groups: Sequence[GroupRow], rows: Sequence[Estimate]) -> bool:
    """Whether the question was asked of some only: its rows refer to fewer than the group's headcount."""
    return any(
        row.population is not None and group.invited is not None and row.population != group.invited
        for group, row in zip(groups, rows, strict=True)
    )


def _bare(row: Estimate) -> Estimate:
    return Estimate(
        question=row.question, item=row.item, option=row.option, statistic=row.statistic, by=row.by, group=row.group
    )


def _filled(row: Estimate, figure: Figure, *, weighted: bool = False) -> Estimate:
    finite = figure.effective_n != float("inf")
    return row._replace(
        n=figure.n,
        count=figure.count,
        estimate=figure.value,
        low=figure.low,
        high=figure.high,
        status=Status.PUBLISHED,
        method=str(figure.rule),
        population=None if figure.population is None else round(figure.population),
        weighted=weighted,
        effective_n=figure.effective_n if finite else None,
    )


def _without(published: Results, grouped: Results, *, by: str, leave_out: Sequence[str]) -> Results:
    """Totals of the services that both waves have: the whole minus the groups that are not in both."""
    groups = {row.group: row for row in published.groups if row.by == by}
    tables: dict[_ItemId, dict[str, Estimate]] = {}
    for row in published.estimates:
        if row.by == by and row.group is not None:
            tables.setdefault(_item(row), {})[row.group] = row
    estimates = tuple(
        _rest(row, tables.get(_item(row), {}), groups, leave_out) if row.by is None and row.statistic in SUMMED else row
        for row in grouped.estimates
    )
    return replace(grouped, estimates=estimates)


def _rest(
    whole: Estimate, rows: Mapping[str, Estimate], groups: Mapping[str, GroupRow], leave_out: Sequence[str]
) -> Estimate:
    hidden = _bare(whole)._replace(status=Status.SUPPRESSED)
    gone = [rows.get(code) for code in leave_out]
    if whole.count is None or whole.n is None:
        return hidden
    count, n = whole.count, whole.n
    for row in gone:
        if row is None or row.status is not Status.PUBLISHED or row.count is None or row.n is None:
            return hidden
        count, n = count - row.count, n - row.n
    left = {code: group for code, group in groups.items() if code not in leave_out}
    if n <= 0 or not left:
        return hidden
    known = [(groups[code], row) for code, row in rows.items() if row.status is Status.PUBLISHED]
    domain = _is_domain([group for group, _ in known], [row for _, row in known])
    invited, answered = _total([group.invited for group in left.values()]), sum(group.n for group in left.values())
    if not whole.weighted or invited is None:
        population = None
        if invited is not None:
            population = domain_population(n, answered, invited) if domain else float(invited)
        return _filled(hidden, wilson_interval(count, n, population=population))
    strata = tuple(_strata(left, rows, count=count, n=n))
    figure = (
        domain_proportion(strata)
        if domain
        else stratified_proportion([Stratum(s.name, s.count, s.n_domain, s.population) for s in strata])
    )
    return _filled(hidden, figure, weighted=True)


def _strata(
    left: Mapping[str, GroupRow], rows: Mapping[str, Estimate], *, count: int, n: int
) -> Iterator[DomainStratum]:
    pooled, headcount = 0, 0
    for code, group in left.items():
        row = rows.get(code)
        if row is None or row.status is not Status.PUBLISHED or row.count is None or row.n is None:
            pooled, headcount = pooled + group.n, headcount + (group.invited or 0)
            continue
        count, n = count - row.count, n - row.n
        yield DomainStratum(code, row.count, row.n, group.n, group.invited or 0)
    if headcount:
        yield DomainStratum("_hidden", count, n, pooled, headcount)
