"""Nominal questions and multiple choices: ranges equal enumeration, and what is hidden when they are too narrow."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from nullpunkt.disclosure.complementary import OTHER
from nullpunkt.disclosure.joint import Ties, _without_inference, repair_table, repair_totals
from nullpunkt.disclosure.limits import Limits
from nullpunkt.disclosure.network import Network, Place
from nullpunkt.disclosure.options import _column
from nullpunkt.disclosure.primary import Reason, Row, complementary, first_detail, first_details, suppressed
from nullpunkt.disclosure.public import Detail

LIMITS = Limits(show_from=10, full_from=10, band_width=1, remainder_from=5)
NOMINAL, MULTIPLE = Ties(covering=False), Ties(covering=True)

Cells = Sequence[Sequence[int]]
"""Rows of counts by option."""


@pytest.mark.parametrize("ties", [NOMINAL, MULTIPLE])
@pytest.mark.parametrize("seed", range(3))
def test_ranges_equal_enumeration(ties: Ties, seed: int) -> None:
    """150 random tables of 2-3 rows and three options, some cells known, some within bounds, some totals hidden, or
    no totals at all."""
    rng = random.Random(f"{seed}{ties.covering}")
    for _ in range(25):
        sizes = [rng.randint(1, 4) for _ in range(rng.choice((2, 2, 3)))]
        cells = [rng.choice(list(_rows(n, ties))) for n in sizes]
        columns, totals = _partly_hidden(rng, cells, sizes)
        tables = list(_consistent(columns, totals, sizes, ties))
        network = Network(columns, totals, covering=ties.covering)

        for option, column in enumerate(columns):
            for place, cell in enumerate(column):
                if cell.hidden:
                    values = [table[place][option] for table in tables]
                    assert network.range(Place(option, place)) == (min(values), max(values))
            if totals[option].hidden:
                sums = [sum(row[option] for row in table) for table in tables]
                assert network.range(Place(option, None)) == (min(sums), max(sums))

        everybody = [replace(total, low=0, high=total.n) for total in totals]
        tables, network = (
            list(_consistent(columns, everybody, sizes, ties)),
            Network(columns, None, covering=ties.covering),
        )
        for option, column in enumerate(columns):
            for place, cell in enumerate(column):
                if cell.hidden:
                    values = [table[place][option] for table in tables]
                    assert network.range(Place(option, place)) == (min(values), max(values))


@pytest.mark.parametrize("ties", [NOMINAL, MULTIPLE])
@pytest.mark.parametrize("seed", range(3))
def test_a_cell_is_known_where_enumeration_finds_too_few_values(ties: Ties, seed: int) -> None:
    """A band has to stay whole, a row that is large enough needs two values, a smaller one three (or as many as the
    option's total alone leaves); every hidden cell and total of random tables, by listing all tables that fit."""
    rng = random.Random(f"known{seed}{ties.covering}")
    limits = replace(LIMITS, show_from=4)
    seen: Counter[tuple[Detail, bool, bool]] = Counter()
    for _ in range(40):
        sizes = [rng.choice((1, 2, 3, 3, 4, 5)) for _ in range(rng.choice((2, 2, 3)))]
        cells = [rng.choice(list(_rows(n, ties))) for n in sizes]
        columns, totals = _partly_hidden(rng, cells, sizes)
        tables = list(_consistent(columns, totals, sizes, ties))
        network = Network(columns, totals, covering=ties.covering)

        for option, (column, total) in enumerate(zip(columns, totals, strict=True)):
            places = {Place(option, row): cell for row, cell in enumerate(column)} | {Place(option, None): total}
            for place, cell in places.items():
                if cell.hidden:
                    values = {
                        sum(row[option] for row in table) if place.row is None else table[place.row][option]
                        for table in tables
                    }
                    known = _too_few(values, cell, total, sum(sizes), limits)
                    assert network._known(place, limits) is known
                    seen[cell.detail, cell.n >= limits.show_from, known] += 1
    assert all(seen[detail, True, known] for detail in (Detail.BAND, Detail.SUPPRESSED) for known in (True, False))
    assert seen[Detail.SUPPRESSED, False, True]
    assert seen[Detail.SUPPRESSED, False, False]


def _too_few(values: set[int], cell: Row, total: Row, everybody: int, limits: Limits) -> bool:
    if cell.detail is Detail.BAND:
        return values != set(range(cell.low, cell.high + 1))
    others = range(everybody - cell.n + 1)
    alone = [x for x in range(cell.n + 1) if any(total.low <= x + other <= total.high for other in others)]
    wanted = 1 if cell.n >= limits.show_from else min(2, max(alone) - min(alone))
    return max(values) - min(values) < wanted


def _rows(n: int, ties: Ties) -> Iterator[tuple[int, ...]]:
    for row in itertools.product(range(n + 1), repeat=3):
        if sum(row) == n or (ties.covering and sum(row) > n):
            yield row


def _partly_hidden(rng: random.Random, cells: Cells, sizes: Sequence[int]) -> tuple[list[list[Row]], list[Row]]:
    def hidden(value: int, n: int) -> Row:
        row = Row("g", n, (value,), value, low=value, high=value)
        if rng.random() < 0.3:
            return row
        low, high = rng.randint(0, value), rng.randint(value, n)
        detail = Detail.BAND if rng.random() < 0.5 else Detail.SUPPRESSED
        return Row("g", n, (value,), value, detail, low, high, Reason.PRIMARY)

    columns = [[hidden(row[option], n) for row, n in zip(cells, sizes, strict=True)] for option in range(3)]
    totals = [hidden(sum(row[option] for row in cells), sum(sizes)) for option in range(3)]
    return columns, totals


def _consistent(
    columns: Sequence[Sequence[Row]], totals: Sequence[Row], sizes: Sequence[int], ties: Ties
) -> Iterator[tuple[tuple[int, ...], ...]]:
    fitting = [
        [r for r in _rows(n, ties) if all(c[i].low <= x <= c[i].high for c, x in zip(columns, r, strict=True))]
        for i, n in enumerate(sizes)
    ]
    for table in itertools.product(*fitting):
        sums = [sum(column) for column in zip(*table, strict=True)]
        if all(total.low <= x <= total.high for total, x in zip(totals, sums, strict=True)):
            yield table


def nominal(cells: dict[str, tuple[int, ...]], limits: Limits = LIMITS) -> dict[str, str]:
    """Group -> one letter per option: full, band, suppressed."""
    return _published(cells, [sum(row) for row in cells.values()], NOMINAL, limits)


def multiple(cells: dict[str, tuple[int, tuple[int, ...]]], limits: Limits) -> dict[str, str]:
    """The same for ticks, with the number who answered before them."""
    return _published({g: ticks for g, (_, ticks) in cells.items()}, [n for n, _ in cells.values()], MULTIPLE, limits)


def _published(cells: dict[str, tuple[int, ...]], sizes: Sequence[int], ties: Ties, limits: Limits) -> dict[str, str]:
    sums = [sum(column) for column in zip(*cells.values(), strict=True)]
    totals = repair_totals([first_detail(Row(None, sum(sizes), (x,), x), limits) for x in sums], limits, ties)
    columns = [
        [first_detail(Row(g, n, (row[o],), row[o]), limits) for (g, row), n in zip(cells.items(), sizes, strict=True)]
        for o in range(len(sums))
    ]
    columns = [
        [cell if cell.hidden or not total.hidden else complementary(cell, limits) for cell in column]
        for column, total in zip(columns, totals, strict=True)
    ]
    table = repair_table(columns, totals, limits, ties)
    return {g: "".join(column[i].detail.value[0] for column in table) for i, g in enumerate(cells)}


def test_a_nominal_row_without_rare_answers_is_shown_whole() -> None:
    assert nominal({"a": (5, 7, 8), "b": (10, 5, 15)}) == {"a": "fff", "b": "fff"}


def test_a_rare_category_takes_another_with_it_in_its_row_and_in_another_row() -> None:
    """«a» has 1 in the first category; the row's other categories and the column's other rows would give it away."""
    assert nominal({"a": (1, 9, 9), "b": (10, 5, 15), "c": (9, 9, 9)}) == {"a": "bfs", "b": "fff", "c": "sfs"}


def test_company_in_a_column_comes_from_the_least_missed_row_that_hides_something_already() -> None:
    """The first category is hidden in «b» alone: «a» is smaller than «c» but whole, «d» is larger than «c»."""
    shown = nominal({"a": (5, 5, 5, 5), "b": (1, 0, 20, 21), "c": (10, 10, 0, 1), "d": (40, 1, 1, 0)})

    assert shown == {"a": "ffff", "b": "bbff", "c": "sfbb", "d": "fbbb"}


def test_company_in_a_row_is_the_last_category_that_is_hidden_in_two_rows_already() -> None:
    """In «a» alone one category is hidden: the last is in two other rows, the third in three."""
    shown = nominal({"a": (1, 20, 20, 20), "b": (10, 10, 1, 0), "c": (11, 11, 0, 1), "d": (30, 1, 0, 12)})

    assert shown["a"] == "bffs"


def test_a_row_with_too_few_for_a_distribution_is_hidden_whole_and_not_alone() -> None:
    shown = nominal({"a": (2, 3, 4), "b": (10, 5, 15), OTHER: (9, 9, 9), "d": (8, 8, 8)})

    assert shown == {"a": "sss", "b": "fff", OTHER: "sss", "d": "fff"}


def test_a_category_that_is_rare_for_everybody_is_hidden_with_the_last_other_one() -> None:
    totals = [first_detail(Row(None, 60, (x,), x), LIMITS) for x in (1, 39, 20)]

    assert [row.detail.value for row in repair_totals(totals, LIMITS, NOMINAL)] == ["band", "full", "suppressed"]


@pytest.mark.parametrize(("n", "third"), [(2, "sss"), (3, "fff")])
def test_rows_of_which_nothing_is_shown_are_together_as_many_as_any_group_must_be(n: int, third: str) -> None:
    limits = Limits(show_from=5, full_from=10, band_width=1, remainder_from=5)
    shown = multiple(
        {"a": (n, (1, 1, 1)), "b": (2, (1, 1, 1)), "c": (60, (20, 20, 30)), "d": (90, (30, 30, 40))}, limits
    )

    assert shown == {"a": "sss", "b": "sss", "c": third, "d": "fff"}


def test_an_option_that_is_hidden_everywhere_may_be_anything() -> None:
    """Nothing of it tells any more that a row was hidden for another's sake."""
    column = [complementary(Row("a", 20, (8,), 8), LIMITS), suppressed(Row("b", 3, (1,), 1), Reason.PRIMARY)]
    assert [(row.low, row.high) for row in _without_inference(column)] == [(0, 20), (0, 3)]
    shown = [*column, Row("c", 20, (8,), 8)]
    assert _without_inference(shown) == shown


def test_ticks_of_two_rows_too_small_hide_each_other_and_no_more() -> None:
    rows = [Row(group, n, (x,), x) for group, n, x in (("a", 30, 15), ("b", 20, 10), ("c", 4, 2), ("d", 3, 2))]
    limits = Limits(show_from=5, full_from=10, band_width=1, remainder_from=5)
    total = first_detail(Row(None, 57, (29,), 29), limits)
    shown = _column(first_details(rows, limits, filtered_away=()), total, limits, nominal=False)

    assert "".join(row.detail.value[0] for row in shown) == "ffss"


def test_ticks_that_must_cover_everybody_narrow_a_band() -> None:
    """10 answered, 2 and 7 ticked two of the options: so at least 1 ticked the third, which is «at most 1»."""
    limits = Limits(show_from=5, full_from=10, band_width=1, remainder_from=5)
    shown = multiple({"a": (10, (2, 7, 1)), "b": (10, (5, 6, 1)), "c": (20, (12, 9, 9))}, limits)

    assert shown["a"] == "sss"
    tight: dict[str, tuple[int, tuple[int, ...]]] = {"a": (10, (5, 7, 1)), "b": (10, (5, 6, 0)), "c": (20, (12, 9, 9))}
    assert multiple(tight, limits) == {"a": "ffb", "b": "ffb", "c": "fff"}


def test_who_ticked_none_of_these_ticked_nothing_else() -> None:
    """8 of 10 in «a» ticked the first option, so at most 2 can have ticked «none of these»; without that rule, 4."""
    first = [Row("a", 10, (8,), 8), Row("b", 10, (5,), 5)]
    second = [suppressed(Row("a", 10, (5,), 5), Reason.PRIMARY), suppressed(Row("b", 10, (4,), 4), Reason.PRIMARY)]
    none = [suppressed(Row("a", 10, (2,), 2), Reason.PRIMARY), suppressed(Row("b", 10, (2,), 2), Reason.PRIMARY)]
    totals = [Row(None, 20, (x,), x) for x in (13, 9, 4)]
    columns = [first, second, none]

    assert Network(columns, totals, covering=True).range(Place(2, 0)) == (0, 4)
    assert Network(columns, totals, covering=True, exclusive=2).range(Place(2, 0)) == (0, 2)


def test_all_may_have_ticked_none_of_these_where_nothing_else_is_shown() -> None:
    some = [suppressed(Row("a", 4, (2,), 2), Reason.PRIMARY), suppressed(Row("b", 3, (2,), 2), Reason.PRIMARY)]
    none = [suppressed(Row("a", 4, (2,), 2), Reason.PRIMARY), suppressed(Row("b", 3, (2,), 2), Reason.PRIMARY)]
    totals = [Row(None, 7, (4,), 4), Row(None, 7, (4,), 4)]

    assert Network([some, none], totals, covering=True, exclusive=1).range(Place(1, 0)) == (1, 4)


def test_whoever_answers_ticks_the_only_option_there_is() -> None:
    cells = [suppressed(Row(group, n, (n,), n), Reason.PRIMARY) for group, n in (("a", 3), ("b", 4))]
    network = Network([cells], [Row(None, 7, (7,), 7)], covering=True)

    assert [network.range(Place(0, row)) for row in (0, 1)] == [(3, 3), (4, 4)]
