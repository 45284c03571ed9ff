"""The workbook, read back by another library than the one that wrote it."""

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from tests.sample_figures import NB
from tests.sample_report import sample_report

from nullpunkt.report.model import Band, ColumnKind, Mark, Report, Section, Span, Table, TableColumn
from nullpunkt.writers.xlsx import number_format, render_xlsx


def report_with(*rows: tuple[object, ...], columns: tuple[TableColumn, ...], **changes: object) -> Report:
    table = Table(id="t", caption="Hvem svarte?", columns=columns, rows=rows)  # type: ignore[arg-type]
    return sample_report(sections=(Section(id="s", title="Svar", blocks=(table,)),), **changes)


def workbook(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(report)))


def parts(report: Report) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(render_xlsx(report))) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def body(sheet: Any) -> list[list[object]]:
    (table,) = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[table.ref][1:]]


SHARE = TableColumn("Andel", ColumnKind.SHARE)
WHO = TableColumn("Tjeneste")


def test_each_table_has_its_sheet_with_a_caption_and_a_real_table_object() -> None:
    report = sample_report()
    book = workbook(report)

    assert len(book.sheetnames) == 1 + len(report.tables)
    for name, table in zip(book.sheetnames[1:], report.tables, strict=True):
        sheet = book[name]
        assert sheet["A1"].value == table.caption
        assert list(sheet.tables) == ["t_" + table.id.replace("-", "_")]
        assert next(iter(sheet.tables.values())).ref.startswith("A3:")
        assert sheet.freeze_panes == "B4"
        assert not sheet.merged_cells.ranges


def test_the_contents_lead_to_every_sheet_and_every_sheet_leads_back() -> None:
    book = workbook(sample_report())
    contents = book[book.sheetnames[0]]
    targets = [cell.hyperlink.location for row in contents.iter_rows() for cell in row if cell.hyperlink]

    assert targets == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert {book[name]["A2"].hyperlink.location for name in book.sheetnames[1:]} == {"'Innhold'!A1"}


def test_numbers_are_numbers_and_shares_are_stored_from_0_to_1() -> None:
    columns = (WHO, SHARE, TableColumn("n", ColumnKind.COUNT), TableColumn("Snitt", ColumnKind.SCORE, 1))
    sheet = workbook(report_with(("Skole", 0.685, 1287, 3.94), columns=columns)).worksheets[1]

    assert body(sheet) == [["Skole", 0.685, 1287, 3.94]]
    assert [cell.number_format for cell in sheet[4]][1:] == ["0\N{NO-BREAK SPACE}%", "#,##0", "0.0"]


def test_a_difference_is_stored_in_the_points_that_are_read() -> None:
    sheet = workbook(
        report_with(("Skole", -0.034), columns=(WHO, TableColumn("Endring", ColumnKind.POINTS)))
    ).worksheets[1]

    assert body(sheet) == [["Skole", -3.4]]
    assert sheet["B4"].number_format == "+0;\N{MINUS SIGN}0;0"


def test_an_interval_becomes_two_columns_of_numbers() -> None:
    columns = (WHO, TableColumn("Usikkerhet", ColumnKind.INTERVAL))
    sheet = workbook(report_with(("Skole", Span(0.61, 0.74)), ("NAV", Mark.HIDDEN), columns=columns)).worksheets[1]

    assert [cell.value for cell in sheet[3]] == ["Tjeneste", "Usikkerhet: nedre grense", "Usikkerhet: øvre grense"]
    assert body(sheet) == [["Skole", 0.61, 0.74], ["NAV", ":", ":"]]


def test_hidden_and_band_cells_are_text_without_a_number() -> None:
    rows = (("NAV", Mark.HIDDEN), ("PPT", Band(at_least=0.88)), ("BUP", Band(at_most=0.12)), ("X", Mark.NOT_APPLICABLE))
    sheet = workbook(report_with(*rows, columns=(WHO, SHARE))).worksheets[1]

    assert [row[1] for row in body(sheet)] == [
        ":",
        "minst 88\N{NO-BREAK SPACE}%",
        "høyst 12\N{NO-BREAK SPACE}%",
        None,
    ]
    assert {sheet.cell(row, 2).data_type for row in (4, 5, 6)} == {"s"}
    assert "«:» – skjult av hensyn til personvernet" in str(sheet["A9"].value)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.685, "0\N{NO-BREAK SPACE}%"),
        (0.0, "0\N{NO-BREAK SPACE}%"),
        (0.003, '"<1\N{NO-BREAK SPACE}%"'),
        (0.997, '">99\N{NO-BREAK SPACE}%"'),
    ],
)
def test_a_cell_shows_what_the_report_prints(share: float, expected: str) -> None:
    assert number_format(share, SHARE, style=NB, share=True) == expected


@pytest.mark.parametrize("text", ["=1+1", "+47 22", "-x", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://a.b", "{=1}"])
def test_nothing_that_looks_like_a_formula_or_a_link_becomes_one(text: str) -> None:
    report = report_with((text, text), columns=(TableColumn(text), TableColumn("Svar")))
    sheet = workbook(report).worksheets[1]

    assert body(sheet) == [[text, text]]
    assert sheet["A3"].value == text
    assert not any(re.search(r"<f[ >]", content) for name, content in parts(report).items() if "sheet" in name)
    assert sheet["A4"].hyperlink is None


def test_the_package_hides_nothing_and_names_nobody() -> None:
    content = parts(sample_report())
    everything = "".join(content.values())

    assert not [name for name in content if re.search("externalLink|comment|vba|pivot|custom|drawing", name)]
    assert "definedName" not in everything
    assert 'state="hidden"' not in everything
    assert 'hidden="1"' not in everything
    assert 'TargetMode="External"' not in everything
    assert "<dc:creator></dc:creator>" in content["docProps/core.xml"]
    assert "<dc:language>nb-NO</dc:language>" in content["docProps/core.xml"]
    assert "2026-09-21T00:00:00Z" in content["docProps/core.xml"]


def test_captions_that_excel_cannot_name_a_sheet_after() -> None:
    caption = "[Hva] gjør 'du' når: en/flere er bekymret? " + "Langt " * 9
    tables = tuple(
        Table(id=f"t{number}", caption=caption, columns=(TableColumn("A"), TableColumn("a"), TableColumn("")), rows=())
        for number in range(2)
    )
    book = workbook(sample_report(sections=(Section(id="s", title="S", blocks=tables),)))

    assert book.sheetnames[1:] == ["1 Hva gjør du når en flere er", "2 Hva gjør du når en flere er"]
    assert [cell.value for cell in book.worksheets[1][3]] == ["A", "a (2)", "3"]


def test_an_undated_report_has_no_clock_either() -> None:
    assert "2000-01-01T00:00:00Z" in parts(sample_report(date=None))["docProps/core.xml"]
