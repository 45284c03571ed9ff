"""A number in one format that is hidden in another."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from tests.audit.folders import HIDDEN, at_least, full, results, scale_item, write_folder

from nullpunkt.audit import AuditReport, Kind, audit_folder
from nullpunkt.audit.ranges import printed_numbers

ROWS = {"skole": full(4, 4, 7, 5), "barnehage": HIDDEN, "ppt": HIDDEN, "nav": at_least(12, 11)}
TOTAL = full(12, 11, 17, 19)
CONTENT = results(
    scale_item("q", {None: TOTAL, "tjeneste": ROWS}),
    groups={"tjeneste": {"skole": 20, "barnehage": 15, "ppt": 12, "nav": 12}},
)
PAGE = """<!doctype html><html><body><h3 id="q-q">Hva mener du?</h3>
<figure id="q-by-tjeneste"><figcaption>Etter tjeneste</figcaption>
<svg role="img"><title id="q-by-tjeneste-svg-title">Etter tjeneste</title>
<desc id="q-by-tjeneste-svg-desc">{alt}</desc><text x="1">{drawn}</text></svg>
<table id="t-q-tjeneste"><caption>Etter tjeneste</caption>
<thead><tr><th scope="col">Tjeneste</th><th scope="col">Svar</th><th scope="col">Andel</th></tr></thead>
<tbody>{rows}</tbody></table></figure></body></html>"""
ALT = "Punkter for 4 tjenester. Høyest er Skole med 60 %."


def row(label: str, *cells: str) -> str:
    return f'<tr><th scope="row">{label}</th>' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def page(*, skole: str = "60 %", barnehage: str = ":", ppt: str = ":", alt: str = ALT, drawn: str = "60 %") -> str:
    rows = [row("Alle", "59", "61 %"), row("Skole", "20", skole), row("Barnehage", ":", barnehage)]
    rows += [row("Ppt", ":", ppt), row("Nav", "12", "minst 92 %")]
    return PAGE.format(rows="".join(rows), alt=alt, drawn=drawn)


def audit(folder: Path, **files: str | bytes) -> AuditReport:
    return audit_folder(write_folder(folder, CONTENT, **files))


def leaks(report: AuditReport) -> list[tuple[Kind, str, str | None]]:
    return [(finding.kind, finding.file, finding.group) for finding in report.findings]


def test_what_results_json_publishes_may_be_printed(tmp_path: Path) -> None:
    assert leaks(audit(tmp_path, report__html=page())) == []


def test_a_hidden_number_in_the_page_is_a_leak(tmp_path: Path) -> None:
    assert leaks(audit(tmp_path, report__html=page(ppt="58 %"))) == [(Kind.FORMAT_LEAK, "report.html", "ppt")]


def test_the_count_of_a_band_is_a_leak(tmp_path: Path) -> None:
    leaky = page().replace("minst 92 %", "100 %")
    assert leaks(audit(tmp_path, report__html=leaky)) == [(Kind.FORMAT_LEAK, "report.html", "nav")]


def test_a_text_alternative_with_a_number_that_is_not_public(tmp_path: Path) -> None:
    (leak,) = leaks(audit(tmp_path, report__html=page(alt=ALT + " Lavest er Ppt med 33 %.")))
    assert leak[:2] == (Kind.FORMAT_LEAK, "report.html")


def test_a_drawing_with_a_number_that_is_not_public(tmp_path: Path) -> None:
    (leak,) = leaks(audit(tmp_path, report__html=page(drawn="33 %")))
    assert leak[:2] == (Kind.FORMAT_LEAK, "report.html")


def test_rows_ordered_by_a_hidden_number(tmp_path: Path) -> None:
    rows = [
        row("Nav", "12", "minst 92 %"),
        row("Ppt", ":", ":"),
        row("Skole", "20", "60 %"),
        row("Barnehage", ":", ":"),
    ]
    report = audit(tmp_path, report__html=PAGE.format(rows="".join(rows), alt=ALT, drawn=""))
    assert [finding.kind for finding in report.findings] == [Kind.ORDER]


def test_rows_ordered_by_value_with_the_hidden_ones_last_pass(tmp_path: Path) -> None:
    groups = {"a": full(9, 5, 3, 3), "b": full(3, 5, 5, 7), "c": HIDDEN, "d": HIDDEN}
    estimates = scale_item("q", {None: full(20, 20, 20, 20), "tjeneste": groups})
    content = results(estimates, groups={"tjeneste": dict.fromkeys("abcd", 20)})
    rows = [row("B", "20", "60 %"), row("A", "20", "30 %"), row("C", ":", ":"), row("D", ":", ":")]
    page = PAGE.format(rows="".join(rows), alt="60 %", drawn="")
    assert audit_folder(write_folder(tmp_path, content, report__html=page)).findings == ()


MARKDOWN = """# Rapport

