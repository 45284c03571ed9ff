"""Answers on a scale: bars stacked to 100 %, or bars that part at the middle with the neutral answers in a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nullpunkt.charts import text
from nullpunkt.charts.layout import (
    NARROW,
    SMALL,
    WIDTH,
    Row,
    band_words,
    block,
    bounds,
    hatched,
    hidden_field,
    label_shapes,
    legend,
    rows,
    tagged,
    widest,
    written,
)
from nullpunkt.charts.palette import FAINT, INK, MUTED, PAPER, ink_on, scale_colours, tint
from nullpunkt.charts.scene import Anchor, Line, Rectangle, Scene, Shape
from nullpunkt.report.figures import ChartWords, DistributionFigure, DistributionRow, Palette, RowStatus

BAR = 22.0
_COLUMN_GAP = 16.0
_LEAST_BAND = 16.0


def distribution(figure: DistributionFigure, words: ChartWords, palette: Palette, across: float = WIDTH) -> Scene:
    """A stacked or a diverging chart, as the figure asks; a narrow picture has only room for the stacked one."""
    if figure.diverging and across > NARROW:
        return _diverging(figure, words, palette, across)
    return _stacked(replace(figure, diverging=False), words, palette, across)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A column of numbers at the right: its heading in lines, a text per row and where it ends."""

    heading: tuple[str, ...]
    cells: tuple[str, ...]
    bold: bool
    right: float
    width: float


def _columns(figure: DistributionFigure, words: ChartWords, across: float) -> tuple[tuple[_Column, ...], float]:
    """The columns beside the bars (favourable share, n) and where the bars have to end."""
    parts: list[tuple[str, tuple[str, ...], bool]] = []
    if words.favourable and 1 <= sum(figure.favourable) < len(figure.categories) and not _says_it_itself(figure):
        cells = tuple(_favourable_words(row, figure, words) for row in figure.rows)
        if any(cells):
            parts.append((words.favourable, cells, True))
    if any(row.n is not None for row in figure.rows):
        cells = tuple("" if row.n is None else words.numbers.number(row.n) for row in figure.rows)
        parts.append((words.n, cells, False))
    placed: list[_Column] = []
    right = across - 1
    for heading, cells, bold in reversed(parts):
        lines = text.wrap(heading, SMALL, 90)
        width = max(widest(lines), widest(cells, bold=bold))
        placed.append(_Column(heading=lines, cells=cells, bold=bold, right=right, width=width))
        right -= width + _COLUMN_GAP
    return tuple(reversed(placed)), right


