"""Raw counts have no road out of memory."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from tests.builders import make_responses, staff_survey

from nullpunkt.tabulation.model import Tabulation
from nullpunkt.tabulation.tabulate import tabulate


@pytest.fixture(scope="module")
def tabulation() -> Tabulation:
    return tabulate(make_responses(50, seed=1), staff_survey())


@pytest.mark.parametrize("way_out", [pickle.dumps, json.dumps, copy.copy, copy.deepcopy])
def test_serialising_is_refused(tabulation: Tabulation, way_out: object) -> None:
    assert callable(way_out)
    parts = (tabulation, next(iter(tabulation.choices.values())), tabulation.indices["samarbeid"])

    for part in parts:
        with pytest.raises(TypeError):
            way_out(part)


def test_what_is_printed_holds_no_number(tabulation: Tabulation) -> None:
    parts = [tabulation, *tabulation.choices.values(), *tabulation.ticks.values(), *tabulation.indices.values()]

    assert {repr(part) for part in parts} == {
        "<Tabulation: unprotected>",
        "<ChoiceCounts: unprotected>",
        "<TickCounts: unprotected>",
        "<IndexMoments: unprotected>",
    }
    assert f"{tabulation}" == "<Tabulation: unprotected>"
