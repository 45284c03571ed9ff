"""Two waves in one picture, and the table that says the same; three waves and more as small panels."""

from __future__ import annotations

from collections.abc import Sequence

from nullpunkt.analysis.comparison import Comparison
from nullpunkt.analysis.model import Change, IndexChange, PairedChange, WaveFigure
from nullpunkt.report.cellvalues import number_cell
from nullpunkt.report.changes_sentences import CALLED, row_label
from nullpunkt.report.figures import Axis, DumbbellFigure, DumbbellRow, RowStatus, TrendFigure, TrendLine
from nullpunkt.report.model import Band, Cell, Chart, ColumnKind, Mark, Table, TableColumn
from nullpunkt.report.names import ascii_id
from nullpunkt.report.published import Published
from nullpunkt.report.wave_names import wave_name


def change_chart(
    name: str, caption: str, rows: Sequence[Change], comparison: Comparison, published: Published, *, note: str = ""
) -> Chart:
    """Indicators of one question or theme, before and after."""
    labels = [row_label(row, published) for row in rows]
    return _chart(name, caption, labels, rows, comparison, published, note=note)


def group_chart(name: str, caption: str, rows: Sequence[Change], comparison: Comparison, published: Published) -> Chart:
    """One indicator by group, all respondents first."""
    labels = [
        published.language.say("tables.all") if row.by is None else _group_label(row, comparison, published)
        for row in rows
    ]
    return _chart(name, caption, labels, rows, comparison, published)


def _group_label(row: Change, comparison: Comparison, published: Published) -> str:
    groups = comparison.baseline.aligned.after.groups
    found = next((g.label for g in groups if (g.by, g.group) == (row.by, row.group)), None)
    return found or published.group_label(row.by or "", row.group or "")


def _chart(
    name: str,
    caption: str,
    labels: Sequence[str],
    rows: Sequence[Change],
    comparison: Comparison,
    published: Published,
    *,
    note: str = "",
) -> Chart:
    before, after = wave_labels(comparison, published)
    return Chart(
        id=ascii_id(name),
        caption=caption,
        alt=_alternative(rows, published, before=before, after=after),
        figure=share_figure(
            [_dumbbell(label, row, published) for label, row in zip(labels, rows, strict=True)],
            published,
            before=before,
            after=after,
        ),
        table=_table(name, caption, labels, rows, comparison, published),
        note=note,
    )


def share_figure(rows: Sequence[DumbbellRow], published: Published, *, before: str, after: str) -> DumbbellFigure:
    """Shares of two waves on one axis from 0 to 100 per cent."""
    return DumbbellFigure(
        axis=Axis.SHARE,
        minimum=0.0,
        maximum=1.0,
        before_label=before,
        after_label=after,
        change_label=published.language.say("changes.points_column"),
        rows=tuple(rows),
    )


def _dumbbell(label: str, row: Change, published: Published) -> DumbbellRow:
    before, after = row.baseline, row.follow_up
    shown = before.estimate is not None or after.estimate is not None
    told = row.difference is not None
    return DumbbellRow(
        label=label,
        before=before.estimate,
        after=after.estimate,
        before_low=before.low,
        before_high=before.high,
        after_low=after.low,
        after_high=after.high,
        change=published.language.style.points(row.difference) if told and row.difference is not None else "",
        clear=row.verdict in CALLED,
        status=RowStatus.SHOWN if shown else RowStatus.HIDDEN,
    )


def _table(
    name: str,
    caption: str,
    labels: Sequence[str],
    rows: Sequence[Change],
    comparison: Comparison,
    published: Published,
) -> Table:
    language = published.language
    before, after = wave_labels(comparison, published)
    answers = language.say("tables.answers")
    columns = (
        TableColumn(language.say("changes.indicator")),
        TableColumn(before, ColumnKind.SHARE),
        TableColumn(f"{answers}, {before}", ColumnKind.COUNT),
        TableColumn(after, ColumnKind.SHARE),
        TableColumn(f"{answers}, {after}", ColumnKind.COUNT),
        *points_columns(published),
    )
    return Table(
        id=ascii_id(f"t-{name}"),
        caption=caption,
        columns=columns,
        rows=tuple(_cells(label, row, published) for label, row in zip(labels, rows, strict=True)),
        note=language.say("changes.rounding"),
    )


def _cells(label: str, row: Change, published: Published) -> tuple[Cell, ...]:
    figures = [cell for figure in (row.baseline, row.follow_up) for cell in (_share(figure), _base(figure))]
    return (label, *figures, *points_cells(row, published))


def points_columns(published: Published) -> tuple[TableColumn, ...]:
    """A change in percentage points, its interval, and what it is called."""
    say = published.language.say
    names = ("changes.points_column", "page.interval_low", "page.interval_high")
    return (*(TableColumn(say(name), ColumnKind.POINTS) for name in names), TableColumn(say("changes.verdict")))


def points_cells(row: Change | PairedChange, published: Published) -> tuple[Cell, ...]:
    """What stands in `points_columns`."""
    sizes = (number_cell(value) for value in (row.difference, row.low, row.high))
    return (*sizes, published.language.say(f"changes.verdicts.{row.verdict}"))


def _share(figure: WaveFigure) -> Cell:
    if figure.estimate is not None:
        return figure.estimate
    if figure.at_least is not None or figure.at_most is not None:
        return Band(at_least=figure.at_least, at_most=figure.at_most)
    return Mark.HIDDEN


