"""Labels cut into lines that fit, without losing a letter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nullpunkt.charts.text import ELLIPSIS, ellipsis, width, wrap
from nullpunkt.resources import shipped

LONG = "Barneverntjenestevaktordningskoordinatoren"


def test_widths_are_those_of_the_shipped_font():
    from fontTools.ttLib import TTFont

    for bold, name in ((False, "Regular"), (True, "Bold")):
        font = TTFont(shipped("templates") / "fonts" / f"OpenSans-{name}.ttf")
        names, advances = font.getBestCmap(), font["hmtx"]
        assert [width(letter, 2048, bold=bold) for letter in "aæøåÆ0%–«š"] == [
            advances[names[ord(letter)]][0] for letter in "aæøåÆ0%–«š"
        ]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("Jeg kjenner rutinene", 400.0, ("Jeg kjenner rutinene",)),
        ("Jeg kjenner kommunens rutiner", 110.0, ("Jeg kjenner", "kommunens", "rutiner")),
        ("", 100.0, ("",)),
    ],
)
def test_words_are_kept_whole_where_they_fit(text: str, room: float, lines: tuple[str, ...]):
    assert wrap(text, 13, room) == lines


def test_a_compound_is_broken_between_its_parts():
    assert wrap("veiledningssamtalene", 13, 95) == ("veilednings-", "samtalene")
    assert wrap("rådgivnings- og veiledningstjenesten/kontoret", 13, 165)[-1] == "kontoret"


def test_what_does_not_fit_in_the_lines_ends_with_an_ellipsis():
    lines = wrap("en to tre fire fem seks sju åtte ni ti", 13, 40, lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith(ELLIPSIS)
    assert ellipsis("kort", 13, 200) == "kort"


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(alphabet="abcdeæøåst -/", min_size=1, max_size=90).filter(lambda text: bool(text.strip())),
    room=st.floats(60, 300),
)
def test_every_line_fits_and_every_letter_is_there(text: str, room: float):
    lines = wrap(text, 13, room, lines=200)
    assert all(width(line, 13) <= room + 1e-6 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")


def test_a_very_long_word_leaves_no_crumb_on_its_last_line():
    lines = wrap(LONG, 13, 265)
    assert len(lines) == 2
    assert len(lines[-1]) >= 5
