"""Office packages that are the same bytes on every run: part order, times and attributes are fixed.

A zip remembers when and where it was made, and so do the workbooks that a presentation carries inside its charts.
"""

from __future__ import annotations

import io
import re
import struct
import time
import zipfile
from datetime import UTC, date, datetime
from typing import Any

from nullpunkt.errors import OutputError

EPOCH = (1980, 1, 1, 0, 0, 0)
"""the earliest time that a zip can hold"""
UNDATED = date(2000, 1, 1)
"""what a document of an undated survey says: a format that demands a date gets one that is plainly none"""
_STORED = (".png", ".jpg", ".jpeg", ".gif", ".xlsx")
_PACKAGES = (".xlsx", ".docx", ".pptx")
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


def saved(document: Any) -> bytes:  # the Office libraries have no types
    """The bytes of a document; its library stamps the parts with the computer's clock, which a zip cannot always hold.

    Raises OutputError where the clock is set before 1980 or after 2107.
    """
    written = io.BytesIO()
    try:
        document.save(written)
    except (ValueError, struct.error) as error:
        if 1980 <= time.localtime(time.time()).tm_year <= 2107:
            raise
        raise OutputError(
            "Word and slides cannot be written: the clock of this computer is set to a year that no package can hold",
            hint="set the clock right, or ask for other formats with --format",
        ) from error
    return written.getvalue()


def normalise(package: bytes, *, day: date | None, language: str) -> bytes:
    """The same Office package with fixed order, times and attributes and without author; embedded ones likewise.

    `language` is the tag that its properties tell to screen readers.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(written, "w") as target:
        for name in sorted(source.namelist(), key=_part_order):
            target.writestr(entry(name), _content(name, source.read(name), day=day, language=language), compresslevel=6)
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
