"""The report's words, pages and pictures can be changed by whoever uses it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nullpunkt.cli import run
from nullpunkt.resources import shipped

EXAMPLE = Path(__file__).parents[2] / "examples" / "bamble"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return shutil.copytree(EXAMPLE, tmp_path / "bamble")


def analyse(folder: Path, *more: str) -> Path:
    assert run(["analyse", str(folder / "responses.xlsx"), "--quiet", *more]) == 0
    return folder / "responses-report"


def test_a_copied_template_and_a_changed_word_go_before_the_shipped_ones(project: Path) -> None:
    own = project / "own"
    assert run(["templates", "copy", str(own)]) == 0
    words = own / "languages" / "nb.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("Det viktigste", "Kort fortalt"), encoding="utf-8")
    page = own / "markdown" / "report.md.j2"
    page.write_text("Vår egen topp\n\n" + page.read_text(encoding="utf-8"), encoding="utf-8")
    with (project / "nullpunkt.yaml").open("a", encoding="utf-8") as file:
        file.write("templates: own\n")
    text = (analyse(project, "--format", "md") / "report.md").read_text(encoding="utf-8")
    assert text.startswith("Vår egen topp")
    assert "Kort fortalt" in text


def test_copied_templates_are_the_shipped_ones_and_are_not_replaced(tmp_path: Path) -> None:
    assert run(["templates", "copy", str(tmp_path / "own")]) == 0
    copied = tmp_path / "own" / "html" / "report.css"
    assert copied.read_bytes() == (shipped("templates") / "html" / "report.css").read_bytes()
    assert run(["templates", "copy", str(tmp_path / "own")]) == 1
    assert run(["templates", "copy", str(tmp_path / "own"), "--overwrite"]) == 0


def test_raster_pictures_beside_the_vector_ones(project: Path) -> None:
    figures = analyse(project, "--format", "md", "--figures", "png") / "figures"
    names = {path.stem for path in figures.glob("*.svg")}
    assert names == {path.stem for path in figures.glob("*.png")}
    assert (figures / "response-rate.png").read_bytes().startswith(b"\x89PNG")


def test_the_municipalitys_own_word_document(project: Path) -> None:
    import docx

    own = docx.Document()
    own.sections[0].footer.paragraphs[0].text = "Vestre Bygd kommune"
    own.save(project / "mal.docx")
    report = analyse(project, "--format", "docx", "--word-template", str(project / "mal.docx"))
    footers = [p.text for s in docx.Document(report / "report.docx").sections for p in s.footer.paragraphs]
    assert "Vestre Bygd kommune" in footers


def test_an_unknown_kind_of_picture(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", str(project / "responses.xlsx"), "--figures", "gif"]) == 2
    assert "gif" in capsys.readouterr().err
