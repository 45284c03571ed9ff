"""Raster pictures: every shape where the scene says, letters in even steps, and just the colours that were painted."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from nullpunkt.charts.advances import REGULAR
from nullpunkt.charts.letters import letters
from nullpunkt.charts.pixels import packed
from nullpunkt.charts.png import SCALE, paint
from nullpunkt.charts.scene import Anchor, Circle, Line, Path, Rectangle, Scene, Shape, Text
from nullpunkt.charts.text import width

INK = "#1d2733"
WHITE = (255, 255, 255)


def opened(content: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def painted(*shapes: Shape, size: tuple[float, float] = (60, 40)) -> NDArray[np.uint8]:
    return opened(paint(Scene(width=size[0], height=size[1], shapes=shapes)))


def inked(picture: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is not white, in pixels."""
    rows, columns = np.nonzero((picture != 255).any(axis=2))
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def test_a_rectangle_fills_its_place_with_its_colour():
    picture = painted(Rectangle(x=5, y=10, width=20, height=8, fill="#0b5c94"))
    assert picture.shape == (40 * SCALE, 60 * SCALE, 3)
    assert inked(picture) == (5 * SCALE, 10 * SCALE, 25 * SCALE, 18 * SCALE)
    assert {tuple(pixel) for pixel in picture.reshape(-1, 3).tolist()} == {WHITE, (0x0B, 0x5C, 0x94)}


def test_what_comes_later_lies_above():
    below = Rectangle(x=0, y=0, width=60, height=40, fill="#0b5c94")
    picture = painted(below, Circle(x=30, y=20, radius=6, fill="#ffffff", stroke="#b2500d", stroke_width=2))
    assert tuple(picture[20 * SCALE, 30 * SCALE]) == WHITE
    assert tuple(picture[20 * SCALE, 36 * SCALE]) == (0xB2, 0x50, 0x0D)
    assert tuple(picture[0, 0]) == (0x0B, 0x5C, 0x94)


def test_lines_are_as_thick_as_they_say_and_dashes_leave_gaps():
    solid = painted(Line(x1=5, y1=20, x2=55, y2=20, stroke=INK, stroke_width=2))
    assert inked(solid) == (5 * SCALE, 19 * SCALE, 55 * SCALE, 21 * SCALE)
    dashed = painted(Line(x1=0, y1=20, x2=60, y2=20, stroke=INK, stroke_width=2, dash=(4, 4)))
    across = (dashed[20 * SCALE] != 255).any(axis=1)
    assert np.count_nonzero(across[1:] != across[:-1]) >= 12
    round_ends = painted(Line(x1=10, y1=20, x2=50, y2=20, stroke=INK, stroke_width=4, round_ends=True))
    assert inked(round_ends) == (8 * SCALE, 18 * SCALE, 52 * SCALE, 22 * SCALE)


def test_a_path_is_closed_where_it_is_filled():
    corner = ((10.0, 10.0), (30.0, 10.0), (10.0, 30.0))
    filled = painted(Path(strokes=(corner,), fill=INK))
    assert tuple(filled[12 * SCALE, 12 * SCALE]) == (0x1D, 0x27, 0x33)
    assert inked(filled) == (10 * SCALE, 10 * SCALE, 30 * SCALE, 30 * SCALE)
    stroked = painted(Path(strokes=(corner,), stroke=INK))
    assert tuple(stroked[12 * SCALE, 12 * SCALE]) == WHITE


@pytest.mark.parametrize("anchor", Anchor)
@pytest.mark.parametrize("bold", [False, True])
def test_a_text_stands_on_its_line_and_ends_where_it_was_measured(anchor: Anchor, bold: bool):
    text = Text(x=100, y=30, text="HHHHHHHH", size=13, fill=INK, anchor=anchor, bold=bold)
    left, top, right, bottom = inked(painted(text, size=(200, 40)))
    begin = {Anchor.START: 100.0, Anchor.MIDDLE: 100 - width(text.text, 13, bold=bold) / 2}.get(anchor)
    if begin is None:
        begin = 100 - width(text.text, 13, bold=bold)
    assert begin * SCALE < left < begin * SCALE + 6
    assert (begin + width(text.text, 13, bold=bold)) * SCALE - 6 < right
    assert right < (begin + width(text.text, 13, bold=bold)) * SCALE
    assert bottom == 30 * SCALE
    assert top == pytest.approx((30 - 0.714 * 13) * SCALE, abs=1)  # the font's height of capitals


