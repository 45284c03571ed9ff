"""KoboToolbox and ODK Central: XLSForm names, group paths, a summary column and 0/1 columns for a multiple choice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.exports.cells import Rows, columns_of, ticked, write_text
from tests.exports.simulated import Person

from nullpunkt.survey.model import MultipleQuestion, OpenQuestion, Survey


def write_kobo(path: Path, survey: Survey, people: Sequence[Person], *, hxl: bool = False) -> Path:
    """Names as headers and values, groups before them, both columns for a multiple choice."""
    headers: list[object] = ["start", "end", "username"]
    for question, key in columns_of(survey):
        name = "gruppe/" + "_".join(part for part in key if part)
        headers.append(name)
        if isinstance(question, MultipleQuestion):
            headers += [f"{name}/{option.code}" for option in question.options]
    tail = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "_tags"]
    rows: Rows = [[*headers, *tail, "_index"]]
    if hxl:
        rows.append(["#date+start", *[""] * len(rows[0][1:])])
    for person in people:
        moment = "2026-03-02T10:21:38.000+01:00"
        row: list[object] = [moment, moment, person.name]
        for question, key in columns_of(survey):
            row += _cells(person, question, key)
        rows.append([*row, 900 + person.number, f"uuid-{person.number}", moment, "", "", "", "", "", person.number])
    return write_text(path, rows)


def _cells(person, question, key) -> list[object]:  # type: ignore[no-untyped-def]
    answer = person.answers[key]
    if isinstance(question, MultipleQuestion):
        joined = " ".join(answer) if answer else ""
        return [joined, *("" if not answer else int(ticked(person, key, option)) for option in question.options)]
    return ["" if answer is None else answer if isinstance(question, OpenQuestion) else str(answer)]


def write_odk_central(path: Path, survey: Survey, people: Sequence[Person]) -> Path:
    """`SubmissionDate` first, groups joined with `-`, multiple choices as names with blanks between."""
    names: list[object] = ["gruppe-" + "_".join(part for part in key if part) for _, key in columns_of(survey)]
    rows: Rows = [["SubmissionDate", *names, "meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "FormVersion"]]
    for person in people:
        answers = [person.answers[key] for _, key in columns_of(survey)]
        cells = ["" if a is None else " ".join(a) if isinstance(a, tuple) else str(a) for a in answers]
        key = f"uuid:{person.number}"
        rows.append(["2026-03-02T10:21:38.000Z", *cells, key, key, "12", person.name, "1"])
    return write_text(path, rows, delimiter=",", quoting=0)
