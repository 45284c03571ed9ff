"""How people's numbers and addresses look in a text, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nullpunkt.audit.findings import Kind

_SPACE = r"[ \u00a0]"
_PERSONAL_NUMBER = re.compile(
    rf"(?<![\w.,-])(?:\d{{6}}{_SPACE}?\d{{5}}|\d\d\.\d\d\.\d\d{_SPACE}?\d{{5}})(?![\w]|[.,]\d)"
)
_TELEPHONE = re.compile(
    rf"(?<![\w.,/-])(?<!\d )(?:(?:\+|00)47{_SPACE}?)?"
    r"(?:[2-9]\d{7}|[2-9]\d(?: \d\d){3}|[2-9]\d\d \d\d \d{3})(?![\w]|[.,]\d| \d)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_PATH = re.compile(
    r"(?<![\w:/.<])/(?:home|Users|root|tmp|mnt|private|var|work|srv|opt)/[\w.-]+|\b[A-Za-z]:\\[\w\\.-]+|\bfile:/+\w"
)
_DAY = re.compile(r"(?:19|20)\d{6}")


def people_in(text: str) -> Iterator[Kind]:
    """Kinds of personal data that the text holds; never the data."""
    if _PERSONAL_NUMBER.search(text):
        yield Kind.PERSONAL_NUMBER
    if any(not _is_day(match[0]) for match in _TELEPHONE.finditer(text)):
        yield Kind.TELEPHONE
    if _EMAIL.search(text):
        yield Kind.EMAIL
    if _PATH.search(text):
        yield Kind.PATH


def _is_day(digits: str) -> bool:
    """Whether eight digits are a date; no Norwegian telephone number begins with 19 or 20."""
    if not _DAY.fullmatch(digits):
        return False
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def canary_in(content: bytes, canaries: tuple[str, ...]) -> bool:
    """Whether a planted string stands in the bytes, in any of the usual encodings."""
    return any(
        canary.encode(encoding, errors="ignore") in content
        for canary in canaries
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
        if canary.encode(encoding, errors="ignore")
    )
