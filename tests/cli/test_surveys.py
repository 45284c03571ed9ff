"""`nullpunkt surveys draft`, `import` and `export` as they are typed, and the mapping for what is left over."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.exports.cells import write_text
from tests.exports.forms import write_forms
from tests.exports.limesurvey import write_limesurvey
from tests.exports.nettskjema import write_elements, write_nettskjema
from tests.exports.simulated import Person, simulate
from tests.exports.surveyxact import surveyxact_tables, write_surveyxact, write_surveyxact_set
from tests.platforms.test_round_trip import EXPORTS

from nullpunkt.cli import run
from nullpunkt.errors import InputError
from nullpunkt.loading.surveys import check_survey, load_survey
from nullpunkt.questionnaires import drafted, imported, load_questionnaire
from nullpunkt.request import CommandLine, request_for
from nullpunkt.survey.model import GridQuestion, MultipleQuestion, Survey
from nullpunkt.workflows import analyse, validate


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey("bekymring")


@pytest.fixture(scope="module")
def people(survey: Survey) -> tuple[Person, ...]:
    return simulate(survey, people=80, seed=3)


def published(responses: Sequence[Path], definition: str, folder: Path) -> int:
    """How many numbers `analyse` publishes of the export."""
    line = CommandLine(responses=tuple(responses), survey=definition, formats=("md",), output=folder / "report")
    analyse(request_for(line, known_formats=("md",)))
    found = json.loads((folder / "report" / "results.json").read_text(encoding="utf-8"))
    return sum(estimate["status"] == "published" for estimate in found["estimates"])


@pytest.mark.parametrize("name", EXPORTS)
def test_a_draft_holds_and_reads_the_export_that_it_was_made_from(
    name: str, survey: Survey, people: tuple[Person, ...], tmp_path: Path
) -> None:
    if name == "SPSS":
        pytest.importorskip("pyreadstat")
    responses = EXPORTS[name][1](tmp_path, survey, people)

    written = drafted(tuple(responses), language="nb")
    definition = tmp_path / "utkast.yaml"
    definition.write_text(written.text, encoding="utf-8")

    assert "kanari" not in written.text.casefold(), "what people wrote, their names and addresses stay out"
    assert written.text.count("# sjekk:") == written.notes > 0
    assert check_survey(definition) == ()
    assert published(responses, str(definition), tmp_path) > 50


def test_the_command_writes_a_file_and_never_over_another(
    survey: Survey, people: tuple[Person, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    responses = write_forms(tmp_path / "svar.xlsx", survey, people)
    target = tmp_path / "vaar.yaml"
    target.write_text("mitt", encoding="utf-8")

    assert run(["surveys", "draft", str(responses), "--output", str(target)]) == 1
    assert target.read_text(encoding="utf-8") == "mitt"
    assert run(["surveys", "draft", str(responses), "--output", str(target), "--overwrite"]) == 0
    assert target.read_text(encoding="utf-8").startswith("# sjekk: ")
    capsys.readouterr()
    assert run(["surveys", "draft", str(responses)]) == 0
    assert "id: svar\n" in capsys.readouterr().out


def test_an_unknown_format_of_forms_is_wrong_usage(tmp_path: Path) -> None:
    assert run(["surveys", "export", "bekymring", "--format", "pdf", "--output", str(tmp_path / "x.pdf")]) == 2
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize("kind", ["xlsform", "lss", "xlsx", "docx", "md"])
def test_every_format_is_written(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["surveys", "export", "bekymring", "--format", kind, "--language", "nn"]) == 0
    assert [path.name.startswith("bekymring") for path in tmp_path.iterdir()] == [True]


def test_the_blank_workbook_lets_only_the_answers_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    assert run(["surveys", "export", "bekymring", "--format", "xlsx", "--output", str(path)]) == 0

    book = load_workbook(path)

    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] == ["Svar", "Veiledning"]
    rules = book["Svar"].data_validations.dataValidation
    lists = {rule.formula1 for rule in rules if rule.type == "list"}
    assert lists
    assert all(formula.startswith("'Lister'!$") or formula.startswith("Lister!$") for formula in lists)


@pytest.mark.parametrize("kind", ["xlsform", "lss"])
def test_another_platforms_form_can_stand_in_for_a_definition(
    kind: str, survey: Survey, people: tuple[Person, ...], tmp_path: Path
) -> None:
    form = tmp_path / ("skjema.xlsx" if kind == "xlsform" else "skjema.lss")
    assert run(["surveys", "export", "bekymring", "--format", kind, "--output", str(form)]) == 0
    responses = write_forms(tmp_path / "svar.xlsx", survey, people)

    assert published([responses], str(form), tmp_path) > 50
    definition = tmp_path / "skjema.yaml"
    assert run(["surveys", "import", str(form), "--output", str(definition)]) == 0
    assert check_survey(definition) == ()


def test_surveyxacts_structure_gives_order_and_texts_of_answers(
    survey: Survey, people: tuple[Person, ...], tmp_path: Path
) -> None:
    book = write_surveyxact(tmp_path / "data.xlsx", surveyxact_tables(survey, people))
    found = imported((book,)).survey
    assert [question.text.into("nb") for question in found.questions] == [q.text.into("nb") for q in survey.questions]
    several = [question for question in found.questions if isinstance(question, MultipleQuestion)]
    asked = [question for question in survey.questions if isinstance(question, MultipleQuestion)]
    assert [[option.text.into("nb") for option in question.options] for question in several] == [
        [option.text.into("nb") for option in question.options] for question in asked
    ]


def test_structure_and_labels_are_enough(survey: Survey, people: tuple[Person, ...], tmp_path: Path) -> None:
    write_surveyxact_set(tmp_path, surveyxact_tables(survey, people), dialect="semicolon ANSI")
    (tmp_path / "dataset.csv").unlink()
    found = imported((tmp_path / "structure.csv", tmp_path / "labels.csv")).survey
    assert len(found.questions) == len(survey.questions)


def test_nettskjemas_codebook_is_a_definition(tmp_path: Path) -> None:
    survey = load_survey("bti-ansatte")
    people = simulate(survey, people=60)
    answers = write_nettskjema(tmp_path / "data.txt", survey, people)
    codebook = write_elements(tmp_path / "elements.json", survey)

    found = load_questionnaire(str(codebook))

    assert [question.id for question in found.questions] == [question.id for question in survey.questions]
    rows = [[row.id for row in question.rows] for question in found.questions if isinstance(question, GridQuestion)]
    assert rows == [[row.id for row in q.rows] for q in survey.questions if isinstance(q, GridQuestion)]
    assert published([answers], str(codebook), tmp_path) > 200


def test_a_file_of_answers_is_no_definition(survey: Survey, people: tuple[Person, ...], tmp_path: Path) -> None:
    answers = write_limesurvey(tmp_path / "svar.csv", survey, people, codes=True)
    with pytest.raises(InputError, match="describes no questionnaire"):
        imported((answers,))


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><document><LimeSurveyDocType>&b;'
        "</LimeSurveyDocType></document>",
        '<?xml version="1.0"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>4',
        '<?xml version="1.0"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>',
        '<?xml version="1.0"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType><questions><rows><row><qid>x</qid>'
        "<type>X</type><question_order>mange</question_order></row></rows></questions></document>",
    ],
)
def test_a_broken_structure_is_refused_in_words(content: str, tmp_path: Path) -> None:
    path = tmp_path / "skjema.lss"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        imported((path,))


def test_a_mapping_settles_what_is_left_over(survey: Survey, people: tuple[Person, ...], tmp_path: Path) -> None:
    """Two columns whose headers somebody changed by hand: one is a question, one is nothing of ours."""
    original = survey.by_id["bekymret"].text.into("nb")
    responses = write_forms(tmp_path / "svar.xlsx", survey, people)
    book = load_workbook(responses)
    sheet = book.active
    headers = {str(cell.value).replace("\u00a0", " "): cell for cell in sheet[1]}
    headers[original].value = "Kolonne vi døpte om"
    place = sheet.max_column + 1
    sheet.cell(1, place, "Notat fra møtet")
    sheet.cell(2, place, "ta kontakt")
    book.save(responses)
    line = CommandLine(responses=(responses,), survey="bekymring")

    def open_columns() -> list[str]:
        issues = validate(request_for(line, known_formats=())).issues
        return [str(i.code) for i in issues if i.code in ("unknown-column", "missing-item", "ambiguous-column")]

    assert open_columns() == ["unknown-column", "unknown-column", "missing-item"]
    (tmp_path / "nullpunkt.yaml").write_text(
        "mapping:\n  Kolonne vi døpte om: bekymret\n  Notat fra møtet: ignore\n", encoding="utf-8"
    )
    assert open_columns() == []
    assert published([responses], "bekymring", tmp_path) > 50


def test_a_mapping_to_what_does_not_exist_says_what_does(tmp_path: Path) -> None:
    answers = write_text(tmp_path / "svar.csv", [["Er du bekymret?", "B"], *[["Ja", "x"]] * 9])
    (tmp_path / "nullpunkt.yaml").write_text("mapping:\n  Er du bekymret?: bekymre\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        validate(request_for(CommandLine(responses=(answers,), survey="bekymring"), known_formats=()))
    assert caught.value.hint == "Did you mean «bekymret»?"
