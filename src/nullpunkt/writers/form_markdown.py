"""A questionnaire as Markdown, to read and to print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nullpunkt.survey.exchange.paper import PaperForm, PaperQuestion, Shape

BOX = "☐"
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")


def form_markdown(form: PaperForm, *, statement: str) -> str:
    """The whole form; `statement` heads the first column of grids."""
    return "\n".join(_lines(form, statement)) + "\n"


def _lines(form: PaperForm, statement: str) -> Iterator[str]:
    yield f"# {_text(form.title)}"
    if form.description:
        yield f"\n{_text(form.description)}"
    for chapter in form.chapters:
        yield f"\n## {_text(chapter.title)}"
        for question in chapter.questions:
            yield f"\n**{question.number}. {_text(question.text)}**"
            if question.hint:
                yield f"\n*{_text(question.hint)}*"
            yield ""
            yield from _answers(question, statement)


def _answers(question: PaperQuestion, statement: str) -> Iterator[str]:
    match question.shape:
        case Shape.BOXES:
            yield from (f"- {BOX} {_text(answer)}" for answer in question.answers)
        case Shape.GRID:
            yield f"| {_text(statement)} | {' | '.join(map(_text, question.answers))} |"
            yield "| --- |" + " :-: |" * len(question.answers)
            yield from (f"| {_text(row)} |" + f" {BOX} |" * len(question.answers) for row in question.rows)
        case Shape.LINE:
            yield r"\_" * 20
        case Shape.LINES:
            yield "\n\n".join([r"\_" * 60] * 3)


def _text(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
