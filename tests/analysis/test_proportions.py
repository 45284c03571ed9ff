"""Shares from public tables: strata, pooled hidden rows, and what is said of rows without numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nullpunkt.analysis.model import Statistic, Status
from nullpunkt.analysis.proportions import Frame, positive_count, shares
from nullpunkt.disclosure.public import Detail, PublicGroup, PublicRow, PublicTable
from nullpunkt.stats.proportion import hypergeometric_interval, wilson_interval
from nullpunkt.stats.stratified import Stratum, stratified_proportion


def group(code: str, n: int, invited: int | None) -> PublicGroup:
    return PublicGroup(code=code, members=(code,), n=n, with_not_stated=False, invited=invited)


def frame(*groups: PublicGroup) -> Frame:
    invited = sum(g.invited or 0 for g in groups) if all(g.invited for g in groups) else None
    return Frame(
        respondents=sum(g.n for g in groups),
        invited=invited,
        groups={"tjeneste": {g.code: g for g in groups}},
        main="tjeneste",
    )


def table(by: str | None, *rows: PublicRow) -> PublicTable:
    return PublicTable("q", None, None, by, ("nei", "ja"), ("ja",), rows)


def full(code: str | None, no: int, yes: int) -> PublicRow:
    return PublicRow(code, Detail.FULL, n=no + yes, counts=(no, yes), positive=yes)


def favourable(total: PublicTable, main: PublicTable, where: Frame, *, domain: bool = False):
    return list(
        shares(
            total,
            [main],
            frame=where,
            count_of=positive_count,
            statistic=Statistic.FAVOURABLE,
            option=None,
            domain=domain,
        )
    )


def test_with_headcounts_every_service_counts_with_its_people() -> None:
    total = table(None, full(None, 30, 45))
    main = table("tjeneste", full("skole", 10, 40), full("nav", 20, 5))
    whole, school, _ = favourable(total, main, frame(group("skole", 50, 80), group("nav", 25, 100)))
    expected = stratified_proportion([Stratum("skole", 40, 50, 80), Stratum("nav", 5, 25, 100)])
    assert (whole.estimate, whole.low, whole.high) == (expected.value, expected.low, expected.high)
    assert whole.weighted
    assert whole.estimate == pytest.approx(80 / 180 * 0.8 + 100 / 180 * 0.2)
    alone = wilson_interval(40, 50, population=80)
    assert (school.low, school.high, school.method) == (alone.low, alone.high, "wilson_fpc")


def test_without_headcounts_the_share_is_of_those_who_answered() -> None:
    total = table(None, full(None, 30, 45))
    main = table("tjeneste", full("skole", 10, 40), full("nav", 20, 5))
    whole, *_ = favourable(total, main, frame(group("skole", 50, None), group("nav", 25, None)))
    assert whole.estimate == 45 / 75
    assert not whole.weighted
    assert whole.method == "wilson"


def test_hidden_rows_are_one_pooled_stratum_by_subtraction() -> None:
    total = table(None, full(None, 30, 50))
    main = table(
        "tjeneste",
        full("skole", 10, 40),
        PublicRow("ppt", Detail.SUPPRESSED),
        PublicRow("nav", Detail.BAND, n=20, at_most=1),
    )
    where = frame(group("skole", 50, 80), group("ppt", 10, 12), group("nav", 20, 40))
    whole, _, ppt, nav = favourable(total, main, where)
    expected = stratified_proportion([Stratum("skole", 40, 50, 80), Stratum("_hidden", 10, 30, 52)])
    assert whole.estimate == expected.value
    assert (ppt.status, ppt.n, ppt.estimate, ppt.at_most) == (Status.SUPPRESSED, None, None, None)
    assert (nav.status, nav.n, nav.at_most, nav.estimate, nav.count) == (Status.BAND, 20, 1 / 20, None, None)


def test_a_coarse_row_is_known_for_the_favourable_share_only() -> None:
    row = PublicRow("ppt", Detail.COARSE, n=7, positive=4, mean=3.4)
    assert positive_count(row) == 4
    assert row.counts is None


def test_a_filtered_question_refers_to_part_of_the_headcount() -> None:
    total = table(None, full(None, 10, 10))
    main = table("tjeneste", full("skole", 5, 5), full("nav", 5, 5))
    _, school, _ = favourable(total, main, frame(group("skole", 40, 80), group("nav", 20, 40)), domain=True)
    expected = wilson_interval(5, 10, population=80 * 10 / 40)
    assert (school.low, school.high) == (expected.low, expected.high)


def test_a_census_has_no_uncertainty() -> None:
    total = table(None, full(None, 4, 16))
    main = table("tjeneste", full("skole", 1, 9), full("nav", 3, 7))
    whole, *_ = favourable(total, main, frame(group("skole", 10, 10), group("nav", 10, 10)))
    assert (whole.low, whole.high, whole.effective_n) == (0.8, 0.8, None)


def test_small_services_may_have_exact_intervals() -> None:
    total = table(None, full(None, 30, 45))
    main = table("tjeneste", full("skole", 10, 40), full("ppt", 3, 5))
    where = replace(frame(group("skole", 50, 80), group("ppt", 8, 12)), small_exact=True)
    _, school, ppt = favourable(total, main, where)
    exact = hypergeometric_interval(5, 8, population=12)
    assert (ppt.low, ppt.high, ppt.method) == (exact.low, exact.high, "hypergeometric")
    assert school.method == "wilson_fpc"
