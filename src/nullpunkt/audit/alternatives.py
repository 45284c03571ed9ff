"""Text alternatives and the words inside drawings: every number in them must be a public one of the same question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nullpunkt.audit.document import Document
from nullpunkt.audit.findings import Finding
from nullpunkt.audit.leaks import leak
from nullpunkt.audit.numbers import Allowed, allowed_by, unexplained
from nullpunkt.audit.published import Edition, ItemId, places_of
from nullpunkt.audit.readings import Subject, charts
from nullpunkt.audit.webpage import DRAWN

_WORD = re.compile(r"[^\W\d]|\d\W+\d")
"""a label that is more than one number"""
_AXIS = re.compile(r"(?:\d*[05]|100)(?:\s*%)?|\d(?:[.,]0)?")


def judge_alternatives(
    document: Document, edition: Edition, *, file: str, labels: Sequence[str] = ()
) -> Iterator[Finding]:
    """Numbers beside or inside a picture that are none of the public ones.

    `labels` are words of the whole report that may hold numbers of their own.
    """
    known = charts(edition)
    named = [group.label for groups in edition.groups.values() for group in groups]
    words = _labels([*labels, *document.labels, *named])
    allowed: dict[str, Allowed] = {}
    for alternative in document.alternatives:
        name = alternative.picture.removesuffix(DRAWN)
        subject = known.get(name)
        if subject is None or not any(letter.isdigit() for letter in alternative.text):
            continue
        if name not in allowed:
            allowed[name] = _allowed(subject, edition)
        strange = unexplained(words.sub(" ", alternative.text), allowed[name])
        drawn = alternative.picture.endswith(DRAWN)
        if drawn:
            strange = [number for number in strange if not _AXIS.fullmatch(number.text.strip())]
        if strange:
            where = "in a drawing" if drawn else "in a text alternative"
            message = f"a number {where} that is none of the public ones"
            yield leak(edition, file, message, item=subject.items[0], by=subject.by)


def _allowed(subject: Subject, edition: Edition) -> Allowed:
    """All public numbers of the picture's question, and how many rows, columns and cells it can have."""
    rows = [row for item in subject.items for row in edition.everything[item]]
    if subject.by is not None:
        rows = [row for row in rows if row.place.by in (None, subject.by)]
    groups = len(edition.groups.get(subject.by or "", ())) or 1
    options = len({row.option for row in rows})
    counts = range(groups * max(len(subject.items), options) + 1)
    return allowed_by(rows, counts=counts, shares=[share for item in subject.items for share in _sides(item, edition)])


def _sides(item: ItemId, edition: Edition) -> Iterator[float]:
    """Shares of neighbouring options together, weighted or not, as a diverging bar prints them."""
    for rows in places_of(edition.everything[item]).values():
        options = [row for row in rows if row.statistic == "proportion"]
        n = next((row.n for row in options if row.n), 0)
        plain = [row.count / n for row in options if row.count is not None and n]
        weighted = [float(row.estimate.middle) for row in options if row.estimate is not None]
        for shares in (plain, weighted):
            ends = range(len(shares) + 1)
            yield from (sum(shares[start:end]) for start in ends for end in ends if end > start + 1)


def _labels(labels: Sequence[str]) -> re.Pattern[str]:
    """Words that hold numbers of their own, the longest first; a text alternative may cut them short."""
    telling = {label for label in labels if re.search(r"\d", label) and _WORD.search(label)}
    if not telling:
        return re.compile(r"(?!)")
    ordered = sorted(telling, key=lambda label: (-len(label), label))
    return re.compile("|".join(rf"(?<!\w){re.escape(label)}(?!\w)" for label in ordered))
