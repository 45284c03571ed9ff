"""What changed between two waves, computed from the published results of both.

Raw answers of a baseline are often deleted by law before the follow-up comes; so nothing here needs them. Whether a
wave was analysed now or is read from an earlier `results.json` makes no difference: the same public numbers go in.

One family for multiplicity is all municipality-wide indicators of the report (Holm up to ten, Benjamini–Hochberg for
more); the services' changes in one question are a family of their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nullpunkt.analysis.model import Change, Estimate, GroupRow, Results, Statistic, Status, WaveFigure
from nullpunkt.stats.difference import Difference, Method, change_test, newcombe_interval
from nullpunkt.stats.difference import Verdict as Call
from nullpunkt.stats.difference import verdict as call_of
from nullpunkt.stats.estimate import Estimate as Figure
from nullpunkt.stats.estimate import Rule
from nullpunkt.stats.multiplicity import benjamini_hochberg, holm

DECLARED_DIFFERENCE = 0.05
"""a smaller difference is never called a change, however sure it is"""
MOST_BY_HOLM = 10
NOT_COMPARABLE = "not_comparable"

Row = tuple[str, str | None, str | None, Statistic, str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What may not be compared, decided before any number is looked at.

    `items` are `question` or `question.row` keys whose wording, options or filter differ; `groups` are (breakdown,
    group) that do not hold the same services in both waves.
    """

    items: frozenset[str] = frozenset()
    groups: frozenset[tuple[str, str]] = frozenset()


def changes(
    baseline: Results, follow_up: Results, *, gate: Gate, minimum: float = DECLARED_DIFFERENCE
) -> tuple[Change, ...]:
    """Every comparable indicator's change, follow-up minus baseline, in the follow-up's order."""
    before = {_row(e): e for e in _indicators(baseline.estimates)}
    found = [
        _change(before[_row(after)], after, gate=gate)
        for after in _indicators(follow_up.estimates)
        if _row(after) in before
    ]
    return tuple(_called(change, minimum) for change in _adjusted(found))


def groups_that_differ(baseline: Sequence[GroupRow], follow_up: Sequence[GroupRow]) -> frozenset[tuple[str, str]]:
    """Groups of the follow-up that are not made of the same options in the baseline."""
    before = {(g.by, g.group): (frozenset(g.members), g.with_not_stated) for g in baseline}
    return frozenset(
        (g.by, g.group) for g in follow_up if before.get((g.by, g.group)) != (frozenset(g.members), g.with_not_stated)
    )


def _indicators(rows: Sequence[Estimate]) -> Iterator[Estimate]:
    """The favourable share of each item; each option where nothing is favourable (multiple choice, nominal items)."""
    scaled = {(row.question, row.item) for row in rows if row.statistic is Statistic.FAVOURABLE}
    for row in rows:
        favourable = row.statistic is Statistic.FAVOURABLE
        if favourable or (row.statistic is Statistic.PROPORTION and (row.question, row.item) not in scaled):
            yield row


def _row(row: Estimate) -> Row:
    return (row.question, row.item, row.option, row.statistic, row.by, row.group)


def _change(before: Estimate, after: Estimate, *, gate: Gate) -> Change:
    key = after.question if after.item is None else f"{after.question}.{after.item}"
    closed = key in gate.items or (after.by is not None and (after.by, after.group or "") in gate.groups)
    first, second = _figure(before), _figure(after)
    empty = replace(_blank(before, after), verdict=NOT_COMPARABLE, method="not_comparable")
    if closed or first is None or second is None:
        return empty
    difference, test = newcombe_interval(first, second), change_test(first, second)
    if difference.value is None or test.method is Method.NO_TEST:
        return empty
    return replace(
        _blank(before, after),
        difference=difference.value,
        low=difference.low,
        high=difference.high,
        p_value=test.p,
        method=f"newcombe_{test.method}",
    )


def _blank(before: Estimate, after: Estimate) -> Change:
    return Change(
        question=after.question,
        item=after.item,
        option=after.option,
        statistic=after.statistic,
        by=after.by,
        group=after.group,
        baseline=WaveFigure(n=before.n, count=before.count, estimate=before.estimate),
        follow_up=WaveFigure(n=after.n, count=after.count, estimate=after.estimate),
        difference=None,
        low=None,
        high=None,
        p_value=None,
        p_adjusted=None,
        verdict="no_clear_change",
        method="",
    )


def _figure(row: Estimate) -> Figure | None:
    """A published row as the formulas want it; None where there is no interval to go by."""
    if row.status is not Status.PUBLISHED or row.estimate is None or row.low is None or row.n is None:
        return None
    census = row.effective_n is None
    return Figure(
        value=row.estimate,
        se=None,
        effective_n=math.inf if row.effective_n is None else row.effective_n,
        low=row.low,
        high=row.high,
        n=row.n,
        population=None if row.population is None else float(row.population),
        rule=Rule.CENSUS if census else Rule.WILSON,
        count=row.count,
    )


def _adjusted(found: Sequence[Change]) -> Iterator[Change]:
    values: dict[int, float] = {}
    for family in _families(found):
        tested = [(place, p) for place, p in family if p is not None]
        total = bool(tested) and found[tested[0][0]].by is None
        adjust = holm if total and len(tested) <= MOST_BY_HOLM else benjamini_hochberg
        values.update(zip((place for place, _ in tested), adjust([p for _, p in tested]), strict=True))
    for place, change in enumerate(found):
        yield replace(change, p_adjusted=values.get(place))


def _families(found: Sequence[Change]) -> list[list[tuple[int, float | None]]]:
    families: dict[object, list[tuple[int, float | None]]] = {}
    for place, change in enumerate(found):
        family = None if change.by is None else (change.question, change.item, change.option, change.by)
        families.setdefault(family, []).append((place, change.p_value))
    return list(families.values())


def _called(change: Change, minimum: float) -> Change:
    if change.verdict == NOT_COMPARABLE or change.difference is None:
        return change
    call = call_of(
        Difference(change.difference, change.low, change.high),
        p=change.p_value,
        adjusted_p=change.p_adjusted,
        minimum=minimum,
    )
    # a test and an interval that disagree leave it open, which the reader is told as «no clear change»
    return replace(change, verdict=str(call if call in (Call.INCREASE, Call.DECREASE) else Call.NO_CLEAR_CHANGE))


def counted(found: Sequence[Change]) -> Mapping[str, int]:
    """How many municipality-wide indicators went up, down, neither, or cannot be compared: nobody can cherry-pick."""
    verdicts = [change.verdict for change in found if change.by is None]
    return {name: verdicts.count(name) for name in ("increase", "decrease", "no_clear_change", NOT_COMPARABLE)}
