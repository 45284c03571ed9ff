"""A share in words: what the phrase rule allows, in the report's language, with its uncertainty.

Which phrase: a fraction where the share is that fraction ("nine in ten") or too uncertain for a number ("about two in
three"); "nearly 90 per cent" one point below a round ten; counts where few have answered; otherwise the number itself,
which says more than "slightly above two in three".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from nullpunkt.analysis.model import Estimate, Status
from nullpunkt.report.language import Language
from nullpunkt.stats.estimate import Interval
from nullpunkt.stats.phrases import COUNTS_BELOW, Form, Phrase, RoundPercent, Side, choose_phrase

FINE = 10**9
"""A weighted share is no count of answers: the phrase rule gets it as so many of a billion."""
HALF = Fraction(1, 2)


class Whom(StrEnum):
    """Of whom a share may be said to be."""

    EMPLOYEES = "employees"
    """weighted by headcount: it speaks of everybody who was invited"""
    ANSWERED = "answered"
    ASKED = "asked"
    """the question was asked of some only"""


@dataclass(frozen=True, slots=True)
class ShareInWords:
    """`share` and `of_whom` stand after each other; `tells_percent` says whether the share is the exact number."""

    share: str
    of_whom: str
    tells_percent: bool


def share_in_words(estimate: Estimate, language: Language, *, filtered: bool = False, people: str = "") -> ShareInWords:
    """A published, band or hidden share as the beginning of a sentence; `people` as «lederne», else the employees."""
    teller = _Teller(language, _whom(estimate, filtered=filtered), people)
    match estimate.status:
        case Status.PUBLISHED:
            return teller.published(phrase_of(estimate))
        case Status.BAND:
            return ShareInWords(band_in_words(estimate, language), teller.of("share"), tells_percent=True)
        case Status.SUPPRESSED:
            return ShareInWords(language.say("hidden.in_text"), teller.of("share"), tells_percent=True)


def phrase_of(estimate: Estimate) -> Phrase:
    """The phrase that a published share can bear; a weighted one by its value, since its counts say another share."""
    assert estimate.estimate is not None
    assert estimate.n is not None
    limits = None
    if estimate.low is not None and estimate.high is not None:
        limits = Interval(estimate.low, estimate.high)
    if estimate.n < COUNTS_BELOW or not (estimate.weighted or estimate.count is None):
        return choose_phrase(estimate.count or 0, estimate.n, population=estimate.population, interval=limits)
    return choose_phrase(round(estimate.estimate * FINE), FINE, interval=limits)


def phrase_in_words(phrase: Phrase, language: Language, *, people: str = "") -> str:
    """The words of the phrase's own form."""
    people = people or language.say("whom.everybody")
    match phrase.form:
        case Form.COUNTS:
            return language.say("phrases.counts", count=phrase.count, n=phrase.n)
        case Form.ALL:
            return language.say("phrases.all", people=people)
        case Form.ALL_RESPONDENTS:
            return language.say("phrases.all_respondents")
        case Form.NONE:
            return language.say("phrases.none", people=people)
        case Form.NONE_RESPONDENTS:
            return language.say("phrases.none_respondents")
        case Form.EXACT | Form.NEAR_BELOW | Form.SLIGHTLY_ABOVE | Form.ABOUT:
            assert phrase.fraction is not None
            return language.say(f"phrases.{phrase.form}", fraction=fraction_in_words(phrase.fraction, language))
        case Form.PERCENT:
            return percent_in_words(phrase.count / phrase.n, language)


def fraction_in_words(fraction: Fraction, language: Language) -> str:
    """«to av tre»."""
    return language.say(f"fractions.{fraction.numerator}_of_{fraction.denominator}")


def round_percent_in_words(round_percent: RoundPercent, language: Language) -> str:
    """«nesten 90 prosent»."""
    return language.say(f"phrases.{round_percent.side}_percent", percent=round_percent.percent)


