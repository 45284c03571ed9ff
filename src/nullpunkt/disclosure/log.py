"""The private log: which groups were locked, under which thresholds, and why each row is hidden.

It belongs to the adviser's private folder. A reader who has it can tell primary from complementary suppression.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter

from nullpunkt.disclosure.groups import LockedGroups, locked_groups
from nullpunkt.disclosure.primary import Reason, Row
from nullpunkt.disclosure.public import Detail, PublicPolicy, PublicTable, PublicTables

POLICY_VERSION = 2
"""Raised when the same counts would be protected differently."""


@dataclass(frozen=True, slots=True)
class HiddenRow:
    """One row that is not shown as it is, and why."""

    question: str
    item: str | None
    option: str | None
    by: str | None
    group: str | None
    detail: Detail
    reason: Reason


@dataclass(frozen=True, slots=True)
class DisclosureLog:
    """What a follow-up needs to keep the same groups, and what the adviser needs to answer questions."""

    survey: str
    survey_version: str
    policy_version: int
    policy: PublicPolicy
    locked: LockedGroups
    details: dict[Detail, int]
    """how many rows of breakdowns have each detail"""
    hidden: tuple[HiddenRow, ...]


def log_of(tables: PublicTables, decided: Iterable[tuple[PublicTable, tuple[Row, ...]]]) -> DisclosureLog:
    """The log of one wave's protection."""
    by_detail = dict.fromkeys(Detail, 0)
    hidden = []
    for table, rows in decided:
        for row in rows:
            if table.by is not None:
                by_detail[row.detail] += 1
            if row.reason is not None and row.hidden:
                place = (table.question, table.item, table.option, table.by, row.group)
                hidden.append(HiddenRow(*place, detail=row.detail, reason=row.reason))
    return DisclosureLog(
        survey=tables.survey,
        survey_version=tables.survey_version,
        policy_version=POLICY_VERSION,
        policy=tables.policy,
        locked=locked_groups(tables),
        details=by_detail,
        hidden=tuple(hidden),
    )


_LOG = TypeAdapter(DisclosureLog)


def log_to_json(log: DisclosureLog) -> str:
    """The log as JSON, for `disclosure-log.json`."""
    return _LOG.dump_json(log, indent=1).decode() + "\n"


def log_from_json(text: str) -> DisclosureLog:
    """The log as `log_to_json` wrote it."""
    return _LOG.validate_json(text)
