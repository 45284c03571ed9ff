"""Measures everything that docs/performance.md promises, in one run, as ratios; writes the page.

    make bench                                  all of it, about 15 minutes on two quiet cores
    python benchmarks/measure.py --only start   one part; the page keeps what it has of the others

Every figure is of whole processes, started afresh, in turn with what they are held against (A B A B …), after one round
that is not counted. The median of the rounds' ratios is what counts: a machine's clock drifts, two neighbours' ratio
hardly does. `cpu` is user and system time of the process and its children.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from watched import watch

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PAGE = ROOT / "docs" / "performance.md"
PYTHON = sys.executable
SEED = 1
LONGEST = 900
PACKAGES = ("nullpunkt", "numpy", "pandas", "pydantic", "typer", "jinja2", "python-calamine", "matplotlib", "typst")


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process."""

    wall: float
    cpu: float
    peak: float
    """MiB, of the largest process; with `tree` of all together"""
    status: int


@dataclass(frozen=True, slots=True)
class Command:
    """What is run, and under which name it stands in the table."""

    name: str
    arguments: tuple[str, ...]
    goal: float | None = None
    """at most this many times the first command of its group"""
    env: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: medians over the rounds, ratios to the group's first command in the same round."""

    name: str
    wall: float
    cpu: float
    peak: float
    ratio: float
    cpu_ratio: float
    goal: float | None
    failed: bool
    judged: float
    """the ratio of processor time, which a busy machine changes least; for pools of processes that of the clock"""
    missing: bool = False
    """not measured, because what it needs is not installed here"""


def environment(extra: Sequence[tuple[str, str]] = ()) -> dict[str, str]:
    """As an installed program runs: modules compiled once, and nothing of this shell's Python settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "PYTHONPYCACHEPREFIX": str(workspace() / "pycache"), "LC_ALL": "C.UTF-8", **dict(extra)}


_WORKSPACE: list[Path] = []
_LARGE = [100_000]
_ROUNDS = [99]
"""no more than this many, where --rounds says so"""


def workspace() -> Path:
    """A folder that is removed at the end."""
    if not _WORKSPACE:
        _WORKSPACE.append(Path(tempfile.mkdtemp(prefix="bench-")))
    return _WORKSPACE[0]


def run_once(command: Command, *, tree: bool = False) -> Run:
    """One process from start to end, with `tree` all that it starts; it is stopped after a quarter of an hour."""
    if tree:
        done = watch(command.arguments, env=environment(command.env), cwd=ROOT, longest=LONGEST)
        return Run(done.wall, done.cpu, done.peak, done.status)
    start = time.perf_counter()
    process = subprocess.Popen(
        command.arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(command.env),
        cwd=ROOT,
    )
    limit = threading.Timer(LONGEST, process.kill)
    limit.start()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    limit.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode)


def in_turn(commands: Sequence[Command], *, rounds: int, warmup: int = 1, tree: bool = False) -> list[Row]:
    """The commands in turn, so many rounds; a command that failed is told and not timed further."""
    runs: dict[str, list[Run]] = {command.name: [] for command in commands}
    for number in range(warmup + min(rounds, _ROUNDS[0])):
        for command in commands:
            if any(run.status for run in runs[command.name]):
                continue
            run = run_once(command, tree=tree)
            if number >= warmup or run.status:
                runs[command.name].append(run)
    first = runs[commands[0].name]
    return [_row(command, runs[command.name], first, pool=tree) for command in commands]


def _row(command: Command, runs: Sequence[Run], first: Sequence[Run], *, pool: bool) -> Row:
    pairs = list(zip(runs, first, strict=False))
    ratio = statistics.median(run.wall / other.wall for run, other in pairs)
    cpu_ratio = statistics.median(run.cpu / max(other.cpu, 1e-6) for run, other in pairs)
    row = Row(
        name=command.name,
        wall=statistics.median(run.wall for run in runs),
        cpu=statistics.median(run.cpu for run in runs),
        peak=max(run.peak for run in runs),
        ratio=ratio,
        cpu_ratio=cpu_ratio,
        goal=command.goal,
        failed=any(run.status for run in runs),
        judged=ratio if pool else cpu_ratio,
    )
    figures = f"{row.wall:9.3f} s {row.cpu:9.3f} s {row.peak:7.0f} MiB {row.ratio:8.2f} × {row.cpu_ratio:8.2f} ×"
    print(f"  {row.name:58} {figures}", flush=True)
    return row


def python(*arguments: str | Path) -> tuple[str, ...]:
    """A Python process."""
    return (PYTHON, *map(str, arguments))


def nullpunkt(*arguments: str | Path) -> tuple[str, ...]:
    """The program as a process."""
    return python("-m", "nullpunkt", *arguments)


def made(respondents: int, questions: int = 60) -> Path:
    """The folder with an export of this size, made once."""
    folder = workspace() / f"w{respondents}x{questions}"
    if not folder.exists():
        size = ("--respondents", str(respondents), "--questions", str(questions), "--seed", str(SEED))
        subprocess.run(python(HERE / "workbook.py", folder, *size), check=True, stdout=subprocess.DEVNULL)
    return folder


def analyse(folder: Path, *formats: str) -> tuple[str, ...]:
    """`nullpunkt analyse` with these formats."""
    chosen = [part for name in formats for part in ("--format", name)]
    out = workspace() / "out" / (folder.name + "-" + "-".join(formats))
    return nullpunkt("analyse", folder / "responses.xlsx", *chosen, "--output", out, "--overwrite", "--quiet")


READ = (
    "import sys; from python_calamine import CalamineWorkbook as W; "
    "W.from_path(sys.argv[1]).get_sheet_by_index(0).to_python(skip_empty_area=False)"
)
ALL = ("html", "md", "docx", "xlsx", "pptx", "pdf")


def start() -> list[Row]:
    """Starting up."""
    return in_turn(
        [
            Command("an empty Python process", python("-c", "pass")),
            Command("`nullpunkt --version`", nullpunkt("--version"), 2),
            Command("`nullpunkt --help`", nullpunkt("--help"), 14),
            Command("`nullpunkt surveys list`", nullpunkt("surveys", "list")),
        ],
        rounds=9,
    )


def validate() -> list[Row]:
    """Looking at an export."""
    export = made(1000) / "responses.xlsx"
    return in_turn(
        [
            Command("calamine reads the file", python("-c", READ, export)),
            Command("`validate`, 1,000 × 60", nullpunkt("validate", export, "--quiet"), 3),
        ],
        rounds=7,
    )


def report() -> list[Row]:
    """One report."""
    folder, out = made(1000), workspace() / "out"
    return in_turn(
        [
            Command("lean pipeline", python(HERE / "lean.py", folder, out / "lean")),
            Command("floor", python(HERE / "floor.py", folder, out / "floor")),
            Command("`analyse`, HTML + Markdown + JSON", analyse(folder, "html", "md"), 3),
            Command("`analyse`, all six formats + JSON", analyse(folder, *ALL), 7),
        ],
        rounds=5,
    )


def peers() -> list[Row]:
    """Others' ways to the same report."""
    folder, out = made(1000), workspace() / "out"
    commands = [
        Command("`analyse`, HTML + Markdown + JSON", analyse(folder, "html", "md")),
        Command("textbook: pandas, openpyxl, scipy, pyplot", python(HERE / "textbook.py", folder, out / "textbook")),
    ]
    by_r = {
        "R: readxl, dplyr, ggplot2, rmarkdown": (("readxl", "dplyr", "ggplot2", "rmarkdown"), ()),
        "R: the same with `survey`": (("readxl", "dplyr", "ggplot2", "rmarkdown", "survey"), ("survey",)),
    }
    for name, (packages, more) in by_r.items():
        if r_has(*packages):
            report = ("Rscript", str(HERE / "textbook.R"), str(folder), str(out / "r"), *more)
            commands.append(Command(name, report))
    for command in commands[:2]:
        run_once(command)  # modules are compiled once, not in what is timed
    rows = in_turn(commands, rounds=1, warmup=0)
    return rows + [absent(name) for name in by_r if name not in {row.name for row in rows}]


