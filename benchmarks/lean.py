"""The lean pipeline: the floor with what a real program needs, a checked questionnaire, NumPy and templates.

    python benchmarks/lean.py FOLDER OUT

pydantic models of the questionnaire, answers checked against it, counting by `bincount`, HTML by Jinja, charts by
hand. It protects nobody and says nothing in words: the yardstick for what the rest costs.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from floor import Json, cell_text, chart, charted, figures, load, questions_of, read, write
from jinja2 import DictLoader, Environment
from pydantic import BaseModel, ConfigDict

PAGE = """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Rapport</title></head><body><h1>Rapport</h1>
{% for figure in results %}<section id="{{ figure.id }}"><h2>{{ figure.text }}</h2>{{ drawn.get(figure.id, "")|safe }}
<table><thead><tr><th>Tjeneste</th><th>n</th>{% for answer in figure.answers %}<th>{{ answer }}</th>{% endfor %}
{% if figure.means %}<th>Snitt</th>{% endif %}</tr></thead><tbody>
{% for row in figure.rows %}<tr><td>{{ row.label }}</td><td>{{ row.n }}</td>
{% for cell in row.cells %}<td>{{ cell }}</td>
{% endfor %}{% if figure.means %}<td>{{ row.mean }}</td>{% endif %}</tr>
{% endfor %}</tbody></table><p>p = {{ figure.p }}</p></section>
{% endfor %}</body></html>"""


class Strict(BaseModel):
    """A field too many is a mistake."""

    model_config = ConfigDict(extra="forbid")


class Option(Strict):
    """One answer."""

    code: str
    text: str
    kind: Literal["answer", "dont_know"] = "answer"


class Question(Strict):
    """One question."""

    id: str
    text: str
    type: Literal["single", "ordered", "likert", "yes_no", "number", "multiple", "text"]
    background: bool = False
    options: list[Option] = []
    favourable: list[str] = []
    minimum: int | None = None
    maximum: int | None = None


class Chapter(Strict):
    """A theme."""

    id: str
    title: str
    questions: list[Question]


class Survey(Strict):
    """The questionnaire."""

    id: str
    version: str
    title: str
    breakdowns: dict[str, str]
    chapters: list[Chapter]


def count(question: Json, column: Sequence[Any], services: np.ndarray, number: int) -> list[list[int]]:
    """As the floor's, by look-up and `bincount`."""
    answers = {answer: place for place, answer in enumerate(question["answers"])}
    columns = len(answers)
    if question["type"] == "multiple":
        known = {text: [answers[part] for part in text.split(";") if part] for text in set(column)}
        chosen = np.zeros((len(column), columns + 1), dtype=bool)
        for row, text in enumerate(column):
            chosen[row, known[text]] = True
        chosen[:, columns] = chosen[:, :columns].any(axis=1)
        table = np.stack([np.bincount(services[ticked], minlength=number) for ticked in chosen.T], axis=1)
    else:
        answers[""] = columns
        codes = np.fromiter(map(answers.__getitem__, column), dtype=np.int64, count=len(column))
        table = np.bincount(services * (columns + 1) + codes, minlength=number * (columns + 1))
        table = table.reshape(number, columns + 1)[:, :columns]
    return [*table.tolist(), table.sum(axis=0).tolist()]


def page(labels: Sequence[str], results: Sequence[Json]) -> str:
    """The report by a template."""
    drawn = {figure["id"]: chart(labels, figure) for figure in charted(results)}
    shown = [
        {**figure, "rows": rows(labels, figure), "p": f"{min(t[2] for t in figure['tests']):.4f}"} for figure in results
    ]
    environment = Environment(autoescape=True, loader=DictLoader({"page": PAGE}))
    return environment.get_template("page").render(results=shown, drawn=drawn)


def rows(labels: Sequence[str], figure: Json) -> list[Json]:
    """The table's rows as text."""
    means = figure["means"] or [None] * len(labels)
    return [
        {
            "label": label,
            "n": n,
            "cells": [cell_text(share) for share in shares],
            "mean": "–" if m is None else f"{m[0]:.2f}",
        }
        for label, n, shares, m in zip(labels, figure["n"], figure["shares"], means, strict=True)
    ]


def prepare(folder: Path, survey: Path) -> tuple[list[Json], dict[str, Any]]:
    """Questionnaire and columns, each answer checked."""
    found = load(survey)
    Survey.model_validate(found)
    questions = questions_of(found)
    headers, columns = read(folder / "responses.xlsx")
    by_header = dict(zip(headers, columns, strict=True))
    for question in questions:
        unknown = set(by_header[question["text"]]) - {*question["answers"], ""}
        if question["type"] != "multiple" and unknown:
            raise SystemExit(f"{question['id']}: {len(unknown)} unknown answers")
    return questions, by_header


def main(folder: Path, out: Path, survey: Path | None = None) -> None:
    """The whole of it."""
    questions, by_header = prepare(folder, survey or folder / "survey.yaml")
    known = {text: place for place, text in enumerate(questions[0]["answers"])}
    services = np.array([known[text] for text in by_header[questions[0]["text"]]])
    results = [figures(q, count(q, by_header[q["text"]], services, len(known))) for q in questions]
    write(out, results, page([*known, "Alle"], results))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
