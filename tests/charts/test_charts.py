"""Every kind of chart at the sizes that reports have: inside its picture, readable, and silent about what is hidden."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import get_args

import pytest
from tests.charts.figures import AGREE, FIGURES, SCALE, bars, dots, dumbbell, heat
from tests.sample_figures import WORDS_NB

from nullpunkt.charts import CHARTS, build, build_narrow
from nullpunkt.charts.layout import HIDDEN_WIDTH, NARROW
from nullpunkt.charts.palette import MUTED, contrast
from nullpunkt.charts.scene import Anchor, Circle, Line, Path, Rectangle, Scene, Text
from nullpunkt.charts.text import width
from nullpunkt.report.figures import (
    Axis,
    BarFigure,
    BarRow,
    DistributionFigure,
    DistributionRow,
    DotFigure,
    DumbbellFigure,
    DumbbellRow,
    Figure,
    Palette,
    RowStatus,
    StripFigure,
)

PALETTE = Palette()
SIZES = [(rows, n) for rows in (0, 1, 12, 30) for n in (3, 7, 20, 200, 2000)]


def built(figure: Figure) -> Scene:
    return build(figure, WORDS_NB, PALETTE)


def extent(text: Text) -> tuple[float, float, float, float]:
    """The box of a text: left, top, right, bottom."""
    room = width(text.text, text.size, bold=text.bold)
    if text.upright:
        return text.x - text.size * 0.75, text.y - room, text.x, text.y
    left = text.x - {Anchor.START: 0.0, Anchor.MIDDLE: room / 2, Anchor.END: room}[text.anchor]
    return left, text.y - text.size * 0.75, left + room, text.y


def points(shape: Rectangle | Line | Circle | Path | Text) -> list[tuple[float, float]]:
    match shape:
        case Rectangle():
            return [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
        case Line():
            return [(shape.x1, shape.y1), (shape.x2, shape.y2)]
        case Circle():
            return [(shape.x - shape.radius, shape.y - shape.radius), (shape.x + shape.radius, shape.y + shape.radius)]
        case Path():
            return [point for stroke in shape.strokes for point in stroke]
        case Text():
            left, top, right, bottom = extent(shape)
            return [(left, top), (right, bottom)]


def test_every_kind_of_figure_has_a_builder():
    assert set(CHARTS) == set(get_args(Figure))


@pytest.mark.parametrize("kind", FIGURES)
@pytest.mark.parametrize(("rows", "n"), SIZES)
def test_everything_lies_inside_the_picture(kind: str, rows: int, n: int):
    scene = built(FIGURES[kind](rows, n))
    outside = [
        shape
        for shape in scene.shapes
        for x, y in points(shape)
        if not (-1 <= x <= scene.width + 1 and -1 <= y <= scene.height + 1)
    ]
    assert outside == []


@pytest.mark.parametrize("kind", sorted(set(FIGURES) - {"heat", "funnel"}))
@pytest.mark.parametrize(("rows", "n"), [(0, 20), (1, 3), (12, 2000)])
def test_a_picture_for_a_phone_is_narrow_and_holds_everything(kind: str, rows: int, n: int):
    scene = build_narrow(FIGURES[kind](rows, n), WORDS_NB, PALETTE)
    assert scene is not None
    assert scene.width == NARROW
    outside = [
        shape
        for shape in scene.shapes
        for x, y in points(shape)
        if not (-1 <= x <= scene.width + 1 and -1 <= y <= scene.height + 1)
    ]
    assert outside == []


@pytest.mark.parametrize("kind", ["heat", "funnel"])
def test_a_map_and_a_funnel_have_no_picture_for_a_phone(kind: str):
    assert build_narrow(FIGURES[kind](12, 20), WORDS_NB, PALETTE) is None


@pytest.mark.parametrize("kind", sorted(set(FIGURES) - {"trend"}))
@pytest.mark.parametrize(("rows", "n"), [(1, 3), (12, 20), (30, 2000)])
def test_no_two_texts_cover_each_other(kind: str, rows: int, n: int):
    boxes = [(extent(shape), shape.text) for shape in built(FIGURES[kind](rows, n)).shapes if isinstance(shape, Text)]
    covering = [
        (one, other)
        for index, (a, one) in enumerate(boxes)
        for b, other in boxes[index + 1 :]
        if a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5
    ]
    assert covering == []


@pytest.mark.parametrize("kind", FIGURES)
def test_texts_are_read_on_what_lies_under_them(kind: str):
    """The last filled rectangle under a text's centre is its ground: at least 4.5:1."""
    scene = built(FIGURES[kind](12, 200))
    faint = []
    for index, shape in enumerate(scene.shapes):
        if not isinstance(shape, Text) or not shape.text:
            continue
        left, top, right, bottom = extent(shape)
        x, y = (left + right) / 2, (top + bottom) / 2
        grounds = [
            below.fill
            for below in scene.shapes[:index]
            if isinstance(below, Rectangle)
            and below.fill
            and below.x <= x <= below.x + below.width
            and below.y <= y <= below.y + below.height
        ]
        if contrast(shape.fill, (grounds or ["#ffffff"])[-1]) < 4.5:
            faint.append((shape.text, shape.fill, grounds[-1:]))
    assert faint == []


