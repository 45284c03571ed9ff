"""The example's whole report, word by word, in each language.

After a change that is meant, look at the difference and then write the new text:
    UPDATE_GOLDENS=1 pytest tests/cli/test_golden_reports.py
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from nullpunkt.cli import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "bamble"
GOLDENS = Path(__file__).parent / "goldens"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_report_is_the_one_that_was_read(language: str, tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "bamble")
    asked = ["analyse", str(folder / "responses.xlsx"), "--language", language, "--format", "md", "--quiet"]
    assert run(asked) == 0
    found = (folder / "responses-report" / "report.md").read_text(encoding="utf-8")
    golden = GOLDENS / f"bamble.{language}.md"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
