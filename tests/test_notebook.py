"""The steps as functions, as a notebook uses them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import nullpunkt
from nullpunkt.errors import FileError

EXAMPLE = Path(__file__).parents[1] / "examples" / "bamble" / "responses.xlsx"


@pytest.fixture(scope="module")
def results():
    survey = nullpunkt.load_survey("bti-ansatte")
    coded = nullpunkt.code(nullpunkt.read(EXAMPLE), survey)
    return nullpunkt.estimate(nullpunkt.protect(coded.responses, survey), survey, name="Bamble")


def test_estimates_as_a_frame(results) -> None:
    found = nullpunkt.frame(results)
    worried = found[(found.question == "bekymret") & (found.statistic == "favourable") & found.by.isna()]
    assert len(worried) == 1
    assert worried.estimate.item() == pytest.approx(0.89, abs=0.01)
    assert str(found.n.dtype) == "Int64"
    assert pd.isna(found.at_least.iloc[0])


@pytest.mark.parametrize("table", ["response", "groups", "bases", "indices", "associations"])
def test_every_table_has_a_frame(results, table: str) -> None:
    assert len(nullpunkt.frame(results, table)) == len(getattr(results, table)) > 0


def test_an_unknown_table_is_refused(results) -> None:
    with pytest.raises(ValueError, match="no table 'answers'"):
        nullpunkt.frame(results, "answers")


def test_headcounts_make_the_estimates_speak_of_all_employees() -> None:
    survey = nullpunkt.load_survey("bti-ansatte")
    coded = nullpunkt.code(nullpunkt.read(EXAMPLE), survey)
    invited = {option.code: 200 for option in survey.by_id["tjeneste"].options}
    found = nullpunkt.estimate(nullpunkt.protect(coded.responses, survey, invited=invited), survey)
    assert any(row.weighted for row in found.estimates)


def test_a_report_is_composed_written_and_read_back(results, tmp_path: Path) -> None:
    survey = nullpunkt.load_survey("bti-ansatte")
    report = nullpunkt.compose(results, survey, language="en")
    written = nullpunkt.write(report, tmp_path / "out", formats=("md",))
    assert "worried" in written[0].read_text(encoding="utf-8")


def test_results_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"results\.json"):
        nullpunkt.read_results(tmp_path)


def test_importing_the_package_imports_no_step() -> None:
    script = "import sys, nullpunkt; print([m for m in sys.modules if m.startswith(('nullpunkt.', 'pandas', 'numpy'))])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_there_is_nothing_else() -> None:
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        _ = nullpunkt.guess
