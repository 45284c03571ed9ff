"""Days out of what exports write as time stamps. Used for the period of answering only; what fails is passed over."""

from __future__ import annotations

import re
from datetime import date, timedelta

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
DAY = 10
"""The day stands in the first ten characters of every form that is read here."""
_EXCEL_EPOCH = date(1899, 12, 30)
_NO_DATE = date(1980, 1, 1)
"""LimeSurvey writes this day where an anonymised survey keeps no time."""


def as_date(text: str) -> date | None:
    """The day, or None.

    Slashed dates are read month first, as US exports write them, unless that cannot be.

    >>> as_date("12/24/2019 8:41"), as_date("24.11.2024 14.10.42"), as_date("43290.53487")
    (datetime.date(2019, 12, 24), datetime.date(2024, 11, 24), datetime.date(2018, 7, 9))
    """
    text = text.strip()
    if found := _ISO.match(text):
        day = _day(*found.groups())
    elif found := _DOTTED.match(text):
        day = _day(*reversed(found.groups()))
    elif found := _SLASHED.match(text):
        first, second, year = found.groups()
        day = _day(year, first, second) or _day(year, second, first)
    elif _SERIAL.fullmatch(text):
        day = _EXCEL_EPOCH + timedelta(days=int(text[:5]))
    else:
        day = None
    return None if day == _NO_DATE else day


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
