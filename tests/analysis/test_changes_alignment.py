"""Both waves in the same groups, sums of public counts only, and totals without services that one wave lacks."""

from __future__ import annotations

from datetime import date

import pytest
from tests.analysis.waves import results

from nullpunkt.analysis.alignment import aligned
from nullpunkt.analysis.comparison import compare
from nullpunkt.analysis.gate import Terms
from nullpunkt.analysis.locking import locked_groups_of
from nullpunkt.analysis.model import Status
from nullpunkt.analysis.services import Services
from nullpunkt.disclosure.groups import LockedGroup
from nullpunkt.stats.proportion import wilson_interval
from nullpunkt.stats.stratified import Stratum, stratified_proportion

LATER = date(2023, 10, 18)


def row(wave, group: str | None, question: str = "kultur"):
    return next(e for e in wave.estimates if (e.question, e.group) == (question, group))


def test_a_coarser_follow_up_makes_the_baseline_coarser() -> None:
    one = results(
        {"kultur": {"skole": (30, 60), "ppt": (4, 8), "nav": (6, 12)}}, invited={"skole": 90, "ppt": 12, "nav": 20}
    )
    two = results(
        {"kultur": {"skole": (31, 60), "_other": (9, 17)}},
        invited={"skole": 90, "_other": 32},
        groups={"_other": ("ppt", "nav")},
    )
    both = aligned(one, two, Services())
    merged = row(both.before, "_other")
    expected = wilson_interval(10, 20, population=32)
    assert (merged.count, merged.n, merged.low, merged.high) == (10, 20, expected.low, expected.high)
    assert [group.group for group in both.before.groups] == ["skole", "_other"]


def test_a_sum_with_a_hidden_part_is_hidden() -> None:
    one = results({"kultur": {"skole": (30, 60), "ppt": (4, 8), "nav": (6, 12)}}, hidden=(("kultur", "ppt"),))
    two = results({"kultur": {"skole": (31, 60), "_other": (9, 17)}}, groups={"_other": ("ppt", "nav")})
    merged = row(aligned(one, two, Services()).before, "_other")
    assert (merged.status, merged.count, merged.n) == (Status.SUPPRESSED, None, None)


def test_a_finer_follow_up_is_summed_too() -> None:
    one = results({"kultur": {"skole": (30, 60), "_other": (9, 17)}}, groups={"_other": ("ppt", "nav")})
    two = results({"kultur": {"skole": (31, 60), "ppt": (4, 8), "nav": (6, 12)}})
    both = aligned(one, two, Services())
    assert (row(both.after, "_other").count, row(both.after, "_other").n) == (10, 20)


def test_a_renamed_service_is_compared_with_what_it_was() -> None:
    one = results({"kultur": {"skole": (30, 60), "ppt": (4, 20)}})
    two = results({"kultur": {"skole": (31, 60), "pp_tjeneste": (15, 20)}}, day=LATER)
    terms = Terms(services=Services(renamed={"ppt": "pp_tjeneste"}))
    found, _ = compare([one], two, terms)
    change = next(c for c in found.changes if c.group == "pp_tjeneste")
    assert (change.baseline.count, change.follow_up.count, change.verdict) == (4, 15, "increase")


def test_merged_services_are_summed_at_the_baseline() -> None:
    one = results({"kultur": {"skole": (30, 60), "sfo": (10, 20), "nav": (5, 20)}})
    two = results({"kultur": {"oppvekst": (45, 80), "nav": (6, 20)}}, day=LATER)
    terms = Terms(services=Services(merged={"oppvekst": ("skole", "sfo")}))
    found, _ = compare([one], two, terms)
    change = next(c for c in found.changes if c.group == "oppvekst")
    assert (change.baseline.count, change.baseline.n) == (40, 80)


def test_the_whole_is_told_without_a_service_that_was_closed() -> None:
    invited = {"skole": 90, "barnehage": 70, "flyktning": 20}
    one = results({"kultur": {"skole": (30, 60), "barnehage": (20, 50), "flyktning": (12, 14)}}, invited=invited)
    two = results(
        {"kultur": {"skole": (31, 60), "barnehage": (22, 50)}}, invited={"skole": 90, "barnehage": 70}, day=LATER
    )
    found, comparison = compare([one], two, Terms(services=Services(closed=frozenset({"flyktning"}))))
    change = next(c for c in found.changes if c.by is None)
    expected = stratified_proportion([Stratum("skole", 30, 60, 90), Stratum("barnehage", 20, 50, 70)])
    assert change.baseline.estimate == pytest.approx(expected.value)
    assert (change.baseline.low, change.baseline.n) == (pytest.approx(expected.low), 110)
    assert [joint.before for joint in comparison.baseline.aligned.apart] == [("flyktning",)]


def test_a_closed_service_that_is_hidden_leaves_the_whole_untold() -> None:
    one = results({"kultur": {"skole": (30, 60), "ppt": (6, 9)}}, hidden=(("kultur", "ppt"),))
    two = results({"kultur": {"skole": (31, 60)}}, day=LATER)
    found, _ = compare([one], two, Terms(services=Services(closed=frozenset({"ppt"}))))
    change = next(c for c in found.changes if c.by is None)
    assert (change.verdict, change.method) == ("not_comparable", "hidden")


def test_the_follow_up_keeps_the_groups_of_every_earlier_wave() -> None:
    one = results({"kultur": {"skole": (30, 60), "_other": (9, 17)}}, groups={"_other": ("ppt", "nav")})
    two = results({"kultur": {"skole": (30, 60), "_other": (9, 17)}}, groups={"_other": ("nav", "kultur_fritid")})
    locked = locked_groups_of([one, two], Services(renamed={"ppt": "pp_tjeneste"}), main="tjeneste", suffix="")
    assert locked.groups["tjeneste"] == (
        LockedGroup("skole", ("skole",)),
        LockedGroup("_other", ("kultur_fritid", "nav", "pp_tjeneste")),
    )
