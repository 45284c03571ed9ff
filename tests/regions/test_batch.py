"""A region from files to reports: what is done, what fails, what is done again."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.regions.conftest import FORMATS, GOOD, run, tree

from nullpunkt import __version__
from nullpunkt.analysis.serial import from_json, to_json
from nullpunkt.errors import OutputError, UsageError
from nullpunkt.regions import pool
from nullpunkt.regions.batch import RunOptions, batch
from nullpunkt.regions.model import BatchOutcome, Phase, State
from nullpunkt.regions.plan import BatchLine, plan_of


def states(outcome: BatchOutcome) -> dict[str, State]:
    return {unit.unit: unit.state for unit in outcome.units}


def test_a_file_that_cannot_be_used_costs_its_own_report_alone(finished: BatchOutcome) -> None:
    assert states(finished) == dict.fromkeys(GOOD, State.DONE) | {"9928": State.FAILED, "9935": State.FAILED}
    reasons = {unit.unit: unit.reason for unit in finished.failed}
    assert "damaged" in reasons["9928"]
    assert "empty" in reasons["9935"]


def test_the_folder_holds_a_report_for_each_and_one_for_the_region(finished: BatchOutcome) -> None:
    folders = sorted(path.name for path in finished.plan.output.iterdir() if path.is_dir())
    assert folders == ["9901-askedal", "9902-bjorkoy", "9903-dalvang", "9904-elvestad", "region"]
    for folder in folders:
        assert (finished.plan.output / folder / "report.html").is_file()
    assert (finished.plan.output / "region.csv").is_file()


def test_each_report_compares_with_the_region_without_itself(finished: BatchOutcome) -> None:
    results = {unit: json.loads(next(finished.plan.output.glob(f"{unit}-*/results.json")).read_text()) for unit in GOOD}
    key = ("samarbeidskultur", None)
    totals = {
        unit: next(e for e in found["estimates"] if (e["question"], e["by"]) == key and e["count"] is not None)
        for unit, found in results.items()
    }
    own = next(b for b in results["9901"]["benchmarks"] if b["question"] == "samarbeidskultur")
    assert own["own"]["count"] == totals["9901"]["count"]
    assert own["region"]["count"] == sum(totals[unit]["count"] for unit in GOOD[1:])
    assert own["region"]["n"] == sum(totals[unit]["n"] for unit in GOOD[1:])


def test_results_with_their_benchmarks_are_as_if_written_at_once(finished: BatchOutcome) -> None:
    for unit in GOOD:
        text = next(finished.plan.output.glob(f"{unit}-*/results.json")).read_text(encoding="utf-8")
        results = from_json(text)
        assert results.benchmarks
        assert to_json(results, generator_version=__version__) == text


def test_no_report_names_another_municipality(finished: BatchOutcome) -> None:
    page = next(finished.plan.output.glob("9901-*/report.html")).read_text(encoding="utf-8")
    assert "Askedal" in page
    assert not [name for name in ("Bjørkøy", "Dalvang", "Elvestad") if name in page]


def test_nothing_personal_is_left_between_the_phases(finished: BatchOutcome) -> None:
    kept = sorted(path.name for path in (finished.plan.bundles / "9901-askedal").iterdir())
    assert kept == [
        "bundle.json", "contribution.json", "disclosure-log.json", "inputs.json", "quality.json", "results.json",
        "tables.json",
    ]  # fmt: skip


def test_a_second_run_does_nothing_and_changes_nothing(finished: BatchOutcome, region: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(finished.plan.output, tmp_path / "small-reports")
    shutil.copytree(finished.plan.private, tmp_path / "small-private")
    again = run(region, copy)
    assert {unit: state for unit, state in states(again).items() if unit in GOOD} == dict.fromkeys(
        GOOD, State.UNCHANGED
    )
    assert tree(copy) == tree(finished.plan.output)


def test_only_what_changed_is_analysed_again(finished: BatchOutcome, region: Path, tmp_path: Path) -> None:
    own = shutil.copytree(region, tmp_path / "small")
    shutil.copytree(finished.plan.output, tmp_path / "out-reports")
    shutil.copytree(finished.plan.private, tmp_path / "out-private")
    headcounts = own / "9901 Askedal" / "population.csv"
    headcounts.write_bytes(headcounts.read_bytes().replace(b"Barnehage;", b"Barnehage;9"))
    plan = plan_of(BatchLine(region=own, output=tmp_path / "out-reports"), known_formats=FORMATS)
    again = batch(plan, RunOptions(jobs=1, phase=Phase.ANALYSE))
    changed = [unit for unit, state in states(again).items() if state is State.DONE]
    assert changed == ["9901"]


def test_a_report_that_somebody_changed_is_written_again(finished: BatchOutcome, region: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(finished.plan.output, tmp_path / "small-reports")
    shutil.copytree(finished.plan.private, tmp_path / "small-private")
    (copy / "9902-bjorkoy" / "report.html").write_text("touched")
    again = run(region, copy)
    assert states(again)["9902"] is State.DONE
    assert tree(copy) == tree(finished.plan.output)


def test_neither_jobs_nor_order_nor_phases_change_a_byte(
    finished: BatchOutcome, region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "FEWEST_FOR_MANY", 2)
    plan = plan_of(BatchLine(region=region, output=tmp_path / "small-reports"), known_formats=FORMATS)
    backwards = replace(plan, units=tuple(replace(unit, size=-unit.size) for unit in plan.units))
    batch(backwards, RunOptions(jobs=2, phase=Phase.ANALYSE))
    batch(plan, RunOptions(jobs=2, phase=Phase.REPORT))
    assert tree(plan.output) == tree(finished.plan.output)
    assert tree(plan.private) == tree(finished.plan.private)


def test_a_unit_that_fails_now_loses_its_old_report(finished: BatchOutcome, region: Path, tmp_path: Path) -> None:
    own = shutil.copytree(region, tmp_path / "small")
    copy = shutil.copytree(finished.plan.output, tmp_path / "out-reports")
    shutil.copytree(finished.plan.private, tmp_path / "out-private")
    for file in (own / "9904 Elvestad").glob("responses.*"):
        file.write_bytes(b"")
    again = run(own, copy)
    assert states(again)["9904"] is State.FAILED
    assert not list(copy.glob("9904-*"))


def test_only_a_unit_of_the_region_can_be_asked_for(region: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="0301"):
        run(region, tmp_path / "small-reports", only=("0301",))


def test_a_folder_of_somebody_elses_is_left_alone(region: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OutputError):
        run(region, tmp_path)


@pytest.mark.slow
def test_killed_at_random_points_and_resumed_gives_the_same_bytes(
    finished: BatchOutcome, region: Path, tmp_path: Path
) -> None:
    output = tmp_path / "small-reports"
    command = [sys.executable, "-m", "nullpunkt", "batch", str(region), "--output", str(output), "--format", "html"]
    chance = random.Random(7)
    for _ in range(3):
        process = subprocess.Popen([*command, "--quiet"], start_new_session=True)
        time.sleep(chance.uniform(1.5, 6))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert json.loads(done.stdout)["failed"] == 2
    assert tree(output) == tree(finished.plan.output)
    assert tree(tmp_path / "small-private") == tree(finished.plan.private)
