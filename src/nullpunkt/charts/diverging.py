"""Bars that part at the middle of the scale, with the neutral answers in a column of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.charts import text
from nullpunkt.charts.columns import column_shapes, columns, heading_height
from nullpunkt.charts.layout import (
    SMALL,
    band_words,
    block,
    bounds,
    hatched,
    hidden_field,
    label_shapes,
    legend,
    rows,
    sure_field,
    tagged,
    written,
)
from nullpunkt.charts.palette import INK, MUTED, PAPER, scale_colours, tint
from nullpunkt.charts.scene import Anchor, Line, Rectangle, Scene, Shape
from nullpunkt.charts.stacked import BAR, piece, segments
from nullpunkt.report.figures import ChartWords, DistributionFigure, DistributionRow, Palette, RowStatus

_LEAST_BAND = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parting:
    """Where a diverging chart's three parts stand, all on one scale (pixels per share)."""

    zero: float
    scale: float
    neutral: float
    reach: float
    """how far a field may go to the right of zero"""


def diverging(figure: DistributionFigure, words: ChartWords, palette: Palette, across: float) -> Scene:
    number = len(figure.categories)
    half, odd = number // 2, number % 2
    colours = scale_colours(tuple(index >= half + odd for index in range(number)), palette)
    shapes, top = legend(list(zip(figure.categories, colours, strict=True)), across=across)
    beside, right = columns(figure, words, across)
    heading = text.wrap(figure.categories[half], SMALL, 110) if odd else ()
    top += max(4.0, heading_height(beside), len(heading) * SMALL * 1.25)
    placed = rows(
        [row.label for row in figure.rows], top=top + 4, across=across, emphasis=[row.emphasis for row in figure.rows]
    )
    parting = _parting(figure, left=placed.left, right=right, odd=bool(odd), words=words)
    shapes += label_shapes(placed)
    if odd:
        lowest = top - (len(heading) - 1) * SMALL * 1.25 / 2
        shapes += block(heading, x=parting.neutral, middle=lowest, size=SMALL, fill=MUTED)
    for row, place in zip(figure.rows, placed.rows, strict=True):
        shapes += _parted(row, parting, middle=place.middle, colours=colours, words=words, palette=palette)
    shapes += column_shapes(beside, placed.rows, top=top + 4)
    if placed.rows:
        shapes.append(
            Line(x1=parting.zero, y1=top + 4, x2=parting.zero, y2=placed.bottom, stroke=INK, stroke_width=1.2)
        )
    return Scene(width=across, height=placed.bottom + 6, shapes=tuple(shapes))


def _sides(shares: Sequence[float]) -> tuple[tuple[float, ...], float, tuple[float, ...]]:
    half, odd = len(shares) // 2, len(shares) % 2
    return tuple(shares[:half]), shares[half] if odd else 0.0, tuple(shares[half + odd :])


def _parting(figure: DistributionFigure, *, left: float, right: float, odd: bool, words: ChartWords) -> _Parting:
    """One scale for all parts, from the rows that are shown alone."""
    shown = [row for row in figure.rows if row.status is RowStatus.SHOWN]
    sides = [_sides(row.shares) for row in shown if row.shares is not None]
    coarse = [row.favourable for row in shown if row.shares is None and row.favourable is not None]
    most_bad = max((sum(bad) for bad, _, _ in sides), default=0.5 if not coarse else 0.1)
    most_good = max([*(sum(good) for _, _, good in sides), *coarse], default=0.5)
    most_neutral = max((neutral for _, neutral, _ in sides), default=0.2) if odd else 0.0
    number = text.width(words.numbers.share(0.88), SMALL, bold=True) + 8
    apart = number * 3 + 18 if odd else number * 2
    heading = text.width(figure.categories[len(figure.categories) // 2], SMALL) if odd else 0.0
    free = right - left - apart
    scale = free / max(most_bad + most_good + most_neutral, 0.2)
    if odd:
        least = min(heading, 110.0) - number
        scale = min(scale, (free - least) / max(most_bad + most_good, 0.2))
    zero = left + number + most_bad * scale
    end = zero + most_good * scale + number
    return _Parting(zero=zero, scale=scale, neutral=end + 18, reach=end - zero)


def _parted(
    row: DistributionRow,
    parting: _Parting,
    *,
    middle: float,
    colours: Sequence[str],
    words: ChartWords,
    palette: Palette,
) -> list[Shape]:
    if row.status is RowStatus.HIDDEN:
        return hidden_field(words, x=parting.zero + 2, middle=middle)
    if row.status is RowStatus.BAND:
        return _band(row, parting, middle=middle, words=words, palette=palette)
    if row.shares is None:
        share = row.favourable or 0.0
        fill = tint(palette.accent, 0.9)
        width = share * parting.scale
        return [
            Rectangle(
                x=parting.zero,
                y=middle - BAR / 2,
                width=width,
                height=BAR,
                fill=fill,
                stroke=palette.accent,
                stroke_width=1.5,
            ),
            written(words.numbers.share(share), x=parting.zero + width + 6, middle=middle, bold=True),
        ]
    return _three_parts(row.shares, parting, middle=middle, colours=colours, words=words)


def _band(
    row: DistributionRow, parting: _Parting, *, middle: float, words: ChartWords, palette: Palette
) -> list[Shape]:
    """From the lower to the upper bound; a bound beyond the drawing still ends in a visible piece.

    The scale comes from the shown rows alone, so that no shown row's length depends on a band.
    """
    low, high = (bound * parting.scale for bound in bounds(row.at_least, row.at_most))
    start, end = min(low, parting.reach - _LEAST_BAND), min(high, parting.reach)
    x = parting.zero + start
    shapes = sure_field(palette, x=parting.zero, middle=middle, width=start, height=BAR)
    shapes += hatched(
        x=x, y=middle - BAR / 2, width=end - start, height=BAR, ink=palette.accent, fill=PAPER, rising=False
    )
    beside = parting.zero + 8 if row.at_least is not None else parting.zero + end + 4
    string = band_words(words, row.at_least, row.at_most)
    return [*shapes, *tagged(string, x=beside, middle=middle, anchor=Anchor.START)]


def _three_parts(
    shares: Sequence[float], parting: _Parting, *, middle: float, colours: Sequence[str], words: ChartWords
) -> list[Shape]:
    bad, neutral, good = _sides(shares)
    half, odd = len(shares) // 2, len(shares) % 2
    start = parting.zero - sum(bad) * parting.scale
    shapes = segments(bad, colours[:half], x=start, scale=parting.scale, middle=middle, words=words)
    shapes += segments(good, colours[half + odd :], x=parting.zero, scale=parting.scale, middle=middle, words=words)
    number = words.numbers.share
    total_bad, total_good = min(sum(bad), 1.0), min(sum(good), 1.0)
    shapes.append(written(number(total_bad), x=start - 6, middle=middle, anchor=Anchor.END, bold=True))
    end = parting.zero + sum(good) * parting.scale
    shapes.append(written(number(total_good), x=end + 6, middle=middle, bold=True))
    if odd:
        width = neutral * parting.scale
        if width > 0:
            shapes.append(piece(parting.neutral, width, middle=middle, fill=colours[half]))
        shapes.append(written(number(neutral), x=parting.neutral + width + 5, middle=middle))
    return shapes
