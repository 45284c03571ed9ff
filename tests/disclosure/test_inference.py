"""What «it went on hiding» tells: the sets of sums, as bits of whole numbers, against the same worked out one by one,
and the whole of it against a reader who lists every table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nullpunkt.disclosure.inference import Chain, _between, _lowest, _members, _single, _spread, _spread_down
from nullpunkt.disclosure.limits import Limits
from nullpunkt.disclosure.primary import Reason, Row, complementary, first_detail, suppressed
from nullpunkt.disclosure.public import Detail

SUMS = st.sets(st.integers(0, 12), min_size=1)
BOUND = st.integers(0, 9)


def bits(values: Iterable[int]) -> int:
    return sum(1 << value for value in set(values))


@given(sums=SUMS)
def test_a_set_of_sums_is_read_from_its_bits(sums: set[int]) -> None:
    assert list(_members(bits(sums))) == sorted(sums)
    assert _lowest(bits(sums)) == min(sums)


@given(low=BOUND, more=BOUND)
def test_between_two_numbers_lie_all_from_the_first_to_the_last(low: int, more: int) -> None:
    assert _between(low, low + more) == bits(range(low, low + more + 1))


@given(sums=SUMS, low=BOUND, more=BOUND)
def test_a_row_spreads_every_sum_over_its_values(sums: set[int], low: int, more: int) -> None:
    high = low + more
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


LIMITS = Limits(show_from=4, full_from=10, band_width=1, remainder_from=4)
Values = tuple[int, ...]
"""favourable answers of every hidden row"""


def of_size(n: int, positive: int) -> Row:
    return Row("g", n, (positive, n - positive), positive)


unknown_from_the_start = st.one_of(
    st.builds(lambda n: suppressed(of_size(n, 0), Reason.PRIMARY), st.integers(1, 3)),
    st.builds(lambda n: suppressed(of_size(n, 0), Reason.FILTER), st.integers(4, 5)),
    st.builds(lambda n, all_: first_detail(of_size(n, n if all_ else 0), LIMITS), st.integers(4, 6), st.booleans()),
)
hidden_on_the_way = st.builds(lambda n: complementary(of_size(n, 2), LIMITS), st.integers(4, 7))


@settings(deadline=None)
@given(
    base=st.lists(unknown_from_the_start, min_size=1, max_size=3),
    added=st.lists(hidden_on_the_way, max_size=3),
)
def test_a_reader_who_lists_every_table_finds_no_more(base: list[Row], added: list[Row]) -> None:
    chain = Chain(base, LIMITS)
    tables = list(product(*(range(row.low, row.high + 1) for row in base)))
    for row in (*added, None):
        sums = {sum(table) for table in tables}
        assert chain.reached == bits(sums)
        told = {total: says_too_much(base, chain.added, [t for t in tables if sum(t) == total]) for total in sums}
        assert told == {total: chain.says_too_much(total) for total in sums}
        if row is not None:
            going_on = [table for table in tables if told[sum(table)]]
            tables = [(*table, value) for table in going_on for value in range(row.low, row.high + 1)]
            chain.hide(row)


def says_too_much(base: Sequence[Row], added: Sequence[Row], tables: Sequence[Values]) -> bool:
    """Whether these tables, all that agree with what is published, leave too few values to a hidden row."""
    rows = [*base, *added]
    left = [row.n for row in rows if row.detail is Detail.SUPPRESSED]
    if 0 < sum(left) < LIMITS.remainder_from:
        return True
    values = [{table[place] for table in tables} for place in range(len(rows))]
    return any(too_few(row, found) for row, found in zip(base, values, strict=False)) or any(
        len(found) < 2 for found in values[len(base) :]
    )


def too_few(row: Row, values: set[int]) -> bool:
    if row.detail is Detail.BAND:
        return values != set(range(row.low, row.high + 1))
    return max(values) - min(values) < (1 if row.n >= LIMITS.show_from else min(2, row.n))
