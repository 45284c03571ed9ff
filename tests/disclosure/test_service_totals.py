"""Mode B on readable tables: which of a region's service totals may be shown, given what its municipalities hide."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.builders import background, code_answers, grouped_answers, likert, make_survey, yes_no

from nullpunkt.disclosure.policy import policy_for
from nullpunkt.disclosure.protect import protect
from nullpunkt.disclosure.regional import RegionalUnit, ServiceTotal, service_totals
from nullpunkt.tabulation.tabulate import tabulate

SURVEY = make_survey(background("tjeneste", "skole", "nav", "ppt"), yes_no("trives"), main="tjeneste")
Services = Mapping[str | None, tuple[int, int]]
"""service -> how many said yes, how many said no; None: the service was not stated"""


def municipality(name: str, services: Services) -> RegionalUnit:
    told = {service: {"ja": yes, "nei": no} for service, (yes, no) in services.items()}
    groups, answers = grouped_answers(told)  # type: ignore[arg-type]
    tabulation = tabulate(code_answers(SURVEY, len(groups), {"tjeneste": groups, "trives": answers}), SURVEY)
    return RegionalUnit(name, protect(tabulation, SURVEY, policy_for()).tables, tabulation)


def totals(*municipalities: Services) -> dict[str, tuple[int, int, int]]:
    """service -> favourable, answers, municipalities: of the totals that are shown."""
    units = [municipality(f"k{place}", services) for place, services in enumerate(municipalities)]
    found: list[ServiceTotal] = list(service_totals(units, SURVEY))
    assert {total.key.question for total in found} <= {"trives"}
    return {total.service: (total.count, total.n, total.units) for total in found}


LARGE = {"skole": (20, 10), "nav": (8, 6)}
"""two services that every municipality shows"""


def test_what_every_municipality_shows_is_added_up() -> None:
    assert totals(LARGE, {"skole": (5, 15), "nav": (6, 4)}, {"skole": (11, 9), "ppt": (3, 4)}) == {
        "skole": (36, 70, 3),
        "nav": (14, 24, 2),
        "ppt": (3, 7, 1),
    }


@pytest.mark.parametrize(
    ("small", "shown"),
    [
        ([(2, 2)], False),
        ([(2, 2), (2, 2)], False),
        ([(2, 1), (2, 1), (1, 2)], False),
        ([(2, 2), (2, 1), (1, 2)], True),
        ([(2, 2), (2, 2), (2, 2)], True),
        ([(1, 1), (1, 1), (1, 1), (1, 1), (1, 1)], True),
        ([(1, 1), (1, 1), (1, 1), (1, 1)], False),
    ],
    ids=["one", "two", "three with nine", "three with ten", "three with twelve", "five with ten", "four with eight"],
)
def test_a_hidden_service_needs_three_municipalities_and_ten_answers(small: list[tuple[int, int]], shown: bool) -> None:
    found = totals(*({**LARGE, "ppt": ppt} for ppt in small))
    assert ("ppt" in found) == shown
    assert found["skole"] == (20 * len(small), 30 * len(small), len(small))
    if shown:
        assert found["ppt"] == (sum(yes for yes, _ in small), sum(sum(one) for one in small), len(small))


def test_a_municipality_without_the_service_hides_nothing() -> None:
    small = [{**LARGE, "ppt": (2, 2)}, {**LARGE, "ppt": (2, 2)}, LARGE]
    assert "ppt" not in totals(*small)


def test_a_hidden_service_that_all_or_nobody_liked_is_not_shown() -> None:
    for ppt in ((4, 0), (0, 4)):
        assert "ppt" not in totals(*({**LARGE, "ppt": ppt} for _ in range(4)))


NEARLY_ALL, ALL = (29, 1), (30, 0)
"""both are «at least 29 of 30» to a reader"""


@pytest.mark.parametrize(
    ("skole", "shown"),
    [
        ([ALL, ALL, ALL], False),
        ([NEARLY_ALL, NEARLY_ALL, NEARLY_ALL], False),
        ([NEARLY_ALL, ALL, NEARLY_ALL], True),
        ([ALL, NEARLY_ALL, ALL], True),
    ],
    ids=["the highest of every band", "the lowest of every band", "one of three", "two of three"],
)
def test_a_total_over_bands_leaves_every_band_as_wide_as_it_was(skole: list[tuple[int, int]], shown: bool) -> None:
    found = totals(*({"skole": one, "nav": (8, 6)} for one in skole))
    assert ("skole" in found) == shown


def test_a_band_at_the_other_end_is_one_too() -> None:
    nobody, one = (0, 30), (1, 29)
    assert "skole" not in totals(*({"skole": nobody, "nav": (8, 6)} for _ in range(3)))
    assert "skole" in totals(*({"skole": few, "nav": (8, 6)} for few in (nobody, one, one)))


def test_those_who_did_not_state_a_service_are_in_no_total() -> None:
    assert totals({**LARGE, None: (6, 5)}, LARGE)["skole"] == (40, 60, 2)


def test_without_a_main_breakdown_or_a_favourable_answer_there_is_no_total() -> None:
    assert list(service_totals([municipality("a", LARGE)], make_survey(yes_no("trives")))) == []
    scale = make_survey(background("tjeneste", "skole"), likert("x"), main="tjeneste")
    assert list(service_totals([municipality("a", LARGE)], scale)) == []
