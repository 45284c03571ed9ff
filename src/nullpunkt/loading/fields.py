"""A document's values into an entry; what does not fit becomes a `Problem` that says what to do."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar, get_args, get_origin

from nullpunkt.loading.values import Misfit, read_entry
from nullpunkt.loading.yaml_file import Loc, Problem, YamlDocument
from nullpunkt.survey.entry import Entry, FieldSpec

E = TypeVar("E", bound=Entry)
CLOSE = 0.55
"""How like two words are (difflib's ratio) when one is offered for the other."""

_MOST = 200
"""mistakes that are told: a file with more is of another kind"""
_LONGEST = 100
"""letters of a wrong value that are shown"""


def build(document: YamlDocument, entry: type[E]) -> E | tuple[Problem, ...]:
    """The entry, or every problem that its fields have."""
    found = read_entry(entry, document.value)
    if not isinstance(found, list):
        return found
    told = found[:_MOST]
    misspelt = {(*one.loc[:-1], _meant(entry, one.loc)) for one in told if one.kind == "unknown"}
    problems = tuple(_problem(document, entry, one) for one in told if one.loc not in misspelt)
    more = len(found) - len(told)
    return (*problems, Problem(document.name, None, "", f"… and {more} more mistakes.")) if more else problems


def _meant(entry: type[Entry], loc: Loc) -> str:
    """The field that a misspelt one was meant to be: it is not reported as missing too."""
    close = get_close_matches(str(loc[-1]).casefold(), tuple(_fields_at(entry, loc[:-1])), n=1, cutoff=CLOSE)
    return close[0] if close else ""


def nearest(word: str, known: tuple[str, ...], *, otherwise: str = "") -> str:
    """A question with the known word that is nearest, else what is known."""
    close = get_close_matches(word.casefold(), known, n=1, cutoff=CLOSE)
    return f"Did you mean «{close[0]}»?" if close else otherwise


def _problem(document: YamlDocument, entry: type[Entry], wrong: Misfit) -> Problem:
    if wrong.kind == "missing":
        message, hint = _missing(entry, wrong.loc)
        line = document.line_of(wrong.loc[:-1])
    else:
        message, hint = _worded(entry, wrong)
        line = document.line_of(wrong.loc)
    return Problem(document.name, line, document.field_name(wrong.loc), message, hint)


def _missing(entry: type[Entry], loc: Loc) -> tuple[str, str]:
    name = str(loc[-1])
    meaning = _fields_at(entry, loc[:-1])[name].description
    return f"«{name}» is missing.", f"Add «{name}: …»." + (f" {meaning}" if meaning else "")


def _worded(entry: type[Entry], wrong: Misfit) -> tuple[str, str]:
    """What was found, and what to do, for each kind of misfit."""
    found = _shown(wrong.found)
    if wrong.found is None:
        return "nothing is written here.", "Fill it in, or remove the line."
    match wrong.kind:
        case "unknown":
            name = str(wrong.loc[-1])
            return f"«{name}» is not a field here.", _field_hint(name, entry, wrong.loc[:-1])
        case "choice":
            words = tuple(wrong.expected.split(", "))
            return f"{found} is not possible here.", nearest(found.strip("«»"), words) or f"Possible: {wrong.expected}."
        case "pattern":
            hint = "Begin with a letter a–z; use small letters a–z, digits and _ only (no æ, ø, å, blanks or capitals)."
            return f"{found} cannot be a name.", hint
        case "truth":
            return f"{found} is neither true nor false.", "Write true or false."
        case "number":
            return f"{found} is not a number.", "Write digits only, with a point for decimals."
        case "text":
            return f"expected a text, found {found}.", "Write the text after the colon."
        case "list":
            return f"expected a list, found {found}.", "Write [one, two], or one entry per line with «- » before it."
        case "fields":
            return f"expected fields, found {found}.", "Write «name: value» on lines of their own, indented two blanks."
        case "comma":
            part = wrong.expected
            return f"the part «{part}» stands alone: a text with a comma inside {{ }} needs quotation marks.", ""
        case "date":
            return f"{found} is not a date.", "Write it as 2020-09-16."
        case "bounds":
            return f"{found} is not possible here.", f"Possible: {wrong.expected}."
        case _:
            return f"{found} is too short or too long.", ""


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "fields (name: value)"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"«{text}»" if len(text) <= _LONGEST else f"«{text[:_LONGEST]}…»"


def _field_hint(word: str, entry: type[Entry], loc: Loc) -> str:
    known = tuple(_fields_at(entry, loc))
    return nearest(word, known, otherwise=f"Possible here: {', '.join(known)}.")


def _fields_at(entry: type[Entry], loc: Loc) -> dict[str, FieldSpec]:
    """The fields of the entry at `loc`, found by following the declared types."""
    current: type[Entry] | None = entry
    named = False  # whether the next step is a name that the user chose, as in `scales: {name: …}`
    for step in loc:
        if isinstance(step, int) or named:
            named = False
        elif current is None or step not in current.specs:
            return {}
        else:
            declared = current.types()[step]
            current, named = _entry_type(declared), get_origin(declared) is dict
    return dict(current.specs) if current is not None else {}


def _entry_type(declared: Any) -> type[Entry] | None:
    """The entry inside `tuple[Entry, ...]`, `dict[str, Entry]` or `Entry | None`."""
    if isinstance(declared, type) and issubclass(declared, Entry):
        return declared
    return next((inside for part in get_args(declared) if (inside := _entry_type(part)) is not None), None)
