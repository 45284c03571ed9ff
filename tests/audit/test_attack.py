"""Attack A on small tables whose answer can be worked out on paper."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.audit.folders import (
    FAVOURABLE,
    HIDDEN,
    OPTIONS,
    Shown,
    at_least,
    coarse,
    full,
    option_item,
    results,
    scale_item,
    write_folder,
)

from nullpunkt.audit import AuditReport, Kind, Verdict, audit_folder

SIZES = {"skole": 20, "barnehage": 15, "ppt": 12}


def audit_table(folder: Path, total: Shown, rows: Mapping[str, Shown], sizes: Mapping[str, int] = SIZES) -> AuditReport:
    estimates = scale_item("q", {None: total, "tjeneste": rows})
    return audit_folder(write_folder(folder, results(estimates, groups={"tjeneste": sizes})))


def kinds(report: AuditReport) -> set[Kind]:
    return {finding.kind for finding in report.findings}


def test_two_hidden_groups_of_enough_people_pass(tmp_path: Path) -> None:
    report = audit_table(
        tmp_path, full(10, 10, 15, 12), {"skole": full(4, 4, 7, 5), "barnehage": HIDDEN, "ppt": HIDDEN}
    )
    assert report.findings == ()
    assert report.verdict is Verdict.PASS
    assert report.cells_bounded == 2


def test_one_hidden_group_is_the_total_minus_the_others(tmp_path: Path) -> None:
    rows = {"skole": full(4, 4, 7, 5), "barnehage": full(3, 4, 4, 4), "ppt": HIDDEN}
    report = audit_table(tmp_path, full(10, 10, 15, 12), rows)
    (finding,) = report.findings
    assert (finding.kind, finding.by, finding.group) == (Kind.EXACT, "tjeneste", "ppt")
    assert (finding.lower, finding.upper, finding.certified) == (7, 7, True)


def test_a_band_is_narrowed_by_the_only_other_unknown(tmp_path: Path) -> None:
    rows = {"skole": full(4, 4, 7, 5), "barnehage": full(3, 4, 4, 4), "ppt": at_least(12, 11)}
    report = audit_table(tmp_path, full(7, 9, 16, 15), rows)
    (finding,) = report.findings
    assert (finding.kind, finding.group, finding.lower, finding.upper) == (Kind.EXACT, "ppt", 11, 11)


def test_a_band_beside_a_hidden_group_passes(tmp_path: Path) -> None:
    rows = {"skole": full(4, 4, 7, 5), "barnehage": HIDDEN, "ppt": at_least(12, 11)}
    assert audit_table(tmp_path, full(8, 9, 15, 15), rows).findings == ()


def test_a_wider_band_must_be_possible_in_its_middle_too(tmp_path: Path) -> None:
    sizes = {"skole": 20, "barnehage": 15, "ppt": 12}
    rows = {"skole": full(4, 4, 7, 5), "barnehage": HIDDEN, "ppt": at_least(12, 10)}
    assert audit_table(tmp_path, full(8, 9, 15, 15), rows, sizes).findings == ()


def test_certain_that_nobody_of_a_hidden_group_agreed(tmp_path: Path) -> None:
    rows = {"skole": full(4, 4, 7, 5), "barnehage": HIDDEN, "ppt": HIDDEN}
    report = audit_table(tmp_path, full(20, 15, 7, 5), rows)
    assert kinds(report) == {Kind.ALL_OR_NONE}
    assert {finding.group for finding in report.findings} == {"barnehage", "ppt"}


def test_hidden_groups_that_are_few_together(tmp_path: Path) -> None:
    sizes = {"skole": 20, "barnehage": 15, "ppt": 6, "nav": 5}
    rows = {"skole": full(4, 4, 7, 5), "barnehage": full(3, 4, 4, 4), "ppt": HIDDEN, "nav": HIDDEN}
    report = audit_table(tmp_path, full(8, 9, 12, 10), rows, sizes)
    assert Kind.REMAINDER in kinds(report)
    finding = next(f for f in report.findings if f.kind is Kind.REMAINDER)
    assert (finding.lower, finding.upper) == (4, 4)


def test_a_mean_beside_a_hidden_group_narrows_it(tmp_path: Path) -> None:
    """PPT's favourable share is hidden, but its mean of 4.0 says that all twelve chose the uppermost answer."""
    rows = {"skole": full(4, 4, 7, 5), "barnehage": HIDDEN, "ppt": HIDDEN}
    estimates = scale_item("q", {None: full(10, 8, 8, 21), "tjeneste": rows})
    mean = next(row for row in estimates if row["group"] == "ppt" and row["statistic"] == "mean")
    mean.update(status="published", n=12, estimate=4.0)
    report = audit_folder(write_folder(tmp_path, results(estimates, groups={"tjeneste": SIZES})))
    assert {Kind.BEYOND_STATUS, Kind.ALL_OR_NONE} <= kinds(report)


