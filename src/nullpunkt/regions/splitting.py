"""One response file with all municipalities: whose row is whose, and which rows are nobody's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nullpunkt.errors import InputError
from nullpunkt.loading.regions import RegionFile
from nullpunkt.platforms.registry import recognise_table
from nullpunkt.readers.reading import read
from nullpunkt.regions.municipalities import municipalities, municipality_of, name_key
from nullpunkt.responses.issues import Issue, IssueCode, Severity
from nullpunkt.responses.table import Column, RawTable
from nullpunkt.responses.wording import bare, loose_key

FEWEST_TO_NAME = 5
"""rows of an unknown name below which it is not repeated in a message: it may be somebody's free text"""
UNTOLD = frozenset({IssueCode.AMBIGUOUS_UNIT, IssueCode.NEAR_UNIT, IssueCode.UNKNOWN_UNIT, IssueCode.OTHER_UNIT})
"""the issues whose count is of answers that are nobody's, though something was written"""


@dataclass(frozen=True, slots=True, repr=False)
class SplitTable:
    """Each unit's rows by its id, and what could not be told."""

    tables: Mapping[str, RawTable]
    issues: tuple[Issue, ...]
    without_unit: int


def split_by_unit(path: Path, region: RegionFile) -> SplitTable:
    """The file's rows by municipality; names are cleaned, and what is ambiguous is asked for, never guessed."""
    table = recognise_table(read((path,)))
    assert region.unit_column is not None
    column = _unit_column(table, region.unit_column)
    meanings, issues = _meanings(column, table, region)
    units = np.array([meanings.get(value, "") for value in column.values] + [""], dtype=object)
    # a blank is −1 and a question that was not asked −2: both find the last entry
    own = units[np.where(column.codes < 0, len(column.values), column.codes)]
    without = int((column.codes < 0).sum())
    issues += _issue(IssueCode.WITHOUT_UNIT, without, column, table)
    others = tuple(one for one in table.columns if one is not column)
    tables = {
        unit: _rows_of(replace(table, columns=others), own == unit)
        for unit in sorted({str(unit) for unit in own if unit})
    }
    return SplitTable(tables, tuple(issues), without)


def _unit_column(table: RawTable, wanted: str) -> Column:
    key = loose_key(bare(wanted))
    found = [one for one in table.columns if key in (loose_key(bare(one.header)), loose_key(one.name))]
    found = found or [one for one in table.columns if loose_key(bare(one.header)).startswith(key)]
    if len(found) != 1:
        what = "no column" if not found else f"{len(found)} columns"
        raise InputError(
            f"{table.source} has {what} with the heading «{wanted}»", hint="give the whole heading as it stands in it"
        )
    return found[0]


def _meanings(column: Column, table: RawTable, region: RegionFile) -> tuple[dict[str, str], list[Issue]]:
    """Each written name's unit; an issue for each name that could be several or is not known."""
    told = {name_key(name): number for name, number in region.unit_names.items()}
    told |= {name_key(unit.name or unit.id): unit.id for unit in region.units}
    listed = frozenset(unit.id for unit in region.units)
    rows = np.bincount(column.codes[column.codes >= 0], minlength=len(column.values))
    meanings: dict[str, str] = {}
    issues: list[Issue] = []
    seldom = 0
    for value, count in zip(column.values, rows, strict=True):
        number = told.get(name_key(value))
        found = municipality_of(value)
        inside = tuple(n for n in found.numbers if n in listed)
        possible = found.numbers if found.near else inside or found.numbers
        if number is None and len(possible) == 1 and not found.near:
            number = possible[0]
        if number is not None:
            meanings[value] = number
        elif possible or count >= FEWEST_TO_NAME:
            code = IssueCode.AMBIGUOUS_UNIT if len(possible) > 1 else IssueCode.NEAR_UNIT
            named = ", ".join(f"{number} {municipalities()[number].name}" for number in possible)
            issues += _issue(code if possible else IssueCode.UNKNOWN_UNIT, int(count), column, table, value, named)
        else:
            seldom += int(count)
    return meanings, issues + _issue(IssueCode.OTHER_UNIT, seldom, column, table)


def _issue(
    code: IssueCode, count: int, column: Column, table: RawTable, found: str = "", expected: str = ""
) -> list[Issue]:
    if not count:
        return []
    return [
        Issue(
            code=code,
            severity=Severity.WARNING,
            file=table.source,
            sheet=table.sheet,
            column=f"{column.place} «{column.header}»",
            count=count,
            found=found,
            expected=expected,
        )
    ]


def _rows_of(table: RawTable, chosen: NDArray[np.bool_]) -> RawTable:
    """The chosen rows, with the texts that stand in them alone: nothing of another municipality comes along."""
    return replace(
        table,
        columns=tuple(_column_of(column, chosen) for column in table.columns),
        row_numbers=table.row_numbers[chosen],
        respondent_keys=None if table.respondent_keys is None else table.respondent_keys[chosen],
        complete=None if table.complete is None else table.complete[chosen],
        left_out=(),
    )


def _column_of(column: Column, chosen: NDArray[np.bool_]) -> Column:
    codes = column.codes[chosen]
    if column.values == ("0", "1"):
        return replace(column, codes=codes)
    used = np.unique(codes[codes >= 0])
    renumbered = np.full(len(column.values) + 1, -1, dtype=np.int32)
    renumbered[used] = np.arange(len(used), dtype=np.int32)
    return replace(
        column,
        values=tuple(column.values[code] for code in used),
        codes=np.where(codes >= 0, renumbered[np.where(codes >= 0, codes, -1)], codes).astype(np.int32),
    )
