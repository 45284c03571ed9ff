"""Whatever the machine is like: the same report, or a message that says what to do; and no file of the user's lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults.scenario import (
    CANARIES,
    HEADERS,
    OUTPUT,
    SURVEY,
    hashes,
    in_a_child,
    nullpunkt,
    rows,
    write_responses,
    write_scenario,
)

from nullpunkt.cli import run
from nullpunkt.errors import FileError
from nullpunkt.loading.surveys import check_survey
from nullpunkt.platforms.registry import recognise_table
from nullpunkt.readers import delimited, reading
from nullpunkt.readers.reading import read

fault = pytest.mark.fault
SAME = "the same bytes, status 0"


def analyse(path: Path, *more: str) -> list[str]:
    return ["analyse", str(path), "--format", "md", "--output", str(path.parent / OUTPUT), *more]


@pytest.fixture
def usual(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """The answers, and the hashes of what a usual run makes of them."""
    path = write_scenario(tmp_path / "usual")
    assert run([*analyse(path, "--quiet"), "--format", "html", "--format", "docx", "--format", "xlsx"]) == 0
    return path, hashes(path.parent / OUTPUT)


NO_HOME = {"PATH": os.environ.get("PATH", "")}
ODD = {
    "no environment at all": NO_HOME,
    "no home": {**NO_HOME, "HOME": "/nowhere", "XDG_CACHE_HOME": "/nowhere", "MPLCONFIGDIR": "/nowhere"},
    "no place for temporary files": {**NO_HOME, "TMPDIR": "/nowhere", "HOME": "/nowhere"},
    "locale C": {**NO_HOME, "LC_ALL": "C", "PYTHONUTF8": "0"},
    "a locale that is not there": {**NO_HOME, "LC_ALL": "tlh_QO.KOI8-R", "LANG": "xx"},
    "ASCII terminal": {**NO_HOME, "PYTHONIOENCODING": "ascii", "TERM": "dumb"},
    "Pacific time": {**NO_HOME, "TZ": "Pacific/Kiritimati"},
}


@fault("no home, no environment, no locale, no place for temporary files, other time zone", SAME)
@pytest.mark.parametrize("kind", ODD)
def test_an_odd_environment(usual: tuple[Path, dict[str, str]], kind: str) -> None:
    path, before = usual
    formats = ("--format", "html", "--format", "docx", "--format", "xlsx", "--overwrite")
    done = nullpunkt(*analyse(path, *formats), cwd=path.parent, env=ODD[kind])
    assert done.returncode == 0, done.stderr
    assert hashes(path.parent / OUTPUT) == before


YEARS = {"1970": 5_000_000, "2037": 2_130_000_000, "2110": 4_420_000_000}
CLOCK = "import time; _l = time.localtime; time.time = lambda: {0}; time.localtime = lambda at=None: _l({0})"


@fault("the clock set to 1970, 2037 and 2110", SAME)
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("kind", ["html", "docx"])
def test_the_clock_far_off(usual: tuple[Path, dict[str, str]], year: str, kind: str) -> None:
    path, before = usual
    before_run = CLOCK.format(YEARS[year])
    done = nullpunkt(*analyse(path, "--format", kind, "--overwrite"), cwd=path.parent, before=before_run)
    name = f"report.{kind}"
    assert done.returncode == 0, done.stderr
    assert hashes(path.parent / OUTPUT)[name] == before[name]


@fault("standard output and error closed before the start", "the report whole, status 0")
def test_closed_streams(tmp_path: Path) -> None:
    path = write_scenario(tmp_path)

    def closed() -> int:
        script = f"import sys; from nullpunkt.__main__ import main; sys.argv[1:] = {analyse(path)!r}; main()"
        for stream in (0, 1, 2):
            os.close(stream)
        os.execv(sys.executable, [sys.executable, "-c", script])

    assert in_a_child(closed) == 0
    assert (tmp_path / OUTPUT / "manifest.json").is_file()


@fault("whoever reads our messages goes away (broken pipe)", "the report whole, status 0, no complaint")
@pytest.mark.parametrize("arguments", [["--verbose"], ["--quiet"]])
def test_a_broken_pipe(tmp_path: Path, arguments: list[str]) -> None:
    path = write_scenario(tmp_path)
    ear, mouth = os.pipe()
    os.close(ear)
    command = [sys.executable, "-m", "nullpunkt", *analyse(path, *arguments)]
    done = subprocess.run(command, stderr=mouth, stdout=mouth, check=False, timeout=120)
    os.close(mouth)
    assert done.returncode == 0
    assert (tmp_path / OUTPUT / "manifest.json").is_file()


@fault("output piped to a full disk (/dev/full)", "message, status 1")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_pipe(tmp_path: Path) -> None:
    path = write_scenario(tmp_path)
    command = [sys.executable, "-m", "nullpunkt", "validate", str(path), "--json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=120, encoding="utf-8")
    assert done.returncode == 1
    assert "disk is full" in done.stderr


@fault("too little memory (RLIMIT_AS of 150–500 MiB)", "message or status 1 and the old report, or the new one whole")
@pytest.mark.parametrize("mebibytes", [150, 200, 300, 400, 500])
def test_too_little_memory(usual: tuple[Path, dict[str, str]], mebibytes: int) -> None:
    path, before = usual
    size = mebibytes * 1024**2
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({size}, {size}))"
    more = ("--format", "html", "--format", "docx", "--format", "xlsx", "--overwrite")
    done = nullpunkt(*analyse(path, *more), cwd=path.parent, before=limit)
    assert done.returncode in (0, 1)
    assert hashes(path.parent / OUTPUT) == before
    assert not any(canary in done.stderr for canary in CANARIES.values())
    assert sorted(p.name for p in path.parent.iterdir() if p.name.startswith((".", "core"))) == []


@fault("the interpreter without memory at any step of a run (MemoryError)", "message with what to do, status 1")
@pytest.mark.parametrize("step", ["load", "count_and_protect", "estimate", "say", "render", "write"])
def test_memory_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], step: str
) -> None:
    path = write_scenario(tmp_path)

    def fails(*_: object, **__: object) -> object:
        raise MemoryError

    monkeypatch.setattr(f"nullpunkt.workflows.{step}", fails)
    assert run(analyse(path)) == 1
    told = capfd.readouterr().err
    assert "not enough memory" in told
    assert "close other programs" in told
    assert not (tmp_path / OUTPUT).exists()


def _workbook(path: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    for row in [HEADERS, *rows()]:
        book.active.append(row)
    book.save(path)
    return path


SOURCES: dict[str, Callable[[Path], Path]] = {
    "svar.csv": lambda path: write_responses(path, list(rows())),
    "svar.xlsx": _workbook,
}


@fault("a file that vanishes while it is read: once it is recognised, once its letters are known", "message, status 1")
@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize("moment", ["recognised", "dialect", "rows"])
def test_a_file_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, moment: str) -> None:
    path = SOURCES[name](tmp_path / name)
    kind, dialect = reading.container_of, delimited.dialect_of

    def gone_after(step: Callable[[Path], object]) -> Callable[[Path], object]:
        def stepped(path: Path) -> object:
            result = step(path)
            path.unlink()
            return result

        return stepped

    if moment == "recognised":
        monkeypatch.setattr(reading, "container_of", gone_after(kind))
    elif moment == "dialect":
        monkeypatch.setattr(delimited, "dialect_of", gone_after(dialect))
    told = ""
    try:
        raw = read([path])
        if moment == "rows":
            path.unlink()
        assert recognise_table(raw).rows == 60
    except FileError as error:
        told = error.message + error.hint
    # a workbook is whole in memory once it is open
    assert ("went away" in told) == (name == "svar.csv" or moment == "recognised")


@fault("a file that the user may not read", "message with what to do, status 1")
@pytest.mark.parametrize("name", SOURCES)
def test_a_file_without_rights(tmp_path: Path, name: str) -> None:
    path = SOURCES[name](tmp_path / name)
    path.chmod(0)
    for parent in [tmp_path, *tmp_path.parents][:3]:
        parent.chmod(0o755)

    def unprivileged() -> int:
        if os.geteuid() == 0:
            os.setegid(65534)
            os.seteuid(65534)
        try:
            read([path])
        except FileError as error:
            return 1 if "Permission denied" in error.message and error.hint else 2
        return 0

    assert in_a_child(unprivileged) == 1


NAMES = {
    "blanks and æøå": "Svar fra Bærum – år 2 (endelig).csv",
    "NFD, as macOS writes": unicodedata.normalize("NFD", "svar-ærlig-åpent.csv"),
    "240 letters": "x" * 240 + ".csv",
    "reserved on Windows": "CON.csv",
    "ends in a dot and a blank": "svar. .csv",
    "begins with a dash": "-svar.csv",
    "sign of the shell": "a;b&c|d$(e)`f`'g\".csv",
    "line feed": "a\nb.csv",
    "marks of our messages": "[bold]svar[red].csv",
}


@fault("odd names of the answers' file", "a report beside it, status 0")
@pytest.mark.parametrize("kind", NAMES)
def test_odd_names(tmp_path: Path, kind: str) -> None:
    written = write_scenario(tmp_path)
    path = written.rename(tmp_path / NAMES[kind])
    assert run(["analyse", str(path), "--format", "md", "--quiet"]) == 0
    assert (tmp_path / f"{path.stem}-report" / "manifest.json").is_file()


@fault("a path of more than 260 letters", "a report beside the answers, status 0")
def test_a_long_path(tmp_path: Path) -> None:
    path = write_scenario(tmp_path / "kommune" / "/".join(["en lang mappe"] * 30))
    assert len(str(path)) > 400
    assert run(analyse(path, "--quiet")) == 0


@fault(
    "the project file names a file with «å» in one sign, the disk has it in two (macOS), and the other way round", SAME
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_from_a_mac(tmp_path: Path, form: str) -> None:
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    name = "årsverk på skjema.yaml"
    path = write_scenario(tmp_path, project={"survey": unicodedata.normalize(form, name)})
    (tmp_path / "skjema.yaml").rename(tmp_path / unicodedata.normalize(other, name))
    assert run(analyse(path, "--quiet")) == 0


def _with_id(identity: str) -> dict[str, object]:
    """The questionnaire with its question of agreement called so."""
    return json.loads(json.dumps(SURVEY).replace('"trives"', json.dumps(identity)))


@fault(
    "questions called CON, NUL, AUX, COM1, which no file on Windows may be", "figures with another name, links to them"
)
@pytest.mark.parametrize("identity", ["con", "nul", "aux", "com1", "lpt9", "prn"])
def test_questions_with_reserved_names(tmp_path: Path, identity: str) -> None:
    path = write_scenario(tmp_path, survey=_with_id(identity))
    assert run(analyse(path, "--quiet")) == 0
    figures = {figure.stem for figure in (tmp_path / OUTPUT / "figures").iterdir()}
    assert f"{identity}_" in figures
    assert identity not in figures
    assert f"(figures/{identity}_.svg)" in (tmp_path / OUTPUT / "report.md").read_text(encoding="utf-8")


@fault(
    "two questions whose ids differ in capitals alone, so that their figures would collide", "refused, with the line"
)
def test_ids_that_collide(tmp_path: Path) -> None:
    write_scenario(tmp_path, survey=_with_id("Trives"))
    assert any("Trives" in str(problem) for problem in check_survey(tmp_path / "skjema.yaml"))


@fault("the folder itself named: «.», «..» and a name that is nothing", "a report beside the folder, status 0")
@pytest.mark.parametrize("named", [".", "", "../svar", "inni/.."])
def test_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    write_scenario(tmp_path / "svar")
    (tmp_path / "svar" / "inni").mkdir()
    monkeypatch.chdir(tmp_path / "svar")
    assert run(["analyse", named, "--format", "md", "--quiet"]) == 0
    assert (tmp_path / "svar-report" / "manifest.json").is_file()
    assert (tmp_path / "svar-private" / "quality.json").is_file()