def percent_in_words(share: float, language: Language) -> str:
    """«68 prosent»; «under 1 prosent» for what is more than nothing and would print as 0."""
    printed = language.style.percent_number(share)
    match printed[0]:
        case "<":
            return language.say("phrases.below_percent", percent=printed[1:])
        case ">":
            return language.say("phrases.above_percent", percent=printed[1:])
        case _:
            return language.say("phrases.percent", percent=printed)


def band_in_words(estimate: Estimate, language: Language) -> str:
    """«minst 93 prosent», rounded as the table rounds it."""
    if estimate.at_least is not None:
        return language.say("phrases.at_least", percent=language.style.bound_number(estimate.at_least))
    assert estimate.at_most is not None
    return language.say("phrases.at_most", percent=language.style.bound_number(estimate.at_most))


def value_in_words(estimate: Estimate, language: Language) -> str:
    """The bare value: «68 prosent», «minst 93 prosent», «ikke vist»."""
    match estimate.status:
        case Status.PUBLISHED:
            assert estimate.estimate is not None
            return percent_in_words(estimate.estimate, language)
        case Status.BAND:
            return band_in_words(estimate, language)
        case Status.SUPPRESSED:
            return language.say("hidden.in_text")


def certainty_in_words(estimate: Estimate, language: Language, *, filtered: bool = False) -> str:
    """How sure the share is, random variation alone; empty where there is nothing to say."""
    if estimate.status is not Status.PUBLISHED or estimate.low is None or estimate.high is None:
        return ""
    if estimate.low == estimate.high:
        return language.say("certainty.everybody")
    low, high = (_limit(limit, language) for limit in (estimate.low, estimate.high))
    if low == high:
        return language.say("certainty.narrow")
    known = estimate.population is not None and not filtered
    sentence = language.say("certainty.interval" if known else "certainty.interval_unknown", low=low, high=high)
    if estimate.low <= 0.5 <= estimate.high and estimate.n is not None and estimate.n >= COUNTS_BELOW:
        sentence += " " + language.say("certainty.no_majority")
    return sentence


def _limit(share: float, language: Language) -> str:
    printed = language.style.percent_number(share)
    match printed[0]:
        case "<":
            return language.say("phrases.below", percent=printed[1:])
        case ">":
            return language.say("phrases.above", percent=printed[1:])
        case _:
            return printed


def _whom(estimate: Estimate, *, filtered: bool) -> Whom:
    if filtered:
        return Whom.ASKED
    return Whom.EMPLOYEES if estimate.weighted else Whom.ANSWERED


@dataclass(frozen=True, slots=True)
class _Teller:
    language: Language
    whom: Whom
    people: str

    def published(self, phrase: Phrase) -> ShareInWords:
        words = phrase_in_words(phrase, self.language, people=self.people)
        match phrase.form:
            case Form.COUNTS:
                counted = self.whom if self.whom is Whom.ASKED else Whom.ANSWERED
                return ShareInWords(words, replace(self, whom=counted).of("people"), True)
            case Form.ALL | Form.ALL_RESPONDENTS | Form.NONE | Form.NONE_RESPONDENTS:
                return ShareInWords(words, "", True)
            case Form.PERCENT | Form.SLIGHTLY_ABOVE | Form.EXACT | Form.NEAR_BELOW | Form.ABOUT:
                return self._partly(phrase, words)

    def _partly(self, phrase: Phrase, words: str) -> ShareInWords:
        near = phrase.near_ten
        if near is not None and near.side is Side.ALMOST and phrase.percent == near.percent - 1:
            return ShareInWords(round_percent_in_words(near, self.language), self.of("share"), False)
        if phrase.form not in (Form.EXACT, Form.ABOUT):
            return ShareInWords(percent_in_words(phrase.count / phrase.n, self.language), self.of("share"), True)
        return ShareInWords(words, self.of("share" if phrase.fraction == HALF else "people"), False)

    def of(self, form: str) -> str:
        """«av de ansatte» after a share, «ansatte» after a fraction; a survey's own word has one form."""
        if self.whom is Whom.EMPLOYEES and (form == "share" or self.people):
            people = self.people or self.language.say("whom.everybody")
            return self.language.say("whom.employees.share", people=people)
        return self.language.say(f"whom.{self.whom}.{form}")
