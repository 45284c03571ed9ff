"""The thresholds that hold for one question in one breakdown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from nullpunkt.disclosure.policy import DisclosurePolicy
from nullpunkt.disclosure.public import PublicPolicy


class Scope(Enum):
    """Whose rows these are: everybody's one row, the main breakdown's, or another breakdown's."""

    TOTAL = auto()
    MAIN = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Limits:
    """R1, R3, R4 and R7 for one table."""

    show_from: int
    """fewest answers for a row to show anything"""
    full_from: int | None
    """fewest answers for a full distribution; None: never"""
    band_width: int
    """0…band_width and n-band_width…n favourable answers are shown as a band"""
    remainder_from: int
    """fewest answers that all suppressed rows must have together"""


def limits_for(policy: DisclosurePolicy | PublicPolicy, *, scope: Scope, sensitive: bool) -> Limits:
    """The policy's thresholds for one question in one breakdown."""
    least = policy.sensitive_min if sensitive else policy.min_group
    width = policy.sensitive_band_width if sensitive else policy.band_width
    least = max(least, 2 * width + 1)  # below this the two bands would overlap
    show_from = max(least, policy.other_breakdowns_from) if scope is Scope.OTHER else least
    full_from = None if scope is Scope.OTHER else max(policy.full_from, least)
    return Limits(show_from, full_from, width, least)
