"""The figures and tables of the made-up report that writers are tested with: one of every kind, in bokmål."""

from __future__ import annotations

import math

from nullpunkt.report.figures import (
    Axis,
    BarFigure,
    BarRow,
    ChartWords,
    DistributionFigure,
    DistributionRow,
    DotFigure,
    DotRow,
    DumbbellFigure,
    DumbbellRow,
    Figure,
    FunnelFigure,
    FunnelPoint,
    HeatCell,
    HeatFigure,
    RowStatus,
    StripFigure,
    TrendFigure,
    TrendLine,
)
from nullpunkt.report.model import (
    Band,
    Cell,
    Chart,
    ColumnKind,
    Mark,
    Span,
    Table,
    TableColumn,
)
from nullpunkt.report.numbers import NO_BREAK, NumberStyle

NB = NumberStyle(
    decimal=",",
    thousands=NO_BREAK,
    percent=NO_BREAK + "%",
    months=(
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ),
    date_pattern="{day}. {month} {year}",
)

WORDS_NB = ChartWords(language="nb", numbers=NB, favourable="Enige")

PAGE_NB = {
    "contents": "Innhold",
    "in_chapter": "I dette kapitlet",
    "skip": "Gå til innholdet",
    "back": "Til innholdslisten",
    "summary": "Det viktigste",
    "facts": "Om kartleggingen",
    "figure": "Figur",
    "table": "Tabell",
    "show_table": "Vis tallene i figur {number} som tabell",
    "show_section": "Se «{title}»",
    "note": "Merk",
    "hidden": "Skjult av hensyn til personvernet",
    "synthetic": "Oppdiktede data: ingen av svarene i denne rapporten er gitt av mennesker.",
    "generated": "Laget med {generator}.",
    "page": "Side",
    "appendix": "Tallene i figurene",
    "numbers_of": "Tallene i figur {number}",
    "interval_low": "nedre grense",
    "interval_high": "øvre grense",
}

AGREEMENT = ("Helt uenig", "Litt uenig", "Verken eller", "Litt enig", "Helt enig")
AGREE = (False, False, False, True, True)
STATEMENTS = (
    "Jeg vet hva jeg skal gjøre når jeg er bekymret for et barn",
    "Vi har en god kultur for samarbeid på tvers av tjenestene",
    "Jeg får den støtten jeg trenger av lederen min når en sak er vanskelig",
    "Taushetspliktbestemmelsene hindrer oss sjelden i å samarbeide",
    "Jeg kjenner kommunens rutiner for tverrfaglig samarbeid",
)
SERVICES = ("Barnehage", "Skole", "Helsestasjon og skolehelsetjeneste", "Barnevern", "PPT", "NAV")
SHARES = (
    (0.03, 0.07, 0.12, 0.43, 0.35),
    (0.05, 0.10, 0.17, 0.41, 0.27),
    (0.02, 0.05, 0.15, 0.38, 0.40),
    (0.14, 0.24, 0.28, 0.22, 0.12),
    (0.08, 0.19, 0.21, 0.34, 0.18),
)


def chart(id: str, caption: str, figure: Figure, table: Table, *, alt: str = "", note: str = "") -> Chart:
    """A chart with a text alternative that is good enough for a test."""
    return Chart(
        id=id, caption=caption, alt=alt or f"{caption}. Tallene står i tabellen.", figure=figure, table=table, note=note
    )


def distribution(*, diverging: bool) -> DistributionFigure:
    """Statements on a scale of five, the last rows coarse, a band and hidden."""
    shown = tuple(
        DistributionRow(label=label, shares=shares, n=287 - 9 * index)
        for index, (label, shares) in enumerate(zip(STATEMENTS, SHARES, strict=True))
    )
    rest = (
        DistributionRow(label="PPT (bare andelen enige vises)", shares=None, n=9, favourable=0.56),
        DistributionRow(label="Barnevern", shares=None, n=24, status=RowStatus.BAND, at_least=0.88),
        DistributionRow(label="Kulturskole", shares=None, n=24, status=RowStatus.BAND, at_most=0.12),
        DistributionRow(label="NAV", shares=None, n=None, status=RowStatus.HIDDEN),
    )
    whole = DistributionRow(label="Alle ansatte", shares=SHARES[1], n=287, emphasis=True)
    return DistributionFigure(categories=AGREEMENT, favourable=AGREE, rows=(whole, *shown, *rest), diverging=diverging)


def distribution_table(id: str) -> Table:
    """The numbers of `distribution`."""
    columns = (
        TableColumn("Påstand"),
        *(TableColumn(label, ColumnKind.SHARE) for label in AGREEMENT),
        TableColumn("n", ColumnKind.COUNT),
    )
    hidden = (Mark.HIDDEN,) * len(AGREEMENT)
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Alle ansatte", *SHARES[1], 287),
        *(
            (label, *shares, 287 - 9 * index)
            for index, (label, shares) in enumerate(zip(STATEMENTS, SHARES, strict=True))
        ),
        ("PPT", *hidden, 9),
        ("Barnevern", *hidden[:4], Band(at_least=0.88), 24),
        ("Kulturskole", *hidden[:4], Band(at_most=0.12), 24),
        ("NAV", *hidden, Mark.HIDDEN),
    )
    return Table(id=id, caption="Svar på påstandene", columns=columns, rows=rows, emphasis=(0,))


