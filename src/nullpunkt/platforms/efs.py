"""Questback EFS (Unipark): `lfdn`, `dispcode`, `lastpage`; negative codes say what was seen and what was not.

Written after the vendor's documentation; never tried on a real file.
"""

from __future__ import annotations

from collections.abc import Sequence

from nullpunkt.errors import FileError
from nullpunkt.platforms.layout import AnswerColumn, Plan, Status, Verdict, build
from nullpunkt.platforms.raw import RawFiles, RawSheet
from nullpunkt.platforms.roles import KEY, OTHER, STATUS, TIME, column_cells, role_of_cells, role_of_header
from nullpunkt.responses.table import DroppedColumn, Layout, RawTable, Recognition

NAME_OF_PLATFORM = "questback-efs"
TITLE = "Questback EFS"

_SIGNS = {"lfdn", "dispcode", "lastpage"}
_METADATA = {
    "lfdn": KEY, "external_lfdn": KEY, "tester": STATUS, "dispcode": STATUS, "lastpage": STATUS, "quality": OTHER,
    "duration": OTHER, "datetime": TIME, "date_of_last_access": TIME, "date_of_first_mail": TIME, "browser": OTHER,
    "referer": OTHER, "device_type": OTHER, "participant_browser": OTHER, "participant_browser_version": OTHER,
    "participant_os": OTHER, "participant_device": OTHER, "participant_browser_language": OTHER, "language": OTHER,
    "cookie": KEY, "ip_address": "ip", "hflip": OTHER, "quota": OTHER, "quota_assignment": OTHER, "page_history": OTHER,
}  # fmt: skip
_COMPLETED = {"31", "32"}
_INTERRUPTED = {"20", "21", "22", "23"}
_NOT_SHOWN = frozenset({"-77", "-66"})
_SEEN_BUT_EMPTY = frozenset({"-99"})
_SEEN_CODE = "0"
_TICKS = {"0", "1", "", "-77", "-66", "-99"}


def recognise(raw: RawFiles) -> Recognition | None:
    """The three book-keeping columns that every EFS export has."""
    if _sheet(raw) is None:
        return None
    return Recognition(NAME_OF_PLATFORM, TITLE, ("columns lfdn, dispcode, lastpage",))


def to_table(raw: RawFiles, recognition: Recognition) -> RawTable:
    """Completed answers (dispcode 31, 32) that were no tests."""
    sheet = _sheet(raw)
    if sheet is None:
        raise FileError(f"{raw.source} holds no EFS export")
    headers = [header.strip() for header in sheet.head[0]]
    answers: list[AnswerColumn] = []
    dropped: list[DroppedColumn] = []
    for index, header in enumerate(headers):
        if role := _role(sheet, index, header):
            dropped.append(DroppedColumn(header, sheet.place(index), role))
        elif header:
            answers.append(_answer(index, header, column_cells(sheet.head[1:], index)))
    plan = Plan(
        sheet=sheet,
        first_row=1,
        answers=tuple(answers),
        dropped=tuple(dropped),
        key=headers.index("lfdn"),
        times=tuple(index for index, header in enumerate(headers) if header == "datetime"),
        status=_status(headers),
    )
    return build(plan, recognition, source=raw.source, notes=raw.notes)


def _sheet(raw: RawFiles) -> RawSheet | None:
    for sheet in raw.sheets:
        if sheet.head and {header.strip() for header in sheet.head[0]} >= _SIGNS:
            return sheet
    return None


def _role(sheet: RawSheet, index: int, header: str) -> str | None:
    if header.startswith("rts"):
        return OTHER
    return _METADATA.get(header) or role_of_header(header) or role_of_cells(column_cells(sheet.head[1:], index))


def _answer(index: int, header: str, cells: Sequence[str]) -> AnswerColumn:
    """0 is «seen, not answered», except where it is «not ticked»."""
    ticked = all(cell.strip() in _TICKS for cell in cells)
    blank = _SEEN_BUT_EMPTY if ticked else _SEEN_BUT_EMPTY | {_SEEN_CODE}
    return AnswerColumn(index, header, layout=Layout.CELL, name=header, not_asked=_NOT_SHOWN, blank=blank)


def _status(headers: Sequence[str]) -> Status:
    columns = [headers.index("dispcode"), *([headers.index("tester")] if "tester" in headers else [])]

    def judge(texts: tuple[str, ...]) -> Verdict:
        if len(texts) > 1 and texts[1].strip() not in ("", "0"):
            return Verdict("test")
        if texts[0].strip() in _COMPLETED:
            return Verdict(complete=True)
        return Verdict("in_progress" if texts[0].strip() in _INTERRUPTED else "invited_only")

    return Status(tuple(columns), judge)
