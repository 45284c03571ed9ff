"""Many municipalities at once: shrinkage of small ones, reliability of each value, and how little a rank says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nullpunkt.stats.difference import score_test
from nullpunkt.stats.distributions import beta_quantile
from nullpunkt.stats.estimate import Interval
from nullpunkt.stats.multiplicity import holm
from nullpunkt.stats.proportion import wilson_interval

FloatArray = npt.NDArray[np.float64]
_LARGEST_SIZE = 1e6


@dataclass(frozen=True, slots=True)
class BetaBinomial:
    """The spread of true shares between municipalities: mean and `prior_size` (infinite: no difference is found).

    `moment_size` is Kleinman's moment estimate, from which the likelihood search starts.
    """

    mean: float
    prior_size: float
    moment_size: float
    log_likelihood: float
    binomial_log_likelihood: float

    def reliability(self, n: int) -> float:
        """The share of a municipality's observed deviation that is signal: n / (n + M); below 0.7 do not rank."""
        return 0.0 if math.isinf(self.prior_size) else n / (n + self.prior_size)

    def shrunk(self, count: int, n: int) -> float:
        """The empirical Bayes estimate: the observed share pulled towards the mean, the more the smaller n is."""
        if math.isinf(self.prior_size):
            return self.mean
        return (count + self.prior_size * self.mean) / (n + self.prior_size)

    def interval(self, count: int, n: int, *, confidence: float = 0.95) -> Interval:
        """The limits of the empirical Bayes estimate; of zero width when no difference is found."""
        if math.isinf(self.prior_size):
            return Interval(self.mean, self.mean)
        a = count + self.prior_size * self.mean
        b = n - count + self.prior_size * (1 - self.mean)
        tail = (1 - confidence) / 2
        return Interval(beta_quantile(tail, a, b), beta_quantile(1 - tail, a, b))


def beta_binomial(counts: Sequence[int], ns: Sequence[int]) -> BetaBinomial | None:
    """Fits the beta-binomial model by maximum likelihood; None when all answers are alike or there is one municipality.

    Use it to show small municipalities without letting chance decide who is best. With no more variation than chance
    (moment estimate not positive, likelihood within 1e-4 of the binomial, or prior size above a million) the size is
    infinite and every municipality gets the common share.

    Sources: Kleinman (1973), JASA 68:46 (moments); Griffiths (1973), Biometrics 29:637 (likelihood).

    >>> model = beta_binomial([136, 59, 65, 30, 20], [197, 75, 83, 60, 50])
    >>> round(model.mean, 3), round(model.shrunk(20, 50), 3)
    (0.636, 0.445)
    """
    x, n = np.asarray(counts, dtype=np.int64), np.asarray(ns, dtype=np.int64)
    if x.shape != n.shape or (n <= 0).any() or (x < 0).any() or (x > n).any():
        raise ValueError("every municipality needs answers, and a count between 0 and n")
    if x.size < 2 or x.sum() in (0, n.sum()):
        return None
    common = float(x.sum() / n.sum())
    plain = float(x.sum() * math.log(common) + (n - x).sum() * math.log1p(-common))
    gamma = kleinman_gamma(counts, ns)
    moment = 1 / gamma - 1 if gamma > 0 else math.inf
    alike = BetaBinomial(common, math.inf, moment, plain, plain)
    if gamma <= 0:
        return alike
    likelihood = _Likelihood(x, n)
    a, b = likelihood.maximise(common * max(moment, 1e-3), (1 - common) * max(moment, 1e-3))
    found = likelihood.value(a, b)
    if a + b > _LARGEST_SIZE or found - plain < 1e-4:
        return alike
    return BetaBinomial(a / (a + b), a + b, moment, found, plain)


def kleinman_gamma(counts: Sequence[int], ns: Sequence[int]) -> float:
    """Kleinman's moment estimate of the intraclass correlation between municipalities, not below 0.

    Source: Kleinman (1973), JASA 68:46.
    """
    x, n = np.asarray(counts, dtype=np.float64), np.asarray(ns, dtype=np.float64)
    total, k = float(n.sum()), n.size
    common = float(x.sum()) / total
    binomial = common * (1 - common)
    spread = float((n * (x / n - common) ** 2).sum())
    scale = binomial * (total - float((n * n).sum()) / total - (k - 1))
    return max(0.0, (spread - binomial * (k - 1)) / scale) if scale > 0 else 0.0


