"""Figures of every kind at any number of rows and of answers, with labels as long as Norwegian makes them."""

from __future__ import annotations

import math
from collections.abc import Callable

from nullpunkt.report.figures import (
    Axis,
    BarFigure,
    BarRow,
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

LABELS = (
    "Skole",
    "Helsestasjon og skolehelsetjeneste",
    "Barneverntjenestevaktordningskoordinatoren",
    "Kommunalsjefsområdet for oppvekst- og velferdstjenestesamordningsfunksjonene med tverrfaglighetskoordinator",
    "PPT",
)
SCALE = ("Helt uenig", "Litt uenig", "Verken eller", "Litt enig", "Helt enig")
AGREE = (False, False, False, True, True)


def labels(rows: int) -> tuple[str, ...]:
    return tuple(f"{LABELS[row % len(LABELS)]} {row}" for row in range(rows))


def share(row: int, n: int) -> float:
    """A share that `n` answers can have."""
    return round((row * 37 % 100) / 100 * n) / n


def interval(value: float, n: int) -> tuple[float, float]:
    half = 1.96 * math.sqrt(max(value * (1 - value), 0.05) / n)
    return max(0.0, value - half), min(1.0, value + half)


def status(row: int) -> RowStatus:
    return (RowStatus.SHOWN, RowStatus.SHOWN, RowStatus.SHOWN, RowStatus.BAND, RowStatus.HIDDEN)[row % 5]


def bound(row: int) -> dict[str, float]:
    return {"at_least": 0.88} if row % 2 else {"at_most": 0.12}


def distribution(rows: int, n: int, *, diverging: bool = False) -> DistributionFigure:
    def one(row: int, label: str) -> DistributionRow:
        if status(row) is RowStatus.HIDDEN:
            return DistributionRow(label=label, shares=None, n=None, status=RowStatus.HIDDEN)
        if status(row) is RowStatus.BAND:
            return DistributionRow(label=label, shares=None, n=n, status=RowStatus.BAND, **bound(row))
        if row % 5 == 2:
            return DistributionRow(label=label, shares=None, n=n, favourable=share(row, n))
        first = share(row, n)
        return DistributionRow(label=label, shares=(first, 0.0, (1 - first) / 2, 0.0, (1 - first) / 2), n=n)

    made = tuple(one(row, label) for row, label in enumerate(labels(rows)))
    return DistributionFigure(categories=SCALE, favourable=AGREE, rows=made, diverging=diverging)


def parted(rows: int, n: int) -> DistributionFigure:
    return distribution(rows, n, diverging=True)


def dots(rows: int, n: int) -> DotFigure:
    def one(row: int, label: str) -> DotRow:
        if status(row) is RowStatus.HIDDEN:
            return DotRow(label=label, estimate=None, status=RowStatus.HIDDEN)
        if status(row) is RowStatus.BAND:
            return DotRow(label=label, estimate=None, n=n, status=RowStatus.BAND, **bound(row))
        low, high = interval(share(row, n), n)
        return DotRow(label=label, estimate=share(row, n), low=low, high=high, n=n, emphasis=row == 0)

    made = tuple(one(row, label) for row, label in enumerate(labels(rows)))
    return DotFigure(
        axis=Axis.SHARE, minimum=0.0, maximum=1.0, rows=made, reference=0.66, reference_label="Hele kommunen"
    )


def bars(rows: int, n: int) -> BarFigure:
    def one(row: int, label: str) -> BarRow:
        if status(row) is RowStatus.HIDDEN:
            return BarRow(label=label, share=None, status=RowStatus.HIDDEN)
        if status(row) is RowStatus.BAND:
            return BarRow(label=label, share=None, n=n, status=RowStatus.BAND, **bound(row))
        low, high = interval(share(row, n), n)
        return BarRow(label=label, share=share(row, n), n=n, low=low, high=high)

    return BarFigure(rows=tuple(one(row, label) for row, label in enumerate(labels(rows))))


def dumbbell(rows: int, n: int) -> DumbbellFigure:
    def one(row: int, label: str) -> DumbbellRow:
        if status(row) is RowStatus.HIDDEN:
            return DumbbellRow(label=label, before=None, after=None, status=RowStatus.HIDDEN)
        before, after = share(row, n), share(row + row % 3, n)
        return DumbbellRow(label=label, before=before, after=after, change="+1", clear=row % 2 == 0)

    made = tuple(one(row, label) for row, label in enumerate(labels(rows)))
    return DumbbellFigure(
        axis=Axis.SHARE,
        minimum=0.0,
        maximum=1.0,
        before_label="2023",
        after_label="2026",
        change_label="Endring i prosentpoeng",
        rows=made,
    )


def heat(rows: int, n: int) -> HeatFigure:
    def one(row: int, column: int) -> HeatCell:
        place = row * 7 + column
        if status(place) is RowStatus.HIDDEN:
            return HeatCell(value=None, status=RowStatus.HIDDEN)
        if status(place) is RowStatus.BAND:
            return HeatCell(value=None, status=RowStatus.BAND, **bound(place))
        return HeatCell(value=None if row == column else share(place, n))

    cells = tuple(tuple(one(row, column) for column in range(rows)) for row in range(rows))
    return HeatFigure(row_labels=labels(rows), column_labels=labels(rows), cells=cells)


def funnel(rows: int, n: int) -> FunnelFigure:
    def limits(z: float) -> tuple[tuple[int, float, float], ...]:
        spread = {
            size: z * math.sqrt(0.68 * 0.32 / size) for size in range(max(3, n // 20), n + n // 10 + 4, max(1, n // 20))
        }
        return tuple((size, max(0.68 - s, 0.0), min(0.68 + s, 1.0)) for size, s in spread.items())

    points = tuple(
        FunnelPoint(
            label=label, n=max(3, n * (row + 1) // rows), share=share(row, n), own=row == 1, outside=row % 4 == 0
        )
        for row, label in enumerate(labels(rows))
    )
    return FunnelFigure(
        points=points,
        centre=0.68,
        inner=limits(1.96),
        outer=limits(3.09),
        x_label="Antall svar",
        centre_label="Hele regionen",
    )


def strip(rows: int, n: int) -> StripFigure:
    return StripFigure(
        labels=labels(rows),
        others=tuple(tuple(share(row + unit, n) for unit in range(12)) for row in range(rows)),
        own=tuple(None if row % 5 == 4 else share(row, n) for row in range(rows)),
        own_label="Fiktivvik",
        others_label="Andre kommuner",
    )


def trend(rows: int, n: int) -> TrendFigure:
    def one(row: int, label: str) -> TrendLine:
        estimates = tuple(None if (row + wave) % 5 == 4 else share(row + wave, n) for wave in range(4))
        return TrendLine(
            label=label,
            estimates=estimates,
            lows=tuple(None if value is None else interval(value, n)[0] for value in estimates),
            highs=tuple(None if value is None else interval(value, n)[1] for value in estimates),
        )

    lines = tuple(one(row, label) for row, label in enumerate(labels(rows)))
    return TrendFigure(waves=("2020", "2022", "2024", "2026"), lines=lines)


FIGURES: dict[str, Callable[[int, int], Figure]] = {
    "stacked": distribution,
    "diverging": parted,
    "dots": dots,
    "bars": bars,
    "dumbbell": dumbbell,
    "heat": heat,
    "funnel": funnel,
    "strip": strip,
    "trend": trend,
}
