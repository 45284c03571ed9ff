"""Published numbers as pandas frames, for notebooks; raw answers have no frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nullpunkt.errors import FileError

if TYPE_CHECKING:
    import pandas as pd

    from nullpunkt.analysis.model import Results

TABLES = ("estimates", "response", "groups", "bases", "indices", "associations", "changes", "benchmarks")
"""the tables of `results.json` that have a frame"""


def read_results(path: str | Path) -> Results:
    """The results that an earlier run wrote: a `results.json`, or the report folder it lies in."""
    from nullpunkt.analysis.possible import refuse_impossible
    from nullpunkt.analysis.serial import from_json

    file = Path(path)
    file = file / "results.json" if file.is_dir() else file
    try:
        results = from_json(file.read_text(encoding="utf-8"), name=str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"cannot read {file}", hint="give a results.json, or the folder it lies in") from error
    refuse_impossible(results, name=str(file))
    return results


def frame(results: Results, table: str = "estimates") -> pd.DataFrame:
    """One table of the results as a frame: one row a figure, categories for words, nullable types for numbers.

    >>> import nullpunkt
    >>> estimates = nullpunkt.frame(nullpunkt.read_results("responses-report"))  # doctest: +SKIP
    """
    import pandas as pd

    if table not in TABLES:
        raise ValueError(f"no table {table!r} in the results; there are {', '.join(TABLES)}")
    found = pd.DataFrame.from_records(list(_records(getattr(results, table))))
    return found.convert_dtypes()


def _records(rows: Iterable[object]) -> Iterable[dict[str, Any]]:
    for row in rows:
        yield dict(_cells(row))


def _cells(row: Any, prefix: str = "") -> Iterable[tuple[str, Any]]:
    # Any: every row type of the results; a wave's figures within a change become columns of their own
    for name in row.__class__.__annotations__:
        value = getattr(row, name)
        if is_dataclass(value):
            yield from _cells(value, f"{prefix}{name}_")
        else:
            yield prefix + name, value if isinstance(value, int | float | None) else _word(value)


def _word(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
