"""`results.json` as text: one row a line, exact numbers, and files that another version wrote."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.results_builder import full_results, share

from nullpunkt.analysis.model import Status
from nullpunkt.analysis.serial import from_json, to_json
from nullpunkt.errors import InputError


def test_the_round_trip_is_exact_and_a_row_stands_on_a_line() -> None:
    results = full_results()
    text = to_json(results, generator_version="1")

    assert from_json(text) == results
    assert to_json(from_json(text), generator_version="1") == text
    lines = [line for line in text.splitlines() if line.startswith('  {"')]
    tables = ("groups", "response", "estimates", "bases", "indices", "associations")
    assert len(lines) == sum(len(getattr(results, table)) for table in tables)
    assert all(json.loads(line.removesuffix(",")) for line in lines)


def test_a_label_may_look_like_the_seam_between_two_rows() -> None:
    label = 'Skole}, {"by": "x"'
    results = full_results()
    named = replace(results, groups=tuple(replace(group, label=label) for group in results.groups))

    assert from_json(to_json(named, generator_version="1")) == named


def test_a_number_without_end_is_never_written() -> None:
    results = replace(full_results(), estimates=(share("q", 1, 2)._replace(estimate=float("nan")),))

    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json(results, generator_version="1")


def test_an_estimate_of_another_version_is_read_by_the_fields_it_has() -> None:
    row = share("q", 204, 300)
    found = json.loads(to_json(replace(full_results(), estimates=(row,)), generator_version="1"))
    (written,) = found["estimates"]
    del written["effective_n"]
    written["new"] = 1

    assert from_json(json.dumps(found)).estimates == (row._replace(effective_n=None),)


@pytest.mark.parametrize("change", [{"status": "secret"}, {"statistic": None}])
def test_an_estimate_that_is_none_is_refused(change: dict[str, object]) -> None:
    found = json.loads(to_json(full_results(), generator_version="1"))
    found["estimates"][0] |= change

    with pytest.raises(InputError, match="damaged"):
        from_json(json.dumps(found))


def test_a_status_is_the_one_that_the_program_compares_with() -> None:
    results = from_json(to_json(full_results(), generator_version="1"))

    assert {row.status for row in results.estimates} == set(Status)
    assert all(row.status is Status(row.status) for row in results.estimates)
