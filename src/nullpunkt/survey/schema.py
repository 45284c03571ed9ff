"""JSON Schema of the YAML files, so that an editor completes and checks them while they are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from nullpunkt.survey.definition import LANGUAGE_CODE, ModuleFile, SurveyFile
from nullpunkt.survey.entry import Between, ByLanguage, Entry, FieldSpec, Long, Matching

Schema = dict[str, Any]  # Any: JSON

_SCALARS: Mapping[Any, Schema] = {
    str: {"type": ["string", "number"]},  # an unquoted 1 is a text in our files, and a number to an editor
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
}


def survey_schema() -> Schema:
    """The schema of a questionnaire's file."""
    return schema_of(SurveyFile, "A questionnaire of nullpunkt")


def module_schema() -> Schema:
    """The schema of a module's file."""
    return schema_of(ModuleFile, "A module of nullpunkt: questions that several questionnaires share")


def schema_of(entry: type[Entry], title: str) -> Schema:
    """The schema of a file that holds this entry."""
    shared: dict[str, Schema] = {}
    top = _entry(entry, shared)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": shared, **top, "title": title}


def _entry(entry: type[Entry], shared: dict[str, Schema]) -> Schema:
    types = entry.types()
    required = [name for name, spec in entry.specs.items() if spec.required]
    return {
        "type": "object",
        "description": entry.__doc__,
        "properties": {name: _field(spec, types[name], shared) for name, spec in entry.specs.items()},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _field(spec: FieldSpec, kind: Any, shared: dict[str, Schema]) -> Schema:
    schema = {**_of(kind, shared), "description": spec.description}
    if spec.required or spec.default_factory is not None:
        return schema
    return {**schema, "default": list(spec.default) if isinstance(spec.default, tuple) else spec.default}


def _of(kind: Any, shared: dict[str, Schema]) -> Schema:  # Any: a type as it is declared
    inside = get_args(kind)
    match get_origin(kind):
        case None:
            return _plain(kind, shared)
        case origin if origin is Annotated:
            return _narrowed(_of(inside[0], shared), inside[1])
        case origin if origin is Literal:
            return {"type": "string", "enum": list(inside)}
        case origin if origin is tuple:
            return {"type": "array", "items": _of(inside[0], shared)}
        case origin if origin is dict:
            return {"type": "object", "additionalProperties": _of(inside[1], shared)}
    either = [{"type": "null"} if part is NoneType else _of(part, shared) for part in inside]
    return {"anyOf": [one for part in either for one in part.get("anyOf", [part])]}


def _plain(kind: Any, shared: dict[str, Schema]) -> Schema:
    if kind in _SCALARS:
        return _SCALARS[kind]
    if kind.__name__ not in shared:
        shared[kind.__name__] = _words(kind) if issubclass(kind, StrEnum) else _entry(kind, shared)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _words(kind: type[StrEnum]) -> Schema:
    return {"type": "string", "description": kind.__doc__, "enum": [str(word) for word in kind]}


def _narrowed(inner: Schema, told: object) -> Schema:
    """What the reader takes beside the declared type, or less of it: a plain text for a text, one name for a list."""
    match told:
        case Matching(pattern):
            return {"type": "string", "pattern": pattern}
        case Between(low, high):
            return {**inner, "minimum": low, "maximum": high}
        case Long(least):
            return {**inner, "minLength": least}
        case ByLanguage():
            names = {"pattern": f"^{LANGUAGE_CODE.pattern}$"}
            inner = {**inner, "propertyNames": names, "minProperties": 1}
    return {"anyOf": [{"type": "string"}, inner]}