def dot_figure(rows: int = 6, n: int = 40) -> DotFigure:
    """Shares by service with intervals that fit `n`, the last ones a band and hidden."""
    shown = []
    for index in range(rows):
        share = 0.5 + 0.4 * math.sin(index * 1.7)
        half = 0.98 * math.sqrt(share * (1 - share) / n) * 2
        label = SERVICES[index] if index < len(SERVICES) else f"Tjeneste {index + 1}"
        shown.append(DotRow(label=label, estimate=share, low=max(share - half, 0), high=min(share + half, 1), n=n))
    return DotFigure(
        axis=Axis.SHARE,
        minimum=0.0,
        maximum=1.0,
        rows=(
            DotRow(label="Alle ansatte", estimate=0.68, low=0.64, high=0.72, n=rows * n, emphasis=True),
            *shown,
            DotRow(label="Barnevernvakt", estimate=None, n=24, status=RowStatus.BAND, at_least=0.88),
            DotRow(label="Fysioterapi", estimate=None, n=24, status=RowStatus.BAND, at_most=0.12),
            DotRow(label="Kulturskole", estimate=None, status=RowStatus.HIDDEN),
        ),
        reference=0.68,
        reference_label="Alle",
    )


def bar_figure() -> BarFigure:
    """Response rate by service."""
    answers = ((46, 60), (118, 142), (21, 24), (38, 61), (9, 12), (55, 103))
    rows = tuple(
        BarRow(label=label, share=answered / invited, detail=f"{answered} av {invited}")
        for label, (answered, invited) in zip(SERVICES, answers, strict=True)
    )
    whole = BarRow(label="Alle tjenester", share=287 / 402, detail="287 av 402", emphasis=True)
    hidden = BarRow(label="Kulturskole", share=None, status=RowStatus.HIDDEN)
    return BarFigure(rows=(whole, *rows, hidden))


def bar_table(id: str) -> Table:
    """The numbers of `bar_figure`."""
    columns = (TableColumn("Tjeneste"), TableColumn("Svarprosent", ColumnKind.SHARE), TableColumn("Svar"))
    rows = tuple(
        (row.label, Mark.HIDDEN if row.share is None else row.share, row.detail or Mark.HIDDEN)
        for row in bar_figure().rows
    )
    return Table(id=id, caption="Svarprosent etter tjeneste", columns=columns, rows=rows, emphasis=(0,))


def dot_table(id: str) -> Table:
    """The numbers of `dot_figure`."""
    columns = (
        TableColumn("Tjeneste"),
        TableColumn("Andel", ColumnKind.SHARE),
        TableColumn("Usikkerhet", ColumnKind.INTERVAL),
        TableColumn("n", ColumnKind.COUNT),
    )
    rows = tuple(
        (row.label, row.estimate, Span(row.low or 0.0, row.high or 1.0), row.n or Mark.HIDDEN)
        if row.estimate is not None
        else (
            row.label,
            Mark.HIDDEN if row.status is RowStatus.HIDDEN else Band(at_least=row.at_least, at_most=row.at_most),
            Mark.HIDDEN,
            row.n or Mark.HIDDEN,
        )
        for row in dot_figure().rows
    )
    return Table(id=id, caption="Andel som svarer ja", columns=columns, rows=rows, emphasis=(0,))


def dumbbell_figure() -> DumbbellFigure:
    """Two waves: clear changes, none at all, and a hidden row."""

    def row(label: str, before: float, after: float, *, clear: bool) -> DumbbellRow:
        return DumbbellRow(
            label=label,
            before=before,
            after=after,
            before_low=before - 0.2,
            before_high=before + 0.2,
            after_low=after - 0.15,
            after_high=after + 0.15,
            change=NB.number(after - before, 1, sign=True),
            clear=clear,
        )

    return DumbbellFigure(
        axis=Axis.SCORE,
        minimum=1.0,
        maximum=5.0,
        before_label="2023",
        after_label="2026",
        change_label="Endring",
        rows=(
            row("Ledelse", 3.4, 3.9, clear=True),
            row("Samarbeid på tvers", 3.6, 3.6, clear=False),
            row("Kjennskap til rutiner", 3.5, 3.45, clear=False),
            row("Arbeidsmengde", 3.1, 2.5, clear=True),
            DumbbellRow(label="Medvirkning", before=None, after=None, status=RowStatus.HIDDEN),
        ),
    )


