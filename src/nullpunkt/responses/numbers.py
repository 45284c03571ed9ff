"""Numbers as people and platforms write them."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?")
_UNIT = re.compile(r"\s*(?:år|ar|stk\.?|barn|%|prosent|kr|timer|dager|years?|children|hours?|days?)\.?$")


def parse_number(text: str) -> float | None:
    """The number, or None where the text is something else; a comma is a decimal comma.

    >>> parse_number("4,5"), parse_number("1 200"), parse_number("12 år"), parse_number("mange")
    (4.5, 1200.0, 12.0, None)
    """
    cleaned = _UNIT.sub("", text.strip().casefold())
    if not _NUMBER.fullmatch(cleaned):
        return None
    digits = re.sub(r"[ \u00a0\u202f]", "", cleaned).replace("−", "-").replace(",", ".")
    number = float(digits)
    return number if abs(number) < 1e15 else None
