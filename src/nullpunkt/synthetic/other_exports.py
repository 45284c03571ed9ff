"""Made-up answers in the layouts of Nettskjema, SurveyXact and Google Forms, quirks of each and all."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from nullpunkt.survey.model import GridQuestion, MultipleQuestion, Option, Question, Survey
from nullpunkt.synthetic.people import Answers

Rows = list[list[object]]
_LANGUAGE = "nb"
_STATES = ("Ny", "Distribuert", "Noen svar", "Gjennomført", "Frafalt")


def surveyxact_files(survey: Survey, answers: Sequence[Answers], *, invited: int, seed: int) -> dict[str, bytes]:
    """dataset, labels and structure with `;` in cp1252; the invited who never answered are rows with zeros."""
    dataset: Rows = [[] for _ in range(1 + max(len(answers), invited))]
    labels: Rows = []
    structure: Rows = [
        ["questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText"]
    ]
    for number, (question, key, text) in enumerate(_columns(survey), start=1):
        add = _add_multiple if isinstance(question, MultipleQuestion) else _add_single
        add(question, key, text, number=number, dataset=dataset, labels=labels, structure=structure, answers=answers)
    _add_bookkeeping(dataset, labels, structure, answered=len(answers), seed=seed)
    tables = {"dataset": dataset, "labels": labels, "structure": structure}
    return {f"{name}.csv": _csv(rows, delimiter=";", encoding="cp1252") for name, rows in tables.items()}


def _columns(survey: Survey) -> Iterator[tuple[Question, str, str]]:
    """(question, key of the answer, text) of every column of a simple export."""
    for question in survey.questions:
        stem = question.text.into(_LANGUAGE)
        if isinstance(question, GridQuestion):
            for row in question.rows:
                yield question, f"{question.id}.{row.id}", f"{stem} - {row.text.into(_LANGUAGE)}"
        else:
            yield question, question.id, stem


def _add_multiple(
    question: Question,
    key: str,
    text: str,
    *,
    number: int,
    dataset: Rows,
    labels: Rows,
    structure: Rows,
    answers: Sequence[Answers],
) -> None:
    assert isinstance(question, MultipleQuestion)
    for place, option in enumerate(question.options, start=1):
        name = f"v_{number}_{place}"
        structure.append([question.id, name, "Closed", "Multiple", text, place, option.text.into(_LANGUAGE) + " "])
        labels += [[name, 0, "Ikke valgt"], [name, 1, "Valgt"]]
        dataset[0].append(name)
        for index, row in enumerate(dataset[1:]):
            row.append(int(index < len(answers) and option.code in answers[index].get(key, ())))


def _add_single(
    question: Question,
    key: str,
    text: str,
    *,
    number: int,
    dataset: Rows,
    labels: Rows,
    structure: Rows,
    answers: Sequence[Answers],
) -> None:
    options: Sequence[Option] = getattr(question, "options", ())
    name = f"s_{number}"
    structure.append([name, name, *(["Closed", "Single"] if options else ["Open", "String"]), text, "", ""])
    codes = {option.code: place for place, option in enumerate(options, start=1)}
    labels += [[name, codes[option.code], option.text.into(_LANGUAGE)] for option in options]
    dataset[0].append(name)
    for index, row in enumerate(dataset[1:]):
        given = answers[index].get(key) if index < len(answers) else None
        row.append("" if given is None else codes.get(str(given), given))


def _add_bookkeeping(dataset: Rows, labels: Rows, structure: Rows, *, answered: int, seed: int) -> None:
    chance = random.Random(seed)
    structure += [["respondentid", "responde", "Open", "Double", "Respondent-ID", "", ""]]
    dataset[0].append("responde")
    for place, state in enumerate(_STATES, start=1):
        structure.append(["statoverall", f"stato_{place}", "Closed", "Multiple", "Samlet status", place, state])
        labels += [[f"stato_{place}", 0, "Ikke valgt"], [f"stato_{place}", 1, "Valgt"]]
        dataset[0].append(f"stato_{place}")
    keys = chance.sample(range(10**6, 10**7), len(dataset) - 1)
    for index, (row, key) in enumerate(zip(dataset[1:], keys, strict=True)):
        own = 4 if index < answered else 2
        row += [key, *(int(own == place) for place in range(1, 6))]


def nettskjema_files(
    survey: Survey, answers: Sequence[Answers], *, opened: datetime, days: int, seed: int
) -> dict[str, bytes]:
    """A tab-separated table of codes in UTF-8 and the codebook that gives the texts."""
    chance = random.Random(seed)
    header: list[object] = ["$submission_id", "$created", "$answer_time_ms"]
    rows: Rows = [header]
    moments = sorted(opened + timedelta(minutes=chance.randrange(days * 24 * 60)) for _ in answers)
    for number, moment in enumerate(moments, start=30_000_000):
        rows.append([number, moment.strftime("%Y-%m-%dT%H:%M:%S"), chance.randrange(200_000, 1_500_000)])
    for question in survey.questions:
        _nettskjema_columns(question, rows, answers)
    codebook = [_element(question) for question in survey.questions]
    return {
        "data.txt": _csv(rows, delimiter="\t", encoding="utf-8-sig"),
        "elements.json": json.dumps(codebook, ensure_ascii=False, indent=1).encode(),
    }


def _nettskjema_columns(question: Question, rows: Rows, answers: Sequence[Answers]) -> None:
    match question:
        case MultipleQuestion():
            for option in question.options:
                rows[0].append(f"{question.id}.{option.code}")
                for row, given in zip(rows[1:], answers, strict=True):
                    row.append(int(option.code in given.get(question.id, ())))
        case GridQuestion():
            for grid_row in question.rows:
                rows[0].append(f"{question.id}.{grid_row.id}")
                for row, given in zip(rows[1:], answers, strict=True):
                    row.append(given.get(f"{question.id}.{grid_row.id}", ""))
        case _:
            rows[0].append(question.id)
            for row, given in zip(rows[1:], answers, strict=True):
                row.append(given.get(question.id, ""))


def _element(question: Question) -> dict[str, object]:
    options: Sequence[Option] = getattr(question, "options", ())
    kind = "RADIO" if options else "TEXT"
    element: dict[str, object] = {
        "elementType": kind,
        "externalElementId": question.id,
        "text": question.text.into(_LANGUAGE),
    }
    if options:
        element["answerOptions"] = [
            {"externalAnswerOptionId": option.code, "text": option.text.into(_LANGUAGE)} for option in options
        ]
    match question:
        case MultipleQuestion():
            element["elementType"] = "CHECKBOX"
        case GridQuestion():
            element["elementType"] = "MATRIX_RADIO"
            element["subElements"] = [
                {"externalElementId": row.id, "text": row.text.into(_LANGUAGE)} for row in question.rows
            ]
        case _:
            pass
    return element


def google_csv(survey: Survey, answers: Sequence[Answers], *, opened: datetime, days: int, seed: int) -> bytes:
    """One csv with commas; a grid's rows stand in square brackets, several answers are joined by «, »."""
    chance = random.Random(seed)
    header: list[object] = ["Tidsmerke"]
    columns = []
    for question, key, _ in _columns(survey):
        stem = question.text.into(_LANGUAGE)
        if isinstance(question, GridQuestion):
            row_text = next(r.text.into(_LANGUAGE) for r in question.rows if key.endswith(f".{r.id}"))
            header.append(f"{stem} [{row_text}]")
        else:
            header.append(stem)
        columns.append((key, {o.code: o.text.into(_LANGUAGE) for o in getattr(question, "options", ())}))
    moments = sorted(opened + timedelta(minutes=chance.randrange(days * 24 * 60)) for _ in answers)
    rows: Rows = [header]
    for given, moment in zip(answers, moments, strict=True):
        cells = [_joined(given.get(key, ""), texts) for key, texts in columns]
        rows.append([moment.strftime("%d.%m.%Y %H.%M.%S"), *cells])
    return _csv(rows, delimiter=",", encoding="utf-8")


def _joined(given: str | tuple[str, ...], texts: dict[str, str]) -> str:
    if isinstance(given, tuple):
        return ", ".join(texts[code] for code in given)
    return texts.get(given, given)


def _csv(rows: Rows, *, delimiter: str, encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)
