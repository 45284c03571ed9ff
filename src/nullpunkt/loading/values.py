"""A file's values into entries, each field by its declared type; what does not fit is kept, and reading goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial
from re import fullmatch
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from nullpunkt.loading.yaml_file import Loc
from nullpunkt.survey.definition import LANGUAGE_CODE
from nullpunkt.survey.entry import Between, ByLanguage, Entry, Long, Matching, OneOrMore
from nullpunkt.survey.model import FALLBACK_LANGUAGE

E = TypeVar("E", bound=Entry)
_TRUTHS = {
    **dict.fromkeys(("true", "yes", "on", "t", "y", "1"), True),
    **dict.fromkeys(("false", "no", "off", "f", "n", "0"), False),
}


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that cannot be what its field wants: the kind of mistake, what stands there, and what may stand there."""

    loc: Loc
    kind: str
    found: Any
    """Any: whatever was written"""
    expected: str = ""


Reader = Callable[[Any, Loc, list[Misfit]], Any]
"""gives the value, or None and adds a misfit"""


def read_entry(entry: type[E], value: object) -> E | list[Misfit]:
    """The entry, or everything that keeps the value from being one."""
    wrong: list[Misfit] = []
    found: E = _entry(entry, value, (), wrong)
    return wrong or found


def _entry(entry: type[Entry], value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    if not isinstance(value, dict):
        return _no("fields", value, loc, wrong)
    before = len(wrong)
    given: dict[str, Any] = {}
    for name, read in _readers(entry).items():
        if name in value:
            given[name] = read(value[name], (*loc, name), wrong)
        elif entry.specs[name].required:
            wrong.append(Misfit((*loc, name), "missing", value))
    wrong += (Misfit((*loc, name), "unknown", value[name]) for name in value if name not in entry.specs)
    return entry.read_from(given, value) if len(wrong) == before else None


def _readers(entry: type[Entry]) -> Mapping[str, Reader]:
    if entry not in _READERS:
        _READERS[entry] = {name: _reader(kind) for name, kind in entry.types().items()}
    return _READERS[entry]


_READERS: dict[type[Entry], Mapping[str, Reader]] = {}


@cache
def _reader(kind: Any) -> Reader:  # Any: a type as it is declared, with what narrows it
    inside = get_args(kind)
    match get_origin(kind):
        case None:
            return _plain(kind)
        case origin if origin is Annotated:
            return partial(_NARROWED[type(inside[1])], _reader(inside[0]), inside[1])
        case origin if origin is Literal:
            return partial(_one_of, {word: word for word in inside})
        case origin if origin is tuple:
            return partial(_list, _reader(inside[0]))
        case origin if origin is dict:
            return partial(_mapping, _reader(inside[1]))
    (single,) = (part for part in inside if part is not NoneType)
    return partial(_perhaps, _reader(single))


def _plain(kind: Any) -> Reader:
    if issubclass(kind, Entry):
        return partial(_entry, kind)
    if issubclass(kind, StrEnum):
        return partial(_one_of, {str(word): word for word in kind})
    return _SCALARS[kind]


def _no(kind: str, value: Any, loc: Loc, wrong: list[Misfit], expected: str = "") -> None:
    wrong.append(Misfit(loc, kind, value, expected))


def _perhaps(read: Reader, value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    return None if value is None else read(value, loc, wrong)


def _one_of(words: Mapping[str, Any], value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    found = words.get(value) if isinstance(value, str) else None
    return _no("choice", value, loc, wrong, ", ".join(words)) if found is None else found


def _list(read: Reader, value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    if not isinstance(value, list | tuple):
        return _no("list", value, loc, wrong)
    return tuple(read(part, (*loc, place), wrong) for place, part in enumerate(value))


def _mapping(read: Reader, value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    if not isinstance(value, dict):
        return _no("fields", value, loc, wrong)
    return {name: read(part, (*loc, name), wrong) for name, part in value.items()}


def _text(value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    return value if isinstance(value, str) else _no("text", value, loc, wrong)


def _truth(value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    found = value if isinstance(value, bool) else _TRUTHS.get(str(value).casefold())
    return _no("truth", value, loc, wrong) if found is None else found


def _number(kind: type[int] | type[float], value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    try:
        return kind(value)
    except (TypeError, ValueError):
        return _no("number", value, loc, wrong)


def _date(value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        return _no("date", value, loc, wrong)


def _anything(value: Any, loc: Loc, wrong: list[Misfit]) -> Any:  # noqa: ARG001
    return value


_SCALARS: Mapping[Any, Reader] = {
    str: _text,
    bool: _truth,
    int: partial(_number, int),
    float: partial(_number, float),
    date: _date,
    object: _anything,
}


def _by_language(read: Reader, _: ByLanguage, value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    """A comma that split a text inside { } is named as what it is."""
    if isinstance(value, str):
        return {FALLBACK_LANGUAGE: value.strip()}
    if isinstance(value, dict):
        alone = _alone(value)
        if alone is not None:
            return _no("comma", value, loc, wrong, alone)
    return read(value, loc, wrong)


def _alone(parts: Mapping[str, object]) -> str | None:
    return next((name for name, part in parts.items() if part is None and not LANGUAGE_CODE.fullmatch(name)), None)


def _one_or_more(read: Reader, _: OneOrMore, value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    return (value,) if isinstance(value, str) else read(value, loc, wrong)


def _matching(read: Reader, told: Matching, value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    fits = not isinstance(value, str) or fullmatch(told.pattern, value)
    return read(value, loc, wrong) if fits else _no("pattern", value, loc, wrong)


def _between(read: Reader, told: Between, value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    number = read(value, loc, wrong)
    if number is None or told.low <= number <= told.high:
        return number
    return _no("bounds", value, loc, wrong, f"{told.low:g}–{told.high:g}")


def _long(read: Reader, told: Long, value: Any, loc: Loc, wrong: list[Misfit]) -> Any:
    found = read(value, loc, wrong)
    if found is None or told.least <= len(found) <= (told.most or len(found)):
        return found
    return _no("length", value, loc, wrong)


_NARROWED: Mapping[type, Callable[..., Any]] = {
    ByLanguage: _by_language,
    OneOrMore: _one_or_more,
    Matching: _matching,
    Between: _between,
    Long: _long,
}
