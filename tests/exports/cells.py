"""Columns that every export of a questionnaire has, and files of rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from tests.exports.simulated import Person, answer_text, keys_of

from nullpunkt.survey.model import ItemKey, Option, Question, Survey

Rows = list[list[object]]


def columns_of(survey: Survey) -> list[tuple[Question, ItemKey]]:
    """Questions and grid rows in the questionnaire's order."""
    return [(question, key) for question in survey.questions for key in keys_of(question)]


def texts_of(person: Person, question: Question, key: ItemKey, language: str = "nb") -> tuple[str, ...]:
    """What the person answered, as worded."""
    return answer_text(question, person.answers[key], language=language)


def ticked(person: Person, key: ItemKey, option: Option) -> bool:
    """Whether the person chose the option."""
    answer = person.answers[key]
    return isinstance(answer, tuple) and option.code in answer


def write_text(path: Path, rows: Sequence[Sequence[object]], *, delimiter: str = ";", encoding: str = "utf-8",
               quoting: int = csv.QUOTE_ALL, newline: str = "\r\n") -> Path:  # fmt: skip
    """Delimited text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator=newline).writerows(rows)  # type: ignore[arg-type]
    path.write_bytes(stream.getvalue().encode(encoding))
    return path
