"""While a report is written: whatever happens, the previous one is as it was or the new one is whole."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.scenario import OUTPUT, PRIVATE, hashes, in_a_child, nullpunkt, write_scenario

from nullpunkt.cli import run
from nullpunkt.errors import OutputError
from nullpunkt.writers import beside, folder
from nullpunkt.writers.folder import check_target, manifest, publish, replace_folder

fault = pytest.mark.fault
WHOLE = "the old report or the new one whole, nothing else left after the next run"
TOLD = "the old report as it was, nothing else left, message with what to do, status 1"

Record = Callable[[str, object], None]


def report(word: str) -> dict[str, bytes]:
    files = {"report.md": word.encode() * 20, "figures/a.svg": b"<svg/>", f"only-{word}.csv": b"1;2"}
    return {**files, "manifest.json": manifest(files, version=word, options={})}


def private(word: str) -> dict[str, bytes]:
    return {"quality.json": word.encode(), "inputs.json": word.encode()}


def write(home: Path, word: str) -> None:
    publish(home / OUTPUT, report(word), overwrite=True, private=home / PRIVATE, private_files=private(word))


def of(word: str) -> dict[str, bytes]:
    """What the report folder holds, file by file."""
    return report(word)


def content(place: Path) -> dict[str, bytes]:
    return {p.relative_to(place).as_posix(): p.read_bytes() for p in place.rglob("*") if p.is_file()}


WRITES = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree", "os.listdir")


def killed_at(number: int, task: Callable[[], None]) -> Callable[[], int]:
    """The task, killed without warning at its `number`-th touch of the disk."""

    def mortal() -> int:
        seen = 0

        def count(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal seen
            if event in WRITES:
                seen += 1
                if seen == number:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        task()
        return 0

    return mortal


@fault("killed (kill -9) at every touch of the disk, folders exchanged in one step", WHOLE)
@pytest.mark.parametrize("swap", [True, False], ids=["exchange", "two moves"])
def test_killed_at_every_touch_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swap: bool, record_property: Record
) -> None:
    if swap and not beside.exchanged(*(tmp_path_with(tmp_path, name) for name in "ab")):
        pytest.skip("this system cannot exchange folders")
    if not swap:
        monkeypatch.setattr(folder, "exchanged", lambda one, two: False)
    for number in range(1, 500):
        home = tmp_path / str(number)
        home.mkdir()
        write(home, "old")
        ended = in_a_child(killed_at(number, lambda home=home: write(home, "new")))
        if swap:
            assert content(home / OUTPUT) in (of("old"), of("new"))
        check_target(home / OUTPUT, overwrite=True)  # the first step of the next run
        assert content(home / OUTPUT) in (of("old"), of("new"))
        assert content(home / PRIVATE).keys() >= private("old").keys()
        write(home, "newest")
        assert content(home / OUTPUT) == of("newest")
        assert content(home / PRIVATE) == private("newest")
        assert sorted(path.name for path in home.iterdir()) == [PRIVATE, OUTPUT]
        if ended == 0:
            record_property("tried", number - 1)
            assert number > 20
            return
    pytest.fail("the task never came to its end")


def tmp_path_with(place: Path, name: str) -> Path:
    (place / f"try-{name}").mkdir()
    return place / f"try-{name}"


@fault("killed (kill -9) between the two moves of a system without exchange", "the next run takes the old report back")
def test_killed_between_two_moves(tmp_path: Path) -> None:
    write(tmp_path, "old")
    scratch = tmp_path / f".{OUTPUT}.abcdefgh.nullpunkt"
    (scratch / "new").mkdir(parents=True)
    (tmp_path / OUTPUT).rename(scratch / beside.OLD)
    with pytest.raises(OutputError, match="there is a report"):
        check_target(tmp_path / OUTPUT, overwrite=False)
    assert content(tmp_path / OUTPUT) == of("old")
    assert not scratch.exists()


@fault("a whole run killed (kill -9) at random moments", WHOLE)
def test_a_whole_run_killed_at_any_moment(tmp_path: Path, record_property: Record) -> None:
    path = write_scenario(tmp_path)
    arguments = ["analyse", str(path), "--format", "md", "--quiet", "--output", str(tmp_path / OUTPUT)]
    assert run(arguments) == 0
    before = hashes(tmp_path)
    tried = 0
    for touch in range(5, 400, 9):
        ended = in_a_child(killed_at(touch, lambda: run([*arguments, "--overwrite", "--min-group", "6"]) and None))
        now = {name: seal for name, seal in hashes(tmp_path / OUTPUT).items() if not name.startswith(".")}
        assert "manifest.json" in now
        tried += 1
        if ended == 0:
            break
    record_property("tried", tried)
    assert run([*arguments, "--overwrite"]) == 0
    assert hashes(tmp_path) == before


ERRORS = {"disk full": 28, "quota": 122, "read-only": 30, "no right": 13, "file too large": 27, "busy": 16, "i/o": 5}


@fault("each write, move and new folder failing with each error of the system", TOLD)
@pytest.mark.parametrize("kind", ERRORS)
@pytest.mark.parametrize("step", ["mkdir", "write", "private", "move"])
def test_each_step_failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, step: str) -> None:
    write(tmp_path, "old")
    error = OSError(ERRORS[kind], os.strerror(ERRORS[kind]))

    def fails(*_: object, **__: object) -> object:
        raise error

    match step:
        case "mkdir":
            monkeypatch.setattr(beside.tempfile, "mkdtemp", fails)
        case "write":
            monkeypatch.setattr(Path, "write_bytes", fails)
        case "private":
            monkeypatch.setattr(beside.tempfile, "mkstemp", fails)
        case "move":
            monkeypatch.setattr(folder, "exchanged", fails)
    with pytest.raises(OutputError, match="what was there before is as it was") as told:
        write(tmp_path, "new")
    monkeypatch.undo()
    assert told.value.hint
    assert content(tmp_path / OUTPUT) == of("old")
    assert content(tmp_path / PRIVATE) == private("old")
    assert sorted(path.name for path in tmp_path.iterdir()) == [PRIVATE, OUTPUT]


@fault("files limited to 0–40 KiB by the system (RLIMIT_FSIZE), whole runs", TOLD)
@pytest.mark.parametrize("limit", [0, 1, 100, 1_000, 3_000, 40_000])
def test_files_that_may_not_grow(tmp_path: Path, limit: int) -> None:
    path = write_scenario(tmp_path)
    arguments = ["analyse", str(path), "--format", "html", "--quiet", "--output", str(tmp_path / OUTPUT)]
    assert run(arguments) == 0
    before = hashes(tmp_path)

    def limited() -> int:
        # the test's own is a file that may not grow
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        return run([*arguments, "--overwrite"])

    assert in_a_child(limited) == 1
    assert hashes(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk of some KiB of its own, where the system lets us make one."""
    place = tmp_path / "disk"
    place.mkdir()

    def made(kibibytes: int) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", str(place)]
        if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no right to mount a disk")
        return place

    yield made
    subprocess.run(["umount", str(place)], capture_output=True, check=False)


