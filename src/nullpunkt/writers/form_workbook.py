"""Workbooks of a questionnaire: an XLSForm for Kobo and ODK, and a blank one for typing answers from paper."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from nullpunkt.survey.exchange.xlsform_out import Sheets
from nullpunkt.survey.model import (
    ChoiceQuestion,
    GridQuestion,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    OpenType,
    Survey,
)
from nullpunkt.writers.deterministic import moment, normalise
from nullpunkt.writers.office_package import language_tag, printable

_ROWS = 1000
"""rows that have drop-downs"""
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_WIDTH = 24
_HEADER_HEIGHT = 90


@dataclass(frozen=True, slots=True)
class _Field:
    """A column to type into: its header, and the answers of its drop-down (none: free)."""

    header: str
    answers: tuple[str, ...] = ()
    number: tuple[float | None, float | None] | None = None
    date: bool = False


def xlsform_workbook(sheets: Sheets, *, title: str, language: str) -> bytes:
    """The sheets as text cells."""
    with _Book(title, language) as made:
        for name, rows in sheets.items():
            sheet = made.book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, place, printable(cell), made.bold if number == 0 else None)
            sheet.set_column(0, len(rows[0]) - 1, _WIDTH)
            sheet.freeze_panes(1, 0)
    return made.content


def typing_workbook(survey: Survey, *, language: str, words: Mapping[str, str], file: str, known_as: str) -> bytes:
    """One row a paper form, one column an answer; the headers are those that `analyse` reads back."""
    fields = [_Field(words["row_number"]), *_fields(survey, language, words["tick"])]
    with _Book(survey.title.into(language), language) as made:
        _answers(made, fields, words)
        _help(made, words, file=file, known_as=known_as)
        _lists(made, fields, words["lists_sheet"])
    return made.content


class _Book:
    """A workbook whose bytes do not depend on when it was made."""

    def __init__(self, title: str, language: str) -> None:
        self._stream, self._language = io.BytesIO(), language
        self.book: Any = xlsxwriter.Workbook(self._stream, _SAFE)  # Any: xlsxwriter has no types
        created = moment(None).replace(tzinfo=None)
        self.book.set_properties({"title": printable(title), "created": created})
        self.bold: Any = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.wrapped: Any = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.content = b""

    def __enter__(self) -> _Book:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.book.close()
        if error is None:
            self.content = normalise(self._stream.getvalue(), day=None, language=language_tag(self._language))


def _fields(survey: Survey, language: str, tick: str) -> Iterator[_Field]:
    for question in survey.questions:
        text = question.text.into(language)
        match question:
            case ChoiceQuestion():
                yield _Field(text, tuple(option.text.into(language) for option in question.options))
            case GridQuestion():
                answers = tuple(option.text.into(language) for option in question.options)
                yield from (_Field(f"{text} - {row.text.into(language)}", answers) for row in question.rows)
            case MultipleQuestion():
                yield from (_Field(f"{text} - {option.text.into(language)}", (tick,)) for option in question.options)
            case NumberQuestion():
                yield _Field(text, number=(question.minimum, question.maximum))
            case OpenQuestion():
                yield _Field(text, date=question.type is OpenType.DATE)


def _answers(made: _Book, fields: Sequence[_Field], words: Mapping[str, str]) -> None:
    sheet = made.book.add_worksheet(words["answers_sheet"])
    sheet.set_row(0, _HEADER_HEIGHT)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, len(fields) - 1, _WIDTH)
    sheet.freeze_panes(1, 1)
    places = _list_places(fields)
    for column, each in enumerate(fields):
        sheet.write_string(0, column, printable(each.header), made.bold)
        if rule := _rule(each, places, words["lists_sheet"]):
            sheet.data_validation(1, column, _ROWS, column, rule)


def _rule(each: _Field, places: Mapping[tuple[str, ...], int], lists: str) -> dict[str, object] | None:
    """What may be typed in the column."""
    if each.answers:
        column = _letters(places[each.answers])
        return {"validate": "list", "source": f"='{lists}'!${column}$1:${column}${len(each.answers)}"}
    if each.number is not None:
        low, high = each.number
        if low is not None and high is not None:
            return {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
        if low is not None or high is not None:
            return {
                "validate": "decimal",
                "criteria": ">=" if high is None else "<=",
                "value": low if high is None else high,
            }
    return None


def _list_places(fields: Sequence[_Field]) -> dict[tuple[str, ...], int]:
    """A column of the hidden sheet for each different list."""
    lists = dict.fromkeys(each.answers for each in fields if each.answers)
    return {answers: place for place, answers in enumerate(lists)}


def _lists(made: _Book, fields: Sequence[_Field], name: str) -> None:
    sheet = made.book.add_worksheet(name)
    for answers, column in _list_places(fields).items():
        for row, answer in enumerate(answers):
            sheet.write_string(row, column, printable(answer))
    sheet.hide()


def _help(made: _Book, words: Mapping[str, str], *, file: str, known_as: str) -> None:
    sheet = made.book.add_worksheet(words["help_sheet"])
    sheet.set_column(0, 0, 100)
    lines = (words["help_one"], words["help_two"], words["help_three"],
             words["help_four"].format(file=file, survey=known_as), words["do_not_name"])  # fmt: skip
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, printable(line), made.wrapped)


def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
