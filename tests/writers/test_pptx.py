"""The presentation: titles, text alternatives, language, notes, and that a chart's workbook hides nothing."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Cm
from tests.sample_figures import AGREE, AGREEMENT, WORDS_NB
from tests.sample_report import sample_report

from nullpunkt.errors import FileError, InputError
from nullpunkt.report.figures import BarFigure, BarRow, DistributionFigure, DistributionRow, RowStatus
from nullpunkt.report.model import Callout, Chart, KeyFigures, Report, Section, Table, TableColumn
from nullpunkt.writers.pptx import render_pptx
from nullpunkt.writers.settings import WriterSettings

NUMBERS = Table(id="t", caption="Tallene", columns=(TableColumn("Tjeneste"),), rows=(("Skole",),))


def report_of(figure: Any, **changes: Any) -> Report:
    chart = Chart(id="c", caption="Svar", alt="Alternativ tekst", figure=figure, table=NUMBERS)
    return sample_report(sections=(Section(id="s", title="Kapittel", blocks=(chart,)),), summary=(), **changes)


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def workbooks(data: bytes) -> list[list[list[object]]]:
    """All cells of the workbooks inside the charts."""
    return [
        [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()]
        for name, content in sorted(parts(data).items())
        if name.endswith(".xlsx")
    ]


def texts(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.fixture(scope="module")
def sample() -> bytes:
    return render_pptx(sample_report())


def test_every_slide_has_a_title_of_its_own(sample: bytes) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in opened(sample).slides]

    assert all(titles)
    assert len(titles) == len(set(titles))
    assert titles[0] == "Kartlegging av samarbeid om barn og unge"


def test_a_section_with_one_figure_gets_its_finding_as_the_message(sample: bytes) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in opened(sample).slides]

    assert "Nesten 90 prosent av de ansatte har vært bekymret for et barn det siste året." in titles
    # two figures: nobody knows which of them a finding is about
    assert "Svar på påstander om samarbeid" in titles


def test_the_slides_are_wide_and_nothing_stands_outside_them(sample: bytes) -> None:
    presentation = opened(sample)

    assert (presentation.slide_width, presentation.slide_height) == (12192000, 6858000)
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= presentation.slide_width
            assert shape.top + shape.height <= presentation.slide_height


def test_every_figure_has_its_text_alternative_and_no_file_name(sample: bytes) -> None:
    told = [
        (properties.get("name"), properties.get("descr"))
        for slide in opened(sample).slides
        for kind in ("p:pic", "p:graphicFrame")
        for element in slide._element.iter(qn(kind))
        for properties in element.iter(qn("p:cNvPr"))
    ]
    alternatives = {alternative for _, alternative in told}

    assert {chart.alt for chart in sample_report().charts} <= alternatives
    assert all(alternative is not None for alternative in alternatives)
    assert not [name for name, _ in told if re.search(r"\.png|^Picture|^Chart", name)]


def test_distributions_and_bars_can_be_edited(sample: bytes) -> None:
    charts = [shape.chart for slide in opened(sample).slides for shape in slide.shapes if shape.has_chart]

    assert [len(chart.plots[0].categories) for chart in charts] == [7, 6, 6]
    assert [series.name for series in charts[1].plots[0].series] == list(AGREEMENT)


def test_a_workbook_holds_whole_per_cents_of_shown_rows_and_nothing_else() -> None:
    rows = (
        DistributionRow(label="Skole", shares=(0.0333, 0.0667, 0.1246, 0.4254, 0.35), n=46),
        DistributionRow(label="PPT", shares=None, n=9, favourable=0.5555),
        DistributionRow(label="BUP", shares=None, n=24, status=RowStatus.BAND, at_least=0.88),
        DistributionRow(label="NAV", shares=None, n=None, status=RowStatus.HIDDEN),
    )
    data = render_pptx(report_of(DistributionFigure(categories=AGREEMENT, favourable=AGREE, rows=rows)))

    assert workbooks(data) == [
        [[None, *AGREEMENT], ["Skole (n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}46)", 0.03, 0.07, 0.12, 0.43, 0.35]]
    ]
    assert "PPT: 56\N{NO-BREAK SPACE}% (Enige) · BUP: minst 88\N{NO-BREAK SPACE}% (Enige) · NAV: Skjult" in texts(
        opened(data).slides[1]
    )


@pytest.mark.parametrize("label", ["=1+1", "=HYPERLINK(1)", "http://a.no", '<b> & "c"', " luft "])
def test_a_label_stays_a_text_in_the_workbook_of_its_chart(label: str) -> None:
    data = render_pptx(report_of(BarFigure(rows=(BarRow(label=label, share=0.5), BarRow(label="Skole", share=0.25)))))

    assert workbooks(data) == [[[None, "%"], [label, 0.5], ["Skole", 0.25]]]
    chart = opened(data).slides[1].shapes[-1].chart
    assert list(chart.plots[0].categories) == [label, "Skole"]
    assert chart.part.chart_workbook.xlsx_part.blob in parts(data).values()


def test_no_part_of_the_chart_names_a_row_without_numbers() -> None:
    rows = (BarRow(label="Skole", share=0.5), BarRow(label="Kulturskole", share=None, status=RowStatus.HIDDEN))
    content = parts(render_pptx(report_of(BarFigure(rows=rows))))

    assert not [name for name, part in content.items() if "charts/" in name and b"Kulturskole" in part]


def test_a_figure_without_any_numbers_is_a_picture() -> None:
    rows = (BarRow(label="NAV", share=None, status=RowStatus.HIDDEN),)
    slide = opened(render_pptx(report_of(BarFigure(rows=rows)))).slides[1]

    assert not [shape for shape in slide.shapes if shape.has_chart]
    assert len(list(slide._element.iter(qn("p:pic")))) == 1


def test_almost_all_is_not_said_to_be_all() -> None:
    data = render_pptx(report_of(BarFigure(rows=(BarRow(label="Skole", share=0.997, n=400),))))
    chart = next(part for name, part in parts(data).items() if re.search(r"charts/chart\d+\.xml$", name))

    assert ">99\N{NO-BREAK SPACE}%".encode().replace(b">", b"&gt;") in chart


def test_bars_show_their_intervals_where_they_have_them() -> None:
    rows = (BarRow(label="Skole", share=0.5, low=0.42, high=0.57, n=46),)
    data = render_pptx(report_of(BarFigure(rows=rows)))
    chart = next(part for name, part in parts(data).items() if re.search(r"charts/chart\d+\.xml$", name)).decode()

    assert re.findall(r"<c:(plus|minus)>.*?<c:v>([^<]+)", chart) == [("plus", "0.07"), ("minus", "0.08")]
    assert workbooks(data)[0][1][0] == "Skole (50\N{NO-BREAK SPACE}%, n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}46)"


@pytest.mark.parametrize(("rows", "slides"), [(1, 1), (13, 1), (14, 2), (30, 3)])
def test_many_rows_are_spread_over_slides(rows: int, slides: int) -> None:
    figure = BarFigure(rows=tuple(BarRow(label=f"Tjeneste {n}", share=0.5) for n in range(rows)))
    titles = [slide.shapes.title.text_frame.text for slide in opened(render_pptx(report_of(figure))).slides][1:]

    assert titles == (["Svar"] if slides == 1 else [f"Svar ({n}/{slides})" for n in range(1, slides + 1)])


def test_the_notes_tell_the_numbers_and_their_uncertainty(sample: bytes) -> None:
    slide = next(slide for slide in opened(sample).slides if slide.shapes.title.text_frame.text.startswith("Nesten 90"))
    notes = slide.notes_slide.notes_text_frame.text

    assert "mellom 86 og 92 prosent" in notes
    assert "Alle ansatte: Andel 68\N{NO-BREAK SPACE}%, Usikkerhet 64–72\N{NO-BREAK SPACE}%, n 240" in notes
    assert "Kulturskole: Andel :, Usikkerhet :, n :" in notes
    assert "skjult av hensyn til personvernet" in notes


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_every_run_tells_its_language(language: str, tag: str) -> None:
    report = sample_report(sections=(), language=language)
    for slide in opened(render_pptx(report)).slides:
        notes = [slide.notes_slide._element] if slide.has_notes_slide else []
        for element in (slide._element, *notes):
            runs = list(element.iter(qn("a:r"), qn("a:fld")))
            assert {run.find(qn("a:rPr")).get("lang") for run in runs} <= {tag}


def test_key_figures_are_cards_and_their_lines_are_decoration() -> None:
    figures = KeyFigures(tuple((f"{n} %", f"tall {n}") for n in range(6)))
    slide = opened(render_pptx(sample_report(sections=(), summary=(figures,)))).slides[1]
    cards = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame and " %" in shape.text_frame.text]

    assert cards == [f"{n} %\ntall {n}" for n in range(6)]
    assert slide._element.xml.count('decorative val="1"') == 6 or str(slide._element.xml).count("adec:decorative") == 6


def test_a_long_callout_gets_a_slide_of_its_own() -> None:
    def titles(text: str) -> list[str]:
        figures = KeyFigures((("71 %", "svarprosent"),))
        report = sample_report(sections=(), summary=(figures, Callout("Slik leser du", text)))
        return [slide.shapes.title.text_frame.text for slide in opened(render_pptx(report)).slides][1:]

    assert titles("Kort.") == ["Det viktigste"]
    assert titles("Langt. " * 100) == ["Det viktigste", "Slik leser du"]


def test_made_up_data_is_said_on_every_slide(sample: bytes) -> None:
    assert all("Oppdiktede data" in texts(slide) for slide in opened(sample).slides)


def test_axis_ids_are_what_the_schema_allows(sample: bytes) -> None:
    charts = [content.decode() for name, content in parts(sample).items() if re.search(r"charts/chart\d+\.xml$", name)]

    assert charts
    assert not [chart for chart in charts if re.search(r'<c:(axId|crossAx) val="-', chart)]


def test_the_package_names_nobody(sample: bytes) -> None:
    content = parts(sample)

    assert not [name for name in content if re.search("customXml|comment|vba|thumbnail|printer|tags", name)]
    core = content["docProps/core.xml"].decode()
    assert not re.search(r"<(dc:creator|cp:lastModifiedBy)>[^<]", core)
    assert "<dc:language>nb-NO</dc:language>" in core


NASTY = 'A & <b> "c" \ue000 \ue001 \ue002 sz="9900" %d {x}'


def test_a_title_from_the_report_cannot_break_the_slide() -> None:
    data = render_pptx(sample_report(sections=(), summary=(), title=NASTY + "\x0b"))

    assert opened(data).slides[0].shapes.title.text_frame.text == NASTY


def test_no_text_of_a_figure_can_break_its_slide_or_its_notes() -> None:
    table = Table(id="t", caption=NASTY, columns=(TableColumn(NASTY), TableColumn(NASTY)), rows=((NASTY, NASTY),))
    figure = BarFigure(rows=(BarRow(label=NASTY, share=0.5), BarRow(label=NASTY, share=None, status=RowStatus.HIDDEN)))
    chart = Chart(id="c", caption=NASTY, alt=NASTY, figure=figure, table=table, note="Merk")
    section = Section(id="s", title=NASTY + "\nto linjer", blocks=(chart, replace(table, id="u")))
    slides = opened(render_pptx(sample_report(sections=(section,), summary=(), title="\ue000 \ue001"))).slides

    assert [slide.shapes.title.text_frame.text for slide in slides][1:] == [NASTY, f"{NASTY} (2)"]
    assert [slide.placeholders[13].text_frame.text for slide in list(slides)[1:]] == [f"{NASTY} to linjer"] * 2
    assert "\ue000 \ue001 – Fiktivvik kommune" in texts(slides[1])
    assert slides[1].notes_slide.notes_text_frame.text.splitlines()[0] == NASTY
    assert slides[2].shapes[-1].table.cell(1, 1).text == NASTY


def test_a_title_is_as_large_as_its_two_lines_allow() -> None:
    def size(title: str) -> float | None:
        slide = opened(render_pptx(sample_report(sections=(), summary=(Callout(title, "x"),)))).slides[1]
        points = slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size
        return None if points is None else points.pt

    assert size("Kort tittel") is None
    assert [size("Ganske lang tittel " * times) for times in (8, 9, 20)] == [23, 20, 18]


def municipality(tmp_path: Path, *, change: Any = lambda presentation: None) -> WriterSettings:
    """Somebody's template: 4:3, layouts with other names, a slide of their own."""
    presentation = Presentation()
    for layout in presentation.slide_layouts:
        layout.name = "Oppsett"
    slide = presentation.slides.add_slide(presentation.slide_layouts[0])
    slide.shapes.title.text_frame.text = "Gammelt lysbilde"
    presentation.core_properties.author = "Kari Nordmann"
    change(presentation)
    path = tmp_path / "mal.pptx"
    presentation.save(str(path))
    return WriterSettings(slide_template=path)


