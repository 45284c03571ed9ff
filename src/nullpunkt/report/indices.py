"""A section for each index: its mean, how reliable it is, and the mean by service."""

from __future__ import annotations

from collections.abc import Sequence

from nullpunkt.analysis.model import Estimate, IndexRow, Statistic
from nullpunkt.report.alternatives import rows_alternative
from nullpunkt.report.cellvalues import Row, dot_row, interval_cell, value_cell
from nullpunkt.report.differences import breakdown_in_text
from nullpunkt.report.figures import Axis, DotFigure
from nullpunkt.report.findings import RELIABLE
from nullpunkt.report.language import inline
from nullpunkt.report.model import Block, Chart, ColumnKind, Paragraph, Section, Table, TableColumn
from nullpunkt.report.names import ascii_id, index_section
from nullpunkt.report.published import Published
from nullpunkt.report.sentences import index_scale, index_sentence
from nullpunkt.survey.model import Index

FEWEST_GROUPS = 2
"""groups with a number below which a chart by group shows nothing"""


def index_sections(index: Index, published: Published) -> tuple[Section, ...]:
    """The index's section, or nothing if it was not published."""
    row = published.index(index.id)
    if row is None or row.estimate is None:
        return ()
    blocks: list[Block] = [
        Paragraph(f"**{index_sentence(index, row, published)}** {_certainty(row, published)}".strip()),
        Paragraph(_made_of(index, published)),
        Paragraph(_reliability(row, published)),
    ]
    by = published.results.main_breakdown
    if by is not None:
        blocks += _by_group(index, row, published, by=by)
    title = published.language.say("indices.title", title=index.title.into(published.code))
    return (Section(id=index_section(index.id), title=title, level=3, blocks=tuple(blocks)),)


def _certainty(row: IndexRow, published: Published) -> str:
    if row.low is None or row.high is None:
        return ""
    low, high = (published.language.style.number(limit, 1) for limit in (row.low, row.high))
    return published.language.say("certainty.index", low=low, high=high)


def _made_of(index: Index, published: Published) -> str:
    language = published.language
    labels = [language.quoted(inline(published.survey.items[key].label.into(published.code))) for key in index.items]
    text = language.say("indices.made_of", list=language.both(labels), n=len(labels))
    if index.reversed_items:
        text += " " + language.say("indices.reversed", n=len(index.reversed_items))
    return text


def _reliability(row: IndexRow, published: Published) -> str:
    language, style = published.language, published.language.style
    if row.alpha is None:
        return language.say("indices.no_alpha")
    alpha = style.number(row.alpha, 2)
    if row.alpha < 0:
        return language.say("indices.alpha_negative", alpha=alpha)
    key = "indices.alpha_low" if row.alpha < RELIABLE else "indices.alpha_good"
    return language.say(key, alpha=alpha)


def _by_group(index: Index, whole: IndexRow, published: Published, *, by: str) -> list[Block]:
    groups = published.groups(by)
    found = [published.index(index.id, by=by, group=group.group) for group in groups]
    language = published.language
    if not any(row is not None for row in found):
        return []
    if sum(row is not None and row.estimate is not None for row in found) < FEWEST_GROUPS:
        return [Paragraph(language.say("hidden.breakdown", by=breakdown_in_text(by, published)))]
    rows = [Row(language.say("tables.all"), _estimate(whole), emphasis=True)]
    rows += [Row(group.label, _estimate(row)) for group, row in zip(groups, found, strict=True) if row is not None]
    title = published.breakdown_label(by)
    caption = language.say(
        "captions.index_by", label=index.title.into(published.code), by=title[:1].lower() + title[1:]
    )
    low, high = index_scale(index, published)
    return [
        Chart(
            id=ascii_id(f"index-{index.id}-by-{by}"),
            caption=caption,
            alt=rows_alternative("index", rows, language, printed=lambda value: language.style.number(value, 1)),
            figure=DotFigure(
                axis=Axis.SCORE,
                minimum=low,
                maximum=high,
                rows=tuple(dot_row(row) for row in rows),
                reference=whole.estimate,
                reference_label=language.say("tables.all"),
            ),
            table=_table(index, rows, published, by=by, caption=caption),
        )
    ]


def _table(index: Index, rows: Sequence[Row], published: Published, *, by: str, caption: str) -> Table:
    language = published.language
    return Table(
        id=ascii_id(f"t-index-{index.id}-{by}"),
        caption=caption,
        columns=(
            TableColumn(published.breakdown_label(by)),
            TableColumn(language.say("tables.mean"), ColumnKind.SCORE, 1),
            TableColumn(language.say("tables.interval"), ColumnKind.INTERVAL, 1),
        ),
        rows=tuple((r.label, value_cell(r.estimate), interval_cell(r.estimate, share=False)) for r in rows),
        note=language.say("notes.index_groups"),
        emphasis=(0,),
    )


def _estimate(row: IndexRow) -> Estimate:
    """An index's row as an estimate of a mean, so that it is drawn and printed as one."""
    return Estimate(
        question=row.index,
        item=None,
        option=None,
        statistic=Statistic.MEAN,
        by=row.by,
        group=row.group,
        n=row.n,
        estimate=row.estimate,
        low=row.low,
        high=row.high,
        status=row.status,
    )
