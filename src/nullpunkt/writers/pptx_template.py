"""The presentation that slides are added to: our own, or the municipality's with its layouts, fonts and colours.

Layouts are found by their kind (title, title alone, title and text), since their names are in the language of whoever
made the template. A template's own slides, authors and custom XML are left out.
"""

from __future__ import annotations

from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from nullpunkt.errors import FileError
from nullpunkt.writers.office_package import MacrosError, OtherPackageError, as_document

_PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
_UNWANTED_PARTS = (
    "customXml",
    "custom-properties",
    "commentAuthors",
    "authors",
    "thumbnail",
    "classificationlabels",
    "handoutMaster",
    "tags",
    "printerSettings",
)
_FIELDS = {"title": 2, "obj": 2, "titleOnly": 1}
"""the kinds of layouts, and how many fields a layout has that may stand in for one"""


def empty_presentation(given: bytes) -> Any:  # python-pptx has no types
    """A template without its slides."""
    hint = "Save it in PowerPoint as a presentation (.pptx) or a template without macros (.potx)."
    try:
        presentation = Presentation(as_document(given, template=_TEMPLATE, document=_PRESENTATION))
    except MacrosError as error:
        raise FileError("the slide template holds macros", hint=hint) from error
    except OtherPackageError as error:
        raise FileError("the slide template is not a presentation", hint=hint) from error
    except (KeyError, ValueError, SyntaxError) as error:
        raise FileError("the slide template cannot be read", hint=hint) from error
    _empty(presentation)
    return presentation


def layout_of(presentation: Any, kind: str) -> Any:
    """The layout of this kind, or the one most like it."""
    layouts = list(presentation.slide_layouts)
    for layout in layouts:
        if layout._element.get("type") == kind:
            return layout
    titled = [layout for layout in layouts if any(p.placeholder_format.idx == 0 for p in layout.placeholders)]
    if not titled:
        raise FileError("the slide template has no layout with a title", hint="Add one in PowerPoint's slide master.")
    return min(titled, key=lambda layout: abs(len(layout.placeholders) - _FIELDS[kind]))


def _empty(presentation: Any) -> None:
    slides = presentation.slides._sldIdLst
    for slide in list(slides):
        presentation.part.drop_rel(slide.rId)
        slides.remove(slide)
    # PowerPoint's sections name slides that are gone
    for extension in list(presentation.part._element.iter(qn("p:ext"))):
        extension.getparent().remove(extension)
    for owner in (presentation.part, presentation.part.package):
        relations = owner._rels
        for key in [key for key, value in relations.items() if value.reltype.endswith(_UNWANTED_PARTS)]:
            relations.pop(key)
    for name in ("author", "category", "comments", "content_status", "identifier", "keywords", "version"):
        setattr(presentation.core_properties, name, "")
