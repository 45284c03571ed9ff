"""Attack B: an attacker who knows who answered, and everybody's background, puts all breakdowns together.

Only a test can run it, since it needs to know how many respondents have each combination of background answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nullpunkt.audit.bounds import Bounds
from nullpunkt.audit.equations import ItemSystem
from nullpunkt.audit.findings import Effort, Finding, Kind
from nullpunkt.audit.published import NOT_STATED
from nullpunkt.audit.system import ContradictionError

FEW = 3
"""combinations of at most so many respondents are people that colleagues recognise"""


@dataclass(frozen=True, slots=True)
class Combination:
    """Respondents with the same answers to every background question; a question left out was not answered."""

    backgrounds: Mapping[str, str]
    size: int


Composition = Sequence[Combination]


@dataclass(frozen=True, slots=True)
class _People:
    combination: Combination
    answered: int
    answers: Mapping[str, int]


def attack_persons(built: ItemSystem, composition: Composition) -> tuple[list[Finding], Effort]:
    """Combinations of few people whose answers, or whose side of the scale, are certain."""
    people = [_people(built, combination) for combination in composition]
    for by in built.cells:
        _link(built, by, people)
    try:
        built.system.propagate()
    except ContradictionError:
        return [_finding(built, Kind.INCONSISTENT, None, "the composition contradicts the published numbers")], Effort()
    bounds = Bounds(built.system)
    few = [group for group in people if 1 <= group.combination.size <= FEW]
    findings = list(_judge(built, bounds, few))
    return findings, Effort(cells_bounded=len(few), solves=bounds.solves)


def _people(built: ItemSystem, combination: Combination) -> _People:
    new, size = built.system.variable, combination.size
    people = _People(combination, new(size), {option: new(size) for option in built.facts.options})
    answers: dict[int, int] = dict.fromkeys(people.answers.values(), 1)
    if not built.facts.multiple:
        built.system.equal({**answers, people.answered: -1}, 0)
        return people
    for variable in answers:
        built.system.require({variable: 1, people.answered: -1}, high=0)
    built.system.require({**answers, people.answered: -1}, low=0)
    return people


def _link(built: ItemSystem, by: str, people: Sequence[_People]) -> None:
    for cell in built.cells[by]:
        inside = [group for group in people if group.combination.backgrounds.get(by, NOT_STATED) in cell.members]
        built.system.equal({**{group.answered: 1 for group in inside}, cell.answered: -1}, 0)
        for option, variable in cell.answers.items():
            built.system.equal({**{group.answers[option]: 1 for group in inside}, variable: -1}, 0)


def _judge(built: ItemSystem, bounds: Bounds, few: Sequence[_People]) -> Iterator[Finding]:
    favourable = built.facts.favourable
    if built.facts.multiple:
        yield from _judge_ticks(built, bounds, few)
        return
    possible: dict[int, set[str]] = {number: set() for number in range(len(few))}
    sides = (favourable, frozenset(built.facts.options) - favourable) if favourable else ()
    for side in sides:
        _try(bounds, few, possible, side, wanted=range(len(few)))
    certain = [number for number, seen in possible.items() if len(seen) < 2]
    for option in built.facts.options:
        _try(bounds, few, possible, frozenset({option}), wanted=certain)
    for number, seen in possible.items():
        group = few[number]
        if len(seen) == 1:
            yield _finding(built, Kind.PERSON_ANSWER, group, "the answer of a few recognisable people is certain")
        elif seen and favourable and (seen <= favourable or not seen & favourable):
            yield _finding(built, Kind.PERSON_SIDE, group, "the side of the scale of a few people is certain")


def _try(
    bounds: Bounds,
    few: Sequence[_People],
    possible: dict[int, set[str]],
    options: frozenset[str],
    *,
    wanted: Sequence[int],
) -> None:
    """Looks for points where the groups gave one of the options; one point usually serves many groups."""
    waiting = [number for number in wanted if not possible[number] & options]
    while waiting:
        terms = {few[number].answers[option]: 1 for number in waiting for option in options}
        point = bounds.witness(terms)
        for number in waiting:
            possible[number] |= {option for option in options if point[few[number].answers[option]] > 0}
        left = [number for number in waiting if not possible[number] & options]
        if len(left) == len(waiting):
            return
        waiting = left


def _judge_ticks(built: ItemSystem, bounds: Bounds, few: Sequence[_People]) -> Iterator[Finding]:
    for group in few:
        for option, variable in group.answers.items():
            if (
                bounds.largest({group.answered: 1, variable: -1}, enough=1).value
                <= 0
                < bounds.smallest({group.answered: 1}).value
            ):
                message = "certain that a few recognisable people ticked this"
                yield _finding(built, Kind.PERSON_ANSWER, group, message, option=option)


def _finding(
    built: ItemSystem, kind: Kind, group: _People | None, message: str, *, option: str | None = None
) -> Finding:
    edition = built.editions[0]
    return Finding(
        kind=kind,
        folder=edition.folder,
        wave=edition.wave,
        question=built.item.question,
        item=built.item.item,
        option=option,
        group=None
        if group is None
        else " + ".join(f"{by}={code}" for by, code in group.combination.backgrounds.items()),
        lower=None if group is None else group.combination.size,
        upper=None if group is None else group.combination.size,
        message=message,
    )
