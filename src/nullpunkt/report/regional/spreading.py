"""Main findings of the region with the spread between municipalities, and the funnels that tell chance from more."""

from __future__ import annotations

from nullpunkt.analysis.spread import INNER, OUTER, Spread, SpreadUnit, funnel_lines
from nullpunkt.report.figures import FunnelFigure, FunnelPoint, StripFigure
from nullpunkt.report.language import inline
from nullpunkt.report.model import (
    Block,
    Cell,
    Chart,
    ColumnKind,
    Finding,
    Mark,
    Paragraph,
    Section,
    Span,
    Table,
    TableColumn,
)
from nullpunkt.report.names import ascii_id
from nullpunkt.report.regional.view import RegionView, quantile
from nullpunkt.report.sentences import item_sentence
from nullpunkt.survey.model import ItemKey

FINDINGS = "region-findings"
MOST_NAMED = 8
_CUTS = (0.0, 0.25, 0.5, 0.75, 1.0)


def findings(view: RegionView) -> tuple[Finding, ...]:
    """One sentence for each main finding: the region, the range, the middle half, and what it amounts to."""
    return tuple(
        Finding(sentence=_sentence(spread, view), certainty=_certainty(spread, view), section=FINDINGS)
        for spread in view.spreads
        if spread.units
    )


def _sentence(spread: Spread, view: RegionView) -> str:
    """The questionnaire's own sentence with the region's number, else the label with it."""
    question, item, _, _ = spread.indicator
    sentence = item_sentence(view.survey.items[ItemKey(question, item)], view.published)
    if sentence:
        return sentence
    share = view.language.style.percent_number(spread.region.value or 0.0)
    return view.say("sentence", name=inline(view.label(spread.indicator)), share=share)


def _certainty(spread: Spread, view: RegionView) -> str:
    """From where to where municipalities go, and what of it is more than chance."""
    ordered = sorted(unit.share for unit in spread.units)
    printed = (view.language.style.percent_number(quantile(ordered, cut)) for cut in _CUTS)
    low, lower, _, upper, high = printed
    parts = (view.say("range", low=low, high=high, lower=lower, upper=upper), spread_sentence(spread, view))
    return " ".join(part for part in parts if part)


def spread_sentence(spread: Spread, view: RegionView) -> str:
    """Whether the municipalities differ by more than chance, and which stand out."""
    if spread.no_difference:
        return view.say("spread_none")
    if spread.reliability is None:
        return ""
    outside = [view.names[unit.unit] for unit in spread.units if unit.outside]
    if spread.target is None:
        return view.say("spread_some")
    if not outside:
        return view.say("spread_inside")
    named = sorted(outside)
    if len(named) > MOST_NAMED:
        return view.say("spread_some")
    return view.say("spread_outside", n=len(named), list=view.language.both([inline(name) for name in named]))


def findings_section(view: RegionView) -> Section:
    """The strip of all municipalities, finding by finding, with the numbers behind it."""
    spreads = [spread for spread in view.spreads if spread.units]
    table = _table(spreads, view)
    blocks: list[Block] = [
        Paragraph(f"**{_sentence(spread, view)}** {_certainty(spread, view)}".strip()) for spread in spreads
    ]
    figure = StripFigure(
        labels=tuple(view.label(spread.indicator) for spread in spreads),
        others=tuple(tuple(sorted(unit.share for unit in spread.units)) for spread in spreads),
        own=tuple(spread.region.value for spread in spreads),
        own_label=view.say("region_label"),
        others_label=view.say("summary.municipalities").capitalize(),
    )
    if spreads:
        caption = view.say("spread_caption", region=view.name)
        alt = view.say("strip_alt", n=len(spreads))
        blocks.append(
            Chart(id="region-spread", caption=caption, alt=_alt(alt, spreads, view), figure=figure, table=table)
        )
    return Section(id=FINDINGS, title=view.say("findings_title"), blocks=tuple(blocks))


def _alt(start: str, spreads: list[Spread], view: RegionView) -> str:
    parts = [start]
    for spread in spreads:
        shares = [unit.share for unit in spread.units]
        part = view.say(
            "strip_alt_range",
            label=view.label(spread.indicator),
            own=view.percent(spread.region.value or 0.0),
            low=view.percent(min(shares)),
            high=view.percent(max(shares)),
        )
        if sum(map(len, parts)) + len(parts) + len(part) > 880:
            break
        parts.append(part)
    return " ".join(parts)


def _table(spreads: list[Spread], view: RegionView) -> Table:
    names = ("lowest", "lower_quarter", "middle", "upper_quarter", "highest")
    return Table(
        id="t-region-spread",
        caption=view.say("spread_table"),
        columns=(
            TableColumn(view.say("question_column")),
            TableColumn(view.say("share_column"), ColumnKind.SHARE),
            TableColumn(view.language.say("tables.interval"), ColumnKind.INTERVAL),
            *(TableColumn(view.say(name), ColumnKind.SHARE) for name in names),
            TableColumn(view.say("coverage_municipalities"), ColumnKind.COUNT),
        ),
        rows=tuple(_row(spread, view) for spread in spreads),
        note=view.say("spread_note"),
    )


