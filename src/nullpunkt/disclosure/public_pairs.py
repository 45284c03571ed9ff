"""Public counts of linked respondents."""

from __future__ import annotations

from dataclasses import dataclass

from nullpunkt.survey.model import ItemKey


@dataclass(frozen=True, slots=True)
class PublicPair:
    """One indicator among linked respondents; all counts are None where one of them would tell of too few."""

    key: ItemKey
    option: str | None
    both: int | None = None
    lost: int | None = None
    gained: int | None = None
    neither: int | None = None
