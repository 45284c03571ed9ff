"""The JSON that everything after protection reads."""

from __future__ import annotations

import json

import pytest
from tests.builders import make_responses, staff_survey

from nullpunkt.disclosure.log import DisclosureLog, log_from_json, log_to_json
from nullpunkt.disclosure.policy import Profile, policy_for
from nullpunkt.disclosure.primary import Row
from nullpunkt.disclosure.protect import Protected, protect
from nullpunkt.disclosure.public import Detail, PublicTables
from nullpunkt.disclosure.serial import from_json, to_json
from nullpunkt.tabulation.tabulate import tabulate


def some(respondents: int, *, seed: int = 1, profile: Profile = Profile.STANDARD) -> Protected:
    survey = staff_survey()
    return protect(tabulate(make_responses(respondents, seed=seed), survey), survey, policy_for(profile))


@pytest.mark.parametrize("respondents", [0, 60, 300])
@pytest.mark.parametrize("profile", list(Profile))
def test_the_round_trip_is_exact(respondents: int, profile: Profile) -> None:
    tables = some(respondents, profile=profile).tables
    written = to_json(tables)

    assert from_json(written) == tables
    assert to_json(from_json(written)) == written


def test_two_runs_write_the_same_bytes() -> None:
    assert to_json(some(100).tables) == to_json(some(100).tables)


def test_a_hidden_row_has_no_key_that_could_hold_a_value() -> None:
    rows = [row for table in json.loads(to_json(some(60).tables))["tables"] for row in table["rows"]]
    keys = {detail: {frozenset(row) for row in rows if row["detail"] == detail} for detail in Detail}

    assert keys[Detail.SUPPRESSED] == {frozenset({"group", "detail"})}
    assert keys[Detail.BAND] <= {
        frozenset({"group", "detail", "n", "at_least"}),
        frozenset({"group", "detail", "n", "at_most"}),
    }


def test_why_a_row_is_hidden_stands_only_in_the_log() -> None:
    protected = some(100)

    assert {"primary", "complementary", "filter"} == {hidden.reason.value for hidden in protected.log.hidden}
    assert not any(word in to_json(protected.tables) for word in ("primary", "complementary", "reason"))


def test_nothing_but_public_tables_is_written() -> None:
    survey = staff_survey()
    tabulation = tabulate(make_responses(60, seed=1), survey)

    class Disguised(PublicTables):
        pass

    protected = some(60)
    disguised = Disguised(**{name: getattr(protected.tables, name) for name in PublicTables.__dataclass_fields__})
    refused: tuple[object, ...] = (tabulation, protected, protected.log, {"tables": []}, disguised)
    for unprotected in refused:
        with pytest.raises(TypeError, match="protect"):
            to_json(unprotected)  # type: ignore[arg-type]


def test_rows_with_their_counts_do_not_print_them() -> None:
    assert "17" not in repr(Row("skole", 17, (17,), 17)).split(" at ")[0]


def test_the_log_is_read_back_as_it_was() -> None:
    log = some(100).log
    written = log_to_json(log)

    assert log_from_json(written) == log
    assert isinstance(log_from_json(written), DisclosureLog)
    assert json.loads(written)["locked"]["groups"]["tjeneste"][0]["code"] == "skole"


def test_the_log_counts_rows_by_detail() -> None:
    protected = some(100)
    rows = [row for table in protected.tables.tables if table.by is not None for row in table.rows]

    assert protected.log.details == {detail: sum(row.detail is detail for row in rows) for detail in Detail}
