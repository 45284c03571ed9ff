"""Who answered: response rates and how evenly the services are represented."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """AAPOR's rates when everybody invited is eligible and known; a count, so without interval."""

    complete: int
    partial: int
    invited: int

    def __post_init__(self) -> None:
        if min(self.complete, self.partial) < 0 or self.invited <= 0 or self.answered > self.invited:
            raise ValueError(f"{self.complete} complete and {self.partial} partial cannot be of {self.invited} invited")

    @property
    def answered(self) -> int:
        """All who submitted, wholly or in part."""
        return self.complete + self.partial

    @property
    def rr1(self) -> float:
        """Complete answers over invited (AAPOR Standard Definitions, RR1).

        >>> round(ResponseRate(complete=323, partial=96, invited=645).rr1, 4)
        0.5008
        """
        return self.complete / self.invited

    @property
    def rr2(self) -> float:
        """Complete and partial answers over invited (AAPOR Standard Definitions, RR2).

        >>> round(ResponseRate(complete=323, partial=96, invited=645).rr2, 4)
        0.6496
        """
        return self.answered / self.invited


@dataclass(frozen=True, slots=True)
class Representativity:
    """How evenly services answered: 1 is evenly; below 0.7 calls for a comment and weights.

    `worst_bias` bounds the bias of an unweighted share as far as the services explain it. None of this sees who
    answered within a service.
    """

    rates: tuple[float, ...]
    spread: float
    r: float
    r_adjusted: float
    worst_bias: float


def representativity(answered: Sequence[int], invited: Sequence[int]) -> Representativity | None:
    """The R-indicator over services, plain and adjusted for chance, with the worst-case bias; None if nobody answered.

    The adjustment subtracts what chance alone would spread the rates in a survey that invites everybody; it is this
    program's own derivation, unbiased in simulation. A spread that chance explains gives an adjusted R of 1.

    Sources: Schouten, Cobben & Bethlehem (2009), Survey Methodology 35:101; bias: Bethlehem (1988), Journal of
    Official Statistics 4:251.

    >>> found = representativity([110, 119, 77, 49, 17, 29, 18], [212, 168, 121, 63, 28, 34, 19])
    >>> round(found.r, 4), round(found.r_adjusted, 4)
    (0.7716, 0.7868)
    """
    pairs = list(zip(answered, invited, strict=True))
    if any(not 0 <= n <= population or population <= 0 for n, population in pairs):
        raise ValueError("every service needs a headcount, and cannot have more answers than people")
    total, people = sum(answered), sum(invited)
    if total == 0 or people < 2:
        return None
    mean = total / people
    squared = math.fsum(population * (n / population - mean) ** 2 for n, population in pairs) / (people - 1)
    chance = math.fsum(_chance(n, population, people) for n, population in pairs) / (people - 1)
    spread = math.sqrt(squared)
    return Representativity(
        rates=tuple(n / population for n, population in pairs),
        spread=spread,
        r=1 - 2 * spread,
        r_adjusted=1 - 2 * math.sqrt(max(0.0, squared - chance)),
        worst_bias=spread / (2 * mean),
    )


def _chance(n: int, population: int, people: int) -> float:
    if population == 1:
        return 0.0
    rate = n / population
    return (1 - population / people) * rate * (1 - rate) * population / (population - 1)
