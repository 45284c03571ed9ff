"""SPSS files (.sav, .zsav), with the optional package pyreadstat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from nullpunkt.errors import FileError, MissingExtraError
from nullpunkt.platforms.raw import HEAD_ROWS, Cell, RawSheet, Variable, cell_text

_DATES = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "DATETIME", "YMDHMS")
_SECONDS_FROM_1582_TO_1970 = 12_219_379_200
_MOST_MISSING_CODES = 1000


def read_spss(path: Path) -> RawSheet:
    """The file as one sheet without a header row; its variables beside it.

    User-missing values are kept, as «vet ikke» is often declared as one; dates are not converted by the library, which
    fails on some.
    """
    columns, meta = _read(path)
    names: list[str] = list(meta.column_names)
    cells = [_cells(columns[name], str(meta.original_variable_types.get(name, ""))) for name in names]
    rows = list(zip(*cells, strict=True))

    def stream() -> Iterator[Sequence[Cell]]:
        return iter(rows)

    return RawSheet(
        file=path.name,
        name=None,
        head=tuple(tuple(cell_text(cell) for cell in row) for row in islice(rows, HEAD_ROWS)),
        rows=stream,
        variables=tuple(_variable(name, meta) for name in names),
    )


def _read(path: Path) -> tuple[Mapping[str, Sequence[Any]], Any]:
    """Columns and metadata; `Any` as the library has no types."""
    try:
        import pyreadstat
    except ImportError:
        raise MissingExtraError(
            f"{path.name} is an SPSS file and needs a package that is not installed",
            hint="Install it with: pip install 'nullpunkt[spss]'. Or export the answers as Excel or CSV.",
        ) from None
    for encoding in (None, "cp1252"):
        try:
            columns, meta = pyreadstat.read_sav(
                str(path), user_missing=True, disable_datetime_conversion=True, output_format="dict", encoding=encoding
            )
        except (pyreadstat.ReadstatError, UnicodeError, ValueError, OverflowError, MemoryError):
            continue
        return columns, meta
    raise FileError(f"{path.name} is damaged: the SPSS file cannot be read", hint="Save it again in SPSS.")


def _cells(values: Sequence[Any], format_: str) -> list[Cell]:
    dated = format_.startswith(_DATES)
    return [_cell(value, dated=dated) for value in values]


def _cell(value: object, *, dated: bool) -> Cell:
    if value is None or value != value:  # noqa: PLR0124 NaN is system-missing
        return ""
    if isinstance(value, int | float):
        return _day(float(value)) if dated else float(value)
    return str(value)


def _day(seconds: float) -> str:
    from datetime import UTC, datetime, timedelta

    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds - _SECONDS_FROM_1582_TO_1970)
    except (OverflowError, ValueError):
        return ""
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _variable(name: str, meta: Any) -> Variable:
    labels = {_code(code): str(label) for code, label in (meta.variable_value_labels.get(name) or {}).items()}
    label = meta.column_names_to_labels.get(name) or ""
    return Variable(name, str(label).strip(), labels, frozenset(_missing(name, meta, labels)))


def _code(value: object) -> str:
    return cell_text(float(value)) if isinstance(value, int | float) else str(value).strip()


def _missing(name: str, meta: Any, labels: Mapping[str, str]) -> Iterator[str]:
    """Declared missing codes: single values, and of a range those with a label and, when it is short, all of it."""
    for value in meta.missing_user_values.get(name) or ():
        yield _code(value)
    for limits in meta.missing_ranges.get(name) or ():
        low, high = limits["lo"], limits["hi"]
        if isinstance(low, str):
            yield low.strip()
            continue
        yield from (code for code in labels if _within(code, low, high))
        if high - low <= _MOST_MISSING_CODES:
            yield from (_code(number) for number in range(int(low), int(high) + 1))


def _within(code: str, low: float, high: float) -> bool:
    try:
        return low <= float(code) <= high
    except ValueError:
        return False
