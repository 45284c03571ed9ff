"""Seeded answers to a questionnaire, and files of answers in each platform's layout, made from the documented facts."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nullpunkt.survey.model import (
    ChoiceQuestion,
    Condition,
    GridQuestion,
    ItemKey,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    Option,
    OptionKind,
    Question,
    Survey,
)

Answer = str | tuple[str, ...] | float | None
"""A code; several codes; a number; nothing."""


@dataclass(frozen=True)
class Person:
    """One respondent: answers by item, and what an export says beside them."""

    number: int
    answers: Mapping[ItemKey, Answer]
    email: str
    name: str


def simulate(survey: Survey, *, people: int, seed: int = 1) -> tuple[Person, ...]:
    """People who answer what they are asked, skip a little, and follow the filters."""
    rng = random.Random(seed)
    return tuple(
        Person(n + 1, _answers(survey, rng), f"kanari{n}@eksempel.test", f"Kanari Etternavn{n}") for n in range(people)
    )


def _answers(survey: Survey, rng: random.Random) -> Mapping[ItemKey, Answer]:
    given: dict[ItemKey, Answer] = {}
    for question in survey.questions:
        for key in keys_of(question):
            asked = question.asked_if is None or _meets(given, question.asked_if)
            given[key] = _answer(question, rng) if asked and rng.random() > 0.04 else None
    return given


def keys_of(question: Question) -> tuple[ItemKey, ...]:
    """One key per column of a simple export."""
    if isinstance(question, GridQuestion):
        return tuple(ItemKey(question.id, row.id) for row in question.rows)
    return (ItemKey(question.id),)


def was_asked(person: Person, question: Question) -> bool:
    """Whether the question's filter let the person see it."""
    return question.asked_if is None or _meets(person.answers, question.asked_if)


def _meets(given: Mapping[ItemKey, Answer], condition: Condition) -> bool:
    answer = given.get(ItemKey(condition.question, condition.item))
    codes = answer if isinstance(answer, tuple) else (answer,)
    return any(code in condition.options for code in codes)


def _answer(question: Question, rng: random.Random) -> Answer:
    match question:
        case ChoiceQuestion() | GridQuestion():
            return rng.choice(question.options).code
        case MultipleQuestion():
            if (none := [o.code for o in question.options if o.kind is OptionKind.NONE]) and rng.random() < 0.1:
                return (none[0],)
            ordinary = [o.code for o in question.options if o.kind is not OptionKind.NONE]
            return tuple(rng.sample(ordinary, k=rng.randint(1, min(4, len(ordinary)))))
        case NumberQuestion():
            return float(rng.randint(int(question.minimum or 0), int(question.maximum or 20)))
        case OpenQuestion():
            return f"kanari fritekst {rng.randint(0, 10**9)}" if rng.random() < 0.5 else None


def option_of(options: Sequence[Option], code: str) -> Option:
    """The option with the code."""
    return next(option for option in options if option.code == code)


def header_of(question: Question, key: ItemKey, *, language: str = "nb") -> str:
    """The wording of a question, or of a grid's row alone."""
    if isinstance(question, GridQuestion):
        return next(row.text for row in question.rows if row.id == key.item).into(language)
    return question.text.into(language)


def answer_text(question: Question, answer: Answer, *, language: str = "nb") -> tuple[str, ...]:
    """The answer as the respondent saw it: no text, one, or several."""
    match question:
        case ChoiceQuestion() | GridQuestion() | MultipleQuestion():
            codes = answer if isinstance(answer, tuple) else (answer,) if isinstance(answer, str) else ()
            return tuple(option_of(question.options, code).text.into(language) for code in codes)
        case NumberQuestion():
            return () if answer is None else (f"{answer:g}",)
        case OpenQuestion():
            return () if answer is None else (str(answer),)
