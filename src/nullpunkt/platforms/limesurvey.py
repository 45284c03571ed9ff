"""LimeSurvey: headers and answers each as codes or as texts; incomplete answers are rows without a date of submission.

Parts stand in brackets, `Q1[SQ001]` or «Question [part]». What was hidden by a condition is «N/A» for yes/no and
multiple choice. Where the definition (.lss) lies beside the answers, codes are given back their texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from nullpunkt.errors import FileError
from nullpunkt.platforms.headers import is_code, split_brackets, split_code
from nullpunkt.platforms.layout import AnswerColumn, Plan, Status, Verdict, build
from nullpunkt.platforms.raw import DocumentKind, RawFiles, RawSheet
from nullpunkt.platforms.roles import IP, KEY, OTHER, STATUS, TIME, column_cells, role_of_cells, role_of_header
from nullpunkt.responses.table import BLANK, NOT_ASKED, DroppedColumn, Layout, RawTable, Recognition
from nullpunkt.responses.wording import matching_key

if TYPE_CHECKING:
    from nullpunkt.platforms.limesurvey_structure import LimeQuestion

NAME_OF_PLATFORM = "limesurvey"
TITLE = "LimeSurvey"

_KEYS = {
    "id",
    "response id",
    "answer id",
    "antwort id",
    "svar-id",
    "svar id",
    "respons-id",
    "respons id",
    "id de la réponse",
}
_SUBMITTED = {"submitdate", "date submitted", "datum abgeschickt", "dato innsendt", "dato sendt inn", "innsendt dato"}
_METADATA: Mapping[str, str] = {
    **dict.fromkeys(_KEYS, KEY),
    **dict.fromkeys(_SUBMITTED, TIME),
    **dict.fromkeys(("startdate", "date started", "datum gestartet", "dato startet", "startdato"), TIME),
    **dict.fromkeys(("datestamp", "date last action", "datum letzte aktivität", "dato for siste handling"), TIME),
    **dict.fromkeys(("lastpage", "last page", "letzte seite", "siste side"), STATUS),
    **dict.fromkeys(
        ("startlanguage", "start language", "start-sprache", "startspråk", "seed", "zufallsstartwert"), OTHER
    ),
    **dict.fromkeys(("refurl", "referrer url", "verweis-url", "token", "access code", "zugangsschlüssel"), OTHER),
    **dict.fromkeys(("ipaddr", "ip address", "ip-adresse"), IP),
    **dict.fromkeys(("interviewtime", "total time", "gesamtzeit"), OTHER),
}
_TIMINGS = re.compile(r"grouptime\d+|\w+time|(?:group|question) time: .*|gruppenzeit: .*|fragenzeit: .*")
_SIGNS = {"lastpage", "startlanguage", "last page", "start language", "letzte seite", "siste side", "startspråk"}
_COMMENT = {"comment", "kommentar"}
_HIDDEN = "{question_not_shown}"
_LEAST_BRACKETS = 2


def recognise(raw: RawFiles) -> Recognition | None:
    """LimeSurvey's own columns, or headers with parts in brackets."""
    found = _found(raw)
    if found is None:
        return None
    evidence = (found[1], "with its definition") if _definition(raw) else (found[1],)
    return Recognition(NAME_OF_PLATFORM, TITLE, evidence)


def to_table(raw: RawFiles, recognition: Recognition) -> RawTable:
    """Completed answers; codes with their texts where the definition is there."""
    found = _found(raw)
    if found is None:
        raise FileError(f"{raw.source} holds no LimeSurvey export")
    return build(_plan(found[0], _definition(raw)), recognition, source=raw.source, notes=raw.notes)


def _found(raw: RawFiles) -> tuple[RawSheet, str] | None:
    for sheet in raw.sheets:
        headers = [matching_key(header) for header in sheet.head[0]] if sheet.head else []
        signs = [header for header in headers if header in _SIGNS]
        if signs and set(headers) & (_KEYS | _SUBMITTED):
            return sheet, "columns " + ", ".join(signs)
        brackets = sum(split_brackets(header) is not None for header in headers)
        if headers and (headers[0] in _KEYS - {"id"} or brackets >= _LEAST_BRACKETS):
            return sheet, f"{brackets} headers with a part in brackets"
        if len(sheet.head) > 1 and {"id", "submitdate", "lastpage"} <= set(sheet.head[1]):
            return sheet, "texts in row 1, codes in row 2 (vv export)"
    return None


def _definition(raw: RawFiles) -> Mapping[str, LimeQuestion]:
    for document in raw.documents:
        if document.kind is DocumentKind.LIMESURVEY:
            from nullpunkt.platforms.limesurvey_structure import parse_structure

            return parse_structure(document.content, file=document.file)
    return {}


def _plan(sheet: RawSheet, definition: Mapping[str, LimeQuestion]) -> Plan:
    codes_below = len(sheet.head) > 1 and {"id", "submitdate", "lastpage"} <= set(sheet.head[1])
    headers = sheet.head[1] if codes_below else sheet.head[0]
    first_row = 2 if codes_below else 1
    answers: list[AnswerColumn] = []
    dropped: list[DroppedColumn] = []
    for index, header in enumerate(headers):
        if role := _role(sheet, index, header, first_row):
            dropped.append(DroppedColumn(header, sheet.place(index), role))
        elif header.strip():
            answers.append(_answer(index, header.strip(), definition))
    keys = [matching_key(header) for header in headers]
    return Plan(
        sheet=sheet,
        first_row=first_row,
        answers=tuple(answers),
        dropped=tuple(dropped),
        key=next((index for index, key in enumerate(keys) if key in _KEYS), None),
        times=tuple(index for index, key in enumerate(keys) if key in _SUBMITTED),
        status=_status(keys, sheet.head[first_row:]),
    )


def _role(sheet: RawSheet, index: int, header: str, first_row: int) -> str | None:
    key = matching_key(header)
    if _TIMINGS.fullmatch(key):
        return OTHER
    split = split_brackets(header)
    if split is not None and matching_key(split[1]) in _COMMENT:
        return OTHER
    return _METADATA.get(key) or role_of_header(header) or role_of_cells(column_cells(sheet.head[first_row:], index))


def _answer(index: int, header: str, definition: Mapping[str, LimeQuestion]) -> AnswerColumn:
    """Code or text, each with or without a part in brackets."""
    stem, part = split_brackets(header) or (header, "")
    otherwise = {"N/A": NOT_ASKED, _HIDDEN: NOT_ASKED, "": BLANK}
    question = definition.get(stem)
    if question is not None:
        shown = question.parts.get(part, part)
        labels = {**question.answers, "-oth-": "Annet"}
        return AnswerColumn(
            index, question.text, layout=Layout.CELL, name=stem, part=shown, part_name=part, labels=labels,
            otherwise=otherwise,
        )  # fmt: skip
    coded = split_code(stem)
    name, text = (stem, stem) if is_code(stem) else coded or ("", stem)
    return AnswerColumn(
        index, text, layout=Layout.CELL, name=name, part=part, part_name=part if name else "", otherwise=otherwise
    )


def _status(keys: Sequence[str], below: Sequence[Sequence[str]]) -> Status | None:
    """A row without a date of submission was not sent; a file in which nobody has one was exported without them."""
    columns = tuple(index for index, key in enumerate(keys) if key in _SUBMITTED)
    if not columns or not any(cell.strip() for cell in column_cells(below, columns[0])):
        return None
    return Status(columns, lambda texts: Verdict(complete=True) if texts[0].strip() else Verdict("in_progress"))
