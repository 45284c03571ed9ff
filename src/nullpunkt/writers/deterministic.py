"""Office packages that are the same bytes on every run: part order, times and attributes are fixed.

A zip remembers when and where it was made, and so do the workbooks that a presentation carries inside its charts.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from html import escape
from typing import Any

EPOCH = (1980, 1, 1, 0, 0, 0)
"""the earliest time that a zip can hold"""
UNDATED = date(2000, 1, 1)
"""what a document of an undated survey says: a format that demands a date gets one that is plainly none"""
_STORED = (".png", ".jpg", ".jpeg", ".gif", ".xlsx")
_LEVEL = 6
_PACKAGES = (".xlsx", ".docx", ".pptx")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_EXTERNAL = ' TargetMode="External"'
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_LANGUAGE = re.compile(rb"<dc:language[^>]*>[^<]*</dc:language>")
_PEOPLE = re.compile(rb"(<(dc:creator|cp:lastModifiedBy)>)[^<]*(</\2>)")


def moment(day: date | None) -> datetime:
    """The time that stands in a document's properties: midnight of the survey's date, never now."""
    day = day or UNDATED
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def entry(name: str) -> zipfile.ZipInfo:
    """A part of a package, with a fixed time."""
    part = zipfile.ZipInfo(name, EPOCH)
    part.compress_type = zipfile.ZIP_STORED if name.lower().endswith(_STORED) else zipfile.ZIP_DEFLATED
    part.create_system = 3
    part.external_attr = 0o644 << 16
    return part


def word_package(document: Any, *, day: date | None, language: str) -> bytes:  # the Office libraries have no types
    """The bytes of a document of python-docx."""
    package = document.part.package
    return packed(_parts(package.parts, package.rels), day=day, language=language)


def slides_package(
    presentation: Any, *, day: date | None, language: str, ready: Collection[str] = frozenset()
) -> bytes:
    """The bytes of a presentation of python-pptx; `ready` are workbooks in it that need no further care."""
    package = presentation.part.package
    parts = _parts(list(package.iter_parts()), package._rels)
    return packed(parts, day=day, language=language, ready=ready)


def _parts(made: Sequence[Any], relations: Any) -> Mapping[str, bytes]:
    """The parts of a package by name: packed once and by us, where a library would pack them by the clock."""
    types = "".join(
        f'<Override PartName="{escape(part.partname, quote=True)}" ContentType="{part.content_type}"/>'
        for part in sorted(made, key=lambda part: str(part.partname))
    )
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_RELATIONS}"/>{types}</Types>'.encode(),
        "_rels/.rels": _related(relations),
    }
    for part in made:
        parts[part.partname.membername] = part.blob
        if len(part.rels):
            parts[part.partname.rels_uri.membername] = _related(part.rels)
    return parts


def _related(relations: Mapping[str, Any]) -> bytes:
    """What belongs to a part, as the package tells it."""
    told = "".join(
        f'<Relationship Id="{name}" Type="{relation.reltype}" Target="{escape(relation.target_ref, quote=True)}"'
        f"{_EXTERNAL * relation.is_external}/>"
        for name, relation in relations.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'.encode()


def normalise(package: bytes, *, day: date | None, language: str) -> bytes:
    """The same Office package with fixed order, times and attributes and without author; embedded ones likewise."""
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return packed(parts, day=day, language=language)


def packed(
    parts: Mapping[str, bytes], *, day: date | None, language: str, ready: Collection[str] = frozenset()
) -> bytes:
    """An Office package of these parts; `language` is the tag that its properties tell to screen readers."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for name in sorted(parts, key=_part_order):
            content = parts[name]
            if name not in ready:
                content = _content(name, content, day=day, language=language)
            target.writestr(entry(name), content, compresslevel=_LEVEL)
    return written.getvalue()


def _part_order(name: str) -> tuple[bool, bool, str]:
    # readers expect the content types first and the package's relationships next
    return name != "[Content_Types].xml", not name.startswith("_rels/"), name


def _content(name: str, content: bytes, *, day: date | None, language: str) -> bytes:
    if name.lower().endswith(_PACKAGES):
        return normalise(content, day=day, language=language)
    if name == "docProps/core.xml":
        stamp = moment(day).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        content = _TIMES.sub(lambda found: found[1] + stamp + found[3], content)
        content = _PEOPLE.sub(lambda found: found[1] + found[3], content)
        # not every writer declares the prefix on the root
        known = b"xmlns:dc=" in content.partition(b"coreProperties")[2].partition(b">")[0]
        prefix = b"" if known else b' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        said = b"<dc:language%b>%b</dc:language></cp:coreProperties>" % (prefix, language.encode())
        return _LANGUAGE.sub(b"", content).replace(b"</cp:coreProperties>", said)
    return content
