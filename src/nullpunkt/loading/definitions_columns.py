"""What kind of question a column of answers is of, guessed from the answers; only what is safe to write is taken over.

An answer becomes an option when it is known (a scale's step, «vet ikke») or was given by at least five respondents in a
column that holds little else. Everything else may be somebody's own words and stays in the export.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from nullpunkt.platforms.dates import as_date
from nullpunkt.responses.fitting import NO_TICK_WORDS, TICK_WORDS
from nullpunkt.responses.numbers import parse_number
from nullpunkt.responses.options import MISSING_CODES, NEGATIVE_CODES
from nullpunkt.responses.table import Column, Layout
from nullpunkt.survey.exchange.scales import KnownAnswers, by_numbers
from nullpunkt.survey.exchange.sketch import Names, plain
from nullpunkt.survey.model import FALLBACK_LANGUAGE, Option, OptionKind, Text

FEWEST_GIVERS = 5
"""respondents who must have given an answer before it may stand in a file"""
_MOST_OPTIONS = 40
_COVERED = 0.8
_LONGEST_OPTION = 150
_PERSONAL = re.compile(r"@|\d{8}|https?:")
_SEPARATORS = (";", "\n", "|", ", ", " ")
_CODE = re.compile(r"[a-z0-9_-]+")
_SEVERAL_AT_LEAST = 0.15
_SCALE_TOPS = (3, 4, 5, 6, 7, 10)
_MISSING = MISSING_CODES | NEGATIVE_CODES


class Kind(StrEnum):
    """How a column seems to have been answered."""

    TICK = "tick"
    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Look:
    """A guess about one column."""

    kind: Kind
    options: tuple[Option, ...] = ()
    scale: str | None = None
    """a shared scale that says all there is to say"""
    known: bool = False
    """whether the options are a known scale and not collected from the answers"""
    ordered: bool = False
    numbers: tuple[float, float] | None = None
    hidden: int = 0
    """different answers that are not written, as fewer than five gave them"""


Counts = Mapping[str, int]


def counts_of(column: Column) -> dict[str, int]:
    """How many gave each answer, without the platform's words for none."""
    given = np.bincount(column.codes[column.codes >= 0], minlength=len(column.values))
    return {
        text: int(count)
        for text, count in zip(column.values, given.tolist(), strict=False)
        if count and text.strip() and text.strip() not in column.otherwise
    }


def look_at(column: Column, known: KnownAnswers) -> Look:
    """The first kind that explains the answers."""
    counts = counts_of(column)
    if column.layout is Layout.INDICATOR or _only_ticks(column, counts):
        return Look(Kind.TICK)
    if column.layout is Layout.JOINED:
        return _several(counts, column.separator, known)
    return look_at_counts(counts, known)


def look_at_counts(counts: Counts, known: KnownAnswers) -> Look:
    """The same for answers that several columns share."""
    if not counts:
        return Look(Kind.TEXT)
    texts = [text for text in counts if plain(text) not in _MISSING and text.strip() not in _MISSING] or list(counts)
    if (scale := _known_scale(texts, known)) is not None:
        return scale
    if (number := _number(texts)) is not None:
        return number
    if all(as_date(text) is not None for text in texts):
        return Look(Kind.DATE)
    if (separator := _separator(counts)) is not None:
        return _several(counts, separator, known)
    return _choice(counts, known) or Look(Kind.TEXT, hidden=len(counts))


def _only_ticks(column: Column, counts: Counts) -> bool:
    """Ticked or not, or the option's own text in its column."""
    words = {plain(text) for text in counts}
    own = {plain(column.part), plain(column.header)} - {""}
    return bool(words) and (words <= {"0", "1"} or words <= (TICK_WORDS | NO_TICK_WORDS) or words <= own)


def _known_scale(texts: Sequence[str], known: KnownAnswers, *, hidden: int = 0) -> Look | None:
    found = known.scale_of(texts)
    if found is None:
        return None
    options, whole = found.options, found.verbatim and found.scale.shared and not hidden
    if hidden and not any(option.kind is OptionKind.OTHER for option in options):
        options = (*options, rest_option(options))
    return Look(
        Kind.CHOICE,
        options=options,
        scale=found.scale.name if whole else None,
        known=True,
        ordered=found.scale.ordered,
        hidden=hidden,
    )


def rest_option(options: Sequence[Option]) -> Option:
    """Where answers go that are not written into the file."""
    names = Names()
    for option in options:
        names.take(option.code, otherwise="svar")
    text = Text({FALLBACK_LANGUAGE: "Andre svar", "nn": "Andre svar", "en": "Other answers"})
    code = names.take("andre_svar", otherwise="svar")
    return Option(code, Text({FALLBACK_LANGUAGE: text.into(FALLBACK_LANGUAGE)}), OptionKind.OTHER)


def _number(texts: Sequence[str]) -> Look | None:
    """A number, or places on a scale where they are few and whole."""
    found = [parse_number(text) for text in texts]
    numbers = [number for number in found if number is not None]
    if len(numbers) < len(texts):
        return None
    low, high = min(numbers), max(numbers)
    top = next((top for top in _SCALE_TOPS if high <= top), None)
    if top is None or low < 0 or high < 3 or not all(number.is_integer() for number in numbers):
        return Look(Kind.NUMBER, numbers=(low, high))
    places = range(0 if low < 1 else 1, top + 1)
    options = tuple(Option(str(n), Text({FALLBACK_LANGUAGE: str(n)}), score=float(i)) for i, n in enumerate(places, 1))
    return Look(Kind.CHOICE, options=options, ordered=True, numbers=(low, high))


