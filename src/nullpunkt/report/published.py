"""Published numbers by what they are about; all that the sentences, tables and charts of a report are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from nullpunkt.analysis.model import (
    Association,
    BaseRow,
    Estimate,
    GroupRow,
    IndexRow,
    ResponseRow,
    Results,
    Statistic,
    Status,
)
from nullpunkt.report.language import Language
from nullpunkt.survey.model import ChoiceQuestion, ChoiceType, Item, ItemKey, Option, Survey

SIGNIFICANT = 0.05
CLEAR_VERDICTS = ("higher", "lower")

_EstimateKey = tuple[str, str | None, str | None, Statistic, str | None, str | None]


@dataclass(frozen=True)
class Published:
    """The results with the questionnaire that they answer and the language in which they are told."""

    results: Results
    survey: Survey
    language: Language

    @property
    def code(self) -> str:
        """The language's code, for the questionnaire's texts."""
        return self.language.code

    def find(
        self,
        key: ItemKey,
        statistic: Statistic,
        *,
        option: str | None = None,
        by: str | None = None,
        group: str | None = None,
    ) -> Estimate | None:
        """One estimate, or None if it was never made."""
        return self._estimates.get((key.question, key.item, option, statistic, by, group))

    def groups(self, by: str) -> tuple[GroupRow, ...]:
        """The published groups of a breakdown, in its order."""
        return tuple(row for row in self.results.groups if row.by == by)

    def base(self, key: ItemKey) -> BaseRow | None:
        """What became of everybody's answer."""
        return self._bases.get(key)

    def response(self) -> ResponseRow | None:
        """Invited and answered in all."""
        return next((row for row in self.results.response if row.by is None), None)

    def index(self, index: str, *, by: str | None = None, group: str | None = None) -> IndexRow | None:
        """One index for all or for a group."""
        rows = self.results.indices
        return next((row for row in rows if (row.index, row.by, row.group) == (index, by, group)), None)

    def associations(self, key: ItemKey, by: str) -> tuple[Association, ...]:
        """Tests of one item over the groups of a breakdown."""
        return tuple(self._associations.get((key.question, key.item, by), ()))

    def breakdowns(self) -> tuple[str, ...]:
        """Breakdowns with published groups: the main one first."""
        found = dict.fromkeys(row.by for row in self.results.groups)
        main = self.results.main_breakdown
        return tuple(sorted(found, key=lambda by: by != main))

    def breakdown_label(self, by: str) -> str:
        """What a breakdown is called."""
        question = self.survey.by_id.get(by)
        return by if question is None else question.label(self.code)

    def group_label(self, by: str, group: str) -> str:
        """What a group is called."""
        return self._labels.get((by, group), group)

    def absent(self, key: ItemKey) -> bool:
        """Whether the export lacks the item."""
        return str(key) in self.results.items_absent or key.question in self.results.items_absent

    @cached_property
    def _estimates(self) -> Mapping[_EstimateKey, Estimate]:
        return {(e.question, e.item, e.option, e.statistic, e.by, e.group): e for e in self.results.estimates}

    @cached_property
    def _associations(self) -> Mapping[tuple[str, str | None, str], list[Association]]:
        found: dict[tuple[str, str | None, str], list[Association]] = {}
        for row in self.results.associations:
            found.setdefault((row.question, row.item, row.by), []).append(row)
        return found

    @cached_property
    def _labels(self) -> Mapping[tuple[str, str], str]:
        return {(row.by, row.group): row.label for row in self.results.groups}

    @cached_property
    def _bases(self) -> Mapping[ItemKey, BaseRow]:
        return {ItemKey(row.question, row.item): row for row in self.results.bases}


@dataclass(frozen=True, slots=True)
class Focus:
    """The one share of an item that is told: the favourable answers together, or one option."""

    statistic: Statistic
    options: tuple[Option, ...]

    @property
    def option(self) -> str | None:
        """The option's code where the share is of one option alone and nothing is declared favourable."""
        return None if self.statistic is Statistic.FAVOURABLE else self.options[0].code

    def label(self, language: Language) -> str:
        """The answers in words, as «Enig» eller «Svært enig»."""
        return language.either([language.quoted(option.text.into(language.code)) for option in self.options])


def focus_of(item: Item, survey: Survey) -> Focus | None:
    """What is told of an item: its favourable share, else «yes» of a yes/no question, else nothing in particular."""
    favourable = tuple(option for option in item.options if option.favourable and option.valid)
    if favourable:
        return Focus(Statistic.FAVOURABLE, favourable)
    question = survey.by_id[item.key.question]
    if isinstance(question, ChoiceQuestion) and question.type is ChoiceType.YES_NO:
        return Focus(Statistic.PROPORTION, (valid_options(item)[0],))
    return None


def valid_options(item: Item) -> tuple[Option, ...]:
    """The options that count in the base, in the questionnaire's order."""
    return tuple(option for option in item.options if option.valid)


def has_number(estimate: Estimate | None) -> bool:
    """Whether there is a number to print."""
    return estimate is not None and estimate.status is Status.PUBLISHED and estimate.estimate is not None
