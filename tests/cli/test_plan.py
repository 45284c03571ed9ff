"""`nullpunkt plan`: what a survey of these services could show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nullpunkt.cli import run
from nullpunkt.stats.planning import margin_of_error

POPULATION = Path(__file__).parents[2] / "examples" / "bamble" / "population.csv"


def test_the_plan_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "--population", str(POPULATION), "--json", "--language", "nb"]) == 0
    found = json.loads(capsys.readouterr().out)
    whole, first = found["rows"][:2]
    assert (whole["group"], whole["invited"], whole["required"]) == (None, 466, 211)
    assert whole["margins"][1] == pytest.approx(margin_of_error(280, population=466))
    assert (first["group"], first["invited"]) == ("Barnehage", 118)


def test_the_plan_as_a_table_in_norwegian(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "--population", str(POPULATION), "--language", "nb"]) == 0
    out = capsys.readouterr().out
    assert "± 6/4/2" in out
    assert "11/7/5" in out
    assert "ikke mulig" in out


def test_a_file_that_is_no_population(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "wrong.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    assert run(["plan", "--population", str(tmp_path / "wrong.csv")]) == 1
    assert "wrong.csv" in capsys.readouterr().err
