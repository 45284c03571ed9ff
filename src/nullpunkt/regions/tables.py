"""`region.csv` and `region.xlsx`: every published number of every municipality and of the region, in one tidy table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from nullpunkt.analysis.model import Results
from nullpunkt.analysis.table import COLUMNS
from nullpunkt.regions.model import RegionPlan, UnitPlan
from nullpunkt.regions.output import REGION_FOLDER, REGION_TABLE, REGION_WORKBOOK
from nullpunkt.regions.regional import Together
from nullpunkt.writers.folder import replace_file

TIDY = "estimates.csv"
HEAD = ("unit", "name")
_HIDDEN = ";suppressed;"


def write_tables(plan: RegionPlan, together: Together, reported: Sequence[UnitPlan], results: Results) -> None:
    """Writes both tables, municipality by municipality, so that memory does not grow with the region."""
    path = plan.output / REGION_TABLE
    replace_file(path, (line.encode() for line in _lines(plan, together, reported)))
    workbook = plan.output / REGION_WORKBOOK
    if "xlsx" in plan.request.formats:
        from nullpunkt.regions.workbook import workbook_of

        replace_file(workbook, workbook_of(path, results))
    else:
        workbook.unlink(missing_ok=True)


def _lines(plan: RegionPlan, together: Together, reported: Sequence[UnitPlan]) -> Iterator[str]:
    yield "\ufeff" + ";".join((*HEAD, *COLUMNS)) + "\r\n"
    yield from _published("", together.name, (plan.output / REGION_FOLDER / TIDY).read_text(encoding="utf-8-sig"))
    inside = {unit.unit for unit in (*together.region.units, *together.outside)}
    for unit in reported:
        if unit.id in inside:
            text = (unit.request.output / TIDY).read_text(encoding="utf-8-sig")
            if _comma(unit.request.language) != _comma(plan.request.language):
                text = _with_other_mark(text, comma=_comma(plan.request.language))
            yield from _published(unit.id, unit.name, text)


def _comma(language: str) -> bool:
    return language in ("nb", "nn")


def _with_other_mark(text: str, *, comma: bool) -> str:
    """The table of a report in another language with the region's decimal mark, so that a column is of one kind."""
    mark = r"\g<1>,\g<2>" if comma else r"\g<1>.\g<2>"
    return re.sub(r"(?<=;)(-?\d+)[.,](\d+(?:e-\d+)?)(?=[;\r\n])", mark, text)


def _published(unit: str, name: str, text: str) -> Iterator[str]:
    """The rows that hold a number, with the municipality in front."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow((_as_text(unit), _as_text(name)))
    front = out.getvalue() + ";"
    for line in text.splitlines()[1:]:
        if _HIDDEN not in line:
            yield f"{front}{line}\r\n"


def _as_text(cell: str) -> str:
    """A name that a spreadsheet would take for a formula, with the sign that says it is none."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
