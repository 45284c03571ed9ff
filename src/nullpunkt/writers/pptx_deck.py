"""Slides in the making, and their notes.

python-pptx makes a first slide of each layout and a first page of notes; all others are written after these patterns,
since it looks through the whole presentation for the name of each part that it adds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.parts.slide import NotesSlidePart, SlidePart
from pptx.util import Emu, Pt

from nullpunkt.charts.text import width
from nullpunkt.writers import pptx_markup as markup
from nullpunkt.writers.office_package import printable
from nullpunkt.writers.pptx_elements import related
from nullpunkt.writers.pptx_markup import Box
from nullpunkt.writers.pptx_template import empty_presentation, layout_of

_POINT = 12700
_MARGIN = 150_000
_TITLE_SIZES = (26, 23, 20, 18)
_FIRST_SLIDE = 256
"""the lowest number that a slide can have"""
_CHAPTER = 13
"""number of the placeholder for the chapter's name in our own layouts"""
_NOWHERE = PackURI("/ppt/slides/pattern.xml")
_NAMESPACES = nsdecls("a", "p", "r")
_TITLE, _CHAPTER_NAME, _FOOTER, _NOTE = "\ue000", "\ue001", "\ue002", "\ue003"
_LARGER = ' sz="9900"'
"""where a pattern, which holds nothing of the report, is filled in: letters and a size that it has nowhere else"""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A slide of one layout, in pieces between which title, chapter and footer stand."""

    layout: Any
    pieces: tuple[str, ...]
    title_width: int
    room: Box

    def filled(self, title: str, chapter: str, footer: str) -> Any:
        """The slide's element."""
        size = _title_size(title, self.title_width)
        points = f' sz="{size * 100}"' if size != _TITLE_SIZES[0] else ""
        texts = {_TITLE: title, _CHAPTER_NAME: chapter, _FOOTER: footer}
        known = {mark: markup.text(said) for mark, said in texts.items()} | {_LARGER: points}
        return parse_xml("".join(known.get(piece, piece) for piece in self.pieces))


