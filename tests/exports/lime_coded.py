"""LimeSurvey with the codes of a structure that the program exported: SQ001 for parts, A1 for answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.exports.cells import Rows, columns_of, ticked, write_text
from tests.exports.simulated import Person

from nullpunkt.survey.exchange.limesurvey_out import answer_code, part_code, titles_of, to_tree
from nullpunkt.survey.model import ChoiceQuestion, GridQuestion, ItemKey, MultipleQuestion, Question, Survey
from nullpunkt.writers.form_lss import lss_bytes


def write_lime_coded(folder: Path, survey: Survey, people: Sequence[Person]) -> list[Path]:
    """The export with answer codes, and the structure beside it."""
    titles = titles_of(survey)
    headers: list[object] = ["id", "submitdate", "lastpage", "startlanguage"]
    for question, key in columns_of(survey):
        title = titles[question.id]
        if isinstance(question, MultipleQuestion):
            headers += [f"{title}[{part_code(place)}]" for place in range(len(question.options))]
        elif isinstance(question, GridQuestion):
            place = [row.id for row in question.rows].index(str(key.item))
            headers.append(f"{title}[{part_code(place)}]")
        else:
            headers.append(title)
    rows: Rows = [headers]
    for person in people:
        row: list[object] = [person.number, "1980-01-01 00:00:00", "7", "nb"]
        for question, key in columns_of(survey):
            row += _cells(person, question, key)
        rows.append(row)
    structure = folder / "survey.lss"
    structure.write_bytes(lss_bytes(to_tree(survey)))
    return [write_text(folder / "results-survey1.csv", rows, delimiter=",", encoding="utf-8-sig"), structure]


def _cells(person: Person, question: Question, key: ItemKey) -> list[object]:
    answer = person.answers[key]
    if isinstance(question, MultipleQuestion):
        return ["Y" if ticked(person, key, option) else "" for option in question.options]
    if isinstance(question, ChoiceQuestion | GridQuestion):
        codes = [option.code for option in question.options]
        return ["" if answer is None else answer_code(codes.index(str(answer)))]
    return ["" if answer is None else answer]
