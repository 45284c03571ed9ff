"""A folder stands for the files in it that are one export."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import background, make_survey
from tests.exports.simulated import simulate
from tests.exports.surveyxact import surveyxact_tables, write_surveyxact_set

from nullpunkt.errors import FileError
from nullpunkt.readers.reading import read


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text("Rolle;Alder\nLeder;41\n", encoding="utf-8")


def test_a_folder_without_a_survey(tmp_path: Path) -> None:
    _touch(tmp_path, "LES MEG.md", ".skjult.csv", "~$svar.xlsx", "README.txt")

    with pytest.raises(FileError, match="holds no survey"):
        read([tmp_path])


def test_one_file_of_answers_beside_other_things(tmp_path: Path) -> None:
    _touch(tmp_path, "svar.csv", "population.csv", "nullpunkt.yaml", "README.txt")

    assert read([tmp_path]).source == "svar.csv"


def test_two_files_are_not_guessed_between(tmp_path: Path) -> None:
    _touch(tmp_path, "2024.csv", "2026.csv")

    with pytest.raises(FileError, match=r"2 files that may be answers: 2024\.csv, 2026\.csv"):
        read([tmp_path])


def test_a_surveyxact_set_by_its_folder_or_its_dataset(tmp_path: Path) -> None:
    survey = make_survey(background("rolle", "ansatt", "leder"))
    write_surveyxact_set(tmp_path, surveyxact_tables(survey, simulate(survey, people=3)), dialect="semicolon ANSI")

    whole = "dataset.csv, labels.csv, structure.csv"
    assert read([tmp_path]).source == read([tmp_path / "dataset.csv"]).source == whole