def _choice(counts: Counts, known: KnownAnswers) -> Look | None:
    """One answer among few: each of them known, or given by enough people to be nobody's own words."""
    shown = [text for text, count in counts.items() if count >= FEWEST_GIVERS and _is_public(text)]
    beside = {text: option for text in counts if (option := known.aside(text)) is not None}
    covered = sum(count for text, count in counts.items() if text in shown or text in beside)
    hidden = sum(text not in shown and text not in beside for text in counts)
    if len(set(shown) - beside.keys()) < 2 or len(shown) > _MOST_OPTIONS or covered < _COVERED * sum(counts.values()):
        return None
    if hidden and (scale := _known_scale([*dict.fromkeys((*shown, *beside))], known, hidden=hidden)) is not None:
        return scale
    ordered = by_numbers([text for text in shown if text not in beside])
    options = collected(shown, beside, hidden=hidden, ordered=ordered)
    return Look(Kind.CHOICE, options=options, ordered=ordered is not None, hidden=hidden)


def collected(
    shown: Sequence[str], beside: Mapping[str, Option], *, hidden: int, ordered: Sequence[str] | None = None
) -> tuple[Option, ...]:
    """Options from answers, in the alphabet's order where they have none of their own."""
    names = Names()
    texts = ordered or sorted((text for text in shown if text not in beside), key=_natural)
    options = [
        Option(names.take(text, otherwise="svar"), Text({FALLBACK_LANGUAGE: " ".join(text.split())}), score=place)
        for text, place in zip(texts, _scores(texts, scored=ordered is not None), strict=True)
    ]
    special = {option.code: option for option in beside.values()}
    options += [
        Option(names.take(option.code, otherwise="svar"), option.text, option.kind) for option in special.values()
    ]
    if hidden and not any(option.kind is OptionKind.OTHER for option in options):
        options.append(rest_option(options))
    return tuple(options)


def _natural(text: str) -> list[tuple[int, str]]:
    """For sorting: numbers by their size, then letters."""
    parts = re.split(r"(\d+)", plain(text))
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in (*parts, text)]


def _scores(texts: Sequence[str], *, scored: bool) -> list[float | None]:
    return [float(place) if scored else None for place in range(1, len(texts) + 1)]


def _is_public(text: str) -> bool:
    return len(text) <= _LONGEST_OPTION and _PERSONAL.search(text) is None


def _separator(counts: Counts) -> str | None:
    """What joins several answers in a cell: the pieces come back in other company, and few are new."""
    for separator in _SEPARATORS:
        if separator == " " and not all(_CODE.fullmatch(word) for text in counts for word in text.split()):
            continue  # only codes are joined by a blank
        pieces = pieces_of(counts, separator)
        joined = sum(count for text, count in counts.items() if (separator.strip() or " ") in text.rstrip("; ").strip())
        if joined < _SEVERAL_AT_LEAST * sum(counts.values()) or not pieces:
            continue
        common = [piece for piece, count in pieces.items() if count >= FEWEST_GIVERS and len(piece) <= _LONGEST_OPTION]
        given = sum(pieces.values())
        recurring = sum(pieces[piece] for piece in common) >= _COVERED * given
        if recurring and 2 < len(common) <= _MOST_OPTIONS and len(counts) > len(pieces):
            return separator
    return None


def pieces_of(counts: Counts, separator: str) -> dict[str, int]:
    """How many ticked each piece; pieces that always stand together are one option that holds the separator."""
    cells = {tuple(p for p in map(str.strip, text.split(separator)) if p): count for text, count in counts.items()}
    while (pair := _inseparable(cells)) is not None:
        merged: dict[tuple[str, ...], int] = {}
        for cell, count in cells.items():
            key = _joined(cell, pair, separator)
            merged[key] = merged.get(key, 0) + count
        cells = merged
    pieces: dict[str, int] = {}
    for cell, count in cells.items():
        for piece in dict.fromkeys(cell):
            pieces[piece] = pieces.get(piece, 0) + count
    return pieces


def _inseparable(cells: Mapping[tuple[str, ...], int]) -> tuple[str, str] | None:
    """Two pieces of which neither ever stands without the other right beside it."""
    single: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for cell, count in cells.items():
        for piece in cell:
            single[piece] = single.get(piece, 0) + count
        for pair in pairwise(cell):
            pairs[pair] = pairs.get(pair, 0) + count
    for (left, right), count in sorted(pairs.items()):
        if left != right and count >= FEWEST_GIVERS and count == single[left] == single[right]:
            return left, right
    return None


def _joined(cell: tuple[str, ...], pair: tuple[str, str], separator: str) -> tuple[str, ...]:
    out: list[str] = []
    for piece in cell:
        if out and (out[-1], piece) == pair:
            out[-1] = f"{out[-1]}{separator}{piece}"
        else:
            out.append(piece)
    return tuple(out)


def _several(counts: Counts, separator: str, known: KnownAnswers) -> Look:
    """Several answers a cell; pieces that fewer than five ticked are not written."""
    pieces = pieces_of(counts, separator)
    shown = [piece for piece, count in pieces.items() if count >= FEWEST_GIVERS and _is_public(piece)]
    beside = {piece: option for piece in pieces if (option := known.aside(piece)) is not None}
    hidden = sum(piece not in shown and piece not in beside for piece in pieces)
    if len(shown) < 2 or len(shown) > _MOST_OPTIONS:
        return Look(Kind.TEXT, hidden=len(counts))
    return Look(Kind.SEVERAL, options=collected(shown, beside, hidden=hidden), hidden=hidden)
