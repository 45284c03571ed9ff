"""Figures for all respondents that are not counts: indices, number questions, how many comments there are."""

from __future__ import annotations

from collections.abc import Iterator

from nullpunkt.disclosure.filters import Shown, sensitive, total_filtered_away
from nullpunkt.disclosure.policy import DisclosurePolicy
from nullpunkt.disclosure.public import Detail, PublicIndex, PublicNumber
from nullpunkt.survey.model import ItemKey, NumberQuestion, Survey
from nullpunkt.tabulation.model import Tabulation


def public_indices(
    tabulation: Tabulation, survey: Survey, policy: DisclosurePolicy, shown: Shown
) -> Iterator[PublicIndex]:
    """Indices over all respondents, two decimals; left out where an item's own distribution is not public.

    With all other items public, the index's mean would else give the hidden item away.
    """
    for index in survey.indices:
        moments = tabulation.indices.get(index.id)
        if moments is None or moments.mean is None or moments.n < policy.index_from:
            continue
        if all(_distribution_is_public(key, tabulation, shown) for key in index.items):
            yield PublicIndex(
                index=index.id,
                n=moments.n,
                mean=round(moments.mean, 2),
                sd=None if moments.sd is None else round(moments.sd, 2),
                alpha=_rounded_alpha(moments.alpha, moments.complete, policy),
                complete=moments.complete,
                items=moments.items,
            )


def _rounded_alpha(alpha: float | None, complete: int, policy: DisclosurePolicy) -> float | None:
    return None if alpha is None or complete < policy.index_from else round(alpha, 2)


def _distribution_is_public(key: ItemKey, tabulation: Tabulation, shown: Shown) -> bool:
    if (key, None) not in tabulation.choices:
        return True
    totals = [rows[None] for (table, _, by), rows in shown.details.items() if table == key and by is None]
    return bool(totals) and all(detail is Detail.FULL for detail in totals)


def public_numbers(
    tabulation: Tabulation, survey: Survey, policy: DisclosurePolicy, shown: Shown
) -> Iterator[PublicNumber]:
    """Mean and median of number questions over all respondents, one decimal; never a smallest or largest value."""
    for question in survey.questions:
        summary = tabulation.numbers.get(question.id)
        if not isinstance(question, NumberQuestion) or summary is None:
            continue
        least = policy.sensitive_min if sensitive(survey, question.id) else policy.min_group
        few = summary.n < max(least, policy.number_from)
        if few or summary.mean is None or summary.median is None:
            continue
        if not total_filtered_away(question.asked_if, shown=shown):
            yield PublicNumber(question.id, summary.n, round(summary.mean, 1), round(summary.median, 1))


def public_comments(tabulation: Tabulation, policy: DisclosurePolicy) -> dict[str, int]:
    """How many comments each open question has, where they are enough to say so."""
    return {question: count for question, count in tabulation.comments.items() if count >= policy.min_group}
