"""The questionnaire after composition: every scale looked up, every module in place, nothing left to resolve.

Files are read into `definition` (pydantic) and composed into these values once; all later steps read only these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, NamedTuple

FALLBACK_LANGUAGE = "nb"


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in one or more languages; `nb` is always there."""

    by_language: Mapping[str, str]

    def into(self, language: str) -> str:
        """The wording in `language`, else in bokmål."""
        return self.by_language.get(language) or self.by_language[FALLBACK_LANGUAGE]

    def all(self) -> tuple[str, ...]:
        """Every wording, as a header or an option may be worded in any of them."""
        return tuple(self.by_language.values())


class OptionKind(StrEnum):
    """What an answer means for the base: only `answer`, `none` and `other` are valid answers."""

    ANSWER = "answer"
    OTHER = "other"
    NONE = "none"
    DONT_KNOW = "dont_know"
    NOT_RELEVANT = "not_relevant"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: `code` is what waves share, `score` its place on an ordered scale (1, 2, …), else None."""

    code: str
    text: Text
    kind: OptionKind = OptionKind.ANSWER
    score: float | None = None
    favourable: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether the answer counts in the base of valid answers."""
        return self.kind not in (OptionKind.DONT_KNOW, OptionKind.NOT_RELEVANT)


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only if `question` (or its grid row `item`) was answered with one of `options`."""

    question: str
    options: tuple[str, ...]
    item: str | None = None


class ChoiceType(StrEnum):
    """How one answer among options is meant to be read."""

    YES_NO = "yes_no"
    SINGLE = "single"
    ORDERED = "ordered"
    LIKERT = "likert"


class OpenType(StrEnum):
    """Answers that are not counted by option."""

    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    id: str
    text: Text
    short: Text | None = None
    aliases: tuple[str, ...] = ()
    asked_if: Condition | None = None
    background: bool = False
    sensitive: bool = False
    main_finding: bool = False
    finding: Text | None = None
    """the sentence that tells the result, with {share} and {of_whom}, or {most} and {list} for multiple choice"""

    def label(self, language: str) -> str:
        """A few words for table rows and headings: the short text where there is one."""
        return (self.short or self.text).into(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion(_Asked):
    """One answer among options."""

    type: ChoiceType
    options: tuple[Option, ...]
    scale: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of a grid."""

    id: str
    text: Text
    short: Text | None = None
    aliases: tuple[str, ...] = ()
    main_finding: bool = False
    finding: Text | None = None

    def label(self, language: str) -> str:
        """A few words for table rows: the short text where there is one."""
        return (self.short or self.text).into(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridQuestion(_Asked):
    """Several statements on one scale."""

    type: ClassVar[str] = "grid"
    rows: tuple[Row, ...]
    options: tuple[Option, ...]
    scale: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleQuestion(_Asked):
    """Any number of options; one may be of kind `none` («ingen av disse»)."""

    type: ClassVar[str] = "multiple"
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuestion(_Asked):
    """A number within bounds."""

    type: ClassVar[str] = "number"
    minimum: float | None = None
    maximum: float | None = None
    unit: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion(_Asked):
    """Free text or a date: never counted, published only by choice."""

    type: OpenType


Question = ChoiceQuestion | GridQuestion | MultipleQuestion | NumberQuestion | OpenQuestion


class ItemKey(NamedTuple):
    """What is counted: a question, or one row of a grid."""

    question: str
    item: str | None = None

    def __str__(self) -> str:
        return self.question if self.item is None else f"{self.question}.{self.item}"


@dataclass(frozen=True, slots=True)
class Item:
    """A question or grid row as the counting sees it: one answer per respondent among `options`."""

    key: ItemKey
    text: Text
    label: Text
    options: tuple[Option, ...]
    ordered: bool
    asked_if: Condition | None
    sensitive: bool
    background: bool
    main_finding: bool
    finding: Text | None = None

    @property
    def has_favourable(self) -> bool:
        """Whether the questionnaire declares which answers are favourable."""
        return any(option.favourable for option in self.options)


@dataclass(frozen=True, slots=True)
class Index:
    """The mean of several items on one scale; `reversed_items` are turned round first."""

    id: str
    title: Text
    items: tuple[ItemKey, ...]
    reversed_items: frozenset[ItemKey] = frozenset()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A theme of the report: a title and the questions under it, in order."""

    id: str
    title: Text
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Survey:
    """A composed questionnaire."""

    id: str
    version: str
    title: Text
    chapters: tuple[Chapter, ...]
    questions: tuple[Question, ...]
    indices: tuple[Index, ...] = ()
    main_breakdown: str | None = None
    breakdowns: tuple[str, ...] = ()
    description: Text | None = None
    """`breakdowns` are the other background questions, beside the main one."""
    languages: tuple[str, ...] = field(default=("nb",))
    respondents: Text | None = None
    """whom the survey asks, as «lederne» in «68 prosent av lederne»; None: the employees"""

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def items(self) -> Mapping[ItemKey, Item]:
        """Everything with one answer among options, in the questionnaire's order."""
        return {item.key: item for question in self.questions for item in items_of(question)}


def items_of(question: Question) -> tuple[Item, ...]:
    """The countable items of a question: one for a choice, one per row of a grid, none for the rest.

    A multiple-choice question is counted option by option on a shared base and is not an item.
    """
    match question:
        case ChoiceQuestion():
            return (_item(question, None, ordered=question.type in (ChoiceType.ORDERED, ChoiceType.LIKERT)),)
        case GridQuestion():
            return tuple(_item(question, row, ordered=True) for row in question.rows)
        case MultipleQuestion() | NumberQuestion() | OpenQuestion():
            return ()


def _item(question: ChoiceQuestion | GridQuestion, row: Row | None, *, ordered: bool) -> Item:
    asked = question if row is None else row
    return Item(
        key=ItemKey(question.id, row.id if row else None),
        text=asked.text,
        label=asked.short or asked.text,
        options=question.options,
        ordered=ordered,
        asked_if=question.asked_if,
        sensitive=question.sensitive,
        background=question.background,
        main_finding=asked.main_finding,
        finding=asked.finding,
    )
