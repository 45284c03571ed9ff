"""A document's values into a pydantic model; what does not fit becomes a `Problem` that says what to do."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from nullpunkt.loading.yaml_file import Loc, Problem, YamlDocument

Model = TypeVar("Model", bound=BaseModel)
CLOSE = 0.55
"""How like two words are (difflib's ratio) when one is offered for the other."""

_MOST = 200
"""mistakes that are told: a file with more is of another kind"""
_LONGEST = 100
"""letters of a wrong value that are shown"""


def build(document: YamlDocument, model: type[Model]) -> Model | tuple[Problem, ...]:
    """The model, or every problem that its fields have."""
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        found = error.errors(include_url=False)
    details = found[:_MOST]
    misspelt = {(*detail["loc"][:-1], _meant(model, detail["loc"])) for detail in details if _is_extra(detail)}
    problems = tuple(_problem(document, model, detail) for detail in details if detail["loc"] not in misspelt)
    more = len(found) - len(details)
    return (*problems, Problem(document.name, None, "", f"… and {more} more mistakes.")) if more else problems


def _is_extra(detail: Any) -> bool:
    return bool(detail["type"] == "extra_forbidden")


def _meant(model: type[BaseModel], loc: Loc) -> str:
    """The field that a misspelt one was meant to be: it is not reported as missing too."""
    close = get_close_matches(str(loc[-1]).casefold(), tuple(_fields_at(model, loc[:-1])), n=1, cutoff=CLOSE)
    return close[0] if close else ""


def nearest(word: str, known: tuple[str, ...], *, otherwise: str = "") -> str:
    """A question with the known word that is nearest, else what is known."""
    close = get_close_matches(word.casefold(), known, n=1, cutoff=CLOSE)
    return f"Did you mean «{close[0]}»?" if close else otherwise


def _problem(document: YamlDocument, model: type[BaseModel], detail: Any) -> Problem:
    loc: Loc = tuple(step for step in detail["loc"] if step != "[key]")
    if detail["type"] == "missing":
        message, hint = _missing(model, loc)
        return Problem(document.name, document.line_of(loc[:-1]), document.field_name(loc), message, hint)
    message, hint = _worded(model, loc, detail)
    return Problem(document.name, document.line_of(loc), document.field_name(loc), message, hint)


def _missing(model: type[BaseModel], loc: Loc) -> tuple[str, str]:
    name = str(loc[-1])
    field = _fields_at(model, loc[:-1]).get(name)
    meaning = f"Add «{name}: …»." + (f" {field.description}" if field and field.description else "")
    return f"«{name}» is missing.", meaning


def _worded(model: type[BaseModel], loc: Loc, detail: Any) -> tuple[str, str]:
    """What was found, and what to do, for each kind of misfit that pydantic knows."""
    found, context = _shown(detail["input"]), detail.get("ctx", {})
    if detail["input"] is None:
        return "nothing is written here.", "Fill it in, or remove the line."
    match detail["type"]:
        case "extra_forbidden":
            return f"«{loc[-1]}» is not a field here.", _field_hint(str(loc[-1]), model, loc[:-1])
        case "enum" | "literal_error":
            allowed = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
            words = tuple(allowed.split(", "))
            return f"{found} is not possible here.", nearest(found.strip("«»"), words) or f"Possible: {allowed}."
        case "string_pattern_mismatch":
            hint = "Begin with a letter a–z; use small letters a–z, digits and _ only (no æ, ø, å, blanks or capitals)."
            return f"{found} cannot be a name.", hint
        case "bool_parsing" | "bool_type":
            return f"{found} is neither true nor false.", "Write true or false."
        case "float_parsing" | "float_type" | "int_parsing" | "int_type":
            return f"{found} is not a number.", "Write digits only, with a point for decimals."
        case "string_type":
            return f"expected a text, found {found}.", "Write the text after the colon."
        case "tuple_type" | "list_type":
            return f"expected a list, found {found}.", "Write [one, two], or one entry per line with «- » before it."
        case "dict_type" | "model_type":
            return f"expected fields, found {found}.", "Write «name: value» on lines of their own, indented two blanks."
        case "value_error":
            return f"{context['error']}.", ""
        case _:
            return f"{detail['msg']} (found {found}).", ""


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "fields (name: value)"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"«{text}»" if len(text) <= _LONGEST else f"«{text[:_LONGEST]}…»"


def _field_hint(word: str, model: type[BaseModel], loc: Loc) -> str:
    known = tuple(_fields_at(model, loc))
    return nearest(word, known, otherwise=f"Possible here: {', '.join(known)}.")


def _fields_at(model: type[BaseModel], loc: Loc) -> dict[str, Any]:
    """The fields of the entry at `loc`, found by following the annotations."""
    current: Any = model
    named = False  # whether the next step is a name that the user chose, as in `scales: {name: …}`
    for step in loc:
        if isinstance(step, int) or named:
            named = False
        elif current is None or step not in current.model_fields:
            return {}
        else:
            annotation = current.model_fields[step].annotation
            current, named = _entry_type(annotation), get_origin(annotation) is dict
    return dict(current.model_fields) if current is not None else {}


def _entry_type(annotation: Any) -> Any:
    """The model inside `tuple[Model, ...]`, `dict[str, Model]` or `Model | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((inside for part in get_args(annotation) if (inside := _entry_type(part)) is not None), None)
