"""Raw counts of one wave. They cannot be printed, pickled or written: only `disclosure.protect` may look at them.

Every table has one row per option of its breakdown and a last row for respondents who did not state it, so the sum over
rows is the total; a table without a breakdown has one row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from nullpunkt.survey.model import ItemKey

Counts = NDArray[np.int64]


class _Unprotected:
    """Refuses every road out of memory."""

    __slots__ = ()

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("unprotected counts cannot be serialised; protect them first")

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: unprotected>"


@dataclass(frozen=True, slots=True, repr=False)
class ChoiceCounts(_Unprotected):
    """An item: `counts` is groups × options (all options, don't know included); the rest is per group."""

    counts: Counts
    blank: Counts
    not_asked: Counts


@dataclass(frozen=True, slots=True, repr=False)
class TickCounts(_Unprotected):
    """A multiple choice: `ticks` is groups × options; `answered` ticked at least one."""

    ticks: Counts
    answered: Counts
    blank: Counts
    not_asked: Counts


@dataclass(frozen=True, slots=True, repr=False)
class NumberSummary(_Unprotected):
    """A number question over all respondents."""

    n: int
    mean: float | None
    median: float | None
    blank: int
    not_asked: int


@dataclass(frozen=True, slots=True, repr=False)
class IndexMoments(_Unprotected):
    """Person-level index over all respondents; `alpha` on `complete` cases of `items` items."""

    n: int
    mean: float | None
    sd: float | None
    alpha: float | None
    complete: int
    items: int


@dataclass(frozen=True, slots=True, repr=False)
class Tabulation(_Unprotected):
    """All counts of one wave. Key `None` instead of a breakdown's id: all respondents.

    `sizes[breakdown]` is respondents per option of the breakdown, and a last one for not stated.
    """

    respondents: int
    sizes: Mapping[str, Counts]
    choices: Mapping[tuple[ItemKey, str | None], ChoiceCounts]
    ticks: Mapping[tuple[str, str | None], TickCounts]
    numbers: Mapping[str, NumberSummary]
    indices: Mapping[str, IndexMoments]
    comments: Mapping[str, int]
    """open questions: number of non-empty answers"""
