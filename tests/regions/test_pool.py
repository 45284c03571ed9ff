"""A worker that dies costs the one task that killed it."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.regions.conftest import GOOD

from nullpunkt.regions import batch
from nullpunkt.regions.model import BatchOutcome
from nullpunkt.regions.pool import Pool
from nullpunkt.regions.worker import AnalyseTask

WORKER = """
import pickle, sys
from importlib import import_module
from nullpunkt.regions.pool import PRELOAD

for name in PRELOAD:
    import_module(name)
before = set(sys.modules)
from nullpunkt.regions.worker import run

outcomes = [run(task) for task in pickle.load(sys.stdin.buffer)]
assert all(outcome.state == "done" for outcome in outcomes), outcomes
new = {name for name in set(sys.modules) - before if name.startswith("nullpunkt.")}
print(*sorted(name for name in new if not name.startswith(("nullpunkt.platforms.", "nullpunkt.readers."))))
"""


def double(task: int) -> int:
    """Kills its process at 3."""
    if task == 3:
        os.kill(os.getpid(), 9)
    return 2 * task


def test_a_worker_that_dies_costs_its_own_task_alone() -> None:
    with Pool(double, jobs=2, died=lambda task: -task) as pool:
        assert dict(pool.run(range(12))) == {task: -3 if task == 3 else 2 * task for task in range(12)}


def test_a_worker_has_all_that_a_unit_needs_before_it_begins(finished: BatchOutcome, tmp_path: Path) -> None:
    plan = finished.plan
    unit = next(unit for unit in plan.units if unit.id == GOOD[0])
    together, _ = batch._together(plan)
    assert together is not None
    elsewhere = replace(unit, request=replace(unit.request, output=tmp_path / "report"))
    report = replace(batch._task(elsewhere, plan, together, fresh=True), records=tmp_path / "records")
    tasks = pickle.dumps([AnalyseTask(unit, tmp_path / "bundles", None, fresh=True), report])
    done = subprocess.run([sys.executable, "-c", WORKER], input=tasks, capture_output=True, check=False)
    # how an export is read depends on the export
    assert (done.stdout.split(), done.stderr) == ([], b"")


WARM = """
import signal, time
from nullpunkt.regions.pool import warm_up

warm_up()
time.sleep(0.2)  # the server is at its imports, which take longer
signal.signal(signal.SIGINT, signal.SIG_IGN)
print("up", flush=True)
input()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there workers are forked from a server")
def test_ctrl_c_does_not_make_the_server_say_what_it_was_importing() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WARM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate("\n", timeout=60)
    assert (process.returncode, said) == (0, "")
