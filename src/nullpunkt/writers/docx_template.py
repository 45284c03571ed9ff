"""The document that a Word report is written into: our own, or the municipality's with its styles, header and footer.

Styles are looked up by name, since a Norwegian Word calls «heading 1» `Overskrift1`. What the municipality's file
lacks is taken over from ours; what it holds besides styles, header, footer and theme (text, authors, custom XML, paths
to file servers) is left out.
"""

from __future__ import annotations

import io
from copy import deepcopy
from functools import cached_property
from typing import Any

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

from nullpunkt.errors import FileError
from nullpunkt.writers.office_package import MacrosError, OtherPackageError, as_document

_EMU_PER_POINT = 12700
_BULLETS, _NUMBERS = 1, 2
"""the two lists in templates/word/word/numbering.xml"""
_UNWANTED_PARTS = (
    "customXml",
    "custom-properties",
    "comments",
    "commentsExtended",
    "commentsExtensible",
    "commentsIds",
    "people",
    "documenttasks",
    "glossaryDocument",
    "classificationlabels",
    "thumbnail",
)
_UNWANTED_SETTINGS = (
    "attachedTemplate",
    "docVars",
    "documentProtection",
    "mailMerge",
    "revisionView",
    "rsids",
    "trackRevisions",
    "updateFields",
    "writeProtection",
)
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


class WordTemplate:
    """An empty document and where its styles and lists are; python-docx has no types, hence `Any`."""

    def __init__(self, given: bytes | None, *, ours: bytes, language: str) -> None:
        reference = Document(io.BytesIO(ours))
        self.document: Any = _opened(given) if given is not None else reference
        self.is_ours = given is None
        if given is not None:
            _empty(self.document)
            _take_styles(self.document, reference)
        self._bullets, self._numbers = _lists(self.document, reference, same=self.is_ours)
        self._ids = _style_ids(self.document)
        _set_language(self.document, language)

    def style(self, name: str) -> str:
        """The id of the paragraph or character style with this name."""
        return self._ids[name.casefold()]

    @cached_property
    def room(self) -> float:
        """Width of the text in points."""
        section = self.document.sections[-1]
        return float(section.page_width - section.left_margin - section.right_margin) / _EMU_PER_POINT

    @property
    def bullets(self) -> int:
        """The list to name in a bullet's paragraph, or 0 where the style brings its own."""
        style = self.document.styles.element.find(f'w:style[@w:styleId="{self.style("List Bullet")}"]', _NAMESPACE)
        return 0 if style.find("w:pPr/w:numPr", _NAMESPACE) is not None else self._bullets

    def new_numbered_list(self) -> int:
        """A numbered list that begins at 1."""
        return _new_list(self.document.part.numbering_part.element, self._numbers, restart=True)


_NAMESPACE = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def _opened(given: bytes) -> Any:
    hint = "Save it in Word as a document (.docx) or a template without macros (.dotx)."
    try:
        return Document(as_document(given, template=_TEMPLATE, document=_DOCUMENT))
    except MacrosError as error:
        raise FileError("the Word template holds macros", hint=hint) from error
    except OtherPackageError as error:
        raise FileError("the Word template is not a Word document", hint=hint) from error
    except (KeyError, ValueError, SyntaxError) as error:
        raise FileError("the Word template cannot be read", hint=hint) from error


def _empty(document: Any) -> None:
    """Drops the text, and all that is neither style, header, footer nor theme."""
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    if body.find(qn("w:sectPr")) is None:
        document.add_section()
    for owner in (document.part, document.part.package):
        for relation in [key for key, value in owner.rels.items() if value.reltype.endswith(_UNWANTED_PARTS)]:
            del owner.rels[relation]
    settings = document.settings
    for name in _UNWANTED_SETTINGS:
        for element in settings.element.findall(qn(f"w:{name}")):
            settings.element.remove(element)
    for key in [key for key, value in document.part._settings_part.rels.items() if value.is_external]:
        del document.part._settings_part.rels[key]
    for name in ("author", "category", "comments", "content_status", "identifier", "keywords", "version"):
        setattr(document.core_properties, name, "")


