"""How a table's cell is printed, the same in every format that prints text."""

from __future__ import annotations

from functools import lru_cache

from nullpunkt.report.figures import ChartWords
from nullpunkt.report.model import Band, Cell, ColumnKind, Mark, Span, Table, TableColumn

HIDDEN_SIGN = ":"
EN_DASH = "–"


@lru_cache(1024)
def printed(table: Table, words: ChartWords) -> tuple[tuple[str, ...], ...]:
    """The table's rows as printed: worked out once, for all formats."""
    return tuple(
        tuple(cell_text(cell, column, words) for cell, column in zip(row, table.columns, strict=True))
        for row in table.rows
    )


def cell_text(cell: Cell, column: TableColumn, words: ChartWords) -> str:
    """The cell as printed in the report's language: «68 %», «61–74 %», «minst 88 %», «:»."""
    match cell:
        case Mark.HIDDEN:
            return HIDDEN_SIGN
        case Mark.NOT_APPLICABLE:
            return ""
        case Band():
            return band_text(cell, words)
        case Span():
            return _span(cell, column, words)
        case str():
            return cell
        case int() | float():
            return _number(cell, column, words)


def is_numeric(column: TableColumn) -> bool:
    """Whether the column holds numbers and is set to the right."""
    return column.kind is not ColumnKind.TEXT


def hides(table: Table) -> bool:
    """Whether a cell is suppressed and the table's own note does not yet explain the sign."""
    return f"«{HIDDEN_SIGN}»" not in table.note and any(cell is Mark.HIDDEN for row in table.rows for cell in row)


def band_text(band: Band, words: ChartWords) -> str:
    """A band in words; both bounds where both are given."""
    parts: list[str] = []
    if band.at_least is not None:
        parts.append(words.at_least.format(share=words.numbers.bound(band.at_least)))
    if band.at_most is not None:
        parts.append(words.at_most.format(share=words.numbers.bound(band.at_most)))
    return ", ".join(parts)


def _span(span: Span, column: TableColumn, words: ChartWords) -> str:
    numbers = words.numbers
    if span.share:
        low = numbers.percent_number(span.low, column.decimals)
        high = numbers.percent_number(span.high, column.decimals)
        return f"{low}{EN_DASH}{high}{numbers.percent}"
    low, high = numbers.number(span.low, column.decimals), numbers.number(span.high, column.decimals)
    return f"{low}{EN_DASH}{high}"


def _number(value: float, column: TableColumn, words: ChartWords) -> str:
    numbers = words.numbers
    match column.kind:
        case ColumnKind.SHARE | ColumnKind.INTERVAL:
            return numbers.share(value, column.decimals)
        case ColumnKind.POINTS:
            return numbers.points(value, column.decimals)
        case ColumnKind.COUNT | ColumnKind.SCORE | ColumnKind.TEXT:
            return numbers.number(value, column.decimals)
