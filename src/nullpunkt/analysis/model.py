"""Every published number, as `results.json` holds it: built by `analyse`, read back by `compare` and the batch."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Status(StrEnum):
    """Whether a row has its numbers."""

    PUBLISHED = "published"
    BAND = "band"
    SUPPRESSED = "suppressed"


class Statistic(StrEnum):
    """What a number is. A proportion is of the valid answers, or for multiple choice of those who answered."""

    PROPORTION = "proportion"
    FAVOURABLE = "favourable"
    MEAN = "mean"
    MEDIAN = "median"
    DONT_KNOW = "dont_know"
    MISSING = "missing"


STATISTICS = {str(one): one for one in Statistic}
STATES = {str(one): one for one in Status}
"""by their text: an enumeration's own look-up takes five times as long"""


class Estimate(NamedTuple):
    """One published figure with its interval; numbers are None as `status` says.

    A report has 5,000 of them: a named tuple is made, read and written in a quarter of a frozen dataclass's time.
    """

    question: str
    item: str | None
    option: str | None
    statistic: Statistic
    by: str | None = None
    group: str | None = None
    n: int | None = None
    count: int | None = None  # type: ignore[assignment]  # takes the place of a tuple's own method
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    confidence: float = 0.95
    method: str = ""
    status: Status = Status.PUBLISHED
    at_least: float | None = None
    at_most: float | None = None
    population: int | None = None
    """headcount the interval refers to; None: unknown, no finite population correction"""
    weighted: bool = False
    """services weighted by headcount, so that it speaks of all employees and not of those who answered"""
    effective_n: float | None = None
    """effective sample size (None: infinite, a census); what tests and changes are computed from"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRow:
    """Invited and answered in one group (by None: all)."""

    by: str | None
    group: str | None
    invited: int | None
    answered: int
    rate: float | None
    status: Status = Status.PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A published group: its label in the report's language and the options it is made of."""

    by: str
    group: str
    label: str
    members: tuple[str, ...]
    n: int
    invited: int | None = None
    with_not_stated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """An index: for all respondents from persons (two decimals), for groups the mean of published item means."""

    index: str
    by: str | None
    group: str | None
    n: int | None
    estimate: float | None
    low: float | None = None
    high: float | None = None
    sd: float | None = None
    alpha: float | None = None
    alpha_low: float | None = None
    alpha_high: float | None = None
    items: int | None = None
    method: str = ""
    status: Status = Status.PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """Differences between groups of one breakdown: the global test, or one group against the rest."""

    question: str
    item: str | None
    option: str | None
    by: str
    group: str | None
    """None: the global test over all groups"""
    n: int
    estimate: float | None
    """Cramér's V (bias-corrected) for the global test, the difference to the rest for a group"""
    low: float | None = None
    high: float | None = None
    p_value: float | None = None
    p_adjusted: float | None = None
    method: str = ""
    verdict: str = ""
    """higher, lower, no_clear_difference"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveFigure:
    """One side of a change."""

    n: int | None
    count: int | None
    estimate: float | None
    low: float | None = None
    high: float | None = None
    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item in two waves; `method` of what is not comparable says why: questionnaire, groups or hidden."""

    question: str
    item: str | None
    option: str | None
    statistic: Statistic
    by: str | None
    group: str | None
    baseline: WaveFigure
    follow_up: WaveFigure
    difference: float | None
    low: float | None
    high: float | None
    p_value: float | None
    p_adjusted: float | None
    verdict: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexChange:
    """One index in two waves, all respondents, on the index's own scale."""

    index: str
    baseline: WaveFigure
    follow_up: WaveFigure
    difference: float | None
    low: float | None
    high: float | None
    p_value: float | None
    p_adjusted: float | None
    verdict: str
    method: str
    scale: float
    """the distance between the scale's ends, which the declared difference is a share of"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedChange:
    """One item among those who answered twice, linked by their own code; no numbers where a cell is too small."""

    question: str
    item: str | None
    option: str | None
    statistic: Statistic
    pairs: int | None
    before: int | None
    after: int | None
    lost: int | None
    gained: int | None
    difference: float | None
    low: float | None
    high: float | None
    p_value: float | None
    p_adjusted: float | None
    verdict: str
    method: str
    status: Status = Status.PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """The unit beside the region without itself."""

    question: str
    item: str | None
    option: str | None
    statistic: Statistic
    own: WaveFigure
    region: WaveFigure
    difference: float | None
    low: float | None
    high: float | None
    p_value: float | None
    p_adjusted: float | None
    verdict: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRow:
    """What became of everybody's answer to one item."""

    question: str
    item: str | None
    valid: int
    dont_know: int
    not_relevant: int
    blank: int
    not_asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The municipality."""

    id: str | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Which time the question was asked."""

    label: str
    date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All of it: what `results.json` holds, in its order."""

    survey_id: str
    survey_version: str
    survey_title: str
    unit: Unit
    wave: Wave
    language: str
    policy: dict[str, object]
    groups: tuple[GroupRow, ...]
    response: tuple[ResponseRow, ...]
    estimates: tuple[Estimate, ...]
    bases: tuple[BaseRow, ...] = ()
    indices: tuple[IndexRow, ...] = ()
    associations: tuple[Association, ...] = ()
    changes: tuple[Change, ...] = ()
    index_changes: tuple[IndexChange, ...] = ()
    changes_from_previous: tuple[Change, ...] = ()
    """with three waves and more, against the wave before; `changes` is against the baseline"""
    paired: tuple[PairedChange, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    comments: dict[str, int] = field(default_factory=dict)
    open_text: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """comments that were masked and that somebody approved"""
    blocks: dict[str, int] = field(default_factory=dict)
    """how many rows are full, coarse, band, suppressed: for the method chapter, without reasons"""
    merges: tuple[str, ...] = ()
    """strata that had to be collapsed for an estimate, in words' keys"""
    items_absent: tuple[str, ...] = ()
    breakdowns_left_out: tuple[str, ...] = ()
    main_breakdown: str | None = None
    questionnaire: dict[str, object] = field(default_factory=dict)
    """wording, options and filters as they were asked (`survey.record`), for a later wave to be held against"""
