"""SurveyXact: dataset, labels and structure, as three sheets or three files in one of three dialects."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from tests.exports.cells import Rows, columns_of, ticked, write_text
from tests.exports.simulated import Person, header_of

from nullpunkt.survey.model import ChoiceQuestion, GridQuestion, MultipleQuestion, Survey

STATES = ("Ny", "Distribuert", "Noen svar", "Gjennomført", "Frafalt")
DIALECTS = {
    "comma ANSI": {"delimiter": ",", "encoding": "cp1252", "quoting": csv.QUOTE_NONNUMERIC, "newline": "\n"},
    "semicolon ANSI": {"delimiter": ";", "encoding": "cp1252", "quoting": csv.QUOTE_MINIMAL, "newline": "\n"},
    "tab Unicode": {"delimiter": "\t", "encoding": "utf-16", "quoting": csv.QUOTE_MINIMAL, "newline": "\r\n"},
}


def surveyxact_tables(survey: Survey, people: Sequence[Person], *, invited: int = 0, begun: int = 0) -> dict[str, Rows]:
    """The three tables; `invited` never answered (zeros in multiple choices all the same), `begun` answered some."""
    dataset: Rows = [[]]
    labels: Rows = []
    structure: Rows = [
        ["questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText"]
    ]
    everybody = [(p, 4) for p in people] + [(p, 2) for p in people[:invited]] + [(p, 3) for p in people[:begun]]
    dataset += [[] for _ in everybody]
    for number, (question, key) in enumerate(columns_of(survey), start=1):
        if isinstance(question, MultipleQuestion):
            for place, option in enumerate(question.options, start=1):
                name, text = f"v_{number}_{place}", option.text.into("nb")
                structure.append([question.id, name, "Closed", "Multiple", question.text.into("nb"), place, text + " "])
                labels += [[name, 0, "Ikke valgt"], [name, 1, "Valgt"]]
                dataset[0].append(name)
                for row, (person, state) in zip(dataset[1:], everybody, strict=True):
                    row.append(int(state == 4 and ticked(person, key, option)))
        else:
            _add_single(survey, number, key, dataset, labels, structure, everybody)
    structure.append(["respondentid", "responde", "Open", "Double", "Respondent-ID", "", ""])
    structure.append(["email", "email", "Open", "String", "E-post", "", ""])
    dataset[0] += ["responde", "email"]
    for place, state in enumerate(STATES, start=1):
        structure.append(["statoverall", f"stato_{place}", "Closed", "Multiple", "Samlet status", place, state])
        labels += [[f"stato_{place}", 0, "Ikke valgt"], [f"stato_{place}", 1, "Valgt"]]
        dataset[0].append(f"stato_{place}")
    for number, (row, (person, state)) in enumerate(zip(dataset[1:], everybody, strict=True)):
        row += [1000 + number, person.email, *(int(state == place) for place in range(1, 6))]
    return {"Labels": labels, "Dataset": dataset, "Structure": structure}


def _add_single(survey, number, key, dataset, labels, structure, everybody) -> None:  # type: ignore[no-untyped-def]
    question = survey.by_id[key.question]
    name, text = f"s_{number}", header_of(question, key)
    if isinstance(question, GridQuestion):
        text = f"{question.text.into('nb')} - {text}"
    kind = ["Closed", "Single"] if isinstance(question, ChoiceQuestion | GridQuestion) else ["Open", "String"]
    structure.append([name, name, *kind, text, "", ""])
    options = getattr(question, "options", ())
    codes = {option.code: len(options) - place for place, option in enumerate(options)}
    labels += [[name, codes[option.code], option.text.into("nb")] for option in options]
    dataset[0].append(name)
    for row, (person, state) in zip(dataset[1:], everybody, strict=True):
        answer = person.answers[key] if state == 4 else None
        row.append("" if answer is None else codes.get(answer, answer))


def write_surveyxact(path: Path, tables: dict[str, Rows]) -> Path:
    """The workbook, Labels first and without headers."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in tables.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def write_surveyxact_set(folder: Path, tables: dict[str, Rows], *, dialect: str) -> Path:
    """Three files; the comma dialect ends each row of the structure with a spare comma."""
    for name, rows in tables.items():
        spare = dialect == "comma ANSI" and name == "Structure"
        lines = [[*row, ""] for row in rows] if spare else rows
        write_text(folder / f"{name.lower()}.csv", lines, **DIALECTS[dialect])  # type: ignore[arg-type]
    return folder