@fault("a real disk too small for the report, whole runs", TOLD)
@pytest.mark.parametrize("size", [4, 40, 100])
def test_a_full_disk(tmp_path: Path, small_disk: Callable[[int], Path], size: int) -> None:
    path = write_scenario(tmp_path)
    disk = small_disk(size)
    done = nullpunkt("analyse", path, "--format", "html", "--output", disk / OUTPUT, cwd=tmp_path)
    assert done.returncode == 1
    assert "No space left" in done.stderr
    assert "free some space" in done.stderr
    assert list(disk.iterdir()) == []


@fault("a folder that may not be written to, by a user without rights", TOLD)
def test_a_read_only_folder(tmp_path: Path) -> None:
    write(tmp_path, "old")

    def unprivileged() -> int:
        tmp_path.chmod(0o555)
        if os.geteuid() == 0:
            os.setegid(65534)
            os.seteuid(65534)
        try:
            write(tmp_path, "new")
        except OutputError as error:
            return 1 if "may write to" in error.hint and "Permission denied" in error.message else 2
        return 0

    for parent in [tmp_path, *tmp_path.parents][:3]:
        parent.chmod(0o755)
    ended = in_a_child(unprivileged)
    tmp_path.chmod(0o755)
    assert ended == 1
    assert content(tmp_path / OUTPUT) == of("old")


