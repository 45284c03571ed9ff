"""Who works with whom, what municipalities have in common, and how much of the region is behind each number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nullpunkt.analysis.model import Statistic
from nullpunkt.analysis.regional import GroupCount, Indicator
from nullpunkt.analysis.spread import Spread
from nullpunkt.report.figures import HeatCell, HeatFigure, RowStatus
from nullpunkt.report.language import inline
from nullpunkt.report.model import Bullets, Cell, Chart, ColumnKind, Mark, Paragraph, Section, Table, TableColumn
from nullpunkt.report.names import ascii_id
from nullpunkt.report.published import Focus, focus_of
from nullpunkt.report.regional.view import RegionView
from nullpunkt.survey.model import GridQuestion, ItemKey, MultipleQuestion

FEWEST_MUNICIPALITIES = 3
FEWEST_ANSWERS = 10
"""behind a cell of the map; below, a number would speak for very few places"""
MOST_MISSING = 0.2
"""of a service's answers that may be missing in a cell: who shows no number there are those at either end"""
COMMON = 0.75
"""share of the municipalities in which an answer is among the commonest, to be told as common"""
TOP = 3


def map_sections(view: RegionView) -> tuple[Section, ...]:
    """One for each question whose statements are the services themselves."""
    return tuple(
        section
        for question in view.survey.questions
        if isinstance(question, GridQuestion) and _is_map(question, view)
        for section in _map(question, view)
    )


def _is_map(question: GridQuestion, view: RegionView) -> bool:
    return len(view.services) > 1 and all(row.id in view.services for row in question.rows)


def _map(question: GridQuestion, view: RegionView) -> Iterator[Section]:
    first = view.survey.items[ItemKey(question.id, question.rows[0].id)]
    focus = focus_of(first, view.survey)
    if focus is None:
        return
    across = [row.id for row in question.rows]
    down = [code for code in view.services if any(_cell(question.id, a, code, focus, view) for a in across)]
    if not down:
        return
    cells = [[_cell(question.id, a, code, focus, view) for a in across] for code in down]
    answer = focus.label(view.language)
    caption = view.say("map_caption", label=question.label(view.language.code), answer=answer)
    heads = tuple(row.label(view.language.code) for row in question.rows)
    note = view.say("map_note") if view.raw else f"{view.say('map_note')} {view.say('map_note_published')}"
    table = Table(
        id=ascii_id(f"t-map-{question.id}"),
        caption=caption,
        columns=(TableColumn(view.say("map_service")), *(TableColumn(head, ColumnKind.SHARE) for head in heads)),
        rows=tuple(
            (view.services[code], *(_share(cell) for cell in row)) for code, row in zip(down, cells, strict=True)
        ),
        note=note,
    )
    figure = HeatFigure(
        row_labels=tuple(view.services[code] for code in down),
        column_labels=heads,
        cells=tuple(
            tuple(
                HeatCell(value=cell.count / cell.n)
                if cell is not None
                else HeatCell(value=None, status=RowStatus.HIDDEN)
                for cell in row
            )
            for row in cells
        ),
    )
    chart = Chart(
        id=ascii_id(f"map-{question.id}"),
        caption=caption,
        alt=view.language.say("alt.map", down=len(down), across=len(across)),
        figure=figure,
        table=table,
        note=note,
    )
    yield Section(
        id=ascii_id(f"region-map-{question.id}"),
        title=view.say("map_title"),
        blocks=(Paragraph(view.say("map_sentence", answer=inline(answer))), chart),
    )


def _cell(question: str, item: str, service: str, focus: Focus, view: RegionView) -> GroupCount | None:
    """What is behind a cell of the map; None where that is too little to tell the service by."""
    indicator: Indicator = (question, item, focus.option, focus.statistic)
    group = (view.survey.main_breakdown or "", service)
    cell, size = view.region.counts.get((indicator, group)), view.region.sizes.get(group)
    if cell is None or size is None or cell.units < FEWEST_MUNICIPALITIES or cell.n < FEWEST_ANSWERS:
        return None
    return cell if cell.n >= (1 - MOST_MISSING) * size.n else None


