"""Mode B on readable tables: which of a region's service totals may be shown, given what its municipalities hide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from tests.builders import background, code_answers, grouped_answers, likert, make_survey, yes_no

from nullpunkt.disclosure.policy import DisclosurePolicy, Profile, policy_for
from nullpunkt.disclosure.protect import protect
from nullpunkt.disclosure.regional import RegionalUnit, ServiceTotal, service_totals
from nullpunkt.survey.model import Condition, Survey
from nullpunkt.tabulation.tabulate import tabulate

STANDARD = policy_for()

BY_SERVICE = background("tjeneste", "skole", "nav", "ppt", "kultur")
SURVEY = make_survey(BY_SERVICE, yes_no("trives"), main="tjeneste")
SENSITIVE = make_survey(BY_SERVICE, yes_no("trives", sensitive=True), main="tjeneste")
Services = Mapping[str | None, tuple[int, int]]
"""service -> how many said yes, how many said no; None: the service was not stated"""


def municipality(
    name: str, services: Services, *, survey: Survey = SURVEY, policy: DisclosurePolicy = STANDARD
) -> RegionalUnit:
    told = {service: {"ja": yes, "nei": no} for service, (yes, no) in services.items()}
    groups, answers = grouped_answers(told)  # type: ignore[arg-type]
    tabulation = tabulate(code_answers(survey, len(groups), {"tjeneste": groups, "trives": answers}), survey)
    return RegionalUnit(name, protect(tabulation, survey, policy).tables, tabulation)


def totals(
    *municipalities: Services, survey: Survey = SURVEY, policy: DisclosurePolicy = STANDARD
) -> dict[str, tuple[int, int, int]]:
    """service -> favourable, answers, municipalities: of the totals that are shown."""
    units = [
        municipality(f"k{place}", services, survey=survey, policy=policy)
        for place, services in enumerate(municipalities)
    ]
    found: list[ServiceTotal] = list(service_totals(units, survey))
    assert {total.key.question for total in found} <= {"trives"}
    return {total.service: (total.count, total.n, total.units) for total in found}


SHOWN: Services = {"skole": (20, 10), "kultur": (10, 10)}
LARGE: Services = {"skole": (20, 10), "nav": (8, 6)}
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
        ([ALL, NEARLY_ALL, ALL], False),
        ([ALL, NEARLY_ALL, NEARLY_ALL, ALL], True),
    ],
    ids=["the highest of every band", "the lowest of every band", "one of three", "all but one", "two of four"],
)
def test_a_total_over_bands_leaves_every_band_as_wide_as_it_was(skole: list[tuple[int, int]], shown: bool) -> None:
    found = totals(*({"skole": one, "nav": (8, 6), "kultur": (10, 10)} for one in skole))
    assert ("skole" in found) == shown


def test_a_band_at_the_other_end_is_one_too() -> None:
    nobody, one = (0, 30), (1, 29)
    assert "skole" not in totals(*({"skole": nobody, "nav": (8, 6), "kultur": (10, 10)} for _ in range(3)))
    assert "skole" in totals(*({"skole": few, "nav": (8, 6), "kultur": (10, 10)} for few in (nobody, one, one)))


def test_what_is_a_band_for_a_municipality_is_none_for_the_region_either() -> None:
    """88 of 90: more than two short of all by `standard`, not by `strict`."""
    units: list[Services] = [{"skole": one, "nav": (18, 16)} for one in (NEARLY_ALL, ALL, NEARLY_ALL)]
    assert totals(*units) == {"skole": (88, 90, 3), "nav": (54, 102, 3)}
    assert totals(*units, policy=policy_for(Profile.STRICT)) == {"nav": (54, 102, 3)}


@pytest.mark.parametrize(("last", "shown"), [((2, 2), True), ((2, 1), False)])
def test_those_who_hide_a_service_are_together_as_many_as_any_group_must_be(last: tuple[int, int], shown: bool) -> None:
    policy = policy_for(min_group=12)
    assert ("ppt" in totals(*({**LARGE, "ppt": ppt} for ppt in ((2, 2), (2, 2), last)), policy=policy)) is shown


def test_a_service_that_is_merged_with_a_small_one_is_hidden_with_it() -> None:
    """nav and ppt are one group where ppt has 4 answers: 28 answers of nav in two municipalities are not enough."""
    merged: Services = {**LARGE, "ppt": (2, 2)}
    assert "nav" not in totals(merged, merged, LARGE)
    assert totals(merged, merged, merged, LARGE)["nav"] == (32, 56, 4)


@pytest.mark.parametrize(
    ("small", "shown"),
    [
        ([(4, 0), (4, 0), (2, 2)], True),
        ([(4, 0), (4, 0), (3, 1)], False),
        ([(0, 4), (0, 4), (2, 2)], True),
        ([(0, 4), (0, 4), (1, 3)], False),
    ],
    ids=["two short of all", "one short of all", "two", "one"],
)
def test_four_answers_keep_three_values_each(small: list[tuple[int, int]], shown: bool) -> None:
    assert ("ppt" in totals(*({**LARGE, "ppt": ppt} for ppt in small))) is shown


@pytest.mark.parametrize(("ppt", "shown"), [((1, 9), True), ((0, 10), False)])
def test_a_large_service_keeps_two_values(ppt: tuple[int, int], shown: bool) -> None:
    """Two municipalities have 14 of 14 in nav, in a group with ppt. The third can only have more in nav if it has less
    in ppt, which leaves the others 13 or 14, or 14."""
    units: list[Services] = [{**SHOWN, "nav": (14, 0), "ppt": (5, 5)} for _ in range(2)]
    third: Services = {**SHOWN, "nav": (12, 2), "ppt": ppt}
    merged = {"Velferd": ("nav", "ppt")}
    assert ("nav" in totals(*units, third, policy=policy_for(mergers=merged))) is shown
    both = {**merged, "Oppvekst": ("skole", "kultur")}  # another group, whose sum is known as well
    assert ("nav" in totals(*units, third, policy=policy_for(mergers=both))) is shown


@pytest.mark.parametrize(("everybody", "shown"), [(5, True), (4, False)])
def test_a_service_is_large_from_five_answers(everybody: int, shown: bool) -> None:
    """As above: the others have all or all but one in nav, which is enough of five and not of four."""
    units: list[Services] = [{**SHOWN, "nav": (everybody, 0), "ppt": (5, 5)} for _ in range(2)]
    third: Services = {**SHOWN, "nav": (everybody - 2, 2), "ppt": (1, 9)}
    assert ("nav" in totals(*units, third, policy=policy_for(mergers={"Velferd": ("nav", "ppt")}))) is shown


@pytest.mark.parametrize(("nav", "shown"), [((2, 7), True), ((1, 8), False)])
def test_fewer_than_ten_answers_to_a_sensitive_question_keep_three_values(nav: tuple[int, int], shown: bool) -> None:
    """6 of 6 in ppt, too few to be shown; the third municipality can only have more there if it has less in nav."""
    units: list[Services] = [{**SHOWN, "nav": (8, 6), "ppt": (6, 0)} for _ in range(2)]
    found = totals(*units, {**SHOWN, "nav": nav, "ppt": (3, 3)}, survey=SENSITIVE)
    assert ("ppt" in found) is shown


@pytest.mark.parametrize(("one", "shown"), [(ALL, True), (NEARLY_ALL, False)])
def test_a_hidden_number_is_tied_to_another_by_its_municipalitys_total(one: tuple[int, int], shown: bool) -> None:
    """nav, hidden beside the band of skole, is 7 or one off: 21 for three that are 7 or less tells all."""
    units: list[Services] = [{"skole": NEARLY_ALL, "nav": (7, 7), "ppt": (10, 10)} for _ in range(2)]
    assert ("nav" in totals(*units, {"skole": one, "nav": (7, 7), "ppt": (10, 10)})) is shown


def test_a_municipality_that_hides_its_total_too_ties_nothing() -> None:
    """All of nav and nearly all of skole: 43 or 44 of 44. With 88 in skole any of three can be the one where all said
    yes; with 87 none is."""
    units: list[Services] = [{"skole": one, "nav": (14, 0)} for one in (NEARLY_ALL, ALL, NEARLY_ALL)]
    assert totals(*units) == {"skole": (88, 90, 3)}
    assert totals(units[0], units[0], units[0]) == {}


def test_those_who_did_not_state_a_service_are_in_no_total() -> None:
    assert totals({**LARGE, None: (6, 5)}, LARGE)["skole"] == (40, 60, 2)


def test_a_service_that_is_shown_with_those_who_did_not_state_theirs_is_not_known_alone() -> None:
    assert totals({**LARGE, None: (1, 1)}, LARGE) == {"nav": (16, 28, 2)}


def test_without_a_main_breakdown_or_a_favourable_answer_there_is_no_total() -> None:
    assert list(service_totals([municipality("a", LARGE)], make_survey(yes_no("trives")))) == []
    scale = make_survey(background("tjeneste", "skole"), likert("x"), main="tjeneste")
    assert list(service_totals([municipality("a", LARGE)], scale)) == []


WORRIED = yes_no("bekymret", dont_know=True)
Asked = tuple[int, int, int]
"""Of a municipality's ppt: how many were asked the follow-up and said yes, were asked and said no, were not asked."""


