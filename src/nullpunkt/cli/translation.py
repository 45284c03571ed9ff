"""What an error says, in Norwegian: `templates/messages/<language>.yaml` by the English text.

Errors are raised in English, deep in packages that know no terminal and no language. Here, at the edge, each sentence
is found again by its words, and its values (a file, a number) are put into the Norwegian one. What is not in the
catalogue stays English; a test sees to it that every text of the program is there.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from nullpunkt.loading.yaml_file import read_yaml
from nullpunkt.resources import shipped

_NAME_FOLLOWS = ("«", "`", "“")
"""between these marks stands a name, which is the same in every language"""
_SEAM = re.compile(r"(?<=[.?!…»'\")]) |; ")
_LINE = re.compile(r", line (\d+)")
_NUMBER = re.compile(r"\bno\. (\d+)")


def translate(text: str, language: str) -> str:
    """The message in `language`, line by line; English where the catalogue has no such text, or there is no catalogue.

    >>> translate("svar.csv does not exist", "nb"), translate("svar.csv does not exist", "en")
    ('svar.csv finnes ikke', 'svar.csv does not exist')
    """
    catalogue = _catalogue(language)
    if catalogue is None:
        return text
    return "\n".join(catalogue.said(line) or line for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of the catalogue: what it looks like in English, and its wording."""

    english: str
    start: str
    """what stands before the first place; most texts are told apart by it"""
    wording: str
    words: int
    """how many letters are always there; an entry with more of them is the better match"""
    names: frozenset[int]
    """places whose value is a name and is never translated"""


@dataclass(frozen=True)
class Catalogue:
    """The texts of one language; `parts` may stand in the place of a value, `system` are the texts of others."""

    messages: tuple[Entry, ...]
    parts: tuple[Entry, ...]
    system: tuple[Entry, ...]
    places: Mapping[str, str]

    @cached_property
    def _line(self) -> str:
        return self.places[", line {0}"]

    @cached_property
    def _number(self) -> str:
        return self.places["no. {0}"]

    def said(self, line: str) -> str | None:
        """One line: a message, several after each other, or one after the place where a mistake is."""
        placed = self._placed(line) if _LINE.search(line.partition(": ")[0]) else None
        return placed or self._sentences(line) or self._placed(line) or self._unstopped(line)

    def _sentences(self, line: str) -> str | None:
        for seam in _SEAM.finditer(line):
            first, rest = line[: seam.start()], line[seam.end() :]
            if (one := self._whole(first)) and (other := self._sentences(rest)):
                return one + seam.group() + other
        return self._whole(line)

    def _placed(self, line: str) -> str | None:
        """«survey.yaml, line 3, title: …»."""
        for colon in re.finditer(": ", line):
            rest = line[colon.end() :]
            if said := self._sentences(rest) or self._unstopped(rest) or _filled(rest, self.system, str):
                place = _LINE.sub(lambda found: self._line.format(found[1]), line[: colon.start()])
                place = _NUMBER.sub(lambda found: self._number.format(found[1]), place)
                return f"{place}: {said}"
        return None

    def _unstopped(self, line: str) -> str | None:
        # what a field's own check says is made a sentence by whoever tells it
        said = self._sentences(line[:-1]) if line.endswith(".") else None
        return said and said + "."

    def _whole(self, text: str) -> str | None:
        return _filled(text, self.messages, self._value)

    def _value(self, text: str) -> str:
        """A value that is a text of the program itself in the other language, any other as it is."""
        return _filled(text, (*self.parts, *self.system, *self._without_values), str) or text

    @cached_property
    def _without_values(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.messages if entry.start == entry.english)


def _filled(text: str, entries: Iterable[Entry], value: Callable[[str], str]) -> str | None:
    """The wording of the first entry that the text looks like, with the text's values."""
    for entry in entries:
        if text.startswith(entry.start) and (found := _pattern(entry.english).fullmatch(text)):
            groups = enumerate(found.groups())
            return entry.wording.format(*(each if place in entry.names else value(each) for place, each in groups))
    return None


def entry_of(english: str, wording: str) -> Entry:
    """An English text with places `{0}`, `{1}` … (in that order) as an entry."""
    pieces = list(string.Formatter().parse(english))
    return Entry(
        english=english,
        start=pieces[0][0] if pieces else "",
        wording=wording,
        words=sum(len(literal) for literal, *_ in pieces),
        names=frozenset(int(place) for literal, place, *_ in pieces if place and literal.endswith(_NAME_FOLLOWS)),
    )


@cache
def _pattern(english: str) -> re.Pattern[str]:
    """What the text looks like; made for the few of the catalogue that a message may be."""
    pieces = string.Formatter().parse(english)
    looks = "".join(re.escape(literal) + ("" if place is None else "(.*?)") for literal, place, *_ in pieces)
    return re.compile(looks, re.DOTALL)


@cache
def _catalogue(language: str) -> Catalogue | None:
    path = shipped("templates") / "messages" / f"{language}.yaml"
    if not path.is_file():
        return None
    chapters: Any = read_yaml(path, name=path.name).value  # Any: checked by the tests, since it is our own file
    return Catalogue(
        messages=_entries(chapters["messages"]),
        parts=_entries(chapters["parts"]),
        system=_entries(chapters["system"]),
        places=chapters["places"],
    )


def _entries(texts: Mapping[str, str]) -> tuple[Entry, ...]:
    entries = (entry_of(english, wording) for english, wording in texts.items())
    return tuple(sorted(entries, key=lambda entry: -entry.words))
