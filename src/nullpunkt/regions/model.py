"""What a regional run is made of: the plan, the units, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from nullpunkt.regions.bundles import Failure
from nullpunkt.request import AnalyseRequest
from nullpunkt.responses.issues import Issue
from nullpunkt.responses.table import RawTable


class Phase(StrEnum):
    """The two commands on files that a batch consists of."""

    ANALYSE = "analyse"
    REPORT = "report"


class Mode(StrEnum):
    """Where a region's totals come from (disclosure: region)."""

    PUBLISHED = "published"
    """A: sums of what the municipalities publish; nothing new is said"""
    RAW = "raw"
    """B: the region holds all answers; totals that would give a hidden number away are left out"""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlan:
    """One municipality: its request, and where its files go."""

    id: str
    name: str
    folder: str
    """name of its report folder and of its bundle"""
    request: AnalyseRequest
    in_region: bool = True
    trouble: Failure | None = None
    """why its own settings cannot be used; its analysis says so, and no other is held up"""
    size: int = 0
    """bytes or rows: the largest is analysed first"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPlan:
    """All of it, in the order of the units' ids."""

    name: str
    units: tuple[UnitPlan, ...]
    request: AnalyseRequest
    """what the region's own report is made with; its responses are not read"""
    mode: Mode = Mode.PUBLISHED
    output: Path
    private: Path
    tables: Mapping[str, RawTable] = field(default_factory=dict)
    """with one file for all: each unit's rows, by id"""
    issues: tuple[Issue, ...] = ()
    without_unit: int = 0
    """respondents who named no municipality"""

    @property
    def bundles(self) -> Path:
        """Where phase one leaves what phase two reads."""
        return self.private / "bundles"


class State(StrEnum):
    """What became of one unit in one phase."""

    DONE = "done"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOutcome:
    """One unit, one phase; `reason` is filled where it failed and holds no answer."""

    unit: str
    name: str
    phase: Phase
    state: State
    reason: str = ""
    hint: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOutcome:
    """What a run did."""

    plan: RegionPlan
    units: tuple[UnitOutcome, ...]
    """one a unit: its last phase, or the one it failed in"""
    region_written: bool
    seconds: float

    @property
    def failed(self) -> tuple[UnitOutcome, ...]:
        """The units without a report."""
        return tuple(unit for unit in self.units if unit.state is State.FAILED)