def follow_up_totals(*ppt: Asked, wanted: Sequence[str] = ("ja",), otherwise: str = "nei") -> set[str]:
    """The filter and the follow-up, as far as ppt's total is shown; whoever was not asked answered `otherwise`."""
    follow_up = yes_no("meldt", asked_if=Condition("bekymret", tuple(wanted)))
    survey = make_survey(BY_SERVICE, WORRIED, follow_up, main="tjeneste")
    units = []
    for place, own in enumerate(ppt):
        people: list[tuple[str, str]] = []
        for service, (yes, no, away) in {"skole": (10, 10, 10), "nav": (5, 5, 4), "ppt": own}.items():
            people += [(service, code) for code in ("ja",) * yes + ("nei",) * no + ("-",) * away]
        groups, reported = [service for service, _ in people], [code for _, code in people]
        worried = [otherwise if code == "-" else wanted[i % len(wanted)] for i, code in enumerate(reported)]
        coded = code_answers(survey, len(people), {"tjeneste": groups, "bekymret": worried, "meldt": reported})
        tabulation = tabulate(coded, survey)
        units.append(RegionalUnit(f"k{place}", protect(tabulation, survey, STANDARD).tables, tabulation))
    return {total.key.question for total in service_totals(units, survey) if total.service == "ppt"}


def test_a_follow_up_says_how_many_were_asked_only_where_its_filter_does() -> None:
    """All of ppt were worried: that total is not shown, and 16 answers of 16 people to the follow-up would say it."""
    assert follow_up_totals(*[(2, 2, 0)] * 4) == set()
    assert follow_up_totals(*[(2, 1, 1)] * 4) == {"bekymret", "meldt"}


def test_a_follow_up_for_the_other_side_of_its_filter_says_no_more_either() -> None:
    assert follow_up_totals(*[(1, 2, 1)] * 4, wanted=("nei",), otherwise="ja") == {"bekymret", "meldt"}


def test_a_follow_up_for_no_side_of_its_filter_says_more() -> None:
    """12 of 16 answered yes or no: how many of the others did not know is nowhere in the filter's total."""
    assert follow_up_totals(*[(2, 1, 1)] * 4, wanted=("nei", "vet_ikke"), otherwise="ja") == {"bekymret"}
