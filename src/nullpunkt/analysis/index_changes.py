"""An index in two waves: Welch's comparison of the published means, for all respondents."""

from __future__ import annotations

from nullpunkt.analysis.gate import questionnaire_of
from nullpunkt.analysis.model import IndexChange, IndexRow, Results, Status, WaveFigure
from nullpunkt.stats.welch import MeanGroup, welch_test
from nullpunkt.survey.model import Index, Survey

LEAST = 2
"""answers from which a mean has a standard deviation"""


def index_changes(baseline: Results, follow_up: Results, *, closed: frozenset[str]) -> list[IndexChange]:
    """Every index of the follow-up; not comparable where its items are not the same ones, asked in the same way."""
    before = {row.index: row for row in baseline.indices if row.by is None}
    if not any(row.by is None for row in follow_up.indices):
        return []
    now = questionnaire_of(follow_up)
    earlier = {index.id: index for index in questionnaire_of(baseline).indices} if baseline.questionnaire else {}
    later = {index.id: index for index in now.indices}
    return [
        _change(before.get(row.index), row, baseline, follow_up, same=_same(row.index, earlier, later, closed), now=now)
        for row in follow_up.indices
        if row.by is None
    ]


def _same(name: str, earlier: dict[str, Index], later: dict[str, Index], closed: frozenset[str]) -> bool:
    one, two = earlier.get(name), later.get(name)
    if one is None or two is None:
        return False
    same = (one.items, one.reversed_items) == (two.items, two.reversed_items)
    return same and not any(str(key) in closed for key in two.items)


def _change(
    before: IndexRow | None, after: IndexRow, baseline: Results, follow_up: Results, *, same: bool, now: Survey
) -> IndexChange:
    blank = IndexChange(
        index=after.index,
        baseline=_figure(before),
        follow_up=_figure(after),
        difference=None,
        low=None,
        high=None,
        p_value=None,
        p_adjusted=None,
        verdict="not_comparable",
        method="hidden" if same else "questionnaire",
        scale=_scale(after.index, now),
    )
    one = _group(before, _invited(baseline)) if same and before is not None else None
    two = _group(after, _invited(follow_up))
    if one is None or two is None:
        return blank
    test = welch_test(MeanGroup(one.mean, one.sd, one.n), MeanGroup(two.mean, two.sd, two.n))
    limits = welch_test(one, two).difference
    return IndexChange(
        index=after.index,
        baseline=blank.baseline,
        follow_up=blank.follow_up,
        difference=limits.value,
        low=limits.low,
        high=limits.high,
        p_value=test.p,
        p_adjusted=None,
        verdict="no_clear_change",
        method="welch",
        scale=blank.scale,
    )


def _figure(row: IndexRow | None) -> WaveFigure:
    if row is None:
        return WaveFigure(n=None, count=None, estimate=None)
    return WaveFigure(n=row.n, count=None, estimate=row.estimate, low=row.low, high=row.high)


def _group(row: IndexRow, invited: int | None) -> MeanGroup | None:
    if row.status is not Status.PUBLISHED or row.estimate is None or row.sd is None or row.n is None or row.n < LEAST:
        return None
    return MeanGroup(row.estimate, row.sd, row.n, None if invited is None else float(max(invited, row.n)))


def _invited(results: Results) -> int | None:
    return next((row.invited for row in results.response if row.by is None), None)


def _scale(index: str, survey: Survey) -> float:
    keys = next((found.items for found in survey.indices if found.id == index), ())
    scores = [o.score for key in keys for o in survey.items[key].options if o.valid and o.score is not None]
    return max(scores) - min(scores) if scores else 1.0
