"""A LimeSurvey structure as the bytes of its file."""

from __future__ import annotations

from xml.etree.ElementTree import Element, indent, tostring

_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def lss_bytes(root: Element) -> bytes:
    """UTF-8 with the declaration that LimeSurvey writes."""
    indent(root, " ")
    return _HEAD + bytes(tostring(root, encoding="utf-8")) + b"\n"