def _row(spread: Spread, view: RegionView) -> tuple[Cell, ...]:
    ordered = sorted(unit.share for unit in spread.units)
    region = spread.region
    limits: Cell = Mark.NOT_APPLICABLE
    if region.low is not None and region.high is not None:
        limits = Span(region.low, region.high)
    value: Cell = Mark.NOT_APPLICABLE if region.value is None else region.value
    return (view.label(spread.indicator), value, limits, *(quantile(ordered, cut) for cut in _CUTS), len(ordered))


def funnel_section(view: RegionView) -> Section:
    """A funnel for each main finding, each municipality by its number of answers."""
    drawn = [spread for spread in view.spreads if spread.target is not None]
    key = "funnel_introduction" if drawn else "funnel_few"
    blocks: list[Block] = [Paragraph(view.say(key)), *(_funnel(spread, view) for spread in drawn)]
    return Section(id="region-funnels", title=view.say("funnel_title"), blocks=tuple(blocks))


def _funnel(spread: Spread, view: RegionView) -> Chart:
    assert spread.target is not None
    name = "-".join(part for part in spread.indicator[:3] if part)
    caption = view.say("funnel_caption", name=view.label(spread.indicator))
    centre = view.percent(spread.target)
    figure = FunnelFigure(
        points=tuple(
            FunnelPoint(label=view.names[unit.unit], n=unit.n, share=unit.plain, outside=unit.outside)
            for unit in spread.units
        ),
        centre=spread.target,
        inner=funnel_lines(spread, level=INNER),
        outer=funnel_lines(spread, level=OUTER),
        x_label=view.say("funnel_x"),
        centre_label=view.say("funnel_centre"),
    )
    outside = sum(unit.outside for unit in spread.units)
    return Chart(
        id=ascii_id(f"funnel-{name}"),
        caption=caption,
        alt=view.say("funnel_alt", n=len(spread.units), share=centre, outside=outside),
        figure=figure,
        table=_funnel_table(spread, view, caption=caption, table=ascii_id(f"t-funnel-{name}")),
        note=_funnel_note(spread, view),
    )


def _funnel_note(spread: Spread, view: RegionView) -> str:
    parts = [view.say("funnel_plain")]
    if spread.widen > 1:
        parts.append(view.say("funnel_widened", factor=view.language.style.number(spread.widen, 1)))
    return " ".join(parts)


def _funnel_table(spread: Spread, view: RegionView, *, caption: str, table: str) -> Table:
    columns = [
        TableColumn(view.say("municipality")),
        TableColumn(view.say("answered"), ColumnKind.COUNT),
        TableColumn(view.language.say("tables.share"), ColumnKind.SHARE),
    ]
    if not spread.no_difference:
        columns.append(TableColumn(view.say("shrunk_column"), ColumnKind.SHARE))
        columns.append(TableColumn(view.language.say("tables.interval"), ColumnKind.INTERVAL))
    columns.append(TableColumn(view.say("outside_column")))
    if spread.ranked:
        columns.append(TableColumn(view.say("rank_column")))
    by_name = sorted(spread.units, key=lambda unit: (view.names[unit.unit], unit.unit))
    return Table(
        id=table,
        caption=caption,
        columns=tuple(columns),
        rows=tuple(_unit_cells(unit, spread, view) for unit in by_name),
        note=_table_note(spread, view),
    )


def _unit_cells(unit: SpreadUnit, spread: Spread, view: RegionView) -> tuple[Cell, ...]:
    limits = unit.shrunk_interval
    cells: list[Cell] = [view.names[unit.unit], unit.n, unit.plain]
    if not spread.no_difference:
        cells.append(Mark.NOT_APPLICABLE if unit.shrunk is None else unit.shrunk)
        cells.append(Mark.NOT_APPLICABLE if limits is None else Span(limits.low, limits.high))
    cells.append(view.say("outside_yes" if unit.outside else "outside_no"))
    if spread.ranked:
        rank = unit.rank
        cells.append(Mark.NOT_APPLICABLE if rank is None else view.say("rank_cell", low=rank.low, high=rank.high))
    return tuple(cells)


def _table_note(spread: Spread, view: RegionView) -> str:
    if spread.reliability is None:
        return ""
    if spread.no_difference:
        return view.say("all_alike_note")
    note = view.say("shrunk_note", reliability=view.language.style.number(spread.reliability, 2))
    return note if spread.ranked else f"{note} {view.say('unreliable')}"
