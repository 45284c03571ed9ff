"""The PDF's structure tree: what a screen reader meets. Typst itself refuses a document that breaks PDF/UA-1."""

import io
import json
import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.sample_report import sample_report

from nullpunkt.errors import InputError, MissingExtraError
from nullpunkt.report.figures import BarFigure, BarRow
from nullpunkt.report.model import Chart, ColumnKind, Mark, Paragraph, Report, Section, Table, TableColumn
from nullpunkt.writers.pdf import render_pdf
from nullpunkt.writers.pdf_data import typst_files
from nullpunkt.writers.settings import WriterSettings

pikepdf = pytest.importorskip("pikepdf")
pytest.importorskip("typst")


@pytest.fixture(scope="module")
def sample() -> Any:
    with pikepdf.open(io.BytesIO(render_pdf(sample_report()))) as pdf:
        yield pdf


def opened(report: Report) -> Any:
    return pikepdf.open(io.BytesIO(render_pdf(report)))


def text_report(*blocks: Any, **changes: Any) -> Report:
    return sample_report(sections=(Section(id="s", title="Kapittel", blocks=blocks),), summary=(), **changes)


def elements(pdf: Any) -> Iterator[tuple[str, Any]]:
    """All elements of the structure tree in reading order."""

    def below(element: Any) -> Iterator[tuple[str, Any]]:
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield str(kid.S)[1:], kid
                yield from below(kid)

    yield from below(pdf.Root.StructTreeRoot)


def attribute(element: Any, name: str) -> str:
    given = element.get("/A", [])
    for entry in given if isinstance(given, pikepdf.Array) else [given]:
        if name in entry:
            return str(entry[name])
    return ""


def kinds(element: Any) -> list[str]:
    return [str(kid.S)[1:] for kid in element.K if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def test_it_says_that_it_is_accessible_and_archivable(sample: Any) -> None:
    with sample.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["dc:title"] == "Kartlegging av samarbeid om barn og unge"
    assert sample.Root.MarkInfo.Marked
    assert sample.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_the_language_is_told(language: str, tag: str) -> None:
    # typst builds without it, so it has to be looked at
    pdf = opened(text_report(Paragraph("Hei"), language=language))
    assert str(pdf.Root.Lang) == tag


def test_every_figure_has_its_whole_text_alternative(sample: Any) -> None:
    told = [str(element.get("/Alt", "")) for kind, element in elements(sample) if kind == "Figure"]

    assert told == [chart.alt for chart in sample_report().charts]


def test_headings_begin_at_1_and_never_skip_a_level(sample: Any) -> None:
    levels = [int(kind[1]) for kind, _ in elements(sample) if kind[0] == "H" and kind[1:].isdigit()]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_headings_for_columns_and_rows(sample: Any) -> None:
    tables = [element for kind, element in elements(sample) if kind == "Table"]
    rows = [element for kind, element in elements(sample) if kind == "TR"]
    headings = [element for kind, element in elements(sample) if kind == "TH"]

    assert len(tables) == len(sample_report().tables)
    assert all(kinds(row)[0] == "TH" for row in rows)
    assert {attribute(heading, "/Scope") for heading in headings} == {"/Column", "/Row"}
    assert sum(attribute(heading, "/Scope") == "/Row" for heading in headings) == sum(
        len(table.rows) for table in sample_report().tables
    )


def test_every_font_is_embedded_and_our_own(sample: Any) -> None:
    fonts = {
        str(font.BaseFont).split("+")[-1]: font.DescendantFonts[0].FontDescriptor
        for page in sample.pages
        for font in page.Resources.get("/Font", {}).values()
    }

    assert {name.split("-")[0] for name in fonts} == {"OpenSans"}
    assert all("/FontFile2" in descriptor or "/FontFile3" in descriptor for descriptor in fonts.values())


def test_it_names_nobody_and_has_the_date_of_the_survey(sample: Any) -> None:
    assert "/Author" not in sample.docinfo
    assert str(sample.docinfo["/CreationDate"]).startswith("D:20260921000000")


def test_an_undated_report_has_no_clock_either() -> None:
    pdf = opened(text_report(Paragraph("Hei"), date=None))

    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20000101000000")


def test_the_template_gets_printed_text_and_no_number_behind_it() -> None:
    rows = (BarRow(label="Skole", share=0.684931),)
    table = Table(
        id="t",
        caption="Tall",
        columns=(TableColumn("Hvem"), TableColumn("Andel", ColumnKind.SHARE)),
        rows=(("Skole", 0.684931), ("NAV", Mark.HIDDEN)),
    )
    chart = Chart(id="c", caption="Svar", alt="Alternativ", figure=BarFigure(rows=rows), table=table)
    data, files = typst_files(text_report(chart))

    assert data["numbers"][0]["table"]["rows"] == [["Skole", "68\N{NO-BREAK SPACE}%"], ["NAV", ":"]]
    assert "6849" not in json.dumps(data) + "".join(content.decode() for content in files.values())


@pytest.mark.parametrize(
    "text", ["#panic()", '#read("/etc/passwd")', "$ x $", "@ref", "<label>", "= x", "\\ ] [ {", '"']
)
def test_no_text_is_taken_for_typst_code(text: str) -> None:
    table = Table(id="t", caption=text, columns=(TableColumn(text),), rows=((text,),))
    report = text_report(table, Paragraph(text), title=text, unit=text)

    pdf = opened(report)

    assert str(pdf.docinfo["/Title"]) == text


def test_links_lead_to_sections_and_to_nothing_that_is_not_there() -> None:
    report = text_report(Paragraph("[her](#s), [borte](#finnes-ikke), [ute](https://www.ks.no/)"))
    pdf = opened(report)
    links = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]

    assert [str(link.A.URI) for link in links if "/A" in link and "/URI" in link.A] == ["https://www.ks.no/"]


