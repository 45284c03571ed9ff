"""One response file for all: names are cleaned, ambiguous ones asked for, and nobody is dropped in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from nullpunkt.errors import DefinitionError, InputError, UsageError
from nullpunkt.loading.regions import RegionFile, load_region
from nullpunkt.regions.draft import draft_region
from nullpunkt.regions.plan import BatchLine, plan_of
from nullpunkt.regions.splitting import split_by_unit
from nullpunkt.responses.issues import IssueCode

ROWS = [
    ("Hvilken kommune arbeider du i?", "Rolle"),
    ("Bamble", "Ansatt"),
    ("bamble kommune", "Leder"),
    ("4012 Bamble", "Ansatt"),
    ("Sauherad", "Ansatt"),
    ("Herøy", "Ansatt"),
    ("Herøy", "Leder"),
    ("Atlantis", "Ansatt"),
    ("Bambel", "Ansatt"),
    *[("Region Sør", "Ansatt")] * 5,
    ("", "Ansatt"),
]


def file_of(folder: Path) -> Path:
    path = folder / "alle.csv"
    path.write_text("\r\n".join(";".join(row) for row in ROWS) + "\r\n", encoding="utf-8-sig")
    return path


def region(**fields: object) -> RegionFile:
    told = {"name": "R", "responses": "alle.csv", "unit_column": "Hvilken kommune arbeider du i?", **fields}
    return RegionFile.model_validate(told)


def test_spellings_numbers_and_former_names_are_one_municipality(tmp_path: Path) -> None:
    split = split_by_unit(file_of(tmp_path), region())
    assert {unit: table.rows for unit, table in split.tables.items()} == {"4012": 3, "4020": 1}


def test_ambiguous_and_unknown_names_are_asked_for_and_the_silent_counted(tmp_path: Path) -> None:
    split = split_by_unit(file_of(tmp_path), region())
    found = {issue.code: (issue.count, issue.found, issue.expected) for issue in split.issues}
    assert found == {
        IssueCode.AMBIGUOUS_UNIT: (2, "Herøy", "1515 Herøy, 1818 Herøy"),
        IssueCode.NEAR_UNIT: (1, "Bambel", "4012 Bamble"),
        IssueCode.UNKNOWN_UNIT: (5, "Region Sør", ""),
        IssueCode.OTHER_UNIT: (1, "", ""),  # one person's own words are not repeated
        IssueCode.WITHOUT_UNIT: (1, "", ""),
    }
    assert split.without_unit == 1


def test_the_region_file_says_which_municipality_a_name_means(tmp_path: Path) -> None:
    split = split_by_unit(file_of(tmp_path), region(unit_names={"Herøy": "1818"}))
    assert split.tables["1818"].rows == 2


def test_a_meaning_must_be_a_municipality(tmp_path: Path) -> None:
    told = "name: R\nresponses: alle.csv\nunit_column: Kommune\nunit_names:\n  Herøy: …\n"
    (tmp_path / "region.yaml").write_text(told, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_region(tmp_path / "region.yaml")
    assert ["no municipality" in problem for problem in caught.value.problems] == [True]


def test_the_draft_asks_for_every_name_that_is_not_sure(tmp_path: Path) -> None:
    column = "Hvilken kommune arbeider du i?"
    draft = draft_region(file_of(tmp_path), name=None, language="nb", unit_column=column, overwrite=False)
    lines = draft.read_text(encoding="utf-8").splitlines()
    assert f'unit_column: "{column}"' in lines
    assert '#   "Herøy": "…"  # (2) Hvilken kommune er det? 1515 Herøy, 1818 Herøy' in lines
    assert '#   "Bambel": "4012"  # (1) Hvilken kommune er det? 4012 Bamble' in lines
    assert "Atlantis" not in draft.read_text(encoding="utf-8")
    assert load_region(draft).responses == "alle.csv"


def test_the_municipalities_of_the_region_settle_a_name_that_could_be_two(tmp_path: Path) -> None:
    units = [{"id": "1515", "name": "Herøy"}, {"id": "4012", "name": "Bamble"}]
    assert "1515" in split_by_unit(file_of(tmp_path), region(units=units)).tables


def test_nothing_of_another_municipality_comes_along(tmp_path: Path) -> None:
    table = split_by_unit(file_of(tmp_path), region()).tables["4020"]
    assert [column.values for column in table.columns] == [("Ansatt",)]


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column"):
        split_by_unit(file_of(tmp_path), region(unit_column="Fylke"))


def test_one_file_needs_the_name_of_the_column(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one file"):
        plan_of(BatchLine(region=file_of(tmp_path)), known_formats=("html",))
