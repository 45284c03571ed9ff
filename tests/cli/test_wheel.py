"""The wheel, installed into a fresh environment, analyses the shipped example away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV_"))}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_wheel_works_away_from_the_checkout(tmp_path: Path) -> None:
    built = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    installed = run(
        python, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "requirements.lock", wheel, cwd=tmp_path
    )
    if installed.returncode != 0 and not os.environ.get("CI"):
        pytest.skip("the package index cannot be reached")
    assert installed.returncode == 0, installed.stderr
    command = tmp_path / "env" / "bin" / "nullpunkt"
    example = run(command, "example", "try", cwd=tmp_path)
    assert example.returncode == 0, example.stderr
    analysed = run(command, "analyse", "try/bamble/responses.xlsx", cwd=tmp_path)
    assert analysed.returncode == 0, analysed.stderr
    report = tmp_path / "try" / "bamble" / "responses-report"
    assert {path.name for path in report.iterdir()} >= {"report.html", "report.md", "results.json", "manifest.json"}
    assert "nesten 90 prosent" in (report / "report.md").read_text(encoding="utf-8").casefold()
