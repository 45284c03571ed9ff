"""Nettskjema (University of Oslo): `$` columns of book-keeping; with a codebook `code.row` headers, else the texts.

Check boxes hold 0 for people who never saw the question. The codebook, where it lies beside, gives back the texts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from nullpunkt.errors import FileError
from nullpunkt.platforms.layout import AnswerColumn, Plan, build
from nullpunkt.platforms.raw import DocumentKind, RawFiles, RawSheet
from nullpunkt.platforms.roles import KEY, OTHER, TIME, column_cells, role_of_cells, role_of_header
from nullpunkt.responses.table import DroppedColumn, Layout, RawTable, Recognition
from nullpunkt.responses.wording import bare

NAME_OF_PLATFORM = "nettskjema"
TITLE = "Nettskjema"

_KEY = "$submission_id"
_ROLES = {_KEY: KEY, "$created": TIME, "$answer_time_ms": OTHER}
_REFERENCES = ("submission_reference", "reference id")
_UPLOAD = "ATTACHMENT"


def recognise(raw: RawFiles) -> Recognition | None:
    """The first header is `$submission_id`, or `$answer_time_ms` is among them."""
    sheet = _sheet(raw)
    if sheet is None:
        return None
    codebook = ("with its codebook",) if _elements(raw) else ()
    signs = [header.strip() for header in sheet.head[0] if header.strip() in _ROLES]
    return Recognition(NAME_OF_PLATFORM, TITLE, ("columns " + ", ".join(signs), *codebook))


def to_table(raw: RawFiles, recognition: Recognition) -> RawTable:
    """Answers by code or text; with the codebook, by text."""
    sheet = _sheet(raw)
    if sheet is None:
        raise FileError(f"{raw.source} holds no Nettskjema export")
    return build(_plan(sheet, _columns(_elements(raw))), recognition, source=raw.source, notes=raw.notes)


def _sheet(raw: RawFiles) -> RawSheet | None:
    for sheet in raw.sheets:
        headers = [header.strip().lower() for header in sheet.head[0]] if sheet.head else []
        if headers[:1] == [_KEY] or "$answer_time_ms" in headers:
            return sheet
    return None


def _plan(sheet: RawSheet, known: Mapping[str, AnswerColumn | None]) -> Plan:
    answers: list[AnswerColumn] = []
    dropped: list[DroppedColumn] = []
    headers = [header.strip() for header in sheet.head[0]]
    for index, header in enumerate(headers):
        if role := _role(sheet, index, header):
            dropped.append(DroppedColumn(header, sheet.place(index), role))
        elif header in known:
            column = known[header]
            if column is None:
                dropped.append(DroppedColumn(header, sheet.place(index), OTHER))
            else:
                answers.append(_placed(column, index))
        elif header:
            answers.append(AnswerColumn(index, header, name=header if "." in header or header.isascii() else ""))
    return Plan(
        sheet=sheet,
        first_row=1,
        answers=tuple(answers),
        dropped=tuple(dropped),
        key=headers.index(_KEY) if _KEY in headers else None,
        times=(headers.index("$created"),) if "$created" in headers else (),
    )


def _placed(column: AnswerColumn, index: int) -> AnswerColumn:
    return AnswerColumn(
        index, column.header, layout=column.layout, name=column.name, part=column.part, labels=column.labels
    )


def _role(sheet: RawSheet, index: int, header: str) -> str | None:
    if header.startswith("$") or header.lower() in _REFERENCES:
        return _ROLES.get(header, OTHER)
    return role_of_header(header) or role_of_cells(column_cells(sheet.head[1:], index))


def _elements(raw: RawFiles) -> list[Mapping[str, Any]]:
    """The codebook's elements; `Any` as it is somebody else's JSON."""
    for document in raw.documents:
        if document.kind is DocumentKind.NETTSKJEMA:
            content = json.loads(document.content)
            return [element for element in content if isinstance(element, dict)] if isinstance(content, list) else []
    return []


def _columns(elements: Sequence[Mapping[str, Any]]) -> Mapping[str, AnswerColumn | None]:
    """By column name; None for uploads, which are personal, and for check boxes in a grid, which nothing counts."""
    columns: dict[str, AnswerColumn | None] = {}
    for element in elements:
        code, text = str(element.get("externalElementId") or ""), bare(str(element.get("text") or ""))
        if not code:
            continue
        options = _texts(element.get("answerOptions"), "externalAnswerOptionId")
        rows = _texts(element.get("subElements"), "externalElementId")
        match element.get("elementType"):
            case "CHECKBOX":
                for option, label in options.items():
                    columns[f"{code}.{option}"] = AnswerColumn(-1, text, layout=Layout.INDICATOR, part=label)
            case "MATRIX_RADIO":
                for row, label in rows.items():
                    columns[f"{code}.{row}"] = AnswerColumn(-1, text, part=label, labels=options)
            case "MATRIX_CHECKBOX":
                columns |= {f"{code}.{row}.{option}": None for row in rows for option in options}
            case kind:
                known = AnswerColumn(-1, text, name=code, labels=options)
                columns[code] = None if kind == _UPLOAD else known
    return columns


def _texts(entries: object, key: str) -> dict[str, str]:
    if not isinstance(entries, list):
        return {}
    return {str(e.get(key)): bare(str(e.get("text") or "")) for e in entries if isinstance(e, dict)}
