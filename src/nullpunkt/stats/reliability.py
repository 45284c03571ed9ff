"""Indices of several items: who gets a score, and how well the items hang together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nullpunkt.stats.distributions import f_quantile
from nullpunkt.stats.estimate import Interval

FloatArray = npt.NDArray[np.float64]
Answers = Sequence[Sequence[float | None]]
# Below this share of its variance an item's uniqueness is a Heywood case, and omega means nothing.
_HEYWOOD = 0.005


def reverse(score: float, *, lowest: float, highest: float) -> float:
    """A reversed item's score turned round on the scale of the codebook, not of the answers found.

    >>> reverse(2, lowest=1, highest=5)
    4
    """
    if not lowest <= score <= highest:
        raise ValueError("a score must lie on the scale")
    return lowest + highest - score


def index_score(answers: Sequence[float | None], *, minimum_answered: int | None = None) -> float | None:
    """A person's index: the mean of the items answered, if at least half of them were (the half-scale rule).

    None stands for every kind of missing answer, "don't know" and "not relevant" included. Reversed items are turned
    first. The rule is that of SF-36 and COPSOQ.

    >>> index_score([4, 5, None, None]), index_score([4, None, None])
    (4.5, None)
    """
    given = [answer for answer in answers if answer is not None]
    required = math.ceil(len(answers) / 2) if minimum_answered is None else minimum_answered
    return math.fsum(given) / len(given) if given and len(given) >= required else None


@dataclass(frozen=True, slots=True)
class CronbachAlpha:
    """Alpha with its interval and what each item does to it; `alpha_if_dropped` is None for two items.

    A negative alpha usually means that an item was not reversed; below 0.7 an index needs a comment.
    """

    alpha: float
    interval: Interval
    standardised: float
    alpha_if_dropped: tuple[float | None, ...]
    item_rest_correlation: tuple[float | None, ...]
    n: int
    items: int


def cronbach_alpha(answers: Answers, *, confidence: float = 0.95) -> CronbachAlpha | None:
    """Cronbach's alpha of a battery of items, from the respondents who answered all of them.

    Rows are respondents, columns items, reversed items already turned. None with fewer than two items, fewer than
    three complete respondents, or no variation. The interval is Feldt's, with the number of complete respondents.

    Sources: Cronbach (1951), Psychometrika 16:297; Feldt, Woodruff & Salih (1987), Applied Psychological Measurement
    11:93, equations 6 and 7. Equals R's `psych::alpha` on complete cases.

    >>> round(cronbach_alpha([[1, 2], [2, 2], [3, 4], [4, 5]]).alpha, 4)
    0.967
    """
    complete = [row for row in answers if all(answer is not None for answer in row)]
    items = len(answers[0]) if answers else 0
    if items < 2 or len(complete) < 3:
        return None
    scores = np.array(complete, dtype=np.float64)
    alpha = _alpha(_covariance(scores))
    if alpha is None:
        return None
    others = [np.delete(scores, item, axis=1) for item in range(items)]
    return CronbachAlpha(
        alpha=alpha,
        interval=feldt_interval(alpha, n=len(complete), items=items, confidence=confidence),
        standardised=_standardised(scores),
        alpha_if_dropped=tuple(_alpha(_covariance(rest)) for rest in others),
        item_rest_correlation=tuple(_correlation(scores[:, i], rest.sum(axis=1)) for i, rest in enumerate(others)),
        n=len(complete),
        items=items,
    )


def _covariance(scores: FloatArray) -> FloatArray:
    return np.atleast_2d(np.cov(scores, rowvar=False))


def _correlations(scores: FloatArray) -> FloatArray:
    return np.atleast_2d(np.corrcoef(scores, rowvar=False))


def _alpha(covariance: FloatArray) -> float | None:
    items, total = len(covariance), float(covariance.sum())
    if items < 2 or total <= 1e-12 * float(np.trace(covariance)) or total <= 0:
        return None
    return items / (items - 1) * (1 - float(np.trace(covariance)) / total)


def _standardised(scores: FloatArray) -> float:
    varying = scores[:, scores.std(axis=0) > 0]
    return (_alpha(_correlations(varying)) if varying.shape[1] > 1 else None) or 0.0


def _correlation(one: FloatArray, two: FloatArray) -> float | None:
    if one.std() == 0 or two.std() == 0:
        return None
    return float(np.corrcoef(one, two)[0, 1])


def feldt_interval(alpha: float, *, n: int, items: int, confidence: float = 0.95) -> Interval:
    """Feldt's interval for Cronbach's alpha, on n − 1 and (n − 1)(k − 1) degrees of freedom.

    Some programs use n (k − 1) for the second; it makes a difference in the fifth decimal.

    Sources: Feldt (1965), Psychometrika 30:357; Feldt, Woodruff & Salih (1987).

    >>> interval = feldt_interval(0.85, n=89, items=7)
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.7971, 0.8932)
    """
    if n < 2 or items < 2:
        raise ValueError(f"alpha needs two respondents and two items, got n={n} and items={items}")
    tail, df1, df2 = (1 - confidence) / 2, n - 1, (n - 1) * (items - 1)
    low, high = (1 - (1 - alpha) * f_quantile(q, df1, df2) for q in (1 - tail, tail))
    return Interval(low, high)


@dataclass(frozen=True, slots=True)
class McDonaldOmega:
    """Omega total on the scale of the answers and of standardised items."""

    omega: float
    standardised: float


def mcdonald_omega(answers: Answers) -> McDonaldOmega | None:
    """McDonald's omega total from a one-factor maximum likelihood model of the complete respondents.

    A supplement to alpha that does not presume equally good items. None with fewer than three items, too few
    respondents, no variation, or a Heywood case (an item with no variance of its own), where the model does not hold.

    Source: McDonald (1999), Test Theory, ch. 6. Equals R's `factanal(factors = 1)`.
    """
    complete = [row for row in answers if all(answer is not None for answer in row)]
    items = len(answers[0]) if answers else 0
    if items < 3 or len(complete) <= items:
        return None
    scores = np.array(complete, dtype=np.float64)
    deviations = scores.std(axis=0, ddof=1)
    loadings = _one_factor(_correlations(scores)) if (deviations > 0).all() else None
    if loadings is None:
        return None
    raw, unique = loadings * deviations, (1 - loadings**2) * deviations**2
    return McDonaldOmega(
        omega=float(raw.sum() ** 2 / (raw.sum() ** 2 + unique.sum())),
        standardised=float(loadings.sum() ** 2 / (loadings.sum() ** 2 + (1 - loadings**2).sum())),
    )


def _one_factor(correlations: FloatArray) -> FloatArray | None:
    """Maximum likelihood loadings of one factor by Lawley's iteration, None if it does not settle inside (0, 1)."""
    unique = 1 / np.diag(np.linalg.pinv(correlations)) * 0.5
    for _ in range(5000):
        root = np.sqrt(unique)
        values, vectors = np.linalg.eigh(correlations / np.outer(root, root))
        loadings = root * vectors[:, -1] * math.sqrt(max(0.0, float(values[-1]) - 1))
        following = 1 - loadings**2
        if (following < _HEYWOOD).any():
            return None
        if float(np.abs(following - unique).max()) < 1e-10:
            return np.asarray(loadings * math.copysign(1.0, float(loadings.sum())))
        unique = following
    return None
