"""The published rows of each breakdown, and raw counts gathered into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nullpunkt.disclosure.groups import NOT_STATED, Census, LockedGroups, Rules, publication_groups
from nullpunkt.disclosure.limits import Scope, limits_for
from nullpunkt.disclosure.policy import DisclosurePolicy
from nullpunkt.disclosure.public import PublicGroup
from nullpunkt.errors import PolicyError
from nullpunkt.survey.model import ItemKey, MultipleQuestion, Survey
from nullpunkt.tabulation.model import Counts, Tabulation

Headcounts = Mapping[str, Mapping[str, int]]
"""People invited, by breakdown and option code."""


@dataclass(frozen=True, slots=True, repr=False)
class Breakdown:
    """A breakdown as it will be published; `places[i]` are the raw tables' rows that make up group i."""

    by: str
    main: bool
    groups: tuple[PublicGroup, ...]
    places: tuple[tuple[int, ...], ...]

    @property
    def scope(self) -> Scope:
        """Which thresholds hold for its rows."""
        return Scope.MAIN if self.main else Scope.OTHER

    def gather(self, counts: Counts) -> list[list[int]]:
        """Raw counts, options × answers, as one list per published group."""
        raw = counts.tolist()
        return [[sum(column) for column in zip(*(raw[i] for i in places), strict=True)] for places in self.places]

    def gather_one(self, counts: Counts) -> list[int]:
        """One raw number per option of the breakdown, as one per published group."""
        raw = counts.tolist()
        return [sum(raw[i] for i in places) for places in self.places]


def published_breakdowns(
    tabulation: Tabulation,
    survey: Survey,
    policy: DisclosurePolicy,
    *,
    invited: Headcounts | None,
    locked: LockedGroups | None,
) -> Iterator[Breakdown]:
    """Every breakdown with its groups merged as the policy asks (R2), the baseline's groups kept whole (R10)."""
    for by in tabulation.sizes:
        main = by == survey.main_breakdown
        item = survey.items[ItemKey(by)]
        codes = [option.code for option in item.options if option.valid]
        mergers = dict(policy.mergers) if main else {}
        _check_mergers(mergers, codes)
        rules = Rules(
            limit=limits_for(policy, scope=Scope.MAIN if main else Scope.OTHER, sensitive=False).show_from,
            ordered=item.ordered,
            merge=policy.merge,
            mergers=mergers,
            locked=locked.groups.get(by) if locked else None,
        )
        rows = _rows_by_code(survey, by)
        groups = publication_groups(codes, _census(tabulation, survey, by, rows, invited=invited), rules)
        yield Breakdown(by, main, groups, tuple(_places(group, rows) for group in groups))


def _check_mergers(mergers: Mapping[str, tuple[str, ...]], codes: list[str]) -> None:
    named = [code for members in mergers.values() for code in members]
    unknown = sorted(set(named) - set(codes))
    if unknown:
        raise PolicyError(
            f"the mergers name options that the questionnaire does not have: {', '.join(unknown)}",
            hint=f"the options are {', '.join(codes)}",
        )
    if len(named) != len(set(named)):
        raise PolicyError("the mergers name an option twice", hint="an option can be in one merger only")


def _rows_by_code(survey: Survey, by: str) -> dict[str, tuple[int, ...]]:
    """Rows of the raw tables by option; «don't know» about oneself is as good as not stated."""
    options = survey.items[ItemKey(by)].options
    rows = {option.code: (place,) for place, option in enumerate(options) if option.valid}
    unstated = tuple(place for place, option in enumerate(options) if not option.valid)
    return {**rows, NOT_STATED: (*unstated, len(options))}


def _places(group: PublicGroup, rows: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    codes = (*group.members, NOT_STATED) if group.with_not_stated else group.members
    return tuple(place for code in codes for place in rows[code])


def _census(
    tabulation: Tabulation,
    survey: Survey,
    by: str,
    rows: Mapping[str, tuple[int, ...]],
    *,
    invited: Headcounts | None,
) -> Census:
    def by_code(raw: list[int]) -> dict[str, int]:
        return {code: sum(raw[place] for place in places) for code, places in rows.items()}

    return Census(
        sizes=by_code(tabulation.sizes[by].tolist()),
        answers=[by_code(answered) for answered in _answered(tabulation, survey, by)],
        invited=invited.get(by) if invited else None,
    )


def _answered(tabulation: Tabulation, survey: Survey, by: str) -> Iterator[list[int]]:
    """Valid answers by option of the breakdown, for every question that all were asked."""
    for item in survey.items.values():
        table = tabulation.choices.get((item.key, by))
        if table is not None and item.asked_if is None and not item.background:
            valid = [place for place, option in enumerate(item.options) if option.valid]
            yield table.counts[:, valid].sum(axis=1).tolist()
    for question in survey.questions:
        ticks = tabulation.ticks.get((question.id, by))
        if isinstance(question, MultipleQuestion) and ticks is not None and question.asked_if is None:
            yield ticks.answered.tolist()
