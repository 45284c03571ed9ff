"""Several waves beside each other: what is held against what, and everything that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nullpunkt.analysis.alignment import Aligned, aligned
from nullpunkt.analysis.changes import DECLARED_DIFFERENCE, NOT_COMPARABLE, Gate, all_changes
from nullpunkt.analysis.gate import (
    ItemNote,
    Terms,
    check_questionnaires,
    check_services,
    check_waves,
    questionnaire_of,
)
from nullpunkt.analysis.model import Change, IndexChange, Results
from nullpunkt.analysis.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveChanges:
    """One earlier wave held against the follow-up."""

    earlier: Results
    aligned: Aligned
    items: tuple[Change, ...]
    indices: tuple[IndexChange, ...]
    notes: tuple[ItemNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The follow-up against every earlier wave, the baseline first; `services` as the project file declares them."""

    waves: tuple[WaveChanges, ...]
    services: Services
    minimum: float = DECLARED_DIFFERENCE

    @property
    def baseline(self) -> WaveChanges:
        """The first wave, which the report is about."""
        return self.waves[0]

    @property
    def previous(self) -> WaveChanges | None:
        """The wave before the follow-up, where that is not the baseline."""
        return self.waves[-1] if len(self.waves) > 1 else None


def check_order(earlier: Sequence[Results], follow_up: Results, terms: Terms) -> None:
    """Refuses waves that are not one municipality's, one after the other."""
    waves = [*earlier, follow_up]
    for place, wave in enumerate(waves[:-1]):
        for later in waves[place + 1 :]:
            check_waves(wave, later, terms)


def compare(earlier: Sequence[Results], follow_up: Results, terms: Terms) -> tuple[Results, Comparison]:
    """The follow-up's results with its changes, and the comparison that a report tells."""
    check_order(earlier, follow_up, terms)
    found = tuple(_against(wave, follow_up, terms) for wave in earlier)
    comparison = Comparison(waves=found, services=terms.services)
    previous = comparison.previous
    results = replace(
        follow_up,
        changes=comparison.baseline.items,
        index_changes=comparison.baseline.indices,
        changes_from_previous=() if previous is None else previous.items,
    )
    return results, comparison


def _against(earlier: Results, follow_up: Results, terms: Terms) -> WaveChanges:
    notes = check_questionnaires(earlier, follow_up, terms)
    check_services(earlier, follow_up, terms)
    both = aligned(earlier, follow_up, terms.services)
    closed = frozenset(note.item for note in notes if not note.comparable)
    background = frozenset(q.id for q in questionnaire_of(follow_up).questions if q.background)
    found = all_changes(both.before, both.after, gate=Gate(items=closed, background=background))
    indices = found.indices
    if both.apart:
        # an index is known for all respondents only: nobody can take a closed service out of it
        indices = tuple(_not_comparable(index) for index in indices)
    return WaveChanges(earlier=earlier, aligned=both, items=found.items, indices=indices, notes=notes)


def _not_comparable(index: IndexChange) -> IndexChange:
    return replace(
        index, difference=None, low=None, high=None, p_value=None, p_adjusted=None, verdict=NOT_COMPARABLE,
        method="groups",
    )  # fmt: skip
