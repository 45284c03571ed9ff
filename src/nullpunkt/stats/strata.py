"""Strata (services with a known headcount) and the rule that merges those too small to be estimated on their own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, Self, TypeVar


class Stratified(Protocol):
    """What the collapse rule needs to know of a stratum."""

    @property
    def name(self) -> str: ...
    @property
    def n(self) -> int: ...
    @property
    def population(self) -> int: ...
    @property
    def area(self) -> str | None: ...
    def absorb(self, other: Self) -> Self: ...


S = TypeVar("S", bound=Stratified)


def _check(name: str, n: int, population: int) -> None:
    if population <= 0:
        raise ValueError(f"the stratum {name!r} needs a positive headcount, got {population}")
    if not 0 <= n <= population:
        raise ValueError(f"the stratum {name!r} has n={n} answers for a headcount of {population}")


@dataclass(frozen=True, slots=True)
class Stratum:
    """`count` favourable answers among `n` valid ones in a service of `population` people; `area` is its parent."""

    name: str
    count: int
    n: int
    population: int
    area: str | None = None

    def __post_init__(self) -> None:
        _check(self.name, self.n, self.population)
        if not 0 <= self.count <= self.n:
            raise ValueError(f"the stratum {self.name!r} has count={self.count} among n={self.n}")

    def absorb(self, other: Stratum) -> Stratum:
        """This stratum with the other's people added; name and area stay."""
        return replace(
            self,
            count=self.count + other.count,
            n=self.n + other.n,
            population=self.population + other.population,
        )


@dataclass(frozen=True, slots=True)
class DomainStratum:
    """A service of which only part is concerned: `n_domain` of its `n` respondents, `count` of them favourable."""

    name: str
    count: int
    n_domain: int
    n: int
    population: int
    area: str | None = None

    def __post_init__(self) -> None:
        _check(self.name, self.n, self.population)
        if not 0 <= self.count <= self.n_domain <= self.n:
            raise ValueError(f"the stratum {self.name!r} has count={self.count}, n_domain={self.n_domain}, n={self.n}")

    def absorb(self, other: DomainStratum) -> DomainStratum:
        """This stratum with the other's people added; name and area stay."""
        return replace(
            self,
            count=self.count + other.count,
            n_domain=self.n_domain + other.n_domain,
            n=self.n + other.n,
            population=self.population + other.population,
        )


@dataclass(frozen=True, slots=True)
class MeanStratum:
    """A service's mean of `n` valid values and their sum of squared deviations from it."""

    name: str
    n: int
    population: int
    mean: float
    squares: float
    area: str | None = None

    def __post_init__(self) -> None:
        _check(self.name, self.n, self.population)

    @classmethod
    def from_values(
        cls, values: Sequence[float], *, name: str, population: int, area: str | None = None
    ) -> MeanStratum:
        """Builds the stratum from its values."""
        n = len(values)
        mean = math.fsum(values) / n if n else 0.0
        squares = math.fsum((value - mean) ** 2 for value in values)
        return cls(name=name, n=n, population=population, mean=mean, squares=squares, area=area)

    @classmethod
    def from_counts(
        cls, scores: Sequence[float], counts: Sequence[int], *, name: str, population: int, area: str | None = None
    ) -> MeanStratum:
        """Builds the stratum from how many gave each score."""
        pairs = list(zip(scores, counts, strict=True))
        n = sum(counts)
        mean = math.fsum(score * count for score, count in pairs) / n if n else 0.0
        squares = math.fsum(count * (score - mean) ** 2 for score, count in pairs)
        return cls(name=name, n=n, population=population, mean=mean, squares=squares, area=area)

    def absorb(self, other: MeanStratum) -> MeanStratum:
        """This stratum with the other's people added (Chan, Golub & LeVeque 1983); name and area stay."""
        n = self.n + other.n
        gap = other.mean - self.mean
        return replace(
            self,
            n=n,
            population=self.population + other.population,
            mean=(self.n * self.mean + other.n * other.mean) / n if n else 0.0,
            squares=self.squares + other.squares + (gap * gap * self.n * other.n / n if n else 0.0),
        )


@dataclass(frozen=True, slots=True)
class Merge:
    """One step of the collapse: `absorbed`, with its own n and headcount, went into `into`."""

    absorbed: str
    into: str
    n: int
    population: int


@dataclass(frozen=True, slots=True)
class Collapsed(Generic[S]):
    """The strata after the collapse, the steps in order, and the original names behind each stratum."""

    strata: tuple[S, ...]
    merges: tuple[Merge, ...]
    groups: tuple[tuple[str, ...], ...]


def collapse_strata(strata: Sequence[S], *, minimum: int = 2) -> Collapsed[S]:
    """Merges strata with too few answers into a sibling, deterministically, and says what it did.

    A stratum is too small with fewer than `minimum` answers, unless everybody in it answered. The worst goes first
    (fewest answers, then smallest headcount, then name) into the smallest stratum of the same area, or of all when it
    has no sibling; the receiver keeps its name and place. A variance needs two answers per stratum, and a service
    without answers is thereby represented by its sibling instead of being left out.

    >>> collapsed = collapse_strata([Stratum("North", 2, 6, 9, "School"), Stratum("South", 0, 1, 7, "School")])
    >>> [(stratum.name, stratum.n, stratum.population) for stratum in collapsed.strata]
    [('North', 7, 16)]
    >>> collapsed.merges
    (Merge(absorbed='South', into='North', n=1, population=7),)
    """
    names = [stratum.name for stratum in strata]
    if not strata or len(set(names)) != len(names):
        raise ValueError("at least one stratum is needed, and every stratum needs a name of its own")
    if all(stratum.n >= minimum or stratum.n == stratum.population for stratum in strata):
        return Collapsed(tuple(strata), (), tuple((name,) for name in names))
    current, members, merges = list(strata), {name: {name} for name in names}, []
    while len(current) > 1 and (bad := [s for s in current if s.n < minimum and s.n != s.population]):
        worst = min(bad, key=lambda s: (s.n, s.population, s.name))
        others = [s for s in current if s.name != worst.name]
        siblings = [s for s in others if s.area is not None and s.area == worst.area] or others
        target = min(siblings, key=lambda s: (s.population, s.name))
        merges.append(Merge(worst.name, target.name, worst.n, worst.population))
        members[target.name] |= members.pop(worst.name)
        current = [s.absorb(worst) if s.name == target.name else s for s in others]
    groups = tuple(tuple(name for name in names if name in members[s.name]) for s in current)
    return Collapsed(tuple(current), tuple(merges), groups)


def uncovered_share(strata: Sequence[Stratified]) -> float:
    """The share of all people who work where nobody answered; above 0.1 the total speaks for the others only.

    >>> uncovered_share([Stratum("A", 3, 8, 30), Stratum("B", 0, 0, 10)])
    0.25
    """
    total = sum(stratum.population for stratum in strata)
    if total == 0:
        raise ValueError("at least one stratum is needed")
    return sum(stratum.population for stratum in strata if stratum.n == 0) / total
