"""What differs between two questionnaires, item by item, and whether their answers can be compared.

A rule of thumb per change: what a respondent answers *to* (another question, other answers, others asked) makes two
results incomparable; how it is worded or where it stands is for the reader to judge, and is said beside the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain

from nullpunkt.survey.model import (
    ChoiceQuestion,
    Condition,
    GridQuestion,
    ItemKey,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    Option,
    OptionKind,
    Question,
    Row,
    Survey,
    Text,
)

SAME_MEANING = 0.6
"""Below this likeness of the words (Ratcliff and Obershelp's ratio) a rewording is taken as another question."""


class Comparability(StrEnum):
    """Whether a change between two waves can be read from an item."""

    COMPARABLE = "comparable"
    WITH_NOTE = "comparable_with_note"
    NOT_COMPARABLE = "not_comparable"


class ChangeKind(StrEnum):
    """What differs."""

    ADDED = "added"
    REMOVED = "removed"
    TYPE = "type"
    WORDING = "wording"
    OPTION_ADDED = "option_added"
    OPTION_REMOVED = "option_removed"
    OPTION_WORDING = "option_wording"
    OPTION_KIND = "option_kind"
    OPTION_ORDER = "option_order"
    FAVOURABLE = "favourable"
    FILTER = "filter"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `before` and `after` are wordings, codes or ids."""

    kind: ChangeKind
    verdict: Comparability
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ItemDiff:
    """Everything that differs in one item; a multiple-choice question counts as one item here."""

    key: ItemKey
    label: Text
    changes: tuple[Change, ...] = ()

    @property
    def verdict(self) -> Comparability:
        """The worst verdict among the changes."""
        order = tuple(Comparability)
        return max((change.verdict for change in self.changes), key=order.index, default=Comparability.COMPARABLE)


@dataclass(frozen=True, slots=True)
class SurveyDiff:
    """All items of both questionnaires, in the order of the second, then what is only in the first."""

    before: str
    after: str
    items: tuple[ItemDiff, ...]

    def with_verdict(self, verdict: Comparability) -> tuple[ItemDiff, ...]:
        """The items with one verdict."""
        return tuple(item for item in self.items if item.verdict is verdict)

    @property
    def verdicts(self) -> Mapping[ItemKey, Comparability]:
        """The verdict of each item."""
        return {item.key: item.verdict for item in self.items}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question or a grid row, with what it takes from its grid."""

    question: Question
    row: Row | None

    @property
    def key(self) -> ItemKey:
        return ItemKey(self.question.id, self.row.id if self.row else None)

    @property
    def text(self) -> Text:
        return self.row.text if self.row else self.question.text

    @property
    def label(self) -> Text:
        return (self.row.short or self.row.text) if self.row else (self.question.short or self.question.text)


def diff(a: Survey, b: Survey) -> SurveyDiff:
    """Compare the earlier questionnaire `a` with the later `b`."""
    before = {asked.key: asked for asked in _asked(a)}
    after = {asked.key: asked for asked in _asked(b)}
    moved = _moved([key for key in before if key in after], [key for key in after if key in before])
    both = tuple(_item(before.get(key), asked, moved=key in moved) for key, asked in after.items())
    gone = tuple(_only(asked, ChangeKind.REMOVED) for key, asked in before.items() if key not in after)
    return SurveyDiff(f"{a.id} {a.version}", f"{b.id} {b.version}", both + gone)


def _asked(survey: Survey) -> Iterator[_Asked]:
    for question in survey.questions:
        if isinstance(question, GridQuestion):
            yield from (_Asked(question, row) for row in question.rows)
        else:
            yield _Asked(question, None)


def _moved(before: Sequence[ItemKey], after: Sequence[ItemKey]) -> frozenset[ItemKey]:
    """The items that do not keep their place among the common ones."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return frozenset(after) - {key for block in blocks for key in before[block.a : block.a + block.size]}


def _only(asked: _Asked, kind: ChangeKind) -> ItemDiff:
    return ItemDiff(asked.key, asked.label, (Change(kind, Comparability.NOT_COMPARABLE),))


def _item(before: _Asked | None, after: _Asked, *, moved: bool) -> ItemDiff:
    if before is None:
        return _only(after, ChangeKind.ADDED)
    changes = chain(
        _type(before.question, after.question),
        _wording(before, after),
        _options(before.question, after.question),
        _filter(before.question.asked_if, after.question.asked_if),
        (Change(ChangeKind.ORDER, Comparability.WITH_NOTE),) if moved else (),
    )
    return ItemDiff(after.key, after.label, tuple(changes))


def _type(before: Question, after: Question) -> Iterator[Change]:
    if before.type != after.type:
        yield Change(ChangeKind.TYPE, Comparability.NOT_COMPARABLE, str(before.type), str(after.type))


def _wording(before: _Asked, after: _Asked) -> Iterator[Change]:
    change = _reworded(before.text, after.text)
    if change is not None:
        yield Change(ChangeKind.WORDING, _meaning(*change), *change)
    if before.row and after.row and (stem := _reworded(before.question.text, after.question.text)) is not None:
        yield Change(ChangeKind.WORDING, Comparability.WITH_NOTE, *stem)


def _reworded(before: Text, after: Text) -> tuple[str, str] | None:
    """The first language in which the words differ, apart from case, punctuation and white space."""
    for language, wording in before.by_language.items():
        later = after.by_language.get(language)
        if later is not None and _words(wording) != _words(later):
            return wording, later
    return None


def _words(wording: str) -> list[str]:
    return re.findall(r"\w+", wording.casefold())


def _meaning(before: str, after: str) -> Comparability:
    likeness = SequenceMatcher(None, _words(before), _words(after), autojunk=False).ratio()
    return Comparability.WITH_NOTE if likeness >= SAME_MEANING else Comparability.NOT_COMPARABLE


def _options(before: Question, after: Question) -> Iterator[Change]:
    was, now = _by_code(before), _by_code(after)
    counted_singly = isinstance(before, MultipleQuestion) and isinstance(after, MultipleQuestion)
    for kind, codes, options in (
        (ChangeKind.OPTION_REMOVED, was.keys() - now.keys(), was),
        (ChangeKind.OPTION_ADDED, now.keys() - was.keys(), now),
    ):
        for option in (options[code] for code in options if code in codes):
            verdict = _without(option, counted_singly=counted_singly)
            words = option.text.into("nb")
            yield Change(kind, verdict, *((words, "") if kind is ChangeKind.OPTION_REMOVED else ("", words)))
    common = [code for code in now if code in was]
    yield from (change for code in common for change in _option(was[code], now[code]))
    if [code for code in was if code in now] != common:
        yield Change(ChangeKind.OPTION_ORDER, _order_verdict(was, now, common), "", ", ".join(common))


def _by_code(question: Question) -> dict[str, Option]:
    match question:
        case ChoiceQuestion() | GridQuestion() | MultipleQuestion():
            return {option.code: option for option in question.options}
        case NumberQuestion() | OpenQuestion():
            return {}


def _without(option: Option, *, counted_singly: bool) -> Comparability:
    """A new answer takes answers from the others, except where each option is counted for itself."""
    if counted_singly or option.kind in (OptionKind.DONT_KNOW, OptionKind.NOT_RELEVANT):
        return Comparability.WITH_NOTE
    return Comparability.NOT_COMPARABLE


def _order_verdict(was: Mapping[str, Option], now: Mapping[str, Option], common: Sequence[str]) -> Comparability:
    """Another order of a scale turns its scores; another order of a list is a note."""
    scored = any(was[code].score != now[code].score for code in common)
    return Comparability.NOT_COMPARABLE if scored else Comparability.WITH_NOTE


def _option(before: Option, after: Option) -> Iterator[Change]:
    change = _reworded(before.text, after.text)
    if change is not None:
        yield Change(ChangeKind.OPTION_WORDING, Comparability.WITH_NOTE, *change)
    if before.kind is not after.kind:
        verdict = Comparability.WITH_NOTE if before.valid == after.valid else Comparability.NOT_COMPARABLE
        yield Change(ChangeKind.OPTION_KIND, verdict, f"{before.code}: {before.kind}", f"{after.code}: {after.kind}")
    if before.favourable is not after.favourable:
        words = ("favourable", "not favourable") if before.favourable else ("not favourable", "favourable")
        yield Change(ChangeKind.FAVOURABLE, Comparability.WITH_NOTE, *(f"{after.code}: {word}" for word in words))


def _filter(before: Condition | None, after: Condition | None) -> Iterator[Change]:
    """Who is asked is the base of every share."""
    if _asked_of(before) != _asked_of(after):
        yield Change(ChangeKind.FILTER, Comparability.NOT_COMPARABLE, _condition(before), _condition(after))


def _asked_of(condition: Condition | None) -> tuple[ItemKey, frozenset[str]] | None:
    return (ItemKey(condition.question, condition.item), frozenset(condition.options)) if condition else None


def _condition(condition: Condition | None) -> str:
    if condition is None:
        return "everybody"
    return f"{ItemKey(condition.question, condition.item)} = {', '.join(condition.options)}"
