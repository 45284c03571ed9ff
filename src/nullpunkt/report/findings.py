"""The main findings: which results stand on the first page, in which order, in one sentence each.

What: the items that the questionnaire marks as main findings and all indices; at most ten. Order, the same that the
method chapter tells: first shares of an answer, then what most chose of several options, then indices, last the
differences between groups. Among shares: questions that all were asked before questions to some; shares whose interval
lies on one side of a half before those that could be a majority or not; the farther from a half the earlier, in whole
tens of points, so that a point of noise moves nothing; else as in the questionnaire. A hidden result is no finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nullpunkt.analysis.model import Estimate, Status
from nullpunkt.report.differences import breakdown_in_text, difference_sentence, differs
from nullpunkt.report.language import inline
from nullpunkt.report.model import Finding
from nullpunkt.report.names import index_section, question_section
from nullpunkt.report.published import Published, focus_of
from nullpunkt.report.sentences import index_sentence, item_sentence, multiple_certainty, multiple_sentence
from nullpunkt.report.wording import certainty_in_words
from nullpunkt.survey.model import Item, MultipleQuestion

MOST = 6
"""as many as fit on the first page"""
RELIABLE = 0.7
"""Cronbach's alpha below which an index is shown with a warning and is no main finding."""

_Order = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Ranked:
    order: _Order
    finding: Finding


def main_findings(published: Published) -> tuple[Finding, ...]:
    """The findings of the first page in order of importance."""
    ranked = [*_shares(published), *_choices(published), *_indices(published)]
    ranked.sort(key=lambda one: one.order)  # stable: the questionnaire's order last
    chosen = tuple(one.finding for one in ranked[:MOST])
    overall = _differences(published)
    return (*chosen, overall) if overall else chosen


def main_items(published: Published) -> tuple[Item, ...]:
    """Items that the questionnaire marks as main findings."""
    return tuple(item for item in published.survey.items.values() if item.main_finding and not item.background)


def item_finding(item: Item, published: Published, *, with_differences: bool = False) -> Finding | None:
    """One item's sentence with its certainty, or None if there is nothing to say."""
    sentence = item_sentence(item, published)
    if not sentence:
        return None
    certainty = _certainty(item, published)
    if with_differences:
        certainty = f"{certainty} {_difference(item, published)}".strip()
    return Finding(sentence=sentence, certainty=certainty, section=question_section(item.key.question))


def _shares(published: Published) -> Iterator[_Ranked]:
    for item in main_items(published):
        finding = item_finding(item, published, with_differences=True)
        if finding is not None:
            yield _Ranked(_importance(item, headline(item, published)), finding)


def headline(item: Item, published: Published) -> Estimate | None:
    """The share of all respondents that an item is told by."""
    focus = focus_of(item, published.survey)
    return None if focus is None else published.find(item.key, focus.statistic, option=focus.option)


def _importance(item: Item, estimate: Estimate | None) -> _Order:
    asked = 0 if item.asked_if is None else 1
    if estimate is None:
        return (0, asked, 1, 0)
    share = next((s for s in (estimate.estimate, estimate.at_least, estimate.at_most) if s is not None), 0.5)
    if estimate.status is Status.BAND:
        return (0, asked, 0, -_tens_from_half(share))
    low, high = (share if limit is None else limit for limit in (estimate.low, estimate.high))
    return (0, asked, 1 if low <= 0.5 <= high else 0, -_tens_from_half(share))


def _tens_from_half(share: float) -> int:
    """How many tens of percentage points lie between the share and a half, rounded half up."""
    return int(10 * abs(share - 0.5) + 0.5)


def _certainty(item: Item, published: Published) -> str:
    estimate = headline(item, published)
    if estimate is None:
        return ""
    return certainty_in_words(estimate, published.language, filtered=item.asked_if is not None)


def _difference(item: Item, published: Published) -> str:
    """The groups of the main breakdown, only where they differ for sure."""
    main = published.results.main_breakdown
    if main is None or not _differs(item, main, published):
        return ""
    return difference_sentence(item.key, main, published, option=_option(item, published))


def _choices(published: Published) -> Iterator[_Ranked]:
    for question in published.survey.questions:
        if isinstance(question, MultipleQuestion) and question.main_finding and not question.background:
            sentence = multiple_sentence(question, published)
            if sentence:
                certainty = multiple_certainty(question, published)
                finding = Finding(sentence=sentence, certainty=certainty, section=question_section(question.id))
                yield _Ranked((1, 0, 0, 0), finding)


def _indices(published: Published) -> Iterator[_Ranked]:
    for index in published.survey.indices:
        row = published.index(index.id)
        if row is None or row.estimate is None or (row.alpha is not None and row.alpha < RELIABLE):
            continue
        certainty = ""
        if row.low is not None and row.high is not None:
            low, high = (published.language.style.number(limit, 1) for limit in (row.low, row.high))
            certainty = published.language.say("certainty.index", low=low, high=high)
        finding = Finding(
            sentence=index_sentence(index, row, published), certainty=certainty, section=index_section(index.id)
        )
        yield _Ranked((2, 0, 0, 0), finding)


def _differences(published: Published) -> Finding | None:
    """Of the main findings: on which the groups differ, told once."""
    by = published.results.main_breakdown
    if by is None:
        return None
    tested = [item for item in main_items(published) if published.associations(item.key, by)]
    if not tested:
        return None
    different = [item for item in tested if _differs(item, by, published)]
    language = published.language
    label = breakdown_in_text(by, published)
    if not different:
        return Finding(sentence=language.say("differences.none_at_all", by=label))
    named = language.both([inline(language.quoted(item.label.into(published.code))) for item in different])
    key = "differences.everywhere" if len(different) == len(tested) else "differences.some"
    return Finding(sentence=language.say(key, by=label, list=named))


def _differs(item: Item, by: str, published: Published) -> bool:
    option = _option(item, published)
    rows = [row for row in published.associations(item.key, by) if row.option == option]
    return differs(rows)


def _option(item: Item, published: Published) -> str | None:
    focus = focus_of(item, published.survey)
    return None if focus is None else focus.option
