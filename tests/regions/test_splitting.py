"""One response file for all: names are cleaned, ambiguous ones asked for, and nobody is dropped in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from nullpunkt.errors import InputError, UsageError
from nullpunkt.loading.regions import RegionFile
from nullpunkt.regions.municipalities import municipalities, municipality_of
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
        IssueCode.UNKNOWN_UNIT: (1, "", ""),
        IssueCode.WITHOUT_UNIT: (1, "", ""),
    }
    assert split.without_unit == 1


def test_the_region_file_says_which_municipality_a_name_means(tmp_path: Path) -> None:
    split = split_by_unit(file_of(tmp_path), region(unit_names={"Herøy": "1818"}))
    assert split.tables["1818"].rows == 2


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


def test_the_list_of_municipalities_is_that_of_2024() -> None:
    assert len(municipalities()) == 357
    assert municipalities()["4012"].name == "Bamble"
    assert municipality_of("Guovdageaidnu suohkan").numbers == ("5612",)
    assert municipality_of("301").numbers == ("0301",)


def test_a_slip_of_the_pen_is_offered_and_not_taken() -> None:
    found = municipality_of("Bambel")
    assert (found.numbers, found.near) == (("4012",), True)