def test_respondents_without_a_service_are_a_remainder(tmp_path: Path) -> None:
    """47 answered, the groups hold 45: the total minus the groups is the answer of two people."""
    sizes = {"skole": 20, "barnehage": 25}
    rows = {"skole": full(4, 4, 7, 5), "barnehage": full(5, 6, 7, 7)}
    estimates = scale_item("q", {None: full(10, 11, 14, 12), "tjeneste": rows})
    content = results(estimates, groups={"tjeneste": sizes})
    content["response"][0]["answered"] = 47
    report = audit_folder(write_folder(tmp_path, content))
    (finding,) = report.findings
    assert (finding.kind, finding.group, finding.lower, finding.upper) == (Kind.EXACT, "not stated", 0, 0)


def test_a_coarse_group_is_no_cover_for_a_hidden_one(tmp_path: Path) -> None:
    rows = {"skole": full(4, 4, 7, 5), "barnehage": coarse(15, 8, 2.6), "ppt": HIDDEN}
    report = audit_table(tmp_path, full(10, 10, 15, 12), rows)
    assert {(f.kind, f.group) for f in report.findings} == {(Kind.EXACT, "ppt")}


def test_an_interval_gives_its_count_away(tmp_path: Path) -> None:
    """Wilson's interval for 9 of 12, printed without its count."""
    rows = {"skole": full(4, 4, 7, 5), "barnehage": HIDDEN, "ppt": HIDDEN}
    estimates = scale_item("q", {None: full(10, 8, 8, 21), "tjeneste": rows})
    share = next(row for row in estimates if row["group"] == "ppt" and row["statistic"] == "favourable")
    share.update(n=12, low=0.4677, high=0.9111)
    report = audit_folder(write_folder(tmp_path, results(estimates, groups={"tjeneste": SIZES})))
    finding = next(f for f in report.findings if f.kind is Kind.EXACT and f.group == "ppt")
    assert (finding.lower, finding.upper) == (9, 9)


@pytest.mark.parametrize(("count", "expected"), [(0, True), (1, True), (2, False), (10, False), (11, True), (12, True)])
def test_almost_all_or_none_must_not_be_a_number(tmp_path: Path, count: int, expected: bool) -> None:
    row = full(12 - count, 0, count, 0)
    total = full(4 + 12 - count, 4, 7 + count, 5)
    report = audit_table(tmp_path, total, {"skole": full(4, 4, 7, 5), "ppt": row}, {"skole": 20, "ppt": 12})
    assert (Kind.EXTREME in kinds(report)) is expected


def test_a_number_for_four_people_is_a_finding(tmp_path: Path) -> None:
    rows = {"skole": full(4, 4, 7, 5), "ppt": full(1, 1, 1, 1)}
    report = audit_table(tmp_path, full(5, 5, 8, 6), rows, {"skole": 20, "ppt": 4})
    assert kinds(report) == {Kind.SMALL_GROUP}


