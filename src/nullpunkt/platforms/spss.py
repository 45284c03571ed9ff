"""SPSS files: variable labels are the questions, value labels the answers.

A code that is declared as missing may still be an answer («vet ikke»): where its label is one of the options it counts
as that, else as no answer. Codes that look like missing ones and are not declared are told when the answers are coded.
"""

from __future__ import annotations

from nullpunkt.errors import FileError
from nullpunkt.platforms.headers import shared_stems
from nullpunkt.platforms.layout import AnswerColumn, Plan, build
from nullpunkt.platforms.raw import RawFiles, RawSheet, Variable
from nullpunkt.platforms.roles import KEY, OTHER, TIME, column_cells, role_of_cells, role_of_header
from nullpunkt.responses.table import BLANK, DroppedColumn, Layout, RawTable, Recognition
from nullpunkt.responses.wording import bare, loose_key

NAME_OF_PLATFORM = "spss"
TITLE = "SPSS"

_KEYS = {"id", "respid", "respondentid", "responde", "lopenr", "løpenr", "respnr", "serial"}
_WEIGHTS = {"vekt", "weight", "wgt", "vekting"}


def recognise(raw: RawFiles) -> Recognition | None:
    """The file's own format says so."""
    sheet = _sheet(raw)
    if sheet is None:
        return None
    labelled = sum(bool(variable.label) for variable in sheet.variables)
    return Recognition(NAME_OF_PLATFORM, TITLE, (f"{len(sheet.variables)} variables, {labelled} with a label",))


def to_table(raw: RawFiles, recognition: Recognition) -> RawTable:
    """Labels for codes; weights and keys left out."""
    sheet = _sheet(raw)
    if sheet is None:
        raise FileError(f"{raw.source} is no SPSS file")
    stems = shared_stems([bare(variable.label) for variable in sheet.variables])
    answers: list[AnswerColumn] = []
    dropped: list[DroppedColumn] = []
    key: int | None = None
    for index, variable in enumerate(sheet.variables):
        if role := _role(sheet, index, variable):
            dropped.append(DroppedColumn(variable.label or variable.name, sheet.place(index), role))
            key = index if key is None and variable.name.casefold() in _KEYS else key
        else:
            answers.append(_answer(index, variable, stems[index]))
    times = tuple(n for n, v in enumerate(sheet.variables) if _role(sheet, n, v) == TIME)
    plan = Plan(sheet=sheet, first_row=0, answers=tuple(answers), dropped=tuple(dropped), key=key, times=times)
    return build(plan, recognition, source=raw.source, notes=raw.notes)


def _sheet(raw: RawFiles) -> RawSheet | None:
    return next((sheet for sheet in raw.sheets if sheet.variables), None)


def _role(sheet: RawSheet, index: int, variable: Variable) -> str | None:
    if variable.name.casefold() in _KEYS:
        return KEY
    if loose_key(variable.label or variable.name) in _WEIGHTS:
        return OTHER
    return (
        role_of_header(variable.name)
        or role_of_header(variable.label)
        or role_of_cells(column_cells(sheet.head, index))
    )


def _answer(index: int, variable: Variable, stem: tuple[str, str]) -> AnswerColumn:
    labels = {code: bare(label) for code, label in variable.value_labels.items()}
    otherwise = {labels.get(code, code): BLANK for code in sorted(variable.missing)}
    return AnswerColumn(
        index,
        stem[0] or variable.name,
        layout=Layout.CELL,
        name=variable.name,
        part=stem[1],
        labels=labels,
        otherwise=otherwise,
    )
