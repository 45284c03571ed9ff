"""Numbers as they are displayed: what a reader can conclude from a printed string, and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

WHOLE = r"\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d+"
NUMBER = r"\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_DIGITS = r"[-\u2212+]?(?:" + NUMBER + r")"
_PERCENT = r"\s*(?:%|prosent\b|pst\b|per cent\b|percent\b)"
FLOAT_NOISE = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True)
class Range:
    """All values that are displayed as the same string."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        """The number as it is printed."""
        return (self.low + self.high) / 2

    def holds(self, value: Fraction) -> bool:
        """Whether the value would be displayed like this, give or take float noise."""
        return self.low - FLOAT_NOISE <= value <= self.high + FLOAT_NOISE


def displayed(value: Decimal) -> Range:
    """What a decimal number stands for: half a unit of its last digit to each side.

    A number of more than ten digits after the point is taken as exact but for the noise of floating point.

    >>> displayed(Decimal("3.4"))
    Range(low=Fraction(67, 20), high=Fraction(69, 20))
    """
    exponent = value.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    half = max(Fraction(1, 2 * 10**digits), FLOAT_NOISE)
    exact = Fraction(value)
    return Range(exact - half, exact + half)


class Unit(StrEnum):
    """What a printed number counts in."""

    PLAIN = "plain"
    PERCENT = "percent"
    OF = "of"
    """«7 av 11»: the first of two counts"""


@dataclass(frozen=True, slots=True)
class Printed:
    """One number in a text: which values it stands for, as people, a mean or a share (0–1)."""

    text: str
    unit: Unit
    range: Range
    start: int
    of: int | None = None


_FIND = re.compile(
    rf"(?P<count>{WHOLE})\s+(?:av|of)\s+(?P<of>{WHOLE})(?!\d)"
    rf"|(?P<sign>[<>]\s*)(?P<edge>{NUMBER})(?P<edge_percent>{_PERCENT})?"
    rf"|(?P<from>{NUMBER})(?:\s*[–-]\s*|\s+(?:og|til|to|and)\s+)(?P<to>{NUMBER})(?P<range_percent>{_PERCENT})"
    rf"|(?P<number>{_DIGITS})(?P<percent>{_PERCENT})?",
    re.IGNORECASE,
)


def printed_numbers(text: str) -> tuple[Printed, ...]:
    """Every number in a text with the precision that its digits show.

    >>> [(n.text, n.unit.value) for n in printed_numbers("68 % (60 til 75 %), 7 av 11, snitt 3,4")]
    [('68 %', 'percent'), ('60', 'percent'), ('75', 'percent'), ('7 av 11', 'of'), ('3,4', 'plain')]
    """
    found: list[Printed] = []
    for match in _FIND.finditer(text):
        start = match.start()
        if match["count"] is not None:
            count = Fraction(as_decimal(match["count"]))
            found.append(Printed(match[0], Unit.OF, Range(count, count), start, int(as_decimal(match["of"]))))
        elif match["edge"] is not None:
            found.append(Printed(match[0], *_edge(match), start))
        elif match["from"] is not None:
            found += [Printed(match[name], Unit.PERCENT, _share(match[name]), start) for name in ("from", "to")]
        else:
            unit = Unit.PERCENT if match["percent"] else Unit.PLAIN
            value = _share(match["number"]) if match["percent"] else displayed(as_decimal(match["number"]))
            found.append(Printed(match[0], unit, value, start))
    return tuple(found)


def _edge(match: re.Match[str]) -> tuple[Unit, Range]:
    edge = Fraction(as_decimal(match["edge"])) / (100 if match["edge_percent"] else 1)
    unit = Unit.PERCENT if match["edge_percent"] else Unit.PLAIN
    top = Fraction(1) if match["edge_percent"] else Fraction(100)
    return unit, Range(Fraction(0), edge) if match["sign"].strip() == "<" else Range(edge, top)


def _share(text: str) -> Range:
    whole = displayed(as_decimal(text))
    return Range(whole.low / 100, whole.high / 100)


def as_decimal(text: str) -> Decimal:
    """A printed number with the Norwegian or English signs."""
    plain = re.sub(r"[\u00a0\u202f ]", "", text).replace("\u2212", "-").replace(",", ".")
    return Decimal(plain)
