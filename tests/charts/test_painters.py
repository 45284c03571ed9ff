"""One scene, two painters: well-formed, titled, without anything that runs, and the same bytes every time."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from tests.charts.figures import FIGURES
from tests.sample_figures import WORDS_NB, bar_table, chart
from tests.sample_report import sample_report

from nullpunkt.charts import build
from nullpunkt.charts.png import paint as paint_png
from nullpunkt.charts.scene import Line, Scene, Text
from nullpunkt.charts.svg import number, paint, svg
from nullpunkt.report.figures import BarFigure, BarRow, Palette

SVG = "{http://www.w3.org/2000/svg}"
NASTY = '<script>alert("1")</script> & {{ 7 * 7 }} `x` | $a_b$'


def painted(kind: str) -> str:
    scene = build(FIGURES[kind](12, 20), WORDS_NB, Palette())
    return paint(scene, id="f1", title="Tittel", description="Beskrivelse")


@pytest.mark.parametrize("kind", FIGURES)
def test_svg_is_well_formed_and_has_a_title_and_a_description(kind: str):
    root = ElementTree.fromstring(painted(kind))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "f1-svg-title f1-svg-desc"
    assert [(child.tag, child.get("id"), child.text) for child in root[:2]] == [
        (f"{SVG}title", "f1-svg-title", "Tittel"),
        (f"{SVG}desc", "f1-svg-desc", "Beskrivelse"),
    ]


@pytest.mark.parametrize("kind", FIGURES)
def test_svg_has_presentation_attributes_alone(kind: str):
    root = ElementTree.fromstring(painted(kind))
    names = {name for element in root.iter() for name in element.attrib}
    assert not names & {"style", "class", "href"}
    assert not [name for name in names if name.startswith(("on", "data-"))]
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "rect",
        "line",
        "circle",
        "path",
        "text",
    }


def test_a_label_cannot_leave_its_text():
    figure = BarFigure(rows=(BarRow(label=NASTY, share=0.5),))
    drawn = svg(chart("f1", NASTY, figure, bar_table("t1"), alt=NASTY), WORDS_NB, Palette())
    root = ElementTree.fromstring(drawn)
    assert "<script" not in drawn
    assert "".join(root.find(f"{SVG}title").itertext()) == NASTY  # type: ignore[union-attr]


def test_control_characters_do_not_break_the_picture():
    scene = Scene(width=10, height=10, shapes=(Text(x=0, y=5, text="a\x00\x0bb", size=5, fill="#000000"),))
    assert "".join(ElementTree.fromstring(paint(scene, id="x", title="t", description="d")).itertext()) == "tdab"


def test_ids_are_unique_over_all_pictures_of_a_report():
    report = sample_report()
    page = "".join(svg(item, report.chart_words, report.palette) for item in report.charts)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 2 * len(report.charts)


@pytest.mark.parametrize(
    ("value", "written"), [(0.0, "0"), (-0.001, "0"), (1.5, "1.5"), (10.0, "10"), (-2.346, "-2.35")]
)
def test_coordinates_are_short_and_have_no_negative_zero(value: float, written: str):
    assert number(value) == written


@pytest.mark.parametrize("kind", FIGURES)
def test_png_is_a_picture_of_the_scene_in_double_size_and_the_same_every_time(kind: str):
    scene = build(FIGURES[kind](3, 20), WORDS_NB, Palette())
    first = paint_png(scene)
    assert first.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(first[16:20]) == 2 * scene.width
    assert abs(int.from_bytes(first[20:24]) - 2 * scene.height) <= 1
    assert paint_png(scene) == first
    assert b"tEXt" not in first


def test_png_takes_letters_that_mean_something_elsewhere():
    scene = Scene(
        width=200,
        height=40,
        shapes=(
            Text(x=5, y=20, text="$x^2$ 😀", size=12, fill="#000000"),
            Line(x1=0, y1=1, x2=9, y2=9, stroke="#000000", dash=(2, 2)),
        ),
    )
    assert paint_png(scene).startswith(b"\x89PNG")


@pytest.mark.slow
def test_matplotlib_is_not_imported_for_vector_pictures():
    code = "import sys, nullpunkt.writers.html, nullpunkt.writers.markdown; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
