"""A region's run as it is started: several processes that die, are interrupted, or meet another run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.faults.scenario import CANARIES, nullpunkt, write_region
from tests.faults.test_batch import clean, manifest_of, tree
from tests.faults.test_writing import Record

fault = pytest.mark.fault
UNITS = tuple(f"00{number:02}" for number in range(1, 31))
"""enough for two workers, and for a second of work"""


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_region(tmp_path_factory.mktemp("region") / "region", UNITS)


def command(region: Path, home: Path) -> list[str | Path]:
    return ["batch", region, "--output", home / "ut-reports", "--jobs", "2"]


@pytest.fixture(scope="module")
def undisturbed(region: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("undisturbed")
    assert nullpunkt(*command(region, home), cwd=home).returncode == 0
    return home


def children(process: int) -> set[int]:
    """The processes that this one started."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == process:
                found.add(int(entry.name))
        except OSError:
            continue
    return found


def a_worker(process: int) -> int:
    """One of the processes that the server of the workers was split into."""
    return min(worker for child in children(process) for worker in children(child))


def started(region: Path, home: Path) -> subprocess.Popen[str]:
    arguments = [str(argument) for argument in command(region, home)]
    return subprocess.Popen(
        [sys.executable, "-m", "nullpunkt", *arguments, "--verbose"],
        start_new_session=True,
        # tests that a shell runs in the background are deaf to Ctrl-C, and so are all that they start
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (no threads here)
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def under_way(home: Path, reports: int) -> bool:
    """Waits until so many municipalities have numbers."""
    log = home / "ut-private" / "batch.log"
    for _ in range(2400):
        if log.is_file() and len(list((home / "ut-private" / "bundles").glob("0*"))) >= reports:
            return True
        time.sleep(0.01)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc here")
@fault("one of a region's workers killed (kill -9) while it works", "the run goes on: the same bytes, status 0")
@pytest.mark.parametrize("reports", [1, 4, 8])
def test_a_worker_that_is_killed(region: Path, undisturbed: Path, tmp_path: Path, reports: int) -> None:
    with started(region, tmp_path) as process:
        assert under_way(tmp_path, reports)
        os.kill(a_worker(process.pid), signal.SIGKILL)
        told = process.communicate(timeout=120)[1]
    assert process.returncode == 0, told
    assert tree(tmp_path) == tree(undisturbed)
    assert clean(tmp_path)


@fault("a region's run interrupted (Ctrl-C)", "status 130, no traceback; the next run makes the same bytes")
@pytest.mark.parametrize("reports", [0, 2, 9])
def test_interrupted(region: Path, undisturbed: Path, tmp_path: Path, reports: int) -> None:
    with started(region, tmp_path) as process:
        assert under_way(tmp_path, reports)
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate(timeout=120)[1]
    assert process.returncode == 130, told
    assert "Traceback" not in told
    done = nullpunkt(*command(region, tmp_path), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path) == tree(undisturbed)
    assert clean(tmp_path)


@fault("two and three runs on one region at once", "all end well, the bytes of one run, nothing else left")
@pytest.mark.parametrize("runs", [2, 3])
def test_runs_on_one_region_at_once(region: Path, undisturbed: Path, tmp_path: Path, runs: int) -> None:
    processes = [started(region, tmp_path) for _ in range(runs)]
    told = [process.communicate(timeout=300)[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * runs, told
    assert tree(tmp_path) == tree(undisturbed)
    assert clean(tmp_path)


@fault("too little memory for a region's processes (RLIMIT_AS of 200–600 MiB)", "status 0, 1 or 3, reports whole, told")
@pytest.mark.parametrize("mebibytes", [200, 300, 400, 600])
def test_too_little_memory(
    region: Path, undisturbed: Path, tmp_path: Path, mebibytes: int, record_property: Record
) -> None:
    size = mebibytes * 1024**2
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({size}, {size}))"
    done = nullpunkt(*command(region, tmp_path), cwd=tmp_path, before=limit)
    assert done.returncode in (0, 1, 3)
    assert done.returncode == 0 or done.stderr
    assert not any(canary in done.stderr for canary in CANARIES.values())
    for manifest in (tmp_path / "ut-reports").glob("0*/manifest.json"):
        files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
        assert all((manifest.parent / name).is_file() for name in files)
    assert nullpunkt(*command(region, tmp_path), cwd=tmp_path).returncode == 0
    assert tree(tmp_path) == tree(undisturbed)


def test_a_manifest_of_all_names_every_report(undisturbed: Path) -> None:
    assert [unit["id"] for unit in manifest_of(undisturbed)["options"]["units"]] == list(UNITS)
