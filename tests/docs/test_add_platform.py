"""The guide «Add a platform» is followed literally in a copy of the project: its files written, its diff applied."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from difflib import ndiff
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, ROOT, blocks

GUIDE = DOCS / "developer" / "add-platform.md"
_COPIED = ("src/nullpunkt", "tests/exports")
_LINKED = ("surveys", "templates")
_LEFT = shutil.ignore_patterns("__pycache__")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """As much of the project as the guide touches."""
    for folder in _COPIED:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=_LEFT)
    for folder in _LINKED:
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "tests" / "platforms").mkdir()
    shutil.copy(ROOT / "tests" / "builders.py", tmp_path / "tests")
    shutil.copy(ROOT / "tests" / "platforms" / "test_quirks.py", tmp_path / "tests" / "platforms")
    return tmp_path


def run(*command: str, cwd: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """A command in the copied project, which sees the copied package alone."""
    environment = {**os.environ, "PYTHONPATH": f"{cwd / 'src'}{os.pathsep}{cwd}"}
    environment = {name: value for name, value in environment.items() if not name.startswith("COV_")}
    return subprocess.run(command, cwd=cwd, env=environment, input=given, capture_output=True, text=True, check=False)


def _added(project: Path) -> dict[str, str]:
    """How many lines each file of the copy has that the project has not; none may have lost one."""
    lines: dict[str, str] = {}
    for path in sorted(
        path for path in project.rglob("*.py") if not path.is_relative_to(project / "tests" / "exports")
    ):
        name = path.relative_to(project).as_posix()
        before = (ROOT / name).read_text(encoding="utf-8").splitlines() if (ROOT / name).exists() else []
        changes = [line[:2] for line in ndiff(before, path.read_text(encoding="utf-8").splitlines()) if line[0] in "+-"]
        assert "- " not in changes, name
        if changes:
            lines[name] = str(len(changes))
    return lines


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="the guide's diff is applied with git")
def test_the_guide_adds_a_platform(project: Path) -> None:
    quirk = "tests/platforms/test_quirks.py::test_every_module_is_registered_or_shared"
    pytest_ = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib")
    diffs = [block.text for block in blocks(GUIDE) if block.language == "diff"]
    for block in blocks(GUIDE):
        if block.title is not None:
            (project / block.title).write_text(block.text, encoding="utf-8")

    assert run(*pytest_, quirk, cwd=project).returncode == 1, "a module that is not registered is told"
    for diff in diffs:
        applied = run("git", "apply", "--unidiff-zero", "-", cwd=project, given=diff)
        assert applied.returncode == 0, applied.stderr
    told = next(block.text for block in blocks(GUIDE) if block.language == "text")
    assert _added(project) == dict(line.rstrip("+ ").split(" | ") for line in told.splitlines())

    tested = run(*pytest_, quirk, "tests/platforms/test_skjemaboks.py", cwd=project)
    assert tested.returncode == 0, tested.stdout


def test_the_guide_s_example_is_read_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The made export of the guide, through the guide's own module put into the registry for once."""
    from nullpunkt.platforms import registry
    from nullpunkt.readers.reading import read

    found = {block.title or block.language: block.text for block in blocks(GUIDE)}
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "skjemaboks.py").write_text(found["src/nullpunkt/platforms/skjemaboks.py"], encoding="utf-8")
    (tmp_path / "eksport.csv").write_text(found["csv"], encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(registry, "PLATFORMS", {"skjemaboks": "skjemaboks", **registry.PLATFORMS})

    table = registry.recognise_table(read([tmp_path / "eksport.csv"]))

    assert table.recognition.title == "Skjemaboks"
    assert [column.header for column in table.dropped] == ["Innsending", "Levert"]
    assert table.rows == 2
    monkeypatch.delitem(sys.modules, "skjemaboks", raising=False)
