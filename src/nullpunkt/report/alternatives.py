"""Text alternatives of charts: how many rows, the highest and the lowest among those with numbers, what is not shown.

A hidden or band row could have been the highest, so a superlative is always said of the rows with numbers alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nullpunkt.report.cellvalues import Row
from nullpunkt.report.figures import RowStatus
from nullpunkt.report.language import Language

LONGEST = 880
LABEL = 90
"""characters of a label that a text alternative reads out"""

Printed = Callable[[float], str]


def rows_alternative(kind: str, rows: Sequence[Row], language: Language, *, printed: Printed | None = None) -> str:
    """The alternative of a chart with one value a row; `kind` is the text that says what chart it is."""
    show = printed or language.style.share
    parts = [language.say(f"alt.{kind}", n=sum(not row.emphasis for row in rows))]
    whole = next((row for row in rows if row.emphasis and row.status is RowStatus.SHOWN), None)
    if whole is not None and whole.estimate is not None and whole.estimate.estimate is not None:
        parts.append(language.say("alt.whole", label=_cut(whole.label), value=show(whole.estimate.estimate)))
    parts += _extremes([row for row in rows if not row.emphasis], language, show)
    return _fit(parts)


def matrix_alternative(rows: Sequence[Row], language: Language, *, kind: str, down: int, across: int) -> str:
    """The alternative of a map: its size, its highest and lowest cell, how many cells are not shown."""
    parts = [language.say(f"alt.{kind}", down=down, across=across)]
    return _fit(parts + _extremes(rows, language, language.style.share))


def distribution_alternative(rows: Sequence[Row], language: Language, *, categories: int, share_of: str) -> str:
    """The alternative of stacked bars, told by the share at the favourable end."""
    parts = [language.say("alt.distribution", n=len(rows), categories=categories)]
    if share_of:
        parts.append(language.say("alt.share_of", answer=share_of))
    return _fit(parts + _extremes(rows, language, language.style.share))


def _extremes(rows: Sequence[Row], language: Language, show: Printed) -> list[str]:
    values = [(row.label, row.estimate.estimate) for row in rows if row.status is RowStatus.SHOWN and row.estimate]
    known = [(label, value) for label, value in values if value is not None]
    parts = []
    if len(known) > 1:
        low, high = min(value for _, value in known), max(value for _, value in known)
        if show(low) == show(high):
            parts.append(language.say("alt.all_alike", value=show(high)))
        else:
            parts.append(
                language.say(
                    "alt.extremes",
                    highest=_at(known, show(high), show, language),
                    high=show(high),
                    lowest=_at(known, show(low), show, language),
                    low=show(low),
                )
            )
    elif known:
        parts.append(language.say("alt.only", label=_cut(known[0][0]), value=show(known[0][1])))
    bands = sum(row.status is RowStatus.BAND for row in rows)
    hidden = sum(row.status is RowStatus.HIDDEN for row in rows)
    parts += [language.say("alt.bands", n=bands)] if bands else []
    parts += [language.say("alt.hidden", n=hidden)] if hidden else []
    return parts


def _at(known: Sequence[tuple[str, float]], printed: str, show: Printed, language: Language) -> str:
    """Every label whose printed value is this one; a few by name, more as their number."""
    labels = [_cut(label) for label, value in known if show(value) == printed]
    return language.both(labels) if len(labels) <= 2 else language.say("alt.several", n=len(labels))


def _cut(label: str) -> str:
    return label if len(label) <= LABEL else label[: LABEL - 1].rstrip() + "…"


def _fit(parts: Sequence[str]) -> str:
    text = " ".join(parts)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
