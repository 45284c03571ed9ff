"""Runs in a process of its own: a damaged SPSS file can crash the library, and a crash takes its whole process along.

    python -m nullpunkt.readers.spss_child FILE

Writes what the file holds to stdout as JSON; exit status 3 means that the library refused the file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

REFUSED = 3
_DATES = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "DATETIME", "YMDHMS")


def main(path: str) -> int:
    """Read the file, by its own encoding and then as Windows-1252."""
    import pyreadstat

    for encoding in (None, "cp1252"):
        try:
            columns, meta = pyreadstat.read_sav(
                path, user_missing=True, disable_datetime_conversion=True, output_format="dict", encoding=encoding
            )
        except (pyreadstat.ReadstatError, UnicodeError, ValueError, OverflowError, MemoryError):
            continue
        json.dump(_content(columns, meta), sys.stdout)
        return 0
    return REFUSED


def _content(columns: Mapping[str, Sequence[Any]], meta: Any) -> Mapping[str, object]:
    """Names, labels, missing codes and cells; `Any` as the library has no types."""
    names: list[str] = list(meta.column_names)
    return {
        "variables": [
            {
                "name": name,
                "label": meta.column_names_to_labels.get(name) or "",
                "labels": [
                    [value, str(label)] for value, label in (meta.variable_value_labels.get(name) or {}).items()
                ],
                "missing": list(meta.missing_user_values.get(name) or ()),
                "ranges": [[part["lo"], part["hi"]] for part in meta.missing_ranges.get(name) or ()],
                "dated": str(meta.original_variable_types.get(name, "")).startswith(_DATES),
            }
            for name in names
        ],
        "columns": [[_plain(value) for value in columns[name]] for name in names],
    }


def _plain(value: object) -> object:
    """System-missing is NaN, which JSON has no word for."""
    if value is None or value != value:  # noqa: PLR0124
        return None
    return float(value) if isinstance(value, int | float) else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
