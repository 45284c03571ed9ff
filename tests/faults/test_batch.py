"""A region under faults: what goes wrong with one municipality costs that one, and the next run puts all right."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest
from tests.faults.scenario import CANARIES, hashes, in_a_child, write_region
from tests.faults.test_writing import Record, killed_at, small_disk

from nullpunkt.cli import run
from nullpunkt.regions import batch as batches
from nullpunkt.regions import pool, worker
from nullpunkt.writers import folder

fault = pytest.mark.fault
__all__ = ["small_disk"]
ALONE = "its own report alone is missing, the reason told, status 3"
RESUMED = "the next run makes the same bytes as an undisturbed one, nothing else left"
UNITS = ("0001", "0002", "0003", "0004")


def batch(region: Path, home: Path, *more: str) -> int:
    return run(["batch", str(region), "--output", str(home / "ut-reports"), "--jobs", "1", "--quiet", *more])


def tree(home: Path) -> dict[str, bytes]:
    """Every file of the run; the log has a clock in it."""
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for folder in ("ut-reports", "ut-private")
        for path in sorted((home / folder).rglob("*"))
        if path.is_file() and path.name != "batch.log"
    }


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without worker processes: a fault set here must reach the unit's run."""

    def runs(tasks: list[worker.Task]) -> Iterator[tuple[worker.Task, object]]:
        return ((task, worker.run(task)) for task in tasks)

    monkeypatch.setattr(pool.Pool, "run", lambda self, tasks: runs(tasks))
    monkeypatch.setattr(pool, "warm_up", lambda: None)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_region(tmp_path_factory.mktemp("region") / "region", UNITS)


