"""How exports put a question and its part into one header."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BRACKETS = re.compile(r"(?P<stem>[^\[\]]*\S)\s*\[(?P<part>[^\[\]]+)\](?:\[(?P<column>[^\[\]]+)\])?\s*", re.DOTALL)
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_CODE_AND_TEXT = re.compile(r"([A-Za-z][A-Za-z0-9_]{0,40})\.\s+(\S.*)", re.DOTALL)
_DASH = " - "


def split_brackets(header: str) -> tuple[str, str] | None:
    """«Stem [Part]» in two, «Stem [Row][Column]» with both parts in the second.

    >>> split_brackets("Hvor enig er du? [Vi møtes]")
    ('Hvor enig er du?', 'Vi møtes')
    """
    found = _BRACKETS.fullmatch(header)
    if found is None:
        return None
    column = found["column"]
    return found["stem"].strip(), found["part"].strip() + (f" {column.strip()}" if column else "")


def is_code(text: str) -> bool:
    """Whether this is a variable's name rather than a wording."""
    return _CODE.fullmatch(text.strip()) is not None


def split_code(header: str) -> tuple[str, str] | None:
    """«code. Text» in two."""
    found = _CODE_AND_TEXT.fullmatch(header.strip())
    return None if found is None else (found[1], found[2])


def shared_stems(texts: Sequence[str]) -> list[tuple[str, str]]:
    """«stem - item» in two where a neighbour has the same stem: split at the longest common start that ends in « - ».

    >>> shared_stems(["Enig? - Vi møtes - ofte", "Enig? - Vi snakkes", "Kjønn"])
    [('Enig?', 'Vi møtes - ofte'), ('Enig?', 'Vi snakkes'), ('Kjønn', '')]
    """
    stems = [max((_stem(text, other) for other in (*texts[n - 1 : n], *texts[n + 1 : n + 2])), key=len, default="")
             for n, text in enumerate(texts)]  # fmt: skip
    return [
        (stem.removesuffix(_DASH).strip(), text[len(stem) :].strip()) if stem else (text, "")
        for text, stem in zip(texts, stems, strict=True)
    ]


def _stem(text: str, other: str) -> str:
    differs = (n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b)
    shared = text[: next(differs, min(len(text), len(other)))]
    end = shared.rfind(_DASH)
    return "" if end < 0 or text == other else shared[: end + len(_DASH)]