def heat_figure() -> HeatFigure:
    """Service by service, with hidden and band cells and an empty diagonal."""

    def cell(row: int, column: int) -> HeatCell:
        if row == column:
            return HeatCell(value=None)
        if (row, column) in {(4, 1), (1, 5)}:
            return HeatCell(value=None, status=RowStatus.HIDDEN)
        if (row, column) == (3, 5):
            return HeatCell(value=None, status=RowStatus.BAND, at_least=0.88)
        if (row, column) == (0, 5):
            return HeatCell(value=None, status=RowStatus.BAND, at_most=0.12)
        return HeatCell(value=(row * 23 + column * 37 + 11) % 97 / 100)

    places = range(len(SERVICES))
    cells = tuple(tuple(cell(row, column) for column in places) for row in places)
    return HeatFigure(row_labels=SERVICES, column_labels=SERVICES, cells=cells)


def funnel_figure() -> FunnelFigure:
    """Twelve units, one of them ours, one outside."""
    centre = 0.68
    sizes = (12, 18, 25, 31, 40, 47, 55, 68, 80, 96, 120, 150)
    moves = (0.1, -0.16, 0.05, 0.12, -0.09, 0.02, -0.21, 0.04, -0.03, 0.06, -0.02, 0.01)
    spread = {n: math.sqrt(centre * (1 - centre) / n) for n in range(8, 165, 4)}
    return FunnelFigure(
        points=tuple(
            FunnelPoint(label=f"Kommune {index + 1}", n=n, share=centre + move, own=index == 3, outside=move < -0.2)
            for index, (n, move) in enumerate(zip(sizes, moves, strict=True))
        ),
        centre=centre,
        inner=tuple((n, max(centre - 1.96 * s, 0), min(centre + 1.96 * s, 1)) for n, s in spread.items()),
        outer=tuple((n, max(centre - 3.09 * s, 0), min(centre + 3.09 * s, 1)) for n, s in spread.items()),
        x_label="Antall svar",
        centre_label="Hele regionen",
    )


def strip_figure() -> StripFigure:
    """Our unit among eleven others; in the last question we are hidden."""
    others = tuple(tuple((7 * unit + 13 * row) % 50 / 100 + 0.4 for unit in range(11)) for row in range(5))
    return StripFigure(
        labels=STATEMENTS,
        others=others,
        own=(0.78, 0.68, 0.78, 0.34, None),
        own_label="Fiktivvik",
        others_label="Andre kommuner i regionen",
    )


def trend_figure() -> TrendFigure:
    """Four waves of three items; one wave is missing."""
    estimates: tuple[tuple[float | None, ...], ...] = (
        (0.48, 0.55, 0.61, 0.68),
        (0.70, None, 0.74, 0.78),
        (0.41, 0.44, 0.37, 0.34),
    )
    return TrendFigure(
        waves=("2020", "2022", "2024", "2026"),
        lines=tuple(
            TrendLine(
                label=label,
                estimates=values,
                lows=tuple(None if value is None else value - 0.06 for value in values),
                highs=tuple(None if value is None else value + 0.06 for value in values),
            )
            for label, values in zip((STATEMENTS[1], STATEMENTS[0], STATEMENTS[3]), estimates, strict=True)
        ),
    )


def few_numbers(id: str, caption: str, rows: tuple[tuple[str, float | Mark], ...]) -> Table:
    """A small table of shares for a chart whose numbers do not matter to the test."""
    columns = (TableColumn("Navn"), TableColumn("Andel", ColumnKind.SHARE))
    return Table(id=id, caption=caption, columns=columns, rows=rows)


def comparisons() -> tuple[Chart, ...]:
    """The kinds of figure that compare waves and units."""
    return (
        chart(
            "fig-endring",
            "Tema i 2023 og 2026",
            dumbbell_figure(),
            Table(
                id="tab-tema",
                caption="Tema i 2023 og 2026",
                columns=(
                    TableColumn("Tema"),
                    TableColumn("2023", ColumnKind.SCORE, 1),
                    TableColumn("2026", ColumnKind.SCORE, 1),
                ),
                rows=tuple(
                    (row.label, row.before or Mark.HIDDEN, row.after or Mark.HIDDEN) for row in dumbbell_figure().rows
                ),
            ),
        ),
        chart(
            "fig-kart",
            "Hvem samarbeider med hvem hver måned",
            heat_figure(),
            few_numbers(
                "tab-kart", "Samarbeid hver måned", (("Barnehage med skole", 0.48), ("PPT med skole", Mark.HIDDEN))
            ),
        ),
        chart(
            "fig-trakt",
            "Kommunene i regionen etter antall svar",
            funnel_figure(),
            few_numbers("tab-trakt", "Kommunene", tuple((p.label, p.share) for p in funnel_figure().points)),
        ),
        chart(
            "fig-blant",
            "Fiktivvik blant kommunene i regionen",
            strip_figure(),
            few_numbers(
                "tab-blant", "Fiktivvik", tuple(zip(STATEMENTS, (0.78, 0.68, 0.78, 0.34, Mark.HIDDEN), strict=True))
            ),
        ),
        chart(
            "fig-utvikling",
            "Utvikling fra 2020 til 2026",
            trend_figure(),
            few_numbers("tab-utvikling", "Andel enige i 2026", ((STATEMENTS[1], 0.68), (STATEMENTS[0], 0.78))),
        ),
    )