def r_has(*packages: str) -> bool:
    """Whether R is installed, with these packages."""
    if shutil.which("Rscript") is None:
        return False
    loaded = "".join(f"loadNamespace('{package}');" for package in packages)
    return subprocess.run(("Rscript", "-e", loaded), capture_output=True, check=False).returncode == 0


def absent(name: str) -> Row:
    """Said, and not measured."""
    print(f"  {name:58} not installed here", flush=True)
    return Row(name, 0, 0, 0, 0, 0, None, failed=False, judged=0, missing=True)


def large() -> list[Row]:
    """A very large file."""
    folder = made(_LARGE[0], 80)
    run_once(Command("", analyse(made(1000), "html")))  # modules are compiled once, not in what is timed
    return in_turn(
        [
            Command("calamine reads the file", python("-c", READ, folder / "responses.xlsx")),
            Command(f"`analyse`, {_LARGE[0]:,} × 80, HTML + JSON", analyse(folder, "html"), 1.5),
        ],
        rounds=3,
        warmup=0,
    )


def counting() -> list[Row]:
    """Counting and intervals, 1,000,000 × 60 × 12, in one process; others' programs at a tenth of it."""
    alone = {"bare": "`bincount`", "ours": "`tabulate` and Wilson intervals", "crosstab": "pandas `crosstab`"}
    rows = _counted(_seconds(python(HERE / "counting.py", "1000000", *alone)), alone, goals={"ours": 3})
    tenth = {"bare": "`bincount`, 100,000", "ours": "`tabulate` and Wilson intervals, 100,000"}
    others = {"svy": "svy, 100,000", "survey": "R `survey`, 100,000"}
    found = _seconds(python(HERE / "counting.py", "100000", *tenth, "svy"))
    if r_has("survey"):
        found |= _seconds(("Rscript", str(HERE / "counting.R"), "100000"))
    return rows + _counted(found, tenth | others, goals={})


