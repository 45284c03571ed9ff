"""From a platform's plan of the columns to the canonical table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from nullpunkt.platforms.dates import as_date
from nullpunkt.platforms.encoding import Encoded, combine, encode
from nullpunkt.platforms.raw import RawSheet
from nullpunkt.platforms.roles import role_of_cells
from nullpunkt.responses.table import BLANK, NOT_ASKED, Column, DroppedColumn, Layout, LeftOut, RawTable, Recognition


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column that holds answers: where it stands and what is known of it before it is read."""

    index: int
    header: str
    layout: Layout | None = None
    """None: one answer a cell, or several where every cell ends in the separator"""
    separator: str = ";"
    name: str = ""
    part: str = ""
    part_name: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    """The text of each code, where the file tells."""
    not_asked: frozenset[str] = frozenset()
    """Cell texts by which the platform says that the question was not shown."""
    blank: frozenset[str] = frozenset()
    """Cell texts by which the platform says that nothing was answered."""
    otherwise: Mapping[str, int] = field(default_factory=dict)
    """What a text means where no option is worded so."""
    clean: Callable[[str], str] | None = None
    """What the platform adds to answers, taken off."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a platform's status says of a respondent: a reason to leave the row out, or whether it was sent."""

    reason: str = ""
    complete: bool | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """The columns that tell how far a respondent came, and how to read them."""

    columns: tuple[int, ...]
    judge: Callable[[tuple[str, ...]], Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which column of a sheet is what."""

    sheet: RawSheet
    first_row: int
    """Rows above the first answer row."""
    answers: tuple[AnswerColumn, ...]
    dropped: tuple[DroppedColumn, ...] = ()
    key: int | None = None
    times: tuple[int, ...] = ()
    status: Status | None = None


def build(plan: Plan, recognition: Recognition, *, source: str, notes: Sequence[str] = ()) -> RawTable:
    """Read the sheet once, keep the answers, judge the rows, forget the rest."""
    keys = () if plan.key is None else (plan.key,)
    judged = plan.status.columns if plan.status else ()
    answers = tuple(answer.index for answer in plan.answers)
    wanted = tuple(dict.fromkeys((*answers, *keys, *plan.times, *judged)))
    encoded = encode(islice(plan.sheet.rows(), plan.first_row, None), wanted, days=plan.times)
    rows = len(next(iter(encoded.values())).codes) if encoded else 0
    kept, left_out, complete = _judge(plan.status, encoded, filled=combine(encoded.values(), rows))
    if plan.status is not None:
        answered = f"{int(kept.sum())} of {int(kept.sum()) + sum(out.rows for out in left_out)} have answered"
        recognition = replace(recognition, evidence=(*recognition.evidence, answered))
    return RawTable(
        source=source,
        sheet=plan.sheet.name,
        recognition=recognition,
        columns=tuple(_column(plan.sheet, answer, encoded[answer.index], kept) for answer in plan.answers),
        row_numbers=np.flatnonzero(kept).astype(np.int64) + plan.first_row + 1,
        dropped=tuple(_without_persons(dropped) for dropped in plan.dropped),
        left_out=left_out,
        respondent_keys=None if plan.key is None else _keys(encoded[plan.key], kept),
        complete=None if complete is None else complete[kept],
        period=_period([encoded[index] for index in plan.times], kept),
        notes=tuple(notes),
    )


def _without_persons(dropped: DroppedColumn) -> DroppedColumn:
    """In a file without headers the first row is a person's, so a header shaped like an address is not repeated."""
    return replace(dropped, header="") if role_of_cells((dropped.header,)) else dropped


def _judge(
    status: Status | None, encoded: Mapping[int, Encoded], *, filled: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], tuple[LeftOut, ...], NDArray[np.bool_] | None]:
    reasons: dict[str, int] = {}
    last = int(np.flatnonzero(filled)[-1]) + 1 if filled.any() else 0
    if gaps := last - int(filled.sum()):
        reasons["empty"] = gaps
    if status is None:
        return filled, tuple(LeftOut(*pair) for pair in reasons.items()), None
    kept, complete, told = filled.copy(), np.ones(len(filled), dtype=np.bool_), False
    states, which = np.unique(np.stack([encoded[index].codes for index in status.columns]), axis=1, return_inverse=True)
    for number, state in enumerate(states.T):
        texts = tuple(_text(encoded[index], code) for index, code in zip(status.columns, state, strict=True))
        verdict, rows = status.judge(texts), (which.reshape(-1) == number) & filled
        if verdict.reason:
            kept &= ~rows
            reasons[verdict.reason] = reasons.get(verdict.reason, 0) + int(rows.sum())
        elif verdict.complete is not None:
            told, complete[rows] = True, verdict.complete
    left_out = tuple(LeftOut(reason, rows) for reason, rows in sorted(reasons.items()) if rows)
    return kept, left_out, complete if told else None