@pytest.fixture(scope="module")
def undisturbed(region: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("undisturbed")
    assert batch(region, home) == 0
    return home


@pytest.fixture
def home(undisturbed: Path, tmp_path: Path) -> Path:
    """Where the region has been reported already."""
    return shutil.copytree(undisturbed, tmp_path / "home")


def clean(home: Path) -> bool:
    """Whether nothing of ours that is unfinished lies about."""
    return not [path for path in home.rglob(".*") if path.name.endswith(".nullpunkt")]


@fault("a region's run killed (kill -9) at every 31st touch of the disk, over nothing and over a finished one", RESUMED)
@pytest.mark.parametrize("already", [False, True], ids=["first run", "second run"])
def test_killed_at_touches_of_the_disk(
    region: Path, undisturbed: Path, tmp_path: Path, already: bool, record_property: Record
) -> None:
    whole = tree(undisturbed)
    tried = 0
    for number in range(1, 4000, 31):
        home = tmp_path / str(number)
        if already:
            shutil.copytree(undisturbed, home)
        if in_a_child(killed_at(number, lambda home=home: os._exit(batch(region, home, "--fresh")))) == 0:
            break
        tried += 1
        assert batch(region, home) == 0
        assert tree(home) == whole
        assert clean(home)
        shutil.rmtree(home)
    record_property("tried", tried)
    assert tried > 10


SMALL_DISKS = {"nothing": 0, "the bundles": 60, "half of it": 250}
"""KiB"""


@fault(
    "a region on a real disk that gets full at once, among the numbers, among the reports", f"told, no fault; {RESUMED}"
)
@pytest.mark.parametrize("where", SMALL_DISKS)
def test_a_disk_that_gets_full(
    region: Path, undisturbed: Path, tmp_path: Path, small_disk: Callable[[int], Path], where: str,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    disk = small_disk(SMALL_DISKS[where] + 16)
    assert batch(region, disk) in (1, 3)
    told = capfd.readouterr().err
    assert "fault of" not in told
    assert not any(canary in told for canary in CANARIES.values())
    subprocess.run(["mount", "-o", "remount,size=16m", str(disk)], check=True)
    assert batch(region, disk) == 0
    assert tree(disk) == tree(undisturbed)
    assert clean(disk)


@fault(
    "one municipality's report that cannot be moved into place: each error of the system",
    f"{ALONE}; the earlier report stays",
)
@pytest.mark.parametrize("kind", ["ENOSPC", "EROFS", "EACCES", "EIO"])
def test_one_report_that_cannot_be_written(
    region: Path,
    undisturbed: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    kind: str,
) -> None:
    before = tree(home)
    real = folder.exchanged

    def fails(one: Path, two: Path) -> bool:
        if two.name.startswith("0002"):
            raise OSError(getattr(errno, kind), os.strerror(getattr(errno, kind)))
        return real(one, two)

    monkeypatch.setattr(folder, "exchanged", fails)
    (home / "ut-private" / "reports" / "0002-kommune.json").unlink()
    assert run(["batch", str(region), "--output", str(home / "ut-reports"), "--jobs", "1", "--json"]) == 3
    told = capfd.readouterr()
    assert [unit["id"] for unit in json.loads(told.out)["units"] if unit["state"] == "failed"] == ["0002"]
    assert os.strerror(getattr(errno, kind)) in told.err
    assert {name: content for name, content in tree(home).items() if "0002" in name} == {
        name: content for name, content in before.items() if "0002" in name and "private/reports" not in name
    }
    assert "0002" not in (home / "ut-reports" / "region.csv").read_text(encoding="utf-8-sig")
    assert [unit["id"] for unit in manifest_of(home)["options"]["units"]] == ["0001", "0003", "0004"]
    monkeypatch.undo()
    assert batch(region, home) == 0
    assert tree(home) == tree(undisturbed)


def manifest_of(home: Path) -> dict[str, Any]:
    return json.loads((home / "ut-reports" / "manifest.json").read_text(encoding="utf-8"))


@fault("one municipality's numbers that cannot be written, nor why", ALONE)
def test_numbers_that_cannot_be_written(region: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = folder.exchanged

    def fails(one: Path, two: Path) -> bool:
        if two.parent.name == "bundles" and two.name.startswith("0002"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(one, two)

    monkeypatch.setattr(folder, "exchanged", fails)
    assert batch(region, home, "--fresh") == 3
    assert [unit["id"] for unit in manifest_of(home)["options"]["units"]] == ["0001", "0003", "0004"]
    assert not list((home / "ut-reports").glob("0002-*"))


@fault("one municipality's report folder that is a link, or a file of the user's", f"{ALONE}; what was there as it was")
@pytest.mark.parametrize("kind", ["link to a report", "link to nothing", "file", "folder of the user's"])
def test_something_of_the_users_in_a_reports_place(region: Path, home: Path, kind: str) -> None:
    place, other = home / "ut-reports" / "0002-kommune", home / "annet"
    place.rename(other)
    match kind:
        case "link to a report":
            place.symlink_to(other)
        case "link to nothing":
            place.symlink_to(home / "nothing")
        case "file":
            place.write_text("mitt")
        case _:
            place.mkdir()
            (place / "mitt.txt").write_text("mitt")
    before = hashes(other)
    assert batch(region, home, "--fresh") == 3
    assert hashes(other) == before
    assert place.is_symlink() or place.is_file() or [path.name for path in place.iterdir()] == ["mitt.txt"]


@fault("a link to a report of ours among the reports, that belongs to no municipality", "left as it is")
def test_a_strange_link_among_the_reports(region: Path, home: Path, undisturbed: Path) -> None:
    (home / "ut-reports" / "9999-annen").symlink_to(undisturbed / "ut-reports" / "0001-kommune")
    assert batch(region, home) == 0
    assert (home / "ut-reports" / "9999-annen").is_symlink()
    assert (undisturbed / "ut-reports" / "0001-kommune" / "manifest.json").is_file()


GONE: dict[str, Callable[[Path], object]] = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a link to nothing": lambda path: (path.unlink(), path.symlink_to("ingen.csv")),
    "a link to itself": lambda path: (path.unlink(), path.symlink_to(path.name)),
    "damaged": lambda path: path.write_bytes(b"PK\x03\x04" + bytes(2000)),
    "another questionnaire": lambda path: path.write_text("a;b\n1;2\n3;4\n"),
}


@fault("one municipality's answers gone, empty, a folder, a link to nothing or itself, damaged, somebody else's", ALONE)
@pytest.mark.parametrize("kind", GONE)
def test_answers_that_cannot_be_read(undisturbed: Path, tmp_path: Path, kind: str) -> None:
    region = write_region(tmp_path / "region", UNITS)
    GONE[kind](region / "0003.csv")
    assert batch(region, tmp_path) == 3
    assert [unit["id"] for unit in manifest_of(tmp_path)["options"]["units"]] == ["0001", "0002", "0004"]


@fault("one municipality's answers vanishing once the region is planned", ALONE)
def test_answers_that_vanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    region = write_region(tmp_path / "region", UNITS)
    real = batches.open_output

    def opened(plan: object) -> None:
        (region / "0003.csv").unlink()
        real(plan)  # type: ignore[arg-type]

    monkeypatch.setattr(batches, "open_output", opened)
    assert batch(region, tmp_path) == 3
    assert not list((tmp_path / "ut-reports").glob("0003-*"))


@fault("one municipality's folder that the user may not read", ALONE)
@pytest.mark.usefixtures("undisturbed")
def test_a_folder_without_rights(tmp_path: Path) -> None:
    region = write_region(tmp_path / "region", UNITS)
    closed = region / "stengt"
    closed.mkdir()
    (region / "0003.csv").rename(closed / "svar.csv")
    told = region / "region.yaml"
    told.write_text(told.read_text(encoding="utf-8").replace("0003.csv", "stengt"), encoding="utf-8")
    closed.chmod(0)
    for place in takewhile(lambda place: place != Path(gettempdir()), [tmp_path, *tmp_path.parents]):
        place.chmod(0o777)

    def unprivileged() -> int:
        if os.geteuid() == 0:
            os.setegid(65534)
            os.seteuid(65534)
        return batch(region, tmp_path)

    assert in_a_child(unprivileged) == 3
    assert [unit["id"] for unit in manifest_of(tmp_path)["options"]["units"]] == ["0001", "0002", "0004"]


@fault("the interpreter without memory for one municipality (MemoryError), in either phase", ALONE)
@pytest.mark.parametrize("step", ["analyse_unit.count_and_protect", "report_unit.say"])
def test_too_little_memory_for_one(
    region: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], step: str
) -> None:
    import importlib

    module, _, name = step.partition(".")
    module_ = importlib.import_module(f"nullpunkt.regions.{module}")
    real, calls = getattr(module_, name), []

    def fails(*arguments: object, **more: object) -> object:
        calls.append(1)
        if len(calls) == 2:
            raise MemoryError
        return real(*arguments, **more)

    monkeypatch.setattr(module_, name, fails)
    assert run(["batch", str(region), "--output", str(home / "ut-reports"), "--jobs", "1", "--fresh"]) == 3
    told = capfd.readouterr().err
    assert told.count("there is not enough memory for this file") == 2
    assert "close other programs" in told