def _share(cell: GroupCount | None) -> Cell:
    return Mark.HIDDEN if cell is None else cell.count / cell.n


def common_section(view: RegionView) -> Section:
    """What holds in all municipalities, or in most of them."""
    lines = (*_commonest(view), *(line for spread in view.spreads if (line := _shared(spread, view))))
    return Section(
        id="region-common",
        title=view.say("common_title"),
        blocks=(Bullets(lines) if lines else Paragraph(view.say("common_nothing")),),
    )


def _shared(spread: Spread, view: RegionView) -> str:
    """Where no municipality differs, or all lie for sure on the same side of a half."""
    name, n = inline(view.label(spread.indicator)), len(spread.units)
    if n < FEWEST_MUNICIPALITIES:
        return ""
    facts = view.by_indicator[spread.indicator].facts
    for side, holds in (("over", all(f.low > 0.5 for f in facts)), ("under", all(f.high < 0.5 for f in facts))):
        if holds:
            return view.say("common_side", name=name, n=n, side=view.say(f"common_{side}"))
    if spread.no_difference:
        return view.say("common_alike", name=name, n=n, share=view.percent(spread.region.value or 0.0))
    return ""


def _commonest(view: RegionView) -> Iterator[str]:
    for question in view.survey.questions:
        if isinstance(question, MultipleQuestion) and question.main_finding and not question.background:
            yield from _tops(question, view)


def _tops(question: MultipleQuestion, view: RegionView) -> Iterator[str]:
    keys: dict[Indicator, str] = {
        (question.id, None, option.code, Statistic.PROPORTION): option.text.into(view.language.code)
        for option in question.options
    }
    times = dict.fromkeys(keys, 0)
    municipalities = 0
    for unit in view.units:
        known = [(unit.facts[key].share, key) for key in keys if key in unit.facts]
        if len(known) < TOP:
            continue
        municipalities += 1
        least = sorted((share for share, _ in known), reverse=True)[TOP - 1]
        for share, key in known:
            times[key] += share >= least
    if municipalities < FEWEST_MUNICIPALITIES:
        return
    label = question.label(view.language.code)
    for key, count in sorted(times.items(), key=lambda pair: -pair[1]):
        if count >= COMMON * municipalities:
            yield view.say(
                "common_top", option=inline(keys[key]), question=inline(label), count=count, of=municipalities
            )


def coverage_section(view: RegionView) -> Section:
    """How many municipalities, and answers, are behind each service's numbers and behind each main finding."""
    return Section(
        id="region-coverage",
        title=view.say("coverage_title"),
        blocks=(Paragraph(view.say("coverage_introduction")), _services(view), _items(view.spreads, view)),
    )


def _columns(first: str, view: RegionView) -> tuple[TableColumn, ...]:
    return (
        TableColumn(first),
        TableColumn(view.say("coverage_municipalities"), ColumnKind.COUNT),
        TableColumn(view.say("coverage_of", n=len(view.units)), ColumnKind.SHARE),
        TableColumn(view.say("coverage_answers"), ColumnKind.COUNT),
    )


def _services(view: RegionView) -> Table:
    by, of = view.survey.main_breakdown or "", max(1, len(view.units))
    sizes = [(name, view.region.sizes.get((by, code))) for code, name in view.services.items()]
    return Table(
        id="t-coverage-services",
        caption=view.say("coverage_services"),
        columns=_columns(view.say("map_service"), view),
        rows=tuple(
            (name, size.units, size.units / of, size.n) if size else (name, 0, 0.0, Mark.NOT_APPLICABLE)
            for name, size in sizes
        ),
    )


def _items(spreads: Sequence[Spread], view: RegionView) -> Table:
    of = max(1, len(view.units))
    return Table(
        id="t-coverage-findings",
        caption=view.say("coverage_items"),
        columns=_columns(view.say("question_column"), view),
        rows=tuple(
            (view.label(s.indicator), len(s.units), len(s.units) / of, sum(unit.n for unit in s.units)) for s in spreads
        ),
    )
