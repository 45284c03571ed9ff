"""`nullpunkt analyse` as its users run it: whole processes on whole files."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "bamble"


def nullpunkt(
    *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nullpunkt", *(str(argument) for argument in arguments)],
        cwd=cwd,
        env={**os.environ, "LC_ALL": "nb_NO.UTF-8", **(env or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


def hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def bamble(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path / "bamble")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("finished") / "bamble")
    done = nullpunkt("analyse", "responses.xlsx", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_two_published_findings_are_said_as_the_reader_sees_them(finished: Path) -> None:
    text = (finished / "responses-report" / "report.md").read_text(encoding="utf-8")
    assert "Nesten 90 prosent av de ansatte har vært bekymret for et barn eller en ung person" in text
    culture = next(
        line for line in text.splitlines() if "svarer ja på at tjenesten har kultur for å samarbeide" in line
    )
    assert "68 prosent" in culture


def test_the_files_of_the_contract_are_there(finished: Path) -> None:
    report, private = finished / "responses-report", finished / "responses-private"
    assert {path.name for path in report.iterdir()} == {
        "estimates.csv",
        "figures",
        "manifest.json",
        "report.docx",
        "report.html",
        "report.md",
        "results.json",
        "tables.xlsx",
    }
    assert {path.name for path in private.iterdir()} == {"disclosure-log.json", "inputs.json", "quality.json"}
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    written = {name: digest for name, digest in hashes(report).items() if name != "manifest.json"}
    assert manifest["files"] == written


def test_what_was_recognised_is_said(bamble: Path) -> None:
    done = nullpunkt("analyse", "responses.xlsx", "--format", "md", cwd=bamble)
    assert "Microsoft Forms" in done.stderr
    assert "bti-ansatte" in done.stderr
    assert done.stdout == ""


def test_the_same_bytes_elsewhere(finished: Path, bamble: Path) -> None:
    env = {"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "77"}
    done = nullpunkt("analyse", bamble / "responses.xlsx", cwd=bamble.parent, env=env)
    assert done.returncode == 0, done.stderr
    assert hashes(bamble / "responses-report") == hashes(finished / "responses-report")
    assert hashes(bamble / "responses-private") == hashes(finished / "responses-private")


def test_a_report_is_not_replaced_unless_asked(finished: Path) -> None:
    before = hashes(finished / "responses-report")
    refused = nullpunkt("analyse", "responses.xlsx", cwd=finished)
    assert refused.returncode == 1
    assert "--overwrite" in refused.stderr
    assert hashes(finished / "responses-report") == before


def broken(folder: Path, kind: str) -> Path:
    """A file that cannot be analysed, made from the example."""
    import openpyxl

    path = folder / f"{kind}.xlsx"
    match kind:
        case "nothing":
            path.write_bytes(b"")
        case "picture":
            path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
        case "locked":
            path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512) + "EncryptedPackage".encode("utf-16-le"))
        case "empty-sheet":
            openpyxl.Workbook().save(path)
        case "another-survey":
            book = openpyxl.Workbook()
            book.active.append(["Navn på hunden", "Rase", "Vekt"])
            book.active.append(["Passopp", "Buhund", "17"])
            book.save(path)
        case "missing-question" | "extra-column":
            book = openpyxl.load_workbook(EXAMPLE / "responses.xlsx")
            sheet = book.active
            if kind == "missing-question":
                sheet.delete_cols(11)
            else:
                sheet.cell(1, sheet.max_column + 1, "Hva heter katten din?")
                sheet.cell(2, sheet.max_column, "Mons")
            book.save(path)
    return path


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("nothing", "nothing.xlsx"),
        ("picture", "picture.xlsx"),
        ("locked", "locked.xlsx"),
        ("empty-sheet", "empty-sheet.xlsx"),
        ("another-survey", "--survey"),
        ("missing-question", "--accept missing-item"),
        ("extra-column", "--accept unknown-column"),
        ("not-there", "not-there.xlsx"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_is_written(tmp_path: Path, kind: str, said: str) -> None:
    path = broken(tmp_path, kind) if kind != "not-there" else tmp_path / "not-there.xlsx"
    before = sorted(tmp_path.iterdir())
    done = nullpunkt("analyse", path, "--format", "md", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "feil i programmet selv" not in done.stderr
    assert "Mons" not in done.stderr
    assert "Passopp" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_without_a_survey(tmp_path: Path) -> None:
    (tmp_path / "tom").mkdir()
    done = nullpunkt("analyse", tmp_path / "tom", cwd=tmp_path)
    assert done.returncode == 1
    assert "tom" in done.stderr


def test_what_is_left_out_can_be_accepted_and_is_named_in_the_report(tmp_path: Path) -> None:
    path = broken(tmp_path, "missing-question")
    done = nullpunkt("analyse", path, "--accept", "missing-item", "--format", "md", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "missing-question-report" / "report.md").read_text(encoding="utf-8")
    assert "Hva som er utelatt" in text


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_place_that_cannot_be_written_to(bamble: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    done = nullpunkt("analyse", "responses.xlsx", "--output", locked / "ut", cwd=bamble)
    assert done.returncode == 1
    assert "cannot write" in done.stderr


def test_an_output_below_a_file_is_refused(bamble: Path) -> None:
    done = nullpunkt("analyse", "responses.xlsx", "--output", "README.md/ut", cwd=bamble)
    assert done.returncode == 1
    assert "README.md" in done.stderr
    assert not (bamble / "responses-private").exists()


def test_a_file_where_all_answered_too_little_says_what_can_be_done(tmp_path: Path) -> None:
    questions = [f"Påstand {number}" for number in range(10)]
    options = "[{code: a, text: Enig}, {code: b, text: Uenig}]"
    asked = "".join(
        f"  - {{id: p{n}, text: {text}, type: single, options: {options}}}\n" for n, text in enumerate(questions)
    )
    (tmp_path / "survey.yaml").write_text(
        f"id: kort\nversion: '1'\ntitle: Kort\nchapters:\n- id: a\n  title: A\n  questions:\n{asked}", encoding="utf-8"
    )
    rows = [questions, *(["Enig", "Uenig", *[""] * 8] for _ in range(6))]
    (tmp_path / "svar.csv").write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    told = nullpunkt("analyse", "svar.csv", "--survey", "survey.yaml", cwd=tmp_path)
    assert told.returncode == 1
    assert "for få spørsmål" in told.stderr
    assert "min_answered" in told.stderr
