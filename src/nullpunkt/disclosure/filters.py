"""R8: a follow-up question shows no more than the question that decided who was asked it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from nullpunkt.disclosure.breakdowns import Breakdown
from nullpunkt.disclosure.limits import Limits
from nullpunkt.disclosure.public import Detail, PublicTable
from nullpunkt.survey.model import Condition, ItemKey, Survey

TableKey = tuple[ItemKey, str | None, str | None]
KNOWN = (Detail.FULL, Detail.COARSE)


@dataclass(slots=True, repr=False)
class Shown:
    """What has been decided so far: detail by table and group, for follow-up questions to look at."""

    survey: Survey
    details: dict[TableKey, Mapping[str | None, Detail]] = field(default_factory=dict)
    positive: dict[ItemKey, frozenset[str]] = field(default_factory=dict)
    decided: set[ItemKey] = field(default_factory=set)

    def add(self, table: PublicTable) -> None:
        """Remember one table."""
        self.decided.add(table.key)
        self.details[table.key, table.option, table.by] = {row.group: row.detail for row in table.rows}
        if table.option is None:
            self.positive[table.key] = frozenset(table.positive_options)

    def hides(self, condition: Condition, by: str | None, group: str | None) -> bool:
        """Whether the number asked in this group is more than the filter question shows there."""
        key = ItemKey(condition.question, condition.item)
        if key not in self.decided:
            return by is not None and not self._background(key)
        if key in self.positive:
            return not self._tells(key, condition, self.details.get((key, None, by), {}).get(group))
        if by is not None and self._background(key):
            return False
        details = [self.details.get((key, option, by), {}).get(group) for option in condition.options]
        return not all(detail in KNOWN for detail in details)

    def _background(self, key: ItemKey) -> bool:
        """Whether the filter is a background question, whose crossing with another is never published."""
        return self.survey.by_id[key.question].background

    def _tells(self, key: ItemKey, condition: Condition, detail: Detail | None) -> bool:
        valid = {option.code for option in self.survey.items[key].options if option.valid}
        wanted, positive = set(condition.options), self.positive[key]
        if detail is Detail.FULL:
            return wanted <= valid
        return detail is Detail.COARSE and wanted in (positive, valid - positive)


def filtered_away(
    condition: Condition | None, breakdown: Breakdown, asked: list[int], *, shown: Shown, limits: Limits
) -> frozenset[str]:
    """The groups in which a follow-up question must not be shown.

    Besides those where the filter is hidden: those where nearly nobody or nearly everybody was asked, as the number of
    answers would say so.
    """
    return frozenset(_filtered(condition, breakdown, asked, shown=shown, limits=limits)) if condition else frozenset()


def _filtered(
    condition: Condition, breakdown: Breakdown, asked: list[int], *, shown: Shown, limits: Limits
) -> Iterator[str]:
    for group, number in zip(breakdown.groups, asked, strict=True):
        extreme = not limits.band_width < number < group.n - limits.band_width
        if extreme or shown.hides(condition, breakdown.by, group.code):
            yield group.code


def total_filtered_away(condition: Condition | None, *, shown: Shown) -> bool:
    """Whether a follow-up question must not be shown for anybody."""
    return condition is not None and shown.hides(condition, None, None)


def sensitive(survey: Survey, question: str) -> bool:
    """Whether the question, or one that decided who was asked it, is marked as sensitive (R7)."""
    asked = survey.by_id[question]
    above = asked.asked_if.question if asked.asked_if else None
    return asked.sensitive or (above is not None and above != question and sensitive(survey, above))
