"""How numbers are printed: the only place where a share becomes per cent.

Half up, never half to even; U+2212 for minus, U+00A0 before % and between thousands; no negative zero. Not Babel:
its Norwegian minus is a hyphen, and it rounds half to even.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

NO_BREAK = "\u00a0"
MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """A language's signs; `months` are the names in dates, `date_pattern` has {day}, {month} and {year}."""

    decimal: str
    thousands: str
    percent: str
    months: tuple[str, ...]
    date_pattern: str

    def number(self, value: float, decimals: int = 0, *, sign: bool = False) -> str:
        """A number with this many decimals; `sign` prints + too."""
        return _printed(value, decimals, sign, self.decimal, self.thousands)

    def percent_number(self, share: float, decimals: int = 0) -> str:
        """A share in per cent without the sign; never 0 or 100 for what is not: «<1», «>99»."""
        return _percent(share, decimals, self.decimal, self.thousands)

    def share(self, share: float, decimals: int = 0) -> str:
        """A share as «68 %»."""
        return self.percent_number(share, decimals) + self.percent

    def bound_number(self, share: float) -> str:
        """The share that «at least» or «at most» goes with, in whole per cent: these words say what < and > would."""
        return self.percent_number(share).lstrip("<>")

    def bound(self, share: float) -> str:
        """The bound of a band as «88 %»."""
        return self.bound_number(share) + self.percent

    def points(self, difference: float, decimals: int = 0) -> str:
        """A difference of shares in percentage points, with its sign and without the word."""
        return self.number(difference * 100, decimals, sign=True)

    def date(self, day: date) -> str:
        """A date as in running text."""
        return self.date_pattern.format(day=day.day, month=self.months[day.month - 1], year=day.year)


@lru_cache(16_384)  # 3 µs each; a report prints 50,000 numbers, most of them several times
def _printed(value: float, decimals: int, sign: bool, point: str, thousands: str) -> str:
    rounded = _half_up(value, decimals)
    whole, _, fraction = f"{abs(rounded):,.{decimals}f}".partition(".")
    mark = MINUS if rounded < 0 else "+" if sign and rounded > 0 else ""
    return mark + whole.replace(",", thousands) + (point + fraction if fraction else "")


@lru_cache(16_384)
def _percent(share: float, decimals: int, point: str, thousands: str) -> str:
    printed = _half_up(share * 100, decimals)
    if share > 0 and printed == 0:
        return "<1"
    if share < 1 and printed == 100:
        return ">99"
    return _printed(share * 100, decimals, False, point, thousands)


@lru_cache(8192)  # 4 µs each, and a share is asked for twice
def _half_up(value: float, decimals: int) -> Decimal:
    # 1e-9 a share like 0.285 is 28.499999… in binary and is meant as 28.5
    exact = Decimal(repr(float(value)))
    nudge = Decimal("1e-9") if exact >= 0 else Decimal("-1e-9")
    rounded = (exact + nudge).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)
