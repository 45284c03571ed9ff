"""Looks at every byte of a finished folder: people's data, what is hidden in a format, what should not be there."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nullpunkt.audit.document import Document, DocumentReader
from nullpunkt.audit.findings import Finding, Kind
from nullpunkt.audit.jsontext import read_json
from nullpunkt.audit.markdowntext import read_markdown
from nullpunkt.audit.package import read_package
from nullpunkt.audit.patterns import canary_in, people_in
from nullpunkt.audit.pdftext import read_pdf
from nullpunkt.audit.picture import read_picture
from nullpunkt.audit.tidytable import read_csv_text
from nullpunkt.audit.webpage import read_webpage
from nullpunkt.errors import FileError

READERS: Mapping[str, DocumentReader] = {
    ".html": read_webpage,
    ".svg": read_webpage,
    ".md": read_markdown,
    ".docx": read_package,
    ".pptx": read_package,
    ".xlsx": read_package,
    ".pdf": read_pdf,
    ".png": read_picture,
    ".json": read_json,
    ".csv": read_csv_text,
}
PRIVATE_NAMES = ("disclosure-log.json", "quality.json", "inputs.json", "open-text-review.csv")
MANIFEST = "manifest.json"
_HASH = re.compile(r"[0-9a-f]{64}")
_MESSAGES = {
    Kind.PERSONAL_NUMBER: "eleven digits like a national identity number",
    Kind.TELEPHONE: "a number like a telephone number",
    Kind.EMAIL: "an e-mail address",
    Kind.PATH: "a path on somebody's machine",
}


@dataclass(frozen=True, slots=True)
class Scanned:
    """A file as it was read."""

    path: str
    content: bytes
    document: Document


def paths_in(folder: Path) -> tuple[str, ...]:
    """Every file of a folder, by its path inside it."""
    return tuple(path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())


def read_file(folder: Path, path: str) -> Scanned:
    """One file, read as what its name says.

    Raises:
        FileError: it cannot be read.
    """
    content = content_of(folder / path)
    reader = READERS.get(Path(path).suffix.lower())
    document = reader(content) if reader else Document(texts=[content.decode("utf-8", errors="replace")])
    document.texts = list(dict.fromkeys(document.texts))
    return Scanned(path, content, document)


def content_of(path: Path) -> bytes:
    """The file's bytes; FileError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}") from None


def hashes_in(folder: Path, paths: Sequence[str]) -> frozenset[str]:
    """What a manifest may list: the hashes of the folder's own files."""
    return frozenset(hashlib.sha256(content_of(folder / path)).hexdigest() for path in paths)


def scan(
    files: Sequence[Scanned],
    *,
    folder: str,
    paths: Sequence[str],
    hashes: frozenset[str],
    canaries: tuple[str, ...] = (),
) -> Iterator[Finding]:
    """Everything in the bytes of some files that should not be there; `paths` and `hashes` are of the whole folder."""
    for file in files:
        yield from _place(file, folder)
        for kind, message in _judge(file.content, file.document, canaries):
            yield Finding(kind=kind, folder=folder, file=file.path, message=message)
        if file.path.endswith(".json") and _foreign(file, frozenset(paths), hashes):
            message = "a hash of something that is not in the folder"
            yield Finding(kind=Kind.FOREIGN_HASH, folder=folder, file=file.path, message=message)


def _place(file: Scanned, folder: str) -> Iterator[Finding]:
    path = Path(file.path)
    if path.name in PRIVATE_NAMES:
        message = "belongs in the private folder"
    elif path.suffix.lower() not in READERS or any(part.startswith(".") for part in path.parts):
        message = "a file of a kind that a report does not have"
    else:
        return
    yield Finding(kind=Kind.UNEXPECTED_FILE, folder=folder, file=file.path, message=message)


def _judge(content: bytes, document: Document, canaries: tuple[str, ...]) -> Iterator[tuple[Kind, str]]:
    if canaries and any(canary_in(layer, canaries) for layer in _layers(content, document)):
        yield Kind.CANARY, "a planted string"
    for kind in sorted({kind for text in document.texts for kind in people_in(text)}):
        yield kind, _MESSAGES[kind]
    for said in sorted(set(document.hidden_parts)):
        kind = Kind.REASON_CODE if said.startswith("a reason") else Kind.HIDDEN_PART
        yield kind, said
    for name, inner in document.embedded:
        reader = READERS.get(Path(name).suffix.lower()) or (read_picture if name.startswith("image/") else None)
        if reader is not None:
            yield from _judge(inner, reader(inner), canaries)


def _layers(content: bytes, document: Document) -> Iterator[bytes]:
    """The bytes as they are, unpacked, and as text without marks."""
    yield content
    yield "\n".join(document.texts).encode()
    for _, inner in document.embedded:
        yield inner
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                for name in package.namelist():
                    yield from _layers(package.read(name), Document())
        except zipfile.BadZipFile:
            return
    if content.startswith(b"%PDF"):
        for match in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
            try:
                yield zlib.decompressobj().decompress(match[1])
            except zlib.error:
                continue


def _foreign(file: Scanned, paths: frozenset[str], hashes: frozenset[str]) -> bool:
    """Whether a hash is not of the folder's own files: one of an input would let people try rows out.

    A file that was edited after it was written is no finding: its own entry is left out of account.
    """
    text = file.content.decode("utf-8", errors="replace")
    return not set(_HASH.findall(text)) <= hashes | _own_entries(file, paths)


def _own_entries(file: Scanned, paths: frozenset[str]) -> set[str]:
    base = Path(file.path)
    try:
        listed = json.loads(file.content)
    except ValueError:
        return set()
    entries = listed.get("files") if isinstance(listed, dict) and base.name == MANIFEST else None
    if not isinstance(entries, dict):
        return set()
    return {str(value) for name, value in entries.items() if (base.parent / str(name)).as_posix() in paths}
