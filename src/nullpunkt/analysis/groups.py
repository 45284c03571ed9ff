"""Published groups with their names, and who was invited in each."""

from __future__ import annotations

from dataclasses import dataclass

from nullpunkt.analysis.model import GroupRow, ResponseRow
from nullpunkt.disclosure.public import PublicBreakdown, PublicGroup, PublicTables
from nullpunkt.survey.model import ChoiceQuestion, Survey


@dataclass(frozen=True, slots=True)
class GroupWords:
    """The few words that merged groups are named with, in the report's language."""

    other: str = "Andre"
    not_stated: str = "ikke oppgitt"
    conjunction: str = "og"
    joiner: str = " – "


def group_rows(tables: PublicTables, survey: Survey, *, language: str, words: GroupWords) -> tuple[GroupRow, ...]:
    """Every published group, in the order of its breakdown."""
    return tuple(
        GroupRow(
            by=breakdown.by,
            group=group.code,
            label=_label(group, breakdown, survey, language=language, words=words),
            members=group.members,
            n=group.n,
            invited=group.invited,
            with_not_stated=group.with_not_stated,
        )
        for breakdown in tables.breakdowns
        for group in breakdown.groups
    )


def _label(group: PublicGroup, breakdown: PublicBreakdown, survey: Survey, *, language: str, words: GroupWords) -> str:
    question = survey.by_id[breakdown.by]
    assert isinstance(question, ChoiceQuestion)
    texts = {option.code: option.text.into(language) for option in question.options}
    members = [texts[code] for code in group.members]
    if group.name:
        label = group.name
    elif not members:
        return words.not_stated.capitalize()
    elif len(members) == 1:
        label = members[0]
    elif group.code == "_other":
        label = f"{words.other} ({', '.join(members)})"
    else:
        label = members[0] + words.joiner + members[-1]
    return f"{label} {words.conjunction} {words.not_stated}" if group.with_not_stated else label


def response_rows(tables: PublicTables) -> tuple[ResponseRow, ...]:
    """Response in all and per group of the main breakdown."""
    total = _response(None, None, tables.invited, tables.respondents)
    main = [breakdown for breakdown in tables.breakdowns if breakdown.main]
    return (total, *(_response(b.by, g.code, g.invited, g.n) for b in main for g in b.groups))


def _response(by: str | None, group: str | None, invited: int | None, answered: int) -> ResponseRow:
    rate = answered / invited if invited else None
    return ResponseRow(by=by, group=group, invited=invited, answered=answered, rate=rate)
