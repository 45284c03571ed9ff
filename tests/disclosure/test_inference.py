"""The sets of sums behind «it went on hiding», as bits of whole numbers, against the same worked out one by one."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullpunkt.disclosure.inference import _between, _lowest, _members, _single, _spread, _spread_down

SUMS = st.sets(st.integers(0, 12), min_size=1)
BOUND = st.integers(0, 9)


def bits(values: Iterable[int]) -> int:
    return sum(1 << value for value in set(values))


@given(sums=SUMS)
def test_a_set_of_sums_is_read_from_its_bits(sums: set[int]) -> None:
    assert list(_members(bits(sums))) == sorted(sums)
    assert _lowest(bits(sums)) == min(sums)


@given(low=st.integers(-4, 9), high=st.integers(-4, 9))
def test_between_two_numbers_lie_those_that_are_not_negative(low: int, high: int) -> None:
    assert _between(low, high) == bits(value for value in range(low, high + 1) if value >= 0)


@given(sums=SUMS, low=BOUND, high=BOUND)
def test_a_row_spreads_every_sum_over_its_values(sums: set[int], low: int, high: int) -> None:
    row = range(low, high + 1)
    assert _spread(bits(sums), low, high) == bits(total + value for total in sums for value in row)
    expected = bits(total - value for total in sums for value in row if total >= value)
    assert _spread_down(bits(sums), low, high) == expected


@pytest.mark.parametrize(
    ("before", "after", "single"),
    [
        ({0}, {3}, True),  # the row must be 3
        ({0}, {2, 3}, False),  # 2 or 3
        ({0, 1}, {3}, False),
        ({0, 1}, {5}, True),  # at most 4, so 1 + 4
        ({0}, {5}, True),  # no value at all
        ({0}, {4, 9}, True),  # the highest value counts, too
        ({0}, {3, 4}, False),
    ],
)
def test_a_row_has_a_single_value_where_no_two_lead_on(before: set[int], after: set[int], single: bool) -> None:
    row: Any = SimpleNamespace(low=2, high=4)
    assert _single(row, bits(before), bits(after)) is single
