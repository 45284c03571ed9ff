"""What python-pptx has no call for: text alternatives, decoration, language, and relations without a search."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from nullpunkt.writers.office_package import colour, printable

_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def related(part: Any, to: Any, kind: str) -> str:
    """The name of a new relation between two parts; python-pptx would look whether there is one already."""
    name: str = part.rels._add_relationship(kind, to)
    return name


def rgb(hexadecimal: str) -> Any:
    """A colour as python-pptx takes it."""
    return RGBColor.from_string(colour(hexadecimal))  # type: ignore[no-untyped-call]


def tell(shape: Any, *, name: str, alternative: str) -> None:
    """A shape's name and text alternative; python-pptx would leave the picture's file name."""
    properties = next(shape._element.iter(qn("p:cNvPr")))
    properties.set("name", printable(name))
    properties.set("descr", printable(alternative))


def tell_decorative(shape: Any) -> None:
    """Says that a shape is mere decoration, which a screen reader passes over."""
    next(shape._element.iter(qn("p:cNvPr"))).append(parse_xml(_DECORATIVE))


def tell_language(element: Any, tag: str) -> None:
    """Sets the language of every run below an element."""
    for run in element.iter(qn("a:r"), qn("a:fld")):
        run.get_or_add_rPr().set("lang", tag)
    for properties in element.iter(qn("a:endParaRPr"), qn("a:defRPr")):
        properties.set("lang", tag)
