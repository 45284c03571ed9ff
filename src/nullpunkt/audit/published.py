"""What one finished folder says in numbers, as an outsider reads it: rows, groups and the policy that is stated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from nullpunkt.audit.ranges import FLOAT_NOISE, Range

NOT_STATED = "\N{EMPTY SET}"
"""the member of a breakdown that stands for respondents without an answer to it"""


class RowStatus(StrEnum):
    """What a row says of itself."""

    PUBLISHED = "published"
    BAND = "band"
    SUPPRESSED = "suppressed"


class ItemId(NamedTuple):
    """What was asked: a question, or one row of a grid."""

    question: str
    item: str | None


class Place(NamedTuple):
    """Whose answers: all respondents (None, None) or one group of a breakdown."""

    by: str | None
    group: str | None


EVERYBODY = Place(None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One published figure with the precision of its digits."""

    item: ItemId
    option: str | None
    statistic: str
    place: Place
    status: RowStatus
    n: int | None = None
    count: int | None = None
    estimate: Range | None = None
    low: Range | None = None
    high: Range | None = None
    at_least: Range | None = None
    at_most: Range | None = None
    population: int | None = None
    weighted: bool = False

    @property
    def has_numbers(self) -> bool:
        """Whether any number but a band's own stands in the row."""
        return any(value is not None for value in (self.count, self.estimate, self.low, self.high))

    def band(self) -> tuple[Fraction | None, Fraction | None]:
        """The bounds of a band as they are meant: a count over the base, give or take float noise."""
        return _meant(self.at_least, -FLOAT_NOISE), _meant(self.at_most, FLOAT_NOISE)


def _meant(bound: Range | None, noise: Fraction) -> Fraction | None:
    return None if bound is None else bound.middle + noise


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A publication group: its label, the options it is made of and its size."""

    by: str
    code: str
    label: str
    members: frozenset[str]
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """What the questionnaire says of an item, where the folder tells it."""

    multiple: bool
    options: tuple[str, ...]
    favourable: frozenset[str]
    scores: Mapping[str, int] | None = None
    exclusive: frozenset[str] = frozenset()
    """options of a multiple choice that nobody combines with another («none of these»)"""
    asked_if: tuple[ItemId, frozenset[str]] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Edition:
    """One publication of one wave of one unit: a folder, or the baseline's figures in a folder with changes."""

    folder: str
    unit: str
    wave: str
    rows: tuple[Row, ...]
    groups: Mapping[str, tuple[Group, ...]]
    respondents: int | None
    min_group: int
    band_width: int
    facts: Mapping[ItemId, ItemFacts] = field(default_factory=dict)
    valid_totals: Mapping[ItemId, int] = field(default_factory=dict)
    """valid answers of everybody, from the table of bases"""
    others: tuple[Row, ...] = ()
    """response rates and indices, as rows of items named after them"""
    own: bool = True
    """False for another wave's figures repeated in this folder: what is missing there is not hidden there"""
    region: bool = False
    """True for sums over municipalities, each row over those that show it: no single population to solve for"""
    compared: bool = False
    """whether it stands beside a region: one that does not may be outside the region's totals"""

    @cached_property
    def by_item(self) -> Mapping[ItemId, tuple[Row, ...]]:
        """Rows by item, in the order of the file."""
        found: dict[ItemId, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.item, []).append(row)
        return {item: tuple(rows) for item, rows in found.items()}

    @cached_property
    def everything(self) -> Mapping[ItemId, tuple[Row, ...]]:
        """Rows by item with response rates and indices among them."""
        found: dict[ItemId, tuple[Row, ...]] = dict(self.by_item)
        for row in self.others:
            found[row.item] = (*found.get(row.item, ()), row)
        return found

    @cached_property
    def index(self) -> Mapping[tuple[ItemId, str | None, str, Place], Row]:
        """Rows by what they are about; what another format says otherwise comes after the row of `results.json`."""
        return {(row.item, row.option, row.statistic, row.place): row for row in reversed((*self.others, *self.rows))}

    def with_rows(self, more: Iterable[Row]) -> Edition:
        """The same with rows that another format adds."""
        return replace(self, rows=(*self.rows, *more))


def detail_statistic(statistic: str) -> bool:
    """Whether a statistic shows how the answers are distributed over the options."""
    return statistic in ("proportion", "favourable", "mean", "median")


def places_of(rows: Sequence[Row]) -> dict[Place, list[Row]]:
    """Rows by whose answers they are."""
    found: dict[Place, list[Row]] = {}
    for row in rows:
        found.setdefault(row.place, []).append(row)
    return found
