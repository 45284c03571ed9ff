"""Complementary suppression of one table: exact ranges, and what is hidden when they are too narrow."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

import pytest

from nullpunkt.disclosure.complementary import OTHER, Unknown, ranges, repair
from nullpunkt.disclosure.limits import Limits
from nullpunkt.disclosure.primary import Reason, Row, first_details
from nullpunkt.disclosure.public import Detail

LIMITS = Limits(show_from=5, full_from=10, band_width=1, remainder_from=5)
YES_NO = (True, False)


def row(group: str, positive: int, n: int) -> Row:
    return Row(group, n, (positive, n - positive), positive)


def published(rows: Sequence[Row], limits: Limits = LIMITS, away: Sequence[str] = ()) -> dict[str | None, str]:
    """Group -> detail, after the rows have been looked at alone and together."""
    repaired = repair(first_details(rows, limits, filtered_away=away), YES_NO, limits)
    return {row.group: row.detail.value for row in repaired}


def splits(n: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to share n among so many options."""
    if parts == 1:
        yield (n,)
        return
    for first in range(n + 1):
        yield from ((first, *rest) for rest in splits(n - first, parts - 1))


@pytest.mark.parametrize("seed", range(4))
def test_the_closed_form_equals_enumeration(seed: int) -> None:
    """1,200 random tables of 2-3 hidden rows and four options, two of them favourable: every range is the same."""
    rng = random.Random(seed)
    positive = (False, True, True, False)
    for _ in range(300):
        rows = [rng.choice(list(splits(rng.randint(0, 4), 4))) for _ in range(rng.choice((2, 2, 3)))]
        unknown = [_some_knowledge(rng, counts) for counts in rows]
        remainder = [sum(column) for column in zip(*rows, strict=True)]
        tables = list(_consistent(unknown, remainder))

        for i, known in enumerate(ranges(unknown, remainder, positive)):
            favourable = [table[i][1] + table[i][2] for table in tables]
            assert known.positive == (min(favourable), max(favourable))
            for option in range(4):
                values = [table[i][option] for table in tables]
                assert known.options[option] == (min(values), max(values))


def _some_knowledge(rng: random.Random, counts: Sequence[int]) -> Unknown:
    n, favourable = sum(counts), counts[1] + counts[2]
    return Unknown(n, rng.randint(0, favourable), rng.randint(favourable, n))


