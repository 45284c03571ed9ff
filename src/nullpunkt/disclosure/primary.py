"""What each row may show when it is looked at alone: rules R1, R3, R4, R7 and R8."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from nullpunkt.disclosure.limits import Limits
from nullpunkt.disclosure.public import Detail


class Reason(StrEnum):
    """Why a row is not shown; known to the private log alone."""

    PRIMARY = "primary"
    FILTER = "filter"
    COMPLEMENTARY = "complementary"


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """A group's counts to one question, and how much of them is shown.

    `low` and `high` are what a reader who knows the algorithm knows about `positive` when the row is not shown.
    """

    group: str | None
    n: int
    counts: tuple[int, ...]
    positive: int
    detail: Detail = Detail.FULL
    low: int = 0
    high: int = 0
    reason: Reason | None = None

    @property
    def hidden(self) -> bool:
        """Whether the number of favourable answers is not public."""
        return self.detail in (Detail.BAND, Detail.SUPPRESSED)


def first_detail(row: Row, limits: Limits) -> Row:
    """The row with the detail that its own numbers allow."""
    if row.n < limits.show_from:
        return suppressed(row, Reason.PRIMARY)
    if row.positive <= limits.band_width:
        return replace(row, detail=Detail.BAND, low=0, high=limits.band_width, reason=Reason.PRIMARY)
    if row.positive >= row.n - limits.band_width:
        return replace(row, detail=Detail.BAND, low=row.n - limits.band_width, high=row.n, reason=Reason.PRIMARY)
    full = limits.full_from is not None and row.n >= limits.full_from
    return replace(row, detail=Detail.FULL if full else Detail.COARSE, low=row.positive, high=row.positive)


def suppressed(row: Row, reason: Reason) -> Row:
    """The row with nothing shown, for a reason that says nothing about its answers."""
    return replace(row, detail=Detail.SUPPRESSED, low=0, high=row.n, reason=reason)


def complementary(row: Row, limits: Limits) -> Row:
    """The row hidden to protect others: a reader who knows the algorithm knows that it is not extreme itself."""
    if row.detail is Detail.BAND:
        return replace(row, detail=Detail.SUPPRESSED, reason=Reason.COMPLEMENTARY)
    low, high = limits.band_width + 1, row.n - limits.band_width - 1
    return replace(row, detail=Detail.SUPPRESSED, low=low, high=high, reason=Reason.COMPLEMENTARY)


def first_details(rows: Iterable[Row], limits: Limits, *, filtered_away: Collection[str]) -> list[Row]:
    """Every row with its own detail; the groups in `filtered_away` are suppressed because their filter is (R8)."""
    return [suppressed(row, Reason.FILTER) if row.group in filtered_away else first_detail(row, limits) for row in rows]
