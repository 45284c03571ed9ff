"""`region.csv` and `region.xlsx`: one tidy table, whose numbers are numbers and whose texts are no formulas."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.regions.conftest import GOOD

from nullpunkt.regions.batch import RunOptions, batch
from nullpunkt.regions.model import BatchOutcome
from nullpunkt.regions.plan import BatchLine, plan_of

NUMBERS = ("n", "count", "estimate", "low", "high", "confidence", "at_least", "at_most", "population", "effective_n")


def rows_of(output: Path) -> list[dict[str, str]]:
    with (output / "region.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def number(cell: str) -> float | None:
    assert "." not in cell
    return float(cell.replace(",", ".")) if cell else None


def published(output: Path) -> Iterator[tuple[object, ...]]:
    for unit, folder in (("", "region"), *((unit, f"{unit}-*") for unit in GOOD)):
        found = json.loads(next(output.glob(f"{folder}/results.json")).read_text(encoding="utf-8"))
        for row in found["estimates"]:
            if row["status"] != "suppressed":
                yield (unit, *(row[key] or "" for key in ("question", "item", "option", "statistic", "by", "group")),
                       *(row[key] for key in NUMBERS[:6]))  # fmt: skip


def test_the_table_holds_every_published_number_once(finished: BatchOutcome) -> None:
    rows = rows_of(finished.plan.output)
    texts = ("unit", "question", "item", "option", "statistic", "by", "group")
    found = [(*(row[key] for key in texts), *(number(row[key]) for key in NUMBERS[:6])) for row in rows]
    assert found == list(published(finished.plan.output))
    assert len({tuple(row[key] for key in texts) for row in rows}) == len(rows)
    assert all(number(row[key]) is None or row[key] for row in rows for key in NUMBERS)


@pytest.fixture(scope="module")
def odd(region: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A municipality called like a formula, with a report in English in a Norwegian region."""
    own = shutil.copytree(region, tmp_path_factory.mktemp("odd") / "small")
    told = (own / "region.yaml").read_text(encoding="utf-8")
    named = told.replace("name: Bjørkøy", 'name: "=1+1"\n    language: en')
    assert named != told
    (own / "region.yaml").write_text(named, encoding="utf-8")
    plan = plan_of(
        BatchLine(region=own, output=own.parent / "odd-reports", formats=("xlsx",)), known_formats=("html", "xlsx")
    )
    batch(plan, RunOptions(jobs=1))
    return plan.output


def test_a_report_in_another_language_has_the_same_decimal_mark(finished: BatchOutcome, odd: Path) -> None:
    estimates = [[row["estimate"] for row in rows_of(output)] for output in (finished.plan.output, odd)]
    assert estimates[0] == estimates[1]
    text = next(odd.glob("9902-*/estimates.csv")).read_text(encoding="utf-8-sig")
    assert any("." in row["estimate"] for row in csv.DictReader(text.splitlines(), delimiter=";"))


def test_a_name_like_a_formula_is_text(odd: Path) -> None:
    assert {row["name"] for row in rows_of(odd) if row["unit"] == "9902"} == {"'=1+1"}
    book = load_workbook(odd / "region.xlsx", read_only=True)
    header, *rows = (list(row) for row in book.worksheets[0].iter_rows())
    kinds = {str(cell.value): {row[place].data_type for row in rows} for place, cell in enumerate(header)}
    assert all(kinds[name] <= {"n"} for name in NUMBERS)
    assert kinds["unit"] <= {"s", "n"}
    assert all("f" not in found for found in kinds.values())
    units = {row[0].value for row in rows}
    assert units == {None, *GOOD}


def test_the_workbook_and_the_table_say_the_same(odd: Path) -> None:
    book = load_workbook(odd / "region.xlsx", read_only=True)
    header, *rows = (list(row) for row in book.worksheets[0].iter_rows(values_only=True))
    place = header.index("estimate")
    assert [row[place] for row in rows] == pytest.approx([number(row["estimate"]) for row in rows_of(odd)])
