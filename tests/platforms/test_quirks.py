"""What single platforms do, beyond the round trip."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import make_survey
from tests.exports.tables import Rows, choice, choices, sheet_of, table_of, texts_in

from nullpunkt.errors import FileError
from nullpunkt.platforms import registry
from nullpunkt.platforms.headers import shared_stems, split_brackets
from nullpunkt.platforms.limesurvey_structure import parse_structure
from nullpunkt.platforms.raw import Document, DocumentKind, RawFiles, Variable
from nullpunkt.platforms.registry import PLATFORMS, platform, recognise_table
from nullpunkt.responses.coding import code
from nullpunkt.responses.table import BLANK, NOT_ASKED, RawTable
from nullpunkt.survey.model import ItemKey

INFRASTRUCTURE = {
    "dates", "encoding", "headers", "joining", "layout", "limesurvey_structure", "raw", "registry", "roles",
}  # fmt: skip


def test_every_module_is_registered_or_shared() -> None:
    folder = Path(registry.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - INFRASTRUCTURE - {"__init__"}

    assert {name.rpartition(".")[2] for name in PLATFORMS.values()} == modules
    assert all(callable(platform(name).recognise) and callable(platform(name).to_table) for name in PLATFORMS)


def _sheets(**sheets: Rows) -> RawTable:
    return recognise_table(RawFiles("svar.xlsx", tuple(sheet_of(rows, name=name) for name, rows in sheets.items())))


def test_forms_by_its_times_where_the_language_is_unknown() -> None:
    headers = ["ID", "Aloitus", "Lopetus", "Sähköposti", "Rolle?"]
    table = table_of([headers, ["1", "2026-03-02 08:00:00", "2026-03-02 08:09:00", "a@b.no", "Leder"]], name="Form1")

    assert table.recognition.evidence[1] == "columns 2 and 3 hold the times of start and completion"
    assert [column.header for column in table.columns] == ["Rolle?"]


def test_forms_quiz_columns_and_helper_sheets_are_left_out() -> None:
    headers = ["Id", "Start time", "Completion time", "Email", "Name", "Total points", "Quiz feedback"]
    quiz = ["Rolle?", "Points - Rolle?", "Feedback - Rolle?"]
    rows = [[*headers, *quiz], ["3", "x", "y", "anonymous", "", "5", "", "Leder", "1", ""]]

    table = _sheets(_56F9DC9755BA473782653E2940F9=[["x", "y", "z"]], Form1=rows)

    assert (table.sheet, [column.header for column in table.columns]) == ("Form1", ["Rolle?"])


def test_wide_surveyxact_datasets_continue_on_a_second_sheet() -> None:
    structure = [
        ["questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText"],
        ["rolle", "rolle", "Closed", "Single", "Rolle?", "", ""],
        ["tema", "tema", "Open", "String", "Tema?", "", ""],
    ]
    first, second = (
        [["rolle"], ["1"], ["2"], ["1"]],
        [["tema", "stato_3", "stato_4"], ["a", "0", "1"], ["b", "0", "1"], ["c", "1", "0"]],
    )
    sheets = {"Labels": [["rolle", "1", "Leder"], ["rolle", "2", "Ansatt"]], "Dataset(1)": first, "Dataset(2)": second}

    table = _sheets(**sheets, Structure=structure)

    assert (texts_in(table, 0), texts_in(table, 1)) == (["Leder", "Ansatt"], ["a", "b"])


@pytest.mark.parametrize(
    ("state", "reason"), [(1, "invited_only"), (2, "invited_only"), (3, "in_progress"), (5, "declined")]
)
def test_surveyxact_states(state: int, reason: str) -> None:
    headers = ["rolle", *(f"stato_{n}" for n in range(1, 6))]
    other = ["x", *("1" if n == state else "0" for n in range(1, 6))]

    table = _sheets(Dataset=[headers, ["y", "0", "0", "0", "1", "0"], other])

    assert (table.rows, [(part.reason, part.rows) for part in table.left_out]) == (1, [(reason, 1)])
    assert "known by their short names only" in table.notes[0]


def test_a_part_of_a_surveyxact_set_is_refused() -> None:
    with pytest.raises(FileError, match="without the answers"):
        _sheets(Labels=[["rolle", "1", "Leder"], ["rolle", "2", "Ansatt"]])


OLD = """<document><LimeSurveyDocType>Survey</LimeSurveyDocType>
<surveys><rows><row><language>nb</language></row></rows></surveys>
<answers><rows><row><qid>1</qid><code>A1</code><answer>Leder</answer><language>nb</language></row>
<row><qid>1</qid><code>A1</code><answer>Leader</answer><language>en</language></row></rows></answers>
<questions><rows>
<row><qid>1</qid><parent_qid>0</parent_qid><type>L</type><title>Q1</title><question><![CDATA[<p>Rolle?</p>]]></question><language>nb</language></row>
<row><qid>1</qid><parent_qid>0</parent_qid><type>L</type><title>Q1</title><question>Role?</question><language>en</language></row>
<row><qid>2</qid><parent_qid>0</parent_qid><type>M</type><title>Q2</title><question>Tema?</question><language>nb</language></row>
</rows></questions>
<subquestions><rows><row><qid>3</qid><parent_qid>2</parent_qid><title>SQ001</title><question>Rus</question><language>nb</language></row>
</rows></subquestions></document>"""
NEW = """<document><LimeSurveyDocType>Survey</LimeSurveyDocType>
<surveys><rows><row><language>nb</language></row></rows></surveys>
<answers><rows><row><aid>9</aid><qid>1</qid><code>A1</code></row></rows></answers>
<answer_l10ns><rows><row><aid>9</aid><answer>Leder</answer><language>nb</language></row></rows></answer_l10ns>
<questions><rows><row><qid>1</qid><parent_qid>0</parent_qid><type>L</type><title>Q1</title></row>
<row><qid>2</qid><parent_qid>0</parent_qid><type>M</type><title>Q2</title></row></rows></questions>
<subquestions><rows><row><qid>3</qid><parent_qid>2</parent_qid><title>SQ001</title></row></rows></subquestions>
<question_l10ns><rows><row><qid>1</qid><question>&lt;p&gt;Rolle?&lt;/p&gt;</question><language>nb</language></row>
<row><qid>2</qid><question>Tema?</question><language>nb</language></row>
<row><qid>3</qid><question>Rus</question><language>nb</language></row></rows></question_l10ns></document>"""


@pytest.mark.parametrize("definition", [OLD, NEW], ids=["version 3", "version 6"])
def test_limesurvey_codes_get_their_texts_from_the_definition(definition: str) -> None:
    structure = parse_structure(definition.encode(), file="s.lss")
    assert {code: question.text for code, question in structure.items()} == {"Q1": "Rolle?", "Q2": "Tema?"}

    sheet = sheet_of([["id", "lastpage", "startlanguage", "Q1", "Q2[SQ001]"], ["1", "3", "nb", "A1", "Y"]], name=None)
    document = Document("s.lss", DocumentKind.LIMESURVEY, definition.encode())
    table = recognise_table(RawFiles("svar.csv", (sheet,), (document,)))

    assert [(column.header, column.part) for column in table.columns] == [("Rolle?", ""), ("Tema?", "Rus")]
    assert texts_in(table, 0) == ["Leder"]


def test_a_hostile_definition_is_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">]><document>&a;</document>'

    with pytest.raises(FileError, match="is not a LimeSurvey definition"):
        parse_structure(laughs, file="s.lss")


def test_limesurvey_vv_export_has_codes_in_the_second_row() -> None:
    texts = ["Response ID", "Date submitted", "Last page", "Rolle?"]
    codes = ["id", "submitdate", "lastpage", "rolle"]
    rows = [
        texts,
        codes,
        ["1", "2026-03-02 10:00:00", "3", "Leder"],
        ["2", "2026-03-03 10:00:00", "3", "{question_not_shown}"],
    ]
    survey = make_survey(choice("rolle", "Rolle?", *choices("Ansatt", "Leder")), choice("x", "X?", *choices("Ja")))

    coded = code(table_of(rows, name=None), survey, min_answered=0)

    assert coded.responses.choices[ItemKey("rolle")].tolist() == [1]


def test_eusurvey_short_names_are_taken_off_and_wide_surveys_joined() -> None:
    first = [
        ["Alias", "k"],
        ["Export Date", "d"],
        [],
        ["Rolle? (rolle)", "Tema? (tema)"],
        ["Leder (l)", "Rus (r); Vold (v)"],
    ]
    second = [[], [], [], ["Alder? (alder)", "Contribution Id", "User Name"], ["41 (a)", "c-1", "Anonymous"]]

    table = _sheets(Content=first, Content1=second)

    assert [(column.header, column.name) for column in table.columns] == [
        ("Rolle?", "rolle"), ("Tema?", "tema"), ("Alder?", "alder"),
    ]  # fmt: skip
    assert [texts_in(table, column) for column in range(3)] == [["Leder"], ["Rus; Vold"], ["41"]]


def test_efs_codes_for_what_was_not_seen() -> None:
    headers = ["lfdn", "tester", "dispcode", "lastpage", "v_1", "v_2"]
    rows = [
        ["1", "0", "31", "9", "-77", "0"],
        ["2", "0", "31", "9", "2", "1"],
        ["3", "0", "32", "9", "0", "-99"],
        ["4", "1", "31", "9", "2", "1"],
    ]

    table = table_of([headers, *rows], name=None)

    assert texts_in(table, 0) == [NOT_ASKED, "2", BLANK]
    assert texts_in(table, 1) == ["0", "1", BLANK]
    assert [(part.reason, part.rows) for part in table.left_out] == [("test", 1)]


def test_spss_missing_codes_are_answers_only_where_an_option_says_so() -> None:
    from dataclasses import replace

    labels = {"1": "Ja", "98": "Vet ikke", "99": "Ønsker ikke å svare"}
    variable = Variable("q1", "Rolle?", labels, frozenset({"98", "99"}))
    sheet = replace(sheet_of([[1.0], [98.0], [99.0], [97.0]], name=None), variables=(variable,))
    survey = make_survey(choice("rolle", "Rolle?", *choices("Ja", dont_know="Vet ikke")))

    coded = code(recognise_table(RawFiles("d.sav", (sheet,))), survey, min_answered=0)

    assert coded.responses.choices[ItemKey("rolle")].tolist() == [0, 1]
    assert [str(issue.code) for issue in coded.issues] == ["undeclared-missing", "empty-row"]


def test_an_xlsform_is_a_questionnaire() -> None:
    with pytest.raises(FileError, match="is a questionnaire"):
        _sheets(SURVEY=[["type", "name", "label"], ["text", "a", "A?"]], choices=[["list_name"]])


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Enig? [Vi møtes]", ("Enig?", "Vi møtes")),
        ("Q1[SQ001]", ("Q1", "SQ001")),
        ("Enig? [Rad][Kolonne]", ("Enig?", "Rad Kolonne")),
        ("[bare dette]", None),
        ("Uten [ende", None),
        ("[a] og [b] midt i", None),
    ],
)
def test_brackets(header: str, expected: tuple[str, str] | None) -> None:
    assert split_brackets(header) == expected


def test_a_dash_without_a_neighbour_is_no_stem() -> None:
    assert shared_stems(["Alder - i år", "Kjønn"]) == [("Alder - i år", ""), ("Kjønn", "")]