def _style_ids(document: Any) -> dict[str, str]:
    return {
        _name(style).casefold(): style.get(qn("w:styleId"))
        for style in document.styles.element.findall(qn("w:style"))
        if style.get(qn("w:type")) in ("paragraph", "character")
    }


def _name(style: Any) -> str:
    return str(style.find(qn("w:name")).get(qn("w:val")))


def _take_styles(document: Any, ours: Any) -> None:
    """Adds the styles that the report uses and the template lacks, in the template's own font."""
    there = _style_ids(document)
    taken = {style.get(qn("w:styleId")) for style in document.styles.element.findall(qn("w:style"))}
    names = {style.get(qn("w:styleId")): _name(style) for style in ours.styles.element.findall(qn("w:style"))}
    for style in ours.styles.element.findall(qn("w:style")):
        kind, name = style.get(qn("w:type")), _name(style).casefold()
        if kind not in ("paragraph", "character") or style.get(qn("w:default")) or name in there:
            continue
        copied = deepcopy(style)
        identity = copied.get(qn("w:styleId"))
        while identity in taken:
            identity += "0"
        copied.set(qn("w:styleId"), identity)
        taken.add(identity)
        there[name] = identity
        document.styles.element.append(_adapted(copied, there=there, names=names))


def _adapted(style: Any, *, there: dict[str, str], names: dict[str, str]) -> Any:
    for tag in ("w:basedOn", "w:next", "w:link"):
        for reference in style.findall(qn(tag)):
            known = there.get(names[reference.get(qn("w:val"))].casefold())
            if known:
                reference.set(qn("w:val"), known)
            else:
                style.remove(reference)
    for numbered in style.findall("w:pPr/w:numPr", _NAMESPACE):
        numbered.getparent().remove(numbered)
    for coloured in style.iter():
        # the colour that was checked for contrast, not whatever the municipality's theme calls accent 1
        coloured.attrib.pop(qn("w:themeColor"), None)
    return style


def _lists(document: Any, ours: Any, *, same: bool) -> tuple[int, int]:
    """The number of the bulleted list, and the pattern of numbered ones."""
    if same:
        return _BULLETS, _NUMBERS
    source = ours.part.numbering_part.element
    numbering = _numbering(document)
    bullets = _new_list(numbering, _copied_pattern(numbering, source, _BULLETS), restart=False)
    return bullets, _copied_pattern(numbering, source, _NUMBERS)


def _numbering(document: Any) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    empty = parse_xml(f'<w:numbering xmlns:w="{_NAMESPACE["w"]}"/>')
    part = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return empty


def _copied_pattern(numbering: Any, source: Any, which: int) -> int:
    pattern = deepcopy(source.find(f'w:abstractNum[@w:abstractNumId="{which}"]', _NAMESPACE))
    used = [int(known.get(qn("w:abstractNumId"))) for known in numbering.findall(qn("w:abstractNum"))]
    number = max(used, default=0) + 1
    pattern.set(qn("w:abstractNumId"), str(number))
    # all patterns stand before all lists
    numbering.insert(len(used) + len(numbering.findall(qn("w:numPicBullet"))), pattern)
    return number


def _new_list(numbering: Any, pattern: int, *, restart: bool) -> int:
    known = numbering.findall(qn("w:num"))
    number = max((int(one.get(qn("w:numId"))) for one in known), default=0) + 1
    entry = numbering.makeelement(qn("w:num"), {qn("w:numId"): str(number)})
    entry.append(entry.makeelement(qn("w:abstractNumId"), {qn("w:val"): str(pattern)}))
    if restart:
        override = entry.makeelement(qn("w:lvlOverride"), {qn("w:ilvl"): "0"})
        override.append(override.makeelement(qn("w:startOverride"), {qn("w:val"): "1"}))
        entry.append(override)
    place = known[-1].getparent().index(known[-1]) + 1 if known else len(numbering)
    numbering.insert(place, entry)
    return number


def _set_language(document: Any, tag: str) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)
    for defaults in document.styles.element.findall("w:docDefaults/w:rPrDefault/w:rPr", _NAMESPACE):
        if defaults.find(qn("w:lang")) is None:
            defaults.append(defaults.makeelement(qn("w:lang"), {qn("w:val"): tag}))
    for theme in document.settings.element.findall(qn("w:themeFontLang")):
        theme.set(qn("w:val"), tag)
