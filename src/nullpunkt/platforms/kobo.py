"""KoboToolbox and ODK Central: names or labels as headers, group paths before them, `Q/option` columns of 0 and 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.errors import FileError
from nullpunkt.platforms.layout import AnswerColumn, Plan, build
from nullpunkt.platforms.raw import RawFiles, RawSheet
from nullpunkt.platforms.roles import KEY, OTHER, TIME, column_cells, role_of_cells, role_of_header
from nullpunkt.responses.table import DroppedColumn, Layout, RawTable, Recognition

NAME_OF_PLATFORM = "kobo"

_BEFORE = {"start", "end", "today", "username", "deviceid", "simserial", "subscriberid", "phonenumber", "formhub/uuid"}
_CENTRAL = {
    "SubmissionDate", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status",
    "ReviewState", "DeviceID", "Edits", "FormVersion", "meta-instanceID", "meta-instanceName", "instanceID",
    "PARENT_KEY",
}  # fmt: skip
_TIMES = {"_submission_time", "SubmissionDate"}
_HXL = "#"
_TICKS = {"0", "1", "", "TRUE", "FALSE"}


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    sheet: RawSheet
    central: bool


def recognise(raw: RawFiles) -> Recognition | None:
    """`_uuid` with `_index` for Kobo, `SubmissionDate` with `KEY` for ODK Central."""
    found = _found(raw)
    if found is None:
        return None
    if found.central:
        return Recognition(NAME_OF_PLATFORM, "ODK Central", ("columns SubmissionDate, KEY",))
    return Recognition(NAME_OF_PLATFORM, "KoboToolbox", ("columns _uuid, _index",))


def to_table(raw: RawFiles, recognition: Recognition) -> RawTable:
    """The main sheet; a multiple choice by its columns where it has them, else by its joined cell."""
    found = _found(raw)
    if found is None:
        raise FileError(f"{raw.source} holds no Kobo or ODK export")
    others = [sheet.name for sheet in raw.sheets if sheet is not found.sheet and sheet.name]
    notes = (f"other sheets were not read: {', '.join(others)}",) if others else ()
    return build(_plan(found), recognition, source=raw.source, notes=(*raw.notes, *notes))


def _found(raw: RawFiles) -> _Found | None:
    for sheet in raw.sheets:
        headers = {header.strip() for header in sheet.head[0]} if sheet.head else set()
        if {"_uuid", "_index"} <= headers and "_parent_index" not in headers:
            return _Found(sheet, central=False)
        if {"SubmissionDate", "KEY"} <= headers:
            return _Found(sheet, central=True)
    return None


def _plan(found: _Found) -> Plan:
    sheet = found.sheet
    headers = [header.strip() for header in sheet.head[0]]
    hxl = len(sheet.head) > 1 and any(cell.startswith(_HXL) for cell in sheet.head[1])
    first_row = 2 if hxl else 1
    below = sheet.head[first_row:]
    split = {index for index in range(len(headers)) if _is_tick(headers, index, below)}
    stems = {headers[index].rpartition("/")[0] for index in split}
    answers: list[AnswerColumn] = []
    dropped: list[DroppedColumn] = []
    for index, header in enumerate(headers):
        if role := _role(header) or role_of_cells(column_cells(below, index)):
            dropped.append(DroppedColumn(header, sheet.place(index), role))
        elif header in stems:
            dropped.append(DroppedColumn(header, sheet.place(index), OTHER))
        elif header:
            answers.append(_answer(index, header, central=found.central, tick=index in split))
    key = "KEY" if found.central else "_uuid"
    return Plan(
        sheet=sheet,
        first_row=first_row,
        answers=tuple(answers),
        dropped=tuple(dropped),
        key=headers.index(key),
        times=tuple(index for index, header in enumerate(headers) if header in _TIMES),
    )


def _answer(index: int, header: str, *, central: bool, tick: bool) -> AnswerColumn:
    stem, _, option = header.rpartition("/") if tick else (header, "", "")
    name = stem.rpartition("/")[2]
    if central:
        name = name.rpartition("-")[2]
    if tick:
        return AnswerColumn(index, name, layout=Layout.CELL, name=name, part=option, part_name=option)
    return AnswerColumn(index, name, layout=Layout.CELL, name=name)


def _is_tick(headers: Sequence[str], index: int, below: Sequence[Sequence[str]]) -> bool:
    """One option of a multiple choice: a path whose beginning is a column, or is shared, and cells of 0 and 1 only."""
    stem, slash, _ = headers[index].rpartition("/")
    if not slash or headers[index] in _BEFORE:
        return False
    shared = stem in headers or sum(header.startswith(stem + "/") for header in headers) > 1
    cells = column_cells(below, index)
    return shared and any(cell.strip() for cell in cells) and all(cell.strip() in _TICKS for cell in cells)


def _role(header: str) -> str | None:
    if header in _TIMES:
        return TIME
    if header in ("_uuid", "_id", "KEY"):
        return KEY
    if header.startswith("_") or header in _BEFORE | _CENTRAL or header in ("__version__", "meta/instanceID"):
        return OTHER
    return role_of_header(header)
