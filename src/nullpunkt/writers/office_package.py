"""Our own Word and PowerPoint templates: kept unpacked under `templates/`, zipped with the report's two colours."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from pathlib import Path

from nullpunkt.report.figures import Palette
from nullpunkt.resources import shipped
from nullpunkt.writers.deterministic import entry

BCP47 = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB", "se": "se-NO"}
_CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def language_tag(language: str) -> str:
    """The tag that Office and screen readers know a report language by.

    >>> language_tag("nn"), language_tag("da")
    ('nn-NO', 'da')
    """
    return BCP47.get(language, language)


def colour(hexadecimal: str) -> str:
    """A colour as Office writes it.

    >>> colour("#0b5c94")
    '0B5C94'
    """
    return hexadecimal.removeprefix("#").upper()


def printable(text: str) -> str:
    """The text without the control characters that XML cannot hold.

    >>> printable("a\\x0bb")
    'ab'
    """
    return _CONTROL.sub("", text)


def excel_length(text: str) -> int:
    """A text's length as Excel counts it.

    >>> excel_length("å"), excel_length("😀")
    (1, 2)
    """
    return len(text.encode("utf-16-le")) // 2


def office_name(identity: str, *, taken: Collection[str] = (), longest: int = 250) -> str:
    """An id of the report as a name that Word and Excel allow for bookmarks and tables, unlike those already taken.

    >>> office_name("t-ville-melde-alle"), office_name("A1"), office_name("t-a", taken={"t_a"})
    ('t_ville_melde_alle', 't_A1', 't_a_2')
    """
    base = re.sub(r"[^A-Za-z0-9_]", "_", identity)
    base = (base if base.startswith("t_") else f"t_{base}")[:longest]
    name, again = base, 2
    while name.casefold() in taken:
        name, again = f"{base[: longest - 4]}_{again}", again + 1
    return name


def package_from(folder: str, palette: Palette, *, templates: Path | None = None) -> bytes:
    """The package whose parts lie under `templates/<folder>`, with the palette's colours in place.

    A folder of the same name in the user's own `templates` stands in for ours.
    """
    own = templates / folder if templates else None
    root = own if own and (own / "[Content_Types].xml").is_file() else shipped("templates") / folder
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            package.writestr(entry(path.relative_to(root).as_posix()), _coloured(path, palette))
    return written.getvalue()


def _coloured(path: Path, palette: Palette) -> bytes:
    text = path.read_text(encoding="utf-8")
    for name, value in (("accent", palette.accent), ("contrast", palette.contrast)):
        text = text.replace(f"${{{name}}}", colour(value))
    return text.encode()


class OtherPackageError(Exception):
    """A user's file is no package of the kind that was asked for."""


class MacrosError(Exception):
    """A user's file holds macros."""


def as_document(given: bytes, *, template: str, document: str) -> io.BytesIO:
    """A user's document or template as a document; `template` and `document` are their main part's content types."""
    try:
        with zipfile.ZipFile(io.BytesIO(given)) as package:
            types = package.read("[Content_Types].xml").decode("utf-8")
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        raise OtherPackageError from error
    if "macroEnabled" in types or "vbaProject" in types:
        raise MacrosError
    if document not in types and template not in types:
        raise OtherPackageError
    parts["[Content_Types].xml"] = types.replace(template, document).encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written
