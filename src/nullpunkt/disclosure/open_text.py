"""R12: masking of free text. It finds numbers, addresses and names; it never finds style, dialect or told events.

Free text is not published unless that is chosen, masked, and every comment approved by a person (`review`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nullpunkt.disclosure.name_words import AMBIGUOUS_NAMES, CAPITALISED_WORDS, FIRST_NAMES, TITLES
from nullpunkt.disclosure.national_ids import classify_eleven, classify_nine

BETWEEN = r"[ .\-\u00a0\u2009\u202f]"
GAP = BETWEEN + "?"
"""What may stand between the digits of one number."""

EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
URL = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w\-]+(?:\.[\w\-]+)*\.(?:no|com|org|net|se|dk|eu)\b(?:/\S*)?", re.IGNORECASE
)
ELEVEN = re.compile(rf"(?<!\d)\d(?:{GAP}\d){{10}}(?!\d)")
NINE = re.compile(rf"(?<!\d)\d{{3}}{GAP}\d{{3}}{GAP}\d{{3}}(?!\d)")
PHONE = re.compile(
    rf"(?:\+|\b00)\d{{1,3}}{GAP}\d(?:{GAP}\d){{5,11}}(?!\d)"
    r"|(?<!\d)[2-9]\d{7}(?!\d)"
    rf"|(?<!\d)[2-9]\d(?:{BETWEEN}\d\d){{3}}(?!\d)"
    rf"|(?<!\d)[2-9]\d\d{BETWEEN}\d\d{BETWEEN}\d\d\d(?!\d)"
)
STREET = re.compile(
    r"(?:\b(?:[A-ZÆØÅ][\w.\-]*\s+){0,2})?"
    r"\b\w*(?:gata|gate|gaten|gt\.|veg|vegen|vei|veien|vn\.|allé|alleen|plass|plassen|torg|torget|bakken|svingen|stien"
    r"|tunet|brygga|brygge|ringen|lia|geaidnu)\s+\d{1,4}\s?[A-Za-z]?\b"
)
POSTAL = re.compile(r"(?<!\d)\d{4}\s+[A-ZÆØÅ][a-zæøåA-ZÆØÅ\-]{2,}")
TITLE = re.compile(rf"(?i:\b(?:{'|'.join(TITLES)})\s+(?:i|på|ved|for|hos)\s)\s*\S+(?:\s+[A-ZÆØÅÁČĐŊŠŦŽ]\S*)*")
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?:^|[.!?:…\n])[\s\"«»“”()\-–—*•]*$")


@dataclass(frozen=True, slots=True, repr=False)
class Masked:
    """A text with what names somebody taken out, and the kinds that were found, in order."""

    text: str
    found: tuple[str, ...] = ()


def mask(text: str, *, staff: Iterable[str] = ()) -> Masked:
    """The text with numbers, addresses and names replaced by what they were; `staff` adds names of one's own.

    >>> mask("Ring Kari på 912 34 567").text
    'Ring [fjernet: navn] på [fjernet: telefonnummer]'
    """
    found: list[str] = []

    def removed(kind: str) -> str:
        found.append(kind)
        return f"[fjernet: {kind}]"

    for pattern, kind_of in _PATTERNS:
        text = pattern.sub(lambda match, kind_of=kind_of: removed(kind_of(match.group())), text)  # type: ignore[misc]
    return Masked(_mask_names(text, _known_names(staff), removed), tuple(found))


def _always(kind: str) -> Callable[[str], str]:
    return lambda _: kind


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal())


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (EMAIL, _always("e-postadresse")),
    (URL, _always("nettadresse")),
    (ELEVEN, lambda found: classify_eleven(_digits(found)).value),
    (PHONE, _always("telefonnummer")),
    (NINE, lambda found: classify_nine(_digits(found)).value),
    (STREET, _always("adresse")),
    (POSTAL, _always("adresse")),
    (TITLE, _always("stilling")),
)


def _known_names(staff: Iterable[str]) -> frozenset[str]:
    return FIRST_NAMES | {word.group().casefold() for name in staff for word in WORD.finditer(name)}


def _mask_names(text: str, known: frozenset[str], removed: Callable[[str], str]) -> str:
    """Known names in any case, and words with a capital letter where no sentence begins; neighbours are one name."""
    parts, last, after_name = [], 0, False
    for match in WORD.finditer(text):
        between = text[last : match.start()]
        if _inside_mask(text, match.start()) or not _is_name(match.group(), text[: match.start()], known):
            parts.append(between + match.group())
            after_name = False
        else:
            joined = after_name and not between.strip()
            parts.append("" if joined else between + removed("navn"))
            after_name = True
        last = match.end()
    return "".join(parts) + text[last:]


def _inside_mask(text: str, place: int) -> bool:
    return text.rfind("[fjernet: ", 0, place) > text.rfind("]", 0, place)


def _is_name(word: str, before: str, known: frozenset[str]) -> bool:
    plain = word.casefold()
    if plain in known or (len(plain) > 3 and plain.endswith("s") and plain[:-1] in known):
        return True
    if not word[0].isupper() or (word.isupper() and len(word) <= 6) or word in CAPITALISED_WORDS:
        return False
    return plain in AMBIGUOUS_NAMES or SENTENCE_END.search(before) is None
