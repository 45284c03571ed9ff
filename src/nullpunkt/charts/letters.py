"""The letters of a raster picture: each text is set once by FreeType, however many pictures it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from matplotlib.ft2font import FT2Font, LoadFlags
from numpy.typing import NDArray

from nullpunkt.charts.advances import REGULAR
from nullpunkt.resources import shipped

_FRACTIONS = 64
"""FreeType counts in parts of a pixel"""
_STEP = 17
"""sixteen shades from paper to ink look like 256, and a picture's colours stay few enough to be numbered"""
_LEAD = " "
"""set before every text: matplotlib puts all letters but the first a pixel too far left unless the first begins at 0"""

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """A text as ink, and where it lies: in pixels, from where the text begins on its baseline."""

    ink: NDArray[np.uint8]
    advance: float
    left: float
    """to the left edge of the ink"""
    below: float
    """down to the lower edge of the ink"""


@lru_cache(4096)
def letters(text: str, size: float, *, bold: bool, dpi: float) -> Letters:
    """A line of text at this size in points."""
    lead = _lead(size, bold, dpi)
    font = _font(bold)
    font.set_size(size, dpi)
    advance, height, descent = _set(font, _LEAD + text)
    font.draw_glyphs_to_bitmap(antialiased=True)
    ink = (np.asarray(font.get_image()) + np.uint16(_STEP // 2)) // _STEP * _STEP
    # the bitmap begins a pixel above the highest letter
    below = ink.shape[0] - 1 - (height - descent) // _FRACTIONS
    return Letters(ink.astype(np.uint8), (advance - lead) / _FRACTIONS, -lead / _FRACTIONS, below)


@cache
def _lead(size: float, bold: bool, dpi: float) -> int:
    font = _font(bold)
    font.set_size(size, dpi)
    return _set(font, _LEAD)[0]


def _set(font: Any, text: str) -> tuple[int, int, int]:
    """Sets a text; its advance, height and descent."""
    font.set_text(
        "".join(letter if letter in REGULAR else _UNKNOWN for letter in text), 0.0, flags=LoadFlags.NO_HINTING
    )
    return (*font.get_width_height(), font.get_descent())


@cache
def _font(bold: bool) -> Any:  # Any: matplotlib is untyped
    return FT2Font(str(shipped("templates") / "fonts" / f"OpenSans-{'Bold' if bold else 'Regular'}.ttf"))
