"""Binomial and hypergeometric probabilities over their whole support, by ratios from the mode (no log-gamma error)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mass:
    """Probabilities of the consecutive integers from `first` on; they sum to 1."""

    first: int
    probabilities: FloatArray

    @property
    def last(self) -> int:
        """The largest integer of the support."""
        return self.first + len(self.probabilities) - 1

    def at(self, k: int) -> float:
        """P(X = k)."""
        return float(self.probabilities[k - self.first]) if self.first <= k <= self.last else 0.0

    def at_most(self, k: int) -> float:
        """P(X ≤ k)."""
        if k >= self.last:
            return 1.0
        return math.fsum(self.probabilities[: max(0, k - self.first + 1)])

    def at_least(self, k: int) -> float:
        """P(X ≥ k)."""
        if k <= self.first:
            return 1.0
        return math.fsum(self.probabilities[k - self.first :])


def _from_ratios(first: int, ratios: FloatArray) -> Mass:
    """Builds a unimodal mass function from the ratios P(k+1) / P(k)."""
    mode = int(np.searchsorted(-ratios, -1.0, side="right"))
    upwards = np.cumprod(ratios[mode:])
    downwards = np.cumprod(1 / ratios[:mode][::-1])[::-1]
    weights = np.concatenate((downwards, [1.0], upwards))
    return Mass(first, weights / math.fsum(weights))


def hypergeometric(*, population: int, successes: int, draws: int) -> Mass:
    """The hypergeometric distribution of successes among `draws` without replacement.

    >>> tea = hypergeometric(population=8, successes=4, draws=4)
    >>> round(tea.at_least(3), 10) == round(17 / 70, 10)
    True
    """
    if not (0 <= successes <= population and 0 <= draws <= population):
        raise ValueError(f"cannot draw {draws} from {population} with {successes} successes")
    first, last = max(0, draws + successes - population), min(draws, successes)
    k = np.arange(first, last, dtype=np.float64)
    ratios = (successes - k) * (draws - k) / ((k + 1) * (population - successes - draws + k + 1))
    return _from_ratios(first, ratios)


def binomial(*, n: int, probability: float) -> Mass:
    """The binomial distribution.

    >>> round(binomial(n=8, probability=0.5).at_most(1), 10)
    0.03515625
    """
    if n < 0 or not 0 <= probability <= 1:
        raise ValueError(f"no binomial distribution has n={n} and probability={probability}")
    if probability in (0.0, 1.0):
        return Mass(n if probability else 0, np.ones(1))
    k = np.arange(n, dtype=np.float64)
    return _from_ratios(0, (n - k) / (k + 1) * (probability / (1 - probability)))
