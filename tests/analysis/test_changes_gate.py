"""What is refused before any number is looked at, and what the user is told to do."""

from __future__ import annotations

from datetime import date

import pytest
from tests.analysis.waves import results, survey

from nullpunkt.analysis.comparison import compare
from nullpunkt.analysis.gate import Terms
from nullpunkt.analysis.model import Results
from nullpunkt.analysis.serial import from_json, to_json
from nullpunkt.analysis.services import Services
from nullpunkt.errors import InputError

LATER = date(2023, 10, 18)
COUNTS = {"kultur": {"skole": (30, 60), "nav": (9, 17)}, "rutine": {"skole": (30, 60), "nav": (9, 17)}}


def follow_up(**other) -> Results:
    return results(COUNTS, **{"day": LATER, **other})


def refused(baseline: Results, later: Results, terms: Terms | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        compare([baseline], later, terms or Terms())
    assert caught.value.hint
    assert caught.value.status == 1
    return caught.value


def test_the_same_results_twice() -> None:
    assert "the same results" in refused(follow_up(), follow_up()).message


def test_the_wrong_order() -> None:
    assert "wrong order" in refused(follow_up(), results(COUNTS)).message


def test_the_same_day() -> None:
    assert "the same day" in refused(results(COUNTS), results({"kultur": COUNTS["kultur"]})).message


def test_another_municipality() -> None:
    error = refused(results(COUNTS, name="Østre Bygd"), follow_up())
    assert "Østre Bygd" in error.message
    compare([results(COUNTS, name="Østre Bygd")], follow_up(), Terms(accept=frozenset({"other-unit"})))


def test_another_questionnaire() -> None:
    from dataclasses import replace

    other = replace(results(COUNTS), survey_id="bti-ledere")
    assert "bti-ledere" in refused(other, follow_up()).message
    compare([other], follow_up(), Terms(accept=frozenset({"different-questionnaire"})))


def test_a_service_that_the_follow_up_lacks() -> None:
    counts = {question: {**rows, "ppt": (5, 9)} for question, rows in COUNTS.items()}
    error = refused(results(counts), follow_up())
    assert "the follow-up lacks services of the baseline: ppt" in error.message
    assert "closed: [ppt]" in error.hint


def test_a_service_that_the_baseline_lacks() -> None:
    counts = {question: {**rows, "ppt": (5, 9)} for question, rows in COUNTS.items()}
    error = refused(results(COUNTS), results(counts, day=LATER))
    assert "new: [ppt]" in error.hint
    compare([results(COUNTS)], results(counts, day=LATER), Terms(services=Services(new=frozenset({"ppt"}))))


def test_a_declared_service_that_does_not_exist() -> None:
    error = refused(results(COUNTS), follow_up(), Terms(services=Services(closed=frozenset({"havn"}))))
    assert "havn" in error.message
    assert "nav, skole" in error.hint


def test_a_results_file_without_its_questionnaire() -> None:
    from dataclasses import replace

    assert "does not hold the questionnaire" in refused(replace(results(COUNTS), questionnaire={}), follow_up()).message


def reworded(text: str) -> Results:
    return results(COUNTS, asked=survey("skole", "nav", text=text), day=LATER)


def test_another_wording_is_not_comparable_until_the_project_says_so() -> None:
    one, two = results(COUNTS), reworded("Har tjenesten kultur for samarbeid?")
    found, comparison = compare([one], two, Terms())
    assert {c.verdict for c in found.changes if c.question == "kultur"} == {"not_comparable"}
    assert [(note.item, note.comparable, note.kinds) for note in comparison.baseline.notes] == [
        ("kultur", False, ("wording",))
    ]
    noted, comparison = compare([one], two, Terms(comparable_with_note={"kultur": "Bare kortere."}))
    assert {c.verdict for c in noted.changes if c.question == "kultur"} == {"no_clear_change"}
    assert comparison.baseline.notes[0].note == "Bare kortere."


def test_a_note_for_a_question_that_nobody_asked() -> None:
    error = refused(results(COUNTS), follow_up(), Terms(comparable_with_note={"humor": "Tull"}))
    assert "humor" in error.message


def test_the_gate_needs_no_more_than_results_json() -> None:
    one, two = results(COUNTS), reworded("Har tjenesten kultur for samarbeid?")
    read = from_json(to_json(one, generator_version="1"))
    assert compare([read], two, Terms())[0].changes == compare([one], two, Terms())[0].changes


def test_three_waves_are_compared_with_the_first_and_with_the_one_before() -> None:
    up = {"kultur": {"skole": (50, 60), "nav": (15, 17)}, "rutine": COUNTS["rutine"]}
    one, two, three = results(COUNTS), results(up, day=date(2022, 3, 1)), results(up, day=date(2025, 3, 1))
    found, comparison = compare([one, two], three, Terms())
    first = next(c for c in found.changes if c.question == "kultur" and c.by is None)
    second = next(c for c in found.changes_from_previous if c.question == "kultur" and c.by is None)
    assert (first.verdict, second.verdict) == ("increase", "no_clear_change")
    assert comparison.previous is not None
    assert comparison.previous.earlier is two