def test_the_categories_of_a_nominal_question_sum_to_its_base(tmp_path: Path) -> None:
    """C is a band, but 10 answers of which 5 are A and 4 are B leave one."""
    groups = {"a": {"skole": coarse(10, 5), "ppt": HIDDEN, "nav": HIDDEN}}
    groups |= {"b": {"skole": coarse(10, 4), "ppt": HIDDEN, "nav": HIDDEN}}
    groups |= {"c": {"skole": Shown("band", n=10, at_most=0.1), "ppt": HIDDEN, "nav": HIDDEN}}
    total = {"a": coarse(40, 15), "b": coarse(40, 15), "c": coarse(40, 10)}
    estimates = option_item("kanal", {None: total, "tjeneste": groups})
    sizes = {"skole": 10, "ppt": 15, "nav": 15}
    report = audit_folder(write_folder(tmp_path, results(estimates, groups={"tjeneste": sizes})))
    assert {(f.kind, f.option, f.group, f.lower) for f in report.findings} == {(Kind.EXACT, "c", "skole", 1)}


def test_ticks_of_a_multiple_choice_do_not_sum_to_its_base(tmp_path: Path) -> None:
    groups = {"a": {"skole": coarse(10, 5), "ppt": HIDDEN, "nav": HIDDEN}}
    groups |= {"b": {"skole": coarse(10, 7), "ppt": HIDDEN, "nav": HIDDEN}}
    groups |= {"c": {"skole": Shown("band", n=10, at_most=0.1), "ppt": HIDDEN, "nav": HIDDEN}}
    total = {"a": coarse(40, 25), "b": coarse(40, 25), "c": coarse(40, 10)}
    estimates = option_item("kanal", {None: total, "tjeneste": groups})
    sizes = {"skole": 10, "ppt": 15, "nav": 15}
    report = audit_folder(write_folder(tmp_path, results(estimates, groups={"tjeneste": sizes})))
    assert report.findings == ()


def test_contradicting_numbers_cannot_be_certified(tmp_path: Path) -> None:
    rows = {"skole": full(4, 4, 7, 5), "barnehage": full(3, 4, 4, 4), "ppt": full(3, 3, 3, 3)}
    report = audit_table(tmp_path, full(10, 10, 15, 12), rows)
    assert kinds(report) == {Kind.INCONSISTENT}


def test_a_follow_up_question_tells_how_many_gave_the_answer_it_is_asked_after(tmp_path: Path) -> None:
    """Ten were bullied. Five in skole and five in PPT were asked by whom: so it is known of every service."""
    sizes = {"skole": 20, "ppt": 12, "nav": 10}
    hidden = {"skole": HIDDEN, "ppt": HIDDEN, "nav": HIDDEN}
    bullied = option_item(
        "mobbet", {None: {"ja": coarse(42, 10), "nei": coarse(42, 32)}, "tjeneste": {"ja": hidden, "nei": hidden}}
    )
    who = scale_item("hvem", {None: full(2, 3, 3, 2), "tjeneste": {"skole": coarse(5, 2), "ppt": coarse(5, 3)}})
    alone = results([*bullied, *who], groups={"tjeneste": sizes})
    report = audit_folder(write_folder(tmp_path / "alone", alone))
    assert [finding.question for finding in report.findings if finding.question == "mobbet"] == []

    asked = {"question": "mobbet", "item": None, "options": ["ja"]}
    options = [{"code": code, "favourable": code in FAVOURABLE} for code in OPTIONS]
    asked_after = {"questions": [{"id": "hvem", "kind": "ordered", "options": options, "asked_if": asked}]}
    report = audit_folder(write_folder(tmp_path / "linked", {**alone, "questionnaire": asked_after}))
    found = {(f.kind, f.option, f.group, f.lower, f.upper) for f in report.findings if f.question == "mobbet"}
    assert (Kind.EXACT, "ja", "skole", 5, 5) in found
    assert (Kind.ALL_OR_NONE, "ja", "nav", 0, 0) in found
