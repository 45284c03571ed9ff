"""Tries every fault and attack of `tests/faults` and writes the table of `docs/faults.md`.

    python benchmarks/faults.py [--check] [CHAPTER ...]

A chapter is the name of a file of tests, as `test_writing`; without one all are tried, else the others' lines stay.
With `--check` nothing is written, and the status is 1 where a fault did not end as it must.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "faults.md"
CHAPTERS = {
    "test_writing": "While a report is written",
    "test_environment": "The machine and the files",
    "test_compare": "Two waves",
    "test_batch": "A region, municipality by municipality",
    "test_batch_processes": "A region's processes",
    "test_region_file": "Whoever wrote the region",
    "test_hostile": "Whoever wrote the input",
    "test_hostile_files": "Exports made to do harm",
    "test_privacy": "What the answers say of a person",
    "test_licences": "What is installed along",
}
HEAD = """# Faults and attacks

Each line is a test in `tests/faults`, so what is green here stays so. The table is written by
`python benchmarks/faults.py`, which tries them all; *tried* counts single faults, places or files, not test functions.
Damaged and misleading exports have their own tests in `tests/readers` and `tests/platforms`, random bytes in
`make fuzz`, what can be recovered from a report in `tests/audit`.
"""
TAIL = """
## Load

Measured on two shared cores; `python benchmarks/load.py` and `python benchmarks/load_region.py` measure it anew. One
survey, as HTML, from CSV:

| respondents × questions | processor seconds | largest memory, MiB |
| --- | --- | --- |
| 10,000 × 80 | 1.3 | 93 |
| 100,000 × 80 | 4.0 | 191 |
| 1,000 × 300 | 2.5 | 154 |

A region in Markdown, 60 to 99 respondents each, two workers:

| municipalities | seconds | processor seconds | ms each | parent at most, MiB | a worker at most, MiB |
| --- | --- | --- | --- | --- | --- |
| 250 | 5 | 5 | 20 | 69 | 64 |
| 1,000 | 28 | 24 | 24 | 81 | 87 |
| 2,000 | 71 | 69 | 34 | 83 | 119 |

The region grows a little faster than in step: a municipality costs more in a larger one, and a worker keeps about
60 KiB of each that it has done. Why is not looked into; all 357 of Norway are far from where it matters.

## What is not tried

- Power cuts: a file is moved into place when the system has taken it, which is not yet when the disk has.
- Windows and macOS themselves: names, rights and the moves of systems that cannot exchange two folders are tried on
  Linux, their own locks are not.
- Memory that runs out inside a library written in C or Rust can end the process without our message (the previous
  report is still whole); inside Python it is told.
"""


@dataclass
class Row:
    """One fault."""

    what: str
    outcome: str
    chapter: str
    tried: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: int = 0


class Recorder:
    """Listens to a test run."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self._of: dict[str, Row] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            mark = item.get_closest_marker("fault")
            if mark is not None:
                what, outcome = mark.args
                self._of[item.nodeid] = self.rows.setdefault(what, Row(what, outcome, item.path.stem))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        row = self._of.get(report.nodeid)
        if row is None:
            return
        if report.failed:
            row.failed.append(report.nodeid)
        elif report.skipped:
            row.skipped += 1
        elif report.when == "call":
            row.tried += int(dict(report.user_properties).get("tried", 1))


def page(chapters: dict[str, list[str]]) -> str:
    """The tables, chapter by chapter."""
    parts = [HEAD]
    for stem, title in CHAPTERS.items():
        parts.append(
            f"\n## {title}\n\n| fault or attack | tried | what must come of it | |\n| --- | --- | --- | --- |\n"
        )
        parts += [f"{line}\n" for line in chapters.get(stem, [])]
    lines = [line for stem in CHAPTERS for line in chapters.get(stem, [])]
    tried = sum(int(line.split(" | ")[1]) for line in lines)
    done = sum(line.endswith("| ok |") for line in lines)
    parts.append(f"\n{done} of {len(lines)} kinds as they must be, {tried} single trials.\n")
    return "".join(parts) + TAIL


def line_of(row: Row) -> str:
    """One fault's line."""
    fate = "**failed**" if row.failed else "ok" if row.tried else "not here"
    return f"| {row.what} | {row.tried} | {row.outcome} | {fate} |"


def written() -> dict[str, list[str]]:
    """The lines that the page has already, by chapter."""
    found: dict[str, list[str]] = {}
    stem = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines() if PAGE.is_file() else []:
        if line.startswith("## "):
            stem = next((name for name, title in CHAPTERS.items() if title == line[3:]), "")
        elif stem and line.startswith("| ") and not line.startswith(("| fault or", "| ---")):
            found.setdefault(stem, []).append(line)
    return found


def main() -> int:
    chosen = [name for name in sys.argv[1:] if name in CHAPTERS] or list(CHAPTERS)
    recorder = Recorder()
    files = [str(ROOT / "tests" / "faults" / f"{name}.py") for name in chosen]
    pytest.main(["-q", "-p", "no:cacheprovider", *files], plugins=[recorder])
    rows = list(recorder.rows.values())
    if "--check" not in sys.argv:
        tried = {name: [line_of(row) for row in rows if row.chapter == name] for name in chosen}
        PAGE.write_text(page(written() | tried), encoding="utf-8")
    return 1 if any(row.failed for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
