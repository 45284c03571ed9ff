"""One part of an Office package as XML: parsed without trusting it, names without their namespaces."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring


def parsed(part: bytes) -> Element | None:
    """The part's tree; None where it is no XML or tries to be more."""
    try:
        root: Element = fromstring(part)
    except (ParseError, DefusedXmlException):
        return None
    return root


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute by its local name."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
