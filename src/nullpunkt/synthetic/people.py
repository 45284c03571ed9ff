"""Made-up respondents who answer a questionnaire the way a municipality's staff might.

Each person has a service and an attitude; answers on a scale follow the attitude with noise, questions with a quota get
exactly the number that was asked for, drawn among those who are nearest to giving it. Filters are obeyed.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nullpunkt.survey.model import (
    ChoiceQuestion,
    Condition,
    GridQuestion,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    Option,
    OptionKind,
    Question,
    Survey,
)

Answers = dict[str, str | tuple[str, ...]]
"""item key (`question` or `question.row`) -> option code, or codes of a multiple choice; absent where not answered"""


@dataclass(frozen=True, slots=True)
class Service:
    """One service of the plan: option code of the main background question, headcount, answers, attitude."""

    code: str
    invited: int
    answered: int
    attitude: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a made-up municipality is like.

    `quotas[key][option]` is the share of those asked who give exactly this answer; the rest answer freely among the
    other options. `weights[key][option]` tilts free answers. `levels[key]` moves a scale up or down, in standard
    deviations. `blank` is the share of single answers left out.
    """

    services: tuple[Service, ...]
    quotas: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    levels: Mapping[str, float] = field(default_factory=dict)
    blank: float = 0.01


@dataclass(slots=True)
class _Person:
    service: str
    attitude: float
    answers: Answers


def respondents(survey: Survey, plan: Plan, *, seed: int) -> tuple[Answers, ...]:
    """The answers of everybody who answered, in the order in which they came in."""
    chance = random.Random(seed)
    people = [
        _Person(service.code, service.attitude + chance.gauss(0, 1), {})
        for service in plan.services
        for _ in range(service.answered)
    ]
    chance.shuffle(people)
    for question in survey.questions:
        _answer(question, people, survey=survey, plan=plan, chance=chance)
    return tuple(person.answers for person in people)


def _answer(
    question: Question, people: Sequence[_Person], *, survey: Survey, plan: Plan, chance: random.Random
) -> None:
    asked = [person for person in people if _is_asked(person, question.asked_if)]
    match question:
        case ChoiceQuestion():
            if question.id == survey.main_breakdown:
                for person in asked:
                    person.answers[question.id] = person.service
            else:
                _choose(question.id, question.options, asked, plan=plan, chance=chance)
        case GridQuestion():
            for row in question.rows:
                _choose(f"{question.id}.{row.id}", question.options, asked, plan=plan, chance=chance)
        case MultipleQuestion():
            _tick(question, asked, plan=plan, chance=chance)
        case NumberQuestion() | OpenQuestion():
            pass


def _is_asked(person: _Person, condition: Condition | None) -> bool:
    if condition is None:
        return True
    key = condition.question if condition.item is None else f"{condition.question}.{condition.item}"
    return person.answers.get(key) in condition.options


def _choose(
    key: str, options: Sequence[Option], asked: Sequence[_Person], *, plan: Plan, chance: random.Random
) -> None:
    quota = plan.quotas.get(key, {})
    noise = {id(person): person.attitude * 0.6 + chance.gauss(0, 1) for person in asked}
    left = sorted(asked, key=lambda person: -noise[id(person)])
    for code, share in quota.items():
        taken, left = left[: round(share * len(asked))], left[round(share * len(asked)) :]
        for person in taken:
            person.answers[key] = code
    free = [option for option in options if option.code not in quota]
    for person in left if free else ():
        if chance.random() >= plan.blank:
            person.answers[key] = _free(key, free, noise[id(person)], plan=plan, chance=chance)


def _free(key: str, options: Sequence[Option], leaning: float, *, plan: Plan, chance: random.Random) -> str:
    aside = [option for option in options if not option.valid]
    scale = [option for option in options if option.valid]
    if aside and (not scale or chance.random() < _ASIDE):
        return chance.choice(aside).code
    weights = plan.weights.get(key)
    if weights is not None or any(option.score is None for option in scale):
        shares = [(weights or {}).get(option.code, 1.0) for option in scale]
        return chance.choices(scale, shares)[0].code
    middle, spread = (len(scale) - 1) / 2, len(scale) / 5
    place = round(middle + plan.levels.get(key, 0.0) * spread + leaning * spread)
    return scale[max(0, min(len(scale) - 1, place))].code


_ASIDE = 0.03
"""share of don't know and not relevant among free answers"""


def _tick(question: MultipleQuestion, asked: Sequence[_Person], *, plan: Plan, chance: random.Random) -> None:
    weights = plan.weights.get(question.id, {})
    none = [option.code for option in question.options if option.kind is OptionKind.NONE]
    for person in asked:
        if chance.random() < plan.blank:
            continue
        ticked = [
            option.code
            for option in question.options
            if option.code not in none and chance.random() < weights.get(option.code, 0.25)
        ]
        person.answers[question.id] = tuple(ticked or none or [question.options[0].code])
