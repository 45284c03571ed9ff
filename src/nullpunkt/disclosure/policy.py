"""The privacy policy: thresholds by profile, and what may not be asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nullpunkt.errors import PolicyError

LOWEST_MIN_GROUP = 3
"""Below this no group is shown whatever the user says."""
SAFE_MIN_GROUP = 5
"""Below this the user must accept the risk in so many words."""


class Profile(StrEnum):
    """standard: for the municipality's own work. strict: for papers the public will see."""

    STANDARD = "standard"
    STRICT = "strict"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosurePolicy:
    """Rules R1–R12 as numbers. Build it with `policy_for`, which refuses what is not safe."""

    profile: Profile
    min_group: int
    """R1: fewest answers to show anything"""
    merge: bool = True
    """R2"""
    mergers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """R2: meaningful mergers named by the municipality: name -> option codes of the main breakdown"""
    full_from: int
    """R3: answers for a full distribution in the main breakdown"""
    other_breakdowns_from: int
    """R3: answers per group in every other breakdown, which never shows full distributions"""
    band_width: int
    """R4"""
    coarse_mean: bool = True
    """R5"""
    sensitive_min: int
    sensitive_band_width: int
    """R7"""
    index_from: int = 30
    number_from: int = 10
    risk_accepted: bool
    open_text: bool
    """R12"""


def policy_for(
    profile: Profile = Profile.STANDARD,
    *,
    min_group: int | None = None,
    accept_risk: bool = False,
    mergers: Mapping[str, tuple[str, ...]] | None = None,
    open_text: bool = False,
) -> DisclosurePolicy:
    """The profile's policy with the user's wishes, refused where they would name people."""
    base = _STRICT if profile is Profile.STRICT else _STANDARD
    limit = base["min_group"] if min_group is None else min_group
    if limit < LOWEST_MIN_GROUP:
        raise PolicyError(
            f"a smallest group of {limit} is refused: {LOWEST_MIN_GROUP} is the least",
            hint=f"use --min-group {SAFE_MIN_GROUP} or more",
        )
    if limit < SAFE_MIN_GROUP and not accept_risk:
        raise PolicyError(
            f"a smallest group of {limit} lets colleagues recognise each other",
            hint="add --accept-risk if the data owner has decided so; the report will say it",
        )
    return DisclosurePolicy(
        profile=profile,
        min_group=limit,
        full_from=max(base["full_from"], limit),
        other_breakdowns_from=max(base["other_breakdowns_from"], limit),
        band_width=base["band_width"],
        sensitive_min=max(base["sensitive_min"], limit),
        sensitive_band_width=base["sensitive_band_width"],
        risk_accepted=limit < SAFE_MIN_GROUP,
        mergers=dict(mergers or {}),
        open_text=open_text,
    )


_STANDARD = {
    "min_group": 5,
    "full_from": 10,
    "other_breakdowns_from": 10,
    "band_width": 1,
    "sensitive_min": 10,
    "sensitive_band_width": 2,
}
_STRICT = {
    "min_group": 10,
    "full_from": 20,
    "other_breakdowns_from": 20,
    "band_width": 2,
    "sensitive_min": 20,
    "sensitive_band_width": 3,
}
