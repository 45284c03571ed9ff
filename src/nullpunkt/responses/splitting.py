"""Several answers in one cell, told apart by the list of options: an option's text may hold the separator itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.responses.options import OptionList, Outcome
from nullpunkt.responses.table import Column, Layout
from nullpunkt.responses.wording import matching_key

SEPARATORS = (";", ", ", ",", "\n", "|", " / ", "\t", " ")
_TRIED = 200


@dataclass(frozen=True, slots=True)
class Split:
    """The options ticked in one cell, and how many pieces were near matches, own words or unknown."""

    options: tuple[int, ...]
    near: int = 0
    own_words: int = 0
    unknown: tuple[str, ...] = ()


def split(text: str, *, separator: str, options: OptionList) -> Split:
    """Pieces between separators, the longest run that is an option first; what no option explains is own words."""
    pieces = text.split(separator)
    chosen: dict[int, None] = {}
    rest: list[str] = []
    start, most = 0, options.longest_run(separator)
    while start < len(pieces):
        end, option = _longest(pieces, start, most=most, separator=separator, options=options)
        if option >= 0:
            chosen[option] = None
        elif pieces[start].strip():
            rest.append(pieces[start])
        start = end
    return _settle_rest(chosen, rest, options)


def _longest(pieces: Sequence[str], start: int, *, most: int, separator: str, options: OptionList) -> tuple[int, int]:
    for end in range(min(len(pieces), start + most), start, -1):
        option = options.same(separator.join(pieces[start:end]))
        if option >= 0:
            return end, option
    return start + 1, -1


def _settle_rest(chosen: dict[int, None], rest: Sequence[str], options: OptionList) -> Split:
    near = own_words = 0
    unknown: list[str] = []
    for piece in rest:
        settled = options.settle(piece)
        match settled.outcome:
            case Outcome.SAME | Outcome.SCORE:
                chosen[settled.option] = None
            case Outcome.NEAR:
                chosen[settled.option] = None
                near += 1
            case Outcome.OWN_WORDS:
                chosen[settled.option] = None
                own_words = 1
            case Outcome.UNKNOWN | Outcome.MISSING_CODE | Outcome.SILENT:
                unknown.append(piece)
    return Split(tuple(chosen), near, own_words, tuple(unknown))


def separator_of(column: Column, options: OptionList) -> str:
    """The column's own separator where the platform knows it, else the one that explains most of the texts."""
    if column.layout is Layout.JOINED:
        return column.separator
    texts = [value for value in column.values[:_TRIED] if options.same(value) < 0]
    scores = {separator: sum(_explained(text, separator, options) for text in texts) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: scores[separator])
    return best if scores[best] > 0 else column.separator


def _explained(text: str, separator: str, options: OptionList) -> float:
    """The share of the text's letters that are declared options after splitting."""
    pieces = text.split(separator)
    if len(pieces) < 2:
        return 0.0
    start, letters, most = 0, 0, options.longest_run(separator)
    while start < len(pieces):
        end, option = _longest(pieces, start, most=most, separator=separator, options=options)
        if option >= 0:
            letters += sum(map(len, pieces[start:end]))
        start = end
    return letters / max(1, len(matching_key(text)))
