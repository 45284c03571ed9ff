"""Sheets and tables that stand in the test itself."""

from __future__ import annotations

from collections.abc import Sequence

from nullpunkt.platforms.raw import HEAD_ROWS, RawFiles, RawSheet, cell_text
from nullpunkt.platforms.registry import recognise_table
from nullpunkt.responses.table import RawTable
from nullpunkt.survey.model import (
    ChoiceQuestion,
    ChoiceType,
    Condition,
    GridQuestion,
    MultipleQuestion,
    Option,
    OptionKind,
    Row,
    Text,
)

Rows = Sequence[Sequence[object]]


def sheet_of(rows: Rows, *, name: str | None = "Ark", file: str = "svar.xlsx", visible: bool = True) -> RawSheet:
    """Rows as a reader gives them."""
    head = tuple(tuple(cell_text(cell) for cell in row) for row in rows[:HEAD_ROWS])  # type: ignore[arg-type]
    return RawSheet(file=file, name=name, head=head, rows=lambda: iter(rows), visible=visible)  # type: ignore[arg-type]


def table_of(rows: Rows, *, name: str | None = "Ark") -> RawTable:
    """The table that the platforms make of one sheet."""
    return recognise_table(RawFiles("svar.xlsx", (sheet_of(rows, name=name),)))


def texts_in(table: RawTable, column: int) -> list[str | int]:
    """A column's cells: the text, -1 for blank, -2 for not asked."""
    found = table.columns[column]
    return [found.values[code] if code >= 0 else int(code) for code in found.codes]


def text(wording: str) -> Text:
    """Bokmål only."""
    return Text({"nb": wording})


def choices(
    *wordings: str, other: str = "", dont_know: str = "", none: str = "", scored: bool = False
) -> tuple[Option, ...]:
    """Options whose codes are o1, o2, …; then the special ones."""
    ordinary = [
        Option(f"o{n}", text(wording), score=float(n) if scored else None)
        for n, wording in enumerate(wordings, start=1)
    ]
    special = (
        ("annet", other, OptionKind.OTHER),
        ("ingen", none, OptionKind.NONE),
        ("vet", dont_know, OptionKind.DONT_KNOW),
    )
    return (*ordinary, *(Option(code, text(wording), kind) for code, wording, kind in special if wording))


def choice(id_: str, wording: str, *options: Option, asked_if: Condition | None = None) -> ChoiceQuestion:
    """One answer."""
    return ChoiceQuestion(id=id_, text=text(wording), type=ChoiceType.SINGLE, options=options, asked_if=asked_if)


def several(id_: str, wording: str, *options: Option, asked_if: Condition | None = None) -> MultipleQuestion:
    """Several answers."""
    return MultipleQuestion(id=id_, text=text(wording), options=options, asked_if=asked_if)


def grid(id_: str, stem: str, rows: Sequence[str], *options: Option) -> GridQuestion:
    """Rows whose ids are r1, r2, …"""
    return GridQuestion(
        id=id_,
        text=text(stem),
        rows=tuple(Row(f"r{n}", text(row)) for n, row in enumerate(rows, start=1)),
        options=options,
    )
