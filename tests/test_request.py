"""What was typed wins over the project file, which wins over what is usual."""

from __future__ import annotations

from pathlib import Path

import pytest

from nullpunkt.disclosure.policy import Profile
from nullpunkt.errors import DefinitionError, FileError, PolicyError, UsageError
from nullpunkt.request import CommandLine, request_for

FORMATS = ("html", "docx", "md")


def project(folder: Path, text: str) -> Path:
    (folder / "nullpunkt.yaml").write_text(text, encoding="utf-8")
    return folder / "svar.xlsx"


def test_without_a_project_everything_is_usual(tmp_path: Path) -> None:
    request = request_for(CommandLine(responses=(tmp_path / "svar.xlsx",)), known_formats=FORMATS)
    assert request.output == tmp_path / "svar-report"
    assert request.private == tmp_path / "svar-private"
    assert (request.language, request.formats, request.policy.min_group) == ("nb", ("html", "docx", "md"), 5)


def test_the_project_file_beside_the_responses_is_used(tmp_path: Path) -> None:
    responses = project(tmp_path, "name: Bø\nlanguage: nn\nformats: [docx]\nprofile: strict\npopulation: staff.csv\n")
    request = request_for(CommandLine(responses=(responses,)), known_formats=FORMATS)
    assert (request.name, request.language, request.formats) == ("Bø", "nn", ("docx",))
    assert request.policy.profile is Profile.STRICT
    assert request.population == tmp_path / "staff.csv"


def test_the_command_line_wins(tmp_path: Path) -> None:
    responses = project(tmp_path, "name: Bø\nlanguage: nn\nmin_group: 8\n")
    line = CommandLine(responses=(responses,), language="en", name="Sauherad", min_group=6)
    request = request_for(line, known_formats=FORMATS)
    assert (request.name, request.language, request.policy.min_group) == ("Sauherad", "en", 6)


@pytest.mark.parametrize("formats", [("html", "docx"), ("html,docx",), ("html, docx", "html")])
def test_formats_are_given_one_by_one_or_with_commas(tmp_path: Path, formats: tuple[str, ...]) -> None:
    line = CommandLine(responses=(tmp_path / "svar.xlsx",), formats=formats)
    assert request_for(line, known_formats=FORMATS).formats == ("html", "docx")


def test_all_formats(tmp_path: Path) -> None:
    line = CommandLine(responses=(tmp_path / "svar.xlsx",), formats=("all",))
    assert request_for(line, known_formats=FORMATS).formats == FORMATS


def test_output_decides_where_the_private_folder_is(tmp_path: Path) -> None:
    line = CommandLine(responses=(tmp_path / "svar.xlsx",), output=tmp_path / "ut")
    assert request_for(line, known_formats=FORMATS).private == tmp_path / "ut-private"


@pytest.mark.parametrize(
    ("line", "error", "message"),
    [
        ({"language": "se"}, UsageError, "'se' is no language"),
        ({"formats": ("odt",)}, UsageError, "'odt' is no format"),
        ({"profile": "loose"}, UsageError, "'loose' is no profile"),
        ({"min_group": 2, "accept_risk": True}, PolicyError, "smallest group of 2 is refused"),
        ({"min_group": 4}, PolicyError, "recognise each other"),
        ({"project": Path("nowhere.yaml")}, FileError, "no project file"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, line: dict[str, object], error: type, message: str) -> None:
    with pytest.raises(error, match=message):
        request_for(CommandLine(responses=(tmp_path / "svar.xlsx",), **line), known_formats=FORMATS)


def test_mistakes_in_the_project_file_are_told_all_at_once(tmp_path: Path) -> None:
    responses = project(tmp_path, "nmae: Bø\nlanguage: norsk\n")
    with pytest.raises(DefinitionError) as caught:
        request_for(CommandLine(responses=(responses,)), known_formats=FORMATS)
    assert caught.value.problems == (
        "nullpunkt.yaml, line 2, language: «norsk» is not possible here. Possible: nb, nn, en.",
        "nullpunkt.yaml, line 1, nmae: «nmae» is not a field here. Did you mean «name»?",
    )
