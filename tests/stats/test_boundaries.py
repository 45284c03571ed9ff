"""Where a formula's cases meet: an example on the line itself."""

from __future__ import annotations

from fractions import Fraction

import pytest

from nullpunkt.stats.association import chi_square_test
from nullpunkt.stats.difference import Difference
from nullpunkt.stats.discrete import binomial
from nullpunkt.stats.estimate import Interval
from nullpunkt.stats.paired import paired_t_test
from nullpunkt.stats.phrases import Form, _fraction_form, _is_narrow
from nullpunkt.stats.region import Member, parts_of
from nullpunkt.stats.response_rate import ResponseRate
from nullpunkt.stats.rounding import Mark, MarkedPercent, difference_half_up, marked_percent
from nullpunkt.stats.strata import MeanStratum


def test_everybody_may_have_answered() -> None:
    assert ResponseRate(complete=40, partial=10, invited=50).answered == 50
    with pytest.raises(ValueError, match="cannot be"):
        ResponseRate(complete=41, partial=10, invited=50)


def test_nobody_asked_is_a_distribution_too() -> None:
    assert binomial(n=0, probability=0.5).at_most(0) == 1.0


def test_a_difference_has_an_interval_where_it_has_both_limits() -> None:
    assert Difference(0.1, 0.0, 0.2).interval == Interval(0.0, 0.2)
    assert Difference(0.1, None, 0.2).interval is None
    assert Difference(0.1, 0.0, None).interval is None


def test_two_pairs_are_enough_for_a_t() -> None:
    assert paired_t_test([1.0, 3.0]).t == pytest.approx(2.0)
    assert paired_t_test([1.0]).t is None


def test_not_quite_all_with_a_decimal() -> None:
    assert marked_percent(9996, 10000, decimals=1) == MarkedPercent(99.9, Mark.ABOVE)
    assert marked_percent(4, 10000, decimals=1) == MarkedPercent(0.1, Mark.BELOW)


def test_half_a_point_rounds_away_from_nothing() -> None:
    assert difference_half_up(0, 200, second_count=1, second_n=200) == 1.0
    assert difference_half_up(1, 200, second_count=0, second_n=200) == -1.0


def test_two_and_a_half_points_from_a_fraction_are_still_about_it() -> None:
    wide = Interval(0.3, 0.7)
    assert _fraction_form(Fraction(5, 2), Fraction(1, 2), wide) is Form.ABOUT
    assert _fraction_form(Fraction(26, 10), Fraction(1, 2), wide) is Form.PERCENT


def test_five_points_to_either_side_are_narrow() -> None:
    assert _is_narrow(Interval(0.3, 0.4))  # 0.4 - 0.3 is a little more than a tenth in binary numbers
    assert not _is_narrow(Interval(0.3, 0.41))


def test_cochrans_rule_holds_on_its_three_lines_at_once() -> None:
    """The smallest expected count is one, one fifth of them are below five, and the next ones are five."""
    assert chi_square_test([[1, 5, 5, 5, 5], [4, 20, 20, 20, 20]]).is_valid


def test_strata_taken_together_are_the_stratum_of_all() -> None:
    one = MeanStratum.from_values([1.0, 2.0, 3.0], name="a", population=10)
    two = MeanStratum.from_values([5.0, 9.0], name="b", population=20)
    both = MeanStratum.from_values([1.0, 2.0, 3.0, 5.0, 9.0], name="a", population=30)
    together = one.absorb(two)
    assert (together.n, together.population, together.name) == (5, 30, "a")
    assert (together.mean, together.squares) == (pytest.approx(both.mean), pytest.approx(both.squares))


def test_a_stratum_has_people() -> None:
    with pytest.raises(ValueError, match="positive headcount"):
        MeanStratum.from_values([], name="a", population=0)
    assert MeanStratum.from_values([3.0], name="a", population=1).mean == 3.0


def test_a_municipalitys_part_of_a_region() -> None:
    """Headcount times share; headcount squared times the share's variance, and that of equal answers (N−n)/(n(N−1))."""
    parts = parts_of(Member(value=0.6, count=30, n=50, effective_n=99.0, population=100.0))
    assert parts.weighted == pytest.approx(60)
    assert parts.variance == pytest.approx(100**2 * 0.6 * 0.4 / 99)
    assert parts.homogeneous == pytest.approx(100**2 * 50 / (50 * 99))
    assert parts_of(Member(value=1.0, count=1, n=1, effective_n=1.0, population=2.0)).homogeneous == 4.0
    assert parts_of(Member(value=1.0, count=1, n=1, effective_n=1.0, population=1.0)).homogeneous == 0.0
