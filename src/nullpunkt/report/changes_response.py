"""Who answered in both waves: the response rates, and how those who answered are made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nullpunkt.analysis.comparison import Comparison
from nullpunkt.analysis.model import ResponseRow, Results
from nullpunkt.report.cellvalues import number_cell
from nullpunkt.report.changes_charts import share_figure, wave_labels
from nullpunkt.report.figures import DumbbellRow
from nullpunkt.report.model import Block, Cell, Chart, ColumnKind, Paragraph, Section, Table, TableColumn
from nullpunkt.report.published import Published


def total(results: Results) -> ResponseRow | None:
    """Invited and answered in all of one wave."""
    return next((row for row in results.response if row.by is None), None)


def response_section(published: Published, comparison: Comparison) -> Section:
    """Response rate of both waves, and how those who answered are made up."""
    language = published.language
    before, after = wave_labels(comparison, published)
    blocks: list[Block] = [Paragraph(language.say("changes.response.meaning"))]
    blocks.append(_response_block(published, comparison, before=before, after=after))
    blocks.append(_composition_table(published, comparison, before=before, after=after))
    return Section(id="changes-response", title=language.say("changes.response.title"), level=3, blocks=tuple(blocks))


@dataclass(frozen=True, slots=True)
class _Response:
    """One row of the response rates: all, or a group that both waves have."""

    label: str
    invited: tuple[int | None, int | None]
    answered: tuple[int, int]

    @property
    def rates(self) -> tuple[float | None, float | None]:
        """Answered of invited in each wave, None where the number of invited is unknown."""
        one, two = (n / of if of else None for n, of in zip(self.answered, self.invited, strict=True))
        return one, two


def _responses(published: Published, comparison: Comparison) -> Iterator[_Response]:
    one, two = total(comparison.baseline.earlier), total(published.results)
    if one is not None and two is not None:
        label = published.language.say("tables.all")
        yield _Response(label, (one.invited, two.invited), (one.answered, two.answered))
    aligned, main = comparison.baseline.aligned, published.results.main_breakdown
    before = {(g.by, g.group): g for g in aligned.before.groups}
    for group in aligned.after.groups:
        same = before.get((group.by, group.group))
        if group.by == main and same is not None:
            yield _Response(group.label, (same.invited, group.invited), (same.n, group.n))


def _response_block(published: Published, comparison: Comparison, *, before: str, after: str) -> Block:
    """Response rates as a chart with its table; without headcounts the table alone."""
    language, rows = published.language, tuple(_responses(published, comparison))
    table = _response_table(rows, published, before=before, after=after)
    if not any(None not in row.rates for row in rows):
        return table
    return Chart(
        id="changes-response-rate",
        caption=table.caption,
        alt=language.say("changes.response.alt", n=len(rows), before=before, after=after),
        figure=share_figure([_rate_row(row, published) for row in rows], published, before=before, after=after),
        table=table,
    )


def _rate_row(row: _Response, published: Published) -> DumbbellRow:
    before, after = row.rates
    change = "" if before is None or after is None else published.language.style.points(after - before)
    return DumbbellRow(label=row.label, before=before, after=after, change=change)


def _response_table(rows: Sequence[_Response], published: Published, *, before: str, after: str) -> Table:
    language, by = published.language, published.results.main_breakdown
    columns = [TableColumn("" if by is None else published.breakdown_label(by))]
    for wave in (before, after):
        columns += [
            TableColumn(f"{language.say('response.invited')}, {wave}", ColumnKind.COUNT),
            TableColumn(f"{language.say('response.answered_column')}, {wave}", ColumnKind.COUNT),
            TableColumn(f"{language.say('response.rate_column')}, {wave}", ColumnKind.SHARE),
        ]
    return Table(
        id="t-changes-response",
        caption=language.say("changes.response.caption"),
        columns=tuple(columns),
        rows=tuple(
            (
                row.label,
                *(
                    number_cell(value)
                    for wave in (0, 1)
                    for value in (row.invited[wave], row.answered[wave], row.rates[wave])
                ),
            )
            for row in rows
        ),
        emphasis=(0,),
    )


def _composition_table(published: Published, comparison: Comparison, *, before: str, after: str) -> Table:
    language, aligned = published.language, comparison.baseline.aligned
    share = language.say("tables.share")
    rows: list[tuple[Cell, ...]] = []
    for group in aligned.after.groups:
        same = next((g for g in aligned.before.groups if (g.by, g.group) == (group.by, group.group)), None)
        if same is None:
            continue
        label = f"{published.breakdown_label(group.by)}: {group.label}"
        one, two = total(aligned.before), total(aligned.after)
        assert one is not None
        assert two is not None
        rows.append((label, same.n, same.n / one.answered, group.n, group.n / two.answered))
    answers = language.say("tables.answers")
    return Table(
        id="t-changes-composition",
        caption=language.say("changes.response.composition"),
        columns=(
            TableColumn(language.say("changes.response.who")),
            TableColumn(f"{answers}, {before}", ColumnKind.COUNT),
            TableColumn(f"{share}, {before}", ColumnKind.SHARE),
            TableColumn(f"{answers}, {after}", ColumnKind.COUNT),
            TableColumn(f"{share}, {after}", ColumnKind.SHARE),
        ),
        rows=tuple(rows),
        folded=True,
    )
