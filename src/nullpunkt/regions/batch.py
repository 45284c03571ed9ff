"""The whole run: analyse every unit, put the region together, report each unit and the region."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from nullpunkt.analysis.regional import Contribution
from nullpunkt.errors import UsageError
from nullpunkt.regions.bundles import (
    SHARE,
    Failure,
    contribution_from_json,
    failure_of,
    remove_report,
    seal_of,
)
from nullpunkt.regions.journal import Journal
from nullpunkt.regions.model import BatchOutcome, Phase, RegionPlan, State, UnitOutcome, UnitPlan
from nullpunkt.regions.output import finish_output, open_output
from nullpunkt.regions.pool import Pool, workers
from nullpunkt.regions.regional import Together, put_together
from nullpunkt.regions.report_region import report_region
from nullpunkt.regions.report_unit import ReportTask
from nullpunkt.regions.worker import AnalyseTask, Task, died, run

Told = Callable[[UnitOutcome, int, int], None]
"""told of every unit that is done: its outcome, how many are done, how many there are in this phase"""


def unheard(outcome: UnitOutcome, done: int, total: int) -> None:
    """For whoever does not want to hear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How to run; none of it changes a byte of what is written."""

    jobs: int
    only: tuple[str, ...] = ()
    fresh: bool = False
    phase: Phase | None = None


@dataclass(frozen=True, slots=True)
class Crew:
    """Who does the work of both phases, and who is told of it."""

    pool: Pool[Task, UnitOutcome]
    journal: Journal
    told: Told

    def run(self, tasks: Iterable[Task], total: int) -> Iterator[tuple[str, UnitOutcome]]:
        """The outcome of each of so many tasks, by its unit."""
        for done, (task, outcome) in enumerate(self.pool.run(tasks), start=1):
            self.journal.note(outcome)
            self.told(outcome, done, total)
            yield task.plan.id, outcome


def batch(plan: RegionPlan, options: RunOptions, told: Told = unheard) -> BatchOutcome:
    """`nullpunkt batch`: one phase or both; what fails is among the outcomes, never raised."""
    began = time.monotonic()
    chosen = _chosen(plan, options.only)
    open_output(plan)
    jobs = workers(len(chosen), options.jobs)
    with Journal(plan.private) as journal, Pool(run, jobs=jobs, died=died) as pool:
        crew = Crew(pool, journal, told)
        outcomes: dict[str, UnitOutcome] = {}
        if options.phase in (None, Phase.ANALYSE):
            outcomes |= _analyse(plan, chosen, options, crew)
        written = False
        if options.phase in (None, Phase.REPORT):
            found, written = _report(plan, chosen, options, crew)
            outcomes |= found
    return BatchOutcome(
        plan=plan,
        units=tuple(outcomes[unit.id] for unit in chosen),
        region_written=written,
        seconds=time.monotonic() - began,
    )


def _chosen(plan: RegionPlan, only: tuple[str, ...]) -> tuple[UnitPlan, ...]:
    unknown = sorted(set(only) - {unit.id for unit in plan.units})
    if unknown:
        known = ", ".join(unit.id for unit in plan.units[:12]) + (" …" if len(plan.units) > 12 else "")
        raise UsageError(f"--only {', '.join(unknown)}: not in the region", hint=f"its municipalities are {known}")
    return tuple(unit for unit in plan.units if not only or unit.id in only)


def _analyse(plan: RegionPlan, chosen: Sequence[UnitPlan], options: RunOptions, crew: Crew) -> dict[str, UnitOutcome]:
    tasks = (AnalyseTask(u, plan.bundles, plan.tables.get(u.id), options.fresh) for u in _largest_first(chosen))
    found = dict(crew.run(tasks, len(chosen)))
    for unit in chosen:
        if found[unit.id].state is State.FAILED:
            remove_report(unit.request.output)
    return found


def _largest_first(units: Iterable[UnitPlan]) -> list[UnitPlan]:
    return sorted(units, key=lambda unit: (-unit.size, unit.id))


def _report(
    plan: RegionPlan, chosen: Sequence[UnitPlan], options: RunOptions, crew: Crew
) -> tuple[dict[str, UnitOutcome], bool]:
    together, failures = _together(plan)
    outcomes = {unit.id: _failed(unit, failures[unit.id]) for unit in chosen if unit.id in failures}
    for unit in chosen:
        if unit.id in failures:
            remove_report(unit.request.output)
    ready = [unit for unit in chosen if unit.id not in failures]
    if together is None:
        return outcomes, False
    # each is made when it is due: what one unit is told of all others grows with the region
    tasks = (_task(unit, plan, together, fresh=options.fresh) for unit in _largest_first(ready))
    outcomes |= dict(crew.run(tasks, len(ready)))
    if options.only:
        return outcomes, False
    whole = {**{unit: _failed_named(plan, unit, f) for unit, f in failures.items()}, **outcomes}
    reported = [unit for unit in plan.units if whole[unit.id].state is not State.FAILED]
    report_region(plan, together, reported, failed=[one for one in whole.values() if one.state is State.FAILED])
    finish_output(plan, reported)
    return outcomes, True


def _task(unit: UnitPlan, plan: RegionPlan, together: Together, *, fresh: bool) -> ReportTask:
    own = unit.in_region
    return ReportTask(
        plan=replace(unit, request=replace(unit.request, overwrite=True)),
        bundles=plan.bundles,
        records=plan.private / "reports",
        survey=unit.request.survey or together.survey,
        benchmarks=together.benchmarks(unit.id) if own else (),
        beside=together.beside(unit.id) if own else None,
        fresh=fresh,
    )


def _together(plan: RegionPlan) -> tuple[Together | None, dict[str, Failure]]:
    """The region of all whole bundles, and why the other units are not in it."""
    failures: dict[str, Failure] = {}
    surveys: dict[str, str] = {}
    for unit in plan.units:
        folder = plan.bundles / unit.folder
        seal = seal_of(folder)
        if seal is None:
            unknown = Failure("it has not been analysed", "run the analyse phase for it")
            failures[unit.id] = failure_of(folder) or unknown
        else:
            surveys[unit.id] = seal.survey
    if not surveys:
        return None, failures
    common = max(sorted(Counter(surveys.values()).items()), key=lambda pair: pair[1])[0]
    for unit_id, survey in surveys.items():
        if survey != common:
            hint = "its results cannot be put together with the others'; analyse it by itself"
            failures[unit_id] = Failure(f"it answers the questionnaire {survey}, the region {common}", hint)
    ready = [unit for unit in plan.units if unit.id not in failures]
    return put_together(plan, ready, survey=common, read=lambda unit: _contribution(plan, unit)), failures


def _contribution(plan: RegionPlan, unit: UnitPlan) -> Contribution:
    return contribution_from_json((plan.bundles / unit.folder / SHARE).read_text(encoding="utf-8"))


def _failed(unit: UnitPlan, failure: Failure) -> UnitOutcome:
    return UnitOutcome(
        unit=unit.id,
        name=unit.name,
        phase=Phase.ANALYSE,
        state=State.FAILED,
        reason=failure.reason,
        hint=failure.hint,
    )


def _failed_named(plan: RegionPlan, unit: str, failure: Failure) -> UnitOutcome:
    return _failed(next(one for one in plan.units if one.id == unit), failure)
