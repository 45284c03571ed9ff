"""Tables of items that have favourable answers: one table per breakdown, each protected by the closed form."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nullpunkt.disclosure.breakdowns import Breakdown
from nullpunkt.disclosure.complementary import repair
from nullpunkt.disclosure.filters import Shown, filtered_away, sensitive, total_filtered_away
from nullpunkt.disclosure.limits import Scope, limits_for
from nullpunkt.disclosure.policy import DisclosurePolicy
from nullpunkt.disclosure.primary import Reason, Row, complementary, first_detail, first_details, suppressed
from nullpunkt.disclosure.public import Detail, PublicRow, PublicTable
from nullpunkt.survey.model import Item
from nullpunkt.tabulation.model import ChoiceCounts, Tabulation

Decided = tuple[PublicTable, tuple[Row, ...]]
"""A table as it is published, and its rows with the reasons, for the private log."""


@dataclass(frozen=True, slots=True)
class Context:
    """What protecting any one question needs besides its counts."""

    tabulation: Tabulation
    policy: DisclosurePolicy
    breakdowns: tuple[Breakdown, ...]
    shown: Shown


@dataclass(frozen=True, slots=True)
class Answers:
    """An item's valid options: their places among all, which are favourable, their scores."""

    codes: tuple[str, ...]
    places: tuple[int, ...]
    positive: tuple[bool, ...]
    scores: tuple[Fraction, ...] | None

    @property
    def favourable(self) -> tuple[str, ...]:
        """Codes of the favourable options."""
        return tuple(code for code, yes in zip(self.codes, self.positive, strict=True) if yes)


def answers_of(item: Item) -> Answers:
    """The options that count in the base."""
    valid = [(place, option) for place, option in enumerate(item.options) if option.valid]
    scores = [Fraction(option.score) for _, option in valid if option.score is not None]
    return Answers(
        codes=tuple(option.code for _, option in valid),
        places=tuple(place for place, _ in valid),
        positive=tuple(option.favourable for _, option in valid),
        scores=tuple(scores) if len(scores) == len(valid) else None,
    )


def item_tables(item: Item, context: Context) -> Iterator[Decided]:
    """All tables of one item: everybody first, then the breakdowns."""
    answers = answers_of(item)
    total = _total(item, answers, context)
    yield _published(item, answers, None, [total], context.policy)
    for breakdown in context.breakdowns:
        counts = context.tabulation.choices.get((item.key, breakdown.by))
        if counts is None or (item.asked_if and item.asked_if.question == breakdown.by):
            continue
        rows = _breakdown_rows(item, answers, counts, total, breakdown, context)
        yield _published(item, answers, breakdown.by, rows, context.policy)


def _total(item: Item, answers: Answers, context: Context) -> Row:
    counts = context.tabulation.choices[item.key, None].counts[0, list(answers.places)].tolist()
    row = _row(None, counts, answers)
    if total_filtered_away(item.asked_if, shown=context.shown):
        return suppressed(row, Reason.FILTER)
    is_sensitive = sensitive(context.shown.survey, item.key.question)
    return first_detail(row, limits_for(context.policy, scope=Scope.TOTAL, sensitive=is_sensitive))


def _row(group: str | None, counts: Sequence[int], answers: Answers) -> Row:
    positive = sum(count for count, yes in zip(counts, answers.positive, strict=True) if yes)
    return Row(group, sum(counts), tuple(counts), positive)


def _breakdown_rows(
    item: Item, answers: Answers, counts: ChoiceCounts, total: Row, breakdown: Breakdown, context: Context
) -> Sequence[Row]:
    is_sensitive = sensitive(context.shown.survey, item.key.question)
    limits = limits_for(context.policy, scope=breakdown.scope, sensitive=is_sensitive)
    gathered = breakdown.gather(counts.counts[:, list(answers.places)])
    rows = [_row(group.code, row, answers) for group, row in zip(breakdown.groups, gathered, strict=True)]
    if total.detail is Detail.SUPPRESSED:
        return [suppressed(row, total.reason or Reason.PRIMARY) for row in rows]
    not_asked = breakdown.gather_one(counts.not_asked)
    asked = [group.n - away for group, away in zip(breakdown.groups, not_asked, strict=True)]
    away = filtered_away(item.asked_if, breakdown, asked, shown=context.shown, limits=limits)
    first = first_details(rows, limits, filtered_away=away)
    if total.detail is Detail.BAND:
        return [row if row.hidden else complementary(row, limits) for row in first]
    return repair(first, answers.positive, limits)


def _published(item: Item, answers: Answers, by: str | None, rows: Sequence[Row], policy: DisclosurePolicy) -> Decided:
    table = PublicTable(
        question=item.key.question,
        item=item.key.item,
        option=None,
        by=by,
        options=answers.codes,
        positive_options=answers.favourable,
        rows=tuple(public_row(row, scores=answers.scores if policy.coarse_mean else None) for row in rows),
    )
    return table, tuple(rows)


def public_row(row: Row, *, scores: Sequence[Fraction] | None = None) -> PublicRow:
    """What is public of a row: nothing that its detail does not name."""
    match row.detail:
        case Detail.FULL:
            return PublicRow(row.group, row.detail, n=row.n, counts=row.counts, positive=row.positive)
        case Detail.COARSE:
            mean = rounded_mean(row.counts, scores) if scores else None
            return PublicRow(row.group, row.detail, n=row.n, positive=row.positive, mean=mean)
        case Detail.BAND if row.low:
            return PublicRow(row.group, row.detail, n=row.n, at_least=row.low)
        case Detail.BAND:
            return PublicRow(row.group, row.detail, n=row.n, at_most=row.high)
        case Detail.SUPPRESSED:
            return PublicRow(row.group, row.detail)


def rounded_mean(counts: Sequence[int], scores: Sequence[Fraction]) -> float:
    """The mean with one decimal, halves up, worked out in whole numbers.

    >>> rounded_mean([1, 3], [Fraction(1), Fraction(2)])
    1.8
    """
    points = sum((count * score for count, score in zip(counts, scores, strict=True)), Fraction(0))
    return math.floor(points * 10 / sum(counts) + Fraction(1, 2)) / 10
