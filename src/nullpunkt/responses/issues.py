"""What is wrong with the user's data, as values: collected, counted and shown at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """error: the numbers would be wrong. warning: look at this. note: what was done, so that nobody wonders."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class IssueCode(StrEnum):
    """Stable codes that others script against; the text for each, per language, is in the language files."""

    UNKNOWN_COLUMN = "unknown-column"
    MISSING_ITEM = "missing-item"
    AMBIGUOUS_COLUMN = "ambiguous-column"
    NEAR_MATCH = "near-match"
    NEAR_OPTION = "near-option"
    UNKNOWN_OPTION = "unknown-option"
    OWN_WORDS = "own-words"
    NUMBERS_AS_SCALE = "numbers-as-scale"
    OUT_OF_RANGE = "out-of-range"
    NOT_A_NUMBER = "not-a-number"
    FILTER_VIOLATION = "filter-violation"
    DUPLICATE_RESPONDENT = "duplicate-respondent"
    IDENTICAL_ROWS = "identical-rows"
    EMPTY_ROW = "empty-row"
    INCOMPLETE = "incomplete"
    LEFT_OUT = "left-out"
    DROPPED_COLUMN = "dropped-column"
    DECODED = "decoded"
    READING_NOTE = "reading-note"
    UNKNOWN_SERVICE = "unknown-service"
    MISSING_SERVICE = "missing-service"
    TOTAL_DISAGREES = "total-disagrees"
    MORE_ANSWERS_THAN_INVITED = "more-answers-than-invited"
    UNDECLARED_MISSING = "undeclared-missing"
    AMBIGUOUS_UNIT = "ambiguous-unit"
    NEAR_UNIT = "near-unit"
    UNKNOWN_UNIT = "unknown-unit"
    OTHER_UNIT = "other-unit"
    WITHOUT_UNIT = "without-unit"


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about the data. Never holds an answer: `found` may hold a header or a count.

    An option text that nobody declared may be free text («annet»): it is never put into `found`; the place tells where
    to look, `expected` the nearest declared option.
    """

    code: IssueCode
    severity: Severity
    file: str = ""
    sheet: str | None = None
    column: str = ""
    """place and header, as in `F «Har din tjeneste …»`"""
    rows: tuple[int, ...] = ()
    """the first few row numbers in the file, as a person finds them"""
    count: int = 0
    """how many cells or rows"""
    item: str = ""
    found: str = ""
    expected: str = ""
    hint: str = ""
