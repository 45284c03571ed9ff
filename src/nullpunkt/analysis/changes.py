"""What changed between two waves, computed from the published results of both.

Raw answers of a baseline are often deleted by law before the follow-up comes; so nothing here needs them. Whether a
wave was analysed now or is read from an earlier `results.json` makes no difference: the same public numbers go in.

All municipality-wide indicators of the report, indices included, are one family, adjusted by Holm: of reports in which
nothing has changed, at most one in twenty is to call anything. All cells of the table of services are a second family
and a screen, adjusted by Benjamini and Hochberg.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

from nullpunkt.analysis.index_changes import index_changes
from nullpunkt.analysis.model import Change, Estimate, IndexChange, Results, Statistic, Status, WaveFigure
from nullpunkt.stats.difference import ChangeTest, Difference, Method, change_test, newcombe_interval
from nullpunkt.stats.difference import Verdict as Call
from nullpunkt.stats.difference import verdict as call_of
from nullpunkt.stats.distributions import student_two_sided
from nullpunkt.stats.estimate import Estimate as Figure
from nullpunkt.stats.estimate import Rule
from nullpunkt.stats.multiplicity import benjamini_hochberg, holm
from nullpunkt.stats.proportion import wilson_interval

DECLARED_DIFFERENCE = 0.05
"""a smaller difference is never called a change, however sure it is"""
NOT_COMPARABLE = "not_comparable"
BAND = "band"
VERDICTS = ("increase", "decrease", "no_clear_change", NOT_COMPARABLE)

Row = tuple[str, str | None, str | None, Statistic, str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What may not be compared, decided before any number is looked at.

    `items` are `question` or `question.row` keys whose wording, options or filter differ; `background` the questions
    about the respondents themselves, which tell who answered and not what changed.
    """

    items: frozenset[str] = frozenset()
    background: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Every change between two waves."""

    items: tuple[Change, ...]
    indices: tuple[IndexChange, ...]


def changes(
    baseline: Results, follow_up: Results, *, gate: Gate, minimum: float = DECLARED_DIFFERENCE
) -> tuple[Change, ...]:
    """Every indicator's change, follow-up minus baseline, in the follow-up's order; the waves have the same groups."""
    return all_changes(baseline, follow_up, gate=gate, minimum=minimum).items


def all_changes(baseline: Results, follow_up: Results, *, gate: Gate, minimum: float = DECLARED_DIFFERENCE) -> Found:
    """The changes of all indicators and indices, adjusted together and called by the same rule."""
    before = {_row(e): e for e in baseline.estimates}
    rows = [row for row in _indicators(follow_up, gate=gate) if _row(row) in before or row.by is None]
    strata = sum(g.by == follow_up.main_breakdown for wave in (baseline, follow_up) for g in wave.groups)
    found = [_change(before.get(_row(row)), row, gate=gate, strata=strata) for row in rows]
    indices = index_changes(baseline, follow_up, closed=gate.items)
    adjusted = _adjusted(found, indices)
    items = tuple(_called(replace(c, p_adjusted=p), minimum) for c, p in zip(found, adjusted, strict=False))
    rest = adjusted[len(found) :]
    return Found(
        items=items,
        indices=tuple(_index_called(i, p, minimum) for i, p in zip(indices, rest, strict=True)),
    )


def _indicators(results: Results, *, gate: Gate) -> Iterator[Estimate]:
    """The favourable share of each item; each option where nothing is favourable (multiple choice, nominal items)."""
    scaled = {(row.question, row.item) for row in results.estimates if row.statistic is Statistic.FAVOURABLE}
    for row in results.estimates:
        if row.question in gate.background or row.by not in (None, results.main_breakdown):
            continue
        favourable = row.statistic is Statistic.FAVOURABLE
        if favourable or (row.statistic is Statistic.PROPORTION and (row.question, row.item) not in scaled):
            yield row


def _row(row: Estimate) -> Row:
    return (row.question, row.item, row.option, row.statistic, row.by, row.group)


def _change(before: Estimate | None, after: Estimate, *, gate: Gate, strata: int) -> Change:
    key = after.question if after.item is None else f"{after.question}.{after.item}"
    if before is None or key in gate.items:
        return replace(_blank(before, after), verdict=NOT_COMPARABLE, method="questionnaire")
    if Status.BAND in (before.status, after.status):
        return _by_bands(before, after)
    first, second = _figures(before, after)
    if first is None or second is None:
        return replace(_blank(before, after), verdict=NOT_COMPARABLE, method="hidden")
    blank = replace(_blank(before, after), baseline=_told(before, first), follow_up=_told(after, second))
    difference, test = newcombe_interval(first, second), change_test(first, second)
    if difference.value is None or test.method is Method.NO_TEST:
        return replace(blank, verdict=NOT_COMPARABLE, method="hidden")
    return replace(
        blank,
        difference=difference.value,
        low=difference.low,
        high=difference.high,
        p_value=_with_estimated_variance(test, before, after, strata=strata),
        method=f"newcombe_{test.method}",
    )


def _with_estimated_variance(test: ChangeTest, before: Estimate, after: Estimate, *, strata: int) -> float | None:
    """The p-value of a stratified score by Student's t, on answers less services: each service's variance is estimated.

    The normal tail is too thin there, and adjusted p-values are decided far out in it.
    """
    if test.p is None or test.method is not Method.SCORE or not (before.weighted and after.weighted) or not strata:
        return test.p
    degrees = (before.n or 0) + (after.n or 0) - strata
    if test.p <= 0 or degrees < 1:
        return test.p
    return student_two_sided(-NormalDist().inv_cdf(test.p / 2), degrees)


def _by_bands(before: Estimate, after: Estimate) -> Change:
    """Almost all or almost none in a wave: only a direction, when even the nearest possible shares are a change.

    What stands in a band is unknown; the share in it that is nearest to the other wave gives the largest p-value.
    """
    blank = _blank(before, after)
    one, two = _range(before), _range(after)
    if one is None or two is None:
        return replace(blank, verdict=NOT_COMPARABLE, method="hidden")
    if one[0] <= two[1] and two[0] <= one[1]:
        return replace(blank, verdict=NOT_COMPARABLE, method=BAND)
    rising = one[1] < two[0]
    first = _nearest(before, one[1] if rising else one[0])
    second = _nearest(after, two[0] if rising else two[1])
    test = change_test(first, second)
    if test.p is None:
        return replace(blank, verdict=NOT_COMPARABLE, method=BAND)
    return replace(blank, p_value=test.p, method=BAND)


def _range(row: Estimate) -> tuple[float, float] | None:
    """The shares that a row may have."""
    match row.status:
        case Status.PUBLISHED:
            return None if row.estimate is None else (row.estimate, row.estimate)
        case Status.BAND:
            return (row.at_least or 0.0, 1.0 if row.at_most is None else row.at_most)
        case Status.SUPPRESSED:
            return None


def _nearest(row: Estimate, share: float) -> Figure:
    figure = _figure(row)
    if figure is not None:
        return figure
    assert row.n is not None
    return wilson_interval(round(share * row.n), row.n)


def _told(row: Estimate, figure: Figure) -> WaveFigure:
    return WaveFigure(n=row.n, count=row.count, estimate=figure.value, low=figure.low, high=figure.high)


def _wave(row: Estimate | None) -> WaveFigure:
    if row is None:
        return WaveFigure(n=None, count=None, estimate=None)
    return WaveFigure(
        n=row.n,
        count=row.count,
        estimate=row.estimate,
        low=row.low,
        high=row.high,
        at_least=row.at_least,
        at_most=row.at_most,
    )


def _blank(before: Estimate | None, after: Estimate) -> Change:
    return Change(
        question=after.question,
        item=after.item,
        option=after.option,
        statistic=after.statistic,
        by=after.by,
        group=after.group,
        baseline=_wave(before),
        follow_up=_wave(after),
        difference=None,
        low=None,
        high=None,
        p_value=None,
        p_adjusted=None,
        verdict="no_clear_change",
        method="",
    )


def _figures(before: Estimate, after: Estimate) -> tuple[Figure | None, Figure | None]:
    """Both rows on the same footing: where only one wave is weighted by headcount, both are taken unweighted."""
    if before.weighted == after.weighted:
        return _figure(before), _figure(after)
    return _unweighted(before), _unweighted(after)


def _unweighted(row: Estimate) -> Figure | None:
    if row.status is not Status.PUBLISHED or row.count is None or not row.n:
        return None
    population = None if row.population is None else float(max(row.population, row.n))
    return wilson_interval(row.count, row.n, population=population)


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


def _adjusted(found: Sequence[Change], indices: Sequence[IndexChange]) -> list[float | None]:
    """Adjusted p-values of the changes, then of the indices."""
    p_values = [change.p_value for change in found] + [index.p_value for index in indices]
    whole = [change.by is None for change in found] + [True] * len(indices)
    adjusted: list[float | None] = [None] * len(p_values)
    for family in (True, False):
        places = [place for place, p in enumerate(p_values) if p is not None and whole[place] is family]
        adjust = holm if family else benjamini_hochberg
        tested = [p for place in places if (p := p_values[place]) is not None]
        for place, p in zip(places, adjust(tested), strict=True):
            adjusted[place] = p
    return adjusted


def _called(change: Change, minimum: float) -> Change:
    if change.verdict == NOT_COMPARABLE:
        return change
    if change.method == BAND:
        return replace(change, verdict=_band_verdict(change, minimum))
    difference = Difference(change.difference, change.low, change.high)
    return replace(
        change, verdict=_verdict(difference, p=change.p_value, adjusted_p=change.p_adjusted, minimum=minimum)
    )


def _index_called(change: IndexChange, adjusted_p: float | None, minimum: float) -> IndexChange:
    if change.verdict == NOT_COMPARABLE:
        return change
    difference = Difference(change.difference, change.low, change.high)
    verdict = _verdict(difference, p=change.p_value, adjusted_p=adjusted_p, minimum=minimum * change.scale)
    return replace(change, p_adjusted=adjusted_p, verdict=verdict)


def _verdict(difference: Difference, *, p: float | None, adjusted_p: float | None, minimum: float) -> str:
    call = call_of(difference, p=p, adjusted_p=adjusted_p, minimum=minimum)
    # a test and an interval that disagree leave it open, which the reader is told as «no clear change»
    return str(call if call in (Call.INCREASE, Call.DECREASE) else Call.NO_CLEAR_CHANGE)


def _band_verdict(change: Change, minimum: float) -> str:
    one, two = _bounds(change.baseline), _bounds(change.follow_up)
    rising = one[1] < two[0]
    apart = two[0] - one[1] if rising else one[0] - two[1]
    if change.p_adjusted is None or change.p_adjusted >= 0.05 or apart < minimum - 1e-9:
        return str(Call.NO_CLEAR_CHANGE)
    return str(Call.INCREASE if rising else Call.DECREASE)


def _bounds(figure: WaveFigure) -> tuple[float, float]:
    if figure.estimate is not None:
        return figure.estimate, figure.estimate
    return figure.at_least or 0.0, 1.0 if figure.at_most is None else figure.at_most


def counted(found: Sequence[Change]) -> Mapping[str, int]:
    """How many municipality-wide indicators went up, down, neither, or cannot be compared: nobody can cherry-pick."""
    verdicts = [change.verdict for change in found if change.by is None]
    return {name: verdicts.count(name) for name in VERDICTS}
