"""Whether results that somebody else may have written could be the results of a survey."""

from __future__ import annotations

from dataclasses import is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints

from nullpunkt.analysis.model import Results
from nullpunkt.errors import InputError

_LARGEST = 10**12
"""more than any number that counts people"""
_TABLES = (
    "groups", "response", "estimates", "bases", "indices", "associations", "changes", "index_changes",
    "changes_from_previous", "paired", "benchmarks",
)  # fmt: skip


def refuse_impossible(results: Results, *, name: str) -> None:
    """Raises where a row holds what no run writes: a number without end, more answers than people who gave one."""
    for table in _TABLES:
        for place, row in enumerate(getattr(results, table)):
            if not _is_possible(row):
                raise InputError(
                    f"{name} is damaged: row {place + 1} of {table} holds a number that cannot be",
                    hint="give the results.json of an earlier run",
                )


def _is_possible(row: Any) -> bool:
    # Any: every row type of the results; a change holds a figure of either wave
    for field, kind in _kinds(row.__class__):
        value = getattr(row, field)
        if value is None:
            continue
        if kind in (int, float):
            if not isinstance(value, int | float) or not -_LARGEST <= value <= _LARGEST:
                return False
        elif (kind is str and not isinstance(value, str)) or (is_dataclass(value) and not _is_possible(value)):
            return False
    count, n = getattr(row, "count", None), getattr(row, "n", None)
    return count is None or (n is not None and 0 <= count <= n)


@lru_cache
def _kinds(cls: type[object]) -> tuple[tuple[str, object], ...]:
    """A row's fields, each with its type but for None."""
    return tuple((name, _of(hint)) for name, hint in get_type_hints(cls).items())


def _of(hint: object) -> object:
    return next(kind for kind in get_args(hint) if kind is not NoneType) if isinstance(hint, UnionType) else hint
