"""Which columns of an export are parts of one question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nullpunkt.loading.definitions_columns import Kind, Look, counts_of, look_at, look_at_counts
from nullpunkt.platforms.headers import is_code, shared_stems
from nullpunkt.responses.table import Column, Layout
from nullpunkt.responses.wording import bare
from nullpunkt.survey.exchange.scales import KnownAnswers
from nullpunkt.survey.exchange.sketch import plain

_ABOUT_PERSONS = re.compile(
    r"\b(navn|namn|fornavn|etternavn|name|telefon|telefonnummer|mobil|mobilnummer|phone|e post|epost|email|e mail|"
    r"adresse|address|fødselsdato|fødselsår|personnummer|fødselsnummer|ansattnummer|brukernavn|username)\b"
)
_ABOUT_PLACES = re.compile(r"\b(tjeneste|tjenesten|teneste|enhet|enheten|avdeling|kommune|kommunen|service|unit)\b")
_JOINTS = re.compile(r"\s*[:–—]\s+|\s*/\s*(?=\S)")
_LONGEST_PERSONAL = 60
_LEAST_ALIKE = 3
"""columns in a row with one scale that are taken for a grid whose title the file lacks"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A column with what is guessed about it: question and part, each with its text and the platform's name."""

    column: Column
    look: Look
    stem: str
    part: str
    name: str
    part_name: str


def personal(column: Column) -> bool:
    """Whether the header asks for a person's own particulars, which no definition should name."""
    if column.part or "." in column.name:
        return False
    key = plain(column.header)
    asks = len(key) <= _LONGEST_PERSONAL and _ABOUT_PERSONS.search(key) is not None
    return asks and _ABOUT_PLACES.search(key) is None


def seen_in(columns: Sequence[Column], known: KnownAnswers) -> list[Seen]:
    """The columns, each split into question and part where the platform or the headers tell."""
    headers = [bare(column.header) or column.header for column in columns]
    dashes = shared_stems(headers)
    joints = shared_stems([_JOINTS.sub(" - ", header) for header in headers])
    return [
        _seen(column, headers[n], dashes[n] if dashes[n][1] else joints[n] if joints[n][1] else (headers[n], ""), known)
        for n, column in enumerate(columns)
    ]


def _seen(column: Column, header: str, split: tuple[str, str], known: KnownAnswers) -> Seen:
    look = look_at(column, known)
    name = column.name if is_code(column.name.replace(".", "_")) else ""
    if column.part:
        return Seen(column, look, header, column.part, name, column.part_name)
    stem, dot, part = column.name.partition(".")
    if dot and is_code(stem) and part:
        return Seen(column, look, stem if header == column.name else header, part, stem, part)
    return Seen(column, look, *split, name, "") if split[1] else Seen(column, look, header, "", name, "")


def grouped(columns: Sequence[Seen], known: KnownAnswers) -> Iterator[list[Seen]]:
    """Neighbours with one stem; neighbours without stem on one ordered scale; each of the others alone."""
    place = 0
    while place < len(columns):
        first = columns[place]
        end = place + 1
        if first.part:
            while end < len(columns) and _one_question(first, columns[end]):
                end += 1
        elif _on_scale(first):
            while end < len(columns) and _same_scale(columns[place : end + 1], known):
                end += 1
            end = end if end - place >= _LEAST_ALIKE else place + 1
        yield list(columns[place:end])
        place = end


def _one_question(first: Seen, other: Seen) -> bool:
    return bool(other.part) and plain(other.stem) == plain(first.stem)


def _on_scale(seen: Seen) -> bool:
    return seen.look.kind is Kind.CHOICE and seen.look.ordered and seen.column.layout is Layout.CELL


def _same_scale(run: Sequence[Seen], known: KnownAnswers) -> bool:
    """Whether the last column fits the scale of the others, all answers together."""
    if run[-1].part or not _on_scale(run[-1]):
        return False
    together = look_together(run, known)
    return together.kind is Kind.CHOICE and together.ordered and all(_alike(seen.look, together) for seen in run)


def _alike(one: Look, together: Look) -> bool:
    codes = {option.code for option in together.options}
    return one.known == together.known and (not one.known or len(codes & {o.code for o in one.options}) >= 2)


def look_together(group: Sequence[Seen], known: KnownAnswers) -> Look:
    """The guess for the answers of all columns of a grid; who says the same in each row is still one giver."""
    counts: dict[str, int] = {}
    for seen in group:
        for text, count in counts_of(seen.column).items():
            counts[text] = max(counts.get(text, 0), count)
    return look_at_counts(counts, known)
