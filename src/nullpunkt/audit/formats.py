"""A number in one format that is hidden in another: every printed table and text alternative against `results.json`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from nullpunkt.audit.alternatives import judge_alternatives
from nullpunkt.audit.document import Document, DocumentTable
from nullpunkt.audit.findings import Finding, Kind
from nullpunkt.audit.leaks import leak
from nullpunkt.audit.numbers import Allowed, allowed_by, unexplained
from nullpunkt.audit.published import Edition, Row, RowStatus
from nullpunkt.audit.readings import CellRows, Subject, charts, group_named, readings, subjects

PICTURE = "picture:"
_BASES = re.compile(r"\((\d[\d\s–]*) \w+\)$")
"""the number of answers behind a column's label"""


def judge_rows(rows: Sequence[Row], edition: Edition, *, file: str) -> tuple[list[Finding], list[Row]]:
    """Findings of a tidy table beside `results.json`, and the rows that it adds."""
    findings, more = [], []
    for row in rows:
        known = edition.index.get((row.item, row.option, row.statistic, row.place))
        if known is None:
            more.append(row)
        elif known.status is not RowStatus.PUBLISHED and row.has_numbers:
            findings.append(leak(edition, file, "a number that is hidden in results.json", row=row))
            more.append(row)
    return findings, more


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the report's formats tell together: words that hold numbers, and which table a caption belongs to."""

    labels: tuple[str, ...]
    captions: Mapping[str, Subject | None]
    """None: a table of the report about something else"""


def vocabulary(documents: Sequence[Document], edition: Edition) -> Vocabulary:
    """The vocabulary of one report; a format with ids explains those without."""
    tables, pictures = subjects(edition), charts(edition)
    captions: dict[str, Subject | None] = {}
    for table in (table for document in documents for table in document.tables if table.caption):
        subject = tables.get(table.id) or pictures.get(table.id.removeprefix(PICTURE))
        if subject is not None or _keeps_ids(table.id):
            captions.setdefault(_bare(table.caption), subject)
    return Vocabulary(tuple(sorted({label for document in documents for label in document.labels})), captions)


def judge_document(document: Document, edition: Edition, words: Vocabulary, *, file: str) -> Iterator[Finding]:
    """Tables, text alternatives and drawings of one document."""
    for table in document.tables:
        yield from judge_table(table, edition, words, file=file)
    yield from judge_alternatives(document, edition, file=file, labels=words.labels)


def _bare(caption: str) -> str:
    """A caption without «Tabell 7.» before it."""
    return re.sub(r"^\w+\s\d+\.\s+", "", " ".join(caption.split()))


def judge_table(table: DocumentTable, edition: Edition, words: Vocabulary, *, file: str) -> Iterator[Finding]:
    """Numbers in a table that are none of the public ones of their row, in the reading that accuses least."""
    candidates = _candidates(table, edition, words)
    best: list[Finding] | None = None
    for subject in candidates:
        for reading in readings(table, subject, edition):
            accused = chain(
                _accuse(table, reading, subject, edition, file), _order(table, reading, subject, edition, file)
            )
            # of a table that may be about anything only a reading without a finding counts
            found = list(accused if len(candidates) == 1 or best is None else islice(accused, 1))
            if not found:
                return
            if best is None or (len(candidates) == 1 and len(found) < len(best)):
                best = found
    yield from best or ()


def _candidates(table: DocumentTable, edition: Edition, words: Vocabulary) -> list[Subject]:
    """What a table can be about: by its id, by its caption, else whatever has its groups."""
    known = subjects(edition)
    subject = known.get(table.id) or charts(edition).get(table.id.removeprefix(PICTURE)) if table.id else None
    if subject is None and _bare(table.caption) in words.captions:
        subject = words.captions[_bare(table.caption)]
        return [] if subject is None else [subject]
    if subject is not None:
        return [subject]
    name = table.id.removeprefix(PICTURE)
    if name and (_keeps_ids(table.id) or name.startswith("changes-")):
        return []  # changes, method, the others beside
    heads = ([row[0] for row in table.rows if row], list(table.header))
    named = [by for by in edition.groups if any(_is_of_groups(head, edition, by) for head in heads)]
    return [subject for subject in known.values() if subject.by in named]


def _keeps_ids(name: str) -> bool:
    """Whether an id is a table's own, and not that of the picture above it."""
    return bool(name) and not name.startswith(PICTURE)


def _is_of_groups(heads: Sequence[str], edition: Edition, by: str) -> bool:
    """Whether a table's row heads or columns are groups: most of them, since a list of questions may name a service."""
    named = sum(group_named(head, edition, by) is not None for head in heads)
    return named >= 2 and 2 * named >= len(heads)


def _accuse(
    table: DocumentTable, reading: CellRows, subject: Subject, edition: Edition, file: str
) -> Iterator[Finding]:
    heads = _public(edition, subject)
    for head in table.header[1:]:
        if any(unexplained(bases, heads) for bases in _BASES.findall(head)):
            message = "a number of answers that results.json does not publish"
            yield leak(edition, file, message, item=subject.items[0], by=subject.by)
    for number, cells in enumerate(table.rows):
        for column, cell in enumerate(cells[1:], 1):
            if not any(letter.isdigit() for letter in cell):
                continue
            rows = reading(number, column)
            if unexplained(cell, allowed_by(rows)):
                row = next((row for row in rows if row.status is not RowStatus.PUBLISHED), rows[0] if rows else None)
                message = "a number that results.json does not publish for this row"
                yield leak(edition, file, message, row=row, item=subject.items[0])


@lru_cache(maxsize=512)
def _public(edition: Edition, subject: Subject) -> Allowed:
    """Every public number about a table's subject."""
    return allowed_by([row for item in subject.items for row in edition.everything[item]])


def _order(table: DocumentTable, reading: CellRows, subject: Subject, edition: Edition, file: str) -> Iterator[Finding]:
    """Groups stand in their own order, or by value with all that is not shown last and by name."""
    if subject.by is None:
        return
    groups = edition.groups[subject.by]
    placed: list[tuple[int, str, bool]] = []
    for number, cells in enumerate(table.rows):
        group = group_named(cells[0] if cells else "", edition, subject.by)
        rows = reading(number, 1) if group is not None else ()
        if group is not None and rows:
            shown = any(row.status is RowStatus.PUBLISHED for row in rows)
            placed.append((groups.index(group), group.label, shown))
    own_order = [place for place, _, _ in placed]
    if own_order == sorted(own_order):
        return
    hidden = [entry for entry in placed if not entry[2]]
    if placed[len(placed) - len(hidden) :] == hidden and (
        [label for _, label, _ in hidden] == sorted(label for _, label, _ in hidden)
        or [place for place, _, _ in hidden] == sorted(place for place, _, _ in hidden)
    ):
        return
    message = "hidden rows stand among the others in an order that is not that of the groups"
    yield Finding(
        kind=Kind.ORDER,
        folder=edition.folder,
        file=file,
        wave=edition.wave,
        question=subject.items[0].question,
        item=subject.items[0].item,
        by=subject.by,
        message=message,
    )
