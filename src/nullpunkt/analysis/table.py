"""`estimates.csv`: one row an estimate, for pandas, R and Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from nullpunkt.analysis.model import Estimate

COLUMNS = tuple(field.name for field in fields(Estimate))
_VALUES = attrgetter(*COLUMNS)


def tidy_csv(estimates: Iterable[Estimate], *, decimal: str = ",") -> str:
    """The estimates with `;` between cells, empty where there is no number, CRLF as Excel writes it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)

    def number(value: float) -> str:
        return repr(value).replace(".", decimal)

    # 100,000 cells a report: what the writer prints as it should be goes to it as it is
    printed: dict[type, Callable[[Any], str]] = {float: number, bool: lambda value: str(value).lower()}
    for row in estimates:
        writer.writerow([printed[type(cell)](cell) if type(cell) in printed else cell for cell in _VALUES(row)])
    return out.getvalue()
