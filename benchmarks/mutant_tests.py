"""Which tests run which lines, and one mutant against the tests of its line.

The tests are run once with coverage, so that each line knows them. A mutant is then tried in a copy of a process that
has the heavy libraries in memory already: it takes the changed module in the place of the one on disk, and runs the
tests of the changed lines, quickest first, until one fails.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from itertools import accumulate
from pathlib import Path
from types import CodeType

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "nullpunkt"
TESTS = (
    "src/nullpunkt/stats", "src/nullpunkt/disclosure", "tests/stats", "tests/disclosure", "tests/analysis",
    "tests/tabulation", "tests/report", "tests/audit/test_pipeline.py", "tests/cli/test_open_text.py",
    "tests/cli/test_plan.py",
)  # fmt: skip
HEAVY = (
    "numpy",
    "scipy.stats",
    "scipy.optimize",
    "hypothesis",
    "pydantic",
    "jinja2",
    "xlsxwriter",
    "docx",
    "lxml.etree",
)
ENOUGH = 10.0
"""seconds of tests that one mutant is tried with, the quickest ones of its line"""
LONGEST = 120
"""seconds of the processor that one mutant's tests may take; one that never ends is found out, too"""
PYTEST = (
    "-q", "-x", "--no-header", "--no-summary", "-p", "no:cacheprovider", "-p", "no:cov", "-p", "no:xdist",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip


@dataclass(frozen=True)
class TestMap:
    """What the run with coverage told."""

    lines: dict[str, dict[int, list[str]]]
    """module's path below the package -> line -> the tests that run it"""
    seconds: dict[str, float]

    def tests_of(self, module: Path, lines: Sequence[int]) -> list[str]:
        """The tests of these lines, quickest first, as many as take ten seconds; the module's where a line has none."""
        known = self.lines.get(module.relative_to(SOURCE).as_posix(), {})
        found = {test for line in lines for test in known.get(line, ())}
        if found <= {""}:
            found = {test for tests in known.values() for test in tests}
        ordered = sorted(found - {""}, key=lambda test: (self.seconds.get(test, 0.0), test))
        ends = accumulate(self.seconds.get(test, 0.0) for test in ordered)
        return [test for test, end in zip(ordered, ends, strict=True) if end <= ENOUGH]


def test_map(folder: Path) -> TestMap:
    """Runs every test once, with coverage, in a process of its own."""
    from coverage import CoverageData

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "coverage.ini").write_text(
        f"[run]\nsource = nullpunkt.stats, nullpunkt.disclosure\ndata_file = {folder / 'coverage'}\n"
    )
    options = ("--cov", f"--cov-config={folder / 'coverage.ini'}", "--cov-context=test", "--cov-report=")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "benchmarks.mutant_tests"]
    env = {
        **os.environ,
        "MUTANT_SECONDS": str(folder / "seconds.json"),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
    }
    if subprocess.run([*command, *options, *TESTS], cwd=ROOT, env=env, check=False).returncode:
        raise SystemExit("the tests fail without any change")
    data = CoverageData(str(folder / "coverage"))
    data.read()
    lines = {
        Path(file).relative_to(SOURCE).as_posix(): {
            line: [context.partition("|")[0] for context in contexts]
            for line, contexts in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    return TestMap(lines, json.loads((folder / "seconds.json").read_text()))


_seconds: dict[str, float] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """As a plugin: how long each test takes."""
    _seconds[report.nodeid] = _seconds.get(report.nodeid, 0.0) + report.duration


def pytest_sessionfinish() -> None:
    """As a plugin: the times, for whoever asked."""
    if "MUTANT_SECONDS" in os.environ:
        Path(os.environ["MUTANT_SECONDS"]).write_text(json.dumps(_seconds))


class _Changed(SourceFileLoader):
    """Loads a module from a tree instead of from its file."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        super().__init__(name, str(path))
        self._tree = tree

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002
        return compile(self._tree, self.path, "exec")


class _Finder:
    """Stands before the usual finders."""

    def __init__(self, loader: _Changed) -> None:
        self._loader = loader

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name != self._loader.name:
            return None
        return importlib.util.spec_from_file_location(name, self._loader.path, loader=self._loader)


class _Only:
    """Leaves these tests, in this order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._place = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        kept = [item for item in items if item.nodeid in self._place]
        items[:] = sorted(kept, key=lambda item: self._place[item.nodeid])


def warm_up() -> None:
    """What every mutant's tests would import first."""
    for name in HEAVY:
        importlib.import_module(name)


def killed(module: Path, tree: ast.Module, tests: Sequence[str]) -> bool:
    """Whether one of the tests fails with the changed module, or never ends."""
    if not tests:
        return False
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = _try(module, tree, tests)
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def _try(module: Path, tree: ast.Module, tests: Sequence[str]) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    signal.alarm(20 * LONGEST)
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    name = ".".join(("nullpunkt", *module.relative_to(SOURCE).with_suffix("").parts))
    sys.meta_path.insert(0, _Finder(_Changed(name, module, tree)))  # type: ignore[arg-type]
    importlib.import_module(name)
    files = sorted({test.partition("::")[0] for test in tests})
    return int(pytest.main([*PYTEST, *files], plugins=[_Only(tests)]))
