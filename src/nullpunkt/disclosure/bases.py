"""What became of everybody's answer to each question: answered, don't know, blank, not asked."""

from __future__ import annotations

from collections.abc import Iterator

from nullpunkt.disclosure.filters import Shown
from nullpunkt.disclosure.public import Detail, PublicBase
from nullpunkt.survey.model import Item, ItemKey, MultipleQuestion, OptionKind, Survey, items_of
from nullpunkt.tabulation.model import Tabulation


def bases_of(tabulation: Tabulation, survey: Survey, shown: Shown) -> Iterator[PublicBase]:
    """Bases for all respondents, of the questions whose number of answers is public."""
    for question in survey.questions:
        if isinstance(question, MultipleQuestion):
            if _base_is_public(ItemKey(question.id), shown):
                yield _multiple(tabulation, question)
        else:
            yield from (_item(tabulation, item) for item in items_of(question) if _base_is_public(item.key, shown))


def _base_is_public(key: ItemKey, shown: Shown) -> bool:
    totals = [rows[None] for (table, _, by), rows in shown.details.items() if table == key and by is None]
    return any(detail is not Detail.SUPPRESSED for detail in totals)


def _item(tabulation: Tabulation, item: Item) -> PublicBase:
    table = tabulation.choices[item.key, None]
    counts: list[int] = table.counts[0].tolist()

    def of_kind(*kinds: OptionKind) -> int:
        return sum(count for count, option in zip(counts, item.options, strict=True) if option.kind in kinds)

    return PublicBase(
        question=item.key.question,
        item=item.key.item,
        valid=of_kind(OptionKind.ANSWER, OptionKind.OTHER, OptionKind.NONE),
        dont_know=of_kind(OptionKind.DONT_KNOW),
        not_relevant=of_kind(OptionKind.NOT_RELEVANT),
        blank=int(table.blank[0]),
        not_asked=int(table.not_asked[0]),
    )


def _multiple(tabulation: Tabulation, question: MultipleQuestion) -> PublicBase:
    table = tabulation.ticks[question.id, None]
    answered, blank, not_asked = int(table.answered[0]), int(table.blank[0]), int(table.not_asked[0])
    return PublicBase(
        question=question.id,
        item=None,
        valid=answered,
        dont_know=tabulation.respondents - answered - blank - not_asked,
        not_relevant=0,
        blank=blank,
        not_asked=not_asked,
    )
