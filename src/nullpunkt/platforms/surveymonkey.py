"""SurveyMonkey: two header rows, the question over its first column and blank over the rest; codes above at times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.errors import FileError
from nullpunkt.platforms.layout import AnswerColumn, Plan, build
from nullpunkt.platforms.raw import RawFiles, RawSheet
from nullpunkt.platforms.roles import KEY, OTHER, TIME, column_cells, role_of_cells, role_of_header
from nullpunkt.responses.table import DroppedColumn, Layout, RawTable, Recognition
from nullpunkt.responses.wording import bare, matching_key

NAME_OF_PLATFORM = "surveymonkey"
TITLE = "SurveyMonkey"

_KEYS = {"respondent id", "respondentid", "respondent-id", "respondent-id-nummer"}
_NO_PART = {"", "response", "open-ended response", "svar", "åpent svar", "recode"}
_METADATA = {"collector id", "collector", "ip address", "email address", "first name", "last name", "language"}


@dataclass(frozen=True, slots=True, repr=False)
class _Headers:
    sheet: RawSheet
    questions: int
    parts: int | None
    """The row of the parts, None where the questions have a single row."""


def recognise(raw: RawFiles) -> Recognition | None:
    """«Respondent ID» in the corner, and a second header row."""
    headers = _headers(raw)
    if headers is None:
        return None
    rows = headers.questions + 1 if headers.parts is None else headers.parts + 1
    return Recognition(NAME_OF_PLATFORM, TITLE, ("first column Respondent ID", f"{rows} header rows"))


def to_table(raw: RawFiles, recognition: Recognition) -> RawTable:
    """Questions carried over their blank columns, parts beside them."""
    headers = _headers(raw)
    if headers is None:
        raise FileError(f"{raw.source} holds no SurveyMonkey export")
    return build(_plan(headers), recognition, source=raw.source, notes=raw.notes)


def _headers(raw: RawFiles) -> _Headers | None:
    for sheet in raw.sheets:
        for row in (0, 1):
            if len(sheet.head) > row + 1 and matching_key((*sheet.head[row], "")[0]) in _KEYS:
                return _Headers(sheet, row, row + 1 if _is_second(sheet.head, row) else None)
    return None


def _is_second(head: Sequence[Sequence[str]], row: int) -> bool:
    """Whether the row below holds parts: its corner is blank or repeats the header, and words of SurveyMonkey's own."""
    corner = matching_key((*head[row + 1], "")[0])
    return corner in _KEYS or corner == ""


def _plan(headers: _Headers) -> Plan:
    sheet, head = headers.sheet, headers.sheet.head
    answers: list[AnswerColumn] = []
    dropped: list[DroppedColumn] = []
    times: list[int] = []
    first = headers.questions + 1 if headers.parts is None else headers.parts + 1
    question = code = ""
    width = max(len(row) for row in head[:first])
    for index in range(width):
        fresh = bare(_cell(head, headers.questions, index))
        code = _cell(head, 0, index) if headers.questions and fresh else code
        question = fresh or question
        part = "" if headers.parts is None else bare(_cell(head, headers.parts, index))
        if role := _role(headers, index, fresh):
            dropped.append(DroppedColumn(question, sheet.place(index), role))
            times += [index] if role == TIME else []
        elif question:
            shown = "" if matching_key(part) in _NO_PART or matching_key(part) == matching_key(question) else part
            answers.append(AnswerColumn(index, question, layout=Layout.CELL, name="" if shown else code, part=shown))
    return Plan(sheet=sheet, first_row=first, answers=tuple(answers), dropped=tuple(dropped), key=0, times=tuple(times))


def _cell(head: Sequence[Sequence[str]], row: int, index: int) -> str:
    return head[row][index].strip() if index < len(head[row]) else ""


def _role(headers: _Headers, index: int, header: str) -> str | None:
    if index == 0:
        return KEY
    if role := role_of_header(header) if header else None:
        return role
    if matching_key(header) in _METADATA or matching_key(header).startswith("custom data"):
        return OTHER
    return role_of_cells(column_cells(headers.sheet.head[headers.questions + 2 :], index))
