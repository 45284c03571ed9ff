"""What the made-up exports share: the columns of a simple one, and rows as a text file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from nullpunkt.survey.model import GridQuestion, Question, Survey

Rows = list[list[object]]
LANGUAGE = "nb"


def columns_of(survey: Survey) -> Iterator[tuple[Question, str, str]]:
    """(question, key of the answer, text) of every column of a simple export."""
    for question in survey.questions:
        stem = question.text.into(LANGUAGE)
        if isinstance(question, GridQuestion):
            for row in question.rows:
                yield question, f"{question.id}.{row.id}", f"{stem} - {row.text.into(LANGUAGE)}"
        else:
            yield question, question.id, stem


def csv_bytes(rows: Rows, *, delimiter: str, encoding: str) -> bytes:
    """A text file of these rows, as Windows ends its lines."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)