class Deck:
    """A presentation to add slides to; python-pptx has no types, hence `Any`."""

    def __init__(self, given: bytes | None, *, ours: bytes, language: str, footer: str, warning: str) -> None:
        self.presentation: Any = empty_presentation(ours if given is None else given)
        self.language = language
        self.workbooks: set[str] = set()
        """those of our charts, by name"""
        self._footer = footer
        self._warning = warning
        self._package: Any = self.presentation.part.package
        self._taken = {str(part.partname) for part in self._package.iter_parts()}
        self._last: dict[str, int] = {}
        self._titles: dict[str, int] = {}
        self._patterns: dict[tuple[str, bool], _Pattern] = {}
        self._rooms: dict[str, Box] = {}

    def title_slide(self, *, title: str, unit: str, subtitle: str) -> Any:
        """The first slide."""
        layout = layout_of(self.presentation, "title")
        slide = self._unfilled(layout)
        slide.shapes.title.text_frame.text = self._unlike_others(title)
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
        self._say_below(slide, self._footer)
        return self._added(slide._element, layout)

    def slide(self, title: str, *, chapter: str = "", text: bool = False) -> Any:
        """A slide with its message as the title; with `text` also the layout's field for text."""
        key = ("obj" if text else "titleOnly", bool(chapter))
        if key not in self._patterns:
            self._patterns[key] = self._pattern(*key)
        pattern = self._patterns[key]
        element = pattern.filled(self._unlike_others(title), _one_line(chapter), self._footer)
        slide = self._added(element, pattern.layout)
        self._rooms[slide.part.partname] = pattern.room
        return slide

    def body(self, slide: Any) -> Any:
        """The field for text of a slide that has one."""
        fields = (place for place in slide.placeholders if place.placeholder_format.idx not in (0, _CHAPTER))
        return next(fields)

    def room(self, slide: Any) -> Box:
        """What is free between the title and the foot of the slide."""
        return self._rooms[slide.part.partname]

    def add(self, slide: Any, shape: str) -> None:
        """Puts a shape on a slide, above those that are there."""
        slide.shapes._spTree.append(parse_xml(shape.replace(">", f" {_NAMESPACES}>", 1)))

    def part(self, pattern: str, content_type: str, content: bytes) -> Any:
        """A part of the package, with a name after the pattern that no other has."""
        return Part(self._name(pattern), content_type, self._package, content)

    def tell_notes(self, slide: Any, lines: Sequence[str]) -> None:
        """The slide's notes, a paragraph for each line."""
        before, after = self._notes
        said = "".join(f"<a:p>{markup.run(line, language=self.language)}</a:p>" for line in lines)
        content = f"{before}{said}{after}".encode()
        part = self.part("/ppt/notesSlides/notesSlide%d.xml", CONTENT_TYPE.PML_NOTES_SLIDE, content)
        related(part, self._notes_master, RELATIONSHIP_TYPE.NOTES_MASTER)
        related(part, slide.part, RELATIONSHIP_TYPE.SLIDE)
        related(slide.part, part, RELATIONSHIP_TYPE.NOTES_SLIDE)

    def _name(self, pattern: str) -> Any:
        number = self._last.get(pattern, 0) + 1
        while pattern % number in self._taken:
            number += 1
        self._last[pattern] = number
        return PackURI(pattern % number)

    def _unlike_others(self, title: str) -> str:
        """Slides of the same name cannot be told apart in a screen reader's list."""
        shown = _one_line(title)
        self._titles[shown] = self._titles.get(shown, 0) + 1
        return f"{shown} ({self._titles[shown]})" if self._titles[shown] > 1 else shown

    def _unfilled(self, layout: Any) -> Any:
        """A slide with the layout's fields, which is no part of the presentation yet."""
        part: Any = SlidePart.new(_NOWHERE, self._package, layout.part)  # type: ignore[no-untyped-call]
        slide = part.slide
        slide.shapes.clone_layout_placeholders(layout)
        return slide

    def _added(self, element: Any, layout: Any) -> Any:
        name = self._name("/ppt/slides/slide%d.xml")
        part = SlidePart(name, CONTENT_TYPE.PML_SLIDE, self._package, element)
        related(part, layout.part, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
        relation = related(self.presentation.part, part, RELATIONSHIP_TYPE.SLIDE)
        slides = self.presentation.slides._sldIdLst
        slides._add_sldId(id=_FIRST_SLIDE + len(slides), rId=relation)
        return part.slide

    def _pattern(self, kind: str, chaptered: bool) -> _Pattern:
        layout = layout_of(self.presentation, kind)
        slide = self._unfilled(layout)
        frame = slide.shapes.title.text_frame
        frame.text = _TITLE
        frame.paragraphs[0].runs[0].font.size = Pt(99)
        field = self.body(slide).placeholder_format.idx if kind == "obj" else 0
        for place in list(slide.placeholders):
            number = place.placeholder_format.idx
            if number == _CHAPTER and chaptered:
                place.text_frame.text = _CHAPTER_NAME
            elif number not in (0, field):
                place._element.getparent().remove(place._element)
        self._say_below(slide, _FOOTER)
        written = etree.tostring(slide._element, encoding="unicode")
        pieces = re.split(f"({_TITLE}|{_CHAPTER_NAME}|{_FOOTER}|{_LARGER})", written)
        return _Pattern(layout, tuple(pieces), slide.shapes.title.width, self._room(slide))

    @cached_property
    def _notes_master(self) -> Any:
        return self.presentation.part.notes_master_part

    @cached_property
    def _notes(self) -> tuple[str, str]:
        """What stands before and after a slide's notes."""
        slide = self._unfilled(self.presentation.slides[0].slide_layout)
        part: Any = NotesSlidePart.new(self._package, slide.part)  # type: ignore[no-untyped-call]
        page = part.notes_slide
        page.notes_text_frame.text = _NOTE
        before, _, after = etree.tostring(page._element, encoding="unicode").partition(_NOTE)
        return before[: before.rindex("<a:p>")], after.partition("</a:p>")[2]

    def _room(self, slide: Any) -> Box:
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

    def _say_below(self, slide: Any, footer: str) -> None:
        """Footer and slide number, which python-pptx does not take over from the layout."""
        said = False
        for place in slide.slide_layout.placeholders:
            match place.placeholder_format.type:
                case PP_PLACEHOLDER.FOOTER:
                    frame = self._copied(slide, place).text_frame
                    frame.paragraphs[0].add_run().text = printable(footer)
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


def _one_line(text: str) -> str:
    return " ".join(printable(text).split("\n"))


def _title_size(title: str, room: int) -> int:
    """As large as two lines of the title allow."""
    lines = 2 * room / _POINT * 0.95
    fitting = (size for size in _TITLE_SIZES if width(title, size, bold=True) * 0.92 <= lines)
    return next(fitting, _TITLE_SIZES[-1])


def _slide_number() -> Any:
    return parse_xml(
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        "<a:rPr/><a:t>‹#›</a:t></a:fld>"
    )
