"""Public counts: all that may be known outside this package, and the only thing estimates are computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from nullpunkt.survey.model import ItemKey


class Detail(StrEnum):
    """How much of a row is public."""

    FULL = "full"
    COARSE = "coarse"
    BAND = "band"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True)
class PublicGroup:
    """One row of a breakdown as it is published: an option of its own, or several merged.

    `code` is the option's code; `_other` for merged small nominal groups; members joined by `+` for merged classes of
    an ordered breakdown; `_merged_1`, … for mergers that the municipality named (`name`).
    """

    code: str
    members: tuple[str, ...]
    n: int
    """respondents in the group"""
    with_not_stated: bool
    """respondents who did not state the background are counted here"""
    name: str = ""
    invited: int | None = None


@dataclass(frozen=True, slots=True)
class PublicBreakdown:
    """A background question as it is published: its groups partition the respondents."""

    by: str
    main: bool
    groups: tuple[PublicGroup, ...]


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One group's answers to one item: which fields are set follows from `detail`.

    full: n, counts, positive. coarse: n, positive, mean (one decimal). band: n and at_least or at_most (counts of
    positive answers). suppressed: nothing. `positive` is None where nothing is declared favourable (then full only).
    """

    group: str | None
    """None: all respondents"""
    detail: Detail
    n: int | None = None
    counts: tuple[int, ...] | None = None
    positive: int | None = None
    mean: float | None = None
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class PublicTable:
    """Rows of one breakdown (by None: the one row of all respondents) for one item or one option of a multiple choice.

    Item (option None): `options` are the valid options that `counts` follow, `positive_options` the favourable ones.
    Multiple choice (option set): every option is a table of its own with options (option,) and counts (ticks,);
    `n` is those who ticked something.
    Nominal item (nothing favourable): like a multiple choice, one table per option (option set), where each category
    plays the part of «positive»; `nominal` is True.
    """

    question: str
    item: str | None
    option: str | None
    by: str | None
    options: tuple[str, ...]
    positive_options: tuple[str, ...]
    rows: tuple[PublicRow, ...]
    nominal: bool = False

    @property
    def key(self) -> ItemKey:
        """The item that is counted."""
        return ItemKey(self.question, self.item)


@dataclass(frozen=True, slots=True)
class PublicBase:
    """What became of everybody's answer to one item, for all respondents only; the parts sum to the respondents.

    None where the parts would say something about a hidden row.
    """

    question: str
    item: str | None
    valid: int
    dont_know: int
    not_relevant: int
    blank: int
    not_asked: int


@dataclass(frozen=True, slots=True)
class PublicIndex:
    """A person-level index over all respondents, rounded to two decimals before it became public."""

    index: str
    n: int
    mean: float
    sd: float | None
    alpha: float | None
    complete: int
    items: int


@dataclass(frozen=True, slots=True)
class PublicNumber:
    """A number question over all respondents, one decimal."""

    question: str
    n: int
    mean: float
    median: float


@dataclass(frozen=True, slots=True)
class PublicPolicy:
    """The thresholds that were used, for the method chapter."""

    profile: str
    min_group: int
    full_from: int
    other_breakdowns_from: int
    band_width: int
    sensitive_min: int
    sensitive_band_width: int
    risk_accepted: bool


@dataclass(frozen=True)
class PublicTables:
    """One wave's public counts."""

    survey: str
    survey_version: str
    respondents: int
    invited: int | None
    period: tuple[date, date] | None
    policy: PublicPolicy
    breakdowns: tuple[PublicBreakdown, ...]
    tables: tuple[PublicTable, ...]
    bases: tuple[PublicBase, ...]
    indices: tuple[PublicIndex, ...] = ()
    numbers: tuple[PublicNumber, ...] = ()
    comments: Mapping[str, int] = field(default_factory=dict)
    """open questions with at least `min_group` comments: how many"""
    open_text: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """open questions: masked comments, each approved by a person"""
    items_absent: tuple[ItemKey, ...] = ()
    """items of the questionnaire that the export does not hold"""
    breakdowns_left_out: tuple[str, ...] = ()
    """breakdowns that had one group left after merging, or that the export lacks"""

    @cached_property
    def by_key(self) -> Mapping[tuple[ItemKey, str | None, str | None], PublicTable]:
        """Tables by item, option and breakdown."""
        return {(table.key, table.option, table.by): table for table in self.tables}
