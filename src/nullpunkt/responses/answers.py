"""One column's texts into the numbers that are counted; each distinct text is looked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nullpunkt.responses.fitting import NO_TICK_WORDS, TICK_WORDS
from nullpunkt.responses.numbers import parse_number
from nullpunkt.responses.options import MISSING_CODES, NEGATIVE_CODES, OptionList, Outcome, Settled, reads_as_scores
from nullpunkt.responses.splitting import separator_of, split
from nullpunkt.responses.table import BLANK, NOT_ASKED, Column, Layout
from nullpunkt.responses.wording import matching_key
from nullpunkt.survey.model import NumberQuestion

Codes = NDArray[np.int16]
NUMBER_BLANK = np.nan
NUMBER_NOT_ASKED = -np.inf


@dataclass(slots=True)
class Findings:
    """Places of a column's distinct texts that were not simply an option, by what they were."""

    near: list[int] = field(default_factory=list)
    scores: list[int] = field(default_factory=list)
    own_words: list[int] = field(default_factory=list)
    missing_codes: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    out_of_range: list[int] = field(default_factory=list)
    not_a_number: list[int] = field(default_factory=list)
    suspicious: list[int] = field(default_factory=list)

    def of(self, outcome: Outcome) -> list[int]:
        """The list for an outcome; a plain match is not kept."""
        return {
            Outcome.SAME: [],
            Outcome.SILENT: [],
            Outcome.NEAR: self.near,
            Outcome.SCORE: self.scores,
            Outcome.OWN_WORDS: self.own_words,
            Outcome.MISSING_CODE: self.missing_codes,
            Outcome.UNKNOWN: self.unknown,
        }[outcome]


def _spread(column: Column, places: Sequence[int]) -> Codes:
    """Codes per row from a code per distinct text, blank and not asked kept."""
    table = np.array([*places, NOT_ASKED, BLANK], dtype=np.int16)
    return table[column.codes]


def code_choice(column: Column, options: OptionList) -> tuple[Codes, Findings]:
    """One answer a cell: the option's place, own words as the option «other»."""
    scored = reads_as_scores(options, [text for text in column.values if text.strip() not in column.otherwise])
    findings, places = Findings(), []
    for place, text in enumerate(column.values):
        settled = options.settle(text, scored=scored, otherwise=column.otherwise)
        findings.of(settled.outcome).append(place)
        places.append(settled.option)
    if _no_option_at_all(findings, len(column.values)):
        findings.unknown, findings.own_words = findings.own_words, []
        places = [BLANK] * len(column.values)
    return _spread(column, places), findings


def _no_option_at_all(findings: Findings, texts: int) -> bool:
    """Several texts and every one of them «own words»: the column is something else than the question."""
    return len(findings.own_words) == texts and texts > 3


def code_joined(column: Column, options: OptionList) -> tuple[NDArray[np.bool_], NDArray[np.int8], Findings]:
    """Several answers a cell: options ticked per row, and whether anything was answered."""
    separator = separator_of(column, options)
    chosen = np.zeros((len(column.values) + 2, len(options.options)), dtype=np.bool_)
    state = np.full(len(column.values) + 2, BLANK, dtype=np.int8)
    state[-2] = NOT_ASKED
    findings = Findings()
    for place, text in enumerate(column.values):
        if text.strip() in column.otherwise:
            state[place] = column.otherwise[text.strip()]
            continue
        result = split(text, separator=separator, options=options)
        chosen[place, list(result.options)] = True
        state[place] = 0 if result.options else BLANK
        for found, places in ((result.near, findings.near), (result.own_words, findings.own_words)):
            places.extend([place] if found else [])
        if result.unknown:
            codes = all(_is_missing_code(piece) for piece in result.unknown)
            (findings.missing_codes if codes else findings.unknown).append(place)
    return chosen[column.codes], state[column.codes], findings


def code_tick(column: Column, options: OptionList, option: int) -> tuple[Codes, Findings]:
    """A column of its own for one option: 1 ticked, 0 not, BLANK or NOT_ASKED."""
    if column.layout is Layout.INDICATOR:
        return column.codes.astype(np.int16), Findings()
    findings, places = Findings(), []
    for place, text in enumerate(column.values):
        silent = column.otherwise.get(text.strip())
        settled = _tick(text, options, option) if silent is None else Settled(silent, Outcome.SILENT)
        findings.of(settled.outcome).append(place)
        places.append(settled.option)
    return _spread(column, places), findings


def _tick(text: str, options: OptionList, option: int) -> Settled:
    key = matching_key(text)
    if key in NO_TICK_WORDS:
        return Settled(0, Outcome.SAME)
    if key in TICK_WORDS or options.same(text) == option or (key.isdigit() and not _is_missing_code(text)):
        return Settled(1, Outcome.SAME)
    if option == options.other:
        return Settled(1, Outcome.OWN_WORDS)
    if _is_missing_code(text):
        return Settled(BLANK, Outcome.MISSING_CODE)
    settled = options.settle(text)
    if settled.option == option:
        return Settled(1, settled.outcome)
    return Settled(BLANK, Outcome.UNKNOWN)


def _is_missing_code(text: str) -> bool:
    return matching_key(text) in MISSING_CODES | NEGATIVE_CODES


def code_number(column: Column, question: NumberQuestion) -> tuple[NDArray[np.float64], Findings]:
    """Numbers within the declared bounds; what is outside, or no number, is blank and told."""
    low = -np.inf if question.minimum is None else question.minimum
    high = np.inf if question.maximum is None else question.maximum
    findings, places = Findings(), []
    for place, text in enumerate(column.values):
        number = parse_number(text)
        if text.strip() in column.otherwise:
            silent = column.otherwise[text.strip()]
            places.append(NUMBER_NOT_ASKED if silent == NOT_ASKED else NUMBER_BLANK)
            continue
        if number is None:
            findings.not_a_number.append(place)
        elif not low <= number <= high:
            (findings.missing_codes if _is_missing_code(text) else findings.out_of_range).append(place)
            number = None
        elif _is_missing_code(text) and (number < 0 or number >= 997):
            findings.suspicious.append(place)
        places.append(NUMBER_BLANK if number is None else number)
    table = np.array([*places, NUMBER_NOT_ASKED, NUMBER_BLANK], dtype=np.float64)
    return table[column.codes], findings


def rows_of(column: Column, places: Sequence[int]) -> NDArray[np.intp]:
    """The rows whose text is one of these."""
    marked = np.zeros(len(column.values) + 2, dtype=np.bool_)
    marked[list(places)] = True
    return np.flatnonzero(marked[column.codes])
