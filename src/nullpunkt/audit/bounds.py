"""How small and how large a hidden sum can be: HiGHS proposes, exact arithmetic accepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any

from nullpunkt.audit.system import Constraint, System
from nullpunkt.errors import MissingExtraError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNSEEN = 10**9
"""larger than any number of respondents"""
ROUNDING = 1e-6
"""how far HiGHS may be off a whole number and still mean it"""


@dataclass(frozen=True, slots=True)
class Extreme:
    """The smallest or largest value found, and whether a verified whole-number point attains it."""

    value: int
    certified: bool


def require_solver() -> None:
    """Raises MissingExtraError where scipy is not installed."""
    try:
        import scipy.optimize  # noqa: F401
    except ImportError:
        raise MissingExtraError(
            "the audit needs a solver that is not installed", hint="pip install 'nullpunkt[audit]'"
        ) from None


@dataclass
class _Component:
    """Unknowns that hang together, and every verified point found so far."""

    variables: list[int]
    constraints: list[Constraint]
    lower: list[int]
    upper: list[int]
    points: list[dict[int, int]] = field(default_factory=list)
    solves: int = 0
    _position: dict[int, int] = field(default_factory=dict)
    _problem: tuple[Any, Any, NDArray[np.float64]] | None = None  # scipy's own types are untyped

    def __post_init__(self) -> None:
        self._position = {variable: place for place, variable in enumerate(self.variables)}

    def smallest(self, terms: Mapping[int, int]) -> Extreme:
        """The smallest value of a sum: first as a linear programme, then in whole numbers."""
        for whole in (False, True):
            point, bound = self._solve(terms, whole=whole)
            if point is not None and self._verified(point):
                self.points.append(point)
                value = _value(terms, point)
                if bound is not None and value <= ceil(bound - ROUNDING):
                    return Extreme(value, certified=True)
        seen = [_value(terms, point) for point in self.points]
        certain = sum(min(c * self._low(v), c * self._high(v)) for v, c in terms.items())
        return Extreme(min(seen, default=certain), certified=False)

    def _low(self, variable: int) -> int:
        return self.lower[self._position[variable]]

    def _high(self, variable: int) -> int:
        return self.upper[self._position[variable]]

    def _solve(self, terms: Mapping[int, int], *, whole: bool) -> tuple[dict[int, int] | None, float | None]:
        import numpy as np
        from scipy.optimize import milp

        bounds, constraints, kinds = self._stated()
        costs = np.zeros(len(self.variables))
        for variable, coefficient in terms.items():
            costs[self._position[variable]] = coefficient
        self.solves += 1
        result = milp(costs, constraints=constraints, bounds=bounds, integrality=kinds if whole else 0 * kinds)
        if result.x is None:
            return None, None
        values = {variable: round(float(value)) for variable, value in zip(self.variables, result.x, strict=True)}
        return values, float(result.fun)

    def _stated(self) -> tuple[Any, Any, NDArray[np.float64]]:
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint

        if self._problem is None:
            matrix = np.zeros((len(self.constraints), len(self.variables)))
            low, high = np.full(len(self.constraints), -np.inf), np.full(len(self.constraints), np.inf)
            for number, constraint in enumerate(self.constraints):
                for variable, coefficient in constraint.terms:
                    matrix[number, self._position[variable]] = coefficient
                low[number] = -np.inf if constraint.low is None else constraint.low
                high[number] = np.inf if constraint.high is None else constraint.high
            self._problem = (
                Bounds(np.array(self.lower, float), np.array(self.upper, float)),
                LinearConstraint(matrix, low, high) if self.constraints else (),
                np.ones(len(self.variables)),
            )
        return self._problem

    def _verified(self, point: dict[int, int]) -> bool:
        """Whether the point holds in exact arithmetic; a solver's «optimal» is no proof (scipy #24141)."""
        inside = all(self._low(variable) <= value <= self._high(variable) for variable, value in point.items())
        return inside and all(
            constraint.allows(_value(dict(constraint.terms), point)) for constraint in self.constraints
        )