def test_the_municipalitys_template_gives_layouts_and_loses_its_slides(tmp_path: Path) -> None:
    data = render_pptx(sample_report(), municipality(tmp_path))
    presentation = opened(data)

    assert presentation.slide_width == Cm(25.4)
    assert "Gammelt lysbilde" not in "".join(texts(slide) for slide in presentation.slides)
    assert b"Gammelt" not in b"".join(parts(data).values())
    assert b"Kari" not in parts(data)["docProps/core.xml"]
    for slide in presentation.slides:
        assert slide.shapes.title.text_frame.text
        for shape in slide.shapes:
            assert shape.left + shape.width <= presentation.slide_width
            assert shape.top + shape.height <= presentation.slide_height
    assert all("Oppdiktede data" in texts(slide) for slide in presentation.slides)


def test_a_template_without_a_layout_with_a_title_is_refused(tmp_path: Path) -> None:
    def untitled(presentation: Any) -> None:
        presentation.slides._sldIdLst.remove(presentation.slides._sldIdLst[0])
        for layout in presentation.slide_layouts:
            layout._element.attrib.pop("type", None)
            for place in list(layout.placeholders):
                place._element.getparent().remove(place._element)

    with pytest.raises(FileError, match="no layout with a title"):
        render_pptx(sample_report(sections=()), municipality(tmp_path, change=untitled))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a presentation"])
