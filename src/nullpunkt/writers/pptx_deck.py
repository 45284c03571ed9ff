"""The presentation that slides are added to: our own, or the municipality's with its layouts, fonts and colours.

Layouts are found by their kind (title, title alone, title and text), since their names are in the language of whoever
made the template. A template's own slides, authors and custom XML are left out.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from nullpunkt.charts.text import width
from nullpunkt.errors import FileError
from nullpunkt.writers.deterministic import saved
from nullpunkt.writers.office_package import MacrosError, OtherPackageError, as_document, colour, printable

_POINT = 12700
_MARGIN = 150_000
_TITLE_SIZES = (26, 23, 20, 18)
_CHAPTER = 13
"""number of the placeholder for the chapter's name in our own layouts"""
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
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


class Deck:
    """Slides in the making; python-pptx has no types, hence `Any`."""

    def __init__(self, given: bytes | None, *, ours: bytes, language: str, footer: str, warning: str) -> None:
        self.presentation: Any = _opened(ours if given is None else given)
        _empty(self.presentation)
        self.language = language
        self._footer = footer
        self._warning = warning
        self._titles: dict[str, int] = {}

    def title_slide(self, *, title: str, unit: str, subtitle: str) -> Any:
        """The first slide."""
        slide = self.presentation.slides.add_slide(self._layout("title"))
        self._set_title(slide, title, fit=False)
        others = [place for place in slide.placeholders if place.placeholder_format.idx != 0]
        parts = [unit, subtitle]
        by_number = {place.placeholder_format.idx: place for place in others}
        if _CHAPTER in by_number:
            by_number[_CHAPTER].text_frame.text = printable(unit)
            parts = [subtitle]
        for place in others:
            if place.placeholder_format.idx == _CHAPTER:
                continue
            if parts:
                place.text_frame.text = printable("\n".join(part for part in parts if part))
                parts = []
            else:
                place._element.getparent().remove(place._element)
        self._say_below(slide)
        return slide

    def slide(self, title: str, *, chapter: str = "", text: bool = False) -> Any:
        """A slide with its message as the title; with `text` also the layout's field for text."""
        slide = self.presentation.slides.add_slide(self._layout("obj" if text else "titleOnly"))
        self._set_title(slide, title, fit=True)
        field = self.body(slide).placeholder_format.idx if text else 0
        for place in list(slide.placeholders):
            number = place.placeholder_format.idx
            if number == _CHAPTER and chapter:
                place.text_frame.text = printable(chapter)
            elif number not in (0, field):
                place._element.getparent().remove(place._element)
        self._say_below(slide)
        return slide

    def body(self, slide: Any) -> Any:
        """The field for text of a slide that has one."""
        fields = (place for place in slide.placeholders if place.placeholder_format.idx not in (0, _CHAPTER))
        return next(fields)

    def room(self, slide: Any) -> Box:
        """What is free between the title and the foot of the slide."""
        title = slide.shapes.title
        top = title.top + title.height + _MARGIN
        foot = [
            place.top
            for place in slide.slide_layout.placeholders
            if place.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
            and place.top > self.presentation.slide_height // 2
        ]
        bottom = min(foot, default=self.presentation.slide_height) - _MARGIN
        return Box(title.left, top, title.width, bottom - top)

    def save(self) -> bytes:
        """The package, its language told on every run."""
        for slide in self.presentation.slides:
            tell_language(slide._element, self.language)
            if slide.has_notes_slide:
                tell_language(slide.notes_slide._element, self.language)
        return saved(self.presentation)

    def _layout(self, kind: str) -> Any:
        layouts = list(self.presentation.slide_layouts)
        for layout in layouts:
            if layout._element.get("type") == kind:
                return layout
        titled = [layout for layout in layouts if any(p.placeholder_format.idx == 0 for p in layout.placeholders)]
        if not titled:
            raise FileError(
                "the slide template has no layout with a title", hint="Add one in PowerPoint's slide master."
            )
        fields = {"title": 2, "obj": 2, "titleOnly": 1}[kind]
        return min(titled, key=lambda layout: abs(len(layout.placeholders) - fields))

    def _set_title(self, slide: Any, title: str, *, fit: bool) -> None:
        shown = printable(title)
        self._titles[shown] = self._titles.get(shown, 0) + 1
        # slides of the same name cannot be told apart in a screen reader's list
        if self._titles[shown] > 1:
            shown = f"{shown} ({self._titles[shown]})"
        frame = slide.shapes.title.text_frame
        frame.text = shown
        if fit:
            room = 2 * slide.shapes.title.width / _POINT * 0.95
            fitting = (size for size in _TITLE_SIZES if width(shown, size, bold=True) * 0.92 <= room)
            size = next(fitting, _TITLE_SIZES[-1])
            if size != _TITLE_SIZES[0]:
                frame.paragraphs[0].runs[0].font.size = Pt(size)

    def _say_below(self, slide: Any) -> None:
        """Footer and slide number, which python-pptx does not take over from the layout."""
        said = False
        for place in slide.slide_layout.placeholders:
            match place.placeholder_format.type:
                case PP_PLACEHOLDER.FOOTER:
                    frame = self._copied(slide, place).text_frame
                    frame.paragraphs[0].add_run().text = printable(self._footer)
                    self._warn(frame.paragraphs[0], before=" · ")
                    said = True
                case PP_PLACEHOLDER.SLIDE_NUMBER:
                    paragraph = self._copied(slide, place).text_frame.paragraphs[0]._p
                    paragraph.insert(0, _slide_number())
                case _:
                    pass
        if self._warning and not said:
            height = Emu(260_000)
            top = self.presentation.slide_height - height
            shape = slide.shapes.add_textbox(Emu(_MARGIN), top, self.presentation.slide_width - 2 * _MARGIN, height)
            self._warn(shape.text_frame.paragraphs[0], before="")

    def _warn(self, paragraph: Any, *, before: str) -> None:
        if self._warning:
            run = paragraph.add_run()
            run.text = before + printable(self._warning)
            run.font.bold = True
            run.font.size = Pt(11)

    @staticmethod
    def _copied(slide: Any, place: Any) -> Any:
        shape = deepcopy(place._element)
        for text in shape.findall(f"{qn('p:txBody')}/{qn('a:p')}"):
            for child in list(text):
                text.remove(child)
        properties = shape.find(qn("p:spPr"))
        for child in list(properties):
            properties.remove(child)
        styles = shape.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}")
        for child in [] if styles is None else list(styles):
            styles.remove(child)
        shape.find(f"{qn('p:nvSpPr')}/{qn('p:cNvPr')}").set("id", str(max(s.shape_id for s in slide.shapes) + 1))
        slide.shapes._spTree.append(shape)
        return slide.shapes[-1]


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


def _slide_number() -> Any:
    return parse_xml(
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        "<a:rPr/><a:t>‹#›</a:t></a:fld>"
    )


def _opened(given: bytes) -> Any:
    hint = "Save it in PowerPoint as a presentation (.pptx) or a template without macros (.potx)."
    try:
        return Presentation(as_document(given, template=_TEMPLATE, document=_PRESENTATION))
    except MacrosError as error:
        raise FileError("the slide template holds macros", hint=hint) from error
    except OtherPackageError as error:
        raise FileError("the slide template is not a presentation", hint=hint) from error
    except (KeyError, ValueError, SyntaxError) as error:
        raise FileError("the slide template cannot be read", hint=hint) from error


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
