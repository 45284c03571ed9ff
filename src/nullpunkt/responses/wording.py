"""When two wordings are the same: keys that ignore what exports do to a text, and a distance for slips of the pen."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = {ord(sign): None for sign in "\u200b\u200c\u200d\u2060\ufeff\u00ad"}
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_NUMBERING = re.compile(
    r"^(?:(?:spørsmål|question|spm|q)\.?\s*)?\d{1,3}(?:\.\d{1,2})?\s*(?:[.):](?!\d)\s*|\s+-\s+)(?=\D)"
)
_PUNCTUATION = re.compile(r"[\W_]+")


@lru_cache(maxsize=16384)
def matching_key(text: str) -> str:
    """The text in NFKC without invisible characters, white space as single blanks, case folded.

    >>> matching_key("Har din\\u00a0tjeneste\\n kultur?\\u200b ")
    'har din tjeneste kultur?'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    return " ".join(text.split()).casefold()


@lru_cache(maxsize=16384)
def loose_key(text: str) -> str:
    """The matching key without punctuation, so that «Stem [Row]», «Stem - Row» and «Stem: Row» are one.

    >>> loose_key("Samarbeid [Vi møtes]") == loose_key("samarbeid – vi møtes.")
    True
    """
    return " ".join(_PUNCTUATION.sub(" ", matching_key(text)).split())


def bare(text: str) -> str:
    """The text without HTML tags, entities and a question number in front.

    >>> bare("<b>3. Rolle</b>&nbsp;")
    'Rolle'
    """
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        import html

        text = html.unescape(text)
    text = " ".join(text.split())
    return _NUMBERING.sub("", text, count=1) if _NUMBERING.match(text.casefold()) else text


def edit_distance(left: str, right: str, *, limit: int) -> int:
    """Damerau's distance (optimal string alignment): insert, delete, replace, swap neighbours; `limit + 1` when more.

    F. J. Damerau, CACM 7 (1964) 171–176.

    >>> edit_distance("tjeneste", "tjensete", limit=3)
    1
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        current = [i]
        for j, b in enumerate(right, start=1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return min(previous[-1], limit + 1)


def tolerance(key: str) -> int:
    """How many slips a text of this length may hold and still be taken for the same: none below five characters."""
    return 0 if len(key) < 5 else 1 if len(key) < 10 else 2 if len(key) < 25 else min(len(key) // 10, 8)


def nearest(key: str, candidates: tuple[str, ...]) -> tuple[str, ...]:
    """The candidates closest to `key` within its tolerance, and those one slip farther off: several are no decision.

    Digits must agree: «1–3 år» is never a slip of «4–10 år», nor «Spørsmål 2» of «Spørsmål 3».
    """
    limit = tolerance(key)
    digits = _digits(key)
    found: dict[str, int] = {}
    for candidate in dict.fromkeys(candidates):
        if limit and abs(len(candidate) - len(key)) <= limit and _digits(candidate) == digits:
            distance = edit_distance(key, candidate, limit=limit)
            if distance <= limit:
                limit, found[candidate] = min(limit, distance + 1), distance
    return tuple(candidate for candidate, distance in found.items() if distance <= min(found.values()) + 1)


def _digits(key: str) -> str:
    return "".join(sign for sign in key if sign.isdigit())
