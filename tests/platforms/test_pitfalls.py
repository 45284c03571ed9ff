"""The twenty pitfalls of survey exports; each test is named after one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from tests.builders import make_survey
from tests.exports.cells import write_text
from tests.exports.forms import METADATA, write_rows
from tests.exports.simulated import simulate
from tests.exports.surveyxact import surveyxact_tables, write_surveyxact
from tests.exports.tables import choice, choices, grid, several, sheet_of, table_of, text, texts_in

from nullpunkt.platforms.raw import RawFiles
from nullpunkt.platforms.registry import recognise_table
from nullpunkt.readers.reading import read
from nullpunkt.responses.coding import Coded, code
from nullpunkt.responses.issues import IssueCode, Severity
from nullpunkt.responses.matches import How
from nullpunkt.responses.table import BLANK, NOT_ASKED, RawTable
from nullpunkt.survey.model import Condition, ItemKey, NumberQuestion, OpenQuestion, OpenType, Survey

YES_NO = choices("Ja", "Nei", dont_know="Vet ikke")


def _codes(coded: Coded, survey: Survey, question: str, item: str | None = None) -> list[str | int]:
    key = ItemKey(question, item)
    options = survey.items[key].options
    return [options[n].code if n >= 0 else int(n) for n in coded.responses.choices[key]]


def _ticked(coded: Coded, survey: Survey, question: str) -> list[set[str]]:
    options = survey.by_id[question].options  # type: ignore[union-attr]
    chosen = coded.responses.ticks[question].chosen
    return [{option.code for option, ticked in zip(options, row, strict=True) if ticked} for row in chosen]


def _forms(*rows: list[object], headers: list[str]) -> RawTable:
    """A Forms sheet: the metadata are filled in."""
    lines: list[list[object]] = [[*METADATA["nb"], *headers]]
    for number, row in enumerate(rows, start=3):
        moment = datetime(2026, 3, 2, 8, number)
        lines.append([float(number), moment, moment, "anonymous", "", "", *row])
    return table_of(lines, name="Sheet1")


def _issues(coded: Coded, kind: IssueCode) -> list[tuple[str, int]]:
    return [(issue.item, issue.count) for issue in coded.issues if issue.code is kind]


def test_01_invited_is_not_answered(tmp_path: Path) -> None:
    survey = make_survey(choice("kultur", "Er det en kultur?", *YES_NO))
    people = simulate(survey, people=20, seed=3)
    path = write_surveyxact(tmp_path / "data.xlsx", surveyxact_tables(survey, people, invited=9, begun=4))

    table = recognise_table(read([path]))

    assert table.rows == 20
    assert {part.reason: part.rows for part in table.left_out} == {"invited_only": 9, "in_progress": 4}
    assert table.recognition.evidence == ("sheets Labels, Dataset, Structure", "20 of 33 have answered")


def test_02_zero_is_not_no() -> None:
    filtered = several("tema", "Tema?", *choices("Rus", "Vold"), asked_if=Condition("bekymret", ("o1",)))
    survey = make_survey(choice("bekymret", "Bekymret?", *YES_NO), filtered)
    table = table_of(
        [
            ["Bekymret?", "Tema? - Rus", "Tema? - Vold"],
            ["Ja", "1", "0"],
            ["Nei", "0", "0"],  # never asked: zeros all the same
            ["Ja", "0", "0"],  # asked, ticked nothing
        ]
    )

    coded = code(table, survey)

    assert _ticked(coded, survey, "tema") == [{"o1"}, set(), set()]
    assert coded.responses.ticks["tema"].state.tolist() == [0, NOT_ASKED, BLANK]


def test_03_wrong_sheet_wrong_row() -> None:
    notes = sheet_of([["Husk å ringe"], ["Frist 1. mai"]], name="Notater")
    hidden = sheet_of([["a", "b", "c", "d"], ["1", "2", "3", "4"]], name="_56F9DC9755BA473782653E2940F9", visible=False)
    answers = sheet_of([["Kartlegging 2026"], [], ["Alder", "Rolle"], ["30", "Leder"]], name="Svar")

    table = recognise_table(RawFiles("svar.xlsx", (notes, hidden, answers)))

    assert (table.sheet, table.row_numbers.tolist()) == ("Svar", [4])
    assert [column.header for column in table.columns] == ["Alder", "Rolle"]


def test_04_words_for_missing_are_answers() -> None:
    survey = make_survey(choice("verktoy", "Verktøy?", *choices("None", "NA", "N/A", "null")))
    table = table_of([["Verktøy?"], ["None"], ["NA"], ["N/A"], ["null"]])

    assert _codes(code(table, survey), survey, "verktoy") == ["o1", "o2", "o3", "o4"]


def test_05_late_types() -> None:
    rows: list[list[object]] = [["Antall"], *([float(n)] for n in range(5000)), ["femti"]]

    table = table_of(rows)

    assert texts_in(table, 0)[-2:] == ["4999", "femti"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_06_encoding(tmp_path: Path, encoding: str) -> None:
    rows = [["Tjeneste", "Gjør dere «noe»?"], ["Barnehage – øst", "Alltid\u00a0ærlig"], ["SFO", "på ås"]]
    path = write_text(tmp_path / "svar.csv", rows, encoding=encoding)

    table = recognise_table(read([path]))

    assert [column.header for column in table.columns] == rows[0]
    assert texts_in(table, 0) == ["Barnehage – øst", "SFO"]
    assert any("Windows-1252" in note for note in table.notes) == (encoding == "cp1252")


@pytest.mark.parametrize(
    "content",
    [
        "Alder;Timer;Merknad\n30;4,5;ja, absolutt\n31;3,5;nei, aldri\n",
        'Alder,Timer,Merknad\n30,"4,5","ja, absolutt"\n31,"3,5","nei, aldri"\n',
        "Alder\tTimer\tMerknad\n30\t4,5\tja, absolutt\n31\t3,5\tnei, aldri\n",
        "sep=;\nAlder;Timer;Merknad\n30;4,5;ja, absolutt\n31;3,5;nei, aldri\n",
        "Alder;Timer;Merknad;\n30;4,5;ja, absolutt;\n31;3,5;nei, aldri;\n",
    ],
    ids=["semicolon", "comma", "tab", "sep line", "spare delimiter"],
)
def test_07_delimiter(tmp_path: Path, content: str) -> None:
    path = tmp_path / "svar.csv"
    path.write_text(content, encoding="utf-8")

    table = recognise_table(read([path]))

    assert [column.header for column in table.columns] == ["Alder", "Timer", "Merknad"]
    assert texts_in(table, 1) == ["4,5", "3,5"]
    assert texts_in(table, 2) == ["ja, absolutt", "nei, aldri"]


def test_07_a_single_column_gets_no_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_text("Hva hindrer deg\nmangler tid og støtte\nventetid, særlig om høsten\n", encoding="utf-8")

    assert len(recognise_table(read([path])).columns) == 1


def test_08_invisible_characters() -> None:
    survey = make_survey(choice("kultur", "Har din tjeneste kultur for å samarbeide?", *YES_NO))
    table = table_of(
        [["Har\u00a0din tjeneste kul\u00adtur\nfor å samarbeide?\u200b "], ["Ja\u00a0"], [" nei"], ["\u00a0"]]
    )

    coded = code(table, survey)

    assert _codes(coded, survey, "kultur") == ["o1", "o2"]


def test_09_duplicate_headers_with_a_digit() -> None:
    parents = ["Far", "Mor"]
    survey = make_survey(grid("utdanning", "Utdanning", parents, *YES_NO), grid("arbeid", "Arbeid", parents, *YES_NO))
    table = _forms(["Ja", "Nei", "Nei", "Ja"], headers=["Far", "Mor", "Far2", "Mor2"])

    coded = code(table, survey)

    found = {str(match.target): match.header for match in coded.matches}
    assert found == {"utdanning.r1": "Far", "utdanning.r2": "Mor", "arbeid.r1": "Far2", "arbeid.r2": "Mor2"}
    assert {match.how for match in coded.matches} == {How.ORDER}
    assert len(_issues(coded, IssueCode.NEAR_MATCH)) == 4


def test_09_a_genuine_digit_at_the_end() -> None:
    survey = make_survey(choice("team", "Team", *YES_NO), choice("team2", "Team 2", *YES_NO))

    coded = code(table_of([["Team", "Team 2"], ["Ja", "Nei"]]), survey)

    assert [str(match.target) for match in coded.matches] == ["team", "team2"]


def test_10_cut_headers_and_another_order() -> None:
    long = (
        "Hvor ofte opplever du at det er uklart hvem som har ansvaret når flere tjenester arbeider med samme barn? " * 2
    )
    survey = make_survey(choice("ansvar", long, *YES_NO), choice("rolle", "Rolle", *choices("Ansatt", "Leder")))
    table = _forms(["Leder", "Ja"], headers=["Rolle", long[:195] + " ..."])

    coded = code(table, survey)

    assert {str(match.target): match.how for match in coded.matches} == {"rolle": How.TEXT, "ansvar": How.CUT}


@pytest.mark.parametrize(
    "cell",
    [
        "Tid;Taushetsplikt; samtykke;Leder, støtte ;",
        "Tid, Taushetsplikt; samtykke, Leder, støtte",
        "Leder, støtte; Taushetsplikt; samtykke; Tid",
        "Taushetsplikt; samtykke|Tid|Leder, støtte",
        "Tid\nLeder, støtte\nTaushetsplikt; samtykke",
    ],
    ids=["Forms", "Google", "EUSurvey", "bar", "lines"],
)
def test_11_separators_inside_options(cell: str) -> None:
    options = choices("Tid", "Taushetsplikt; samtykke", "Leder, støtte", "Leder")
    survey = make_survey(several("hindringer", "Hva hindrer?", *options))

    coded = code(table_of([["Nr", "Hva hindrer?"], ["1", cell], ["2", cell]]), survey)

    assert _ticked(coded, survey, "hindringer") == [{"o1", "o2", "o3"}] * 2
    assert not _issues(coded, IssueCode.UNKNOWN_OPTION)


def test_11_names_joined_by_blanks() -> None:
    survey = make_survey(several("hindringer", "Hva hindrer?", *choices("Tid", "Leder")))

    coded = code(table_of([["Nr", "Hva hindrer?"], ["1", "o2 o1"], ["2", "o1"]]), survey)

    assert _ticked(coded, survey, "hindringer") == [{"o1", "o2"}, {"o1"}]


def test_12_two_header_rows() -> None:
    survey = make_survey(grid("samarbeid", "Hvor enig er du?", ["Vi møtes", "Vi snakkes"], *YES_NO))
    table = table_of(
        [["", "Hvor enig er du?", "", "Annet"], ["Nr", "Vi møtes", "Vi snakkes", "By"], ["1", "Ja", "Nei", "X"]]
    )

    coded = code(table, survey)

    assert (_codes(coded, survey, "samarbeid", "r1"), _codes(coded, survey, "samarbeid", "r2")) == (["o1"], ["o2"])


def test_13_codes_out_of_order_follow_their_labels() -> None:
    structure = [
        ["questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText"],
        ["s_6", "s_6", "Closed", "Single", "Når bestemte du deg?", "", ""],
    ]
    labels = [["s_6", "5", "Tidlig"], ["s_6", "1", "Sent"], ["s_6", "-7", "Vet ikke"]]
    dataset = [["s_6", "stato_4"], ["5", "1"], ["1", "1"], ["-7", "1"]]
    survey = make_survey(choice("naar", "Når bestemte du deg?", *choices("Tidlig", "Sent", dont_know="Vet ikke")))
    sheets = [
        sheet_of(rows, name=name) for name, rows in (("Labels", labels), ("Dataset", dataset), ("Structure", structure))
    ]

    coded = code(recognise_table(RawFiles("d.xlsx", tuple(sheets))), survey)

    assert _codes(coded, survey, "naar") == ["o1", "o2", "vet"]


def test_14_undeclared_missing_codes() -> None:
    number = NumberQuestion(id="moter", text=text("Antall møter"), minimum=0, maximum=50)
    survey = make_survey(choice("enig", "Enig?", *choices("Uenig", "Enig", scored=True)), number)
    table = table_of([["Enig?", "Antall møter"], ["2", "12"], ["98", "99"], ["1", "3"]])

    coded = code(table, survey, min_answered=0)

    assert _codes(coded, survey, "enig") == ["o2", "o1"]
    assert sorted(_issues(coded, IssueCode.UNDECLARED_MISSING)) == [("enig", 1), ("moter", 1)]


def test_15_short_names_are_joined_through_the_structure() -> None:
    structure = [
        ["questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText"],
        ["b_1", "b_1", "Closed", "Single", "Kjønn", "", ""],
        ["b_1", "b_1_1", "Closed", "Single", "Skole", "", ""],
        ["tema", "tema_3", "Closed", "Multiple", "Tema?", "1", "Rus"],
        ["respondentid", "responde", "Open", "Double", "Respondent-ID", "", ""],
    ]
    dataset = [["b_1", "b_1_1", "tema_3", "responde", "stato_4"], ["1", "2", "1", "77", "1"]]
    labels = [["b_1", "1", "Kvinne"], ["b_1_1", "2", "Åsen"]]
    sheets = [
        sheet_of(rows, name=name) for name, rows in (("Labels", labels), ("Dataset", dataset), ("Structure", structure))
    ]

    table = recognise_table(RawFiles("d.xlsx", tuple(sheets)))

    assert [(column.header, column.part) for column in table.columns] == [
        ("Kjønn", ""),
        ("Skole", ""),
        ("Tema?", "Rus"),
    ]
    assert (texts_in(table, 0), texts_in(table, 1), texts_in(table, 2)) == (["Kvinne"], ["Åsen"], ["1"])
    assert [(dropped.header, dropped.role) for dropped in table.dropped] == [("responde", "key"), ("stato_4", "status")]


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (["Rolle?"], ["Vaktmester på ungdomsskolen"]),
        (["Rolle?", "Rolle? - Annet, spesifiser:"], ["Annet", "Vaktmester"]),
        (["Rolle?", "Rolle? [Other]"], ["", "Vaktmester"]),
        (["rolle", "rolle_other"], ["", "Vaktmester"]),
    ],
    ids=["inline", "SurveyXact", "LimeSurvey", "XLSForm"],
)
def test_16_other(headers: list[str], row: list[object]) -> None:
    survey = make_survey(choice("rolle", "Rolle?", *choices("Ansatt", "Leder", other="Annet")))
    blank = [""] * (len(headers) - 1)

    coded = code(table_of([headers, row, ["Leder", *blank], ["Ansatt", *blank]]), survey)

    assert _codes(coded, survey, "rolle") == ["annet", "o2", "o1"]
    assert "vaktmester" not in repr(coded.issues).casefold()


def test_17_not_asked_is_not_skipped() -> None:
    survey = make_survey(
        choice("bekymret", "Bekymret?", *YES_NO),
        choice("handlet", "Handlet?", *YES_NO, asked_if=Condition("bekymret", ("o1",))),
    )
    table = table_of([["Bekymret?", "Handlet?"], ["Ja", "Nei"], ["Nei", ""], ["Ja", ""], ["Nei", "Ja"], ["", "Ja"]])

    coded = code(table, survey)

    assert _codes(coded, survey, "handlet") == ["o2", NOT_ASKED, BLANK, NOT_ASKED, "o1"]
    assert _issues(coded, IssueCode.FILTER_VIOLATION) == [("handlet", 1)]


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("02.03.2026 10:00", "16.03.2026 09:12", (date(2026, 3, 2), date(2026, 3, 16))),
        ("3/2/2026 8:41", "3/16/2026 9:12", (date(2026, 3, 2), date(2026, 3, 16))),
        ("46083.53487", "46097", (date(2026, 3, 2), date(2026, 3, 16))),
        ("2026-03-02T20:57:15+02:00", "2026-03-16", (date(2026, 3, 2), date(2026, 3, 16))),
        ("1980-01-01 00:00:00", "ikke en dato", None),
    ],
)
def test_18_dates(first: str, last: str, period: tuple[date, date] | None) -> None:
    table = table_of([["Tidsmerke", "Rolle"], [first, "Leder"], [last, "Ansatt"]])

    assert table.period == period


def test_19_numbers() -> None:
    survey = make_survey(NumberQuestion(id="timer", text=text("Timer"), minimum=-1, maximum=100))
    table = table_of([["Timer"], [4.0], ["4,5"], ["1.0"], ["-1"], ["1 e3"], ["101"]])

    coded = code(table, survey, min_answered=0)

    assert coded.responses.numbers["timer"].tolist() == [4.0, 4.5, 1.0, -1.0]
    assert _issues(coded, IssueCode.NOT_A_NUMBER) == [("timer", 1)]
    assert _issues(coded, IssueCode.OUT_OF_RANGE) == [("timer", 1)]


def test_20_personal_data_everywhere() -> None:
    survey = make_survey(
        choice("rolle", "Rolle?", *choices("Ansatt", "Leder")),
        OpenQuestion(id="hva", text=text("Hva hindrer?"), type=OpenType.TEXT),
    )
    canary = "kanari-4711"
    rows = [
        ["Navn", "E-post", "Kontakt", "Fødselsnummer", "Nr i liste", "Rolle?", "Hva hindrer?"],
        [f"{canary} Hansen", f"{canary}@x.no", f"{canary}@y.no", "01017012345", "01017012345", f"{canary} x", canary],
        [f"{canary} Olsen", f"{canary}2@x.no", f"{canary}2@y.no", "02017012345", "02017012345", "Leder", canary],
    ]

    table = table_of(rows)
    coded = code(table, survey)

    assert [column.header for column in table.columns] == ["Rolle?", "Hva hindrer?"]
    assert {dropped.role for dropped in table.dropped} == {"name", "email", "key"}
    assert _issues(coded, IssueCode.UNKNOWN_OPTION) == [("rolle", 1)]
    assert canary not in repr((table.recognition, table.dropped, table.notes, coded.issues, coded.matches))
    assert coded.responses.texts == {}


def test_20_a_file_without_headers_says_nothing_of_its_first_row() -> None:
    survey = make_survey(choice("rolle", "Rolle?", *choices("Ansatt", "Leder")))
    table = table_of([["kanari@x.no", "Kanari Hansen", "fri tekst kanari"], ["b@x.no", "Ola Olsen", "mer tekst"]])

    coded = code(table, survey)

    assert [issue.column for issue in coded.issues] == ["B", "C", "", "A «»", ""]
    assert "kanari" not in repr((table.dropped, coded.issues)).casefold()


def test_20_formula_and_error_cells(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "svar.xlsx", [["Rolle", "Sum"], ["Leder", "=1/0"], ["'=cmd()", "=SUM(1,2)"]])

    table = recognise_table(read([path]))

    assert texts_in(table, 0) == ["Leder", "'=cmd()"]
    assert texts_in(table, 1) == [BLANK, BLANK]


def test_severities_are_in_order() -> None:
    survey = make_survey(choice("rolle", "Rolle?", *choices("Ansatt", "Leder")), choice("x", "Borte?", *YES_NO))

    coded = code(table_of([["Rolle?", "Navn", "Ukjent"], ["Sjef", "a", "b"], ["Leder", "c", "d"]]), survey)

    assert [issue.severity for issue in coded.issues] == [Severity.ERROR, *[Severity.WARNING] * 2, *[Severity.NOTE] * 2]
