"""Answers from paper, typed into the workbook that the program exported."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from tests.exports.cells import columns_of, texts_of, ticked
from tests.exports.simulated import Person

from nullpunkt.questionnaires import form
from nullpunkt.survey.model import MultipleQuestion, NumberQuestion, Survey


def write_typed(path: Path, survey: Survey, people: Sequence[Person], *, language: str = "nb") -> Path:
    """One row a paper form, below the headers of the blank workbook."""
    blank = form(survey, "xlsx", language=language, file=path.name, known_as=survey.id)
    workbook = load_workbook(BytesIO(blank))
    sheet = workbook.worksheets[0]
    for number, person in enumerate(people, start=2):
        sheet.cell(number, 1, person.number)
        column = 2
        for question, key in columns_of(survey):
            if isinstance(question, MultipleQuestion):
                for option in question.options:
                    sheet.cell(number, column, "x" if ticked(person, key, option) else None)
                    column += 1
                continue
            text = "".join(texts_of(person, question, key, language)) or None
            sheet.cell(number, column, float(text) if text and isinstance(question, NumberQuestion) else text)
            column += 1
    workbook.save(path)
    return path