def test_a_wide_map_fits_the_page() -> None:
    columns = (TableColumn("Hvem"), *(TableColumn(f"Skolehelsetjeneste {n}", ColumnKind.SHARE) for n in range(12)))
    table = Table(id="t", caption="Kart", columns=columns, rows=(("Barnehage", *[0.5] * 12),))
    data, _ = typst_files(text_report(table))
    shape = data["sections"][0]["blocks"][0]["table"]

    assert shape["upright"]
    assert sum(shape["widths"]) <= 471
    pdf = opened(text_report(table))
    assert len(pdf.pages) == 2


def test_a_report_with_nothing_in_it_is_still_a_document() -> None:
    pdf = opened(sample_report(sections=(), summary=(), facts=()))

    assert str(pdf.docinfo["/Title"]) == "Kartlegging av samarbeid om barn og unge"


def test_a_figure_on_the_first_page_has_its_numbers_in_the_last_chapter() -> None:
    data, _ = typst_files(sample_report(sections=(), summary=(sample_report().charts[0],)))

    assert [numbers["id"] for numbers in data["numbers"]] == [data["summary"][0]["numbers"]]


def test_the_logo_is_told_as_the_units_name() -> None:
    logo = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    pdf = opened(text_report(Paragraph("Hei"), logo=logo))

    assert [str(element.Alt) for kind, element in elements(pdf) if kind == "Figure"] == ["Fiktivvik kommune"]


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(MissingExtraError) as missing:
        render_pdf(text_report(Paragraph("Hei")))
    assert 'pip install "nullpunkt[pdf]"' in missing.value.hint


def test_a_template_of_the_users_own_is_taken_and_its_mistake_is_said(tmp_path: Path) -> None:
    own = tmp_path / "pdf" / "report.typ"
    own.parent.mkdir()
    own.write_text('#set document(title: "Eget")\n= Eget', encoding="utf-8")
    with pikepdf.open(io.BytesIO(render_pdf(text_report(), WriterSettings(templates=tmp_path)))) as pdf:
        assert pdf.docinfo["/Title"] == "Eget"

    own.write_text("#let x = ", encoding="utf-8")
    with pytest.raises(InputError, match=r"template pdf/report\.typ"):
        render_pdf(text_report(), WriterSettings(templates=tmp_path))


def test_a_report_of_many_questions_keeps_its_contents_and_its_pages() -> None:
    sections = tuple(
        Section(id=f"s{n}", title=f"Spørsmål {n}", blocks=(Paragraph("Tekst."),), level=2 if n % 5 == 0 else 3)
        for n in range(45)
    )
    pdf = opened(sample_report(sections=sections))

    assert sum(kind == "TOCI" for kind, _ in elements(pdf)) == 45
    assert len(pdf.pages) >= 4


def test_the_date_stands_under_the_title() -> None:
    data, _ = typst_files(text_report(date=date(2026, 3, 1)))

    assert data["subtitle"] == "Nullpunktskartlegging blant ansatte · 1. mars 2026"
