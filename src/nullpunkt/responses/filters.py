"""Who was asked what, by the questionnaire's own filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullpunkt.responses.model import Ticks
from nullpunkt.responses.table import BLANK, NOT_ASKED
from nullpunkt.survey.model import ChoiceQuestion, Condition, GridQuestion, ItemKey, MultipleQuestion, Survey

Mask = NDArray[np.bool_]


@dataclass(slots=True)
class Coded:
    """All coded columns of all rows while they are being put right."""

    choices: dict[ItemKey, NDArray[np.int16]]
    ticks: dict[str, Ticks]
    numbers: dict[str, NDArray[np.float64]]
    comments: dict[str, Mask]


def apply_filters(survey: Survey, coded: Coded) -> Mapping[str, Mask]:
    """Set NOT_ASKED where the filter says so; gives, per question, the rows that answered although not asked.

    An answer by somebody who was not asked does not count. Where the filter's own question is blank but the filtered
    one is answered, the person has evidently seen it, so the answer stands. A filter whose question the export lacks
    is not applied. Questions come after the ones that they depend on, so chains of filters are followed.
    """
    violations: dict[str, Mask] = {}
    for question in survey.questions:
        if question.asked_if is None:
            continue
        decided = _asked(survey, coded, question.asked_if)
        if decided is None:
            continue
        asked, known = decided
        answered_against = _exclude(coded, question.id, asked=asked, known=known)
        if answered_against is not None and answered_against.any():
            violations[question.id] = answered_against
    return violations


def _asked(survey: Survey, coded: Coded, condition: Condition) -> tuple[Mask, Mask] | None:
    """Who meets the condition, and of whom that is known; None where the question is not in the export."""
    parent = survey.by_id[condition.question]
    match parent:
        case ChoiceQuestion() | GridQuestion():
            codes = coded.choices.get(ItemKey(condition.question, condition.item))
            if codes is None:
                return None
            wanted = [n for n, option in enumerate(parent.options) if option.code in condition.options]
            return np.isin(codes, wanted), codes != BLANK
        case MultipleQuestion():
            ticks = coded.ticks.get(condition.question)
            if ticks is None:
                return None
            wanted = [n for n, option in enumerate(parent.options) if option.code in condition.options]
            return np.asarray(ticks.chosen[:, wanted].any(axis=1)), ticks.state != BLANK
        case _:
            return None


def _exclude(coded: Coded, question: str, *, asked: Mask, known: Mask) -> Mask | None:
    """Mark as not asked; gives who answered although the filter's answer is known to exclude them."""
    against: Mask | None = None
    for key in [key for key in coded.choices if key.question == question]:
        codes = coded.choices[key]
        answered = codes >= 0
        out = ~asked & (known | ~answered)
        coded.choices[key] = np.where(out, np.int16(NOT_ASKED), codes).astype(np.int16)
        against = _either(against, answered & out)
    if (ticks := coded.ticks.get(question)) is not None:
        answered = ticks.state == 0
        out = ~asked & (known | ~answered)
        state = np.where(out, np.int8(NOT_ASKED), ticks.state).astype(np.int8)
        coded.ticks[question] = Ticks(ticks.chosen & ~out[:, None], state)
        against = _either(against, answered & out)
    if (numbers := coded.numbers.get(question)) is not None:
        answered = np.isfinite(numbers)
        out = ~asked & (known | ~answered)
        coded.numbers[question] = np.where(out, -np.inf, numbers)
        against = _either(against, answered & out)
    return against


def _either(left: Mask | None, right: Mask) -> Mask:
    return right if left is None else left | right