def test_a_template_that_is_none_is_refused_with_a_way_out(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mal.pptx"
    path.write_bytes(content)

    with pytest.raises(FileError) as refused:
        render_pptx(sample_report(sections=()), WriterSettings(slide_template=path))
    assert "PowerPoint" in refused.value.hint


def test_the_logo_is_told_as_the_units_name() -> None:
    from PIL import Image

    logo = io.BytesIO()
    Image.new("RGB", (40, 20), "#0b5c94").save(logo, "PNG")
    slide = opened(render_pptx(sample_report(sections=(), logo=logo.getvalue()))).slides[0]
    (picture,) = slide._element.iter(qn("p:pic"))

    assert next(picture.iter(qn("p:cNvPr"))).get("descr") == "Fiktivvik kommune"
    with pytest.raises(InputError, match="logo"):
        render_pptx(sample_report(sections=(), logo=b"no picture"))


def test_our_theme_is_the_same_in_word_and_in_slides() -> None:
    from nullpunkt.resources import shipped

    word = shipped("templates") / "word" / "word" / "theme" / "theme1.xml"
    slides = shipped("templates") / "slides" / "ppt" / "theme" / "theme1.xml"
    assert word.read_text(encoding="utf-8") == slides.read_text(encoding="utf-8")


def test_the_words_of_the_sample_are_the_ones_of_the_charts() -> None:
    assert WORDS_NB.hidden == "Skjult"
