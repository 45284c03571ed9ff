"""Which column went where and by what; what to tell about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nullpunkt.responses.issues import Issue, IssueCode, Severity
from nullpunkt.responses.table import Column, RawTable
from nullpunkt.responses.targets import Target
from nullpunkt.survey.model import GridQuestion, ItemKey, Survey

_HEADER_SHOWN = 70


class How(StrEnum):
    """By what a column was matched; from `cut` on the user is told."""

    MAPPED = "mapped"
    NAME = "name"
    TEXT = "text"
    LOOSE = "loose"
    LABEL = "label"
    OPTION = "option"
    DUPLICATE = "duplicate"
    CUT = "cut"
    NEAR = "near"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Match:
    """One column and where its answers belong."""

    column: int
    place: str
    header: str
    target: Target
    how: How


def column_label(column: Column) -> str:
    """The column as a message names it: place and the beginning of its header."""
    header = " ".join((f"{column.header} – {column.part}" if column.part else column.header).split())
    shown = header if len(header) <= _HEADER_SHOWN else header[: _HEADER_SHOWN - 1] + "…"
    return f"{column.place} «{shown}»"


def matching_issues(
    table: RawTable, survey: Survey, matches: Sequence[Match], *, unmatched: Mapping[int, tuple[Target, ...]]
) -> tuple[Issue, ...]:
    """What was guessed, which columns have no question (or several: `unmatched`), which questions no column."""
    guessed = [_note(table, survey, match) for match in matches if match.how in _HOW_TOLD]
    left = [_unmatched(table, table.columns[n], targets, named=bool(matches)) for n, targets in unmatched.items()]
    matched = {match.target for match in matches}
    missing = [_missing(table, item) for item in _missing_items(survey, matched)]
    return (*guessed, *left, *missing)


_HOW_TOLD = {
    How.DUPLICATE: "a digit was added to a header that occurs twice",
    How.CUT: "the header was cut",
    How.NEAR: "nearly the same wording",
    How.ORDER: "the same wording occurs several times and was taken in the questionnaire's order",
    How.LABEL: "the short wording",
    How.OPTION: "the option's wording alone",
}


def _note(table: RawTable, survey: Survey, match: Match) -> Issue:
    return Issue(
        IssueCode.NEAR_MATCH,
        Severity.WARNING if match.how is How.ORDER else Severity.NOTE,
        file=table.source,
        sheet=table.sheet,
        column=column_label(table.columns[match.column]),
        item=str(match.target),
        found=_HOW_TOLD[match.how],
        expected=_wording(survey, match.target),
    )


def _wording(survey: Survey, target: Target) -> str:
    """The beginning of the question, row or option as the questionnaire words it."""
    question = survey.by_id[target.question]
    rows = question.rows if isinstance(question, GridQuestion) else ()
    text = next((row.text for row in rows if row.id == target.item), question.text).into("nb")
    return text if len(text) <= _HEADER_SHOWN else text[: _HEADER_SHOWN - 1] + "…"


def _unmatched(table: RawTable, column: Column, contested: Sequence[Target], *, named: bool) -> Issue:
    """Where not one header is a question's, the first row may be somebody's answers: then only the place is told."""
    code = IssueCode.AMBIGUOUS_COLUMN if contested else IssueCode.UNKNOWN_COLUMN
    return Issue(
        code,
        Severity.WARNING,
        file=table.source,
        sheet=table.sheet,
        column=column_label(column) if named else column.place,
        expected=" / ".join(map(str, contested[:4])),
        hint="Name the question under `mapping:` in nullpunkt.yaml.",
    )


def _missing_items(survey: Survey, matched: set[Target]) -> Iterable[ItemKey]:
    questions = {target.question for target in matched}
    for question in survey.questions:
        if isinstance(question, GridQuestion):
            keys = (ItemKey(question.id, row.id) for row in question.rows)
            yield from (key for key in keys if Target(*key) not in matched)
        elif question.id not in questions:
            yield ItemKey(question.id)


def _missing(table: RawTable, item: ItemKey) -> Issue:
    return Issue(
        IssueCode.MISSING_ITEM,
        Severity.WARNING,
        file=table.source,
        sheet=table.sheet,
        item=str(item),
        hint="The report leaves this question out.",
    )
