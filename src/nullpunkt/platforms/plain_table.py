"""A plain table: one header row (or a row of stems above it), one respondent a row; whatever made it.

Questback Essentials and Enalyzer are read through this; their layouts were never seen in a real file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.errors import FileError
from nullpunkt.platforms.layout import AnswerColumn, Plan, build
from nullpunkt.platforms.raw import RawFiles, RawSheet
from nullpunkt.platforms.roles import KEY, TIME, column_cells, role_of_cells, role_of_header
from nullpunkt.responses.table import DroppedColumn, RawTable, Recognition

NAME_OF_PLATFORM = "table"
TITLE = "plain table"
_HEADER_SEARCH = 15
_NEARLY_ALL = 0.7
_ROW_KEYS = ("id", "respondentid", "respondent id", "respondent", "løpenummer", "lopenummer", "nr")


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    sheet: RawSheet
    header: int
    width: int


def recognise(raw: RawFiles) -> Recognition | None:
    """Any sheet with a header row."""
    found = _best(raw)
    if found is None:
        return None
    where = f"sheet {found.sheet.name}, " if found.sheet.name else ""
    return Recognition(NAME_OF_PLATFORM, TITLE, (f"{where}headers in row {found.header + 1}", f"{found.width} columns"))


def to_table(raw: RawFiles, recognition: Recognition) -> RawTable:
    """The widest visible table; a row of stems above the headers becomes the stem."""
    found = _best(raw)
    if found is None:
        raise FileError(f"{raw.source} has no table", hint="Export the answers again, one respondent a row.")
    skipped = [sheet.name for sheet in raw.sheets if sheet is not found.sheet and sheet.name]
    notes = (f"other sheets were not read: {', '.join(skipped)}",) if skipped else ()
    return build(_plan(found), recognition, source=raw.source, notes=(*raw.notes, *notes))


def _best(raw: RawFiles) -> _Found | None:
    """The widest table, a visible sheet before a hidden one, the first where they tie."""
    found = [table for sheet in raw.sheets if (table := _table(sheet)) is not None]
    return max(found, key=lambda table: (table.sheet.visible, table.width), default=None)


def _table(sheet: RawSheet) -> _Found | None:
    """The first row that is nearly as wide as the widest is the header row."""
    widths = [sum(1 for cell in row if cell.strip()) for row in sheet.head]
    widest = max(widths, default=0)
    for row, width in enumerate(widths[:_HEADER_SEARCH]):
        if width and width >= _NEARLY_ALL * widest and len(sheet.head) > row + 1:
            return _Found(sheet, row, width)
    return None


def _plan(found: _Found) -> Plan:
    sheet, below = found.sheet, found.sheet.head[found.header + 1 :]
    stems = _stems(sheet.head, found.header)
    answers: list[AnswerColumn] = []
    dropped: list[DroppedColumn] = []
    key: int | None = None
    times: list[int] = []
    for index, header in enumerate(sheet.head[found.header]):
        if not header.strip() and not stems.get(index):
            continue
        stem = stems.get(index, "")
        if key is None and header.strip().casefold() in _ROW_KEYS:
            key = index
            dropped.append(DroppedColumn(header, sheet.place(index), KEY))
        elif role := role_of_header(header) or role_of_cells(column_cells(below, index)):
            dropped.append(DroppedColumn(header, sheet.place(index), role))
            times += [index] if role == TIME else []
        else:
            answers.append(AnswerColumn(index, stem or header, part=header if stem else ""))
    return Plan(
        sheet=sheet,
        first_row=found.header + 1,
        answers=tuple(answers),
        dropped=tuple(dropped),
        key=key,
        times=tuple(times),
    )


def _stems(head: Sequence[Sequence[str]], header: int) -> dict[int, str]:
    """A row right above the headers with at least two cells, each standing for the columns until the next one."""
    if header == 0 or sum(1 for cell in head[header - 1] if cell.strip()) < 2:
        return {}
    stems: dict[int, str] = {}
    current = ""
    for index in range(len(head[header])):
        cell = head[header - 1][index].strip() if index < len(head[header - 1]) else ""
        current = cell or current
        stems[index] = current
    return stems
