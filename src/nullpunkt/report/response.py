"""Who answered: in all and per service."""

from __future__ import annotations

from collections.abc import Sequence

from nullpunkt.analysis.model import ResponseRow, Status
from nullpunkt.report.cellvalues import number_cell
from nullpunkt.report.figures import BarFigure, BarRow, RowStatus
from nullpunkt.report.language import Language
from nullpunkt.report.model import Block, Callout, Cell, Chart, ColumnKind, Mark, Paragraph, Section, Table, TableColumn
from nullpunkt.report.published import Published

SECTION = "chapter-response"
LOW_RATE = 0.5
"""below half, those who did not answer could turn any majority"""


def response_section(published: Published) -> Section:
    """How many answered of how many, per published group, and what it means for the rest of the report."""
    language, whole = published.language, published.response()
    blocks: list[Block] = []
    if whole is not None:
        blocks.append(Paragraph(response_sentence(whole, language)))
        blocks += _comments(whole, published)
    blocks += _by_group(published)
    return Section(id=SECTION, title=language.say("response.title"), blocks=tuple(blocks))


def response_sentence(whole: ResponseRow, language: Language) -> str:
    """«287 av 412 svarte, en svarprosent på 70 prosent.»"""
    if whole.invited is None or whole.rate is None:
        return language.say("response.answered", n=whole.answered)
    percent = language.style.percent_number(whole.rate).lstrip("<>")
    return language.say("response.rate", n=whole.answered, invited=whole.invited, percent=percent)


def _comments(whole: ResponseRow, published: Published) -> list[Block]:
    language = published.language
    if whole.rate is None:
        return [Callout(language.say("response.unknown_title"), language.say("response.unknown"))]
    if whole.rate < LOW_RATE:
        return [Callout(language.say("response.low_title"), language.say("response.low"))]
    return [Paragraph(language.say("response.meaning"))]


def _by_group(published: Published) -> list[Block]:
    by = published.results.main_breakdown
    rows = [row for row in published.results.response if row.by == by and row.group is not None] if by else []
    whole = published.response()
    if by is None or not rows or whole is None:
        return []
    table = _table(rows, whole, published, by=by)
    shown = [row for row in rows if row.rate is not None]
    if not shown:
        return [table]
    language = published.language
    return [
        Chart(
            id="response-rate",
            caption=table.caption,
            alt=_alternative(shown, len(rows), published, by=by),
            figure=BarFigure(rows=tuple(_bar(row, published) for row in (whole, *rows))),
            table=table,
            note=language.say("response.groups_note") if _is_merged(published, by) else "",
        )
    ]


def _is_merged(published: Published, by: str) -> bool:
    return any(group.by == by and len(group.members) > 1 for group in published.results.groups)


def _bar(row: ResponseRow, published: Published) -> BarRow:
    language = published.language
    detail = ""
    if row.invited is not None and row.status is Status.PUBLISHED:
        detail = language.say("phrases.counts", count=row.answered, n=row.invited)
    return BarRow(
        label=_label(row, published),
        share=row.rate,
        n=row.answered if row.status is Status.PUBLISHED else None,
        status=RowStatus.SHOWN if row.rate is not None else RowStatus.HIDDEN,
        emphasis=row.group is None,
        detail=detail,
    )


def _table(rows: Sequence[ResponseRow], whole: ResponseRow, published: Published, *, by: str) -> Table:
    language = published.language
    return Table(
        id="t-response",
        caption=language.say("response.caption", by=_lower(published.breakdown_label(by))),
        columns=(
            TableColumn(published.breakdown_label(by)),
            TableColumn(language.say("response.invited"), ColumnKind.COUNT),
            TableColumn(language.say("response.answered_column"), ColumnKind.COUNT),
            TableColumn(language.say("response.rate_column"), ColumnKind.SHARE),
        ),
        rows=tuple(_cells(row, published) for row in (whole, *rows)),
        emphasis=(0,),
    )


def _cells(row: ResponseRow, published: Published) -> tuple[Cell, ...]:
    if row.status is not Status.PUBLISHED:
        return (_label(row, published), Mark.HIDDEN, Mark.HIDDEN, Mark.HIDDEN)
    return (_label(row, published), number_cell(row.invited), row.answered, number_cell(row.rate))


def _alternative(shown: Sequence[ResponseRow], groups: int, published: Published, *, by: str) -> str:
    language = published.language
    style, rates = language.style, [row.rate for row in shown if row.rate is not None]
    return language.say(
        "alt.response", n=groups, by=_lower(published.breakdown_label(by)), low=style.share(min(rates)),
        high=style.share(max(rates)),
    )  # fmt: skip


def _label(row: ResponseRow, published: Published) -> str:
    if row.by is None or row.group is None:
        return published.language.say("tables.all")
    return published.group_label(row.by, row.group)


def _lower(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
