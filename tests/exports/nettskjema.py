"""Nettskjema: `$submission_id`, `$created`, … `$answer_time_ms`; `code.row` headers and 0/1 check boxes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from tests.exports.cells import Rows, columns_of, texts_of, ticked, write_text
from tests.exports.simulated import Person, header_of

from nullpunkt.survey.model import ChoiceQuestion, GridQuestion, MultipleQuestion, Survey


def write_nettskjema(path: Path, survey: Survey, people: Sequence[Person], *, codebook: bool = True) -> Path:
    """A portal export: UTF-8, `;`, everything quoted, LF; check boxes are 0 for those who were not asked."""
    headers: list[object] = ["$submission_id", "$created"]
    for question, key in columns_of(survey):
        if isinstance(question, MultipleQuestion):
            headers += [f"{question.id}.{option.code}" for option in question.options]
        elif codebook:
            headers.append(".".join(part for part in key if part))
        else:
            headers.append(f"<b>{header_of(question, key)}</b>")
    rows: Rows = [[*headers, "$answer_time_ms"]]
    for person in people:
        row: list[object] = [str(27685000 + person.number), f"2026-03-02T{8 + person.number % 8:02}:57:15+02:00"]
        for question, key in columns_of(survey):
            if isinstance(question, MultipleQuestion):
                row += ["1" if ticked(person, key, option) else "0" for option in question.options]
            elif codebook and isinstance(question, ChoiceQuestion | GridQuestion):
                row.append(person.answers[key] or "")
            else:
                row.append("".join(texts_of(person, question, key)))
        rows.append([*row, "74630"])
    return write_text(path, rows, newline="\n")


def write_elements(path: Path, survey: Survey) -> Path:
    """The codebook that the API gives."""
    elements = []
    for question in survey.questions:
        options = getattr(question, "options", ())
        kind = {"GridQuestion": "MATRIX_RADIO", "MultipleQuestion": "CHECKBOX", "ChoiceQuestion": "RADIO"}
        elements.append(
            {
                "elementType": kind.get(type(question).__name__, "QUESTION"),
                "text": question.text.into("nb"),
                "externalElementId": question.id,
                "answerOptions": [{"text": o.text.into("nb"), "externalAnswerOptionId": o.code} for o in options],
                "subElements": [
                    {"text": row.text.into("nb"), "externalElementId": row.id} for row in getattr(question, "rows", ())
                ],
            }
        )
    path.write_text(json.dumps(elements), encoding="utf-8")
    return path
