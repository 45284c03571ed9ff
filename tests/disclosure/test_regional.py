"""Mode B: a service's regional total is shown only where it tells nothing that a municipality hides."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from nullpunkt.disclosure.regional import _Cell, _clean, _Network

Numbers = list[tuple[str, str, int, int]]
"""municipality, service, favourable, answers"""


def cells_of(numbers: Numbers) -> list[_Cell]:
    return [_Cell((unit, ""), ("service", service), x, n, 0, n, 1) for unit, service, x, n in numbers]


def shown(numbers: Numbers, candidates: set[str], *, known: set[str]) -> tuple[str, ...]:
    hiding = {service: sum(n for _, s, _, n in numbers if s == service) for service in sorted(candidates)}
    return _clean(cells_of(numbers), {(unit, "") for unit in known}, candidates, hiding)


def test_a_total_over_three_that_hide_is_shown() -> None:
    numbers: Numbers = [("a", "ppt", 2, 4), ("b", "ppt", 1, 4), ("c", "ppt", 3, 4)]
    assert shown(numbers, {"ppt"}, known=set()) == ("ppt",)


def test_a_total_that_says_all_is_not_shown() -> None:
    numbers: Numbers = [("a", "ppt", 4, 4), ("b", "ppt", 4, 4), ("c", "ppt", 4, 4)]
    assert shown(numbers, {"ppt"}, known=set()) == ()


def test_a_municipality_that_hides_one_service_and_shows_its_total_tells_it_without_us() -> None:
    numbers: Numbers = [("a", "ppt", 2, 4), ("b", "ppt", 1, 4), ("c", "ppt", 3, 4)]
    assert shown(numbers, {"ppt"}, known={"a"}) == ("ppt",)


def test_the_total_with_least_behind_it_goes_where_two_tell_together() -> None:
    numbers: Numbers = [("a", "nav", 3, 6), ("a", "ppt", 2, 4), ("b", "nav", 2, 5)]
    # ppt's total is a's own number; nav's alone leaves a and b free to share it otherwise
    assert shown(numbers, {"nav", "ppt"}, known={"a"}) == ("nav",)


small = st.integers(1, 3).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from(["s", "t"])), small, min_size=1, max_size=6),
    st.sets(st.sampled_from("abc")),
    st.sets(st.sampled_from(["s", "t"])),
)
def test_free_means_what_enumeration_finds(
    counts: dict[tuple[str, str], tuple[int, int]], known: set[str], totals: set[str]
) -> None:
    keys = sorted(counts)
    cells = cells_of([(unit, service, *counts[unit, service]) for unit, service in keys])
    network = _Network(cells, {(unit, "") for unit in known} | {("service", service) for service in totals})

    def sums(values: tuple[int, ...]) -> list[int]:
        by_unit = [sum(v for v, (u, _) in zip(values, keys, strict=True) if u == unit) for unit in sorted(known)]
        by_service = [sum(v for v, (_, s) in zip(values, keys, strict=True) if s == one) for one in sorted(totals)]
        return by_unit + by_service

    truth = tuple(counts[key][0] for key in keys)
    possible = [v for v in product(*(range(counts[key][1] + 1) for key in keys)) if sums(v) == sums(truth)]
    for place, cell in enumerate(cells):
        assert network.is_free(cell) == (len({values[place] for values in possible}) > 1)
        assert cell.count == truth[place]
