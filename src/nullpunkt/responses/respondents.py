"""Which rows are respondents: the empty, the repeated and the hardly begun are left out, and counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullpunkt.responses.filters import Coded, Mask
from nullpunkt.responses.table import NOT_ASKED, Column, RawTable

IDENTICAL_FROM = 10
"""Two people may well give the same few answers; from this many on it is worth a look."""
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Selection:
    """Who is kept, and the rows that are not, by reason; `identical` are kept and pointed out."""

    kept: Mask
    empty: Mask
    duplicate: Mask
    incomplete: Mask
    identical: Mask


def select(table: RawTable, coded: Coded, *, min_answered: float) -> Selection:
    """Empty rows first, then earlier rows of the same respondent, then rows with too few answers."""
    answered, asked = _answered_and_asked(table.rows, coded)
    wrote = np.zeros(table.rows, dtype=np.bool_)
    for comments in coded.comments.values():
        wrote |= comments
    empty = (answered == 0) & ~wrote
    enough = answered >= min_answered * np.maximum(asked, 1)
    duplicate = _superseded(table, empty, enough=enough & (answered > 0))
    incomplete = ~empty & ~duplicate & ~(enough & (answered > 0))
    kept = ~(empty | duplicate | incomplete)
    return Selection(kept, empty, duplicate, incomplete, _identical(table, kept, answered))


def _answered_and_asked(rows: int, coded: Coded) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    answered = np.zeros(rows, dtype=np.int64)
    asked = np.zeros(rows, dtype=np.int64)
    for codes in coded.choices.values():
        answered += codes >= 0
        asked += codes != NOT_ASKED
    for ticks in coded.ticks.values():
        answered += ticks.state == 0
        asked += ticks.state != NOT_ASKED
    for numbers in coded.numbers.values():
        answered += np.isfinite(numbers)
        asked += ~np.isneginf(numbers)
    return answered, asked


def _superseded(table: RawTable, empty: Mask, *, enough: Mask) -> Mask:
    """Rows of a respondent who has a later row: the last complete one is kept, the last one where none is complete."""
    superseded = np.zeros(table.rows, dtype=np.bool_)
    if table.respondent_keys is None:
        return superseded
    complete = enough if table.complete is None else enough & table.complete
    rows = np.flatnonzero(~empty)
    order = np.lexsort((rows, complete[rows], table.respondent_keys[rows]))
    keys = table.respondent_keys[rows][order]
    superseded[rows[order][:-1]] = keys[1:] == keys[:-1]
    return superseded


def _identical(table: RawTable, kept: Mask, answered: NDArray[np.int64]) -> Mask:
    """Kept rows whose every cell equals another's; compared by a 64-bit fingerprint of the codes."""
    candidates = np.flatnonzero(kept & (answered >= IDENTICAL_FROM))
    marked = np.zeros(table.rows, dtype=np.bool_)
    if len(candidates) < 2:
        return marked
    _, which, counts = np.unique(_fingerprints(table.columns)[candidates], return_inverse=True, return_counts=True)
    marked[candidates] = counts[which] > 1
    return marked


def _fingerprints(columns: tuple[Column, ...]) -> NDArray[np.uint64]:
    prints = np.zeros(len(columns[0].codes), dtype=np.uint64)
    for column in columns:
        prints = (prints ^ (column.codes.astype(np.int64) + 3).astype(np.uint64)) * _MULTIPLIER
        prints ^= prints >> np.uint64(29)
    return prints
