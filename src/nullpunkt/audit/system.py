"""A system of whole numbers with linear bounds: what is published, as equations, and what follows without a solver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor, lcm

Terms = Mapping[int, int]
"""coefficient by variable"""


class ContradictionError(Exception):
    """No whole numbers fit what is published."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """low ≤ Σ coefficient · variable ≤ high, in whole numbers; None: open."""

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None

    def allows(self, value: int) -> bool:
        """Whether a sum of this size is allowed."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass
class System:
    """Variables with bounds and constraints on them; `propagate` draws the conclusions that need no solver."""

    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)

    def variable(self, high: int) -> int:
        """A new unknown between 0 and `high`."""
        self.lower.append(0)
        self.upper.append(high)
        return len(self.lower) - 1

    def require(
        self,
        terms: Mapping[int, int | Fraction],
        *,
        low: Fraction | int | None = None,
        high: Fraction | int | None = None,
    ) -> None:
        """Adds a constraint; fractions are cleared and the bounds drawn in to whole numbers, which loses nothing."""
        scale = lcm(*(Fraction(coefficient).denominator for coefficient in terms.values())) if terms else 1
        whole = tuple((variable, int(coefficient * scale)) for variable, coefficient in terms.items() if coefficient)
        least = None if low is None else ceil(Fraction(low) * scale)
        most = None if high is None else floor(Fraction(high) * scale)
        self.constraints.append(Constraint(whole, least, most))

    def equal(self, terms: Mapping[int, int | Fraction], value: int) -> None:
        """Adds an equation."""
        self.require(terms, low=value, high=value)

    def propagate(self) -> None:
        """Draws in every variable's bounds until nothing changes.

        Raises:
            ContradictionError: no whole numbers fit.
        """
        watching: dict[int, list[int]] = {}
        for number, constraint in enumerate(self.constraints):
            for variable, _ in constraint.terms:
                watching.setdefault(variable, []).append(number)
        waiting = dict.fromkeys(range(len(self.constraints)))
        while waiting:
            number = next(iter(waiting))
            del waiting[number]
            for variable in self._tighten(self.constraints[number]):
                waiting.update(dict.fromkeys(watching[variable]))

    def _tighten(self, constraint: Constraint) -> list[int]:
        least = most = 0
        for variable, coefficient in constraint.terms:
            ends = (coefficient * self.lower[variable], coefficient * self.upper[variable])
            least += min(ends)
            most += max(ends)
        if (constraint.high is not None and least > constraint.high) or (
            constraint.low is not None and most < constraint.low
        ):
            raise ContradictionError
        changed = []
        for variable, coefficient in constraint.terms:
            low, high = self.lower[variable], self.upper[variable]
            new_low, new_high = low, high
            if constraint.high is not None:
                room = constraint.high - (least - min(coefficient * low, coefficient * high))
                new_low, new_high = _within(new_low, new_high, coefficient, at_most=room)
            if constraint.low is not None:
                need = constraint.low - (most - max(coefficient * low, coefficient * high))
                new_low, new_high = _within(new_low, new_high, -coefficient, at_most=-need)
            if (new_low, new_high) != (low, high):
                if new_low > new_high:
                    raise ContradictionError
                least += _shift(coefficient, (low, high), (new_low, new_high), smallest=True)
                most += _shift(coefficient, (low, high), (new_low, new_high), smallest=False)
                self.lower[variable], self.upper[variable] = new_low, new_high
                changed.append(variable)
        return changed

    def fixed(self, variable: int) -> bool:
        """Whether the variable is known."""
        return self.lower[variable] == self.upper[variable]

    def components(self) -> list[tuple[list[int], list[Constraint]]]:
        """The unknown variables in groups that do not meet in any constraint, with the constraints of each."""
        root = list(range(len(self.lower)))

        def find(variable: int) -> int:
            while root[variable] != variable:
                root[variable] = root[root[variable]]
                variable = root[variable]
            return variable

        open_constraints = []
        for constraint in self.constraints:
            reduced = self._without_known(constraint)
            if reduced.terms:
                open_constraints.append(reduced)
                first = find(reduced.terms[0][0])
                for variable, _ in reduced.terms[1:]:
                    root[find(variable)] = first
        parts: dict[int, tuple[list[int], list[Constraint]]] = {}
        for variable in range(len(self.lower)):
            if not self.fixed(variable):
                parts.setdefault(find(variable), ([], []))[0].append(variable)
        for constraint in open_constraints:
            parts[find(constraint.terms[0][0])][1].append(constraint)
        return list(parts.values())

    def _without_known(self, constraint: Constraint) -> Constraint:
        known = sum(c * self.lower[v] for v, c in constraint.terms if self.fixed(v))
        return Constraint(
            tuple((v, c) for v, c in constraint.terms if not self.fixed(v)),
            None if constraint.low is None else constraint.low - known,
            None if constraint.high is None else constraint.high - known,
        )


def _within(low: int, high: int, coefficient: int, *, at_most: int) -> tuple[int, int]:
    """Bounds of a variable whose multiple is at most this."""
    if coefficient > 0:
        return low, min(high, at_most // coefficient)
    return max(low, -(at_most // -coefficient)), high


def _shift(coefficient: int, old: tuple[int, int], new: tuple[int, int], *, smallest: bool) -> int:
    choose = min if smallest else max
    return choose(coefficient * new[0], coefficient * new[1]) - choose(coefficient * old[0], coefficient * old[1])
