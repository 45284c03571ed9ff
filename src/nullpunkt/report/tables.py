"""Tables of one question: its answers among all, its share by group, and options or statements by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.analysis.model import Estimate, Statistic, Status
from nullpunkt.report.cellvalues import Row, base_cell, count_cell, interval_cell, value_cell
from nullpunkt.report.model import Cell, ColumnKind, Table, TableColumn
from nullpunkt.report.names import table_id
from nullpunkt.report.published import Focus, Published, has_number, valid_options
from nullpunkt.survey.model import Item, ItemKey


@dataclass(frozen=True, slots=True)
class Matrix:
    """Shares by two labels: statements or options one way, groups the other."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Estimate | None, ...], ...]

    def transposed(self) -> Matrix:
        """Rows for columns."""
        return Matrix(self.columns, self.rows, tuple(zip(*self.cells, strict=True)))

    def as_rows(self) -> tuple[Row, ...]:
        """Every cell as a row of its own, named by both labels."""
        return tuple(
            Row(f"{row} – {column}", cell)
            for row, cells in zip(self.rows, self.cells, strict=True)
            for column, cell in zip(self.columns, cells, strict=True)
        )


def share_columns(first: str, published: Published) -> tuple[TableColumn, ...]:
    """Label, answers, share, interval."""
    words = published.language.under("tables")
    return (
        TableColumn(first),
        TableColumn(words["answers"], ColumnKind.COUNT),
        TableColumn(words["share"], ColumnKind.SHARE),
        TableColumn(words["interval"], ColumnKind.INTERVAL),
    )


def distribution_table(item: Item, focus: Focus | None, published: Published, *, caption: str, note: str) -> Table:
    """All respondents' answers to one item, the favourable answers together in a row of their own."""
    words = published.language.under("tables")
    rows: list[tuple[Cell, ...]] = []
    for option in valid_options(item):
        rows.append(_counted(option.text.into(published.code), _all(item, option.code, published)))
    emphasis: tuple[int, ...] = ()
    if focus is not None and len(focus.options) > 1:
        emphasis = (len(rows),)
        rows.append(_counted(focus.label(published.language), published.find(item.key, focus.statistic)))
    columns = (
        TableColumn(words["answer"]),
        TableColumn(words["count"], ColumnKind.COUNT),
        TableColumn(words["share"], ColumnKind.SHARE),
        TableColumn(words["interval"], ColumnKind.INTERVAL),
    )
    return Table(
        id=table_id(item.key), caption=caption, columns=columns, rows=tuple(rows), note=note, emphasis=emphasis
    )


def rows_table(
    rows: Sequence[Row],
    published: Published,
    *,
    table: str,
    first: str,
    caption: str,
    note: str = "",
    folded: bool = False,
) -> Table:
    """One share a row."""
    return Table(
        id=table,
        caption=caption,
        columns=share_columns(first, published),
        rows=tuple((r.label, base_cell(r.estimate), value_cell(r.estimate), interval_cell(r.estimate)) for r in rows),
        note=note,
        emphasis=tuple(number for number, row in enumerate(rows) if row.emphasis),
        folded=folded,
    )


def counted_table(rows: Sequence[Row], published: Published, *, table: str, caption: str, note: str) -> Table:
    """Options of a multiple choice: how many chose each, of one base."""
    words = published.language.under("tables")
    return Table(
        id=table,
        caption=caption,
        columns=(
            TableColumn(words["answer"]),
            TableColumn(words["count"], ColumnKind.COUNT),
            TableColumn(words["share"], ColumnKind.SHARE),
            TableColumn(words["interval"], ColumnKind.INTERVAL),
        ),
        rows=tuple(_counted(row.label, row.estimate) for row in rows),
        note=note,
    )


def matrix_table(
    matrix: Matrix, published: Published, *, table: str, first: str, caption: str, note: str = "", folded: bool = False
) -> Table:
    """Shares by two labels; the number of answers stands with the column's label."""
    columns = [TableColumn(first)]
    for position, label in enumerate(matrix.columns):
        cells = [row[position] for row in matrix.cells]
        columns.append(TableColumn(label + _answers(cells, published), ColumnKind.SHARE))
    return Table(
        id=table,
        caption=caption,
        columns=tuple(columns),
        rows=tuple(
            (label, *(value_cell(cell) for cell in cells))
            for label, cells in zip(matrix.rows, matrix.cells, strict=True)
        ),
        note=note,
        folded=folded,
    )


def grid_table(items: Sequence[Item], focus: Focus | None, published: Published, *, caption: str, note: str) -> Table:
    """Every statement of a grid: answers, each option's share, the favourable share with its interval, the mean."""
    words = published.language.under("tables")
    options = valid_options(items[0])
    columns = [TableColumn(words["statement"]), TableColumn(words["answers"], ColumnKind.COUNT)]
    columns += [TableColumn(option.text.into(published.code), ColumnKind.SHARE) for option in options]
    if focus is not None:
        columns.append(TableColumn(focus.label(published.language), ColumnKind.SHARE))
        columns.append(TableColumn(words["interval"], ColumnKind.INTERVAL))
    means = [published.find(item.key, Statistic.MEAN) for item in items]
    if any(has_number(mean) for mean in means):
        columns.append(TableColumn(words["mean"], ColumnKind.SCORE, 1))
    rows = []
    for item, mean in zip(items, means, strict=True):
        shares = [_all(item, option.code, published) for option in options]
        whole = published.find(item.key, focus.statistic, option=focus.option) if focus else None
        cells: list[Cell] = [item.label.into(published.code), base_cell(whole or shares[0])]
        cells += [value_cell(share) for share in shares]
        if focus is not None:
            cells += [value_cell(whole), interval_cell(whole)]
        if len(columns) > len(cells):
            cells.append(value_cell(mean))
        rows.append(tuple(cells))
    return Table(
        id=table_id(ItemKey(items[0].key.question)),
        caption=caption,
        columns=tuple(columns),
        rows=tuple(rows),
        note=note,
    )


def _all(item: Item, option: str, published: Published) -> Estimate | None:
    return published.find(item.key, Statistic.PROPORTION, option=option)


def _counted(label: str, estimate: Estimate | None) -> tuple[Cell, ...]:
    return (label, count_cell(estimate), value_cell(estimate), interval_cell(estimate))


def _answers(cells: Sequence[Estimate | None], published: Published) -> str:
    """The base of a column where it is public: one number, or from the least to the most."""
    shown = [cell for cell in cells if cell is not None and cell.status is not Status.SUPPRESSED]
    bases = sorted({cell.n for cell in shown if cell.n is not None})
    if not bases:
        return ""
    key = "tables.base" if len(bases) == 1 else "tables.bases"
    return " " + published.language.say(key, low=bases[0], high=bases[-1])
