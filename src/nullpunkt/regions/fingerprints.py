"""Whether anything that decides a file's bytes has changed: content hashes of inputs, definition, options, version."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from nullpunkt import __version__
from nullpunkt.errors import FileError
from nullpunkt.request import AnalyseRequest
from nullpunkt.resources import shipped
from nullpunkt.responses.table import RawTable

_BUNDLE_IGNORES = frozenset(
    {"formats", "output", "private", "overwrite", "theme", "word_template", "slide_template", "png_figures"}
)
"""what shapes the report and not the numbers"""
_REPORT_IGNORES = frozenset({"responses", "population", "output", "private", "overwrite"})
"""what has already had its say in the numbers"""


def of_analysis(request: AnalyseRequest, table: RawTable | None) -> str:
    """Of everything that decides a unit's published numbers."""
    seal = hashlib.sha256(f"analysis {__version__}".encode())
    _add(seal, _fields(request, _BUNDLE_IGNORES))
    _add(seal, _definition(request))
    if table is None:
        for file in _files(request.responses):
            _add(seal, file.name)
            seal.update(_digest(file))
    else:
        _add_table(seal, table)
    return seal.hexdigest()


def of_report(request: AnalyseRequest, *parts: str) -> str:
    """Of everything that decides a report's bytes: the numbers (as `parts`), options, templates and words."""
    seal = hashlib.sha256(f"report {__version__}".encode())
    _add(seal, _fields(request, _REPORT_IGNORES))
    _add(seal, _definition(request))
    seal.update(_tree(shipped("templates")))
    if request.templates is not None:
        seal.update(_tree(request.templates))
    for part in parts:
        _add(seal, part)
    return seal.hexdigest()


def of_text(text: str) -> str:
    """Of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _definition(request: AnalyseRequest) -> str:
    """Of the questionnaire: a file of the user's, else all that are shipped, since one may include another."""
    parts = [_tree(shipped("surveys"))]
    if request.survey is not None and Path(request.survey).is_file():
        parts.append(_tree(Path(request.survey).resolve().parent, suffixes=(".yaml", ".yml")))
    return b"".join(parts).hex()


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
        else:
            yield path


def _fields(request: AnalyseRequest, ignored: frozenset[str]) -> list[tuple[str, Any]]:
    values = {field.name: getattr(request, field.name) for field in dataclasses.fields(request)}
    return [(name, values[name]) for name in sorted(values) if name not in ignored | {"responses"}]


def _add(seal: Any, value: object) -> None:  # Any: hashlib has no public type
    seal.update(repr(_plain(value)).encode() + b"\0")


def _plain(value: object) -> object:
    """The value with contents for file names, and in an order of its own."""
    match value:
        case Path():
            return _digest(value).hex() if value.is_file() else _tree(value).hex() if value.is_dir() else "missing"
        case Enum():
            return str(value.value)
        case None | str() | int() | float() | bool() | date():
            return repr(value)
        case Mapping():
            return sorted((str(key), repr(_plain(one))) for key, one in value.items())
        case frozenset() | set():
            return sorted(repr(_plain(one)) for one in value)
        case tuple() | list():
            return [_plain(one) for one in value]
        case _ if dataclasses.is_dataclass(value):
            return [(field.name, _plain(getattr(value, field.name))) for field in dataclasses.fields(value)]
        case _:
            raise TypeError(f"{type(value).__name__} cannot be part of a fingerprint")


def _add_table(seal: Any, table: RawTable) -> None:
    _add(seal, (table.source, table.sheet, table.period))
    for column in table.columns:
        _add(seal, (column.header, column.place, column.name, column.part, column.part_name, column.values))
        seal.update(column.codes.tobytes())
    seal.update(table.row_numbers.tobytes())


def _digest(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise FileError(f"cannot read {path.name}: {error.strerror}", hint="check the name and the folder") from error


def _tree(folder: Path, suffixes: tuple[str, ...] = ()) -> bytes:
    return _cached_tree(folder, suffixes)


@cache
def _cached_tree(folder: Path, suffixes: tuple[str, ...]) -> bytes:
    seal = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (not suffixes or path.suffix in suffixes):
            seal.update(path.relative_to(folder).as_posix().encode() + b"\0" + _digest(path))
    return seal.digest()