def _text(column: Encoded, code: np.int32) -> str:
    return column.values[code] if code >= 0 else ""


def _keys(column: Encoded, kept: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The key's code; a blank key is nobody's, so it gets a number of its own."""
    codes = column.codes[kept].astype(np.int64)
    blank = codes == BLANK
    codes[blank] = len(column.values) + np.arange(int(blank.sum()))
    return codes


def _period(columns: Sequence[Encoded], kept: NDArray[np.bool_]) -> tuple[date, date] | None:
    days = [
        day
        for column in columns
        for code in set(column.codes[kept].tolist())
        if code >= 0 and (day := as_date(column.values[code])) is not None
    ]
    return (min(days), max(days)) if days else None


def _column(sheet: RawSheet, answer: AnswerColumn, encoded: Encoded, kept: NDArray[np.bool_]) -> Column:
    values, codes = _relabelled(answer, Encoded(encoded.values, encoded.codes[kept]))
    layout = answer.layout
    if layout is None:
        layout = Layout.JOINED if _all_end_in(answer.separator, values) else Layout.CELL
    if layout is Layout.INDICATOR:
        values, codes = _indicator(values, codes)
    return Column(
        header=answer.header,
        place=sheet.place(answer.index),
        values=values,
        codes=codes,
        layout=layout,
        separator=answer.separator,
        name=answer.name,
        part=answer.part,
        part_name=answer.part_name,
        otherwise=answer.otherwise,
    )


def _relabelled(answer: AnswerColumn, column: Encoded) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Only texts that kept rows hold, codes turned into labels, the platform's own signs for no answer taken out."""
    present = np.zeros(len(column.values) + 1, dtype=np.bool_)
    present[column.codes[column.codes >= 0]] = True
    values: dict[str, int] = {}
    places = np.full(len(column.values) + 1, BLANK, dtype=np.int32)
    for code, value in enumerate(column.values):
        if not present[code] or value in answer.blank:
            continue
        if value in answer.not_asked:
            places[code] = NOT_ASKED
            continue
        text = answer.labels.get(value.strip(), value)
        places[code] = values.setdefault(answer.clean(text) if answer.clean else text, len(values))
    return tuple(values), places[column.codes]


def _all_end_in(separator: str, values: Sequence[str]) -> bool:
    """Microsoft Forms ends every multi-select cell in «;», single selections too: then, and only then, it is one."""
    return bool(values) and all(value.rstrip().endswith(separator) for value in values)


TICKED = frozenset({"1", "true", "sann", "yes", "ja", "y", "valgt", "x"})


def _indicator(values: Sequence[str], codes: NDArray[np.int32]) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Ticked or not, as "1" and "0", whatever words the platform uses."""
    places = np.array([int(value.strip().casefold() in TICKED) for value in values] + [BLANK], dtype=np.int32)
    return ("0", "1"), np.where(codes == NOT_ASKED, np.int32(NOT_ASKED), places[codes]).astype(np.int32)
