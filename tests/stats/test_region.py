"""The rest of the region as a sum of parts gives what the stratified formula gives."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullpunkt.stats.benchmark import compare_with_region
from nullpunkt.stats.proportion import wilson_interval
from nullpunkt.stats.region import Member, combined, compare, parts_of, total, without_each
from nullpunkt.stats.stratified import Stratum


def member(stratum: Stratum) -> Member:
    share, n, headcount = stratum.count / stratum.n, stratum.n, stratum.population
    size = math.inf if n == headcount else (n - 1) / (1 - n / headcount)
    return Member(share, stratum.count, n, size, headcount)


@st.composite
def municipalities(draw: st.DrawFn) -> Stratum:
    headcount = draw(st.integers(20, 300))
    n = draw(st.integers(5, headcount))
    return Stratum(str(draw(st.uuids())), draw(st.integers(1, n - 1)), n, headcount)


@given(municipalities(), st.lists(municipalities(), min_size=3, max_size=6))
def test_the_same_as_municipalities_as_strata(own: Stratum, others: list[Stratum]) -> None:
    known = compare_with_region(own, others)
    found = compare(
        wilson_interval(own.count, own.n, population=own.population), total([parts_of(member(o)) for o in others])
    )
    for ours, theirs in (
        (found.rest.value, known.rest.value),
        (found.rest.low, known.rest.low),
        (found.rest.high, known.rest.high),
        (found.difference.low, known.difference.low),
        (found.difference.high, known.difference.high),
    ):
        assert ours == pytest.approx(theirs, abs=1e-9)
    assert (found.p is None) == (known.p is None)
    if found.p is not None:
        assert found.p == pytest.approx(known.p, abs=1e-9)


def test_leaving_each_out_is_the_sum_over_the_others() -> None:
    parts = [parts_of(Member(x / 50, x, 50, 80.0, 90.0)) for x in (10, 20, 30, 40)]
    for place, rest in enumerate(without_each(parts)):
        others = parts[:place] + parts[place + 1 :]
        assert rest.n == 150
        assert combined(rest).value == pytest.approx(combined(total(others)).value)


def test_too_few_others_are_not_tested() -> None:
    own = wilson_interval(20, 40, population=60)
    two = total([parts_of(Member(0.5, 30, 60, 150.0, 100.0))] * 2)
    assert compare(own, two).p is None
    assert compare(own, two + two).p is not None
