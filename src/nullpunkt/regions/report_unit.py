"""The second phase for one unit: its report, beside the rest of the region."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nullpunkt.analysis.comparison import compare
from nullpunkt.analysis.model import Benchmark, Results
from nullpunkt.analysis.serial import from_json, with_benchmarks
from nullpunkt.earlier import terms_for
from nullpunkt.loading.languages import load_language
from nullpunkt.regions import fingerprints
from nullpunkt.regions.analyse_unit import failure_from
from nullpunkt.regions.bundles import EARLIER, RESULTS, Failure, seal_of
from nullpunkt.regions.definitions import definition
from nullpunkt.regions.model import State, UnitPlan
from nullpunkt.report.region_unit import Beside, with_region
from nullpunkt.workflows import say, survey_with_breakdowns, write
from nullpunkt.writers.beside import clear_scratch
from nullpunkt.writers.folder import MANIFEST, replace_file


@dataclass(frozen=True, slots=True, repr=False)
class ReportTask:
    """One unit to be reported, with all that it needs of the others."""

    plan: UnitPlan
    bundles: Path
    records: Path
    survey: str
    """id of the questionnaire; a file where the user wrote it"""
    benchmarks: tuple[Benchmark, ...]
    beside: Beside | None
    """None: the unit stands outside the region"""
    fresh: bool


def report_unit(task: ReportTask) -> tuple[State, Failure | None]:
    """Writes the unit's report unless it is what these numbers give."""
    target, record = task.plan.request.output, task.records / f"{task.plan.folder}.json"
    try:
        clear_scratch(target)
        clear_scratch(record)
        seal = seal_of(task.bundles / task.plan.folder)
        if seal is None:
            return State.FAILED, Failure("its analysis is missing or not whole", "run the analyse phase again")
        fingerprint = fingerprints.of_report(task.plan.request, seal.results, *_beside_as_text(task))
        if not task.fresh and is_current(target, record, fingerprint):
            return State.UNCHANGED, None
        _write(task)
        write_record(target, record, fingerprint)
    except Exception as error:  # one report's trouble is its own
        return State.FAILED, failure_from(error)
    return State.DONE, None


def _beside_as_text(task: ReportTask) -> Sequence[str]:
    return repr(task.benchmarks), repr(task.beside)


def _write(task: ReportTask) -> None:
    request = task.plan.request
    bundle = task.bundles / task.plan.folder
    text = (bundle / RESULTS).read_text(encoding="utf-8")
    results = replace(from_json(text, name=RESULTS), benchmarks=task.benchmarks)
    survey = survey_with_breakdowns(definition(task.survey), request.by)
    earlier = [_read(bundle / EARLIER.format(place)) for place in range(len(request.earlier))]
    comparison = None
    if earlier:
        results, comparison = compare(earlier, results, terms_for(request, earlier, results))
    report = say(results, survey, request, comparison)
    if task.beside is not None:
        language = load_language(request.language, request.templates and request.templates / "languages")
        report = with_region(report, results, survey, language, beside=task.beside)
    # a wave before this one changes the results, else they are the bundle's: a twentieth of a unit's time
    written = with_benchmarks(text, task.benchmarks) if comparison is None else None
    write(report, results, survey, request, private={}, text=written)


def _read(path: Path) -> Results:
    return from_json(path.read_text(encoding="utf-8"), name=path.name)


def write_record(target: Path, record: Path, fingerprint: str) -> None:
    """Remembers what the report was made of."""
    record.parent.mkdir(parents=True, exist_ok=True)
    manifest = hashlib.sha256((target / MANIFEST).read_bytes()).hexdigest()
    replace_file(record, json.dumps({"fingerprint": fingerprint, "manifest": manifest}).encode())


def is_current(target: Path, record: Path, fingerprint: str) -> bool:
    """Whether the folder is whole and made of just this."""
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
        manifest = (target / MANIFEST).read_bytes()
        if known != {"fingerprint": fingerprint, "manifest": hashlib.sha256(manifest).hexdigest()}:
            return False
        files = json.loads(manifest)["files"]
        return all(hashlib.sha256((target / name).read_bytes()).hexdigest() == seal for name, seal in files.items())
    except (OSError, ValueError, KeyError, AttributeError):
        return False
