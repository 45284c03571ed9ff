"""Findings into issues: counts and row numbers, never what a person wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nullpunkt.responses.answers import Findings, rows_of
from nullpunkt.responses.issues import Issue, IssueCode, Severity
from nullpunkt.responses.matches import column_label
from nullpunkt.responses.options import OptionList
from nullpunkt.responses.respondents import Selection
from nullpunkt.responses.table import Column, RawTable

_ROWS_SHOWN = 5
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Reporter:
    """Collects issues about one table."""

    def __init__(self, table: RawTable, issues: list[Issue]) -> None:
        self._table = table
        self._issues = issues

    def issues(self) -> tuple[Issue, ...]:
        """All issues, the gravest first, else in the order in which they were found."""
        return tuple(sorted(self._issues, key=lambda issue: _ORDER[issue.severity]))

    def _add(self, issue: Issue, rows: NDArray[np.intp] | None = None) -> None:
        placed = replace(issue, file=self._table.source, sheet=self._table.sheet)
        if rows is not None:
            numbers = tuple(int(number) for number in self._table.row_numbers[rows[:_ROWS_SHOWN]])
            placed = replace(placed, rows=numbers, count=len(rows))
        self._issues.append(placed)

    def reading(self) -> None:
        """What the reader and the platform did: decoded, dropped, left out."""
        for note in self._table.notes:
            code = IssueCode.DECODED if "decoded" in note else IssueCode.READING_NOTE
            self._add(Issue(code, Severity.NOTE, found=note))
        for dropped in self._table.dropped:
            header = " ".join(dropped.header.split())[:70]
            label = f"{dropped.place} «{header}»"
            self._add(Issue(IssueCode.DROPPED_COLUMN, Severity.NOTE, column=label, found=dropped.role))
        for left_out in self._table.left_out:
            self._add(Issue(IssueCode.LEFT_OUT, Severity.NOTE, count=left_out.rows, found=left_out.reason))

    def answers(self, column: Column, item: str, options: OptionList, findings: Findings) -> None:
        """Everything in one column that was not simply a declared answer."""
        cases = (
            (findings.unknown, IssueCode.UNKNOWN_OPTION, Severity.ERROR, self._unknown_hint(column, findings)),
            (findings.near, IssueCode.NEAR_OPTION, Severity.NOTE, ""),
            (findings.missing_codes, IssueCode.UNDECLARED_MISSING, Severity.WARNING, "Counted as no answer."),
            (findings.suspicious, IssueCode.UNDECLARED_MISSING, Severity.WARNING, "Counted as a number; is it one?"),
            (findings.out_of_range, IssueCode.OUT_OF_RANGE, Severity.WARNING, "Counted as no answer."),
            (findings.not_a_number, IssueCode.NOT_A_NUMBER, Severity.WARNING, "Counted as no answer."),
            (findings.own_words, IssueCode.OWN_WORDS, Severity.NOTE, "Counted as the option «other»."),
            (findings.scores, IssueCode.NUMBERS_AS_SCALE, Severity.NOTE, "Read as places on the scale."),
        )
        for places, code, severity, hint in cases:
            if places and len(rows := rows_of(column, places)):
                nearest = _nearest(column, places, options) if code is IssueCode.UNKNOWN_OPTION else ""
                found = f"{len(places)} different" if code is IssueCode.UNKNOWN_OPTION else ""
                label = column_label(column)
                issue = Issue(code, severity, column=label, item=item, found=found, expected=nearest, hint=hint)
                self._add(issue, rows)

    @staticmethod
    def _unknown_hint(column: Column, findings: Findings) -> str:
        texts = [column.values[place] for place in findings.unknown]
        if texts and all(text.strip().lstrip("-").isdigit() for text in texts):
            return "Numbers without a codebook: export the answers as texts, or add the numbers as aliases."
        if any(text[:4].isdigit() and text[4:5] == "-" for text in texts):
            return "Excel may have turned answers such as «1–3» into dates: export the file again."
        return "Counted as no answer. Add the wording to the option's aliases if it is one."

    def filter_violation(self, question: str, rows: NDArray[np.bool_]) -> None:
        """Answers by people whom the filter excludes."""
        hint = "Answered although the filter says not asked; these answers are not counted."
        self._add(Issue(IssueCode.FILTER_VIOLATION, Severity.WARNING, item=question, hint=hint), np.flatnonzero(rows))

    def selection(self, selection: Selection, *, min_answered: float) -> None:
        """Rows that were left out, and rows that look like copies."""
        too_few = f"less than {min_answered * 100:g} % of the questions answered"
        cases = (
            (selection.empty, IssueCode.EMPTY_ROW, Severity.NOTE, "no answer at all"),
            (selection.duplicate, IssueCode.DUPLICATE_RESPONDENT, Severity.WARNING, "the last complete answer is kept"),
            (selection.incomplete, IssueCode.INCOMPLETE, Severity.NOTE, too_few),
            (selection.identical, IssueCode.IDENTICAL_ROWS, Severity.WARNING, "every answer equal; kept"),
        )
        for rows, code, severity, found in cases:
            if rows.any():
                self._add(Issue(code, severity, found=found), np.flatnonzero(rows))


def _nearest(column: Column, places: Sequence[int], options: OptionList) -> str:
    """The declared option that the commonest unknown text comes closest to; a declared text, never the answer."""
    counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.values))
    commonest = max(places, key=lambda place: (counts[place], -place))
    return options.nearest_text(column.values[commonest])
