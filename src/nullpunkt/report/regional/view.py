"""What the region's report is made from: public sums and spreads, with the words to tell them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from nullpunkt.analysis.model import Results
from nullpunkt.analysis.regional import Indicator, Region, Share, UnitFacts
from nullpunkt.analysis.spread import Spread
from nullpunkt.report.headlines import indicator_label
from nullpunkt.report.language import Language
from nullpunkt.report.published import Published
from nullpunkt.survey.model import ChoiceQuestion, Survey


@dataclass(frozen=True)
class RegionView:
    """One region as its report tells it."""

    name: str
    results: Results
    region: Region
    shares: tuple[Share, ...]
    spreads: tuple[Spread, ...]
    survey: Survey
    language: Language
    raw: bool = False
    """the region holds all answers (mode B)"""
    failed: tuple[str, ...] = ()
    """municipalities without a report, by name"""
    without_unit: int = 0
    unknown_names: int = 0

    @cached_property
    def published(self) -> Published:
        """The region's own numbers, for the sentences that any report tells them in."""
        return Published(self.results, self.survey, self.language)

    @cached_property
    def units(self) -> tuple[UnitFacts, ...]:
        """Municipalities by name: an order that says nothing of their results."""
        return tuple(sorted(self.region.units, key=lambda one: (one.name, one.unit)))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Each municipality's name by its id."""
        return {unit.unit: unit.name for unit in self.units}

    @cached_property
    def services(self) -> Mapping[str, str]:
        """The main breakdown's options with their names, in the questionnaire's order."""
        return service_names(self.survey, self.language)

    @cached_property
    def by_indicator(self) -> Mapping[Indicator, Share]:
        """Shares by what they are about."""
        return {share.indicator: share for share in self.shares}

    def label(self, indicator: Indicator) -> str:
        """What a share is called."""
        return indicator_label(indicator, self.survey, self.language)

    def say(self, key: str, **values: str | int) -> str:
        """A text of the region's report."""
        return self.language.say(f"region.{key}", **values)

    def percent(self, share: float) -> str:
        """«68 %»."""
        return self.language.style.share(share)

    @property
    def invited(self) -> int | None:
        """All who were invited; None where one municipality's number is not known."""
        numbers = [unit.invited for unit in self.units]
        return None if None in numbers else sum(number for number in numbers if number is not None)

    @property
    def answered(self) -> int:
        """All who answered."""
        return sum(unit.answered for unit in self.units)


def quantile(ordered: list[float], probability: float) -> float:
    """Type 7, as spreadsheets and R have it.

    >>> quantile([0.1, 0.2, 0.4], 0.25)
    0.15000000000000002
    """
    place = (len(ordered) - 1) * probability
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def service_names(survey: Survey, language: Language) -> dict[str, str]:
    """The main breakdown's options with their names, in the questionnaire's order."""
    question = survey.by_id.get(survey.main_breakdown or "")
    if not isinstance(question, ChoiceQuestion):
        return {}
    return {option.code: option.text.into(language.code) for option in question.options}
