"""Which words a share can bear: the rule behind "two of three", "nearly 90 per cent" and "most", free of language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from nullpunkt.stats.estimate import Interval
from nullpunkt.stats.proportion import wilson_interval
from nullpunkt.stats.rounding import percent_half_up

COUNTS_BELOW = 20
FRACTIONS = tuple(
    Fraction(top, bottom)
    for top, bottom in (
        (1, 10), (1, 5), (1, 4), (3, 10), (1, 3), (2, 5), (1, 2), (3, 5), (2, 3), (7, 10), (3, 4), (4, 5), (9, 10)
    )
)  # fmt: skip


class Form(StrEnum):
    """The kind of phrase."""

    COUNTS = "counts"
    ALL = "all"
    ALL_RESPONDENTS = "all_respondents"
    NONE = "none"
    NONE_RESPONDENTS = "none_respondents"
    EXACT = "exact"
    NEAR_BELOW = "near_below"
    SLIGHTLY_ABOVE = "slightly_above"
    ABOUT = "about"
    PERCENT = "percent"


class Side(StrEnum):
    """On which side of a round percentage a share lies."""

    ALMOST = "almost"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class RoundPercent:
    """ "Almost" or "over" a multiple of ten per cent."""

    side: Side
    percent: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """What may be said of `count` of `n`; the wording belongs to the language files.

    `fraction` is set for the forms that name one; `percent` is the printed integer; `near_ten` is an alternative to
    the fraction; `majority` and `minority` allow words such as "most", which a share alone never does.
    """

    form: Form
    count: int
    n: int
    percent: int
    fraction: Fraction | None
    near_ten: RoundPercent | None
    majority: bool
    minority: bool


def choose_phrase(count: int, n: int, *, population: float | None = None, interval: Interval | None = None) -> Phrase:
    """The phrase that a share can bear, given its uncertainty.

    `interval` is the 95 per cent interval of the share; without one it is Wilson's for this service. Fewer than 20
    answers are told as counts. "All" and "none" of the employees need everybody's answer. A fraction needs a share
    within 2.5 points, an unqualified one also an interval of at most ±5 points; "most" needs a lower limit above half.

    >>> phrase = choose_phrase(179, 200, population=260)
    >>> phrase.form.value, str(phrase.fraction), phrase.majority
    ('exact', '9/10', True)
    """
    if n <= 0:
        raise ValueError("nothing can be said of no answers")
    limits = interval or wilson_interval(count, n, population=population).interval
    assert limits is not None  # n > 0
    form, fraction = _form(count, n, population, limits)
    plain = form not in (Form.COUNTS, Form.ALL, Form.ALL_RESPONDENTS, Form.NONE, Form.NONE_RESPONDENTS)
    return Phrase(
        form=form,
        count=count,
        n=n,
        percent=percent_half_up(count, n),
        fraction=fraction,
        near_ten=_near_ten(count, n, limits) if plain else None,
        majority=n >= COUNTS_BELOW and limits.low > 0.5,
        minority=n >= COUNTS_BELOW and limits.high < 0.5,
    )


def _form(count: int, n: int, population: float | None, limits: Interval) -> tuple[Form, Fraction | None]:
    if n < COUNTS_BELOW:
        return Form.COUNTS, None
    if count == n:
        return (Form.ALL if n == population else Form.ALL_RESPONDENTS), None
    if count == 0:
        return (Form.NONE if n == population else Form.NONE_RESPONDENTS), None
    share = Fraction(count, n)
    fraction = min(FRACTIONS, key=lambda f: (abs(share - f), f.denominator))
    form = _fraction_form(100 * (share - fraction), fraction, limits)
    return form, None if form is Form.PERCENT else fraction


def _fraction_form(points: Fraction, fraction: Fraction, limits: Interval) -> Form:
    """The form for a share that lies `points` percentage points above the nearest fraction."""
    if abs(points) > Fraction(5, 2):
        return Form.PERCENT
    if not _is_narrow(limits):
        return Form.PERCENT if limits.excludes(float(fraction)) else Form.ABOUT
    if abs(points) <= 1:
        return Form.EXACT
    return Form.NEAR_BELOW if points < 0 else Form.SLIGHTLY_ABOVE


def _is_narrow(limits: Interval) -> bool:
    """At most five percentage points to either side, with room for float noise."""
    return 50 * limits.width <= 5 + 1e-9


def _near_ten(count: int, n: int, limits: Interval) -> RoundPercent | None:
    """ "Almost" and "over" hold for the share and for the printed integer alike, so that they never contradict."""
    if not _is_narrow(limits):
        return None
    share, printed = Fraction(100 * count, n), percent_half_up(count, n)
    above, below = -(-share // 10) * 10, share // 10 * 10
    if share < above <= share + 2 and printed < above:
        return RoundPercent(Side.ALMOST, int(above))
    over_half_is_shown = below != 50 or limits.low > 0.5
    if 0 < below < share <= below + 2 and printed > below and over_half_is_shown:
        return RoundPercent(Side.OVER, int(below))
    return None
