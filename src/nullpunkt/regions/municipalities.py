"""Norwegian municipalities by number and by every name that people write: current, Sámi, Kven, and former ones.

The list holds the 357 municipalities of 2024 and the former municipalities that were merged into them since 2002 as far
as they are known to us; what is not in it is asked for, never guessed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from nullpunkt.resources import shipped
from nullpunkt.responses.wording import edit_distance, loose_key

NUMBER = re.compile(r"\d{4}")
_SUFFIX = re.compile(r"\b(kommune|kommuna|suohkan|tjïelte|municipality)$")
_PLAIN = str.maketrans({"ø": "o", "å": "a", "æ": "a"})
_NUMBERED = re.compile(r"^(\d{3,4})\b|\b(\d{4})$")


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality as the list has it."""

    number: str
    name: str
    other_names: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedAs:
    """What a written name can mean: exactly one municipality, several, or none that is known."""

    numbers: tuple[str, ...]
    near: bool = False
    """the name was nearly that of a municipality and was not used"""


@cache
def municipalities() -> Mapping[str, Municipality]:
    """All of them by number."""
    with (shipped("templates") / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return {
        row["number"]: Municipality(row["number"], row["name"], _names(row["other_names"]), _names(row["former_names"]))
        for row in rows
    }


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for part in cell.split(",") if (name := part.strip()))


def name_key(text: str) -> str:
    """A name without «kommune», punctuation and case; aa is å, ae is æ, oe is ø.

    >>> name_key("Midt-Telemark kommune") == name_key("midt telemark")
    True
    >>> name_key("Baerum") == name_key("Bærum")
    True
    """
    key = _SUFFIX.sub("", loose_key(text)).strip()
    return key.replace("aa", "å").replace("ae", "æ").replace("oe", "ø").replace("ö", "ø").replace("ä", "æ")


@cache
def _by_key() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in municipalities().values():
        for name in (one.name, *one.other_names, *one.former_names):
            numbers = found.setdefault(name_key(name), [])
            if one.number not in numbers:
                numbers.append(one.number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def municipality_of(text: str) -> NamedAs:
    """The municipality that a person wrote: its number in front or alone decides, else its name.

    >>> municipality_of("4012 Bamble").numbers, municipality_of("Sauherad kommune").numbers
    (('4012',), ('4020',))
    >>> municipality_of("Herøy").numbers
    ('1515', '1818')
    """
    key = name_key(text)
    for number in _numbers_in(text):
        if number in municipalities():
            return NamedAs((number,))
    for written in (key, name_key(re.sub(r"\d+", " ", text))):
        if found := _by_key().get(written) or _by_plain_key().get(written):
            return NamedAs(found)
    return NamedAs(tuple(_near(key)), near=True)


@cache
def _by_plain_key() -> Mapping[str, tuple[str, ...]]:
    """By names as a file name has them: o for ø, a for å and æ."""
    found: dict[str, list[str]] = {}
    for key, numbers in _by_key().items():
        known = found.setdefault(key.translate(_PLAIN), [])
        known += [number for number in numbers if number not in known]
    return {key: tuple(numbers) for key, numbers in found.items()}


def _numbers_in(text: str) -> Iterator[str]:
    match = _NUMBERED.search(text.strip())
    if match:
        yield (match[1] or match[2]).zfill(4)  # a spreadsheet turns 0301 into 301


def _near(key: str) -> Iterator[str]:
    """Municipalities whose name is one slip of the pen away, to be offered in a message."""
    if len(key) < 4:
        return
    seen: set[str] = set()
    for known, numbers in sorted(_by_key().items()):
        if abs(len(known) - len(key)) <= 1 and edit_distance(key, known, limit=1) <= 1:
            yield from (number for number in numbers if number not in seen)
            seen.update(numbers)
