"""Google Forms: a time stamp, perhaps an e-mail address, then the questions as worded; duplicates are repeated.

Check boxes are joined by «, » although options may hold commas: they are told apart by the questionnaire's options.
"""

from __future__ import annotations

import re

from nullpunkt.errors import FileError
from nullpunkt.platforms.headers import split_brackets
from nullpunkt.platforms.layout import AnswerColumn, Plan, build
from nullpunkt.platforms.raw import RawFiles, RawSheet
from nullpunkt.platforms.roles import TIME, column_cells, role_of_cells, role_of_header
from nullpunkt.responses.table import DroppedColumn, Layout, RawTable, Recognition
from nullpunkt.responses.wording import matching_key

NAME_OF_PLATFORM = "google-forms"
TITLE = "Google Forms"

_TIMESTAMPS = {
    "timestamp", "tidsmerke", "tidsstempel", "tidsstämpel", "zeitstempel", "horodateur", "marca temporal",
    "sygnatura czasowa", "aikaleima", "tijdstempel", "informazioni cronologiche", "carimbo de data/hora",
}  # fmt: skip
_SHEETS = re.compile(r"(?:form[ _]responses|skjemasvar|formularsvar|formulärsvar|formularantworten|liczba odpowiedzi)")


def recognise(raw: RawFiles) -> Recognition | None:
    """The first header is «Timestamp» in some language, or the sheet bears Google's name for responses."""
    sheet = _sheet(raw)
    if sheet is None:
        return None
    where = f"sheet {sheet.name.strip()}" if sheet.name else "text file"
    return Recognition(NAME_OF_PLATFORM, TITLE, (where, f"first column {sheet.head[0][0].strip()}"))


def to_table(raw: RawFiles, recognition: Recognition) -> RawTable:
    """Everything after the time stamp; «Question [Row]» is a grid's row."""
    sheet = _sheet(raw)
    if sheet is None:
        raise FileError(f"{raw.source} holds no Google Forms export")
    answers: list[AnswerColumn] = []
    dropped: list[DroppedColumn] = []
    times: list[int] = []
    for index, header in enumerate(sheet.head[0]):
        if role := _role(sheet, index, header):
            dropped.append(DroppedColumn(header, sheet.place(index), role))
            times += [index] if role == TIME else []
        elif header.strip():
            stem, part = split_brackets(header) or (header, "")
            answers.append(AnswerColumn(index, stem, layout=Layout.CELL, part=part))
    plan = Plan(sheet=sheet, first_row=1, answers=tuple(answers), dropped=tuple(dropped), times=tuple(times))
    return build(plan, recognition, source=raw.source, notes=raw.notes)


def _sheet(raw: RawFiles) -> RawSheet | None:
    for sheet in raw.sheets:
        if not sheet.head or len(sheet.head[0]) < 2:
            continue
        named = sheet.name is not None and _SHEETS.match(matching_key(sheet.name)) is not None
        if named or matching_key(sheet.head[0][0]) in _TIMESTAMPS:
            return sheet
    return None


def _role(sheet: RawSheet, index: int, header: str) -> str | None:
    if index == 0 and matching_key(header) in _TIMESTAMPS:
        return TIME
    return role_of_header(header) or role_of_cells(column_cells(sheet.head[1:], index))
