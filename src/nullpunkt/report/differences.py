"""Differences between groups in words: called only where the test carries them, and else said to be unsure."""

from __future__ import annotations

from collections.abc import Sequence

from nullpunkt.analysis.model import Association
from nullpunkt.report.language import inline
from nullpunkt.report.published import CLEAR_VERDICTS, SIGNIFICANT, Published
from nullpunkt.survey.model import ItemKey

MOST_NAMED = 4
"""groups that one sentence names; of more it gives the number"""


def clear_differences(rows: Sequence[Association]) -> tuple[Association, ...]:
    """Groups that differ from all the others: a verdict, and an adjusted p-value that carries it."""
    return tuple(row for row in rows if row.group is not None and row.verdict in CLEAR_VERDICTS and _carried(row))


def differs(rows: Sequence[Association]) -> bool:
    """Whether there is a sure difference, in one group or over all of them."""
    return bool(clear_differences(rows)) or any(row.group is None and _carried(row) for row in rows)


def difference_sentence(key: ItemKey, by: str, published: Published, *, option: str | None = None) -> str:
    """What may be said of the groups of one breakdown; empty where nothing was tested."""
    rows = [row for row in published.associations(key, by) if row.option == option]
    if not rows:
        return ""
    language = published.language
    label = breakdown_in_text(by, published)
    clear = clear_differences(rows)
    if len(clear) > MOST_NAMED:
        return language.say("differences.many", by=label, n=len(clear))
    if clear:
        named = [_named(row, published) for row in clear]
        return language.say("differences.clear", by=label, list=language.both(named), n=len(clear))
    if differs(rows):
        return language.say("differences.overall", by=label)
    return language.say("differences.none", by=label)


def clear_groups(key: ItemKey, by: str, published: Published) -> str:
    """The groups that differ from the others on one statement, or that the answers differ without such a group."""
    rows = [row for row in published.associations(key, by) if row.option is None]
    clear = clear_differences(rows)
    language = published.language
    if clear:
        return language.both([_named(row, published) for row in clear])
    return language.say("differences.overall_short") if differs(rows) else ""


def breakdown_in_text(by: str, published: Published) -> str:
    """A breakdown's label inside a sentence: «tjeneste», but «NAV-kontor»."""
    label = published.breakdown_label(by)
    return inline(label if label[1:2].isupper() else label[:1].lower() + label[1:])


def _carried(row: Association) -> bool:
    """Whether the p-value, adjusted for the number of comparisons, is below the limit; unadjusted is not enough."""
    return row.p_adjusted is not None and row.p_adjusted < SIGNIFICANT


def _named(row: Association, published: Published) -> str:
    assert row.group is not None
    language = published.language
    group = inline(published.group_label(row.by, row.group))
    if row.estimate is None or row.low is None or row.high is None:
        return language.say(f"differences.{row.verdict}_plain", group=group)
    size, *limits = (abs(value) for value in (row.estimate, row.low, row.high))
    low, high = (language.style.number(100 * limit) for limit in sorted(limits))
    points = language.style.number(100 * size)
    return language.say(f"differences.{row.verdict}", group=group, points=points, low=low, high=high)
