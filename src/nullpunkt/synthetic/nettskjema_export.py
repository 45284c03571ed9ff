"""Made-up answers as Nettskjema exports them with a codebook."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from nullpunkt.survey.model import GridQuestion, MultipleQuestion, Option, Question, Survey
from nullpunkt.synthetic.export_table import LANGUAGE, Rows, csv_bytes
from nullpunkt.synthetic.people import Answers


def nettskjema_files(
    survey: Survey, answers: Sequence[Answers], *, opened: datetime, days: int, seed: int
) -> dict[str, bytes]:
    """A tab-separated table of codes in UTF-8 and the codebook that gives the texts."""
    chance = random.Random(seed)
    header: list[object] = ["$submission_id", "$created", "$answer_time_ms"]
    rows: Rows = [header]
    moments = sorted(opened + timedelta(minutes=chance.randrange(days * 24 * 60)) for _ in answers)
    for number, moment in enumerate(moments, start=30_000_000):
        rows.append([number, moment.strftime("%Y-%m-%dT%H:%M:%S"), chance.randrange(200_000, 1_500_000)])
    for question in survey.questions:
        _nettskjema_columns(question, rows, answers)
    codebook = [_element(question) for question in survey.questions]
    return {
        "data.txt": csv_bytes(rows, delimiter="\t", encoding="utf-8-sig"),
        "elements.json": json.dumps(codebook, ensure_ascii=False, indent=1).encode(),
    }


def _nettskjema_columns(question: Question, rows: Rows, answers: Sequence[Answers]) -> None:
    match question:
        case MultipleQuestion():
            for option in question.options:
                rows[0].append(f"{question.id}.{option.code}")
                for row, given in zip(rows[1:], answers, strict=True):
                    row.append(int(option.code in given.get(question.id, ())))
        case GridQuestion():
            for grid_row in question.rows:
                rows[0].append(f"{question.id}.{grid_row.id}")
                for row, given in zip(rows[1:], answers, strict=True):
                    row.append(given.get(f"{question.id}.{grid_row.id}", ""))
        case _:
            rows[0].append(question.id)
            for row, given in zip(rows[1:], answers, strict=True):
                row.append(given.get(question.id, ""))


def _element(question: Question) -> dict[str, object]:
    options: Sequence[Option] = getattr(question, "options", ())
    kind = "RADIO" if options else "TEXT"
    element: dict[str, object] = {
        "elementType": kind,
        "externalElementId": question.id,
        "text": question.text.into(LANGUAGE),
    }
    if options:
        element["answerOptions"] = [
            {"externalAnswerOptionId": option.code, "text": option.text.into(LANGUAGE)} for option in options
        ]
    match question:
        case MultipleQuestion():
            element["elementType"] = "CHECKBOX"
        case GridQuestion():
            element["elementType"] = "MATRIX_RADIO"
            element["subElements"] = [
                {"externalElementId": row.id, "text": row.text.into(LANGUAGE)} for row in question.rows
            ]
        case _:
            pass
    return element
