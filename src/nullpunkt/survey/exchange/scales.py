"""Answers that are known: scales by their wordings, «don't know» and the like, categories ordered by numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nullpunkt.survey.exchange.sketch import plain
from nullpunkt.survey.model import FALLBACK_LANGUAGE, Option, OptionKind, Text

_BELOW = re.compile(r"\b(under|mindre enn|færre enn|yngre enn|less than|fewer than|below|younger than)\b|<")
_ABOVE = re.compile(
    r"\b(over|mer enn|meir enn|flere enn|fleire enn|eldre|eller mer|eller meir|eller flere|"
    r"eller fleire|more|above|older)\b|[>+]"
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class KnownScale:
    """Options from low to high with every wording; `shared` ones can be named in a definition without writing them."""

    name: str
    options: tuple[Option, ...]
    ordered: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class Matched:
    """Texts that are a known scale, perhaps with other answers beside it; `unused` steps were given by nobody."""

    scale: KnownScale
    options: tuple[Option, ...]
    unused: int
    own: int
    """texts that are the scale's own wording and not another one for the same step"""
    verbatim: bool
    """whether every text is, so that the scale's name says it all"""


@dataclass(frozen=True, slots=True)
class KnownAnswers:
    """The library: scales, and answers that stand beside any scale."""

    scales: tuple[KnownScale, ...]
    beside: tuple[Option, ...]

    def aside(self, text: str) -> Option | None:
        """«vet ikke», «ikke relevant», «annet», «ingen av disse» in the wording that is known; None for all others."""
        return next((_worded(option, text) for option in self.beside if _is_worded(option, text)), None)

    def scale_of(self, texts: Iterable[str]) -> Matched | None:
        """The scale that explains all texts: fewest steps unused, then most in its own words, then the first."""
        given = [text for text in dict.fromkeys(texts) if plain(text)]
        found = [match for scale in self.scales if (match := self._match(scale, given)) is not None]
        return min(found, key=lambda match: (match.unused, -match.own), default=None)

    def _match(self, scale: KnownScale, given: Sequence[str]) -> Matched | None:
        taken: dict[int, str] = {}
        beside: list[Option] = []
        for text in given:
            place = next((n for n, option in enumerate(scale.options) if _is_worded(option, text)), None)
            if place is not None and place not in taken:
                taken[place] = text
            elif place is None and (aside := self.aside(text)) is not None and aside.kind is not OptionKind.NONE:
                beside.append(aside)
            else:
                return None
        steps = [n for n, option in enumerate(scale.options) if option.kind is OptionKind.ANSWER]
        used = [n for n in steps if n in taken]
        if len(used) < (_FEWEST if scale.ordered else 1):
            return None
        language = _language(scale.options, taken)
        options = [
            _worded(option, taken[n]) if n in taken else replace(option, text=_only(option.text, language))
            for n, option in enumerate(scale.options)
        ]
        own = sum(_is_own(scale.options[n], text) for n, text in taken.items())
        return Matched(
            scale, (*options, *beside), len(steps) - len(used), own, verbatim=not beside and own == len(taken)
        )


def _is_worded(option: Option, text: str) -> bool:
    key = plain(text)
    return any(plain(wording) == key for wording in (option.code, *option.text.all(), *option.aliases))


def _is_own(option: Option, text: str) -> bool:
    return plain(text) in {plain(wording) for wording in (*option.text.all(), option.code)}


def _worded(option: Option, text: str) -> Option:
    """The option in the library's wording that the text is, so that nothing a person typed is taken over."""
    wordings = (*option.text.all(), *option.aliases)
    wording = next((w for w in wordings if plain(w) == plain(text)), option.text.into(FALLBACK_LANGUAGE))
    return replace(option, text=Text({FALLBACK_LANGUAGE: wording}), aliases=())


def _language(options: Sequence[Option], taken: dict[int, str]) -> str:
    languages = ("nb", "nn", "en")
    hits = {
        code: sum(plain(options[n].text.into(code)) == plain(text) for n, text in taken.items()) for code in languages
    }
    return max(languages, key=lambda code: hits[code])


def _only(text: Text, language: str) -> Text:
    return Text({FALLBACK_LANGUAGE: text.into(language)})


def by_numbers(texts: Sequence[str]) -> tuple[str, ...] | None:
    """The texts from low to high where each has numbers that say so, as «under 1 år, 1–3 år, over 10 år»; else None.

    >>> by_numbers(["Over 10 år", "1–3 år", "Under 1 år", "4–10 år"])
    ('Under 1 år', '1–3 år', '4–10 år', 'Over 10 år')
    >>> by_numbers(["Skole 1", "Barnehage"])
    """
    places = [_place(text) for text in texts]
    known = [place for place in places if place is not None]
    if len(texts) < _FEWEST + 1 or len(known) < len(texts) or len(set(known)) < len(known):
        return None
    words = {re.sub(r"[\d.,\s–-]+", " ", _ABOVE.sub(" ", _BELOW.sub(" ", text.casefold()))).strip() for text in texts}
    if len({word for word in words if word}) > _FEWEST or not all(_leads(text) for text in texts):
        return None
    return tuple(text for _, text in sorted(zip(known, texts, strict=True)))


def _leads(text: str) -> bool:
    """Whether the number, or the word that says on which side of it, comes first: «Skole 2» is a name."""
    folded = text.casefold().strip()
    return any((found := sign.search(folded)) is not None and found.start() == 0 for sign in (_NUMBER, _BELOW, _ABOVE))


def _place(text: str) -> tuple[float, int] | None:
    found = _NUMBER.search(text)
    if found is None:
        return None
    folded = text.casefold()
    return float(found[0].replace(",", ".")), -1 if _BELOW.search(folded) else int(bool(_ABOVE.search(folded)))
