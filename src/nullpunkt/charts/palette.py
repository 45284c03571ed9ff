"""The colours, and the sums that justify them: WCAG contrast, colour blindness by simulation, greyscale.

Distances are Björn Ottosson's OKLab (2020) times 100; colour blindness is simulated after Machado, Oliveira and
Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from nullpunkt.errors import InputError
from nullpunkt.report.figures import Palette

INK = "#1d2733"
MUTED = "#4d5866"
GRID = "#d5dae0"
FAINT = "#eef1f4"
NEUTRAL = "#dcdfe4"
BESIDE = "#a3abb6"
"""categories above the middle that do not count as favourable"""
PAPER = "#ffffff"
BLACK = "#000000"
TEXT_CONTRAST = 4.5
SHAPE_CONTRAST = 3.0
APART = 8.0
"""least OKLab distance × 100 between two colours that are to be told apart"""

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

VISION: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "grey": ((0.2126, 0.7152, 0.0722), (0.2126, 0.7152, 0.0722), (0.2126, 0.7152, 0.0722)),
}


class ThemeError(InputError):
    """A colour of the theme cannot be read, or cannot be read on white."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.1, 1–21)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(512)
def ink_on(fill: str) -> str:
    """The ink that is read best on a field: always at least 4.5:1."""
    for ink in (INK, PAPER):
        if contrast(ink, fill) >= TEXT_CONTRAST:
            return ink
    return max((BLACK, PAPER), key=lambda ink: contrast(ink, fill))


def distance(one: str, other: str, vision: str = "normal") -> float:
    """How different two colours look to somebody with this vision (OKLab × 100; below 5 hardly at all)."""
    return 100 * math.dist(_oklab(_seen(one, vision)), _oklab(_seen(other, vision)))


@lru_cache(512)  # 0.5 ms each, and a map asks for its five shades once for every cell
def tint(colour: str, lightness: float) -> str:
    """The same hue, lighter or darker (OKLab lightness, 0–1), as colourful as the screen allows."""
    _, a, b = _oklab(_linear(colour))
    for step in range(40):
        keep = 0.72 * (1 - step / 40)
        channels = _from_oklab((lightness, a * keep, b * keep))
        if all(-1e-4 <= value <= 1 + 1e-4 for value in channels):
            return _hexadecimal(channels)
    return _hexadecimal(_from_oklab((lightness, 0, 0)))


def shades(colour: str, number: int) -> tuple[str, ...]:
    """This many shades of a colour, the lightest first and the colour itself last."""
    if number <= 1:
        return (colour,) * number
    strong = _oklab(_linear(colour))[0]
    top = max(0.79 if number == 2 else 0.85, strong + 0.1)
    return (*(tint(colour, top - (top - strong) * step / (number - 1)) for step in range(number - 1)), colour)


def scale_colours(favourable: Sequence[bool], palette: Palette) -> tuple[str, ...]:
    """A colour per category: favourable ones in the accent's shades, the others in the contrast's, the middle grey.

    Without a favourable end (all or none is favourable) one sequential ramp is used.
    """
    number = len(favourable)
    good = sum(favourable)
    if good in (0, number):
        return shades(palette.accent, number)
    if favourable[0] and not favourable[-1]:
        return tuple(reversed(scale_colours(tuple(reversed(favourable)), palette)))
    middle = number // 2 if number % 2 and not favourable[number // 2] else -1
    bad = [index for index in range(number) if not favourable[index] and (middle < 0 or index < middle)]
    accents = iter(shades(palette.accent, good))
    contrasts = iter(tuple(reversed(shades(palette.contrast, len(bad)))))
    return tuple(
        next(accents)
        if favourable[index]
        else next(contrasts)
        if index in bad
        else NEUTRAL
        if index == middle
        else BESIDE
        for index in range(number)
    )


def sequential(accent: str, classes: int = 5) -> tuple[str, ...]:
    """Shades from almost white to the accent's dark end, for a map."""
    lightest, darkest = 0.95, min(0.42, _oklab(_linear(accent))[0])
    return tuple(tint(accent, lightest - (lightest - darkest) * step / (classes - 1)) for step in range(classes))


def check_theme(accent: str, contrast_colour: str) -> Palette:
    """A palette of a municipality's two colours; refused when they cannot be read or told apart."""
    for name, colour in (("accent", accent), ("contrast", contrast_colour)):
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise ThemeError(f"theme: {name} is not a colour", hint='Write six hexadecimal digits, as "#0b5c94".')
        ratio = contrast(colour, PAPER)
        if ratio < TEXT_CONTRAST:
            raise ThemeError(
                f"theme: {name} {colour} is too pale: its contrast with white is {ratio:.1f}:1",
                hint=f"At least {TEXT_CONTRAST}:1 is needed (WCAG 2.1). Close to it: {_darker(colour)}.",
            )
    apart = min(distance(accent, contrast_colour, vision) for vision in ("normal", "protan", "deutan", "tritan"))
    if apart < APART:
        raise ThemeError(
            f"theme: {accent} and {contrast_colour} look alike to some readers",
            hint="Choose colours that differ in more than red against green, as a blue and an orange.",
        )
    return Palette(accent=accent.lower(), contrast=contrast_colour.lower())


def _darker(colour: str) -> str:
    lightness = _oklab(_linear(colour))[0]
    while lightness > 0:
        lightness -= 0.01
        candidate = tint(colour, lightness)
        if contrast(candidate, PAPER) >= TEXT_CONTRAST:
            return candidate
    return BLACK


def _linear(colour: str) -> Triple:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _hexadecimal(channels: Triple) -> str:
    clipped = (min(max(value, 0.0), 1.0) for value in channels)
    encoded = (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in clipped)
    return "#" + "".join(f"{round(value * 255):02x}" for value in encoded)


def _luminance(colour: str) -> float:
    return sum(weight * value for weight, value in zip(VISION["grey"][0], _linear(colour), strict=True))


def _times(matrix: Matrix, vector: Triple) -> Triple:
    one, two, three = (sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix)
    return one, two, three


def _seen(colour: str, vision: str) -> Triple:
    red, green, blue = (min(max(value, 0.0), 1.0) for value in _times(VISION[vision], _linear(colour)))
    return red, green, blue


_TO_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB: Matrix = (
    (1, 0.3963377774, 0.2158037573),
    (1, -0.1055613458, -0.0638541728),
    (1, -0.0894841775, -1.2914855480),
)
_FROM_CONES: Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def _oklab(channels: Triple) -> Triple:
    one, two, three = _times(_TO_CONES, channels)
    return _times(_TO_LAB, (math.cbrt(one), math.cbrt(two), math.cbrt(three)))


def _from_oklab(lab: Triple) -> Triple:
    one, two, three = _times(_FROM_LAB, lab)
    return _times(_FROM_CONES, (one**3, two**3, three**3))
