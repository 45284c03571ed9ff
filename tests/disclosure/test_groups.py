"""R2: which groups are published, by small readable tables of sizes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nullpunkt.disclosure.groups import NOT_STATED, Census, LockedGroup, Rules, publication_groups
from nullpunkt.disclosure.public import PublicGroup


def grouped(
    sizes: dict[str, int],
    *,
    not_stated: int = 0,
    limit: int = 5,
    ordered: bool = False,
    merge: bool = True,
    mergers: dict[str, tuple[str, ...]] | None = None,
    locked: tuple[LockedGroup, ...] | None = None,
    answers: list[dict[str, int]] | None = None,
    invited: dict[str, int] | None = None,
) -> tuple[PublicGroup, ...]:
    census = Census(
        {**sizes, NOT_STATED: not_stated},
        [{**answered, NOT_STATED: not_stated} for answered in answers or []],
        invited,
    )
    return publication_groups(list(sizes), census, Rules(limit, ordered, merge, mergers or {}, locked))


def shown(groups: tuple[PublicGroup, ...]) -> dict[str, int]:
    return {group.code: group.n for group in groups}


def test_large_groups_stay_as_they_are() -> None:
    assert shown(grouped({"skole": 20, "nav": 5})) == {"skole": 20, "nav": 5}


def test_small_nominal_groups_form_one() -> None:
    groups = grouped({"skole": 20, "ppt": 3, "nav": 9, "sfo": 4})

    assert shown(groups) == {"skole": 20, "nav": 9, "_other": 7}
    assert groups[-1].members == ("ppt", "sfo")


def test_one_small_group_takes_in_the_next_smallest() -> None:
    """Alone it would be the total minus the rest, whatever it is called."""
    assert shown(grouped({"skole": 20, "ppt": 3, "nav": 9, "sfo": 12})) == {"skole": 20, "sfo": 12, "_other": 12}


def test_small_groups_that_are_small_together_take_in_the_next_smallest() -> None:
    assert shown(grouped({"skole": 20, "ppt": 1, "nav": 9, "sfo": 2})) == {"skole": 20, "_other": 12}


def test_a_group_that_leaves_many_questions_unanswered_is_small() -> None:
    """PPT has 6 respondents, but reaches 5 answers in 8 of 10 questions: under nine tenths."""
    answers = [{"skole": 20, "nav": 9, "ppt": 6}] * 8 + [{"skole": 20, "nav": 9, "ppt": 4}] * 2

    assert shown(grouped({"skole": 20, "nav": 9, "ppt": 6}, answers=answers)) == {"skole": 20, "_other": 15}


def test_nine_tenths_of_the_questions_are_enough() -> None:
    answers = [{"skole": 20, "ppt": 6}] * 9 + [{"skole": 20, "ppt": 4}]

    assert shown(grouped({"skole": 20, "ppt": 6}, answers=answers)) == {"skole": 20, "ppt": 6}


def test_ordered_classes_merge_with_the_smaller_neighbour() -> None:
    groups = grouped({"under_1": 30, "1_3": 4, "4_10": 12, "over_10": 40}, limit=10, ordered=True)

    assert shown(groups) == {"under_1": 30, "1_3+4_10": 16, "over_10": 40}


def test_ordered_classes_merge_until_large_enough() -> None:
    groups = grouped({"under_1": 3, "1_3": 4, "4_10": 12, "over_10": 40}, limit=10, ordered=True)

    assert shown(groups) == {"under_1+1_3+4_10": 19, "over_10": 40}


def test_few_not_stated_go_to_the_largest_group() -> None:
    groups = grouped({"skole": 20, "nav": 9}, not_stated=2)

    assert shown(groups) == {"skole": 22, "nav": 9}
    assert [group.with_not_stated for group in groups] == [True, False]


def test_many_not_stated_are_a_group() -> None:
    groups = grouped({"skole": 20, "nav": 9}, not_stated=6)

    assert shown(groups) == {"skole": 20, "nav": 9, NOT_STATED: 6}
    assert groups[-1].members == ()


def test_named_mergers_come_first_and_have_headcounts() -> None:
    groups = grouped(
        {"skole": 20, "ppt": 3, "barnevern": 4, "nav": 9},
        mergers={"Oppvekst": ("ppt", "barnevern")},
        invited={"skole": 25, "ppt": 4, "barnevern": 6, "nav": 10},
    )

    assert [(g.code, g.name, g.members, g.n, g.invited) for g in groups] == [
        ("skole", "", ("skole",), 20, 25),
        ("_merged_1", "Oppvekst", ("ppt", "barnevern"), 7, 10),
        ("nav", "", ("nav",), 9, 10),
    ]


def test_an_option_without_people_is_left_out() -> None:
    assert shown(grouped({"skole": 20, "nav": 9, "flyktning": 0})) == {"skole": 20, "nav": 9}


def test_a_service_of_which_nobody_answered_is_merged_so_that_its_people_count() -> None:
    groups = grouped(
        {"skole": 20, "nav": 9, "ppt": 0},
        invited={"skole": 25, "nav": 10, "ppt": 3},
    )

    assert [(g.code, g.members, g.n, g.invited) for g in groups] == [
        ("skole", ("skole",), 20, 25),
        ("_other", ("nav", "ppt"), 9, 13),
    ]


def test_without_merging_each_option_is_a_row() -> None:
    assert shown(grouped({"skole": 20, "ppt": 3}, not_stated=1, merge=False)) == {
        "skole": 20,
        "ppt": 3,
        NOT_STATED: 1,
    }


BASELINE = (
    LockedGroup("skole", ("skole",), with_not_stated=True),
    LockedGroup("nav", ("nav",)),
    LockedGroup("_other", ("ppt", "sfo")),
)


def test_a_follow_up_does_not_split_what_the_baseline_merged() -> None:
    groups = grouped({"skole": 20, "ppt": 8, "nav": 9, "sfo": 8}, locked=BASELINE)

    assert shown(groups) == {"skole": 20, "nav": 9, "_other": 16}
    assert groups[-1].code == "_other"  # though «ppt» comes before «nav»


def test_a_follow_up_may_merge_further() -> None:
    groups = grouped({"skole": 20, "ppt": 8, "nav": 3, "sfo": 8}, locked=BASELINE)

    assert [(g.code, g.members, g.n) for g in groups] == [
        ("skole", ("skole",), 20),
        ("_other", ("ppt", "nav", "sfo"), 19),
    ]


def test_not_stated_stays_where_the_baseline_put_it() -> None:
    groups = grouped({"skole": 10, "ppt": 8, "nav": 30, "sfo": 8}, not_stated=7, locked=BASELINE)

    assert shown(groups) == {"skole": 17, "nav": 30, "_other": 16}


def test_not_stated_goes_with_the_class_that_the_baseline_put_it_in() -> None:
    classes = (LockedGroup("kort", ("kort",), with_not_stated=True), LockedGroup("middels", ("middels",)))
    locked = (*classes, LockedGroup("lang", ("lang",)))
    groups = grouped({"kort": 3, "middels": 8, "lang": 20}, not_stated=6, ordered=True, locked=locked)

    assert shown(groups) == {"kort+middels": 17, "lang": 20}


def test_not_stated_may_have_a_row_where_the_baseline_had_nobody_to_put_there() -> None:
    nobody = tuple(replace(unit, with_not_stated=False) for unit in BASELINE)
    groups = grouped({"skole": 10, "ppt": 8, "nav": 30, "sfo": 8}, not_stated=7, locked=nobody)

    assert shown(groups) == {"skole": 10, "nav": 30, "_other": 16, NOT_STATED: 7}


@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize("sizes", [(3,), (1, 1, 1), (0, 9, 1), (5, 5, 4), (2, 2, 30, 2, 2), (12, 1, 1, 12)])
def test_groups_are_a_partition_of_all_respondents(sizes: tuple[int, ...], ordered: bool) -> None:
    options = {f"o{i}": size for i, size in enumerate(sizes)}
    groups = grouped(options, not_stated=2, ordered=ordered)
    members = [code for group in groups for code in group.members]

    assert sum(group.n for group in groups) == sum(sizes) + 2
    assert sorted(members) == sorted(code for code, size in options.items() if size)
    assert len(groups) == 1 or all(group.n >= 5 for group in groups)