def _consistent(unknown: Sequence[Unknown], remainder: Sequence[int]) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every table that agrees with the sums and with what is known of each row."""
    choices = [[counts for counts in splits(r.n, 4) if r.low <= counts[1] + counts[2] <= r.high] for r in unknown[:-1]]
    last = unknown[-1]
    for table in itertools.product(*choices):
        rest = tuple(left - sum(column) for left, *column in zip(remainder, *table, strict=True))
        if min(rest) >= 0 and sum(rest) == last.n and last.low <= rest[1] + rest[2] <= last.high:
            yield (*table, rest)


def test_nothing_is_hidden_when_nothing_needs_it() -> None:
    assert published([row("a", 5, 12), row("b", 4, 8), row("c", 20, 30)]) == {
        "a": "full",
        "b": "coarse",
        "c": "full",
    }


def test_one_small_row_takes_the_smallest_other_with_it() -> None:
    assert published([row("a", 2, 4), row("b", 4, 8), row("c", 20, 30)]) == {
        "a": "suppressed",
        "b": "suppressed",
        "c": "full",
    }


def test_merged_small_groups_are_hidden_before_smaller_ones() -> None:
    assert published([row("a", 2, 4), row("b", 4, 8), row(OTHER, 10, 20)]) == {
        "a": "suppressed",
        "b": "coarse",
        OTHER: "suppressed",
    }


def test_a_single_band_would_be_the_total_minus_the_rest() -> None:
    assert published([row("a", 12, 12), row("b", 4, 8), row("c", 20, 30)]) == {
        "a": "band",
        "b": "suppressed",
        "c": "full",
    }


def test_two_bands_that_could_each_be_either_protect_each_other() -> None:
    shown = published([row("a", 12, 12), row("b", 7, 8), row("c", 20, 30), row("d", 10, 20)])

    assert shown == {"a": "band", "b": "band", "c": "full", "d": "full"}


def test_two_bands_at_the_same_end_do_not() -> None:
    """12 of 12 and 8 of 8: what the other rows leave of the total says that nobody at all said no."""
    shown = published([row("a", 12, 12), row("b", 8, 8), row("c", 20, 30), row("d", 10, 20)])

    assert shown == {"a": "band", "b": "band", "c": "full", "d": "suppressed"}


@pytest.mark.parametrize("c", [(20, 30), (30, 30)])
def test_a_breakdown_with_fewer_than_two_exact_rows_is_not_shown(c: tuple[int, int]) -> None:
    """12 of 12 and 7 of 8 would protect each other; but then one that is hidden whole would say that it is no such."""
    assert published([row("a", 12, 12), row("b", 7, 8), row("c", *c)]) == dict.fromkeys("abc", "suppressed")


def test_a_remainder_of_few_answers_is_not_left() -> None:
    """Two small rows of 2 answers are 4 people together: fewer than any group may show."""
    shown = published([row("a", 1, 2), row("b", 1, 2), row("c", 4, 8), row("d", 20, 30)])

    assert shown == {"a": "suppressed", "b": "suppressed", "c": "suppressed", "d": "full"}


def test_a_remainder_of_as_many_as_any_group_may_show_is_left() -> None:
    """2 and 3 answers are 5 together, and each row could still hold 0, 1 or 2 of their 2 favourable answers."""
    shown = published([row("a", 1, 2), row("b", 1, 3), row("c", 4, 8), row("d", 20, 30)])

    assert shown == {"a": "suppressed", "b": "suppressed", "c": "coarse", "d": "full"}


def test_a_row_hidden_for_others_is_not_left_with_one_value() -> None:
    """With --min-group 3, a row of 4 that is not extreme holds 2: it is no company for two answers in two rows."""
    limits = Limits(show_from=3, full_from=10, band_width=1, remainder_from=3)
    shown = published([row("a", 1, 1), row("b", 0, 1), row("c", 2, 4), row("d", 20, 30)], limits)

    assert shown == {"a": "suppressed", "b": "suppressed", "c": "suppressed", "d": "suppressed"}


def test_rows_whose_filter_is_hidden_are_hidden_too() -> None:
    shown = published([row("a", 5, 12), row("b", 4, 8), row("c", 20, 30)], away=["a"])

    assert shown == {"a": "suppressed", "b": "suppressed", "c": "full"}


def test_with_two_rows_all_goes() -> None:
    assert published([row("a", 2, 4), row("b", 4, 8)]) == {"a": "suppressed", "b": "suppressed"}


def test_the_reason_is_kept_for_the_private_log() -> None:
    rows = first_details([row("a", 2, 4), row("b", 4, 8), row("c", 20, 30)], LIMITS, filtered_away=())

    assert [r.reason for r in repair(rows, YES_NO, LIMITS)] == [Reason.PRIMARY, Reason.COMPLEMENTARY, None]


LIMITS_3 = Limits(show_from=3, full_from=10, band_width=1, remainder_from=3)
LIMITS_7 = Limits(show_from=7, full_from=20, band_width=2, remainder_from=7)


@pytest.mark.parametrize(
    ("sizes", "limits", "away"),
    [
        *((sizes, LIMITS, "") for sizes in ((5, 5), (6, 6, 6), (7, 5, 6), (8, 8, 8), (5, 6, 7, 5), (9, 6, 5, 5))),
        *((sizes, LIMITS, "") for sizes in ((3, 7, 6), (9, 4, 4), (4, 4, 9), (3, 9, 10), (2, 3, 6, 7), (1, 4, 6, 7))),
        *((sizes, LIMITS_3, "") for sizes in ((4, 4, 4), (7, 4, 3, 3), (1, 2, 4, 5), (1, 1, 4, 6), (2, 2, 4, 4))),
        *((sizes, LIMITS_7, "") for sizes in ((8, 8, 9), (4, 8, 9), (3, 5, 9, 8))),
        *((sizes, LIMITS, "0") for sizes in ((6, 6, 6), (9, 5, 4), (6, 5, 5, 6), (4, 6, 7))),
        ((7, 5, 6, 5), LIMITS, "02"),
    ],
    ids=str,
)
def test_who_knows_the_algorithm_does_not_know_the_answer(sizes: tuple[int, ...], limits: Limits, away: str) -> None:
    """All tables of these sizes, put together by what is published of them: in every heap bands are whole, a hidden row
    that is large enough has two values at least, and a smaller one three, or as many as the total leaves."""
    heaps: dict[Seen, list[tuple[int, ...]]] = {}
    for positives in itertools.product(*(range(n + 1) for n in sizes)):
        if limits.band_width < sum(positives) < sum(sizes) - limits.band_width:  # else the total itself is a band
            heaps.setdefault(_seen(positives, sizes, limits, away), []).append(positives)

    for seen, tables in heaps.items():
        total, rows = seen
        for place, (n, (detail, low, high)) in enumerate(zip(sizes, rows, strict=True)):
            possible = {table[place] for table in tables}
            if detail == "band":
                assert possible == set(range(low, high + 1)), (seen, tables)
            elif detail == "suppressed":
                left = min(n, total) - max(0, total - sum(sizes) + n)
                assert max(possible) - min(possible) >= (1 if n >= limits.show_from else min(2, left)), (seen, tables)


Seen = tuple[int, tuple[tuple[str, int, int], ...]]
"""The total, and what is shown of every row."""


def _seen(positives: Sequence[int], sizes: Sequence[int], limits: Limits = LIMITS, away: str = "") -> Seen:
    rows = [row(str(i), p, n) for i, (p, n) in enumerate(zip(positives, sizes, strict=True))]
    repaired = repair(first_details(rows, limits, filtered_away=away), YES_NO, limits)
    return sum(positives), tuple(
        ("suppressed", 0, 0) if r.detail is Detail.SUPPRESSED else (r.detail.value, r.low, r.high) for r in repaired
    )


@pytest.mark.parametrize("seed", range(3))
def test_rows_with_the_same_public_side_have_the_same_pattern(seed: int) -> None:
    """Swapping one favourable answer between two hidden rows of a large table leaves every row's detail as it was,
    as long as both rows stay on their own side of a band."""
    rng = random.Random(seed)
    tried = 0
    while tried < 60:
        sizes = [rng.randint(3, 30) for _ in range(6)]
        positives = [rng.randint(0, n) for n in sizes]
        before = _seen(positives, sizes)
        hidden = [i for i, (detail, _, _) in enumerate(before[1]) if detail == "suppressed" and sizes[i] < 5]
        if len(hidden) < 2:
            continue
        a, b = hidden[:2]
        swapped = list(positives)
        swapped[a], swapped[b] = swapped[a] + 1, swapped[b] - 1
        if swapped[a] <= sizes[a] and swapped[b] >= 0:
            tried += 1
            assert _seen(swapped, sizes) == before