def _says_it_itself(figure: DistributionFigure) -> bool:
    """A diverging chart prints the upper end's sum beside its bar: a column would say it twice."""
    number = len(figure.categories)
    upper = tuple(index >= (number + 1) // 2 for index in range(number))
    return figure.diverging and figure.favourable == upper


def _column_shapes(columns: Sequence[_Column], placed: Sequence[Row], *, top: float) -> list[Shape]:
    shapes: list[Shape] = []
    for column in columns:
        lowest = top - 4 - (len(column.heading) - 1) * SMALL * 1.25 / 2
        shapes += block(column.heading, x=column.right, middle=lowest, size=SMALL, fill=MUTED, anchor=Anchor.END)
        for row, cell in zip(placed, column.cells, strict=True):
            ink = INK if column.bold else MUTED
            shapes.append(
                written(cell, x=column.right, middle=row.middle, fill=ink, anchor=Anchor.END, bold=column.bold)
            )
    return shapes


def _favourable_share(row: DistributionRow, figure: DistributionFigure) -> float | None:
    if row.status is not RowStatus.SHOWN:
        return None
    if row.shares is None:
        return row.favourable
    return sum(share for share, good in zip(row.shares, figure.favourable, strict=True) if good)


def _favourable_words(row: DistributionRow, figure: DistributionFigure, words: ChartWords) -> str:
    share = _favourable_share(row, figure)
    return "" if share is None else words.numbers.share(min(share, 1.0))


def _heading_height(columns: Sequence[_Column]) -> float:
    return max((len(column.heading) for column in columns), default=0) * SMALL * 1.25


def _stacked(figure: DistributionFigure, words: ChartWords, palette: Palette, across: float) -> Scene:
    colours = scale_colours(figure.favourable, palette)
    shapes, top = legend(list(zip(figure.categories, colours, strict=True)), across=across)
    columns, right = _columns(figure, words, across)
    top += max(4.0, _heading_height(columns))
    placed = rows(
        [row.label for row in figure.rows], top=top, across=across, emphasis=[row.emphasis for row in figure.rows]
    )
    field = _Field(left=placed.left, width=right - placed.left, mirrored=_at_the_end(figure))
    shapes += label_shapes(placed)
    for row, place in zip(figure.rows, placed.rows, strict=True):
        shapes += _bar(row, field, middle=place.middle, colours=colours, words=words, palette=palette)
    shapes += _column_shapes(columns, placed.rows, top=top)
    return Scene(width=across, height=placed.bottom + 4, shapes=tuple(shapes))


def _at_the_end(figure: DistributionFigure) -> bool:
    """Whether the favourable categories stand at the right end, so that their share grows from there."""
    return bool(figure.favourable) and figure.favourable[-1] and not figure.favourable[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """The 100 % that a bar fills; `mirrored` when the favourable share grows from its right end."""

    left: float
    width: float
    mirrored: bool

    def span(self, low: float, high: float) -> tuple[float, float]:
        """Left edge and width of a favourable share from `low` to `high`."""
        start = 1 - high if self.mirrored else low
        return self.left + start * self.width, (high - low) * self.width


def _bar(
    row: DistributionRow,
    field: _Field,
    *,
    middle: float,
    colours: Sequence[str],
    words: ChartWords,
    palette: Palette,
) -> list[Shape]:
    if row.status is RowStatus.HIDDEN:
        return hidden_field(words, x=field.left, middle=middle)
    if row.status is RowStatus.BAND:
        return _band(row, field, middle=middle, words=words, palette=palette)
    if row.shares is not None:
        return _segments(row.shares, colours, x=field.left, scale=field.width, middle=middle, words=words)
    if row.favourable is not None:
        return _coarse(row.favourable, field, middle=middle, words=words, palette=palette)
    return []


def _segments(
    shares: Sequence[float], colours: Sequence[str], *, x: float, scale: float, middle: float, words: ChartWords
) -> list[Shape]:
    shapes: list[Shape] = []
    for share, colour in zip(shares, colours, strict=True):
        width = share * scale
        if width > 0:
            shapes.append(_piece(x, width, middle=middle, fill=colour))
            label = words.numbers.share(share)
            if width >= text.width(label, SMALL) + 6:
                shapes.append(written(label, x=x + width / 2, middle=middle, fill=ink_on(colour), anchor=Anchor.MIDDLE))
        x += width
    return shapes


def _piece(x: float, width: float, *, middle: float, fill: str) -> Rectangle:
    """A segment with a white edge; a very thin one is left a visible core."""
    edge = 1.5 if width > 4 else 0.5
    return Rectangle(x=x, y=middle - BAR / 2, width=width, height=BAR, fill=fill, stroke=PAPER, stroke_width=edge)


def _coarse(share: float, field: _Field, *, middle: float, words: ChartWords, palette: Palette) -> list[Shape]:
    """The favourable share as one piece, outlined, on an empty bar: how the answers divide further is not shown."""
    fill = tint(palette.accent, 0.9)
    x, width = field.span(0, share)
    label = words.numbers.share(share)
    named = f"{words.favourable} {label}" if words.favourable else label
    shown = named if width > text.width(named, SMALL) + 8 else label
    shapes: list[Shape] = [
        Rectangle(
            x=field.left, y=middle - BAR / 2, width=field.width, height=BAR, fill=FAINT, stroke=MUTED, stroke_width=0.6
        ),
        Rectangle(x=x, y=middle - BAR / 2, width=width, height=BAR, fill=fill, stroke=palette.accent, stroke_width=1.5),
    ]
    if width >= text.width(shown, SMALL) + 6:
        shapes.append(written(shown, x=x + width / 2, middle=middle, fill=ink_on(fill), anchor=Anchor.MIDDLE))
    return shapes


def _band(row: DistributionRow, field: _Field, *, middle: float, words: ChartWords, palette: Palette) -> list[Shape]:
    """What is certain as an empty field, and from the lower to the upper bound a hatched one."""
    low, high = bounds(row.at_least, row.at_most)
    x, width = field.span(low, high)
    shapes: list[Shape] = []
    sure_x, sure_width = field.span(0, low)
    if sure_width > 0:
        shapes.append(
            Rectangle(
                x=sure_x,
                y=middle - BAR / 2,
                width=sure_width,
                height=BAR,
                fill=tint(palette.accent, 0.93),
                stroke=palette.accent,
                stroke_width=0.8,
            )
        )
    shapes += hatched(x=x, y=middle - BAR / 2, width=width, height=BAR, ink=palette.accent, fill=PAPER, rising=False)
    string = band_words(words, row.at_least, row.at_most)
    if low >= 0.5:
        return [*shapes, *tagged(string, x=sure_x + sure_width / 2, middle=middle)]
    room = text.width(string, SMALL) + 12
    return [
        *shapes,
        *tagged(string, x=x - room if field.mirrored else x + width + 4, middle=middle, anchor=Anchor.START),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parting:
    """Where a diverging chart's three parts stand, all on one scale (pixels per share)."""

    zero: float
    scale: float
    neutral: float
    reach: float
    """how far a field may go to the right of zero"""


def _diverging(figure: DistributionFigure, words: ChartWords, palette: Palette, across: float) -> Scene:
    number = len(figure.categories)
    half, odd = number // 2, number % 2
    colours = scale_colours(tuple(index >= half + odd for index in range(number)), palette)
    shapes, top = legend(list(zip(figure.categories, colours, strict=True)), across=across)
    columns, right = _columns(figure, words, across)
    heading = text.wrap(figure.categories[half], SMALL, 110) if odd else ()
    top += max(4.0, _heading_height(columns), len(heading) * SMALL * 1.25)
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
    shapes += _column_shapes(columns, placed.rows, top=top + 4)
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
        reach = parting.reach / parting.scale
        low, high = bounds(row.at_least, row.at_most)
        field = _Field(left=parting.zero, width=parting.scale, mirrored=False)
        # a bound beyond the drawing still ends in a visible piece: no shown row's length depends on a band
        x, width = field.span(min(low, reach - _LEAST_BAND / parting.scale), min(high, reach))
        string = band_words(words, row.at_least, row.at_most)
        beside = parting.zero + 8 if low >= 0.5 else x + width + 4
        sure = Rectangle(
            x=parting.zero,
            y=middle - BAR / 2,
            width=x - parting.zero,
            height=BAR,
            fill=tint(palette.accent, 0.93),
            stroke=palette.accent,
            stroke_width=0.8,
        )
        falling = hatched(
            x=x, y=middle - BAR / 2, width=width, height=BAR, ink=palette.accent, fill=PAPER, rising=False
        )
        return [sure, *falling, *tagged(string, x=beside, middle=middle, anchor=Anchor.START)]
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


def _three_parts(
    shares: Sequence[float], parting: _Parting, *, middle: float, colours: Sequence[str], words: ChartWords
) -> list[Shape]:
    bad, neutral, good = _sides(shares)
    half, odd = len(shares) // 2, len(shares) % 2
    start = parting.zero - sum(bad) * parting.scale
    shapes = _segments(bad, colours[:half], x=start, scale=parting.scale, middle=middle, words=words)
    shapes += _segments(good, colours[half + odd :], x=parting.zero, scale=parting.scale, middle=middle, words=words)
    number = words.numbers.share
    total_bad, total_good = min(sum(bad), 1.0), min(sum(good), 1.0)
    shapes.append(written(number(total_bad), x=start - 6, middle=middle, anchor=Anchor.END, bold=True))
    end = parting.zero + sum(good) * parting.scale
    shapes.append(written(number(total_good), x=end + 6, middle=middle, bold=True))
    if odd:
        width = neutral * parting.scale
        if width > 0:
            shapes.append(_piece(parting.neutral, width, middle=middle, fill=colours[half]))
        shapes.append(written(number(neutral), x=parting.neutral + width + 5, middle=middle))
    return shapes
