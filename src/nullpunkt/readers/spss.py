"""SPSS files (.sav, .zsav), with the optional package pyreadstat in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from nullpunkt.errors import FileError, MissingExtraError
from nullpunkt.platforms.raw import HEAD_ROWS, Cell, RawSheet, Variable, cell_text

_LONGEST_WAIT = 600
_EPOCH = datetime(1582, 10, 14, tzinfo=UTC)
"""SPSS counts seconds from the first day of the Gregorian calendar."""
_MOST_MISSING_CODES = 1000


def read_spss(path: Path) -> RawSheet:
    """The file as one sheet without a header row; its variables beside it.

    User-missing values are kept, as «vet ikke» is often declared as one; dates are not converted by the library, which
    fails on some.
    """
    content = _read(path)
    described: list[Mapping[str, Any]] = content["variables"]
    cells = [
        [_cell(value, dated=variable["dated"]) for value in column]
        for variable, column in zip(described, content["columns"], strict=True)
    ]
    rows = list(zip(*cells, strict=True))

    def stream() -> Iterator[Sequence[Cell]]:
        return iter(rows)

    return RawSheet(
        file=path.name,
        name=None,
        head=tuple(tuple(cell_text(cell) for cell in row) for row in islice(rows, HEAD_ROWS)),
        rows=stream,
        variables=tuple(_variable(variable) for variable in described),
    )


def _read(path: Path) -> Mapping[str, Any]:
    """What the child process found; a child that died is a damaged file."""
    if find_spec("pyreadstat") is None:
        raise MissingExtraError(
            f"{path.name} is an SPSS file and needs a package that is not installed",
            hint="Install it with: pip install 'nullpunkt[spss]'. Or export the answers as Excel or CSV.",
        )
    command = [sys.executable, "-m", "nullpunkt.readers.spss_child", str(path.resolve())]
    try:
        child = subprocess.run(command, capture_output=True, timeout=_LONGEST_WAIT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise FileError(f"{path.name} takes too long to read", hint="Save it again in SPSS.") from None
    if child.returncode != 0:
        raise FileError(f"{path.name} is damaged: the SPSS file cannot be read", hint="Save it again in SPSS.")
    content: Mapping[str, Any] = json.loads(child.stdout)
    return content


def _cell(value: object, *, dated: bool) -> Cell:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return _moment(float(value)) if dated else float(value)
    return str(value)


def _moment(seconds: float) -> str:
    try:
        return (_EPOCH + timedelta(seconds=seconds)).strftime("%Y-%m-%d %H:%M:%S")
    except (OverflowError, ValueError):
        return ""


def _variable(described: Mapping[str, Any]) -> Variable:
    labels = {_code(code): str(label) for code, label in described["labels"]}
    label = str(described["label"]).strip()
    return Variable(str(described["name"]), label, labels, frozenset(_missing(described, labels)))


def _code(value: object) -> str:
    return cell_text(float(value)) if isinstance(value, int | float) else str(value).strip()


def _missing(described: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[str]:
    """Declared missing codes: single values, and of a range those with a label and, when it is short, all of it."""
    yield from (_code(value) for value in described["missing"])
    for low, high in described["ranges"]:
        if isinstance(low, str) or isinstance(high, str):
            yield from {str(low).strip(), str(high).strip()}
            continue
        yield from (code for code in labels if _within(code, low, high))
        if 0 <= high - low <= _MOST_MISSING_CODES:
            yield from (_code(number) for number in range(int(low), int(high) + 1))


def _within(code: str, low: float, high: float) -> bool:
    try:
        return low <= float(code) <= high
    except ValueError:
        return False