@pytest.mark.parametrize("anchor", Anchor)
def test_an_upright_text_is_the_same_text_turned(anchor: Anchor):
    level = painted(Text(x=60, y=60, text="Ørje gård", size=12, fill=INK, anchor=anchor), size=(120, 120))
    upright = painted(
        Text(x=60, y=60, text="Ørje gård", size=12, fill=INK, anchor=anchor, upright=True), size=(120, 120)
    )
    assert inked(upright)[0] < 60 * SCALE < inked(upright)[2]
    turned = np.rot90(level)
    away = [np.abs(np.roll(turned, at, axis=0).astype(int) - upright).max() for at in (-1, 0, 1)]
    assert min(away) == 0


@pytest.mark.parametrize("size", [11, 12, 12.5, 13])
def test_letters_follow_in_even_steps(size: float):
    ink = letters("Dlllllll", size, bold=False, dpi=144).ink.astype(float)
    row = ink[ink.shape[0] // 2 - 3]
    stems = np.split(np.arange(row.size), np.flatnonzero(np.diff(row > 0)) + 1)
    places = [float((row[at] @ at) / row[at].sum()) for at in stems if row[at].sum()]
    steps = np.diff(places[2:])  # the D has two strokes of its own
    assert len(steps) == 6
    assert steps == pytest.approx([517 / 2048 * size * 2] * 6, abs=0.25)
    assert places[2] - places[0] == pytest.approx(1493 / 2048 * size * 2 - (201 - 176) / 2048 * size * 2, abs=0.6)


@pytest.mark.parametrize("bold", [False, True])
def test_a_letter_that_the_font_lacks_is_said_to_be_unknown(bold: bool):
    unknown, shown = (letters(letter, 12, bold=bold, dpi=144).ink for letter in ("\N{GRINNING FACE}", "�"))
    assert unknown.any()
    assert unknown.tolist() == shown.tolist()


def test_every_letter_of_the_table_of_widths_is_drawn_as_wide_as_it_says():
    for letter in REGULAR:
        for bold in (False, True):
            assert letters(letter, 12, bold=bold, dpi=144).advance == pytest.approx(
                width(letter, 24, bold=bold), abs=0.04
            ), letter


def test_a_picture_has_just_the_colours_that_were_painted():
    pixels = np.zeros((3, 5, 4), np.uint8)
    pixels[0] = (10, 20, 30, 255)
    pixels[1, 2:] = (0, 0, 0, 128)
    found = opened(packed(pixels, dpi=144))
    expected = np.full((3, 5, 3), 255)
    expected[0], expected[1, 2:] = (10, 20, 30), 127
    assert found.tolist() == expected.tolist()
    assert Image.open(io.BytesIO(packed(pixels, dpi=144))).info["dpi"] == pytest.approx((144, 144), abs=0.1)


def test_beyond_256_colours_the_common_ones_stay_and_the_rare_ones_become_their_like():
    steps = np.arange(300, dtype=np.uint16)
    pixels = np.full((2, 1200, 4), 255, np.uint8)
    pixels[0, 0:600:2, 0], pixels[0, 0:600:2, 1] = steps % 256, steps // 256 * 3
    pixels[0, 1::2] = (11, 92, 148, 255)
    found = opened(packed(pixels, dpi=144)).astype(int)
    assert (found[0, 1::2] == (11, 92, 148)).all()
    assert len({tuple(pixel) for pixel in found.reshape(-1, 3).tolist()}) <= 256
    assert np.abs(found - pixels[:, :, :3]).max() <= 3