**Figur 1. Etter tjeneste**

![Punkter for 4 tjenester.](figures/q-by-tjeneste.svg)

| Tjeneste  | Svar | Andel      |
| --------- | ---: | ---------: |
| **Alle**  | **59** | **61 %** |
| Skole     |   20 |       60 % |
| Barnehage |    : |          : |
| Ppt       |    : |   {ppt}    |
| Nav       |   12 | minst 92 % |
"""


@pytest.mark.parametrize(("ppt", "expected"), [(":", []), ("7 av 12", [(Kind.FORMAT_LEAK, "report.md", "ppt")])])
def test_markdown(tmp_path: Path, ppt: str, expected: list[object]) -> None:
    assert leaks(audit(tmp_path, report__md=MARKDOWN.format(ppt=ppt))) == expected


def test_markdown_with_a_group_that_is_called_like_a_quotation(tmp_path: Path) -> None:
    groups = {"under 60": 20, "> 60": 39}
    ages = {"under 60": full(4, 4, 7, 5), "> 60": full(8, 7, 10, 14)}
    content = results(scale_item("q", {None: TOTAL, "alder": ages}), groups={"alder": groups})
    table = "\n\n| Alder | Andel |\n| --- | ---: |\n| **Alle** | 61 % |\n| Under 60 | 60 % |\n| \\> 60 | 62 % |\n"
    page = "**Figur 1. Etter alder**\n\n![Punkter for 2 grupper.](figures/q-by-alder.svg)" + table
    assert leaks(audit_folder(write_folder(tmp_path / "right", content, report__md=page))) == []
    wrong = page.replace("62 %", "64 %")
    found = leaks(audit_folder(write_folder(tmp_path / "wrong", content, report__md=wrong)))
    assert found == [(Kind.FORMAT_LEAK, "report.md", "> 60")]


@pytest.mark.parametrize(("printed", "leaky"), [("minst 99 %", False), ("minst 98 %", True)])
def test_a_bound_next_to_everybody_is_printed_as_99_per_cent(tmp_path: Path, printed: str, leaky: bool) -> None:
    rows = {"skole": at_least(400, 399), "nav": at_least(300, 299)}
    content = results(
        scale_item("q", {None: at_least(700, 699), "tjeneste": rows}), groups={"tjeneste": {"skole": 400, "nav": 300}}
    )
    table = PAGE.format(
        rows=row("Alle", "700", "minst 99 %") + row("Skole", "400", printed) + row("Nav", "300", "minst 99 %"),
        alt="Punkter for 2 tjenester.",
        drawn="",
    )
    found = leaks(audit_folder(write_folder(tmp_path, content, report__html=table)))
    assert found == ([(Kind.FORMAT_LEAK, "report.html", "skole")] if leaky else [])


CSV = "\ufeffquestion;item;option;statistic;by;group;n;count;estimate;low;high;status;at_least;at_most\r\n"


def test_a_tidy_table_with_a_hidden_number(tmp_path: Path) -> None:
    line = "q;;;favourable;tjeneste;ppt;12;7;0,5833333;;;published;;\r\n"
    found = leaks(audit(tmp_path, estimates__csv=CSV + line))
    assert (Kind.FORMAT_LEAK, "estimates.csv", "ppt") in found
    assert (Kind.EXACT, "", "ppt") in found
    assert leaks(audit(tmp_path / "b", estimates__csv=CSV + "q;;;favourable;tjeneste;ppt;;;;;;suppressed;;\r\n")) == []


SHEET = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>Etter tjeneste</t></is></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><t>Tjeneste</t></is></c><c r="B3" t="inlineStr"><is><t>Andel</t></is></c></row>
<row r="4"><c r="A4" t="inlineStr"><is><t>Skole</t></is></c><c r="B4"><v>0.6</v></c></row>
<row r="5"><c r="A5" t="inlineStr"><is><t>Ppt</t></is></c>{ppt}</row>
</sheetData></worksheet>"""
BOOK = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets>
<sheet name="q" sheetId="1"{state}/></sheets>{more}</workbook>"""


def workbook(*, ppt: str = '<c r="B5" t="inlineStr"><is><t>:</t></is></c>', state: str = "", more: str = "") -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("xl/workbook.xml", BOOK.format(state=state, more=more))
        package.writestr("xl/worksheets/sheet1.xml", SHEET.format(ppt=ppt))
    return written.getvalue()


def test_a_spreadsheet_with_a_hidden_number(tmp_path: Path) -> None:
    assert leaks(audit(tmp_path / "a", tables__xlsx=workbook())) == []
    found = leaks(audit(tmp_path / "b", tables__xlsx=workbook(ppt='<c r="B5"><v>0.583333333</v></c>')))
    assert found == [(Kind.FORMAT_LEAK, "tables.xlsx", "ppt")]


def test_hidden_parts_of_a_spreadsheet(tmp_path: Path) -> None:
    names = "<definedNames><definedName name='x'>q!$A$1</definedName></definedNames>"
    report = audit(tmp_path, tables__xlsx=workbook(state=' state="veryHidden"', more=names))
    assert [(f.kind, f.message) for f in report.findings] == [
        (Kind.HIDDEN_PART, "a defined name"),
        (Kind.HIDDEN_PART, "a hidden sheet"),
    ]


CHART = """<c:chartSpace xmlns:c="c"><c:plotArea><c:barChart><c:ser>
<c:tx><c:pt idx="0"><c:v>Andel</c:v></c:pt></c:tx>
<c:cat><c:pt idx="0"><c:v>Skole</c:v></c:pt><c:pt idx="1"><c:v>Ppt</c:v></c:pt></c:cat>
<c:val><c:pt idx="0"><c:v>0.6</c:v></c:pt>{ppt}</c:val></c:ser></c:barChart></c:plotArea></c:chartSpace>"""


@pytest.mark.parametrize(("ppt", "leaky"), [("", False), ('<c:pt idx="1"><c:v>0.583333333</c:v></c:pt>', True)])
def test_the_numbers_behind_a_chart(tmp_path: Path, ppt: str, leaky: bool) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("ppt/presentation.xml", "<p/>")
        package.writestr("ppt/charts/chart1.xml", CHART.format(ppt=ppt))
    found = leaks(audit(tmp_path, report__pptx=written.getvalue()))
    assert found == ([(Kind.FORMAT_LEAK, "report.pptx", "ppt")] if leaky else [])


WORD = """<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Etter tjeneste</w:t></w:r></w:p><w:tbl>
<w:tr><w:tc><w:p><w:r><w:t>Tjeneste</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Andel</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Skole</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>60 %</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Ppt</w:t></w:r></w:p></w:tc><w:tc><w:p>{ppt}</w:p></w:tc></w:tr>
</w:tbl></w:body></w:document>"""


@pytest.mark.parametrize(
    ("ppt", "leaky"), [("<w:r><w:t>:</w:t></w:r>", False), ("<w:r><w:t>5</w:t></w:r><w:r><w:t>8 %</w:t></w:r>", True)]
)
def test_a_number_that_word_splits_over_two_runs(tmp_path: Path, ppt: str, leaky: bool) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("word/document.xml", WORD.format(ppt=ppt))
    found = leaks(audit(tmp_path, report__docx=written.getvalue()))
    assert found == ([(Kind.FORMAT_LEAK, "report.docx", "ppt")] if leaky else [])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("68 %", 0.675, 0.685),
        ("67,8\u00a0%", 0.6775, 0.6785),
        ("<1 %", 0.0, 0.01),
        (">99 %", 0.99, 1.0),
        ("3,4", 3.35, 3.45),
    ],
)
def test_a_printed_number_stands_for_all_that_round_to_it(text: str, low: float, high: float) -> None:
    (number,) = printed_numbers(text)
    assert (float(number.range.low), float(number.range.high)) == pytest.approx((low, high))


def test_both_ends_of_an_interval_are_read() -> None:
    found = printed_numbers("mellom 60 og 75 prosent, 61–74 %, 7 av 11")
    assert [(n.text, n.of) for n in found] == [("60", None), ("75", None), ("61", None), ("74", None), ("7 av 11", 11)]
