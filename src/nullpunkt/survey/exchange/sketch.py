"""A questionnaire that somebody still has to look through: the survey, and what to check in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from nullpunkt.survey.model import (
    FALLBACK_LANGUAGE,
    Chapter,
    ChoiceQuestion,
    GridQuestion,
    MultipleQuestion,
    Question,
    Survey,
    Text,
)

_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "đ": "d", "ŋ": "ng", "ŧ": "t", "–": "_", "—": "_"}
)
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_PUNCTUATION = re.compile(r"[\W_]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_LONGEST_NAME = 32


@dataclass(frozen=True, slots=True)
class Note:
    """Something to check: the key of its sentence, and what stands in it; never an answer that a person gave."""

    key: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Sketch:
    """`notes` are by question id; those under "" are about the questionnaire as a whole."""

    survey: Survey
    notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)


class Names:
    """Gives ids and codes that are valid and not taken."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def code(self, text: str) -> str:
        """An option's code after the platform's own: digits may lead."""
        name = slug(text)
        if name and name not in self._taken:
            self._taken.add(name)
            return name
        return self.take(text, otherwise="svar")

    def take(self, text: str, *, otherwise: str, longest: int = _LONGEST_NAME) -> str:
        """A name after `text`, with a number where it is taken; `otherwise` where no letter is left or none leads."""
        name = slug(text, longest=longest)
        if not name or not name[0].isalpha():
            name = f"{otherwise}_{name}".rstrip("_")
        free, number = name, 1
        while free in self._taken:
            number += 1
            free = f"{name}_{number}"
        self._taken.add(free)
        return free


def slug(text: str, *, longest: int = _LONGEST_NAME) -> str:
    """Small letters, digits and `_`, cut between words.

    >>> slug("Hvilken tjeneste arbeider du i, på kveldstid?")
    'hvilken_tjeneste_arbeider_du_i'
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)).encode("ascii", "ignore").decode()
    name = _NO_LETTER.sub("_", folded).strip("_")
    if len(name) <= longest:
        return name
    cut = name[: longest + 1].rpartition("_")[0]
    return cut or name[:longest]


def plain(text: str) -> str:
    """What a wording is compared by: no case, no punctuation, no mark-up.

    >>> plain("  Vet ikke / usikker. ") == plain("<b>vet ikke</b>, usikker")
    True
    """
    bare = unicodedata.normalize("NFKC", _TAG.sub(" ", text))
    return " ".join(_PUNCTUATION.sub(" ", bare).split()).casefold()


def clean(text: str) -> str:
    """A text from a platform without mark-up, entities and line breaks."""
    import html

    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def text_of(wordings: Mapping[str, str]) -> Text:
    """A text in the languages that have it; the first of them where bokmål is missing."""
    given = {language: cleaned for language, text in wordings.items() if (cleaned := clean(text))}
    if FALLBACK_LANGUAGE not in given:
        given = {FALLBACK_LANGUAGE: next(iter(given.values()), "…"), **given}
    return Text(given)


def language_code(name: str) -> str:
    """A platform's language as we write it.

    >>> [language_code(name) for name in ("Norsk bokmål (nb)", "no", "nn-NO", "English", "en-informal")]
    ['nb', 'nb', 'nn', 'en', 'en']
    """
    brackets = re.search(r"\(([A-Za-z]{2,3})(?:[-_][A-Za-z]+)?\)\s*$", name)
    word = (brackets[1] if brackets else name.strip().partition("-")[0].partition("_")[0]).casefold()
    known = {"no": "nb", "nor": "nb", "norsk": "nb", "bokmål": "nb", "nynorsk": "nn", "english": "en", "engelsk": "en"}
    return known.get(word, word if re.fullmatch(r"[a-z]{2,3}", word) else FALLBACK_LANGUAGE)


def languages_of(questions: Iterable[Question], titles: Iterable[Text]) -> tuple[str, ...]:
    """The languages in which everything is worded; bokmål first."""
    texts = [*titles, *(text for question in questions for text in _texts(question))]
    shared = set.intersection(*(set(text.by_language) for text in texts)) if texts else set()
    return (FALLBACK_LANGUAGE, *sorted(shared - {FALLBACK_LANGUAGE}, key=lambda code: ("nn", "en", code).index(code)))


def _texts(question: Question) -> Iterator[Text]:
    yield question.text
    if isinstance(question, ChoiceQuestion | GridQuestion | MultipleQuestion):
        yield from (option.text for option in question.options)
    if isinstance(question, GridQuestion):
        yield from (row.text for row in question.rows)


def one_chapter(questions: Iterable[Question]) -> tuple[Chapter, ...]:
    """A chapter for a questionnaire that has none."""
    return (Chapter("spoersmaal", Text({FALLBACK_LANGUAGE: "Spørsmål"}), tuple(question.id for question in questions)),)
