"""Indices: for all respondents from person-level moments that left protection rounded; for groups from item means."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from nullpunkt.analysis.model import Estimate, IndexRow, Statistic, Status
from nullpunkt.analysis.proportions import Frame
from nullpunkt.disclosure.public import PublicIndex
from nullpunkt.stats.distributions import t_quantile
from nullpunkt.stats.reliability import feldt_interval
from nullpunkt.survey.model import Index, ItemKey, Survey

MEAN_OF_MEANS = "mean_of_published_item_means"


def index_rows(
    indices: Sequence[PublicIndex], survey: Survey, estimates: Sequence[Estimate], *, frame: Frame
) -> Iterator[IndexRow]:
    """Every index of the questionnaire, for all and for the groups of the main breakdown."""
    public = {index.index: index for index in indices}
    means = {
        (ItemKey(e.question, e.item), e.by, e.group): e.estimate for e in estimates if e.statistic is Statistic.MEAN
    }
    for index in survey.indices:
        if index.id not in public:
            continue
        yield _for_all(public[index.id], frame=frame)
        if frame.main is not None:
            for group in frame.groups[frame.main]:
                yield _for_group(index, survey, means, by=frame.main, group=group)


def _for_all(index: PublicIndex, *, frame: Frame) -> IndexRow:
    low = high = None
    if index.sd and index.n > 1:
        finite = 1.0 if not frame.invited else max(0.0, 1 - index.n / frame.invited)
        half = t_quantile(0.95, index.n - 1) * index.sd / math.sqrt(index.n) * math.sqrt(finite)
        low, high = index.mean - half, index.mean + half
    alpha = None
    if index.alpha is not None and index.complete > 2:
        alpha = feldt_interval(index.alpha, n=index.complete, items=index.items)
    return IndexRow(
        index=index.index,
        by=None,
        group=None,
        n=index.n,
        estimate=index.mean,
        low=low,
        high=high,
        sd=index.sd,
        alpha=index.alpha,
        alpha_low=None if alpha is None else alpha.low,
        alpha_high=None if alpha is None else alpha.high,
        items=index.items,
        method="person_mean",
    )


def _for_group(
    index: Index,
    survey: Survey,
    means: Mapping[tuple[ItemKey, str | None, str | None], float | None],
    *,
    by: str,
    group: str,
) -> IndexRow:
    values = [_turned(index, survey, key, means.get((key, by, group))) for key in index.items]
    known = [value for value in values if value is not None]
    complete = len(known) == len(index.items)
    return IndexRow(
        index=index.id,
        by=by,
        group=group,
        n=None,
        estimate=math.fsum(known) / len(known) if complete else None,
        method=MEAN_OF_MEANS,
        status=Status.PUBLISHED if complete else Status.SUPPRESSED,
    )


def _turned(index: Index, survey: Survey, key: ItemKey, mean: float | None) -> float | None:
    """A reversed item's mean on the scale turned round, by the questionnaire's scale and not by what was answered."""
    if mean is None or key not in index.reversed_items:
        return mean
    scores = [option.score for option in survey.items[key].options if option.valid and option.score is not None]
    return min(scores) + max(scores) - mean
