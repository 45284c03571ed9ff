"""Letters that the font has: PDF/A refuses a document with one that it has not, so such a letter becomes «�»."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache
from typing import Any

from nullpunkt.resources import shipped

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_WINDOWS_UNICODE = (3, 1)
_SEGMENTS = 4


def displayable(value: Any) -> Any:  # JSON
    """The same values with every letter that cannot be shown replaced.

    >>> displayable({"a": ["Kommune 😀", 1]})
    {'a': ['Kommune �', 1]}
    """
    match value:
        case str():
            return "".join(letter if ord(letter) in _letters() else UNKNOWN for letter in value)
        case dict():
            return {key: displayable(inside) for key, inside in value.items()}
        case list() | tuple():
            return [displayable(inside) for inside in value]
        case _:
            return value


@cache
def _letters() -> frozenset[int]:
    """The font's letters, and the line ends that are no letters."""
    content = (shipped("templates") / "fonts" / "OpenSans-Regular.ttf").read_bytes()
    return frozenset({*_mapped(content, _table(content, b"cmap")), 0x09, 0x0A, 0x0D})


def _table(content: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", content, 4)
    entries = (struct.unpack_from(">4sIII", content, 12 + 16 * place) for place in range(count))
    return int(next(start for tag, _, start, _ in entries if tag == name))


def _mapped(content: bytes, cmap: int) -> Iterator[int]:
    """Code points of the OpenType table `cmap`, format 4: segments from a first to a last letter."""
    (count,) = struct.unpack_from(">H", content, cmap + 2)
    entries = [struct.unpack_from(">HHI", content, cmap + 4 + 8 * place) for place in range(count)]
    start = next(cmap + at for system, kind, at in entries if (system, kind) == _WINDOWS_UNICODE)
    form, _, _, doubled = struct.unpack_from(">HHHH", content, start)
    assert form == _SEGMENTS
    last = struct.unpack_from(f">{doubled // 2}H", content, start + 14)
    first = struct.unpack_from(f">{doubled // 2}H", content, start + 16 + doubled)
    for low, high in zip(first, last, strict=True):
        yield from range(low, min(high, 0xFFFE) + 1)
