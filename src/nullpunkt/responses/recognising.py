"""Which questionnaire an export is of, by its headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.errors import RecognitionError
from nullpunkt.responses.table import Column, RawTable
from nullpunkt.responses.targets import Target, Vocabulary, vocabulary
from nullpunkt.responses.wording import bare, loose_key
from nullpunkt.survey.model import Survey

WEAK = 0.30
"""Below this share of agreeing headers and questions no questionnaire is named."""
_SHORTEST_PREFIX = 20


@dataclass(frozen=True, slots=True)
class Score:
    """How well a questionnaire fits: the harmonic mean of the columns and the questions that found each other."""

    survey: str
    value: float
    columns: int
    questions: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """The questionnaire that fits best, and what came second."""

    survey: Survey
    score: Score
    runner_up: Score | None


def best_survey(table: RawTable, candidates: Sequence[Survey]) -> Recognised:
    """The questionnaire whose wordings the headers use; RecognitionError where none does, or two equally well."""
    scored = sorted(((_score(table, survey), survey) for survey in candidates), key=lambda pair: -pair[0].value)
    if not scored or scored[0][0].value < WEAK:
        raise RecognitionError(
            f"{table.source} ({table.recognition.title}, number of columns: {len(table.columns)}) "
            f"fits none of the {len(candidates)} known questionnaires",
            hint="Name the questionnaire with --survey, or write one with `nullpunkt surveys draft`.",
        )
    if len(scored) > 1 and scored[0][0].value == scored[1][0].value:
        raise RecognitionError(
            f"{table.source} fits {scored[0][1].id} and {scored[1][1].id} equally well",
            hint="Name the questionnaire with --survey.",
        )
    return Recognised(scored[0][1], scored[0][0], scored[1][0] if len(scored) > 1 else None)


def _score(table: RawTable, survey: Survey) -> Score:
    words = vocabulary(survey)
    asked = {(target.question, target.item) for targets in words.exact.values() for target in targets}
    found: set[tuple[str, str | None]] = set()
    columns = 0
    for column in table.columns:
        targets = _targets(words, column)
        columns += bool(targets)
        found.update((target.question, target.item) for target in targets[:1])
    share_of_columns = columns / max(1, len(table.columns))
    share_of_questions = len(found & asked) / max(1, len(asked))
    both = share_of_columns + share_of_questions
    value = 2 * share_of_columns * share_of_questions / both if both else 0.0
    return Score(survey.id, round(value, 6), columns, len(found))


def _targets(words: Vocabulary, column: Column) -> tuple[Target, ...]:
    """By header, variable name and part, alone and together, without a duplicate's digit; a cut header by its start."""
    header, part = loose_key(bare(column.header)), loose_key(bare(column.part))
    name, part_name = loose_key(column.name), loose_key(column.part_name)
    keys = (
        f"{header} {part}".strip(),
        f"{name} {part_name}".strip(),
        header,
        part,
        header.rstrip("0123456789").rstrip(),
    )
    for key in keys:
        if key and (found := words.loose.get(key)):
            return found
    if len(header) < _SHORTEST_PREFIX:
        return ()
    return next((targets for key, targets in words.loose.items() if key.startswith(header)), ())
