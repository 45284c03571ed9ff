"""EUSurvey: sheet Content, headers in row 4, questions first and metadata last; wide surveys go on at Content1.

Written after the exporter's source; never tried on a real file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nullpunkt.errors import FileError
from nullpunkt.platforms.joining import side_by_side
from nullpunkt.platforms.layout import AnswerColumn, Plan, build
from nullpunkt.platforms.raw import RawFiles, RawSheet
from nullpunkt.platforms.roles import KEY, NAME, OTHER, TIME, column_cells, role_of_cells, role_of_header
from nullpunkt.responses.table import DroppedColumn, Layout, RawTable, Recognition

NAME_OF_PLATFORM = "eusurvey"
TITLE = "EUSurvey"

_HEADER_ROW = 3
_METADATA = {
    "Invitation Number": KEY, "Contribution Id": KEY, "User Name": NAME, "Creation Date": TIME, "Last Update": TIME,
    "Languages": OTHER, "Total Score": OTHER,
}  # fmt: skip
_SHORT_NAME = re.compile(r"\s*\(([A-Za-z0-9_.\-]+)\)$")
_CONTENT = re.compile(r"Content\d*")


def recognise(raw: RawFiles) -> Recognition | None:
    """«Alias» in A1 and «Export Date» in A2."""
    sheet = _sheet(raw)
    if sheet is None:
        return None
    return Recognition(NAME_OF_PLATFORM, TITLE, ("Alias and Export Date at the top", "headers in row 4"))


def to_table(raw: RawFiles, recognition: Recognition) -> RawTable:
    """Headers and answers without the short names in brackets that the exporter may add."""
    sheet = _sheet(raw)
    if sheet is None:
        raise FileError(f"{raw.source} holds no EUSurvey export")
    return build(_plan(sheet), recognition, source=raw.source, notes=raw.notes)


def _sheet(raw: RawFiles) -> RawSheet | None:
    first = next((sheet for sheet in raw.sheets if _is_first(sheet.head)), None)
    if first is None:
        return None
    further = [s for s in raw.sheets if s is not first and s.name and _CONTENT.fullmatch(s.name)]
    return side_by_side([first, *further])


def _is_first(head: Sequence[Sequence[str]]) -> bool:
    corners = [(*row, "")[0].strip() for row in head[:2]]
    return len(head) > _HEADER_ROW and corners == ["Alias", "Export Date"]


def _plan(sheet: RawSheet) -> Plan:
    headers = [header.strip() for header in sheet.head[_HEADER_ROW]]
    below = sheet.head[_HEADER_ROW + 1 :]
    questions = [header for header in headers if header and header not in _METADATA]
    named = bool(questions) and all(_SHORT_NAME.search(header) for header in questions)
    answers: list[AnswerColumn] = []
    dropped: list[DroppedColumn] = []
    for index, header in enumerate(headers):
        if role := _METADATA.get(header) or role_of_header(header) or role_of_cells(column_cells(below, index)):
            dropped.append(DroppedColumn(header, sheet.place(index), role))
        elif header:
            answers.append(_answer(index, header, named=named))
    return Plan(
        sheet=sheet,
        first_row=_HEADER_ROW + 1,
        answers=tuple(answers),
        dropped=tuple(dropped),
        key=headers.index("Contribution Id") if "Contribution Id" in headers else None,
        times=tuple(index for index, header in enumerate(headers) if header == "Creation Date"),
    )


def _answer(index: int, header: str, *, named: bool) -> AnswerColumn:
    found = _SHORT_NAME.search(header) if named else None
    if found is None:
        return AnswerColumn(index, header, layout=Layout.CELL)
    return AnswerColumn(index, header[: found.start()], layout=Layout.CELL, name=found[1], clean=_without_short_names)


def _without_short_names(text: str) -> str:
    return "; ".join(_SHORT_NAME.sub("", part.strip()) for part in text.split(";")).strip()
