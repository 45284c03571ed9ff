"""A matrix of shares: who works how often with whom, a number in every cell and a darker field for a larger one."""

from __future__ import annotations

from nullpunkt.charts import text
from nullpunkt.charts.layout import (
    LABEL_SHARE,
    LEADING,
    SIZE,
    SMALL,
    WIDTH,
    band_words,
    block,
    hatched,
    written,
)
from nullpunkt.charts.palette import FAINT, INK, MUTED, PAPER, ink_on, sequential
from nullpunkt.charts.scene import Anchor, Path, Rectangle, Scene, Shape, Text
from nullpunkt.report.figures import ChartWords, HeatCell, HeatFigure, Palette, RowStatus

_WIDEST_CELL = 92.0
_CELL_HEIGHT = 34.0
_UPRIGHT_BELOW = 74.0
_UPRIGHT_ROOM = 150.0
_CLASSES = 5
_PLATE_FROM = 28.0
"""narrower cells are hatched without the sign, which would cover them"""


def heat(figure: HeatFigure, words: ChartWords, palette: Palette) -> Scene:
    """Cells in rows and columns, headed above (turned where columns are narrow) and at the left."""
    columns = max(len(figure.column_labels), 1)
    label_room = WIDTH * (LABEL_SHARE if columns <= 8 else 0.26)
    labels = [text.wrap(label, SIZE, label_room, lines=3) for label in figure.row_labels]
    left = max((text.width(line, SIZE) for lines in labels for line in lines), default=0.0) + 12
    cell = min(_WIDEST_CELL, (WIDTH - left) / columns)
    head, top = _column_heads(figure, left=left, cell=cell)
    shapes: list[Shape] = list(head)
    y = top
    tight = len(figure.row_labels) > 14
    for lines, cells in zip(labels, figure.cells, strict=True):
        height = max(26.0 if tight else _CELL_HEIGHT, 8 + len(lines) * SIZE * LEADING)
        shapes += block(lines, x=0, middle=y + height / 2)
        for index, value in enumerate(cells):
            place = _Place(x=left + index * cell, y=y, width=cell, height=height)
            shapes += _cell(value, place, words=words, palette=palette)
        y += height
    key, bottom = _key(figure, left=left, top=y + 14, words=words, palette=palette)
    return Scene(width=WIDTH, height=bottom, shapes=(*shapes, *key))


class _Place:
    """Where a cell stands."""

    __slots__ = ("height", "width", "x", "y")

    def __init__(self, *, x: float, y: float, width: float, height: float) -> None:
        self.x, self.y, self.width, self.height = x + 1, y + 1, width - 2, height - 2

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


