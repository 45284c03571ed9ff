"""How well a column's answers fit a question: what decides between two questions with one wording."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from nullpunkt.responses.numbers import parse_number
from nullpunkt.responses.options import OptionList, option_list
from nullpunkt.responses.splitting import split
from nullpunkt.responses.table import Column, Layout
from nullpunkt.responses.targets import Target
from nullpunkt.responses.wording import matching_key
from nullpunkt.survey.model import (
    ChoiceQuestion,
    GridQuestion,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    Option,
    OptionKind,
    Question,
    Survey,
)

_LOOKED_AT = 40
_UNDECIDED = 0.5
TICK_WORDS = frozenset({"1", "ja", "yes", "y", "true", "sann", "valgt", "selected", "x", "checked", "quoted", "oui"})
NO_TICK_WORDS = frozenset(
    {"0", "nei", "no", "n", "nein", "false", "usann", "ikke valgt", "not selected", "unchecked", "not quoted", "-"}
)


class Fit:
    """Compares columns with the questions of one survey, each option list looked up once."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._lists: dict[str, OptionList] = {}

    @cached_property
    def own_words(self) -> frozenset[Target]:
        """The options for own words, which may come in a second column."""
        return frozenset(
            Target(question.id, None, option.code)
            for question in self._survey.questions
            for option in _options(question)
            if option.kind is OptionKind.OTHER
        )

    def options(self, question: str) -> OptionList:
        """The question's options with every wording looked up."""
        if question not in self._lists:
            self._lists[question] = option_list(_options(self._survey.by_id[question]))
        return self._lists[question]

    def best(self, column: Column, targets: Iterable[Target]) -> tuple[Target, ...]:
        """The targets that the answers fit best, all of them where none fits."""
        fits = {target: self.of(column, target) for target in targets}
        highest = max(fits.values())
        return tuple(target for target, fit in fits.items() if fit == highest)

    def of(self, column: Column, target: Target) -> float:
        """The share of the column's distinct texts that can be answers to the target; one half where unknown."""
        texts = column.values[:_LOOKED_AT]
        if not texts:
            return _UNDECIDED
        question = self._survey.by_id[target.question]
        match question:
            case ChoiceQuestion() | GridQuestion() if target.option is None:
                hits = sum(self._is_option(text, question.id) for text in texts)
            case MultipleQuestion() if target.option is None:
                if column.layout is Layout.INDICATOR:
                    return 0.0
                hits = sum(self._has_option(text, question.id, column.separator) for text in texts)
            case NumberQuestion():
                hits = sum(parse_number(text) is not None for text in texts)
            case OpenQuestion():
                return _UNDECIDED
            case _:
                return self._of_tick(texts, target)
        return hits / len(texts)

    def _of_tick(self, texts: tuple[str, ...], target: Target) -> float:
        known = sum(matching_key(t) in TICK_WORDS | NO_TICK_WORDS or self._is_option(t, target.question) for t in texts)
        other = self.options(target.question).other
        own_words = other >= 0 and self.options(target.question).options[other].code == target.option
        return max(known / len(texts), _UNDECIDED if own_words else 0.0)

    def _is_option(self, text: str, question: str) -> bool:
        options = self.options(question)
        return options.same(text) >= 0 or matching_key(text) in options.scores

    def _has_option(self, text: str, question: str, separator: str) -> bool:
        return bool(split(text, separator=separator, options=self.options(question)).options)


def _options(question: Question) -> tuple[Option, ...]:
    match question:
        case ChoiceQuestion() | GridQuestion() | MultipleQuestion():
            return question.options
        case NumberQuestion() | OpenQuestion():
            return ()
