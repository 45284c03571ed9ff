"""Change among those who answered both times, where their own codes link the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nullpunkt.analysis.model import PairedChange
from nullpunkt.report.cellvalues import number_cell
from nullpunkt.report.changes_charts import points_cells, points_columns, share_figure
from nullpunkt.report.changes_sentences import CALLED
from nullpunkt.report.figures import DumbbellRow
from nullpunkt.report.model import Block, Chart, ColumnKind, Paragraph, Section, Table, TableColumn
from nullpunkt.report.published import Published
from nullpunkt.survey.model import ItemKey, MultipleQuestion


def paired_section(published: Published) -> Iterator[Section]:
    """Change among those whose answers are linked by their own code."""
    rows = [row for row in published.results.paired if row.difference is not None]
    if not published.results.paired:
        return
    language = published.language
    title = language.say("changes.paired.title")
    if not rows:
        text = Paragraph(language.say("changes.paired.too_few"))
        yield Section(id="changes-paired-section", title=title, level=3, blocks=(text,))
        return
    most = max(row.pairs or 0 for row in rows)
    up, down = (sum(row.verdict == verdict for row in rows) for verdict in CALLED)
    blocks: list[Block] = [
        Paragraph(language.say("changes.paired.introduction", n=most)),
        Paragraph(language.say("changes.paired.counted", n=len(rows), up=up, down=down)),
        _paired_chart([row for row in rows if _told(row, published)] or rows, published),
    ]
    yield Section(id="changes-paired-section", title=title, level=3, blocks=tuple(blocks))


def _told(row: PairedChange, published: Published) -> bool:
    item = published.survey.items.get(ItemKey(row.question, row.item))
    return row.verdict in CALLED or (item is not None and item.main_finding)


def _paired_chart(rows: Sequence[PairedChange], published: Published) -> Chart:
    language = published.language
    before, after = language.say("changes.before"), language.say("changes.after")
    caption = language.say("changes.paired.caption")
    drawn = [_dumbbell(row, published) for row in rows]
    columns = (
        TableColumn(language.say("changes.indicator")),
        TableColumn(language.say("changes.paired.pairs"), ColumnKind.COUNT),
        TableColumn(before, ColumnKind.SHARE),
        TableColumn(after, ColumnKind.SHARE),
        *points_columns(published),
    )
    return Chart(
        id="changes-paired",
        caption=caption,
        alt=language.say("changes.paired.alt", n=len(rows)),
        figure=share_figure(drawn, published, before=before, after=after),
        table=Table(
            id="t-changes-paired",
            caption=caption,
            columns=columns,
            rows=tuple(
                (
                    line.label,
                    row.pairs or 0,
                    *map(number_cell, (line.before, line.after)),
                    *points_cells(row, published),
                )
                for line, row in zip(drawn, rows, strict=True)
            ),
        ),
    )


def _dumbbell(row: PairedChange, published: Published) -> DumbbellRow:
    before, after = ((yes or 0) / (row.pairs or 1) for yes in (row.before, row.after))
    return DumbbellRow(
        label=_label(row, published),
        before=before,
        after=after,
        change=published.language.style.points(row.difference or 0.0),
        clear=row.verdict in CALLED,
    )


def _label(row: PairedChange, published: Published) -> str:
    item = published.survey.items.get(ItemKey(row.question, row.item))
    if item is not None:
        return item.label.into(published.code)
    question = published.survey.by_id[row.question]
    assert isinstance(question, MultipleQuestion)
    return next((o.text.into(published.code) for o in question.options if o.code == row.option), row.option or "")
