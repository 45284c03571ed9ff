"""Microsoft Forms: sheet Sheet1, six metadata columns, row texts without their stem, multi-select ending in «;»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import Workbook
from tests.exports.simulated import Person, answer_text, header_of, keys_of

from nullpunkt.survey.model import MultipleQuestion, NumberQuestion, Survey

METADATA: Mapping[str, tuple[str, ...]] = {
    "nb": ("ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn", "Tidspunkt for siste endring"),
    "en": ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time"),
    "sv": ("ID", "Starttid", "Slutförandetid", "E-post", "Namn", "Senast ändrad"),
}
START = datetime(2026, 3, 2, 8, 41)


def forms_rows(survey: Survey, people: Sequence[Person], *, metadata: str = "nb", language: str = "nb") -> list[list]:
    """Header row and one row a person, as Forms writes them: duplicates of a header get a digit, blanks are NBSP."""
    columns = [(question, key) for question in survey.questions for key in keys_of(question)]
    headers: list[str] = []
    for question, key in columns:
        header = header_of(question, key, language=language).replace(" ", "\u00a0", 1)
        seen = sum(1 for earlier in headers if earlier.rstrip("0123456789") == header)
        headers.append(header if not seen else f"{header}{seen + 1}")
    rows: list[list] = [[*METADATA[metadata], *headers]]
    for person in people:
        begun = START + timedelta(minutes=7 * person.number)
        row = [person.number + 2, begun, begun + timedelta(minutes=9), person.email, person.name, ""]
        for question, key in columns:
            texts = answer_text(question, person.answers[key], language=language)
            if isinstance(question, MultipleQuestion):
                row.append("".join(f"{text};" for text in texts))
            elif isinstance(question, NumberQuestion) and texts:
                row.append(float(texts[0]))
            else:
                row.append("".join(texts))
        rows.append(row)
    return rows


def write_rows(path: Path, rows: Sequence[Sequence[object]], *, sheet: str = "Sheet1") -> Path:
    """A workbook with one sheet."""
    workbook = Workbook()
    workbook.active.title = sheet
    for row in rows:
        workbook.active.append(list(row))
    workbook.save(path)
    return path


def write_forms(path: Path, survey: Survey, people: Sequence[Person], **how: str) -> Path:
    """The workbook that Forms exports."""
    return write_rows(path, forms_rows(survey, people, **how))
