"""Norwegian municipalities by number and by every name that people write: current, Sámi, Kven, and former ones.

The list holds the 357 municipalities of 2024 and those that were merged into them since 2002 (docs/region.md tells what
it was compared with); what is not in it is asked for, never guessed.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from nullpunkt.resources import shipped
from nullpunkt.responses.wording import edit_distance, loose_key

_SUFFIX = re.compile(r"\b(kommune|kommuna|herad|suohkan|gielda|tjïelte|komuuni|municipality)$")
_BESIDE = re.compile(r"\s+[-–—]\s+|\s*[–—/]\s*")
"""between a municipality's names in two languages"""
_IN_COUNTY = re.compile(r"(.+?)(?:\s*\(\s*|\s*,\s*|\s+i\s+)([^(),]+)\)?\s*$", re.IGNORECASE)
_SAMI = str.maketrans("áčđŋšŧžï", "acdnstzi")
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
    """a slip of the pen, or a number and a name that contradict each other: to be offered, never taken"""


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
    """The municipality that a person wrote: the number, the name, or both where they agree.

    >>> municipality_of("4012 Bamble").numbers, municipality_of("Sauherad kommune").numbers
    (('4012',), ('4020',))
    >>> municipality_of("Herøy").numbers, municipality_of("Herøy i Nordland").numbers
    (('1515', '1818'), ('1818',))
    >>> municipality_of("4001 Stavanger").numbers  # a postal code in Stavanger, and the number of Porsgrunn
    ('4001', '1103')
    """
    name = re.sub(r"\d+", " ", text)
    numbers = _numbers_of(name)
    match = _NUMBERED.search(text.strip())
    written = (match[1] or match[2]).zfill(4) if match else ""  # a spreadsheet turns 0301 into 301
    if written in municipalities():
        agree = not numbers or written in numbers
        return NamedAs((written,)) if agree else NamedAs((written, *numbers), near=True)
    return NamedAs(numbers) if numbers else NamedAs(tuple(_near(name_key(name))), near=True)


def _numbers_of(name: str) -> tuple[str, ...]:
    """Every municipality of this name, also where its names in two languages or its county stand beside it."""
    key = name_key(name)
    if found := _by_key().get(key) or _by_plain_key().get(key.translate(_SAMI)):
        return found
    if match := _IN_COUNTY.match(name):
        county = _counties().get(name_key(match[2]), frozenset())
        found = tuple(number for number in _numbers_of(match[1]) if number[:2] in county)
    parts = _BESIDE.split(name)
    if not found and len(parts) > 1:
        each = [_numbers_of(part) for part in parts]
        found = tuple(number for number in each[0] if all(number in one for one in each))
    return found or ()


@cache
def _counties() -> Mapping[str, frozenset[str]]:
    """First two digits of the municipalities in each county, by its names today and before."""
    with (shipped("templates") / "counties.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    found: dict[str, set[str]] = {}
    for row in rows:
        for name in _names(row["names"]):
            found.setdefault(name_key(name), set()).add(row["number"])
    return {key: frozenset(numbers) for key, numbers in found.items()}


@cache
def _by_plain_key() -> Mapping[str, tuple[str, ...]]:
    """By names as a file name has them: o for ø, a for å and æ, and Sámi letters without their marks."""
    found: dict[str, list[str]] = {}
    for key, numbers in _by_key().items():
        known = found.setdefault(key.translate(_SAMI).translate(_PLAIN), [])
        known += [number for number in numbers if number not in known]
    return {key: tuple(numbers) for key, numbers in found.items()}


def _near(key: str) -> Iterator[str]:
    """Municipalities whose name is one slip of the pen away, to be offered in a message."""
    if len(key) < 4:
        return
    seen: set[str] = set()
    for known, numbers in sorted(_by_key().items()):
        if abs(len(known) - len(key)) <= 1 and edit_distance(key, known, limit=1) <= 1:
            yield from (number for number in numbers if number not in seen)
            seen.update(numbers)
