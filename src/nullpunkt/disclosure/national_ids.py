"""What kind of number eleven or nine digits are, by their control digits. They are masked whatever the answer is."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

K1_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
K2_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
ORGANISATION_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2, 1)

K1_REMAINDERS = (0, 1, 2, 3)
"""From 2032 the tax administration gives out numbers with any of these; before, only 0."""

D_NUMBER_DAY = 40
MARKED_MONTHS = (40, 80)
"""Added to the month in help numbers and in synthetic numbers."""

LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class NationalId(StrEnum):
    """The word that stands in the text instead of the number."""

    BIRTH_NUMBER = "fødselsnummer"
    D_NUMBER = "D-nummer"
    ELEVEN_DIGITS = "elleve sifre"
    ORGANISATION = "organisasjonsnummer"
    NINE_DIGITS = "ni sifre"


def classify_eleven(digits: str) -> NationalId:
    """A birth number, a D-number, or any other eleven digits.

    >>> classify_eleven("13097248022").value
    'fødselsnummer'
    >>> classify_eleven("13097248023").value
    'elleve sifre'
    """
    numbers = [int(digit) for digit in digits]
    day, month, year = (int(digits[start : start + 2]) for start in (0, 2, 4))
    is_d_number = day > D_NUMBER_DAY
    if not _is_date(day - D_NUMBER_DAY if is_d_number else day, _plain_month(month), year):
        return NationalId.ELEVEN_DIGITS
    if _remainder(numbers, K1_WEIGHTS) not in K1_REMAINDERS or _remainder(numbers, K2_WEIGHTS) != 0:
        return NationalId.ELEVEN_DIGITS
    return NationalId.D_NUMBER if is_d_number else NationalId.BIRTH_NUMBER


def classify_nine(digits: str) -> NationalId:
    """An organisation number, or any other nine digits.

    >>> classify_nine("974760673").value
    'organisasjonsnummer'
    """
    valid = _remainder([int(digit) for digit in digits], ORGANISATION_WEIGHTS) == 0
    return NationalId.ORGANISATION if valid else NationalId.NINE_DIGITS


def _remainder(numbers: Sequence[int], weights: Sequence[int]) -> int:
    return sum(number * weight for number, weight in zip(numbers, weights, strict=False)) % 11


def _plain_month(month: int) -> int:
    return next((month - mark for mark in sorted(MARKED_MONTHS, reverse=True) if month > mark), month)


def _is_date(day: int, month: int, year: int) -> bool:
    """Whether it is a day of some century's year; a year that ends in 00 may have been a leap year."""
    if not 1 <= month <= 12 or not 1 <= day <= LONGEST_MONTH[month - 1]:
        return False
    return (month, day) != (2, 29) or year % 4 == 0
