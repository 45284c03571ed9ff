"""The groups that earlier waves were published in: a follow-up keeps them, or makes them coarser, never finer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nullpunkt.analysis.alignment import NOT_STATED, components
from nullpunkt.analysis.model import GroupRow, Results
from nullpunkt.analysis.services import Services
from nullpunkt.disclosure.groups import LockedGroup, LockedGroups

OTHER = "_other"
NAMED = "_merged_"


def locked_groups_of(earlier: Sequence[Results], services: Services, *, main: str | None, suffix: str) -> LockedGroups:
    """What the follow-up may not split, in its own option codes; `suffix` ends the label of who did not state it."""
    breakdowns = dict.fromkeys(group.by for wave in earlier for group in wave.groups)
    return LockedGroups(
        {
            by: tuple(_locked([g for w in earlier for g in w.groups if g.by == by], services, by == main, suffix))
            for by in breakdowns
        }
    )


def _locked(groups: Sequence[GroupRow], services: Services, mapped: bool, suffix: str) -> Iterator[LockedGroup]:
    told = services if mapped else Services()
    sets = [(group, _members(group, told)) for group in groups]
    for block in components([codes for _, codes in sets if codes]):
        parts = [group for group, codes in sets if codes & block]
        members = tuple(sorted(block - {NOT_STATED}))
        named = next((part for part in parts if part.group.startswith(NAMED)), None)
        if not members:
            yield LockedGroup(NOT_STATED, (), with_not_stated=True)
            continue
        yield LockedGroup(
            code=_code(parts, members),
            members=members,
            with_not_stated=NOT_STATED in block,
            name="" if named is None else named.label.removesuffix(suffix),
        )


def _members(group: GroupRow, services: Services) -> frozenset[str]:
    stated = (NOT_STATED,) if group.with_not_stated else ()
    return frozenset((*(services.now(code) for code in group.members if code not in services.closed), *stated))


def _code(parts: Sequence[GroupRow], members: tuple[str, ...]) -> str:
    codes = dict.fromkeys(part.group for part in parts)
    if len(members) == 1:
        return members[0]
    if OTHER in codes:
        return OTHER
    return next(iter(codes)) if len(codes) == 1 else "+".join(members)
