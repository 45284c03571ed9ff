"""Two waves under faults: the earlier one is read from a results.json that anybody may have changed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.faults.scenario import CANARIES, OUTPUT, hashes, in_a_child, write_scenario
from tests.faults.test_hostile import INJECTIONS, check_all, no_network
from tests.faults.test_writing import Record, killed_at

from nullpunkt import waves
from nullpunkt.cli import run

fault = pytest.mark.fault
__all__ = ["no_network"]


def compare(home: Path, *more: str) -> int:
    """The later answers with the earlier report's numbers, over a report that is there."""
    baseline, follow_up = str(home / "foer" / OUTPUT / "results.json"), str(home / "etter" / "ut.csv")
    output = ("--output", str(home / OUTPUT), "--overwrite", "--quiet", "--format", "md", "--format", "html")
    return run(["compare", baseline, follow_up, *output, *more])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("waves")
    for wave in ("foer", "etter"):
        write_scenario(home / wave)
    answers = str(home / "foer" / "ut.csv")
    assert run(["analyse", answers, "--quiet", "--format", "md", "--output", str(home / "foer" / OUTPUT)]) == 0
    assert compare(home) == 0
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """Two waves that have been compared already."""
    return shutil.copytree(made, tmp_path / "home")


@fault(
    "a comparison killed (kill -9) at every fifth touch of the disk",
    "the old report or the new one whole, nothing else left after the next run",
)
def test_killed_at_touches_of_the_disk(home: Path, made: Path, record_property: Record) -> None:
    whole = hashes(made / OUTPUT)
    tried = 0
    for number in range(1, 2000, 5):
        ended = in_a_child(killed_at(number, lambda: os._exit(compare(home, "--language", "nn"))))
        assert hashes(home / OUTPUT) == whole or "nn" in (home / OUTPUT / "results.json").read_text(encoding="utf-8")
        assert compare(home) == 0
        assert hashes(home / OUTPUT) == whole
        assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []
        if ended == 0:
            break
        tried += 1
    record_property("tried", tried)
    assert tried > 10


def _deep(found: dict[str, Any]) -> object:
    return "[" * 100_000


def _with(**fields: object) -> Callable[[dict[str, Any]], object]:
    return lambda found: {**found, **fields}


def _each(name: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda found: {**found, "estimates": [{**row, name: value} for row in found["estimates"]]}


DAMAGE: dict[str, Callable[[dict[str, Any]], object]] = {
    "empty": lambda found: "",
    "a list": lambda found: [found],
    "a number": lambda found: 5,
    "null": lambda found: None,
    "deep": _deep,
    "cut off": lambda found: json.dumps(found)[:5_000],
    "another kind": _with(kind="x"),
    "another version": _with(schema_version=99),
    "no survey": _with(survey=None),
    "another survey": _with(survey={"id": "annet", "version": "1", "title": "A"}),
    "no estimates": _with(estimates=None),
    "estimates that are numbers": _with(estimates=[1, 2]),
    "a policy of text": _with(policy="standard"),
    "groups of nothing": _with(groups=[{}]),
    "counts of text": _each("count", "=1+1"),
    "counts below zero": _each("count", -5),
    "more than all": _each("count", 10**9),
    "bases of nothing": _each("n", 0),
    "bases beyond all": _each("n", 10**400),
    "not a number": _each("estimate", float("nan")),
    "without end": _each("estimate", float("inf")),
    "a status of nobody's": _each("status", "secret"),
    "a statistic of nobody's": _each("statistic", "__class__"),
}  # fmt: skip


@fault(
    "an earlier results.json that is damaged, of another kind, with numbers that cannot be",
    "refused with what to do, status 1, the old report as it was; or a comparison without it",
)
@pytest.mark.parametrize("kind", DAMAGE)
def test_a_baseline_that_is_damaged(home: Path, capfd: pytest.CaptureFixture[str], kind: str) -> None:
    path = home / "foer" / OUTPUT / "results.json"
    damaged = DAMAGE[kind](json.loads(path.read_text(encoding="utf-8")))
    path.write_text(damaged if isinstance(damaged, str) else json.dumps(damaged), encoding="utf-8")
    before = hashes(home / OUTPUT)
    status = compare(home)
    told = capfd.readouterr().err
    assert "fault of" not in told, told
    assert not any(canary in told for canary in CANARIES.values())
    if status == 1:
        assert hashes(home / OUTPUT) == before
        assert len(told.strip()) > 20
    else:
        assert status == 0
        for row in json.loads((home / OUTPUT / "results.json").read_text(encoding="utf-8"))["changes"]:
            assert row["p_value"] is None or 0 <= row["p_value"] <= 1


@fault(
    "HTML, Markdown, formulas, Jinja, entities in every text of an earlier results.json",
    "plain text everywhere, or refused",
)
@pytest.mark.parametrize("kind", INJECTIONS)
def test_injection_in_the_baseline(home: Path, capfd: pytest.CaptureFixture[str], kind: str) -> None:
    path = home / "foer" / OUTPUT / "results.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    text = INJECTIONS[kind]
    found["unit"]["name"] = found["survey"]["title"] = found["wave"]["label"] = text
    found["generator"] = {"name": text, "version": text}
    path.write_text(json.dumps(found), encoding="utf-8")
    assert compare(home, "--format", "xlsx", "--format", "docx") in (0, 1)
    assert "fault of" not in capfd.readouterr().err
    assert check_all(home / OUTPUT) >= 8


@fault(
    "an earlier results.json that vanishes or may not be read; a link to itself; a folder",
    "message with what to do, status 1, the old report as it was",
)
@pytest.mark.parametrize("kind", ["gone", "a link to itself", "an empty folder", "a folder of another's"])
def test_a_baseline_that_is_not_there(home: Path, capfd: pytest.CaptureFixture[str], kind: str) -> None:
    path = home / "foer" / OUTPUT / "results.json"
    path.unlink()
    if kind == "a link to itself":
        path.symlink_to(path.name)
    elif kind != "gone":
        path.mkdir()
        if "another" in kind:
            (path / "x.txt").write_text("mitt")
    before = hashes(home / OUTPUT)
    assert compare(home) == 1
    told = capfd.readouterr().err
    assert "results.json" in told or "holds no table" in told
    assert "fault of" not in told
    assert hashes(home / OUTPUT) == before


@fault(
    "each step of a comparison failing with too little memory or a full disk",
    "message with what to do, status 1, the old report as it was",
)
@pytest.mark.parametrize("error", [MemoryError(), OSError(28, "No space left on device")], ids=["memory", "disk"])
@pytest.mark.parametrize(
    "step", [name for name in ("earlier_waves", "locked_by", "compare", "terms_for") if hasattr(waves, name)]
)
def test_a_step_that_fails(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], error: Exception, step: str
) -> None:
    before = hashes(home / OUTPUT)

    def fails(*_: object, **__: object) -> object:
        raise error

    monkeypatch.setattr(waves, step, fails)
    assert compare(home) == 1
    assert "fault of" not in capfd.readouterr().err
    assert hashes(home / OUTPUT) == before
