"""How wide a text is, and how it is cut into lines: so that a label fits its column in every painter."""

from __future__ import annotations

from functools import lru_cache

from nullpunkt.charts.advances import BOLD, REGULAR, UNITS_PER_EM

ELLIPSIS = "…"
_UNKNOWN = 1300
_VOWELS = frozenset("aeiouyæøåäöáàéèóòôüAEIOUYÆØÅ")
_FEWEST = 3
_FEWEST_LEFT = 5
_LOOK_BACK = 7


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in pixels at this size; a letter that the font lacks counts as a wide one."""
    return size / UNITS_PER_EM * _units(text, bold)


@lru_cache(16_384)  # the same few labels and numbers are measured for every picture, table and format
def _units(text: str, bold: bool) -> int:
    advances = BOLD if bold else REGULAR
    return sum([advances.get(letter, _UNKNOWN) for letter in text])


@lru_cache(4096)
def wrap(text: str, size: float, room: float, *, bold: bool = False, lines: int = 6) -> tuple[str, ...]:
    """Cut a text into at most `lines` lines that fit the room; what is left over becomes an ellipsis."""
    words = [piece for word in text.split() for piece in _pieces(word, size, room, bold=bold)]
    done: list[str] = []
    current = ""
    for word, glued in words:
        longer = current + ("" if glued or not current else " ") + word
        if current and (glued or width(longer, size, bold=bold) > room):
            done.append(current)
            current = word
        else:
            current = longer
    done.append(current)
    if len(done) <= lines:
        return tuple(done)
    return (*done[: lines - 1], _cut(done[lines - 1].removesuffix("-"), size, room, bold=bold))


def ellipsis(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits with «…» after it."""
    if width(text, size, bold=bold) <= room:
        return text
    return _cut(text, size, room, bold=bold)


def _cut(text: str, size: float, room: float, *, bold: bool) -> str:
    for end in range(len(text), 0, -1):
        cut = text[:end].rstrip() + ELLIPSIS
        if width(cut, size, bold=bold) <= room:
            return cut
    return ELLIPSIS


def _pieces(word: str, size: float, room: float, *, bold: bool) -> list[tuple[str, bool]]:
    """A word in pieces that fit the room, each but the last with a hyphen; True means «begins a new line»."""
    pieces: list[tuple[str, bool]] = []
    rest = word
    while width(rest, size, bold=bold) > room and len(rest) > 2 * _FEWEST:
        left = _FEWEST_LEFT if len(rest) > _FEWEST + _FEWEST_LEFT else _FEWEST
        most = _FEWEST
        while most < len(rest) - left and width(rest[: most + 1] + "-", size, bold=bold) <= room:
            most += 1
        cut = _joint(rest, most)
        piece = rest[:cut] if rest[cut - 1] in "-/" else rest[:cut] + "-"
        pieces.append((piece, bool(pieces)))
        rest = rest[cut:]
    pieces.append((rest, bool(pieces)))
    return pieces


def _joint(word: str, most: int) -> int:
    """The best place to break a compound at or shortly before `most`: after - or /, a binding s, else a syllable."""
    best, best_score = most, -1
    for cut in range(max(_FEWEST, most - _LOOK_BACK), most + 1):
        before, after = word[cut - 1], word[cut]
        following = word[cut + 1] if cut + 1 < len(word) else ""
        score = -1
        if before in "-/":
            score = 3
        elif before == "s" and after not in _VOWELS and after not in "tkp" and word[cut - 2] not in _VOWELS:
            score = 2
        elif after not in _VOWELS and following in _VOWELS and (before in _VOWELS or word[cut - 2] in _VOWELS):
            score = 1
        if score >= best_score:
            best, best_score = cut, score
    return best
