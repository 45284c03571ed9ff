"""Reads what a picture says beside its pixels."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from nullpunkt.audit.document import Document

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TEXTUAL = (b"tEXt", b"zTXt", b"iTXt", b"eXIf")
_HARMLESS = (b"Software",)


def read_picture(content: bytes) -> Document:
    """The textual chunks of a PNG; other pictures only as bytes."""
    document = Document()
    for kind, data in _chunks(content):
        if kind not in _TEXTUAL:
            continue
        key, _, rest = data.partition(b"\0")
        document.texts.append((key + b" " + _plain(kind, rest)).decode("latin-1"))
        if key not in _HARMLESS:
            document.hidden_parts.append("text inside a picture")
    return document


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not content.startswith(_SIGNATURE):
        return
    place = len(_SIGNATURE)
    while place + 8 <= len(content):
        (size,) = struct.unpack(">I", content[place : place + 4])
        yield content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        place += 12 + size


def _plain(kind: bytes, rest: bytes) -> bytes:
    if kind == b"zTXt":
        try:
            return zlib.decompress(rest[1:])
        except zlib.error:
            return rest
    return rest
