"""`nullpunkt compare`, `analyse` with earlier waves, and `init`, as their users run them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from nullpunkt.cli import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "before-after"

RISE = (
    "Andelen som svarer «Kjenner godt» eller «Bruker» på «Handlingsveileder», økte fra 19 prosent til 45 prosent. "
    "Det er 26 prosentpoeng, trolig mellom 19 og 33."
)
FALL = (
    "Andelen som krysser av for «Jeg vet ikke hvem jeg skal kontakte» under «Hindringer for å handle», sank fra "
    "36 prosent til 11 prosent. Det er 25 prosentpoeng, trolig mellom 18 og 31."
)
NOISE = (
    "«Kultur for å samarbeide» viser ingen sikker endring: 68 prosent før og 74 prosent nå. En forskjell på "
    "6 prosentpoeng kan være tilfeldig."
)


def results(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "results.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with a report of the first wave, and one of the second compared with it, both from answers."""
    folder = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("waves") / "example")
    assert run(["analyse", str(folder / "responses-2020.xlsx"), "--format", "html", "-q"]) == 0
    assert run(["analyse", str(folder / "responses-2023.xlsx"), "--format", "md", "-q"]) == 0
    return folder


def test_the_report_names_the_rise_the_fall_and_the_noise(finished: Path) -> None:
    text = (finished / "responses-2023-report" / "report.md").read_text(encoding="utf-8")
    assert RISE in text
    assert FALL in text
    assert NOISE in text
    assert "73 mål kan sammenlignes: 1 økte, 1 sank, og 71 viser ingen sikker endring." in text


@pytest.mark.parametrize(
    ("language", "rise", "fall", "noise"),
    [
        (
            "nn",
            "auka frå 19 prosent til 45 prosent",
            "gjekk ned frå 36 prosent til 11 prosent",
            "viser inga sikker endring: 68 prosent før og 74 prosent no",
        ),
        (
            "en",
            "rose from 19 per cent to 45 per cent",
            "fell from 36 per cent to 11 per cent",
            "shows no clear change: 68 per cent before and 74 per cent now",
        ),
    ],
)
def test_the_same_is_said_in_every_language(finished: Path, language: str, rise: str, fall: str, noise: str) -> None:
    out = finished / f"{language}-report"
    answered = str(finished / "responses-2023.xlsx")
    assert run(["analyse", answered, "--format", "md", "-q", "--language", language, "-o", str(out)]) == 0
    text = (out / "report.md").read_text(encoding="utf-8")
    assert all(words in text for words in (rise, fall, noise))


def test_the_changes_agree_whichever_answers_are_left(finished: Path) -> None:
    both_raw = results(finished / "responses-2023-report")
    baseline = str(finished / "responses-2020-report" / "results.json")
    one, none = finished / "one-report", finished / "none-report"
    follow_up = str(finished / "responses-2023.xlsx")
    assert run(["compare", baseline, follow_up, "--format", "md", "-q", "-o", str(one)]) == 0
    later = str(finished / "responses-2023-report" / "results.json")
    assert run(["compare", baseline, later, "--format", "md", "-q", "-o", str(none)]) == 0
    assert results(one)["changes"] == both_raw["changes"] == results(none)["changes"]
    assert results(one)["index_changes"] == both_raw["index_changes"] == results(none)["index_changes"]
    assert len(both_raw["changes"]) > 500
    assert (one / "report.md").read_bytes() == (finished / "responses-2023-report" / "report.md").read_bytes()


def test_a_report_folder_may_stand_for_its_results(finished: Path) -> None:
    out = finished / "folders-report"
    folders = [str(finished / "responses-2020-report"), str(finished / "responses-2023-report")]
    assert run(["compare", *folders, "--format", "md", "-q", "-o", str(out)]) == 0
    assert results(out)["changes"] == results(finished / "responses-2023-report")["changes"]


def failing(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) == 1
    return " ".join(capsys.readouterr().err.split())


def test_the_wrong_order_is_told(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(finished / f"responses-{year}-report") for year in (2023, 2020)]
    said = failing(capsys, "compare", *files, "-o", str(finished / "x-report"))
    assert "the wrong order" in said
    assert not (finished / "x-report").exists()