class _Likelihood:
    """Σ log B(x+a, n−x+b) / B(a, b) as sums over j of how many counts exceed j (Griffiths 1973)."""

    def __init__(self, x: npt.NDArray[np.int64], n: npt.NDArray[np.int64]) -> None:
        self._parts = tuple(_exceeding(values) for values in (x, n - x, n))

    def value(self, a: float, b: float) -> float:
        """The log-likelihood without the binomial coefficients."""
        one, two, both = (
            math.fsum(times * np.log(np.arange(times.size) + size))
            for times, size in zip(self._parts, (a, b, a + b), strict=True)
        )
        return one + two - both

    def _derivatives(self, a: float, b: float) -> tuple[FloatArray, FloatArray]:
        """Gradient and Hessian in log a and log b."""
        first, second = [], []
        for times, size in zip(self._parts, (a, b, a + b), strict=True):
            inverse = 1 / (np.arange(times.size) + size)
            first.append(float((times * inverse).sum()))
            second.append(-float((times * inverse * inverse).sum()))
        gradient = np.array([a * (first[0] - first[2]), b * (first[1] - first[2])])
        hessian = np.array(
            [
                [a * a * (second[0] - second[2]) + gradient[0], -a * b * second[2]],
                [-a * b * second[2], b * b * (second[1] - second[2]) + gradient[1]],
            ]
        )
        return gradient, hessian

    def maximise(self, a: float, b: float) -> tuple[float, float]:
        """Newton's ascent with damping; stops at the maximum or when the size leaves all bounds."""
        position, current, damping = np.log([a, b]), self.value(a, b), 1e-3
        for _ in range(500):
            gradient, hessian = self._derivatives(*np.exp(position))
            bend = np.abs(np.linalg.eigvalsh(hessian)).max()
            lift = max(0.0, float(np.linalg.eigvalsh(hessian).max())) + damping * bend
            step = np.linalg.solve(lift * np.eye(2) - hessian, gradient)
            step *= min(1.0, 2 / max(1e-300, float(np.abs(step).max())))
            proposal = position + step
            reached = self.value(*np.exp(proposal))
            if reached >= current:
                position, current, damping = proposal, reached, damping / 10
                if float(np.abs(step).max()) < 1e-11 or np.exp(position).sum() > 10 * _LARGEST_SIZE:
                    break
            else:
                damping = max(damping, 1e-12) * 10
                if damping > 1e12:
                    break
        return float(np.exp(position[0])), float(np.exp(position[1]))


def _exceeding(values: npt.NDArray[np.int64]) -> FloatArray:
    """For j = 0, 1, …: how many values exceed j."""
    return np.asarray(values.size - np.cumsum(np.bincount(values))[:-1], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class RankInterval:
    """A municipality's rank (1 is the highest share) and the ranks that cannot be excluded."""

    rank: int
    low: int
    high: int


def rank_intervals(counts: Sequence[int], ns: Sequence[int], *, level: float = 0.05) -> tuple[RankInterval, ...]:
    """For each municipality the ranks that pairwise comparisons leave possible.

    Score tests of each pair without finite population correction, with Holm's adjustment within a municipality's
    comparisons; those found higher or lower bound its rank. Equal shares have equal rank. Do not print a ranking
    without these; among 26 municipalities most intervals span more than ten places.

    Sources: Goldstein & Spiegelhalter (1996), JRSS A 159:385; Mogstad, Romano, Shaikh & Wilhelm (2024), Review of
    Economic Studies 91:476.

    >>> [(r.rank, r.low, r.high) for r in rank_intervals([90, 50, 48], [100, 100, 100])]
    [(1, 1, 1), (2, 2, 3), (3, 2, 3)]
    """
    estimates = [wilson_interval(count, n) for count, n in zip(counts, ns, strict=True)]
    if any(estimate.n == 0 for estimate in estimates):
        raise ValueError("every municipality needs answers")
    ranks = []
    for own, estimate in enumerate(estimates):
        others = [other for index, other in enumerate(estimates) if index != own]
        tests = [score_test(estimate, other) for other in others]
        adjusted = holm([test.p for test in tests if test is not None])
        signs = [_sign(other.value, estimate.value) for other in others]
        higher = sum(p < level and sign > 0 for p, sign in zip(adjusted, signs, strict=True))
        lower = sum(p < level and sign < 0 for p, sign in zip(adjusted, signs, strict=True))
        rank = 1 + sum(sign > 0 for sign in signs)
        ranks.append(RankInterval(rank, 1 + higher, len(estimates) - lower))
    return tuple(ranks)


def _sign(one: float | None, two: float | None) -> int:
    assert one is not None  # every municipality has answers
    assert two is not None
    return (one > two) - (one < two)
