"""Free text is published only when somebody has chosen so, read it masked, and approved it by name."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest

from nullpunkt.cli import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "bamble"
COMMENTS = 14


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The example, with comments in its last question; one of them holds a telephone number."""
    folder = shutil.copytree(EXAMPLE, tmp_path / "bamble")
    book = openpyxl.load_workbook(folder / "responses.xlsx")
    sheet = book.active
    for row in range(2, 2 + COMMENTS):
        said = "ring meg på 41 23 45 67 om dette" if row == 2 else f"vi trenger møteplass nummer {row} i hver bydel"
        sheet.cell(row, sheet.max_column, said)
    book.save(folder / "responses.xlsx")
    return folder


def analyse(folder: Path, *more: str) -> str:
    assert run(["analyse", str(folder / "responses.xlsx"), "--format", "md", "--quiet", "--overwrite", *more]) == 0
    return (folder / "responses-report" / "report.md").read_text(encoding="utf-8")


def choose(folder: Path, text: str) -> None:
    with (folder / "nullpunkt.yaml").open("a", encoding="utf-8") as file:
        file.write(text)


def test_without_a_choice_no_comment_is_kept_anywhere(project: Path) -> None:
    text = analyse(project)
    assert "møteplass" not in text
    assert "Fritekstsvar er ikke gjengitt" in text
    assert not (project / "responses-private" / "open-text-review.csv").exists()


def test_chosen_and_not_yet_approved_only_the_review_file_has_them(project: Path) -> None:
    choose(project, "open_text: {show: true}\n")
    assert "møteplass" not in analyse(project)
    review = (project / "responses-private" / "open-text-review.csv").read_text(encoding="utf-8-sig")
    assert review.count("møteplass") == COMMENTS - 1
    assert "41 23 45 67" not in review
    assert "[fjernet: telefonnummer]" in review


def test_only_what_was_approved_by_name_is_published(project: Path) -> None:
    choose(project, "open_text: {show: true, approved_by: Kari Koordinator}\n")
    analyse(project)
    path = project / "responses-private" / "open-text-review.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    rows[0]["approved"] = "ja"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    text = analyse(project)
    assert rows[0]["comment"].split("[")[0].strip() in text
    assert rows[1]["comment"] not in text
    assert "Kari Koordinator" not in text
    assert "ja" in path.read_text(encoding="utf-8-sig")


def test_a_review_file_that_is_none_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    choose(project, "open_text: {show: true, approved_by: Kari}\n")
    analyse(project)
    (project / "responses-private" / "open-text-review.csv").write_text("a;b\n", encoding="utf-8")
    assert run(["analyse", str(project / "responses.xlsx"), "--format", "md", "--quiet", "--overwrite"]) == 1
    assert "approved" in capsys.readouterr().err
