"""SurveyXact (Rambøll): a dataset of codes, the labels of the codes, and the structure that joins names to questions.

Everybody who was invited is a row; only status 4 (completed) has answered. Multiple choices are 0/1 columns with zeros
for people who never opened the survey. Short variable names cannot be derived from the questions' names: always through
the structure. Labels are in the order that respondents saw.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nullpunkt.errors import FileError
from nullpunkt.platforms.headers import shared_stems
from nullpunkt.platforms.joining import side_by_side
from nullpunkt.platforms.layout import AnswerColumn, Plan, Status, Verdict, build
from nullpunkt.platforms.raw import RawFiles, RawSheet, cell_text
from nullpunkt.platforms.roles import KEY, OTHER, STATUS, TIME, column_cells, role_of_cells, role_of_header
from nullpunkt.responses.table import DroppedColumn, Layout, RawTable, Recognition

NAME_OF_PLATFORM = "surveyxact"
TITLE = "SurveyXact"

_STRUCTURE_HEADERS = ("questionName", "variableName", "questionType", "subType")
_STATUS = re.compile(r"(?:stato|statoverall)_([1-9])")
_DATASET = re.compile(r"dataset(?:\s*\(\d+\))?", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[A-Za-z]\w*")
_NUMBER = re.compile(r"-?\d+(?:\.0)?")
BOOKKEEPING: Mapping[str, str] = {
    "respondentid": KEY, "created": TIME, "modified": TIME, "closeTime": TIME, "startTime": TIME, "statoverall": STATUS,
    "survey": OTHER, "organization": KEY, "statinternal": STATUS, "diffTime": OTHER, "responseCollectSessions": OTHER,
    "numberOfReturnedmail": OTHER, "importgroup": OTHER, "distributionschedule": OTHER, "email": "email",
    "digitalDistributionStatus": STATUS, "digitalDistributionErrorMessage": OTHER, "lang": OTHER,
    "statcompletion": STATUS, "statcreation": STATUS, "statdistribution": STATUS, "statsource": STATUS,
    "statcollect": STATUS, "x_exclude": OTHER, "fake": OTHER,
}  # fmt: skip
_REASONS = {"1": "invited_only", "2": "invited_only", "3": "in_progress", "5": "declined"}
_COMPLETED = "4"


@dataclass(frozen=True, slots=True)
class _Variable:
    question: str
    name: str
    multiple: bool
    text: str
    choice_value: str
    choice_text: str


@dataclass(frozen=True, slots=True, repr=False)
class _Export:
    dataset: RawSheet
    structure: RawSheet | None
    labels: RawSheet | None


def recognise(raw: RawFiles) -> Recognition | None:
    """Three sheets or files known by their content; their names are only said."""
    export = _export(raw)
    if export is None:
        alone = raw.sheets and all(_is_structure(sheet) or _is_named_labels(sheet) for sheet in raw.sheets)
        return Recognition(NAME_OF_PLATFORM, TITLE, ("a part of an export",)) if alone else None
    parts = [sheet for sheet in raw.sheets if sheet in (export.labels, export.structure) or _is_dataset(sheet)]
    kind = "sheets" if export.dataset.name else "files"
    return Recognition(NAME_OF_PLATFORM, TITLE, (f"{kind} " + ", ".join(sheet.name or sheet.file for sheet in parts),))


def to_table(raw: RawFiles, recognition: Recognition) -> RawTable:
    """Codes turned into labels, names into questions; only completed answers."""
    export = _export(raw)
    if export is None:
        raise FileError(
            f"{raw.source} is a part of a SurveyXact export, without the answers",
            hint="Name dataset.csv, or the folder with dataset, labels and structure.",
        )
    notes = raw.notes
    if export.structure is None:
        notes = (*notes, "the structure file is missing, so columns are known by their short names only")
    return build(_plan(export), recognition, source=raw.source, notes=notes)


def _export(raw: RawFiles) -> _Export | None:
    structure = next((sheet for sheet in raw.sheets if _is_structure(sheet)), None)
    labels = next((sheet for sheet in raw.sheets if sheet is not structure and _is_labels(sheet)), None)
    datasets = [sheet for sheet in raw.sheets if sheet not in (structure, labels) and _is_dataset(sheet)]
    if structure is not None and not datasets:
        names = {variable.name for variable in _variables(structure)}
        datasets = [sheet for sheet in raw.sheets if sheet.head and names & set(sheet.head[0])]
    has_status = any(_STATUS.fullmatch(header) for sheet in datasets for header in sheet.head[0])
    if not datasets or (structure is None and not has_status):
        return None
    return _Export(side_by_side(datasets), structure, labels)


def _is_structure(sheet: RawSheet) -> bool:
    return bool(sheet.head) and tuple(header.strip() for header in sheet.head[0][:4]) == _STRUCTURE_HEADERS


def _is_labels(sheet: RawSheet) -> bool:
    """Three columns without headers: an identifier, a number, a text."""
    rows = [row for row in sheet.head if len(row) >= 3]
    return bool(rows) and all(_IDENTIFIER.fullmatch(row[0]) and _NUMBER.fullmatch(row[1]) for row in rows)


def _is_named_labels(sheet: RawSheet) -> bool:
    return (sheet.name or sheet.file).casefold().startswith("labels") and _is_labels(sheet)


def _is_dataset(sheet: RawSheet) -> bool:
    if not sheet.head:
        return False
    named = sheet.name is not None and _DATASET.fullmatch(sheet.name.strip()) is not None
    return named or any(_STATUS.fullmatch(header) for header in sheet.head[0])


def _variables(structure: RawSheet) -> list[_Variable]:
    found = []
    for cells in structure.rows():
        row = [cell_text(cell) for cell in cells] + [""] * 7
        if row[0] != _STRUCTURE_HEADERS[0] and row[1].strip():
            found.append(_Variable(row[0], row[1].strip(), row[3] == "Multiple", row[4].strip(), row[5], row[6]))
    return found


def _labels(sheet: RawSheet | None) -> Mapping[str, Mapping[str, str]]:
    labels: dict[str, dict[str, str]] = {}
    for cells in sheet.rows() if sheet else ():
        row = [cell_text(cell) for cell in cells]
        if len(row) >= 3:
            labels.setdefault(row[0].strip(), {})[row[1].strip()] = row[2].strip()
    return labels


def _plan(export: _Export) -> Plan:
    variables = {} if export.structure is None else {v.name: v for v in _variables(export.structure)}
    labels = _labels(export.labels)
    stems = dict(zip(variables, shared_stems([v.text for v in variables.values()]), strict=True))
    headers = [header.strip() for header in export.dataset.head[0]]
    answers: list[AnswerColumn] = []
    dropped: list[DroppedColumn] = []
    times: list[int] = []
    for index, header in enumerate(headers):
        variable = variables.get(header) or _Variable(header, header, False, header, "", "")
        if role := _role(export.dataset, index, variable):
            dropped.append(DroppedColumn(header, export.dataset.place(index), role))
            times += [index] if variable.question in ("startTime", "closeTime") else []
        elif header:
            answers.append(_answer(index, variable, stems.get(header, (header, "")), labels.get(header, {})))
    return Plan(
        sheet=export.dataset,
        first_row=1,
        answers=tuple(answers),
        dropped=tuple(dropped),
        key=next((n for n, h in enumerate(headers) if _question(variables, h) == "respondentid"), None),
        times=tuple(times),
        status=_status(headers, variables),
    )


def _question(variables: Mapping[str, _Variable], header: str) -> str:
    return variables[header].question if header in variables else header


def _role(dataset: RawSheet, index: int, variable: _Variable) -> str | None:
    if _STATUS.fullmatch(variable.name):
        return STATUS
    return (
        BOOKKEEPING.get(variable.question)
        or role_of_header(variable.name)
        or role_of_header(variable.text)
        or role_of_cells(column_cells(dataset.head[1:], index))
    )


def _answer(index: int, variable: _Variable, stem: tuple[str, str], labels: Mapping[str, str]) -> AnswerColumn:
    if variable.multiple:
        return AnswerColumn(index, variable.text, layout=Layout.INDICATOR, part=variable.choice_text.strip())
    return AnswerColumn(index, stem[0], layout=Layout.CELL, name=variable.question, part=stem[1], labels=labels)


def _status(headers: Sequence[str], variables: Mapping[str, _Variable]) -> Status | None:
    """One column a state, one of them ticked; the state's number is the choice's value or the name's end."""
    states: dict[int, str] = {}
    for index, header in enumerate(headers):
        if found := _STATUS.fullmatch(header):
            states[index] = variables[header].choice_value if header in variables else found[1]
    if not states:
        return None
    numbers = [value.strip() or "?" for value in states.values()]

    def judge(texts: tuple[str, ...]) -> Verdict:
        ticked = [number for number, text in zip(numbers, texts, strict=True) if text.strip() not in ("", "0")]
        if _COMPLETED in ticked:
            return Verdict(complete=True)
        return Verdict(_REASONS.get(ticked[0] if ticked else "1", "invited_only"))

    return Status(tuple(states), judge)
