"""The sums that justify the colours: contrast, colour blindness, greyscale, and a municipality's own."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nullpunkt.charts.palette import (
    PAPER,
    VISION,
    ThemeError,
    check_theme,
    contrast,
    distance,
    ink_on,
    scale_colours,
    sequential,
    tint,
)
from nullpunkt.report.figures import Palette

SCALES = {
    "yes and no": (True, False),
    "three": (False, False, True),
    "four": (False, False, True, True),
    "five": (False, False, False, True, True),
    "five, the middle is good": (False, False, True, True, True),
    "five, only the best is good": (False, False, False, False, True),
    "five, no end is good": (False,) * 5,
}
SEVEN = (False, False, False, False, True, True, True)
COLOUR_VISIONS = ("normal", "protan", "deutan", "tritan")


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES.keys())
@pytest.mark.parametrize("vision", COLOUR_VISIONS)
def test_neighbours_on_a_scale_are_told_apart_by_every_reader(scale: tuple[bool, ...], vision: str):
    colours = scale_colours(scale, Palette())
    assert min(distance(one, other, vision) for one, other in pairwise(colours)) >= 7.5


@pytest.mark.parametrize("vision", COLOUR_VISIONS)
def test_neighbours_on_a_scale_of_seven_are_told_apart(vision: str):
    colours = scale_colours(SEVEN, Palette())
    assert min(distance(one, other, vision) for one, other in pairwise(colours)) >= 5


@pytest.mark.parametrize("vision", COLOUR_VISIONS)
def test_all_five_colours_are_told_apart(vision: str):
    colours = scale_colours(SCALES["five"], Palette())
    assert min(distance(one, other, vision) for one, other in combinations(colours, 2)) >= 8.5


def test_neighbours_are_told_apart_in_greyscale_on_each_side():
    """Light orange and light blue look alike in grey: the order, white edges and numbers carry them there."""
    strong_bad, bad, neutral, good, strong_good = scale_colours(SCALES["five"], Palette())
    for one, other in ((strong_bad, bad), (bad, neutral), (neutral, good), (good, strong_good)):
        assert distance(one, other, "grey") >= 8


def test_the_favourable_end_may_stand_first():
    assert scale_colours((True, True, False, False), Palette()) == tuple(
        reversed(scale_colours((False, False, True, True), Palette()))
    )


def test_a_map_grows_darker_step_by_step():
    shades = sequential(Palette().accent)
    steps = [contrast(shade, PAPER) for shade in shades]
    assert steps == sorted(steps)
    assert all(distance(one, other, "grey") >= 8 for one, other in pairwise(shades))


@settings(max_examples=100, deadline=None)
@given(channels=st.tuples(*[st.integers(0, 255)] * 3))
def test_ink_is_read_on_any_colour(channels: tuple[int, int, int]):
    colour = "#{:02x}{:02x}{:02x}".format(*channels)
    assert contrast(ink_on(colour), colour) >= 4.5


@settings(max_examples=60, deadline=None)
@given(channels=st.tuples(*[st.integers(0, 255)] * 3), lightness=st.floats(0.2, 0.97))
def test_a_tint_has_the_lightness_that_was_asked_for(channels: tuple[int, int, int], lightness: float):
    colour = "#{:02x}{:02x}{:02x}".format(*channels)
    assert distance(tint(colour, lightness), tint("#808080", lightness), "grey") < 8


def test_a_readable_theme_is_taken():
    assert check_theme("#004B3C", "#b23a0d") == Palette(accent="#004b3c", contrast="#b23a0d")


@pytest.mark.parametrize(
    ("accent", "other", "message"),
    [
        ("#7fb8dd", "#b2500d", "too pale"),
        ("#0b5c94", "#f2b06e", "too pale"),
        ("blue", "#b2500d", "not a colour"),
        ("#0b5c94", "#0c5d95", "look alike"),
    ],
)
def test_a_theme_that_cannot_be_read_is_refused(accent: str, other: str, message: str):
    with pytest.raises(ThemeError, match=message) as refusal:
        check_theme(accent, other)
    assert refusal.value.hint


def test_a_pale_colour_is_answered_with_a_darker_one_that_would_do():
    with pytest.raises(ThemeError) as refusal:
        check_theme("#7fb8dd", "#b2500d")
    suggestion = refusal.value.hint.rstrip(".").split(" ")[-1]
    assert contrast(suggestion, PAPER) >= 4.5


def test_simulations_keep_white_white():
    assert all(distance("#ffffff", "#ffffff", vision) == 0 for vision in VISION)
