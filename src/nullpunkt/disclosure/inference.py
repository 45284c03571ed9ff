"""What a reader who knows the algorithm can infer from the fact that it went on hiding rows.

Rows are hidden one after another in a fixed order until nothing says too much. So a reader who sees k rows hidden knows
that stopping earlier would have said too much. Let S(j) be the favourable answers of all unknown rows after j rows were
hidden: S(k) is the total minus what is shown, S(j) - S(j-1) is the j-th hidden row, and for every j < k the value of
S(j) is one of those at which the algorithm does not stop. Sets of possible sums are kept as bits of a whole number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nullpunkt.disclosure.limits import Limits
from nullpunkt.disclosure.primary import Row
from nullpunkt.disclosure.public import Detail

Sums = int
"""A set of whole numbers: bit s is set when the sum s is possible."""


@dataclass(slots=True, repr=False)
class Chain:
    """The rows that are unknown from the start, and those hidden since, in the order of hiding."""

    base: Sequence[Row]
    limits: Limits
    added: list[Row] = field(default_factory=list)
    going_on: list[Sums] = field(default_factory=list)
    """for every earlier stage: the sums at which hiding goes on"""
    reached: Sums = field(init=False)
    """the sums that are possible at this stage"""

    def __post_init__(self) -> None:
        self.reached = _between(sum(row.low for row in self.base), sum(row.high for row in self.base))

    def says_too_much(self, total: int) -> bool:
        """Whether a hidden row is known too well when the unknown rows sum to `total` at this stage."""
        if self._small_remainder():
            return True
        stages = self._stages(total)
        return any(self._row_known(row, stages[0]) for row in self.base) or any(
            _single(row, before, after) for row, (before, after) in zip(self.added, pairwise(stages), strict=True)
        )

    def hide(self, row: Row) -> None:
        """Go on to the next stage by hiding one more row."""
        stops = sum(1 << total for total in _members(self.reached) if not self.says_too_much(total))
        self.going_on.append(self.reached & ~stops)
        self.added.append(row)
        self.reached = _spread(self.going_on[-1], row.low, row.high)

    def _small_remainder(self) -> bool:
        """Whether the answers of all suppressed rows together are fewer than any group may show."""
        left = [row.n for row in (*self.base, *self.added) if row.detail is Detail.SUPPRESSED]
        return bool(left) and sum(left) < self.limits.remainder_from

    def _stages(self, total: int) -> list[Sums]:
        """The possible sums at every stage, the first one first, given the sum at this one."""
        stages = [1 << total]
        for row, earlier in zip(reversed(self.added), reversed(self.going_on), strict=True):
            stages.append(_spread_down(stages[-1], row.low, row.high) & earlier)
        return stages[::-1]

    def _row_known(self, row: Row, sums: Sums) -> bool:
        if not sums:
            return True
        others_low = sum(other.low for other in self.base) - row.low
        others_high = sum(other.high for other in self.base) - row.high
        if row.detail is Detail.BAND:
            values = range(row.low, row.high + 1)
            return not all(sums & _between(others_low + value, others_high + value) for value in values)
        low = max(row.low, _lowest(sums) - others_high)
        high = min(row.high, sums.bit_length() - 1 - others_low)
        return high - low < (1 if row.n >= self.limits.show_from else min(2, row.n))


def _single(row: Row, before: Sums, after: Sums) -> bool:
    """Whether a row hidden on the way can only have one value."""
    possible = (value for value in range(row.low, row.high + 1) if (before << value) & after)
    return next(possible, None) is None or next(possible, None) is None


def _between(low: int, high: int) -> Sums:
    """All whole numbers from low to high."""
    return (1 << (high + 1)) - (1 << low)


def _spread(sums: Sums, low: int, high: int) -> Sums:
    """Every sum plus every value from low to high."""
    found, width, wanted = sums, 1, high - low + 1
    while width < wanted:
        step = min(width, wanted - width)
        found |= found << step
        width += step
    return found << low


def _spread_down(sums: Sums, low: int, high: int) -> Sums:
    """Every sum minus every value from low to high."""
    return _spread(sums, 0, high - low) >> high


def _lowest(sums: Sums) -> int:
    return (sums & -sums).bit_length() - 1


def _members(sums: Sums) -> Iterator[int]:
    while sums:
        lowest = _lowest(sums)
        yield lowest
        sums &= sums - 1
