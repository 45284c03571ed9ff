"""Index scores per person: who has one, their mean and spread, and the reliability of the index."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from nullpunkt.survey.model import Index, Item, ItemKey
from nullpunkt.tabulation.model import IndexMoments

UNANSWERED = -1
"""Stands for a score that is not there; scores are whole numbers from 1."""


def index_moments(
    index: Index, choices: Mapping[ItemKey, NDArray[np.int16]], items: Mapping[ItemKey, Item]
) -> IndexMoments:
    """Moments of the person-level index, by the half-scale rule.

    A person has a score, the mean of the items answered, when at least half of the index's items are answered. Items
    named as reversed are turned by the scale's min + max. «Don't know» and «not relevant» are not answers.
    """
    present = [key for key in index.items if key in choices]
    scores = np.stack(
        [_scores(items[key], choices[key], turned=key in index.reversed_items) for key in present], axis=1
    )
    answered = (scores != UNANSWERED).sum(axis=1)
    sums = np.where(scores == UNANSWERED, 0, scores).sum(axis=1)
    scored = answered >= max(1, math.ceil(len(index.items) / 2))
    complete = scores[answered == len(present)]
    mean, sd = _mean_and_sd(sums[scored], answered[scored])
    return IndexMoments(
        n=int(scored.sum()),
        mean=mean,
        sd=sd,
        alpha=cronbach_alpha(complete),
        complete=len(complete),
        items=len(present),
    )


def _scores(item: Item, codes: NDArray[np.int16], *, turned: bool) -> NDArray[np.int64]:
    """Each person's score on the item as a whole number; the look-up's last two places are blank and not asked."""
    scale = [int(option.score) if option.score is not None else None for option in item.options]
    on_scale = [score for score in scale if score is not None]
    ends = min(on_scale, default=0) + max(on_scale, default=0)
    looked_up = [UNANSWERED if score is None else ends - score if turned else score for score in scale]
    return np.array([*looked_up, UNANSWERED, UNANSWERED], dtype=np.int64)[codes]


def _mean_and_sd(sums: NDArray[np.int64], answered: NDArray[np.int64]) -> tuple[float | None, float | None]:
    """Mean and standard deviation (n-1) of sums/answered; the same whatever the order of the respondents."""
    n = len(sums)
    if n == 0:
        return None, None
    width = int(sums.max()) + 1
    counts = np.bincount(answered * width + sums)
    cells = [(divmod(int(cell), width), int(counts[cell])) for cell in np.flatnonzero(counts)]
    values = [(total / items, count) for (items, total), count in cells]
    mean = math.fsum(value * count for value, count in values) / n
    squares = math.fsum((value - mean) ** 2 * count for value, count in values)
    return mean, math.sqrt(squares / (n - 1)) if n > 1 else None


def cronbach_alpha(scores: NDArray[np.int64]) -> float | None:
    """Cronbach's (1951) alpha of complete cases, persons × items: how far the items measure one thing.

    alpha = k/(k-1) · (1 - sum of the items' variances / variance of the persons' sums). From whole-number sums, so
    that it does not depend on the persons' order. None with fewer than two items or persons, or with no spread. Not
    for items that are unlike by design (a check list): a low value is then no fault.

    >>> cronbach_alpha(np.array([[1, 1], [2, 2], [3, 3]]))
    1.0
    """
    n, k = scores.shape
    if n < 2 or k < 2:
        return None
    sums = scores.sum(axis=1)
    total = _spread(sums, n)
    if total == 0:
        return None
    parts = sum(_spread(column, n) for column in scores.T)
    return float(k / (k - 1) * (1 - parts / total))


def _spread(values: NDArray[np.int64], n: int) -> int:
    """The variance times n(n-1), as a whole number."""
    return n * int((values * values).sum()) - int(values.sum()) ** 2
