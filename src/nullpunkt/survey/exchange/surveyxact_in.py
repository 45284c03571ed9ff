"""SurveyXact's structure and labels read as a questionnaire."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from nullpunkt.survey.exchange.builder import Builder
from nullpunkt.survey.exchange.scales import KnownAnswers
from nullpunkt.survey.exchange.sketch import Sketch, text_of
from nullpunkt.survey.model import OpenType, Text

HEADERS = ("questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText")


@dataclass(frozen=True, slots=True)
class Variable:
    """One row of the structure; `stem` and `part` are its text, split where neighbours share a stem."""

    question: str
    name: str
    type: str
    subtype: str
    stem: str
    part: str
    choice_value: str = ""
    choice_text: str = ""


Split = Callable[[Sequence[str]], Sequence[tuple[str, str]]]


def variables_in(rows: Sequence[Sequence[str]], split: Split) -> tuple[Variable, ...]:
    """The structure's rows after its header."""
    cells = [[cell.strip() for cell in row] + [""] * len(HEADERS) for row in rows]
    named = [row for row in cells if row[1] and row[0] != HEADERS[0]]
    texts = split([row[4] for row in named])
    return tuple(
        Variable(row[0], row[1], row[2], row[3], stem, part, row[5], row[6])
        for row, (stem, part) in zip(named, texts, strict=True)
    )


def from_structure(
    variables: Sequence[Variable],
    labels: Mapping[str, Sequence[tuple[str, str]]],
    known: KnownAnswers,
    *,
    name: str,
) -> Sketch:
    """`labels` are (value, text) by variable, in the order shown to respondents."""
    builder = Builder(known)
    for _, run in groupby(variables, key=lambda variable: _group_key(variable, labels)):
        _add(builder, list(run), labels)
    return builder.finished(name=name, source=name)


def _group_key(variable: Variable, labels: Mapping[str, Sequence[tuple[str, str]]]) -> tuple[object, ...]:
    """Options of one multiple choice, statements with one stem and one scale; everything else stands alone."""
    if variable.subtype == "Multiple":
        return ("multiple", variable.question, variable.stem, variable.part)
    if variable.subtype == "Single" and variable.part:
        return ("grid", variable.stem, tuple(labels.get(variable.name, ())))
    return ("alone", variable.name)


def _add(builder: Builder, run: Sequence[Variable], labels: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    first = run[0]
    text = _text(first)
    if first.subtype == "Multiple":
        stem = _text(first)
        builder.multiple(first.question, stem, [(each.choice_value, text_of({"nb": each.choice_text})) for each in run])
    elif first.subtype == "Single" and len(run) > 1:
        rows = [(each.question, text_of({"nb": each.part})) for each in run]
        builder.grid("", text_of({"nb": first.stem}), rows, _worded(labels.get(first.name, ())))
    elif first.subtype == "Single":
        builder.choice(first.question, text, _worded(labels.get(first.name, ())))
    elif first.subtype == "Double":
        builder.number(first.question, text)
    else:
        builder.open(first.question, text, OpenType.DATE if first.subtype == "Date" else OpenType.TEXT)


def _worded(labels: Sequence[tuple[str, str]]) -> list[tuple[str, Text]]:
    return [(value, text_of({"nb": text})) for value, text in labels]


def _text(variable: Variable) -> Text:
    return text_of({"nb": f"{variable.stem} - {variable.part}" if variable.part else variable.stem})
