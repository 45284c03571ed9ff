"""R2: which options of a breakdown are published alone, and which are merged, once for the whole wave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nullpunkt.disclosure.complementary import OTHER
from nullpunkt.disclosure.public import PublicGroup, PublicTables

NOT_STATED = "_not_stated"
"""The code of those who did not state the background, where they are many enough for a row of their own."""

REACH = (9, 10)
"""A group must have enough answers to this share of the unfiltered questions."""


@dataclass(frozen=True, slots=True)
class LockedGroup:
    """A group of the baseline: follow-ups may merge it further, never split it."""

    code: str
    members: tuple[str, ...]
    with_not_stated: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class LockedGroups:
    """The baseline's groups by breakdown."""

    groups: Mapping[str, tuple[LockedGroup, ...]]


def locked_groups(tables: PublicTables) -> LockedGroups:
    """The grouping of a wave that is published, for the next wave to keep."""
    return LockedGroups(
        {
            breakdown.by: tuple(
                LockedGroup(group.code, group.members, group.with_not_stated, group.name) for group in breakdown.groups
            )
            for breakdown in tables.breakdowns
        }
    )


@dataclass(frozen=True, slots=True, repr=False)
class Census:
    """What grouping looks at: respondents by option (and `NOT_STATED`), and answers to each unfiltered question."""

    sizes: Mapping[str, int]
    answers: Sequence[Mapping[str, int]]
    invited: Mapping[str, int] | None = None

    def size(self, members: Sequence[str]) -> int:
        """Respondents in these options together."""
        return sum(self.sizes[code] for code in members)

    def enough(self, members: Sequence[str], limit: int) -> bool:
        """Whether these options together may be a row: in respondents, and in answers to nearly every question."""
        if self.size(members) < limit:
            return False
        reached = sum(sum(answered[code] for code in members) >= limit for answered in self.answers)
        return reached * REACH[1] >= len(self.answers) * REACH[0]

    def peopled(self, code: str) -> bool:
        """Whether the option has anybody, among respondents or in the headcounts."""
        return self.sizes[code] > 0 or bool(self.invited and self.invited.get(code))


@dataclass(frozen=True, slots=True)
class Rules:
    """How one breakdown is merged."""

    limit: int
    ordered: bool
    merge: bool
    mergers: Mapping[str, tuple[str, ...]]
    locked: tuple[LockedGroup, ...] | None


def publication_groups(options: Sequence[str], census: Census, rules: Rules) -> tuple[PublicGroup, ...]:
    """The rows of a breakdown: a partition of all respondents in which, with merging on, every row is large enough."""
    units = _units(options, census, rules)
    if rules.merge:
        units = _merge_neighbours(units, census, rules) if rules.ordered else _merge_small(units, census, rules)
    units = _place_not_stated(units, census, rules)
    return tuple(_published(unit, census) for unit in units)


def _units(options: Sequence[str], census: Census, rules: Rules) -> list[LockedGroup]:
    """What may be merged but not split: locked groups, named mergers, options; options without people are left out."""
    place = {code: i for i, code in enumerate(options)}
    peopled = [code for code in options if census.peopled(code)]
    known = [replace(unit, members=_kept(unit.members, peopled)) for unit in _given(rules)]
    taken = {code for unit in known for code in unit.members}
    known += [LockedGroup(code, (code,)) for code in peopled if code not in taken]
    return sorted(
        (unit for unit in known if unit.members), key=lambda unit: (unit.code == OTHER, place[unit.members[0]])
    )


def _given(rules: Rules) -> list[LockedGroup]:
    if rules.locked is not None:
        return [unit for unit in rules.locked if unit.code != NOT_STATED]
    return [
        LockedGroup(f"_merged_{number}", members, name=name)
        for number, (name, members) in enumerate(sorted(rules.mergers.items()), start=1)
    ]


def _kept(members: Sequence[str], peopled: Sequence[str]) -> tuple[str, ...]:
    return tuple(code for code in peopled if code in members)


def _merge_small(units: list[LockedGroup], census: Census, rules: Rules) -> list[LockedGroup]:
    """All small units form one; while that is small or has one member, the next smallest unit joins it."""
    small = [unit for unit in units if not census.enough(unit.members, rules.limit)]
    if not small:
        return units
    rest = [unit for unit in units if unit not in small]
    pool = small + [unit for unit in rest if unit.code == OTHER]
    rest = [unit for unit in rest if unit.code != OTHER]
    while rest and (len(pool) < 2 or not census.enough(_members(pool), rules.limit)):
        smallest = min(rest, key=lambda unit: census.size(unit.members))
        rest.remove(smallest)
        pool.append(smallest)
    if len(pool) == 1:
        return [*rest, *pool]
    in_order = tuple(code for code in census.sizes if code in _members(pool))
    stated = any(unit.with_not_stated for unit in pool)
    return [*rest, LockedGroup(OTHER, in_order, stated)]


def _members(units: Sequence[LockedGroup]) -> tuple[str, ...]:
    return tuple(code for unit in units for code in unit.members)


def _merge_neighbours(units: list[LockedGroup], census: Census, rules: Rules) -> list[LockedGroup]:
    """A small class of an ordered breakdown joins its smaller neighbour, the lowest small class first."""
    units = list(units)
    while len(units) > 1:
        small = next((i for i, unit in enumerate(units) if not census.enough(unit.members, rules.limit)), None)
        if small is None:
            break
        beside = [i for i in (small - 1, small + 1) if 0 <= i < len(units)]
        other = min(beside, key=lambda i: census.size(units[i].members))
        first, last = sorted((small, other))
        units[first : last + 1] = [_joined(units[first], units[last])]
    return units


def _joined(first: LockedGroup, last: LockedGroup) -> LockedGroup:
    members = (*first.members, *last.members)
    return LockedGroup("+".join(members), members, first.with_not_stated or last.with_not_stated)


def _place_not_stated(units: list[LockedGroup], census: Census, rules: Rules) -> list[LockedGroup]:
    """Those who did not state it: a row if they are enough, else in the largest row, so that no remainder is left."""
    bare = [replace(unit, with_not_stated=False) for unit in units]
    if census.sizes[NOT_STATED] == 0:
        return bare
    locked = next((i for i, unit in enumerate(units) if unit.with_not_stated), None)
    alone = census.enough((NOT_STATED,), rules.limit) or not rules.merge
    if not bare or (alone and locked is None and _may_stand_alone(rules)):
        return [*bare, LockedGroup(NOT_STATED, (), True)]
    largest = max(range(len(bare)), key=lambda i: census.size(bare[i].members))
    place = largest if locked is None else locked
    bare[place] = replace(bare[place], with_not_stated=True)
    return bare


def _may_stand_alone(rules: Rules) -> bool:
    """In a follow-up only if the baseline had the row, or had nobody to put into it."""
    return rules.locked is None or not any(unit.with_not_stated and unit.members for unit in rules.locked)


def _published(unit: LockedGroup, census: Census) -> PublicGroup:
    stated = (NOT_STATED,) if unit.with_not_stated else ()
    return PublicGroup(
        code=unit.code,
        members=unit.members,
        n=census.size((*unit.members, *stated)),
        with_not_stated=unit.with_not_stated,
        name=unit.name,
        invited=_invited(unit, census),
    )


def _invited(unit: LockedGroup, census: Census) -> int | None:
    if census.invited is None or not unit.members or any(code not in census.invited for code in unit.members):
        return None
    return sum(census.invited[code] for code in unit.members)
