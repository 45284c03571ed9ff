"""`estimates.csv`: one row an estimate, for pandas, R and Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import get_args, get_type_hints

from nullpunkt.analysis.model import Estimate

COLUMNS = Estimate._fields
_DECIMALS = tuple(
    place for place, kind in enumerate(get_type_hints(Estimate).values()) if float in (kind, *get_args(kind))
)
_WEIGHTED = COLUMNS.index("weighted")


def tidy_csv(estimates: Iterable[Estimate], *, decimal: str = ",") -> str:
    """The estimates with `;` between cells, empty where there is no number, CRLF as Excel writes it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in estimates:
        cells: list[object] = list(row)
        for place in _DECIMALS:
            if cells[place] is not None:
                cells[place] = repr(cells[place]).replace(".", decimal)
        cells[_WEIGHTED] = "true" if row.weighted else "false"
        writer.writerow(cells)
    return out.getvalue()
