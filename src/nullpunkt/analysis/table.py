"""`estimates.csv`: one row an estimate, for pandas, R and Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import fields

from nullpunkt.analysis.model import Estimate

COLUMNS = tuple(field.name for field in fields(Estimate))


def tidy_csv(estimates: Iterable[Estimate], *, decimal: str = ",") -> str:
    """The estimates with `;` between cells, empty where there is no number, CRLF as Excel writes it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in estimates:
        writer.writerow([_cell(getattr(row, name), decimal) for name in COLUMNS])
    return out.getvalue()


def _cell(value: object, decimal: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return repr(value).replace(".", decimal)
        case _:
            return str(value)
