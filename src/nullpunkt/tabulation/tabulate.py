"""One counting pass over the answers: every item by every breakdown."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from nullpunkt.responses.model import Responses, Ticks
from nullpunkt.responses.table import BLANK, NOT_ASKED
from nullpunkt.survey.model import ChoiceQuestion, Item, ItemKey, MultipleQuestion, NumberQuestion, OpenQuestion, Survey
from nullpunkt.tabulation.index_scores import index_moments
from nullpunkt.tabulation.model import ChoiceCounts, Counts, NumberSummary, Tabulation, TickCounts

BLOCK = 1 << 16
"""Respondents counted at a time: the temporary keys of a block stay in the processor's cache."""

Groups = NDArray[np.int64]
"""Each respondent's row in a breakdown's table; the last row is for those who did not state it."""


def tabulate(responses: Responses, survey: Survey) -> Tabulation:
    """Everything that is counted of one wave; background questions are not crossed with each other."""
    breakdowns = {by: _groups(responses, survey.items[ItemKey(by)]) for by in breakdowns_in(responses, survey)}
    rows = {by: len(survey.items[ItemKey(by)].options) + 1 for by in breakdowns}
    return Tabulation(
        respondents=responses.respondents,
        sizes={by: np.bincount(groups, minlength=rows[by]) for by, groups in breakdowns.items()},
        choices=dict(_choices(responses, survey, breakdowns=breakdowns, rows=rows)),
        ticks=dict(_all_ticks(responses, survey, breakdowns=breakdowns, rows=rows)),
        numbers={
            question.id: _number(responses.numbers[question.id])
            for question in survey.questions
            if isinstance(question, NumberQuestion) and question.id in responses.numbers
        },
        indices={
            index.id: index_moments(index, responses.choices, survey.items)
            for index in survey.indices
            if any(key in responses.choices for key in index.items)
        },
        comments={
            question.id: int(responses.comments[question.id].sum())
            for question in survey.questions
            if isinstance(question, OpenQuestion) and question.id in responses.comments
        },
    )


def breakdowns_in(responses: Responses, survey: Survey) -> tuple[str, ...]:
    """The breakdowns that the export holds, the main one first."""
    wanted = dict.fromkeys((survey.main_breakdown, *survey.breakdowns))
    return tuple(
        by
        for by in wanted
        if by is not None and isinstance(survey.by_id[by], ChoiceQuestion) and ItemKey(by) in responses.choices
    )


def _groups(responses: Responses, item: Item) -> Groups:
    codes = responses.choices[item.key].astype(np.int64)
    codes[codes < 0] = len(item.options)
    return codes


def _choices(
    responses: Responses, survey: Survey, *, breakdowns: Mapping[str, Groups], rows: Mapping[str, int]
) -> Iterator[tuple[tuple[ItemKey, str | None], ChoiceCounts]]:
    for item in survey.items.values():
        if item.key not in responses.choices:
            continue
        codes, columns = responses.choices[item.key], len(item.options) + 2
        crossed = {} if item.background else breakdowns
        tables = {by: _cross(groups, codes, rows=rows[by], columns=columns) for by, groups in crossed.items()}
        total = next(iter(tables.values())).sum(axis=0, keepdims=True) if tables else _alone(codes, columns=columns)
        yield (item.key, None), _split(total)
        for by, table in tables.items():
            yield (item.key, by), _split(table)


def _cross(groups: Groups, codes: NDArray[np.int16], *, rows: int, columns: int) -> Counts:
    """Respondents by group and code, the columns NOT_ASKED, BLANK, option 0, 1, …"""
    cells = np.zeros(rows * columns, dtype=np.int64)
    for start in range(0, len(codes), BLOCK):
        keys = groups[start : start + BLOCK] * columns
        keys += codes[start : start + BLOCK]
        keys -= NOT_ASKED
        cells += np.bincount(keys, minlength=rows * columns)
    return cells.reshape(rows, columns)


def _alone(codes: NDArray[np.int16], *, columns: int) -> Counts:
    return _cross(np.zeros(len(codes), dtype=np.int64), codes, rows=1, columns=columns)


def _split(table: Counts) -> ChoiceCounts:
    return ChoiceCounts(counts=table[:, 2:], blank=table[:, BLANK - NOT_ASKED], not_asked=table[:, 0])


def _all_ticks(
    responses: Responses, survey: Survey, *, breakdowns: Mapping[str, Groups], rows: Mapping[str, int]
) -> Iterator[tuple[tuple[str, str | None], TickCounts]]:
    for question in survey.questions:
        if not isinstance(question, MultipleQuestion) or question.id not in responses.ticks:
            continue
        ticks = responses.ticks[question.id]
        valid = np.array([option.valid for option in question.options])
        everybody = np.zeros(responses.respondents, dtype=np.int64)
        yield (question.id, None), _count_ticks(ticks, everybody, rows=1, valid=valid)
        for by, groups in {} if question.background else breakdowns.items():
            yield (question.id, by), _count_ticks(ticks, groups, rows=rows[by], valid=valid)


def _count_ticks(ticks: Ticks, groups: Groups, *, rows: int, valid: NDArray[np.bool_]) -> TickCounts:
    seen = ticks.state == 0
    answered = seen & ticks.chosen[:, valid].any(axis=1)
    by_option = [np.bincount(groups[seen & chosen], minlength=rows) for chosen in ticks.chosen.T]
    return TickCounts(
        ticks=np.stack(by_option, axis=1),
        answered=np.bincount(groups[answered], minlength=rows),
        blank=np.bincount(groups[ticks.state == BLANK], minlength=rows),
        not_asked=np.bincount(groups[ticks.state == NOT_ASKED], minlength=rows),
    )


def _number(values: NDArray[np.float64]) -> NumberSummary:
    answers = values[np.isfinite(values)]
    n = len(answers)
    return NumberSummary(
        n=n,
        mean=math.fsum(answers.tolist()) / n if n else None,
        median=float(np.median(answers)) if n else None,
        blank=int(np.isnan(values).sum()),
        not_asked=int(np.isneginf(values).sum()),
    )