def _seconds(arguments: Sequence[str]) -> dict[str, float]:
    done = subprocess.run(arguments, capture_output=True, check=True, env=environment())
    seconds: dict[str, float] = json.loads(done.stdout)
    return seconds


def _counted(found: dict[str, float], names: dict[str, str], *, goals: dict[str, float]) -> list[Row]:
    rows = []
    for key, name in names.items():
        if key not in found:
            rows.append(absent(name))
            continue
        ratio = found[key] / found["bare"]
        rows.append(Row(name, found[key], found[key], 0, ratio, ratio, goals.get(key), failed=False, judged=ratio))
        print(f"  {name:58} {found[key]:9.3f} s {ratio:8.2f} ×", flush=True)
    return rows


def batch(units: int, respondents: int) -> Callable[[], list[Row]]:
    """A region's municipalities."""

    def measured() -> list[Row]:
        folder, out = workspace() / f"region{units}", workspace() / "out"
        if not folder.exists():
            size = ("--units", str(units), "--respondents", str(respondents), "--seed", str(SEED))
            subprocess.run(python(HERE / "region_workbooks.py", folder, *size), check=True, stdout=subprocess.DEVNULL)
        survey = folder / "survey.yaml"
        arguments = ("batch", folder, "--survey", survey, "--format", "html", "--output", out / folder.name, "--quiet")
        return in_turn(
            [
                Command(f"lean pool, {units} × {respondents}", python(HERE / "lean_pool.py", folder, out / "pool")),
                Command(f"`batch`, {units} × {respondents}, HTML + JSON", nullpunkt(*arguments), 3),
            ],
            rounds=1,
            warmup=0,
            tree=True,
        )

    measured.__doc__ = f"{units} municipalities"
    return measured


PARTS: dict[str, Callable[[], list[Row]]] = {
    "start": start,
    "validate": validate,
    "report": report,
    "peers": peers,
    "counting": counting,
    "large": large,
    "batch": batch(35, 1000),
    "norway": batch(357, 600),
}


def written(text: str, name: str, rows: Sequence[Row]) -> str:
    """The page with this part's table in place, between the part's marks."""
    begin, end = f"<!-- measured: {name} -->", f"<!-- /measured: {name} -->"
    before, found, rest = text.partition(begin)
    if not found:
        raise SystemExit(f"{PAGE.name} has no {begin}")
    table = ["", "| what | wall s | cpu s | peak MiB | × wall | × cpu | goal |", "|---|--:|--:|--:|--:|--:|---|"]
    return "\n".join([before + begin, *table, *map(_line, rows), "", _where(), "", end]) + rest.partition(end)[2]


def _where() -> str:
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}"
    return f"{date.today().isoformat()}, {machine}, Python {platform.python_version()}, {_versions()}."


def _line(row: Row) -> str:
    if row.missing:
        return f"| {row.name} | not installed | | | | | |"
    if row.failed:
        return f"| {row.name} | failed | | | | | |"
    verdict = "met" if row.goal is not None and row.judged <= row.goal else "missed"
    goal = "" if row.goal is None else f"≤ {row.goal:g} ×: {verdict}"
    figures = (f"{row.wall:.2f}", f"{row.cpu:.2f}", f"{row.peak:.0f}", f"{row.ratio:.2f}", f"{row.cpu_ratio:.2f}", goal)
    return f"| {row.name} | {' | '.join(figures)} |"


def _versions() -> str:
    found = []
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return ", ".join(found)


def instructions(arguments: Sequence[str]) -> None:
    """Instructions of one command: where clocks are too noisy, a change of one per cent shows here."""
    if shutil.which("valgrind"):
        counted = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
        done = subprocess.run((*counted, *arguments), capture_output=True, text=True, env=environment(), check=False)
        found = [line for line in done.stderr.splitlines() if "Collected" in line]
        print(f"{shlex.join(arguments)}: {found[0].split(':')[-1].strip() if found else 'not counted'} instructions")


def main() -> None:
    """Measure, print, and write each part into the page as it is done."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", choices=list(PARTS), action="append", help="measure this part alone")
    parser.add_argument("--instructions", action="store_true", help="count instructions by valgrind instead (slow)")
    parser.add_argument("--large", type=int, default=_LARGE[0], help="respondents of the very large file")
    parser.add_argument("--rounds", type=int, help="at most so many rounds, on a machine that is busy anyway")
    given = parser.parse_args()
    _ROUNDS[0], _LARGE[0] = given.rounds or _ROUNDS[0], given.large
    try:
        if given.instructions:
            instructions(nullpunkt("--help"))
            instructions(nullpunkt("validate", made(1000) / "responses.xlsx", "--quiet"))
            instructions(analyse(made(1000), "html", "md"))
            return
        for name in given.only or PARTS:
            print(name, flush=True)
            rows = PARTS[name]()
            PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), name, rows), encoding="utf-8")
    finally:
        shutil.rmtree(workspace(), ignore_errors=True)


if __name__ == "__main__":
    main()
