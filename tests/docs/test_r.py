"""R reads what the program writes: the documentation's own code is run, and every number is the one in results.json."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from tests.docs.pages import blocks, called, pages
from tests.docs.terminal import shell

from nullpunkt.cli import run

WITH_R = [page for page in pages() if any(block.language == "r" for block in blocks(page))]
NUMBERS = ("n", "count", "estimate", "low", "high", "confidence", "at_least", "at_most", "population", "effective_n")
WORDS = ("question", "item", "option", "statistic", "by", "group", "method", "status")
TABLE_IN_R = """
estimates <- read.csv2("svar-report/estimates.csv", fileEncoding = "UTF-8-BOM", na.strings = "")
jsonlite::write_json(estimates, "read-by-r.json", dataframe = "columns", na = "null", digits = NA)
"""


def rscript(code: str) -> None:
    """R code, run in the current folder; without R the test is skipped, but not where a machine is to vouch for it."""
    if shutil.which("Rscript") is None:
        if os.environ.get("CI"):
            pytest.fail("R is missing")
        pytest.skip("R is missing")
    Path("page.R").write_text(code, encoding="utf-8")
    done = subprocess.run(["Rscript", "--vanilla", "page.R"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", WITH_R, ids=called)
def test_the_r_code_of_a_page_does_what_it_says(
    page: Path, workbench: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for block in blocks(page):
        if block.language == "shell":
            for line in block.text.splitlines():
                shell(line, capsys)
    rscript("".join(block.text for block in blocks(page) if block.language == "r"))


def test_r_and_pandas_read_the_numbers_that_the_results_have(workbench: Path) -> None:
    assert run(["analyse", "svar.xlsx", "--format", "md", "--quiet"]) == 0
    estimates = json.loads(Path("svar-report/results.json").read_text(encoding="utf-8"))["estimates"]

    rscript(TABLE_IN_R)
    by_r = json.loads(Path("read-by-r.json").read_text(encoding="utf-8"))
    by_pandas = pd.read_csv(
        "svar-report/estimates.csv", sep=";", decimal=",", encoding="utf-8-sig", keep_default_na=False, na_values=""
    )

    assert list(by_r) == list(by_pandas.columns), "neither takes the byte order mark for a part of the first name"
    for read in (by_r, {name: [None if pd.isna(v) else v for v in by_pandas[name]] for name in by_pandas.columns}):
        for name in WORDS:
            assert read[name] == [estimate[name] or None for estimate in estimates]
        for name in NUMBERS:
            for found, estimate in zip(read[name], estimates, strict=True):
                assert _same(found, estimate.get(name)), (name, estimate["question"])


def _same(found: float | None, expected: float | None) -> bool:
    """R's own reading of decimal numbers may miss the last of seventeen digits."""
    if found is None or expected is None:
        return found is expected
    return math.isclose(found, expected, rel_tol=1e-14)
