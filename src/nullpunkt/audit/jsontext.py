"""Reads any JSON of the folder for words: what people would find in it, and codes that say why a row is hidden."""

from __future__ import annotations

import json
from collections.abc import Iterator

from nullpunkt.audit.document import Document

_REASONS = ("primary", "complementary", "secondary")
_REASON_KEYS = ("reason", "reasons", "why", "suppressed_by")
LONG_NUMBER = 10**7


def read_json(content: bytes) -> Document:
    """Every key, text and long whole number."""
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except ValueError:
        return Document(hidden_parts=["JSON that cannot be read"])
    document = Document()
    for word, is_key in _words(found):
        document.texts.append(word)
        plain = word.casefold()
        if plain in _REASONS or (is_key and plain in _REASON_KEYS):
            document.hidden_parts.append("a reason for hiding")
    return document


def _words(value: object) -> Iterator[tuple[str, bool]]:
    match value:
        case dict():
            for key, inner in value.items():
                yield str(key), True
                yield from _words(inner)
        case list():
            for inner in value:
                yield from _words(inner)
        case str():
            yield value, False
        case int() if not isinstance(value, bool) and abs(value) >= LONG_NUMBER:
            yield str(value), False
        case _:
            return
