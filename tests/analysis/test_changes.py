"""What may be called a change: intervals by hand, verdicts, bands, families."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.waves import band, results

from nullpunkt.analysis.changes import Gate, all_changes, changes, counted
from nullpunkt.analysis.model import Estimate, IndexRow, Results

NOTHING = Gate()


def whole(before: tuple[int, int], after: tuple[int, int]):
    one, two = results({"kultur": {"skole": before}}), results({"kultur": {"skole": after}})
    return changes(one, two, gate=NOTHING)[0]


def test_the_interval_is_newcombes() -> None:
    # Newcombe (1998), Table II, example (a): 56/70 against 48/80 has the interval 0.0524 to 0.3339
    change = whole((48, 80), (56, 70))
    assert change.difference == pytest.approx(0.2)
    assert (round(change.low, 4), round(change.high, 4)) == (0.0524, 0.3339)
    assert (change.verdict, change.method) == ("increase", "newcombe_score")


def test_six_points_among_fifty_are_noise() -> None:
    change = whole((34, 50), (37, 50))
    assert change.difference == pytest.approx(0.06)
    assert change.verdict == "no_clear_change"


def test_a_sure_difference_below_five_points_is_no_change() -> None:
    change = whole((5000, 10000), (5300, 10000))
    assert change.p_value < 0.001
    assert change.verdict == "no_clear_change"


@given(st.integers(0, 40), st.integers(0, 40))
def test_exchanging_the_waves_turns_the_change_round(before: int, after: int) -> None:
    one, two = whole((before, 40), (after, 40)), whole((after, 40), (before, 40))
    assert one.difference == pytest.approx(-two.difference)
    assert (one.low, one.high) == (pytest.approx(-two.high), pytest.approx(-two.low))
    turned = {"increase": "decrease", "decrease": "increase", "no_clear_change": "no_clear_change"}
    assert two.verdict == turned[one.verdict]


def with_service(results_: Results, row: Estimate) -> Results:
    kept = [e for e in results_.estimates if e.group != row.group]
    return replace(results_, estimates=(*kept, row))


def service_change(before, after):
    one, two = results({"kultur": {"skole": (20, 40)}}), results({"kultur": {"skole": (20, 40)}})
    row = one.estimates[1]
    found = changes(with_service(one, before(row)), with_service(two, after(row)), gate=NOTHING)
    return found[1]


def test_a_band_tells_only_the_direction_and_only_when_it_is_sure() -> None:
    change = service_change(lambda row: row, lambda row: band(row, at_least=39 / 40))
    assert (change.verdict, change.difference, change.low) == ("increase", None, None)
    assert change.follow_up.at_least == 39 / 40


def test_a_band_that_overlaps_is_not_compared() -> None:
    change = service_change(lambda row: band(row, at_least=0.9), lambda row: band(row, at_least=0.95))
    assert (change.verdict, change.method) == ("not_comparable", "band")


def test_a_band_just_above_is_no_clear_change() -> None:
    near = results({"kultur": {"skole": (37, 40)}}).estimates[1]
    change = service_change(lambda row: near, lambda row: band(row, at_least=39 / 40))
    assert change.verdict == "no_clear_change"


def test_a_hidden_side_is_not_comparable_and_has_no_number() -> None:
    one = results({"kultur": {"skole": (20, 40), "nav": (3, 9)}}, hidden=(("kultur", "nav"),))
    two = results({"kultur": {"skole": (20, 40), "nav": (8, 9)}})
    change = next(c for c in changes(one, two, gate=NOTHING) if c.group == "nav")
    assert (change.verdict, change.method, change.difference) == ("not_comparable", "hidden", None)


def test_a_changed_question_is_not_comparable_whatever_its_numbers() -> None:
    one = results({"kultur": {"skole": (10, 80)}, "rutine": {"skole": (10, 80)}})
    two = results({"kultur": {"skole": (70, 80)}, "rutine": {"skole": (70, 80)}})
    found = changes(one, two, gate=Gate(items=frozenset({"kultur"})))
    assert {(c.question, c.verdict) for c in found if c.by is None} == {
        ("kultur", "not_comparable"),
        ("rutine", "increase"),
    }
    assert dict(counted(found)) == {"increase": 1, "decrease": 0, "no_clear_change": 0, "not_comparable": 1}


def test_the_services_are_adjusted_for_all_their_cells() -> None:
    services = [f"s{n}" for n in range(20)]
    one = results({"kultur": dict.fromkeys(services, (20, 40))})
    two = results({"kultur": {**dict.fromkeys(services, (20, 40)), "s3": (30, 40)}})
    change = next(c for c in changes(one, two, gate=NOTHING) if c.group == "s3")
    assert change.p_value < 0.05
    assert change.p_adjusted == pytest.approx(20 * change.p_value)
    assert change.verdict == "no_clear_change"


def test_waves_with_and_without_headcounts_meet_unweighted() -> None:
    counts = {"skole": (30, 60), "nav": (4, 20)}
    one = results({"kultur": counts}, invited={"skole": 80, "nav": 80})
    two = results({"kultur": counts})
    change = changes(one, two, gate=NOTHING)[0]
    assert change.difference == 0
    assert change.baseline.estimate == change.follow_up.estimate == 34 / 80


def test_two_censuses_are_known_and_need_no_test() -> None:
    one = results({"kultur": {"skole": (20, 40)}}, invited={"skole": 40})
    two = results({"kultur": {"skole": (30, 40)}}, invited={"skole": 40})
    change = changes(one, two, gate=NOTHING)[0]
    assert (change.p_value, change.low, change.high, change.verdict) == (None, 0.25, 0.25, "increase")


def index(mean: float, n: int = 120) -> IndexRow:
    return IndexRow(index="samarbeid", by=None, group=None, n=n, estimate=mean, sd=0.8)


@pytest.mark.parametrize(("later", "verdict"), [(3.5, "increase"), (3.1, "no_clear_change"), (2.5, "decrease")])
def test_an_index_is_compared_by_welch_on_its_own_scale(later: float, verdict: str) -> None:
    from tests.builders import background, likert, text

    from nullpunkt.survey.model import Index, ItemKey, Survey
    from nullpunkt.survey.record import record

    asked = Survey(
        "skjema",
        "1",
        text("Skjema"),
        (),
        (background("tjeneste", "skole"), likert("a"), likert("b")),
        indices=(Index("samarbeid", text("Samarbeid"), (ItemKey("a"), ItemKey("b"))),),
        main_breakdown="tjeneste",
    )
    one, two = (
        replace(results({"a": {"skole": (20, 40)}}, index=index(mean)), questionnaire=record(asked))
        for mean in (3.0, later)
    )
    change = all_changes(one, two, gate=NOTHING).indices[0]
    assert (change.method, change.scale, change.verdict) == ("welch", 4.0, verdict)
    assert change.difference == pytest.approx(later - 3.0)
    closed = all_changes(one, two, gate=Gate(items=frozenset({"b"}))).indices[0]
    assert (closed.verdict, closed.method, closed.difference) == ("not_comparable", "questionnaire", None)
