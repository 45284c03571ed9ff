"""Attack A: what can be worked out about hidden groups from everything that is published about one item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nullpunkt.audit.bounds import Bounds, Extreme
from nullpunkt.audit.equations import Cell, ItemSystem
from nullpunkt.audit.findings import Effort, Finding, Kind
from nullpunkt.audit.published import EVERYBODY, NOT_STATED, Edition, Place, RowStatus
from nullpunkt.audit.questionnaire import status_of
from nullpunkt.audit.system import ContradictionError

Terms = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class _Target:
    """A hidden row: whose answers, which options count as positive, and what is said of it."""

    edition: Edition
    place: Place
    option: str | None
    status: RowStatus
    cells: tuple[Cell, ...]
    implied: bool = False
    """no publication shows this group; several together, or a total, single it out"""


def attack_item(built: ItemSystem) -> tuple[list[Finding], Effort]:
    """Everything recovered about one item in one wave."""
    try:
        built.system.propagate()
    except ContradictionError:
        return [_contradiction(built)], Effort(tables_checked=1)
    attack = _Attack(built)
    targets = [target for target in _targets(built) if attack.people(target) > 0]
    findings = [finding for target in targets for finding in attack.judge(target)]
    findings += attack.remainders(targets)
    tables = max(1, len(built.cells)) * (1 if built.facts.favourable else max(1, len(built.facts.options)))
    return findings, Effort(tables_checked=tables, cells_bounded=len(targets), solves=attack.bounds.solves)


def _contradiction(built: ItemSystem) -> Finding:
    edition = built.editions[0]
    return Finding(
        kind=Kind.INCONSISTENT,
        folder=edition.folder,
        wave=edition.wave,
        question=built.item.question,
        item=built.item.item,
        certified=False,
        message="the published numbers contradict each other, so nothing can be certified",
    )


def _targets(built: ItemSystem) -> Iterator[_Target]:
    claims: tuple[str | None, ...] = (None,) if built.facts.favourable else built.facts.options
    shown_alone: set[frozenset[str]] = set()
    for edition in built.editions:
        for by in built.cells:
            for group in edition.groups.get(by, ()):
                place = Place(by, group.code)
                cells = tuple(built.cells_of(edition, place) or ())
                if edition.own:
                    shown_alone.add(_together(cells))
                    yield from _hidden(built, edition, place, claims=claims, cells=cells)
        for place in {row.place for row in edition.by_item.get(built.item, ())}:
            shown_alone.add(_together(built.cells_of(edition, place) or ()))
        if edition.own:
            yield from _hidden(built, edition, EVERYBODY, claims=claims, cells=(built.total,))
    for by, cells_of_by in built.cells.items():
        for cell in cells_of_by:
            if cell.members not in shown_alone:
                name = "+".join(sorted(cell.members - {NOT_STATED})) or "not stated"
                for option in claims:
                    edition = built.editions[0]
                    yield _Target(edition, Place(by, name), option, RowStatus.SUPPRESSED, (cell,), implied=True)


def _together(cells: Sequence[Cell]) -> frozenset[str]:
    return frozenset().union(*(cell.members for cell in cells))


def _hidden(
    built: ItemSystem,
    edition: Edition,
    place: Place,
    *,
    claims: Sequence[str | None],
    cells: tuple[Cell, ...],
) -> Iterator[_Target]:
    for option in claims:
        status = status_of(edition, built.item, built.facts, option=option, place=place)
        if status is not RowStatus.PUBLISHED and cells:
            yield _Target(edition, place, option, status, cells)


class _Attack:
    def __init__(self, built: ItemSystem) -> None:
        self.built = built
        self.bounds = Bounds(built.system)

    def people(self, target: _Target) -> int:
        """At most how many answers stand behind a row."""
        return self._upper(self.built.answered(target.cells))

    def judge(self, target: _Target) -> Iterator[Finding]:
        """What is wrong with the protection of one hidden row, by the requirements of the policy."""
        positive = self._positive(target)
        base = self.built.answered(target.cells)
        most = self._upper(base)
        if target.status is RowStatus.BAND:
            yield from self._judge_band(target, positive)
        elif most < target.edition.min_group:
            yield from self._judge_small(target, positive, most)
        else:
            yield from self._judge_hidden(target, positive, base)

    def _judge_band(self, target: _Target, positive: Terms) -> Iterator[Finding]:
        stated = self._band(target)
        if stated is None:
            return
        low, high = stated
        if low >= high:
            certain = Extreme(low, certified=True)
            yield self._finding(target, Kind.EXACT, certain, certain, "the band has one value only")
            return
        least, most = self.bounds.smallest(positive, enough=low), self.bounds.largest(positive, enough=high)
        inside = all(self.bounds.possible(positive, value) for value in range(low + 1, high))
        if least.value <= low and most.value >= high and inside:
            if not (least.certified and most.certified):
                yield self._finding(target, Kind.NO_CERTIFICATE, least, most, "no verified point for this band")
            return
        kind = Kind.EXACT if least.value == most.value else Kind.NARROWED
        yield self._finding(target, kind, least, most, f"the band of {low} to {high} can be narrowed")

    def _band(self, target: _Target) -> tuple[int, int] | None:
        """The counts that a band says are possible; None where it does not say how many answered."""
        row = target.edition.index.get(
            (self.built.item, target.option, "proportion" if target.option else "favourable", target.place)
        )
        if row is None or row.n is None:
            return None
        low, high = row.band()
        if low is not None:
            return round(low * row.n), row.n
        return None if high is None else (0, round(high * row.n))

    def _judge_hidden(self, target: _Target, positive: Terms, base: Terms) -> Iterator[Finding]:
        least, most = self._spread(positive, wanted=0 if target.implied else 1)
        negative = _difference(base, positive)
        fewest_other = self.bounds.largest(negative, enough=1)
        if most.value <= 0:
            yield self._finding(target, Kind.ALL_OR_NONE, least, most, "certain that none answered so")
        elif fewest_other.value <= 0:
            yield self._finding(target, Kind.ALL_OR_NONE, least, most, "certain that all answered so")
        elif target.implied:
            return
        elif least.value == most.value:
            yield self._finding(target, Kind.EXACT, least, most, "a hidden number is certain")
        elif not (least.certified and most.certified and fewest_other.certified):
            yield self._finding(target, Kind.NO_CERTIFICATE, least, most, "no verified points for this number")

    def _judge_small(self, target: _Target, positive: Terms, n: int) -> Iterator[Finding]:
        least, most = self._spread(positive, wanted=min(2, n))
        group = f"a group of at most {n} answers"
        if least.value == most.value:
            yield self._finding(target, Kind.EXACT, least, most, f"{group}: a hidden number is certain")
        elif most.value - least.value < min(2, n):
            yield self._finding(target, Kind.NARROWED, least, most, f"{group}: a hidden number has too few values")
        elif not (least.certified and most.certified):
            yield self._finding(target, Kind.NO_CERTIFICATE, least, most, f"{group}: no verified points")
        elif target.option is None:
            yield from self._judge_options(target, group)

    def _judge_options(self, target: _Target, group: str) -> Iterator[Finding]:
        for option in self.built.facts.options:
            terms = self.built.answers(target.cells, frozenset({option}))
            least, most = self._spread(terms, wanted=1)
            if least.value == most.value > 0:
                yield self._finding(target, Kind.EXACT, least, most, f"{group}: an option is certain", option=option)

    def remainders(self, targets: Sequence[_Target]) -> Iterator[Finding]:
        """Hidden rows of one table that together are fewer than the smallest group."""
        tables: dict[tuple[str, str | None, str | None], list[_Target]] = {}
        for target in targets:
            if target.status is RowStatus.SUPPRESSED and not target.implied and target.place != EVERYBODY:
                key = (target.edition.folder, target.place.by, target.option)
                tables.setdefault(key, []).append(target)
        for hidden in tables.values():
            first = hidden[0]
            people = {cell.answered: 1 for target in hidden for cell in target.cells}
            most = self.bounds.largest(people, enough=first.edition.min_group)
            if most.value >= first.edition.min_group:
                continue
            least = self.bounds.smallest(people)
            if least.value > 0:
                message = "the hidden groups together are fewer than the smallest group that may be shown"
                yield self._finding(first, Kind.REMAINDER, least, most, message)

    def _positive(self, target: _Target) -> dict[int, int]:
        chosen = self.built.facts.favourable if target.option is None else frozenset({target.option})
        return self.built.answers(target.cells, chosen)

    def _upper(self, terms: Terms) -> int:
        return sum(coefficient * self.built.system.upper[variable] for variable, coefficient in terms.items())

    def _spread(self, terms: Terms, *, wanted: int) -> tuple[Extreme, Extreme]:
        """The range of a sum, or a part of it that is wide enough."""
        seen = self.bounds.seen(terms)
        if seen and max(seen) - min(seen) >= max(wanted, 1):
            return Extreme(min(seen), certified=True), Extreme(max(seen), certified=True)
        return self.bounds.smallest(terms), self.bounds.largest(terms)

    def _finding(
        self, target: _Target, kind: Kind, least: Extreme, most: Extreme, message: str, *, option: str | None = None
    ) -> Finding:
        return Finding(
            kind=kind,
            folder=target.edition.folder,
            wave=target.edition.wave,
            question=self.built.item.question,
            item=self.built.item.item,
            option=option or target.option,
            by=target.place.by,
            group=target.place.group,
            lower=least.value,
            upper=most.value,
            certified=least.certified and most.certified,
            message=message + (" (no publication shows this group by itself)" if target.implied else ""),
        )


def _difference(base: Terms, positive: Terms) -> dict[int, int]:
    found = dict(base)
    for variable, coefficient in positive.items():
        found[variable] = found.get(variable, 0) - coefficient
    return found
