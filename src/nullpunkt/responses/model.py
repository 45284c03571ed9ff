"""Answers as numbers, ready to be counted. Lives in memory only and is never written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from nullpunkt.survey.model import ItemKey


@dataclass(frozen=True, slots=True, repr=False)
class Ticks:
    """A multiple choice: `chosen` is respondents × options (bool); `state` is 0 answered, BLANK or NOT_ASKED (int8)."""

    chosen: NDArray[np.bool_]
    state: NDArray[np.int8]


@dataclass(frozen=True, slots=True, repr=False)
class Responses:
    """All coded answers of one wave, one row a respondent, rows in the file's order.

    `choices[key]` is an index into the item's options, BLANK (-1) or NOT_ASKED (-2); int16.
    `numbers[id]` is float64 with NaN for blank and -inf for not asked.
    `comments[id]` tells who wrote something, `texts[id]` what: the latter is only filled when open text was asked for.
    Items that the export lacks are absent from the mappings.
    """

    survey: str
    respondents: int
    choices: Mapping[ItemKey, NDArray[np.int16]]
    ticks: Mapping[str, Ticks] = field(default_factory=dict)
    numbers: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    comments: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    period: tuple[date, date] | None = None