class Bounds:
    """Answers how small and how large sums of a system's variables can be."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._of: dict[int, _Component] = {}
        self._components: list[_Component] = []
        self._cache: dict[tuple[tuple[int, int], ...], Extreme] = {}
        for variables, constraints in system.components():
            component = _Component(
                variables, constraints, [system.lower[v] for v in variables], [system.upper[v] for v in variables]
            )
            self._components.append(component)
            self._of.update(dict.fromkeys(variables, component))

    @property
    def solves(self) -> int:
        """How often the solver was called."""
        return sum(component.solves for component in self._components)

    def smallest(self, terms: Mapping[int, int], *, enough: int | None = None) -> Extreme:
        """The smallest value of a sum; any verified value of `enough` or less will do where that is given."""
        known, parts = self._split(terms)
        if enough is not None:
            seen = known + sum(min((_value(part, p) for p in c.points), default=UNSEEN) for c, part in parts)
            if seen <= enough:
                return Extreme(seen, certified=True)
        found = [self._part(component, part) for component, part in parts]
        return Extreme(known + sum(part.value for part in found), all(part.certified for part in found))

    def largest(self, terms: Mapping[int, int], *, enough: int | None = None) -> Extreme:
        """The largest value of a sum; any verified value of `enough` or more will do where that is given."""
        turned = self.smallest(
            {variable: -coefficient for variable, coefficient in terms.items()},
            enough=None if enough is None else -enough,
        )
        return Extreme(-turned.value, turned.certified)

    def seen(self, terms: Mapping[int, int]) -> set[int]:
        """Values of a sum at verified points; only where one component holds all that is unknown in it."""
        known, parts = self._split(terms)
        if not parts:
            return {known}
        if len(parts) > 1:
            return set()
        component, part = parts[0]
        return {known + _value(part, point) for point in component.points}

    def witness(self, terms: Mapping[int, int]) -> dict[int, int]:
        """The variables of a sum at a verified point where the sum is as large as it can be."""
        self.largest(terms)
        _, parts = self._split(terms)
        found = {variable: self._system.lower[variable] for variable in terms if self._system.fixed(variable)}
        for component, part in parts:
            best = max(component.points, key=lambda point: _value(part, point), default=None)
            found |= {variable: self._system.lower[variable] if best is None else best[variable] for variable in part}
        return found

    def possible(self, terms: Mapping[int, int], value: int) -> bool:
        """Whether the sum can have this value, shown by a verified point."""
        if value in self.seen(terms):
            return True
        known, parts = self._split(terms)
        if len(parts) != 1:
            return known == value and not parts
        component, part = parts[0]
        narrowed = _Component(
            component.variables,
            [*component.constraints, Constraint(tuple(part.items()), value - known, value - known)],
            component.lower,
            component.upper,
        )
        found = narrowed.smallest(part)
        component.solves += narrowed.solves
        component.points += narrowed.points
        return found.certified

    def _part(self, component: _Component, part: dict[int, int]) -> Extreme:
        key = tuple(sorted(part.items()))
        if key not in self._cache:
            self._cache[key] = component.smallest(part)
        return self._cache[key]

    def _split(self, terms: Mapping[int, int]) -> tuple[int, list[tuple[_Component, dict[int, int]]]]:
        known, parts = 0, dict[int, tuple[_Component, dict[int, int]]]()
        for variable, coefficient in terms.items():
            if self._system.fixed(variable):
                known += coefficient * self._system.lower[variable]
            else:
                component = self._of[variable]
                parts.setdefault(id(component), (component, {}))[1][variable] = coefficient
        return known, list(parts.values())


def _value(terms: Mapping[int, int], point: Mapping[int, int]) -> int:
    return sum(coefficient * point[variable] for variable, coefficient in terms.items())
