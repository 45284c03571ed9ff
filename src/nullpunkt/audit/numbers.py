"""Which numbers may be printed about a row: those that `results.json` publishes for it, in any usual rounding."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nullpunkt.audit.published import Row, RowStatus
from nullpunkt.audit.ranges import Printed, Range, Unit, printed_numbers

HUNDRED = 100
NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Allowed:
    """Public numbers in rising order: counts of people, shares (0–1), and whatever may be printed without a sign."""

    counts: frozenset[int]
    shares: tuple[float, ...]
    plain: tuple[float, ...]

    def explains(self, printed: Printed) -> bool:
        """Whether the printed number is one of these, rounded as it is printed."""
        match printed.unit:
            case Unit.OF:
                return int(printed.range.low) in self.counts and printed.of in self.counts
            case Unit.PERCENT:
                return _any_within(self.shares, printed.range)
            case Unit.PLAIN:
                return _any_within(self.plain, printed.range)


def _any_within(numbers: tuple[float, ...], wanted: Range) -> bool:
    place = bisect_left(numbers, float(wanted.low) - NOISE)
    return place < len(numbers) and numbers[place] <= float(wanted.high) + NOISE


def allowed_by(rows: Sequence[Row], *, counts: Iterable[int] = (), shares: Iterable[float] = ()) -> Allowed:
    """What rows allow to be printed; a hidden row allows nothing, a band its bound and its base.

    `counts` and `shares` are other numbers that may be printed, as the number of rows.
    """
    people, parts = set(counts), set(shares)
    scores: set[float] = set()
    for row in rows:
        if row.status is RowStatus.SUPPRESSED:
            continue
        people.update(number for number in (row.n, row.count, row.population) if number is not None)
        ranges = [row.at_least, row.at_most]
        if row.status is RowStatus.PUBLISHED:
            ranges += [row.estimate, row.low, row.high]
        target = scores if row.statistic in ("mean", "median") else parts
        target.update(float(found.middle) for found in ranges if found is not None)
        parts.update(_edges(row))
    # a column of an interval, or of a spreadsheet, prints shares without the sign
    plain = scores | parts | {HUNDRED * share for share in parts} | {float(number) for number in people}
    return Allowed(frozenset(people), tuple(sorted(parts)), tuple(sorted(plain | {-number for number in plain})))


def _edges(row: Row) -> Iterator[float]:
    """A bound beyond 99 or below 1 per cent is printed as these: «minst 99 %» says less than is public, never more."""
    if row.at_least is not None and row.at_least.low > 0.99:
        yield 0.99
    if row.at_most is not None and row.at_most.high < 0.01:
        yield 0.01


def unexplained(text: str, allowed: Allowed) -> list[Printed]:
    """Numbers in a text that are none of the public ones."""
    if not any(letter.isdigit() for letter in text):
        return []
    return [printed for printed in printed_numbers(text) if not allowed.explains(printed)]
