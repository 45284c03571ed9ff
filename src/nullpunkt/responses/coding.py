"""From a raw table to answers as numbers, with everything that was wrong told at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nullpunkt.responses.answers import code_choice, code_joined, code_number, code_tick
from nullpunkt.responses.filters import Coded as _Coded
from nullpunkt.responses.filters import apply_filters
from nullpunkt.responses.findings import Reporter
from nullpunkt.responses.fitting import Fit
from nullpunkt.responses.issues import Issue
from nullpunkt.responses.matches import Match
from nullpunkt.responses.matching import match_columns
from nullpunkt.responses.model import Responses, Ticks
from nullpunkt.responses.respondents import Selection, select
from nullpunkt.responses.table import BLANK, NOT_ASKED, Column, RawTable
from nullpunkt.survey.model import (
    ChoiceQuestion,
    GridQuestion,
    ItemKey,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    Survey,
)


@dataclass(frozen=True, slots=True)
class Coded:
    """The answers, what was wrong with them, and which column went where."""

    responses: Responses
    issues: tuple[Issue, ...]
    matches: tuple[Match, ...]
    kept: NDArray[np.bool_]
    """which of the table's rows the answers are of"""


def code(
    table: RawTable,
    survey: Survey,
    *,
    min_answered: float = 0.30,
    mapping: Mapping[str, str] | None = None,
    keep_text: bool = False,
) -> Coded:
    """Match the columns, code the answers, apply the filters, choose the respondents.

    A respondent who answered less than `min_answered` of what he or she was asked (closed questions, each row of a grid
    one) is left out. `mapping` is header to question, as a person settled it. Free text is kept only with `keep_text`.
    """
    matching = match_columns(table, survey, mapping)
    reporter = Reporter(table, list(matching.issues))
    reporter.reading()
    coder = _Coder(table, survey, reporter)
    for match in matching.matches:
        coder.add(match)
    coded = coder.finished()
    for question, rows in apply_filters(survey, coded).items():
        reporter.filter_violation(question, rows)
    selection = select(table, coded, min_answered=min_answered)
    reporter.selection(selection, min_answered=min_answered)
    texts = coder.texts if keep_text else {}
    return Coded(
        _responses(table, survey, coded, selection, texts), reporter.issues(), matching.matches, selection.kept
    )


class _Coder:
    """Collects the coded columns, several columns of one multiple choice into one."""

    def __init__(self, table: RawTable, survey: Survey, reporter: Reporter) -> None:
        self._table = table
        self._survey = survey
        self._reporter = reporter
        self._fit = Fit(survey)
        self._coded = _Coded({}, {}, {}, {})
        self._ticked: dict[str, list[tuple[int, np.ndarray[tuple[int], np.dtype[np.int16]]]]] = {}
        self.texts: dict[str, Column] = {}

    def add(self, match: Match) -> None:
        """Code one matched column."""
        column, target = self._table.columns[match.column], match.target
        options = self._fit.options(target.question)
        match self._survey.by_id[target.question]:
            case ChoiceQuestion() | MultipleQuestion() if target.option is not None:
                place = next(n for n, option in enumerate(options.options) if option.code == target.option)
                codes, findings = code_tick(column, options, place)
                self._ticked.setdefault(target.question, []).append((place, codes))
            case ChoiceQuestion() | GridQuestion():
                self._coded.choices[ItemKey(target.question, target.item)], findings = code_choice(column, options)
            case MultipleQuestion():
                chosen, state, findings = code_joined(column, options)
                self._coded.ticks[target.question] = Ticks(chosen, state)
            case NumberQuestion() as question:
                self._coded.numbers[target.question], findings = code_number(column, question)
            case OpenQuestion():
                self._coded.comments[target.question] = column.codes >= 0
                self.texts[target.question] = column
                return
        self._reporter.answers(column, str(target), options, findings)

    def finished(self) -> _Coded:
        """All columns, those of single options brought together."""
        for question, columns in self._ticked.items():
            if isinstance(self._survey.by_id[question], MultipleQuestion):
                self._coded.ticks[question] = self._merged(question, columns)
            else:
                self._add_own_words(question, columns)
        order = {question.id: place for place, question in enumerate(self._survey.questions)}
        items = {key: place for place, key in enumerate(self._survey.items)}
        coded = self._coded
        coded.choices = dict(sorted(coded.choices.items(), key=lambda pair: items[pair[0]]))
        coded.ticks = dict(sorted(coded.ticks.items(), key=lambda pair: order[pair[0]]))
        return coded

    def _merged(
        self, question: str, columns: Sequence[tuple[int, np.ndarray[tuple[int], np.dtype[np.int16]]]]
    ) -> Ticks:
        """Nothing ticked is no answer: platforms write zeros for people who never saw the question."""
        before = self._coded.ticks.get(question)
        chosen = (
            np.zeros((self._table.rows, len(self._fit.options(question).options)), dtype=np.bool_)
            if before is None
            else before.chosen.copy()
        )
        unasked = np.ones(self._table.rows, dtype=np.bool_)
        for place, codes in columns:
            chosen[:, place] |= codes == 1
            unasked &= codes == NOT_ASKED
        state = np.where(chosen.any(axis=1), 0, np.where(unasked, NOT_ASKED, BLANK)).astype(np.int8)
        return Ticks(chosen, state)

    def _add_own_words(
        self, question: str, columns: Sequence[tuple[int, np.ndarray[tuple[int], np.dtype[np.int16]]]]
    ) -> None:
        """Words in the column beside a single choice are «other» where the choice itself is blank."""
        key = ItemKey(question)
        codes = self._coded.choices.get(key, np.full(self._table.rows, BLANK, dtype=np.int16))
        for place, ticked in columns:
            codes = np.where((codes == BLANK) & (ticked == 1), np.int16(place), codes).astype(np.int16)
        self._coded.choices[key] = codes


def _responses(
    table: RawTable, survey: Survey, coded: _Coded, selection: Selection, texts: Mapping[str, Column]
) -> Responses:
    kept = selection.kept
    return Responses(
        survey=survey.id,
        respondents=int(kept.sum()),
        choices={key: codes[kept] for key, codes in coded.choices.items()},
        ticks={question: Ticks(ticks.chosen[kept], ticks.state[kept]) for question, ticks in coded.ticks.items()},
        numbers={question: numbers[kept] for question, numbers in coded.numbers.items()},
        comments={question: comments[kept] for question, comments in coded.comments.items()},
        texts={question: _texts(column, kept) for question, column in texts.items()},
        period=table.period,
    )


def _texts(column: Column, kept: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[str, ...]:
    return tuple(column.values[code] if code >= 0 else "" for code in column.codes[kept])
