"""Made-up answers in the layout of Microsoft Forms' own export, Norwegian headers, quirks and all."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO

from nullpunkt.survey.model import (
    ChoiceQuestion,
    GridQuestion,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    Option,
    Survey,
)
from nullpunkt.synthetic.people import Answers

METADATA = ("ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn", "Tidspunkt for siste endring")
NO_BREAK = "\u00a0"
_LONGEST_HEADER = 199

Row = list[object]


def forms_rows(
    survey: Survey, answers: Sequence[Answers], *, opened: datetime, days: int, seed: int, language: str = "nb"
) -> tuple[list[str], list[Row]]:
    """Headers and rows as Microsoft Forms writes them; the survey is open for `days` from `opened`."""
    columns = list(_columns(survey, language))
    headers = [*METADATA, *_told_apart([header for header, _, _ in columns])]
    chance = random.Random(seed)
    starts = sorted(opened + timedelta(minutes=chance.randrange(days * 24 * 60)) for _ in answers)
    rows: list[Row] = []
    for number, (given, start) in enumerate(zip(answers, starts, strict=True), 3):
        finish = start + timedelta(seconds=chance.randrange(240, 1500))
        rows.append(
            [number, start, finish, "anonymous", "", "", *(_cell(given, key, texts) for _, key, texts in columns)]
        )
    return headers, rows


def _columns(survey: Survey, language: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(header, key of the answer, option texts) for every column, in the questionnaire's order."""
    for question in survey.questions:
        header = _header(question.text.into(language))
        match question:
            case GridQuestion():
                # the statement alone: the matrix title is nowhere in the file
                for row in question.rows:
                    yield (
                        _header(row.text.into(language)),
                        f"{question.id}.{row.id}",
                        _texts(question.options, language),
                    )
            case ChoiceQuestion() | MultipleQuestion():
                yield header, question.id, _texts(question.options, language)
            case NumberQuestion() | OpenQuestion():
                yield header, question.id, {}


def _header(text: str) -> str:
    text = " ".join(text.split())
    # Forms leaves no-break spaces where the author pasted them, and cuts what is long
    cut = text if len(text) <= _LONGEST_HEADER else text[: _LONGEST_HEADER - 4] + " ..."
    return cut + NO_BREAK if cut.endswith("?") else cut


def _told_apart(headers: Sequence[str]) -> Iterator[str]:
    """A header that stands twice gets a bare digit, from 2."""
    seen: dict[str, int] = {}
    for header in headers:
        seen[header] = seen.get(header, 0) + 1
        yield header if seen[header] == 1 else f"{header}{seen[header]}"


def _texts(options: Sequence[Option], language: str) -> dict[str, str]:
    return {option.code: option.text.into(language) for option in options}


def _cell(answers: Answers, key: str, texts: dict[str, str]) -> str:
    given = answers.get(key, "")
    if isinstance(given, tuple):
        return "".join(f"{texts[code]};" for code in given)
    return texts.get(given, given)


def forms_workbook(headers: Sequence[str], rows: Sequence[Row]) -> bytes:
    """The workbook as bytes: one sheet `Sheet1` with the table `Table1`."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.table import Table

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    sheet.append(list(headers))
    for row in rows:
        sheet.append([None if cell == "" else cell for cell in row])
    for line in sheet.iter_rows(min_row=2, min_col=2, max_col=3):
        for cell in line:
            cell.number_format = "m/d/yy h:mm:ss"
    sheet.add_table(Table(displayName="Table1", ref=f"A1:{get_column_letter(len(headers))}{len(rows) + 1}"))
    out = BytesIO()
    book.save(out)
    return out.getvalue()
