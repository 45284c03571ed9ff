"""Respondents who gave themselves a code in both waves, linked in memory; no code is kept as it was written.

A code becomes a keyed hash while its column is read, with a key that is drawn for the run and thrown away with it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nullpunkt.errors import InputError
from nullpunkt.responses.table import RawTable
from nullpunkt.responses.wording import loose_key

Hashed = bytes | None


@dataclass(frozen=True, slots=True, repr=False)
class Codes:
    """One hash a respondent, None where no code was given."""

    hashes: tuple[Hashed, ...]

    def of(self, kept: NDArray[np.bool_]) -> Codes:
        """The codes of the respondents that are kept."""
        return Codes(tuple(code for code, keep in zip(self.hashes, kept.tolist(), strict=True) if keep))


def split_codes(table: RawTable, header: str, *, key: bytes) -> tuple[RawTable, Codes]:
    """The table without its column of codes, and the codes hashed."""
    wanted = loose_key(header)
    found = [column for column in table.columns if loose_key(column.header) == wanted]
    if len(found) != 1:
        raise InputError(
            f"{table.source} has {len(found) or 'no'} column with the header {header!r} for the respondents' codes",
            hint="write respondent_code: in nullpunkt.yaml as the header stands in both files; a column that the "
            "platform itself numbers people with cannot be used",
        )
    column = found[0]
    hashed = [_hash(value, key) for value in column.values]
    codes = tuple(hashed[code] if code >= 0 else None for code in column.codes.tolist())
    return replace(table, columns=tuple(c for c in table.columns if c is not column)), Codes(codes)


def _hash(value: str, key: bytes) -> Hashed:
    bare = "".join(value.casefold().split())
    return hashlib.blake2b(bare.encode(), key=key, digest_size=16).digest() if bare else None


def linked_rows(first: Codes, second: Codes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows of the first and of the second wave with the same code; a code that stands twice in a wave links nobody."""
    one, two = _unique(first.hashes), _unique(second.hashes)
    pairs = [(row, two[code]) for code, row in one.items() if code in two]
    rows = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return rows[:, 0], rows[:, 1]


def _unique(hashes: Sequence[Hashed]) -> dict[bytes, int]:
    times = Counter(hashes)
    return {code: row for row, code in enumerate(hashes) if code is not None and times[code] == 1}
