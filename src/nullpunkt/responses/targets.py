"""Where a column's answers can belong, and every wording by which a header may name it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from nullpunkt.responses.wording import loose_key, matching_key
from nullpunkt.survey.model import (
    ChoiceQuestion,
    GridQuestion,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    Option,
    OptionKind,
    Question,
    Row,
    Survey,
)


class Target(NamedTuple):
    """A question; or one row of a grid; or one option that has a column of its own."""

    question: str
    item: str | None = None
    option: str | None = None

    def __str__(self) -> str:
        return ".".join(part for part in self if part is not None)


_OWN_WORDS = (
    "annet",
    "anna",
    "other",
    "annet spesifiser",
    "annet vennligst spesifiser",
    "other please specify",
    "andre",
)

Wordings = dict[str, dict[Target, None]]
"""Wording to the targets that it names, in the questionnaire's order."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`exact` by matching key, `loose` by loose key; compositions of stem and row or option are loose only.

    `short` are labels, `options` the wordings of a multiple choice's options alone: tried when nothing else fits.
    """

    exact: Mapping[str, tuple[Target, ...]]
    loose: Mapping[str, tuple[Target, ...]]
    short: Mapping[str, tuple[Target, ...]]
    options: Mapping[str, tuple[Target, ...]]


def vocabulary(survey: Survey) -> Vocabulary:
    """Every wording of every target of the questionnaire."""
    exact: Wordings = {}
    loose: Wordings = {}
    short: Wordings = {}
    options: Wordings = {}
    for question in survey.questions:
        stems = _stems(question)
        for target, wordings, labels in _plain(question):
            _add(exact, map(matching_key, wordings), target)
            _add(loose, map(loose_key, wordings), target)
            _add(short, map(loose_key, labels), target)
        for target, parts in _parts(question):
            keys = [key for part in parts if (key := loose_key(part))]
            _add(loose, (f"{stem} {key}" for stem in stems for key in keys), target)
        for target, wordings in _options_alone(question):
            _add(options, map(loose_key, wordings), target)
    return Vocabulary(_settled(exact), _settled(loose), _settled(short), _settled(options))


def _stems(question: Question) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(loose_key, (question.id, *question.text.all(), *question.aliases))))


def _plain(question: Question) -> Iterable[tuple[Target, tuple[str, ...], tuple[str, ...]]]:
    """Targets with their own wordings, and the shorter labels that are tried when nothing else fits."""
    match question:
        case GridQuestion():
            for row in question.rows:
                yield Target(question.id, row.id), (*row.text.all(), *row.aliases), _labels(row)
        case ChoiceQuestion() | MultipleQuestion() | NumberQuestion() | OpenQuestion():
            wordings = (question.id, *question.text.all(), *question.aliases)
            yield Target(question.id), wordings, _labels(question)


def _labels(asked: Question | Row) -> tuple[str, ...]:
    return () if asked.short is None else asked.short.all()


def _parts(question: Question) -> Iterable[tuple[Target, tuple[str, ...]]]:
    """Targets that a header names by the question's wording and a part of it."""
    match question:
        case GridQuestion():
            for row in question.rows:
                yield Target(question.id, row.id), (row.id, *row.text.all(), *row.aliases)
        case MultipleQuestion():
            for option in question.options:
                yield Target(question.id, None, option.code), option_wordings(option)
        case ChoiceQuestion():
            for option in question.options:
                if option.kind is OptionKind.OTHER:
                    yield Target(question.id, None, option.code), option_wordings(option)
        case NumberQuestion() | OpenQuestion():
            return


def _options_alone(question: Question) -> Iterable[tuple[Target, tuple[str, ...]]]:
    """Check boxes whose columns bear the option alone; «other» would be too common a header."""
    if isinstance(question, MultipleQuestion):
        for option in question.options:
            if option.kind is not OptionKind.OTHER:
                yield Target(question.id, None, option.code), (*option.text.all(), *option.aliases)


def option_wordings(option: Option) -> tuple[str, ...]:
    """Every text by which an answer may name the option."""
    own_words = _OWN_WORDS if option.kind is OptionKind.OTHER else ()
    return (option.code, *option.text.all(), *option.aliases, *own_words)


def _add(wordings: Wordings, keys: Iterable[str], target: Target) -> None:
    for key in keys:
        if key:
            wordings.setdefault(key, {})[target] = None


def _settled(wordings: Wordings) -> Mapping[str, tuple[Target, ...]]:
    return {key: tuple(targets) for key, targets in wordings.items()}
