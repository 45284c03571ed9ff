"""The workbench, made once and copied for each page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.docs.workbench import prepare, publish_baseline


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = prepare(tmp_path_factory.mktemp("workbench"))
    publish_baseline(folder)
    return folder


@pytest.fixture
def workbench(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reader's folder, as the current one, with an English terminal of 80 columns and no browser."""
    folder = tmp_path / "kartlegging"
    shutil.copytree(prepared, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("typer.launch", lambda *_args, **_more: 0)
    return folder
