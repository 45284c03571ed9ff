"""Language files in: `templates/languages/<code>.yaml`, and a user's folder over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nullpunkt.errors import DefinitionError
from nullpunkt.loading.yaml_file import UnreadableError, read_yaml
from nullpunkt.report.language import OTHER, Language, placeholders
from nullpunkt.report.numbers import NumberStyle
from nullpunkt.resources import shipped, shipped_languages

REFERENCE_LANGUAGE = "nb"
"""The language whose keys every other language must have."""

PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", OTHER})

Wording = str | dict[str, str]


class _Numbers(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    decimal: str = Field(min_length=1)
    thousands: str
    percent: str = Field(min_length=1)
    months: tuple[str, ...] = Field(min_length=12, max_length=12)
    date: str


class _LanguageFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^[a-z]{2,3}$")
    tag: str
    name: str
    numbers: _Numbers
    plurals: dict[str, tuple[int, ...]]
    texts: dict[str, object]


@cache
def load_language(code: str, folder: Path | None = None) -> Language:
    """The language `code`; a file of that name in `folder` goes before the shipped one, text by text.

    Raises DefinitionError for an unknown language, a file that does not hold and a language that lacks texts.
    """
    layers = [path for path in (_folder() / f"{code}.yaml", folder and folder / f"{code}.yaml") if path]
    files = [path for path in layers if path.is_file()]
    if not files:
        known = ", ".join(shipped_languages())
        raise DefinitionError(f"there is no language “{code}”", hint=f"choose one of {known}, or add {code}.yaml")
    texts: dict[str, Wording] = {}
    base = _read(files[0])
    for path in files:
        own = dict(_flat(_read(path).texts if path is files[0] else _texts(path), ""))
        texts |= own
    if files != [_folder() / f"{code}.yaml"]:  # the tests hold the shipped ones against each other
        _require_complete(texts, files[-1])
    return Language(
        code=base.code,
        tag=base.tag,
        name=base.name,
        style=_style(base.numbers),
        texts=texts,
        plurals={form: frozenset(counts) for form, counts in base.plurals.items()},
    )


def _folder() -> Path:
    return shipped("templates") / "languages"


def _style(numbers: _Numbers) -> NumberStyle:
    return NumberStyle(
        decimal=numbers.decimal,
        thousands=numbers.thousands,
        percent=numbers.percent,
        months=numbers.months,
        date_pattern=numbers.date,
    )


def _raw(path: Path) -> object:
    try:
        return read_yaml(path, name=path.name).value
    except UnreadableError as error:
        raise DefinitionError(f"the language file {path.name} cannot be read", problems=(str(error.problem),)) from None


@cache  # 11 ms a file, and bokmål is both a report's language and what the others are held against
def _read(path: Path) -> _LanguageFile:
    try:
        return _LanguageFile.model_validate(_raw(path))
    except ValidationError as error:
        problems = tuple(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        raise DefinitionError(f"the language file {path.name} does not hold", problems=problems) from None


def _texts(path: Path) -> Mapping[str, object]:
    """A user's file over a shipped one needs only the texts that it changes."""
    raw = _raw(path)
    texts = raw.get("texts") if isinstance(raw, dict) else None
    if not isinstance(texts, dict):
        raise DefinitionError(f"the language file {path.name} has no part “texts”")
    return texts


def _flat(node: Mapping[str, object], prefix: str) -> Iterator[tuple[str, Wording]]:
    """Dotted keys: a mapping with the key `other` is a text in plural forms when all keys are forms,
    any other mapping a chapter of texts.
    """
    for name, value in node.items():
        key = f"{prefix}{name}"
        match value:
            case str():
                yield key, value
            case dict() if OTHER in value and value.keys() <= PLURAL_FORMS:
                yield key, {str(form): str(text) for form, text in value.items()}
            case dict():
                yield from _flat(value, key + ".")
            case _:
                raise DefinitionError(f"“{key}” in the language file is not a text", hint="put it between quotes")


def _require_complete(texts: Mapping[str, Wording], path: Path) -> None:
    """Every text of bokmål, no other, and in each no value that the program does not give."""
    reference = _reference()
    lacking = sorted(reference.keys() - texts.keys())
    if lacking:
        raise DefinitionError(
            f"the language file {path.name} lacks {len(lacking)} texts",
            problems=tuple(lacking),
            hint=f"{REFERENCE_LANGUAGE}.yaml has them all",
        )
    problems = [f"{key}: there is no such text" for key in sorted(texts.keys() - reference.keys())]
    problems += [problem for key in sorted(reference) for problem in _foreign_values(key, texts[key], reference[key])]
    if problems:
        raise DefinitionError(f"the language file {path.name} does not hold", problems=tuple(problems))


def _foreign_values(key: str, own: Wording, reference: Wording) -> Iterator[str]:
    known = _values(reference)
    try:
        foreign = sorted(_values(own) - known)
    except ValueError:
        yield f"{key}: a brace is not closed; write {{{{ for a brace of your own"
        return
    if foreign:
        may = ", ".join(f"{{{name}}}" for name in sorted(known)) or "no braces"
        yield f"{key}: {{{foreign[0]}}} is not known here; it may hold {may}"


def _values(wording: Wording) -> frozenset[str]:
    forms = [wording] if isinstance(wording, str) else wording.values()
    return frozenset(name for form in forms for name in placeholders(form))


@cache
def _reference() -> Mapping[str, Wording]:
    return dict(_flat(_read(_folder() / f"{REFERENCE_LANGUAGE}.yaml").texts, ""))
