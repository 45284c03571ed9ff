"""Answers of linked respondents in both waves, counted: yes and yes, yes and no, no and yes, no and no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullpunkt.responses.model import Responses
from nullpunkt.survey.model import ItemKey, MultipleQuestion, Survey

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Side:
    """One wave's answers and the questionnaire that they answer; `rows` are its linked respondents."""

    responses: Responses
    survey: Survey
    rows: Rows


@dataclass(frozen=True, slots=True, repr=False)
class PairCounts:
    """Raw counts of one indicator; `n` and `yes` of each wave are of all its respondents, linked or not."""

    key: ItemKey
    option: str | None
    sensitive: bool
    both: int
    lost: int
    gained: int
    neither: int
    n: tuple[int, int]
    yes: tuple[int, int]

    @property
    def pairs(self) -> int:
        """Linked respondents with a valid answer in both waves."""
        return self.both + self.lost + self.gained + self.neither


def count_pairs(first: Side, second: Side) -> Iterator[PairCounts]:
    """Every indicator that both waves have: favourable answers of an item, each option of a multiple choice."""
    for question in second.survey.questions:
        if isinstance(question, MultipleQuestion) and not question.background:
            for option in question.options:
                if option.valid:
                    yield from _pair(first, second, ItemKey(question.id), option.code, sensitive=question.sensitive)
    for item in second.survey.items.values():
        if item.has_favourable and not item.background:
            yield from _pair(first, second, item.key, None, sensitive=item.sensitive)


def _pair(first: Side, second: Side, key: ItemKey, option: str | None, *, sensitive: bool) -> Iterator[PairCounts]:
    one, two = _answers(first, key, option), _answers(second, key, option)
    if one is None or two is None:
        return
    (valid1, yes1), (valid2, yes2) = one, two
    both = valid1[first.rows] & valid2[second.rows]
    before, after = yes1[first.rows][both], yes2[second.rows][both]
    yield PairCounts(
        key=key,
        option=option,
        sensitive=sensitive,
        both=int((before & after).sum()),
        lost=int((before & ~after).sum()),
        gained=int((~before & after).sum()),
        neither=int((~before & ~after).sum()),
        n=(int(valid1.sum()), int(valid2.sum())),
        yes=(int(yes1.sum()), int(yes2.sum())),
    )


def _answers(side: Side, key: ItemKey, option: str | None) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
    """Who answered validly, and who said yes."""
    if option is not None:
        question, ticks = side.survey.by_id.get(key.question), side.responses.ticks.get(key.question)
        if not isinstance(question, MultipleQuestion) or ticks is None:
            return None
        places = {o.code: place for place, o in enumerate(question.options)}
        if option not in places:
            return None
        usable = np.array([o.valid for o in question.options])
        answered = (ticks.state == 0) & ticks.chosen[:, usable].any(axis=1)
        return answered, answered & ticks.chosen[:, places[option]]
    item, codes = side.survey.items.get(key), side.responses.choices.get(key)
    if item is None or codes is None:
        return None
    valid = np.isin(codes, [place for place, o in enumerate(item.options) if o.valid])
    yes = np.isin(codes, [place for place, o in enumerate(item.options) if o.valid and o.favourable])
    return valid, yes
