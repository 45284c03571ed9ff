"""Bars stacked to 100 %, a coarse row as one piece, a band as what is certain and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nullpunkt.charts import text
from nullpunkt.charts.columns import column_shapes, columns, heading_height
from nullpunkt.charts.layout import (
    SMALL,
    band_words,
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
from nullpunkt.charts.palette import FAINT, MUTED, PAPER, ink_on, scale_colours, tint
from nullpunkt.charts.scene import Anchor, Rectangle, Scene, Shape
from nullpunkt.report.figures import ChartWords, DistributionFigure, DistributionRow, Palette, RowStatus

BAR = 22.0


def stacked(figure: DistributionFigure, words: ChartWords, palette: Palette, across: float) -> Scene:
    colours = scale_colours(figure.favourable, palette)
    shapes, top = legend(list(zip(figure.categories, colours, strict=True)), across=across)
    beside, right = columns(figure, words, across)
    top += max(4.0, heading_height(beside))
    placed = rows(
        [row.label for row in figure.rows], top=top, across=across, emphasis=[row.emphasis for row in figure.rows]
    )
    field = Field(left=placed.left, width=right - placed.left, mirrored=_at_the_end(figure))
    shapes += label_shapes(placed)
    for row, place in zip(figure.rows, placed.rows, strict=True):
        shapes += _bar(row, field, middle=place.middle, colours=colours, words=words, palette=palette)
    shapes += column_shapes(beside, placed.rows, top=top)
    return Scene(width=across, height=placed.bottom + 4, shapes=tuple(shapes))


def _at_the_end(figure: DistributionFigure) -> bool:
    """Whether the favourable categories stand at the right end, so that their share grows from there."""
    return bool(figure.favourable) and figure.favourable[-1] and not figure.favourable[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
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
    field: Field,
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
        return segments(row.shares, colours, x=field.left, scale=field.width, middle=middle, words=words)
    if row.favourable is not None:
        return _coarse(row.favourable, field, middle=middle, words=words, palette=palette)
    return []


def segments(
    shares: Sequence[float], colours: Sequence[str], *, x: float, scale: float, middle: float, words: ChartWords
) -> list[Shape]:
    shapes: list[Shape] = []
    for share, colour in zip(shares, colours, strict=True):
        width = share * scale
        if width > 0:
            shapes.append(piece(x, width, middle=middle, fill=colour))
            label = words.numbers.share(share)
            if width >= text.width(label, SMALL) + 6:
                shapes.append(written(label, x=x + width / 2, middle=middle, fill=ink_on(colour), anchor=Anchor.MIDDLE))
        x += width
    return shapes


def piece(x: float, width: float, *, middle: float, fill: str) -> Rectangle:
    """A segment with a white edge; a very thin one is left a visible core."""
    edge = 1.5 if width > 4 else 0.5
    return Rectangle(x=x, y=middle - BAR / 2, width=width, height=BAR, fill=fill, stroke=PAPER, stroke_width=edge)


def _coarse(share: float, field: Field, *, middle: float, words: ChartWords, palette: Palette) -> list[Shape]:
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


def _band(row: DistributionRow, field: Field, *, middle: float, words: ChartWords, palette: Palette) -> list[Shape]:
    """What is certain as an empty field, and from the lower to the upper bound a hatched one."""
    low, high = bounds(row.at_least, row.at_most)
    x, width = field.span(low, high)
    sure_x, sure_width = field.span(0, low)
    shapes = sure_field(palette, x=sure_x, middle=middle, width=sure_width, height=BAR)
    shapes += hatched(x=x, y=middle - BAR / 2, width=width, height=BAR, ink=palette.accent, fill=PAPER, rising=False)
    string = band_words(words, row.at_least, row.at_most)
    if low >= 0.5:
        return [*shapes, *tagged(string, x=sure_x + sure_width / 2, middle=middle)]
    room = text.width(string, SMALL) + 12
    return [
        *shapes,
        *tagged(string, x=x - room if field.mirrored else x + width + 4, middle=middle, anchor=Anchor.START),
    ]
