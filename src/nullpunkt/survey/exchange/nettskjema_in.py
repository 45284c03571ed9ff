"""Nettskjema's codebook (the form's elements as JSON) read as a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nullpunkt.survey.exchange.builder import Builder
from nullpunkt.survey.exchange.scales import KnownAnswers
from nullpunkt.survey.exchange.sketch import Sketch, text_of
from nullpunkt.survey.model import OpenType, Text

_CHOICES = frozenset({"RADIO", "SELECT"})
_SILENT = frozenset({"TEXT", "IMAGE", "PAGE_BREAK", ""})


def from_elements(elements: Sequence[Mapping[str, Any]], known: KnownAnswers, *, name: str) -> Sketch:
    """The questionnaire; `Any` as the elements are somebody else's JSON."""
    builder = Builder(known)
    for element in elements:
        _add(builder, element)
    return builder.finished(name=name, source=name)


def _add(builder: Builder, element: Mapping[str, Any]) -> None:
    kind, code = str(element.get("elementType") or ""), str(element.get("externalElementId") or "")
    text = text_of({"nb": str(element.get("text") or code)})
    answers = _worded(element.get("answerOptions"), "externalAnswerOptionId")
    if kind == "HEADING":
        builder.chapter("", text)
    elif kind in _CHOICES:
        builder.choice(code, text, answers)
    elif kind == "CHECKBOX":
        builder.multiple(code, text, answers)
    elif kind == "MATRIX_RADIO":
        builder.grid(code, text, _worded(element.get("subElements"), "externalElementId"), answers)
    elif kind in ("NUMBER", "LINEAR_SCALE"):
        builder.number(
            code, text, minimum=_bound(element.get("minimumValue")), maximum=_bound(element.get("maximumValue"))
        )
    elif kind == "DATE" and element.get("dateFormat") != "TIME":
        builder.open(code, text, OpenType.DATE)
    elif kind in ("QUESTION", "DATE", "EMAIL", "NATIONAL_ID_NUMBER"):
        if kind in ("QUESTION", "DATE"):
            builder.open(code, text, OpenType.TEXT)
    elif kind not in _SILENT:
        builder.note("", "upload" if kind == "ATTACHMENT" else "unsupported", code or kind)


def _worded(entries: object, key: str) -> list[tuple[str, Text]]:
    """Codes with texts in the order shown."""
    if not isinstance(entries, list):
        return []
    listed = [entry for entry in entries if isinstance(entry, dict)]
    listed.sort(key=lambda entry: _place(entry.get("sequence")))
    return [(str(entry.get(key) or ""), text_of({"nb": str(entry.get("text") or "")})) for entry in listed]


def _place(sequence: object) -> float:
    return float(sequence) if isinstance(sequence, int | float) else 0.0


def _bound(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