def test_the_same_file_twice_is_told(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = shutil.copy(finished / "responses-2023.xlsx", finished / "kopi.xlsx")
    said = failing(
        capsys, "compare", str(copy), str(finished / "responses-2023.xlsx"), "-o", str(finished / "x-report")
    )
    assert "are the same file" in said


def test_a_baseline_that_is_not_there_is_told(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = failing(capsys, "analyse", str(finished / "responses-2023.xlsx"), "--baseline", "finnes-ikke.xlsx",
                   "-o", str(finished / "x-report"))  # fmt: skip
    assert "there is no file finnes-ikke.xlsx" in said


def altered(finished: Path, name: str, **changes: Any) -> str:
    """The first wave's results with other head values."""
    found = results(finished / "responses-2020-report") | changes
    path = finished / f"{name}.json"
    text = json.dumps(found, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_another_municipality_is_told(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = altered(finished, "other", unit={"id": None, "name": "Østre Bygd"})
    said = failing(capsys, "compare", other, str(finished / "responses-2023.xlsx"), "-o", str(finished / "x-report"))
    assert "Østre Bygd" in said
    assert "--accept other-unit" in said


def test_a_service_that_is_gone_must_be_declared(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    groups = results(finished / "responses-2020-report")["groups"]
    extra = {"by": "tjeneste", "group": "psykisk_helse_rus", "label": "Psykisk helse og rus", "n": 8,
             "members": ["psykisk_helse_rus"], "invited": 9, "with_not_stated": False}  # fmt: skip
    other = altered(finished, "closed", groups=[*groups, extra])
    follow_up = str(finished / "responses-2023.xlsx")
    said = failing(capsys, "compare", other, follow_up, "-o", str(finished / "x-report"))
    assert "closed: [psykisk_helse_rus]" in said
    project = finished / "closed.yaml"
    told = (finished / "nullpunkt.yaml").read_text(encoding="utf-8")
    project.write_text(told + "\nservices:\n  closed: [Psykisk helse og rus]\n", encoding="utf-8")
    out = finished / "closed-report"
    arguments = ["compare", other, follow_up, "--project", str(project), "--format", "md", "-q", "-o", str(out)]
    assert run(arguments) == 0
    assert "Psykisk helse og rus finnes ikke likt i begge målingene" in (out / "report.md").read_text(encoding="utf-8")


def test_the_baselines_own_report_decides_its_groups(finished: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "example")
    first = folder / "responses-2020.xlsx"
    assert run(["analyse", str(first), "--min-group", "12", "--format", "md", "-q"]) == 0
    assert run(["analyse", str(folder / "responses-2023.xlsx"), "--format", "md", "-q"]) == 0
    groups = [
        {tuple(group["members"]) for group in results(folder / f"responses-{year}-report")["groups"]}
        for year in (2020, 2023)
    ]
    assert groups[0] == groups[1]
    assert ("sfo", "barnevern", "ppt", "nav", "kultur_fritid", "flyktningtjeneste") in groups[0]


CODE = "Lag din egen kode"


def with_codes(source: Path, target: Path, codes: list[str]) -> None:
    """The export with one more column."""
    book = load_workbook(source)
    sheet = book.active
    column = sheet.max_column + 1
    for name in list(sheet.tables):
        del sheet.tables[name]
    for row, value in enumerate([CODE, *codes], 1):
        sheet.cell(row=row, column=column, value=value)
    book.save(target)


def test_linked_waves_tell_of_the_same_people_and_keep_no_code(tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "example")
    for year, first in ((2020, 0), (2023, 40)):
        path = folder / f"responses-{year}.xlsx"
        with_codes(path, path, [f"Kanari{number}" for number in range(first, first + 140)])
    project = folder / "nullpunkt.yaml"
    project.write_text(project.read_text(encoding="utf-8") + f"\nrespondent_code: {CODE}\n", encoding="utf-8")
    assert run(["analyse", str(folder / "responses-2023.xlsx"), "--format", "md", "-q"]) == 0
    found = results(folder / "responses-2023-report")["paired"]
    shown = [row for row in found if row["status"] == "published"]
    assert shown
    assert all(row["pairs"] >= 10 and row["pairs"] <= 85 for row in shown)
    written = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".xlsx"]
    assert all(b"kanari" not in path.read_bytes().lower() for path in written)
    assert "De samme personene før og nå" in (folder / "responses-2023-report" / "report.md").read_text(
        encoding="utf-8"
    )


def test_three_waves_are_told_over_time(tmp_path: Path, finished: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "example")
    shutil.copy(finished / "responses-2020-report" / "results.json", folder / "year0.json")
    shutil.copy(finished / "responses-2023-report" / "results.json", folder / "year2.json")
    answered = load_workbook(folder / "responses-2023.xlsx")
    answered.active.delete_rows(100, 6)
    answered.save(folder / "year5.xlsx")
    (folder / "nullpunkt.yaml").write_text(
        "name: Vestre Bygd (syntetiske data)\n"
        "waves:\n  - {file: year0.json, label: '2020'}\n  - {file: year2.json, label: '2023'}\n"
        "  - {file: year5.xlsx, label: '2025', date: 2025-10-18, population: population-2023.csv}\n",
        encoding="utf-8",
    )
    assert run(["analyse", str(folder / "year5.xlsx"), "--format", "md", "-q"]) == 0
    found = results(folder / "year5-report")
    verdicts = [c["verdict"] for c in found["changes_from_previous"] if c["by"] is None]
    assert set(verdicts) <= {"no_clear_change", "not_comparable"}
    assert verdicts.count("no_clear_change") > 60
    text = (folder / "year5-report" / "report.md").read_text(encoding="utf-8")
    assert "Utviklingen over alle målingene" in text
    assert "2020, 2023 og 2025" in text


def test_init_writes_a_project_that_the_next_command_reads(tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "example")
    (folder / "nullpunkt.yaml").unlink()
    waves = ["--wave", "responses-2020.xlsx", "--wave", "responses-2023.xlsx"]
    assert run(["init", str(folder), "--name", "Bø: «ny»", *waves]) == 0
    assert run(["analyse", str(folder / "responses-2023.xlsx"), "--format", "md", "-q"]) == 0
    found = results(folder / "responses-2023-report")
    assert (found["unit"]["name"], found["wave"]["label"]) == ("Bø: «ny»", "follow_up")
    assert found["changes"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_init_explains_itself_in_every_language(tmp_path: Path, language: str) -> None:
    assert run(["init", str(tmp_path), "--language", language]) == 0
    text = (tmp_path / "nullpunkt.yaml").read_text(encoding="utf-8")
    keys = ("unit", "formats", "profile", "merge", "baseline", "services", "comparable_with_note", "respondent_code")
    assert all(f"# {key}:" in text for key in keys)


def test_init_leaves_a_file_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "nullpunkt.yaml").write_text("name: Bø\n", encoding="utf-8")
    assert "is there already" in failing(capsys, "init", str(tmp_path))
    assert (tmp_path / "nullpunkt.yaml").read_text(encoding="utf-8") == "name: Bø\n"
