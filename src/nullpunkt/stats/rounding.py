"""Rounding that a reader can check by hand: half up, in integers, never half to even."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import overload


@overload
def percent_half_up(count: int, n: int) -> int: ...
@overload
def percent_half_up(count: int, n: int, decimals: int) -> float: ...
def percent_half_up(count: int, n: int, decimals: int = 0) -> float:
    """The percentage count/n, half rounded up, in integer arithmetic; whole percents are integers.

    Use it for every unweighted percentage; `round` would give 12 for 12.5.

    >>> percent_half_up(1, 8), round(12.5)
    (13, 12)
    >>> percent_half_up(1, 3, 1)
    33.3
    """
    if n <= 0 or not 0 <= count <= n:
        raise ValueError(f"count must lie between 0 and n, and n above 0, got count={count} and n={n}")
    scale = _scale(decimals)
    units = (200 * scale * count + n) // (2 * n)
    return units / scale if decimals else units


def _scale(decimals: int) -> int:
    if decimals < 0:
        raise ValueError(f"decimals cannot be negative, got {decimals}")
    return int(10**decimals)


class Mark(StrEnum):
    """Whether a rounded percentage is printed as it stands, or as "<1" or ">99"."""

    NONE = "none"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class MarkedPercent:
    """A printed percentage; with a mark, `value` is the smallest or largest percentage that is not 0 or 100."""

    value: float
    mark: Mark


def marked_percent(count: int, n: int, decimals: int = 0) -> MarkedPercent:
    """The percentage for print, where somebody never becomes nobody and not quite all never becomes all.

    >>> marked_percent(1, 400), marked_percent(399, 400)
    (MarkedPercent(value=1, mark=<Mark.BELOW: 'below'>), MarkedPercent(value=99, mark=<Mark.ABOVE: 'above'>))
    """
    rounded, scale = percent_half_up(count, n, decimals), _scale(decimals)
    if rounded == 0 and count > 0:
        return MarkedPercent(1 / scale if decimals else 1, Mark.BELOW)
    if rounded == 100 and count < n:
        return MarkedPercent((100 * scale - 1) / scale if decimals else 99, Mark.ABOVE)
    return MarkedPercent(rounded, Mark.NONE)


def decimals_allowed(n: int) -> int:
    """How many decimals of a percentage a base can carry: none below 1000, at most one from there on."""
    return 0 if n < 1000 else 1


def round_half_up(value: float, decimals: int = 0) -> float:
    """A number rounded half away from zero; for weighted values, which are not a ratio of integers.

    1e-9 is added first, so that a half that a sum of floats misses narrowly still rounds up; minus zero loses its sign.

    >>> round_half_up(12.5), round_half_up(-12.5), round_half_up(-0.2)
    (13.0, -13.0, 0.0)
    """
    scale = _scale(decimals)
    units = math.floor(abs(value) * scale + 0.5 + 1e-9)
    return math.copysign(units, value) / scale if units else 0.0


def difference_half_up(first_count: int, first_n: int, *, second_count: int, second_n: int, decimals: int = 0) -> float:
    """The difference in percentage points, second minus first, rounded from the unrounded shares.

    The printed percentages may differ by one more or less: 62.4 to 65.6 is +3, although 62 and 66 are printed.

    >>> difference_half_up(624, 1000, second_count=656, second_n=1000)
    3.0
    """
    for count, n in ((first_count, first_n), (second_count, second_n)):
        percent_half_up(count, n)
    scale = _scale(decimals)
    points = 100 * scale * (Fraction(second_count, second_n) - Fraction(first_count, first_n))
    units = math.floor(abs(points) + Fraction(1, 2))
    return (units if points > 0 else -units) / scale if units else 0.0


def largest_remainder(counts: Sequence[int], total: int = 100) -> tuple[int, ...]:
    """Whole shares that sum to `total` (Hamilton's method); for a drawing that must be filled, never for a table.

    It prints 34, 33, 33 for three equal counts, which a table must not. Ties go to the larger count, then to the
    order given. Source: Balinski & Young (1982), Fair Representation.

    >>> largest_remainder([1, 1, 1])
    (34, 33, 33)
    """
    n = sum(counts)
    if n <= 0 or min(counts) < 0:
        raise ValueError("counts must not be negative, and at least one must be positive")
    shares = [total * count // n for count in counts]
    order = sorted(range(len(counts)), key=lambda i: (-(total * counts[i] % n), -counts[i], i))
    for index in order[: total - sum(shares)]:
        shares[index] += 1
    return tuple(shares)
