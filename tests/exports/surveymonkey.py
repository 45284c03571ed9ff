"""SurveyMonkey: the question over its first column, blank over the further ones; parts in the second row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.exports.cells import Rows, columns_of, texts_of, ticked, write_text
from tests.exports.simulated import Person, header_of

from nullpunkt.survey.model import GridQuestion, MultipleQuestion, OpenQuestion, Survey


def write_surveymonkey(path: Path, survey: Survey, people: Sequence[Person], *, code_row: bool = False) -> Path:
    """«Actual answers»: an option's column holds its text or nothing."""
    first: list[object] = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"]
    second: list[object] = ["", "", "", "", "", ""]
    codes: list[object] = ["", "", "", "", "", ""]
    for number, (question, key) in enumerate(columns_of(survey), start=1):
        if isinstance(question, MultipleQuestion):
            first += [question.text.into("nb"), *[""] * (len(question.options) - 1)]
            second += [option.text.into("nb") for option in question.options]
        elif isinstance(question, GridQuestion):
            first.append(question.text.into("nb") if key.item == question.rows[0].id else "")
            second.append(header_of(question, key))
        else:
            first.append(question.text.into("nb").replace(" ", "\u00a0", 1))
            second.append("Open-Ended Response" if isinstance(question, OpenQuestion) else "Response")
        codes += [f"q{number}", *[""] * (len(first) - len(codes) - 1)]
    rows: Rows = [*([codes] if code_row else []), first, second]
    for person in people:
        moment = f"03/{person.number % 27 + 1:02}/2026 08:41:00 AM"
        row: list[object] = [10103000000 + person.number, "4711", moment, moment, "10.0.0.1", person.email]
        for question, key in columns_of(survey):
            if isinstance(question, MultipleQuestion):
                row += [o.text.into("nb") if ticked(person, key, o) else "" for o in question.options]
            else:
                row.append("".join(texts_of(person, question, key)))
        rows.append(row)
    return write_text(path, rows, delimiter=",", encoding="utf-8-sig", quoting=0)
