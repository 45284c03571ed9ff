"""Microsoft Forms: one sheet, five or six metadata columns, then the questions as they were worded.

The metadata headers follow the language of the person who exported, not of the form. Matrix questions come as one
column per statement without the matrix's title; multi-select answers are joined by «;» and end in «;». Forms made from
Excel hold a hidden helper sheet, and a sheet called Form1. Columns may stand in another order than the questions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nullpunkt.platforms.layout import AnswerColumn, Plan, build
from nullpunkt.platforms.raw import RawFiles, RawSheet
from nullpunkt.platforms.roles import EMAIL, KEY, NAME, OTHER, TIME, column_cells, role_of_cells, role_of_header
from nullpunkt.responses.table import DroppedColumn, RawTable, Recognition
from nullpunkt.responses.wording import matching_key

NAME_OF_PLATFORM = "microsoft-forms"
TITLE = "Microsoft Forms"

_STARTS = {
    "start time", "starttidspunkt", "starttid", "begintijd", "startzeit", "heure de début", "aloitusaika", "开始时间",
}  # fmt: skip
_COMPLETIONS = {
    "completion time", "fullføringstidspunkt", "fullføringstid", "slutførelsestidspunkt", "slutförandetid",
    "fertigstellungszeit", "heure de fin", "valmistumisaika", "完成时间",
}  # fmt: skip
_LATER_METADATA: Mapping[str, str] = {
    "email": EMAIL, "e-mail": EMAIL, "e-post": EMAIL, "e-postadresse": EMAIL, "e-postadress": EMAIL, "电子邮件": EMAIL,
    "name": NAME, "navn": NAME, "namn": NAME, "姓名": NAME,
    "last modified time": TIME, "tidspunkt for siste endring": TIME, "senast ändrad": TIME,
    "language": OTHER, "språk": OTHER, "sprog": OTHER,
    "total points": OTHER, "quiz feedback": OTHER,
}  # fmt: skip
_QUIZ = re.compile(r"(?:points|feedback|poeng|tilbakemelding) - ")
_HELPER_SHEET = "_56F9DC9755BA473782653E2940F9"
_FORM_SHEETS = ("sheet1", "form1", "ark1")
_LAST_METADATA_COLUMN = 8
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:$|[ T]\d{2}:)")


def recognise(raw: RawFiles) -> Recognition | None:
    """Metadata headers in a language we know, or two columns of moments of which the second is never the earlier."""
    for sheet in raw.sheets:
        if evidence := _evidence(sheet):
            return Recognition(NAME_OF_PLATFORM, TITLE, evidence)
    return None


def to_table(raw: RawFiles, recognition: Recognition) -> RawTable:
    """The questions' columns of the sheet that has the metadata headers."""
    sheet = next(sheet for sheet in raw.sheets if _evidence(sheet))
    return build(_plan(sheet), recognition, source=raw.source, notes=(*raw.notes, *_notes(raw, sheet)))


def _evidence(sheet: RawSheet) -> tuple[str, ...]:
    if not sheet.head or len(sheet.head[0]) < 3 or sheet.name == _HELPER_SHEET:
        return ()
    first, start, completion = (matching_key(header) for header in sheet.head[0][:3])
    where = f"sheet {sheet.name}" if sheet.name else "text file"
    if first == "id" and start in _STARTS and completion in _COMPLETIONS:
        headers = (header.strip() for header in sheet.head[0][:3])
        return (where, "columns " + ", ".join(headers))
    if first == "id" and (sheet.name or "sheet1").casefold() in _FORM_SHEETS and _moments(sheet.head[1:]):
        return (where, "columns 2 and 3 hold the times of start and completion")
    return ()


def _moments(rows: Sequence[Sequence[str]]) -> bool:
    pairs = [(row[1], row[2]) for row in rows if len(row) > 2 and row[1] and row[2]]
    return bool(pairs) and all(
        _ISO_MOMENT.match(start) and _ISO_MOMENT.match(end) and start <= end for start, end in pairs
    )


def _plan(sheet: RawSheet) -> Plan:
    answers: list[AnswerColumn] = []
    dropped = [
        DroppedColumn(sheet.head[0][0], sheet.place(0), KEY),
        *(DroppedColumn(sheet.head[0][index], sheet.place(index), TIME) for index in (1, 2)),
    ]
    for index, header in enumerate(sheet.head[0][3:], start=3):
        if role := _role(header, index) or role_of_cells(column_cells(sheet.head[1:], index)):
            dropped.append(DroppedColumn(header, sheet.place(index), role))
        elif header.strip():
            answers.append(AnswerColumn(index, header))
    return Plan(sheet=sheet, first_row=1, answers=tuple(answers), dropped=tuple(dropped), key=0, times=(1, 2))


def _role(header: str, index: int) -> str | None:
    key = matching_key(header)
    if _QUIZ.match(key):
        return OTHER
    if index < _LAST_METADATA_COLUMN and key in _LATER_METADATA:
        return _LATER_METADATA[key]
    return role_of_header(header)


def _notes(raw: RawFiles, chosen: RawSheet) -> tuple[str, ...]:
    passed = [sheet.name for sheet in raw.sheets if sheet is not chosen and sheet.name and sheet.visible]
    return (f"other sheets were not read: {', '.join(passed)}",) if passed else ()