def _base(figure: WaveFigure) -> Cell:
    return Mark.HIDDEN if figure.n is None else figure.n


def index_chart(
    rows: Sequence[IndexChange],
    titles: Sequence[str],
    comparison: Comparison,
    published: Published,
    *,
    ends: tuple[float, float],
) -> Chart:
    """Indices before and after, on the scale of their answers."""
    language, style = published.language, published.language.style
    before, after = wave_labels(comparison, published)
    caption = language.say("changes.index.caption")
    columns = (
        TableColumn(language.say("changes.index.column")),
        TableColumn(before, ColumnKind.SCORE, 2),
        TableColumn(after, ColumnKind.SCORE, 2),
        TableColumn(language.say("changes.index.difference"), ColumnKind.SCORE, 2),
        TableColumn(language.say("page.interval_low"), ColumnKind.SCORE, 2),
        TableColumn(language.say("page.interval_high"), ColumnKind.SCORE, 2),
        TableColumn(language.say("changes.verdict")),
    )
    cells = tuple(
        (
            title,
            *(
                number_cell(value)
                for value in (row.baseline.estimate, row.follow_up.estimate, row.difference, row.low, row.high)
            ),
            language.say(f"changes.verdicts.{row.verdict}"),
        )
        for title, row in zip(titles, rows, strict=True)
    )
    return Chart(
        id="changes-indices",
        caption=caption,
        alt=language.say("changes.alt", n=len(rows), before=before, after=after, list=", ".join(titles)),
        figure=DumbbellFigure(
            axis=Axis.SCORE,
            minimum=ends[0],
            maximum=ends[1],
            before_label=before,
            after_label=after,
            change_label=language.say("changes.index.difference"),
            rows=tuple(
                DumbbellRow(
                    label=title,
                    before=row.baseline.estimate,
                    after=row.follow_up.estimate,
                    before_low=row.baseline.low,
                    before_high=row.baseline.high,
                    after_low=row.follow_up.low,
                    after_high=row.follow_up.high,
                    change="" if row.difference is None else style.number(row.difference, 1, sign=True),
                    clear=row.verdict in CALLED,
                    status=RowStatus.HIDDEN if row.follow_up.estimate is None else RowStatus.SHOWN,
                )
                for title, row in zip(titles, rows, strict=True)
            ),
        ),
        table=Table(id="t-changes-indices", caption=caption, columns=columns, rows=cells),
    )


def trend_chart(keys: Sequence[Change], comparison: Comparison, published: Published) -> Chart:
    """Main indicators over all waves; a wave that cannot be compared leaves a gap."""
    language = published.language
    names = tuple(wave_name(wave.earlier, language) for wave in comparison.waves)
    names = (*names, wave_name(published.results, language))
    lines = tuple(_line(change, comparison, published) for change in keys)
    caption = language.say("changes.trend.caption")
    columns = (TableColumn(language.say("changes.indicator")), *(TableColumn(n, ColumnKind.SHARE) for n in names))
    return Chart(
        id="changes-trend",
        caption=caption,
        alt=language.say("changes.trend.alt", n=len(lines), waves=language.both(list(names))),
        figure=TrendFigure(waves=names, lines=lines),
        table=Table(
            id="t-changes-trend",
            caption=caption,
            columns=columns,
            rows=tuple((line.label, *map(number_cell, line.estimates)) for line in lines),
        ),
    )


def _line(change: Change, comparison: Comparison, published: Published) -> TrendLine:
    figures: list[WaveFigure | None] = [
        same.baseline if (same := find(wave.items, change)) else None for wave in comparison.waves
    ]
    figures.append(change.follow_up)
    return TrendLine(
        label=row_label(change, published),
        estimates=tuple(f.estimate if f else None for f in figures),
        lows=tuple(f.low if f else None for f in figures),
        highs=tuple(f.high if f else None for f in figures),
    )


def find(rows: Sequence[Change], like: Change) -> Change | None:
    """The same indicator in another comparison, if it may be compared there."""
    key = _key(like)
    return next((row for row in rows if _key(row) == key and row.method != "questionnaire"), None)


def _key(row: Change) -> tuple[str | None, ...]:
    return (row.question, row.item, row.option, str(row.statistic), row.by, row.group)


def wave_labels(comparison: Comparison, published: Published) -> tuple[str, str]:
    """What the baseline and the follow-up are called; told apart by year where they have the same name."""
    language = published.language
    before, after = wave_name(comparison.baseline.earlier, language), wave_name(published.results, language)
    if before != after:
        return before, after
    days = comparison.baseline.earlier.wave.date, published.results.wave.date
    if days[0] is None or days[1] is None or days[0].year == days[1].year:
        return language.say("changes.before"), language.say("changes.after")
    return str(days[0].year), str(days[1].year)


def _alternative(rows: Sequence[Change], published: Published, *, before: str, after: str) -> str:
    language = published.language
    called = [row for row in rows if row.verdict in CALLED]
    text = language.say(
        "changes.alt_rows", n=len(rows), before=before, after=after,
        up=sum(row.verdict == "increase" for row in called), down=sum(row.verdict == "decrease" for row in called),
    )  # fmt: skip
    hidden = sum(row.baseline.estimate is None or row.follow_up.estimate is None for row in rows)
    return text if not hidden else f"{text} {language.say('changes.alt_hidden', n=hidden)}"
