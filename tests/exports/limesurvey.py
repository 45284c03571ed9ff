"""LimeSurvey: every field quoted, BOM, CRLF; parts in brackets; incomplete rows have no submitdate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.exports.cells import Rows, columns_of, texts_of, ticked, write_text
from tests.exports.simulated import Person, header_of, was_asked

from nullpunkt.survey.model import GridQuestion, MultipleQuestion, Survey


def write_limesurvey(path: Path, survey: Survey, people: Sequence[Person], *, codes: bool, incomplete: int = 0) -> Path:
    """Headings as codes or full texts, full answers; a multiple choice that nobody was shown is «N/A»."""
    headers: list[object] = ["id", "submitdate", "lastpage", "startlanguage", "seed", "ipaddr"]
    for question, key in columns_of(survey):
        stem = question.id if codes else question.text.into("nb")
        if isinstance(question, MultipleQuestion):
            headers += [f"{stem}[{option.code if codes else option.text.into('nb')}]" for option in question.options]
        elif isinstance(question, GridQuestion):
            headers.append(f"{stem}[{key.item}]" if codes else f"{stem} [{header_of(question, key)}]")
        else:
            headers.append(stem)
    rows: Rows = [[*headers, "interviewtime", "groupTime12"]]
    for person in [*people, *people[:incomplete]]:
        sent = "1980-01-01 00:00:00" if len(rows) <= len(people) else ""
        row: list[object] = [len(rows), sent, "7", "nb", "42", "10.0.0.1"]
        for question, key in columns_of(survey):
            if isinstance(question, MultipleQuestion):
                shown = was_asked(person, question)
                row += [("Ja" if ticked(person, key, o) else "Nei") if shown else "N/A" for o in question.options]
            else:
                row.append("".join(texts_of(person, question, key)))
        rows.append([*row, "312.5", "14.2"])
    return write_text(path, rows, delimiter=",", encoding="utf-8-sig")
