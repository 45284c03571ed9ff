"""The bases of a question where several options may be ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MultiSelect:
    """How many ticked each option, and of whom.

    The base `n` is those who saw the question and ticked at least one option, "none of these" included; who saw it and
    ticked nothing did not answer. The shares may sum to more than 1.
    """

    counts: tuple[int, ...]
    n: int
    n_seen: int
    n_seen_blank: int
    n_not_seen: int


def multi_select(seen: Sequence[bool], ticked: Sequence[Sequence[bool]]) -> MultiSelect:
    """Counts a multi-select question: one row of ticks per respondent, ignored where the question was not seen.

    A blank option in a row with another tick means "not chosen". Never divide by the number of ticks.

    >>> multi_select([True, True, False], [[True, True], [False, False], [False, False]])
    MultiSelect(counts=(1, 1), n=1, n_seen=2, n_seen_blank=1, n_not_seen=1)
    """
    if len(seen) != len(ticked) or len({len(row) for row in ticked}) > 1:
        raise ValueError("every respondent needs one row of ticks, all of the same length")
    shown = [row for saw, row in zip(seen, ticked, strict=True) if saw]
    answered = [row for row in shown if any(row)]
    options = len(ticked[0]) if ticked else 0
    return MultiSelect(
        counts=tuple(sum(bool(row[option]) for row in answered) for option in range(options)),
        n=len(answered),
        n_seen=len(shown),
        n_seen_blank=len(shown) - len(answered),
        n_not_seen=len(seen) - len(shown),
    )
