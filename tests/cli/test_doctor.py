"""`nullpunkt doctor`: what it looks at, what it says, and when it stops a script."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from nullpunkt import __version__
from nullpunkt.cli import doctor, run
from nullpunkt.cli.doctor import EXTRAS, Check, Verdict, examine
from nullpunkt.loading.languages import load_language

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def by_sentence(folder: Path, *, encoding: str = "utf-8") -> dict[str, Check]:
    return {check.says: check for check in examine(folder, language="nb", encoding=encoding)}


def test_the_extras_are_those_that_can_be_installed() -> None:
    declared = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    names = {extra: tuple(doctor._bare(needed) for needed in declared[extra]) for extra in declared if extra != "all"}
    assert names == EXTRAS


def test_a_machine_that_lacks_nothing_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = by_sentence(tmp_path)
    assert found["program"].values["version"] == __version__
    assert found["shipped"].values == {"n": "5"}
    assert not [check for check in found.values() if check.verdict is Verdict.WRONG]
    assert run(["doctor", "--language", "nb"]) == 0
    assert "5 spørreskjemaer og skriften Open Sans følger med." in capsys.readouterr().err


def test_an_extra_that_is_missing_says_how_to_get_it_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "installed", lambda name: None if name == "typst" else "1.0")
    assert run(["doctor", "--language", "en"]) == 0
    assert "missing  For PDF more is needed: pipx inject nullpunkt typst\n" in capsys.readouterr().err


def test_a_package_that_is_missing_stops_a_script(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "installed", lambda name: None if name == "numpy" else "1.0")
    assert run(["doctor", "--json"]) == 1
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert {"verdict": "wrong", "says": "packages_missing", "values": {"names": "numpy"}} in checks


def test_a_folder_that_nobody_can_write_in(tmp_path: Path) -> None:
    assert by_sentence(tmp_path / "nowhere")["folder_wrong"].verdict is Verdict.WRONG


def test_a_window_without_norwegian_letters_is_told_and_no_hindrance(tmp_path: Path) -> None:
    assert by_sentence(tmp_path, encoding="ascii")["letters_missing"].verdict is Verdict.MISSING
    assert "letters_missing" not in by_sentence(tmp_path, encoding="cp1252")


@pytest.mark.parametrize("code", ["nb", "nn", "en"])
def test_every_sentence_is_in_every_language(code: str) -> None:
    words = {"names": "a", "n": "1", "version": "1", "python": "3", "system": "x", "language": "nb", "encoding": "y"}
    says = ["program", "packages", "packages_missing", "shipped", "fonts_missing", "language", "letters"]
    says += ["letters_missing", "folder", "folder_wrong", *(f"{kind}.{e}" for kind in _EXTRA_KEYS for e in EXTRAS)]
    checks = tuple(Check(Verdict.OK, key, {**words, "folder": "f", "reason": "r"}) for key in says)
    told = list(doctor.lines(checks, load_language(code)))
    assert len(told) == len(says)
    assert not [line for line in told if "{" in line]


_EXTRA_KEYS = ("extra", "extra_missing")