@pytest.mark.parametrize("kind", FIGURES)
def test_the_same_figure_gives_the_same_scene(kind: str):
    assert built(FIGURES[kind](12, 20)) == built(FIGURES[kind](12, 20))


def test_labels_take_no_more_room_than_they_need():
    short = BarFigure(rows=(BarRow(label="PPT", share=0.5),))
    long = BarFigure(rows=(BarRow(label="Helsestasjon og skolehelsetjeneste", share=0.5),))

    def bar_start(figure: Figure) -> float:
        return next(shape.x for shape in built(figure).shapes if isinstance(shape, Rectangle))

    assert bar_start(short) < 50
    assert 220 < bar_start(long) < 300


def hidden_fields(scene: Scene) -> list[float]:
    """Widths of the hatched fields in the ink of what is hidden."""
    return [
        shape.width
        for shape in scene.shapes
        if isinstance(shape, Rectangle) and shape.stroke == MUTED and shape.stroke_width == 0.8
    ]


@pytest.mark.parametrize("kind", ["stacked", "diverging", "dots", "bars", "dumbbell"])
def test_a_hidden_row_is_a_field_of_fixed_length_with_its_word(kind: str):
    scene = built(FIGURES[kind](12, 20))
    assert scene.texts.count("Skjult") == 2
    assert hidden_fields(scene) == [HIDDEN_WIDTH, HIDDEN_WIDTH]


def test_band_rows_say_their_bound_in_words():
    texts = built(bars(12, 20)).texts
    assert f"minst 88{WORDS_NB.numbers.percent}" in texts
    assert f"høyst 12{WORDS_NB.numbers.percent}" in texts


def test_hidden_and_band_rows_do_not_move_what_is_shown():
    """The drawing of the shown rows is the same whatever a band's bound is."""
    shown = DistributionRow(label="Skole", shares=(0.1, 0.2, 0.1, 0.3, 0.3), n=40)

    def segments(at_least: float) -> list[Rectangle]:
        band = DistributionRow(label="PPT", shares=None, n=9, status=RowStatus.BAND, at_least=at_least)
        figure = DistributionFigure(categories=SCALE, favourable=AGREE, rows=(shown, band), diverging=True)
        return [shape for shape in built(figure).shapes if isinstance(shape, Rectangle) and shape.y < 65]

    assert segments(0.6) == segments(0.99)


def test_rows_keep_the_order_of_the_figure():
    figure = dots(12, 20)
    reversed_figure = replace(figure, rows=tuple(reversed(figure.rows)))
    tops = {shape.text: shape.y for shape in built(reversed_figure).shapes if isinstance(shape, Text)}
    firsts = [tops[row.label] for row in reversed_figure.rows if row.label.startswith("Skole")]
    assert firsts == sorted(firsts)


def test_segment_labels_stand_only_where_they_fit():
    row = DistributionRow(label="Alle", shares=(0.005, 0.495, 0.0, 0.25, 0.25), n=200)
    texts = built(DistributionFigure(categories=SCALE, favourable=AGREE, rows=(row,))).texts
    assert texts.count(f"25{WORDS_NB.numbers.percent}") == 2
    assert f"1{WORDS_NB.numbers.percent}" not in texts


@pytest.mark.parametrize("after", [0.5, 0.505, 0.52])
def test_both_dots_of_a_dumbbell_are_seen_when_they_coincide(after: float):
    row = DumbbellRow(label="Ledelse", before=0.5, after=after)
    figure = DumbbellFigure(
        axis=Axis.SHARE, minimum=0, maximum=1, before_label="Før", after_label="Nå", change_label="Endring", rows=(row,)
    )
    ring, dot = [shape for shape in built(figure).shapes if isinstance(shape, Circle)][2:]
    assert ring.radius > dot.radius + 2
    assert ring.fill == "#ffffff"


def test_before_and_after_differ_in_shape_and_not_only_in_colour():
    circles = [shape for shape in built(dumbbell(1, 20)).shapes if isinstance(shape, Circle)]
    assert {bool(circle.stroke) for circle in circles} == {True, False}


def test_a_heat_map_prints_a_number_in_every_shown_cell():
    figure = heat(12, 20)
    shown = sum(cell.value is not None for row in figure.cells for cell in row)
    bounded = sum(cell.status is RowStatus.BAND for row in figure.cells for cell in row)
    scene = built(figure)
    inside = [
        text for text in scene.shapes if isinstance(text, Text) and text.text[-1] in "0123456789%" and text.size != 11
    ]
    heads = [text for text in inside if text.upright or text.x == 0]
    assert len(inside) - len(heads) == shown + bounded


def test_the_others_of_a_strip_stand_in_order_of_value_so_that_no_unit_can_be_followed():
    figure = StripFigure(labels=("A",), others=((0.9, 0.1, 0.5),), own=(0.7,), own_label="Vi", others_label="De andre")
    rings = [shape.x for shape in built(figure).shapes if isinstance(shape, Circle)][1:]
    assert all(a <= b for a, b in pairwise(rings))
    swapped = replace(figure, others=((0.1, 0.5, 0.9),))
    assert built(swapped) == built(figure)


def test_a_dot_outside_the_axis_stays_at_its_end():
    figure = DotFigure(axis=Axis.SHARE, minimum=0.4, maximum=0.8, rows=dots(3, 20).rows)
    assert all(0 <= x <= 760 for shape in built(figure).shapes for x, _ in points(shape))
