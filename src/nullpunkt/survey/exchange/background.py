"""Which questions of a sketch seem to describe the respondent, so that results can be broken down by them."""

from __future__ import annotations

import re
from dataclasses import replace

from nullpunkt.survey.exchange.sketch import Note, Sketch, plain
from nullpunkt.survey.model import FALLBACK_LANGUAGE, ChoiceQuestion, ChoiceType, Question

_MAIN = re.compile(
    r"\b(tjeneste|tjenesten|teneste|tenesta|enhet|enheten|eining|eininga|avdeling|avdelinga|avdelingen|arbeidssted|"
    r"arbeidsstad|virksomhet|sektor|service|department|workplace|unit)\b"
)
_BACKGROUND = re.compile(
    r"\b(rolle|rollen|stilling|stillinga|stillingen|yrke|leder|leiar|ansiennitet|alder|alderen|aldersgruppe|kjønn|"
    r"utdanning|utdannelse|kommune|skole|skule|hvor lenge har du|kor lenge har du|role|position|profession|seniority|"
    r"age|gender|education|municipality|how long have you)\b"
)
_LONGEST_BACKGROUND = 90


def background(sketch: Sketch) -> Sketch:
    """Mark what seems to describe the respondent, and name the service as the main breakdown."""
    main = [question.id for question in sketch.survey.questions if _describes(question, _MAIN)][:1]
    others = [q.id for q in sketch.survey.questions if _describes(q, _BACKGROUND) and q.id not in main]
    if not main and others:
        main, others = others[:1], others[1:]
    marked = {*main, *others}
    questions = tuple(_marked(question) if question.id in marked else question for question in sketch.survey.questions)
    notes = dict(sketch.notes)
    for name in marked:
        notes[name] = (*notes.get(name, ()), Note("main_breakdown" if name in main else "background"))
    survey = replace(
        sketch.survey,
        questions=questions,
        main_breakdown=main[0] if main else None,
        breakdowns=tuple(others) if main else (),
    )
    return Sketch(survey, notes)


def _marked(question: Question) -> Question:
    return replace(question, background=True)


def _describes(question: Question, words: re.Pattern[str]) -> bool:
    """A short question with one answer that is no judgement."""
    if not isinstance(question, ChoiceQuestion) or question.type not in (ChoiceType.SINGLE, ChoiceType.ORDERED):
        return False
    key = plain(question.text.into(FALLBACK_LANGUAGE))
    return len(key) <= _LONGEST_BACKGROUND and words.search(key.replace("_", " ")) is not None
