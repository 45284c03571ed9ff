"""Which numbers may be printed about a row: those that `results.json` publishes for it, in any usual rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nullpunkt.audit.published import Row, RowStatus
from nullpunkt.audit.ranges import Printed, Range, Unit, printed_numbers

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Allowed:
    """Public numbers: counts of people, shares (0–1) and scores."""

    counts: frozenset[int]
    shares: tuple[Fraction, ...]
    scores: tuple[Fraction, ...]

    def explains(self, printed: Printed) -> bool:
        """Whether the printed number is one of these, rounded as it is printed."""
        match printed.unit:
            case Unit.OF:
                return int(printed.range.low) in self.counts and printed.of in self.counts
            case Unit.PERCENT:
                return any(printed.range.holds(share) for share in self.shares)
            case Unit.PLAIN:
                return self._plain(printed.range)

    def _plain(self, value: Range) -> bool:
        # a column of an interval, or of a spreadsheet, prints shares without the sign
        plain: tuple[int | Fraction, ...] = (
            *self.counts,
            *self.scores,
            *self.shares,
            *(HUNDRED * share for share in self.shares),
        )
        return any(value.holds(abs(Fraction(number))) or value.holds(Fraction(number)) for number in plain)

    def with_counts(self, more: Iterable[int]) -> Allowed:
        """The same with other counts that may be printed, as the number of rows."""
        return Allowed(self.counts | frozenset(more), self.shares, self.scores)


def allowed_by(rows: Sequence[Row]) -> Allowed:
    """What rows allow to be printed; a hidden row allows nothing, a band its bound and its base."""
    counts: set[int] = set()
    shares: list[Fraction] = []
    scores: list[Fraction] = []
    for row in rows:
        if row.status is RowStatus.SUPPRESSED:
            continue
        counts.update(number for number in (row.n, row.count, row.population) if number is not None)
        ranges = [row.at_least, row.at_most]
        if row.status is RowStatus.PUBLISHED:
            ranges += [row.estimate, row.low, row.high]
        target = scores if row.statistic in ("mean", "median") else shares
        target += [found.middle for found in ranges if found is not None]
    return Allowed(frozenset(counts), tuple(shares), tuple(scores))


def unexplained(text: str, allowed: Allowed) -> list[Printed]:
    """Numbers in a text that are none of the public ones."""
    return [printed for printed in printed_numbers(text) if not allowed.explains(printed)]
