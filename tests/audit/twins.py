"""Twins: two sets of answers that differ only in what is hidden, so that everything published must be the same bytes.

Two respondents of two groups swap their answers to one question. Where the public tables stay the same text, nothing
that is made of them may differ: no order, no axis, no sentence, no file size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nullpunkt.disclosure.public import Detail, PublicTables
from nullpunkt.responses.model import Responses
from nullpunkt.survey.model import ItemKey, Survey

Public = Callable[[Responses], str]
"""the public tables of some answers, as text"""


@dataclass(frozen=True, slots=True)
class Twin:
    """The respondents at these places have swapped their answers to one item."""

    item: ItemKey
    first: int
    second: int

    def of(self, responses: Responses) -> Responses:
        """The same answers but for the swap."""
        codes = responses.choices[self.item].copy()
        codes[[self.first, self.second]] = codes[[self.second, self.first]]
        return replace(responses, choices={**responses.choices, self.item: codes})


def twins(responses: Responses, tables: PublicTables, survey: Survey, public: Public, *, tries: int) -> Iterator[Twin]:
    """Swaps that leave the public tables as they are, found by trying."""
    published = public(responses)
    for number, twin in enumerate(_candidates(responses, tables, survey)):
        if number >= tries:
            return
        if public(twin.of(responses)) == published:
            yield twin


def _candidates(responses: Responses, tables: PublicTables, survey: Survey) -> Iterator[Twin]:
    """Respondents with other answers, in two groups that are not shown and with the same background otherwise."""
    main = survey.main_breakdown or ""
    published = [group for breakdown in tables.breakdowns if breakdown.by == main for group in breakdown.groups]
    home = {code: group.code for group in published for code in group.members}
    groups = [home.get(option.code) for option in survey.items[ItemKey(main)].options]
    filters = {question.asked_if.question for question in survey.questions if question.asked_if is not None}
    for table in tables.tables:
        if table.by != main or table.option is not None or table.key not in responses.choices:
            continue
        if table.question in filters:
            continue  # who is asked the next question would change too
        hidden = {row.group for row in table.rows if row.detail in (Detail.SUPPRESSED, Detail.BAND)}
        codes = responses.choices[table.key]
        found = _pair(codes, _places(responses, main, groups, hidden), _others(responses, survey.breakdowns))
        if found is not None:
            yield Twin(table.key, *found)


def _places(
    responses: Responses, main: str, groups: Sequence[str | None], hidden: set[str | None]
) -> dict[int, str | None]:
    """Groups that are not shown, by respondent."""
    codes = enumerate(responses.choices[ItemKey(main)].tolist())
    return {place: groups[code] for place, code in codes if code >= 0 and groups[code] in hidden - {None}}


def _others(responses: Responses, others: tuple[str, ...]) -> list[tuple[int, ...]]:
    columns = [responses.choices[ItemKey(by)].tolist() for by in others]
    return list(zip(*columns, strict=True)) or [()] * responses.respondents


def _pair(
    codes: np.ndarray[tuple[int], np.dtype[np.int16]], places: Mapping[int, str | None], others: list[tuple[int, ...]]
) -> tuple[int, int] | None:
    for first, group in places.items():
        for second, other in places.items():
            differ = codes[first] != codes[second] and min(codes[first], codes[second]) >= 0
            if second > first and group != other and differ and others[first] == others[second]:
                return first, second
    return None
