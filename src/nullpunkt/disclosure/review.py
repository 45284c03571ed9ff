"""The review of free text: masked comments go to a private file, and only those a person approved come back."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nullpunkt.disclosure.open_text import mask
from nullpunkt.disclosure.public import PublicTables
from nullpunkt.errors import FileError

COMMENTS_FROM = 10
"""Fewer comments to a question are never shown."""

HEADER = ("question", "comment", "removed", "approved")
APPROVED = frozenset({"ja", "yes", "x", "1", "true", "approved", "godkjent"})
FORMULA_STARTS = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True, repr=False)
class ReviewRow:
    """One masked comment: what was removed from it, and whether somebody has approved it."""

    question: str
    comment: str
    removed: tuple[str, ...] = ()
    approved: bool = False


def review_rows(texts: Mapping[str, Sequence[str]], *, staff: Iterable[str] = ()) -> Iterator[ReviewRow]:
    """Every comment to a question that has enough of them, masked, in an order that is nobody's.

    The order follows from the comments themselves, so it tells neither the respondents' order nor, from one question to
    the next, who wrote what.
    """
    names = tuple(staff)
    for question, answers in texts.items():
        comments = [" ".join(answer.split()) for answer in answers if answer.strip()]
        if len(comments) >= COMMENTS_FROM:
            for comment in sorted(comments, key=lambda text: _shuffled(question, text)):
                masked = mask(comment, staff=names)
                yield ReviewRow(question, masked.text, masked.found)


def _shuffled(question: str, comment: str) -> str:
    return hashlib.sha256(f"{question}\n{comment}".encode()).hexdigest()


def review_to_csv(rows: Iterable[ReviewRow]) -> str:
    """The review file: semicolons, one comment a line, the last column to be filled in."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for row in rows:
        comment = "'" + row.comment if row.comment.startswith(FORMULA_STARTS) else row.comment
        writer.writerow((row.question, comment, ", ".join(row.removed), "ja" if row.approved else ""))
    return out.getvalue()


def review_from_csv(text: str) -> tuple[ReviewRow, ...]:
    """The review file as it came back from a person."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    if not set(HEADER) <= set(reader.fieldnames or ()):
        raise FileError("the review of open text lacks a column", hint=f"it has the columns {'; '.join(HEADER)}")
    return tuple(
        ReviewRow(
            question=line["question"],
            comment=(line["comment"] or "").removeprefix("'"),
            removed=tuple(kind for kind in (line["removed"] or "").split(", ") if kind),
            approved=(line["approved"] or "").strip().casefold() in APPROVED,
        )
        for line in reader
    )


def with_open_text(tables: PublicTables, rows: Iterable[ReviewRow], *, staff: Iterable[str] = ()) -> PublicTables:
    """The tables with the approved comments, masked once more in case somebody edited them in the review file."""
    names, shown = tuple(staff), dict[str, list[str]]()
    for row in rows:
        if row.approved and tables.comments.get(row.question, 0) >= COMMENTS_FROM:
            shown.setdefault(row.question, []).append(mask(row.comment, staff=names).text)
    return replace(tables, open_text={question: tuple(comments) for question, comments in shown.items()})
