"""The Word document: its structure as a screen reader and Word's own checker meet it."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from tests.sample_report import sample_report

from nullpunkt.errors import FileError, InputError
from nullpunkt.report.model import Callout, Findings, KeyFigures, Paragraph, Report, Section, Table, TableColumn
from nullpunkt.writers.docx import render_docx
from nullpunkt.writers.settings import WriterSettings

FACTS = "Periode: 1.–21. september 2026 · Svar: 287 av 402 · Spørreskjema: BTI ansatte, versjon 1"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text_report(*blocks: Any, **changes: Any) -> Report:
    """A report without figures, which is quick to write."""
    return sample_report(sections=(Section(id="s", title="Kapittel", blocks=blocks),), summary=(), **changes)


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render_docx(sample_report())


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.namelist()


def styled(document: Any, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name.casefold() == style.casefold()]


def template(tmp_path: Path, *, change: Any = lambda document: None) -> WriterSettings:
    """A municipality's template: somebody's text, a footer, Norwegian style ids."""
    document = Document()
    document.add_paragraph("Gammel tekst som ikke skal med")
    document.sections[0].footer.paragraphs[0].text = "Fiktivvik kommune, postboks 1"
    document.core_properties.author = "Kari Nordmann"
    for style in document.styles.element.findall(qn("w:style")):
        if style.get(qn("w:styleId")) == "Heading1":
            style.set(qn("w:styleId"), "Overskrift1")
    change(document)
    path = tmp_path / "mal.docx"
    document.save(str(path))
    return WriterSettings(word_template=path)


def test_headings_are_real_and_never_skip_a_level(sample: bytes) -> None:
    document = opened(sample)

    assert styled(document, "Title") == ["Kartlegging av samarbeid om barn og unge"]
    levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert levels == [1, *(section.level - 1 for section in sample_report().sections), 1]
    assert "Personvern" in styled(document, "Heading 2")


def test_the_first_page_has_title_facts_and_summary_before_the_contents(sample: bytes) -> None:
    texts = [p.text for p in opened(sample).paragraphs]

    order = ["Fiktivvik kommune", FACTS, "Det viktigste", "Innhold", "Hvem svarte?"]
    assert [texts.index(text) for text in order] == sorted(texts.index(text) for text in order)


def test_the_contents_are_filled_in_and_every_entry_leads_to_its_heading(sample: bytes) -> None:
    document = opened(sample)
    entries = [p for p in document.paragraphs if p.style.name.startswith("toc ")]
    marks = {mark.get(W + "name") for mark in document.element.iter(W + "bookmarkStart")}

    assert [p.text for p in entries] == [*(section.title for section in sample_report().sections), "Tallene i figurene"]
    anchors = [link.get(W + "anchor") for p in entries for link in p._p.iter(W + "hyperlink")]
    assert len(anchors) == len(entries)
    assert set(anchors) <= marks
    assert "TOC \\o" in "".join(code.text for code in document.element.iter(W + "instrText"))


def test_every_link_inside_the_document_has_its_place(sample: bytes) -> None:
    document = opened(sample)
    marks = [mark.get(W + "name") for mark in document.element.iter(W + "bookmarkStart")]
    anchors = {link.get(W + "anchor") for link in document.element.iter(W + "hyperlink")} - {None}

    assert anchors <= set(marks)
    assert len(marks) == len(set(marks))


def test_a_figure_on_the_first_page_has_its_numbers_in_the_last_chapter() -> None:
    chart = sample_report().charts[0]
    document = opened(render_docx(sample_report(sections=(), summary=(chart,))))
    marks = {mark.get(W + "name") for mark in document.element.iter(W + "bookmarkStart")}

    assert {link.get(W + "anchor") for link in document.element.iter(W + "hyperlink")} <= marks
    assert f"Tallene i figur 1. {chart.caption} (Figur 1)" in styled(document, "Caption")


def test_fields_are_begun_and_ended_in_pairs(sample: bytes) -> None:
    depth = 0
    for field in opened(sample).element.iter(W + "fldChar"):
        depth += {"begin": 1, "separate": 0, "end": -1}[field.get(W + "fldCharType")]
        assert depth >= 0
    assert depth == 0


def test_captions_are_numbered_by_fields(sample: bytes) -> None:
    captions = styled(opened(sample), "Caption")

    assert "Figur 1. Svarprosent etter tjeneste" in captions
    assert "Tabell 1. Endring fra 2023 til 2026" in captions
    assert part(sample, "word/document.xml").count(" SEQ Figur \\* ARABIC ") == len(sample_report().charts)


def test_every_picture_has_its_text_alternative_and_a_vector(sample: bytes) -> None:
    report = sample_report()
    document = opened(sample)
    told = [picture.get("descr") for picture in document.element.iter(qn("wp:docPr"))]

    assert told == [chart.alt for chart in report.charts]
    assert part(sample, "word/document.xml").count("svgBlip") == len(report.charts)
    assert [name for name in names(sample) if name.endswith(".svg")] == sorted(
        f"word/media/{chart.id}.svg" for chart in report.charts
    )


def test_every_table_repeats_its_header_and_says_what_it_is(sample: bytes) -> None:
    tables = opened(sample).tables

    assert len(tables) == 1 + len(sample_report().tables)
    for table in tables:
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
        assert table._tbl.find(f"{W}tblPr/{W}tblCaption").get(W + "val")
        assert table._tbl.find(f"{W}tblPr/{W}tblLook").get(W + "firstColumn") == "1"
        assert not list(table._tbl.iter(W + "gridSpan", W + "vMerge"))


def test_numbers_are_printed_as_in_the_rest_of_the_report(sample: bytes) -> None:
    table = next(table for table in opened(sample).tables if table.cell(0, 0).text == "Tema")

    assert [cell.text for cell in table.rows[1].cells] == ["Ledelse", "3,9", "+12", "1\N{NO-BREAK SPACE}287"]
    assert [cell.text for cell in table.rows[3].cells] == ["Medvirkning", ":", ":", ""]


def test_band_and_hidden_rows_hold_words_alone(sample: bytes) -> None:
    table = next(table for table in opened(sample).tables if table.cell(0, 1).text == "Andel")
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}

    assert rows["Kulturskole"] == [":", ":", ":"]
    assert rows["Barnevernvakt"] == ["minst 88\N{NO-BREAK SPACE}%", ":", "24"]


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_the_language_is_told_to_screen_reader_and_spelling(language: str, tag: str) -> None:
    data = render_docx(text_report(Paragraph("Hei"), language=language))

    assert set(re.findall(r'<w:lang w:val="([^"]+)"', part(data, "word/styles.xml"))) == {tag}
    assert f'<w:themeFontLang w:val="{tag}"/>' in part(data, "word/settings.xml")
    assert f"<dc:language>{tag}</dc:language>" in part(data, "docProps/core.xml")


def test_running_text_keeps_its_bold_italic_and_links_and_nothing_else() -> None:
    document = opened(render_docx(text_report(Paragraph("a **b** *c* [d](https://e.no) <script> [f](g.html)"))))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("a b"))

    assert paragraph.text == "a b c d <script> f"
    assert [run.text for run in paragraph.runs if run.bold] == ["b"]
    assert [run.text for run in paragraph.runs if run.italic] == ["c"]
    assert [link.address for link in paragraph.hyperlinks] == ["https://e.no"]


def test_text_that_xml_cannot_hold_or_that_looks_like_xml() -> None:
    table = Table(id="t", caption='A & B "<w:p/>"', columns=(TableColumn("</w:tbl>"),), rows=(("a\x0bb\x00<c>",),))
    document = opened(render_docx(text_report(table, Callout("<x>", "&amp; ]]>"))))

    assert document.tables[0].cell(0, 0).text == "</w:tbl>"
    assert document.tables[0].cell(1, 0).text == "ab<c>"
    assert 'Tabell 1. A & B "<w:p/>"' in styled(document, "Caption")


def test_made_up_data_and_the_page_number_stand_on_every_page(sample: bytes) -> None:
    section = opened(sample).sections[0]

    assert "Oppdiktede data" in section.header.paragraphs[0].text
    assert section.footer.paragraphs[0].text.startswith("Kartlegging av samarbeid om barn og unge – Fiktivvik kommune")
    assert " PAGE " in section.footer._element.xml
    assert not section.different_first_page_header_footer


def test_the_package_holds_no_person_no_workbook_and_no_custom_xml(sample: bytes) -> None:
    assert not [name for name in names(sample) if re.search("customXml|embeddings|comments|vba|thumbnail", name)]
    core = part(sample, "docProps/core.xml")
    assert not re.search(r"<(dc:creator|cp:lastModifiedBy)>[^<]", core)
    assert "w:ins " not in part(sample, "word/document.xml")
    assert core.count("2026-09-21T00:00:00Z") == 2


def test_the_logo_is_told_as_the_units_name() -> None:
    from PIL import Image

    logo = io.BytesIO()
    Image.new("RGB", (40, 20), "#0b5c94").save(logo, "PNG")
    document = opened(render_docx(text_report(Paragraph("Hei"), logo=logo.getvalue())))

    assert [picture.get("descr") for picture in document.element.iter(qn("wp:docPr"))] == ["Fiktivvik kommune"]
    with pytest.raises(InputError, match="logo"):
        render_docx(text_report(Paragraph("Hei"), logo=b"no picture"))


def test_the_municipalitys_template_keeps_styles_and_footer_and_loses_its_text(tmp_path: Path) -> None:
    def narrow(document: Any) -> None:
        document.sections[0].left_margin = Pt(200)
        document.styles["Normal"].font.name = "Georgia"

    data = render_docx(text_report(Paragraph("Ny tekst")), template(tmp_path, change=narrow))
    document = opened(data)

    assert "Gammel tekst som ikke skal med" not in part(data, "word/document.xml")
    assert document.sections[0].footer.paragraphs[0].text == "Fiktivvik kommune, postboks 1"
    assert document.styles["Normal"].font.name == "Georgia"
    assert 'w:pStyle w:val="Overskrift1"' in part(data, "word/document.xml")
    assert "Kari" not in part(data, "docProps/core.xml")
    assert not [name for name in names(data) if "customXml" in name or "thumbnail" in name]


def test_tables_fit_between_the_templates_margins(tmp_path: Path) -> None:
    columns = tuple(TableColumn(f"Samarbeidspartner {number}") for number in range(9))
    table = Table(id="t", caption="Bred", columns=columns, rows=(("x " * 30,) * 9,))
    document = opened(render_docx(text_report(table), template(tmp_path)))
    section = document.sections[0]
    room = (section.page_width - section.left_margin - section.right_margin) / 635

    assert int(document.tables[0]._tbl.find(f"{W}tblPr/{W}tblW").get(W + "w")) <= room + 1


def test_a_template_without_lists_and_our_styles_gets_them(tmp_path: Path) -> None:
    def bare(document: Any) -> None:
        for style in list(document.styles.element.findall(qn("w:style"))):
            if style.get(qn("w:styleId")) in ("ListBullet", "ListNumber", "Caption"):
                style.getparent().remove(style)

    findings = next(block for block in sample_report().summary if isinstance(block, Findings))
    document = opened(render_docx(text_report(findings, findings), template(tmp_path, change=bare)))
    items = [p for p in document.paragraphs if p.style.name == "List Number"]
    lists = [p._p.find(f"{W}pPr/{W}numPr/{W}numId").get(W + "val") for p in items]

    assert len(items) == 6
    assert lists == [lists[0]] * 3 + [lists[3]] * 3
    assert lists[0] != lists[3]


def test_a_dotx_is_taken_and_macros_are_refused(tmp_path: Path) -> None:
    def saved_as(kind: str) -> WriterSettings:
        settings = template(tmp_path)
        assert settings.word_template is not None
        changed = tmp_path / "annen.docx"
        with zipfile.ZipFile(settings.word_template) as old, zipfile.ZipFile(changed, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "[Content_Types].xml":
                    main = b"officedocument.wordprocessingml.document.main+xml"
                    content = content.replace(b"application/vnd.openxmlformats-" + main, kind.encode())
                new.writestr(name, content)
        return WriterSettings(word_template=changed)

    dotx = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    assert "Hei" in [p.text for p in opened(render_docx(text_report(Paragraph("Hei")), saved_as(dotx))).paragraphs]
    with pytest.raises(FileError, match="macros"):
        render_docx(text_report(), saved_as("application/vnd.ms-word.document.macroEnabled.main+xml"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a document"])
def test_a_template_that_is_none_is_refused_with_a_way_out(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mal.docx"
    path.write_bytes(content)

    with pytest.raises(FileError) as refused:
        render_docx(text_report(), WriterSettings(word_template=path))
    assert "Word" in refused.value.hint


def test_a_missing_template_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"finnes-ikke\.docx"):
        render_docx(text_report(), WriterSettings(word_template=tmp_path / "finnes-ikke.docx"))


def test_a_wide_map_gets_headers_that_stand_upright() -> None:
    from nullpunkt.report.model import ColumnKind

    columns = (
        TableColumn("Tjeneste"),
        *(TableColumn(f"Skolehelsetjeneste {n}", ColumnKind.SHARE) for n in range(12)),
    )
    table = Table(id="t", caption="Kart", columns=columns, rows=(("Barnehage", *[0.5] * 12),))
    markup = part(render_docx(text_report(table)), "word/document.xml")

    assert markup.count('w:textDirection w:val="btLr"') == 12


def test_key_figures_are_read_as_a_table_of_one_row() -> None:
    document = opened(render_docx(text_report(KeyFigures((("71 %", "svarprosent"), ("287", "svar"))))))

    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["svarprosent", "svar"],
        ["71 %", "287"],
    ]
