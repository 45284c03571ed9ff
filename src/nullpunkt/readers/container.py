"""What a file is, by its first bytes; never by its name."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from nullpunkt.errors import FileError

_START = 8192
_MAX_EXPANDED = 4 * 1024**3
_MAX_RATIO = 400
_RATIO_MATTERS_FROM = 64 * 1024**2
_MAX_MEMBERS = 20_000


class Container(StrEnum):
    """The kinds of file that can be opened."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    SAV = "sav"
    TEXT = "text"
    EXCEL_XML = "excel-xml"
    LIMESURVEY = "limesurvey"
    LIMESURVEY_ARCHIVE = "limesurvey-archive"
    CODEBOOK = "codebook"


_NOT_ANSWERS: Mapping[bytes, str] = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"BM": "a bitmap picture",
    b"RIFF": "a media file",
    b"%PDF": "a PDF document",
    b"{\\rtf": "an RTF document",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"MZ": "a program",
    b"PAR1": "a Parquet file",
    b"SQLite": "a database",
}
_OLE = b"\xd0\xcf\x11\xe0"
_EXPORT_AGAIN = "Export the answers from the survey platform again, as Excel or CSV."


def container_of(path: Path) -> Container:
    """What the file is, or a FileError that says what it is instead."""
    size, start = _first_bytes(path)
    if not size:
        raise FileError(f"{path.name} is empty (0 bytes)", hint=_EXPORT_AGAIN)
    if start.startswith(b"PK\x03\x04"):
        return _zip_kind(path)
    if start.startswith(_OLE):
        return _ole_kind(path, size)
    if start.startswith((b"$FL2", b"$FL3")):
        return Container.SAV
    for magic, what in _NOT_ANSWERS.items():
        if start.startswith(magic) and not _is_text(start):
            raise FileError(f"{path.name} is {what}, not a table of answers", hint=_EXPORT_AGAIN)
    return _text_kind(path, start)


def _first_bytes(path: Path) -> tuple[int, bytes]:
    try:
        with path.open("rb") as file:
            return path.stat().st_size, file.read(_START)
    except FileNotFoundError:
        raise FileError(f"{path} does not exist", hint="Check the name and the folder.") from None
    except IsADirectoryError:
        raise FileError(f"{path} is a folder", hint="Name the file with the answers.") from None
    except OSError as error:
        raise unreadable(path, error) from None


def unreadable(path: Path, error: OSError) -> FileError:
    """The error for a file that is there and cannot be read, or that went away while it was read."""
    if isinstance(error, FileNotFoundError):
        return FileError(
            f"{path} went away while it was read", hint="Was it moved, or a drive disconnected? Try again."
        )
    reason = error.strerror or "unknown reason"
    return FileError(f"{path} cannot be opened: {reason}", hint="Close it in other programs, or ask for access to it.")


def _zip_kind(path: Path) -> Container:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise FileError(f"{path.name} is damaged: the archive cannot be opened", hint=_EXPORT_AGAIN) from None
    _check_size(path, members)
    names = {member.filename for member in members}
    if "xl/workbook.xml" in names:
        return Container.XLSX
    if "xl/workbook.bin" in names:
        raise FileError(f"{path.name} is a binary workbook (xlsb)", hint="Open it in Excel and save it as .xlsx.")
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return Container.ODS
    if any(name.endswith(".lss") for name in names):
        return Container.LIMESURVEY_ARCHIVE
    what = "a Word document" if "word/document.xml" in names else "an archive without a workbook"
    hint = "Unpack it and name the file with the answers." if what.startswith("an archive") else _EXPORT_AGAIN
    raise FileError(f"{path.name} is {what}", hint=hint)


def _check_size(path: Path, members: list[zipfile.ZipInfo]) -> None:
    expanded = sum(member.file_size for member in members)
    packed = max(1, path.stat().st_size)
    bomb = expanded > _RATIO_MATTERS_FROM and expanded / packed > _MAX_RATIO
    if bomb or expanded > _MAX_EXPANDED or len(members) > _MAX_MEMBERS:
        raise FileError(
            f"{path.name} would unpack to {expanded // 1024**2} MiB from {packed // 1024} KiB and is not opened",
            hint="If the file is genuine, copy the answers to a new workbook.",
        )
    if any(member.flag_bits & 1 for member in members):
        raise _encrypted(path)


def _ole_kind(path: Path, size: int) -> Container:
    """An old workbook, or a new one inside an encrypted wrapper: the directory names its streams in UTF-16."""
    with path.open("rb") as file:
        content = file.read(min(size, 64 * 1024**2))
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _encrypted(path)
    if "WordDocument".encode("utf-16-le") in content:
        raise FileError(f"{path.name} is a Word document", hint=_EXPORT_AGAIN)
    return Container.XLS


def _encrypted(path: Path) -> FileError:
    return FileError(
        f"{path.name} is protected by a password",
        hint="Open it in Excel, remove the password (File, Info, Protect Workbook) and save a copy.",
    )


def _text_kind(path: Path, start: bytes) -> Container:
    if not _is_text(start):
        raise FileError(f"{path.name} is neither a workbook nor text", hint=_EXPORT_AGAIN)
    begin = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begin.startswith(b"<?xml") or begin.startswith(b"<document"):
        if b"LimeSurveyDocType" in start:
            return Container.LIMESURVEY
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
            return Container.EXCEL_XML
        raise FileError(f"{path.name} is XML, but not an export that we know", hint=_EXPORT_AGAIN)
    if begin[:200].lower().startswith((b"<!doctype html", b"<html", b"<table")):
        raise FileError(f"{path.name} is a web page", hint=_EXPORT_AGAIN)
    if begin.startswith((b"[", b"{")) and b'"elementType"' in start and _is_json(path):
        return Container.CODEBOOK
    return Container.TEXT


def _is_json(path: Path) -> bool:
    import json

    try:
        json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return False
    return True


def _is_text(start: bytes) -> bool:
    """Whether the bytes can be text: UTF-16 by its mark or its zeros, else hardly any control characters."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(start):
        return True
    controls = sum(1 for byte in start if byte < 32 and byte not in b"\t\n\r\f\x1a\x1b")
    return controls <= len(start) // 200


def _looks_like_utf16(start: bytes) -> bool:
    half = len(start) // 2
    return half > 1 and max(start[0::2].count(0), start[1::2].count(0)) > half * 0.6 and start.count(0) <= half * 1.1
