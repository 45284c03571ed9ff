"""Fisher's exact test and its mid-p version for a two by two table."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nullpunkt.stats.discrete import hypergeometric

# Tables whose probability agrees to this relative tolerance are tied, as in R's fisher.test.
TIE = 1e-7


@dataclass(frozen=True, slots=True)
class FisherTest:
    """Two-sided p-values with tables ordered by their probability."""

    p: float
    mid_p: float


def fisher_test(first_count: int, first_n: int, *, second_count: int, second_n: int) -> FisherTest:
    """Fisher's exact test of two proportions, and its mid-p, which counts half of what is as likely as the observed.

    Use the mid-p for small groups, where the exact p is needlessly large on average. With one possible table both
    are 1. Ties are found by relative tolerance: comparing floats for equality misses some.

    Sources: Fisher (1935), The Design of Experiments; Lancaster (1961), JASA 56:223. Fisher's tea tasting:

    >>> round(fisher_test(3, 4, second_count=1, second_n=4).p, 4)
    0.4857
    """
    for count, n in ((first_count, first_n), (second_count, second_n)):
        if not 0 <= count <= n:
            raise ValueError(f"count must lie between 0 and n, got count={count} and n={n}")
    mass = hypergeometric(population=first_n + second_n, successes=first_count + second_count, draws=first_n)
    if mass.first == mass.last:
        return FisherTest(1.0, 1.0)
    observed = mass.at(first_count)
    less = mass.probabilities < observed * (1 - TIE)
    tied = np.abs(mass.probabilities - observed) <= observed * TIE
    smaller, equal = math.fsum(mass.probabilities[less]), math.fsum(mass.probabilities[tied])
    return FisherTest(min(1.0, smaller + equal), min(1.0, smaller + equal / 2))


def fisher_mid_p(first_count: int, first_n: int, *, second_count: int, second_n: int) -> float:
    """The mid-p of `fisher_test`.

    >>> round(fisher_mid_p(5, 140, second_count=14, second_n=133), 4)
    0.0236
    """
    return fisher_test(first_count, first_n, second_count=second_count, second_n=second_n).mid_p
