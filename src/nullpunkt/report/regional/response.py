"""Who answered, municipality by municipality."""

from __future__ import annotations

from nullpunkt.analysis.regional import UnitFacts
from nullpunkt.report.figures import BarFigure, BarRow, RowStatus
from nullpunkt.report.model import Block, Cell, Chart, ColumnKind, Mark, Paragraph, Section, Table, TableColumn
from nullpunkt.report.regional.view import RegionView

MOST_BARS = 60
"""municipalities that one bar chart bears; of more there is the table alone"""


def response_section(view: RegionView) -> Section:
    """Answers and response rate of each municipality and of all together."""
    blocks: list[Block] = [Paragraph(f"{response_sentence(view)} {view.say('response_bias')}")]
    table = _table(view)
    rates = [rate for unit in view.units if (rate := _rate(unit)) is not None]
    if rates and len(view.units) <= MOST_BARS:
        blocks.append(
            Chart(
                id="region-response",
                caption=table.caption,
                alt=view.say(
                    "response_alt", n=len(view.units), low=view.percent(min(rates)), high=view.percent(max(rates))
                ),
                figure=BarFigure(rows=(_whole_bar(view), *(_bar(unit, view) for unit in view.units))),
                table=table,
            )
        )
    else:
        blocks.append(table)
    return Section(id="region-response-rate", title=view.say("response_title"), blocks=tuple(blocks))


def response_sentence(view: RegionView) -> str:
    """How many of how many answered in the region."""
    if view.invited is None:
        return view.say("response_unknown", answered=view.answered, n=len(view.units))
    percent = view.language.style.percent_number(view.answered / view.invited).lstrip("<>")
    return view.say(
        "response_sentence", answered=view.answered, invited=view.invited, n=len(view.units), percent=percent
    )


def _rate(unit: UnitFacts) -> float | None:
    return unit.answered / unit.invited if unit.invited else None


def _bar(unit: UnitFacts, view: RegionView) -> BarRow:
    rate = _rate(unit)
    detail = "" if unit.invited is None else view.language.say("phrases.counts", count=unit.answered, n=unit.invited)
    return BarRow(
        label=unit.name,
        share=rate,
        n=unit.answered,
        status=RowStatus.SHOWN if rate is not None else RowStatus.HIDDEN,
        detail=detail,
    )


def _whole_bar(view: RegionView) -> BarRow:
    rate = view.answered / view.invited if view.invited else None
    return BarRow(
        label=view.say("whole"),
        share=rate,
        n=view.answered,
        status=RowStatus.SHOWN if rate is not None else RowStatus.HIDDEN,
        emphasis=True,
    )


def _table(view: RegionView) -> Table:
    columns = (
        TableColumn(view.say("municipality")),
        TableColumn(view.say("invited"), ColumnKind.COUNT),
        TableColumn(view.say("answered"), ColumnKind.COUNT),
        TableColumn(view.say("rate"), ColumnKind.SHARE),
    )
    whole = _cells(view.say("whole"), view.invited, view.answered)
    return Table(
        id="t-region-response",
        caption=view.say("response_caption"),
        columns=columns,
        rows=(whole, *(_cells(unit.name, unit.invited, unit.answered) for unit in view.units)),
        emphasis=(0,),
    )


def _cells(name: str, invited: int | None, answered: int) -> tuple[Cell, ...]:
    if not invited:
        return (name, Mark.NOT_APPLICABLE, answered, Mark.NOT_APPLICABLE)
    return (name, invited, answered, answered / invited)