@fault(
    "two to six runs on one folder at once", "all end well, the report is one of theirs and whole, nothing else left"
)
@pytest.mark.parametrize("runs", [2, 6])
@pytest.mark.parametrize("swap", [True, False], ids=["exchange", "two moves"])
def test_runs_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: int, swap: bool) -> None:
    if not swap:
        monkeypatch.setattr(folder, "exchanged", lambda one, two: False)
    write(tmp_path, "old")
    children = []
    for number in range(runs):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                for _ in range(10):
                    write(tmp_path, f"run{number}")
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children} == {0}
    assert content(tmp_path / OUTPUT) in [of(f"run{number}") for number in range(runs)]
    assert sorted(path.name for path in tmp_path.iterdir()) == [PRIVATE, OUTPUT]


@fault(
    "a report that appears while another run is counting", "the second is refused without --overwrite, the first stays"
)
def test_a_report_that_appears_meanwhile(tmp_path: Path) -> None:
    check_target(tmp_path / OUTPUT, overwrite=False)
    write(tmp_path, "first")
    with pytest.raises(OutputError, match="there is a report"):
        publish(tmp_path / OUTPUT, report("second"), overwrite=False, private=tmp_path / PRIVATE, private_files={})
    assert content(tmp_path / OUTPUT) == of("first")


@fault("files of the user's whose names resemble our unfinished ones", "left as they are")
def test_the_users_own_hidden_files_stay(tmp_path: Path) -> None:
    names = [f".{OUTPUT}.zip", f".{OUTPUT}.abcdefgh", f".{OUTPUT}.nullpunkt", f".{OUTPUT}x.abcdefgh.nullpunkt"]
    for name in names:
        (tmp_path / name).write_text("mitt", encoding="utf-8")
    write(tmp_path, "new")
    assert {path.name for path in tmp_path.iterdir()} == {*names, OUTPUT, PRIVATE}


@fault("a link in the place of the report (to a folder, to a file, to nothing)", "refused, what it leads to as it was")
@pytest.mark.parametrize("leads_to", ["folder", "file", "nothing"])
def test_a_link_in_the_place_of_the_report(tmp_path: Path, leads_to: str) -> None:
    goal = tmp_path / "maal"
    if leads_to == "folder":
        goal.mkdir()
    elif leads_to == "file":
        goal.write_text("mitt", encoding="utf-8")
    (tmp_path / OUTPUT).symlink_to(goal)
    with pytest.raises(OutputError, match="not a folder"):
        check_target(tmp_path / OUTPUT, overwrite=True)
    assert (tmp_path / OUTPUT).is_symlink()


@fault("a link in the place of a private file", "the link is replaced, what it leads to as it was")
def test_a_link_in_the_place_of_a_private_file(tmp_path: Path) -> None:
    (tmp_path / "annet.txt").write_text("mitt", encoding="utf-8")
    (tmp_path / PRIVATE).mkdir()
    (tmp_path / PRIVATE / "quality.json").symlink_to(tmp_path / "annet.txt")
    write(tmp_path, "new")
    assert (tmp_path / "annet.txt").read_text(encoding="utf-8") == "mitt"
    assert content(tmp_path / PRIVATE) == private("new")


@fault("names at the limit of the file system, with blanks, æøå, NFD and control signs", "a whole report, or refused")
@pytest.mark.parametrize("name", ["x" * 255, "å" * 127, "rapport å" + "̊" * 40, " blank ", "a\nb", "[a]*?", "-f", "CON"])
def test_names_at_the_limit(tmp_path: Path, name: str) -> None:
    replace_folder(tmp_path / name, report("old"))
    replace_folder(tmp_path / name, report("new"))
    assert content(tmp_path / name) == of("new")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@fault("a name longer than the file system takes", "refused, with what to do")
@pytest.mark.parametrize("name", ["x" * 256, "å" * 128, "x" * 5000])
def test_names_beyond_the_limit(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="too long") as told:
        replace_folder(tmp_path / name, report("new"))
    assert "shorter" in told.value.hint
    assert list(tmp_path.iterdir()) == []
