"""The success criteria of the work, which only the follow-up asks about."""

from __future__ import annotations

from collections.abc import Iterator

from nullpunkt.analysis.model import Statistic
from nullpunkt.report.cellvalues import Row, base_cell, dot_row, interval_cell, value_cell
from nullpunkt.report.figures import Axis, DotFigure
from nullpunkt.report.model import Chart, ColumnKind, Paragraph, Section, Table, TableColumn
from nullpunkt.report.published import Published
from nullpunkt.survey.model import GridQuestion, items_of

CRITERIA = "suksesskriterier"
"""the question with the seven success criteria, in the questionnaire and module of that name"""


def criteria_section(published: Published) -> Iterator[Section]:
    """The seven success criteria, where the follow-up asked about them."""
    question = published.survey.by_id.get(CRITERIA)
    if not isinstance(question, GridQuestion):
        return
    found = [
        Row(item.label.into(published.code), published.find(item.key, Statistic.FAVOURABLE))
        for item in items_of(question)
    ]
    shown = [row for row in found if row.estimate is not None]
    if not shown:
        return
    language = published.language
    caption = language.say("changes.criteria.caption")
    table = Table(
        id="t-changes-criteria",
        caption=caption,
        columns=(
            TableColumn(language.say("changes.criteria.column")),
            TableColumn(language.say("tables.answers"), ColumnKind.COUNT),
            TableColumn(language.say("tables.share"), ColumnKind.SHARE),
            TableColumn(language.say("tables.interval"), ColumnKind.INTERVAL),
        ),
        rows=tuple(
            (
                row.label,
                base_cell(row.estimate),
                value_cell(row.estimate),
                interval_cell(row.estimate),
            )
            for row in shown
        ),
    )
    chart = Chart(
        id="changes-criteria",
        caption=caption,
        alt=language.say("changes.criteria.alt", n=len(shown)),
        figure=DotFigure(axis=Axis.SHARE, minimum=0.0, maximum=1.0, rows=tuple(dot_row(row) for row in shown)),
        table=table,
    )
    yield Section(
        id="changes-criteria-section",
        title=language.say("changes.criteria.title"),
        level=3,
        blocks=(Paragraph(language.say("changes.criteria.introduction")), chart),
    )
