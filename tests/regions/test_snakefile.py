"""The documented Snakemake file does what one run does; without Snakemake its commands are run as it has them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.regions.conftest import tree

from nullpunkt.regions.model import BatchOutcome

SNAKEFILE = Path(__file__).parents[2] / "docs" / "Snakefile"


def test_the_commands_of_the_file_are_ones_that_the_program_has() -> None:
    told = re.findall(r'"\{NULLPUNKT\} ([^"]+)"', SNAKEFILE.read_text(encoding="utf-8"))
    options = {option for command in told for option in re.findall(r"--[a-z]+", command)}
    shown = subprocess.run(
        [sys.executable, "-m", "nullpunkt", "batch", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert len(told) == 2
    assert {option for option in options if option not in shown} == set()


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("snakemake") is None and "CI" not in os.environ, reason="snakemake is not installed: see .ci/run"
)
def test_snakemake_gives_the_same_bytes(finished: BatchOutcome, region: Path, tmp_path: Path) -> None:
    output = tmp_path / "small-reports"
    config = [f"region={region / 'region.yaml'}", f"output={output}", f"nullpunkt={sys.executable} -m nullpunkt"]
    command = ["snakemake", "--snakefile", str(SNAKEFILE), "--cores", "2", "--config", *config]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert tree(output) == tree(finished.plan.output)


@pytest.mark.slow
def test_unit_by_unit_and_then_the_report_gives_the_same_bytes(
    finished: BatchOutcome, region: Path, tmp_path: Path
) -> None:
    output = tmp_path / "small-reports"
    batch = [sys.executable, "-m", "nullpunkt", "batch", str(region), "--output", str(output), "--quiet", "--phase"]
    for unit in reversed(finished.plan.units):
        status = subprocess.run([*batch, "analyse", "--only", unit.id], check=False).returncode
        assert status == (3 if unit.id in ("9928", "9935") else 0)
    assert subprocess.run([*batch, "report"], check=False).returncode == 3
    assert tree(output) == tree(finished.plan.output)
