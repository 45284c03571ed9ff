"""Google Forms: a time stamp, the questions verbatim, grids as «Question [Row]», check boxes joined by a comma."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.exports.cells import Rows, columns_of, texts_of, write_text
from tests.exports.simulated import Person, header_of

from nullpunkt.survey.model import GridQuestion, Survey


def write_google_forms(path: Path, survey: Survey, people: Sequence[Person], *, timestamp: str = "Tidsmerke") -> Path:
    """The csv: UTF-8, comma, no BOM."""
    headers: list[object] = [timestamp, "E-postadresse"]
    for question, key in columns_of(survey):
        row_text = header_of(question, key)
        headers.append(
            f"{question.text.into('nb')} [{row_text}]" if isinstance(question, GridQuestion) else f"{row_text} "
        )
    rows: Rows = [headers]
    for person in people:
        answers = [", ".join(texts_of(person, question, key)) for question, key in columns_of(survey)]
        rows.append([f"{person.number % 27 + 1:02}.03.2026 14.10.42", person.email, *answers])
    return write_text(path, rows, delimiter=",", quoting=0)
