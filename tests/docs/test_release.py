"""What is released: one version, a changelog that names it, and packages that are whole and built the same twice."""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from tests.docs.pages import ROOT

from nullpunkt import __version__

_FOLDERS = ("src", "surveys", "templates", "examples")
_FILES = (
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "SECURITY.md",
    "Makefile",
    "pyproject.toml",
    "mkdocs.yml",
    "requirements.lock",
)
_SHIPPED = ("surveys", "templates", "examples")


def test_the_version_stands_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"] == {"path": "src/nullpunkt/__init__.py"}
    source = (ROOT / "src" / "nullpunkt" / "__init__.py").read_text(encoding="utf-8")
    assert re.findall(r'^__version__ = "(.+)"$', source, re.MULTILINE) == [__version__]


def test_the_changelog_begins_with_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == __version__


def build(source: Path, target: Path) -> tuple[Path, Path]:
    """The wheel and the sdist of a copied project."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(source)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(target.glob("*.whl")), next(target.glob("*.tar.gz"))


@pytest.mark.slow
def test_the_packages_are_whole_and_the_same_twice(tmp_path: Path) -> None:
    pytest.importorskip("build")
    source = tmp_path / "source"
    for folder in _FOLDERS:
        left = shutil.ignore_patterns("__pycache__", "*-report", "*-private")
        shutil.copytree(ROOT / folder, source / folder, ignore=left)
    for file in _FILES:
        shutil.copy(ROOT / file, source)

    first, second = build(source, tmp_path / "one"), build(source, tmp_path / "two")

    assert all(filecmp.cmp(one, two, shallow=False) for one, two in zip(first, second, strict=True))
    with zipfile.ZipFile(first[0]) as wheel, tarfile.open(first[1]) as sdist:
        packed, unpacked = set(wheel.namelist()), set(sdist.getnames())
    assert {f"nullpunkt-{__version__}/{file}" for file in _FILES} <= unpacked
    for folder in _SHIPPED:
        there = {path.relative_to(source) for path in (source / folder).rglob("*") if path.is_file()}
        assert {f"nullpunkt/_shipped/{path.as_posix()}" for path in there} <= packed
        assert {f"nullpunkt-{__version__}/{path.as_posix()}" for path in there} <= unpacked
    if pytest.importorskip("twine"):
        checked = [sys.executable, "-m", "twine", "check", "--strict", *map(str, first)]
        told = subprocess.run(checked, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stdout + told.stderr