def _column_heads(figure: HeatFigure, *, left: float, cell: float) -> tuple[list[Shape], float]:
    """The columns' labels and where the cells begin."""
    if cell >= _UPRIGHT_BELOW:
        wrapped = [text.wrap(label, SMALL, cell - 6, lines=4) for label in figure.column_labels]
        most = max((len(lines) for lines in wrapped), default=0)
        leading = SMALL * LEADING
        height = most * leading + 8
        shapes: list[Shape] = []
        for index, lines in enumerate(wrapped):
            middle = height - 8 - (len(lines) - 1) * leading / 2 - 2
            x = left + (index + 0.5) * cell
            shapes += block(lines, x=x, middle=middle, size=SMALL, anchor=Anchor.MIDDLE)
        return shapes, height + 2
    lines_that_fit = max(1, min(3, int(cell // 15)))
    wrapped = [text.wrap(label, SMALL, _UPRIGHT_ROOM, lines=lines_that_fit) for label in figure.column_labels]
    longest = max((text.width(line, SMALL) for lines in wrapped for line in lines), default=0.0)
    turned: list[Shape] = []
    for index, lines in enumerate(wrapped):
        centre = left + (index + 0.5) * cell - (len(lines) - 1) * 7
        for step, line in enumerate(lines):
            x = centre + step * 14 + SMALL * 0.357
            turned.append(Text(x=x, y=longest + 2, text=line, size=SMALL, fill=INK, upright=True))
    return turned, longest + 10


def _cell(value: HeatCell, place: _Place, *, words: ChartWords, palette: Palette) -> list[Shape]:
    x, y = place.centre
    if value.status is RowStatus.HIDDEN:
        field = hatched(x=place.x, y=place.y, width=place.width, height=place.height, ink="#9aa3ae")
        return [*field, *_plate(":", x=x, middle=y)] if place.width >= _PLATE_FROM else field
    if value.status is RowStatus.BAND:
        return _band(value, place, words=words, palette=palette)
    if value.value is None:
        return [Rectangle(x=place.x, y=place.y, width=place.width, height=place.height, fill=FAINT)]
    fill = _shade(value.value, palette)
    size = SMALL if place.width >= 30 else 10.0
    label = words.numbers.share(value.value)
    if text.width(label, size) > place.width - 2:
        label = words.numbers.percent_number(value.value)
    field_shape = Rectangle(x=place.x, y=place.y, width=place.width, height=place.height, fill=fill)
    return [field_shape, written(label, x=x, middle=y, size=size, fill=ink_on(fill), anchor=Anchor.MIDDLE)]


def _band(value: HeatCell, place: _Place, *, words: ChartWords, palette: Palette) -> list[Shape]:
    """A bound in words where they fit, else its number with a small triangle: up for «at least»."""
    x, y = place.centre
    field = hatched(
        x=place.x,
        y=place.y,
        width=place.width,
        height=place.height,
        ink=palette.accent,
        fill=PAPER,
        rising=False,
    )
    string = band_words(words, value.at_least, value.at_most)
    if text.width(string, 11) + 4 <= place.width:
        return [*field, *_plate(string, x=x, middle=y, size=11)]
    bound = value.at_least if value.at_least is not None else value.at_most
    number = words.numbers.percent_number(bound or 0.0)
    return [
        *field,
        *_plate(number, x=x, middle=y + 3, size=10),
        _triangle(x, y - 8, up=value.at_least is not None, fill=palette.accent),
    ]


def _plate(string: str, *, x: float, middle: float, size: float = SMALL) -> list[Shape]:
    room = text.width(string, size) + 6
    return [
        Rectangle(x=x - room / 2, y=middle - 7, width=room, height=14, fill=PAPER),
        written(string, x=x, middle=middle, size=size, anchor=Anchor.MIDDLE),
    ]


def _triangle(x: float, y: float, *, up: bool, fill: str) -> Path:
    tip, foot = (y - 3, y + 3) if up else (y + 3, y - 3)
    return Path(strokes=(((x, tip), (x + 4, foot), (x - 4, foot)),), fill=fill)


def _shade(share: float, palette: Palette) -> str:
    """One of five shades, 20 percentage points each."""
    return sequential(palette.accent, _CLASSES)[min(int(share * _CLASSES + 1e-9), _CLASSES - 1)]


def _key(
    figure: HeatFigure, *, left: float, top: float, words: ChartWords, palette: Palette
) -> tuple[list[Shape], float]:
    """What the shades mean, and the signs for what is not shown as a number."""
    step, height = 44.0, 12.0
    shapes: list[Shape] = [
        Rectangle(x=left + index * step, y=top, width=step, height=height, fill=shade)
        for index, shade in enumerate(sequential(palette.accent, _CLASSES))
    ]
    for index in range(_CLASSES + 1):
        label = words.numbers.number(index * 100 / _CLASSES) + words.numbers.percent
        shapes.append(
            written(label, x=left + index * step, middle=top + height + 11, fill=MUTED, anchor=Anchor.MIDDLE, size=11)
        )
    if any(cell.status is RowStatus.HIDDEN for row in figure.cells for cell in row):
        x = left + _CLASSES * step + 40
        shapes += hatched(x=x, y=top - 2, width=26, height=16, ink="#9aa3ae")
        shapes += _plate(":", x=x + 13, middle=top + 6, size=11)
        shapes.append(written(words.hidden, x=x + 34, middle=top + 6, fill=MUTED))
    shapes += _key_of_bands(figure, x=left + _CLASSES * step + 40, top=top + 25, words=words, palette=palette)
    return shapes, top + height + 28


def _key_of_bands(figure: HeatFigure, *, x: float, top: float, words: ChartWords, palette: Palette) -> list[Shape]:
    """What a triangle means: up for at least, down for at most."""
    cells = [cell for row in figure.cells for cell in row if cell.status is RowStatus.BAND]
    shapes: list[Shape] = []
    for up, pattern in ((True, words.at_least), (False, words.at_most)):
        if any((cell.at_least is not None) is up for cell in cells):
            label = pattern.format(share="…")
            shapes += [
                _triangle(x + 5, top, up=up, fill=palette.accent),
                written(label, x=x + 14, middle=top, fill=MUTED),
            ]
            x += text.width(label, SMALL) + 34
    return shapes
