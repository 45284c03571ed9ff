"""What a worker process runs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from nullpunkt.regions.analyse_unit import analyse_unit
from nullpunkt.regions.bundles import Failure
from nullpunkt.regions.model import Phase, State, UnitOutcome, UnitPlan
from nullpunkt.regions.report_unit import ReportTask, report_unit
from nullpunkt.responses.table import RawTable


@dataclass(frozen=True, slots=True, repr=False)
class AnalyseTask:
    """One unit to be analysed; `table` where it has no file of its own."""

    plan: UnitPlan
    bundles: Path
    table: RawTable | None
    fresh: bool


Task = AnalyseTask | ReportTask


def run(task: Task) -> UnitOutcome:
    """The task's outcome; nothing that goes wrong with one unit leaves this function."""
    began = time.monotonic()
    match task:
        case AnalyseTask():
            state, failure = analyse_unit(task.plan, task.bundles, table=task.table, fresh=task.fresh)
        case ReportTask():
            state, failure = report_unit(task)
    return outcome(task, state, failure, seconds=time.monotonic() - began)


def died(task: Task) -> UnitOutcome:
    """The outcome of a task that took its process with it."""
    failure = Failure(
        "the file ended the process that read it, for want of memory or by a fault in a library",
        "open it in Excel and save it anew, or export it again",
    )
    if isinstance(task, AnalyseTask):
        from nullpunkt.regions.bundles import write_failure

        write_failure(task.bundles / task.plan.folder, failure)
    return outcome(task, State.FAILED, failure)


def outcome(task: Task, state: State, failure: Failure | None, *, seconds: float = 0.0) -> UnitOutcome:
    """The outcome as it is shown and logged."""
    return UnitOutcome(
        unit=task.plan.id,
        name=task.plan.name,
        phase=Phase.ANALYSE if isinstance(task, AnalyseTask) else Phase.REPORT,
        state=state,
        reason=failure.reason if failure else "",
        hint=failure.hint if failure else "",
        seconds=seconds,
    )
