"""The population file: service and headcount, as csv or workbook, headers in Norwegian or English or none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from nullpunkt.errors import FileError
from nullpunkt.platforms.raw import RawSheet, cell_text
from nullpunkt.readers.reading import read
from nullpunkt.responses.issues import Issue
from nullpunkt.responses.numbers import parse_number
from nullpunkt.responses.population import HeadcountRow, Population, match_population
from nullpunkt.responses.wording import loose_key
from nullpunkt.survey.model import Survey

_SERVICE = (
    "tjeneste", "teneste", "service", "enhet", "eining", "unit", "avdeling", "virksomhet", "sektor", "arbeidssted",
    "department", "gruppe", "group",
)  # fmt: skip
_HEADCOUNT = (
    "antall", "antal", "headcount", "inviterte", "invited", "ansatte", "tilsette", "population", "populasjon", "n",
    "employees", "staff", "utsendt", "mottakere", "count",
)  # fmt: skip
_HEADER_SEARCH = 10
_MOST_ROWS = 2000


def read_population(path: Path, survey: Survey) -> tuple[Population, tuple[Issue, ...]]:
    """The headcounts and what was wrong with them; FileError where there are no two such columns."""
    for sheet in read([path]).sheets:
        if rows := _headcounts(sheet):
            return match_population(rows, survey, file=path.name)
    raise FileError(
        f"{path.name} holds no headcounts: no column with services and none with numbers",
        hint="Two columns are enough: «Tjeneste» and «Antall ansatte», one service a row.",
    )


def _headcounts(sheet: RawSheet) -> list[HeadcountRow]:
    columns = _columns(sheet.head)
    if columns is None:
        return []
    first, service, headcount = columns
    rows = []
    for number, cells in enumerate(islice(sheet.rows(), first, _MOST_ROWS), start=first + 1):
        texts = [cell_text(cell).strip() for cell in cells]
        name = texts[service] if service < len(texts) else ""
        count = texts[headcount] if headcount < len(texts) else ""
        if name and count:
            rows.append(HeadcountRow(number, name, count))
    return rows


def _columns(head: Sequence[Sequence[str]]) -> tuple[int, int, int] | None:
    """First row below the headers, the column of services, the column of headcounts."""
    for number, row in enumerate(head[:_HEADER_SEARCH]):
        service, headcount = _named(row, _SERVICE), _named(row, _HEADCOUNT)
        if headcount is not None and service == headcount:
            service = None
        if service is not None and headcount is not None:
            return number + 1, service, headcount
    for number, row in enumerate(head[:_HEADER_SEARCH]):
        if len(row) >= 2 and row[0].strip() and parse_number(row[0]) is None and parse_number(row[1]) is not None:
            return number, 0, 1
    return None


def _named(row: Sequence[str], names: Sequence[str]) -> int | None:
    """The column whose header is one of the words, else the first with one of them in it."""
    keys = [loose_key(cell) for cell in row]
    exact = [index for index, key in enumerate(keys) if key in names]
    partly = [index for index, key in enumerate(keys) if set(key.split()) & set(names)]
    return next(iter((*exact, *partly)), None)
