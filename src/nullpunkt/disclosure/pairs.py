"""Linked respondents: which of their counts are public.

Beside the waves' own public counts, the counts of pairs tell two new things: how each kind of pair changed, and, by
subtraction, what those answered who could not be linked. Both must be about enough people, or nothing is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nullpunkt.disclosure.policy import DisclosurePolicy
from nullpunkt.disclosure.public_pairs import PublicPair
from nullpunkt.tabulation.pairs import PairCounts

LEAST_PAIRS = 10


def public_pairs(counted: Iterable[PairCounts], policy: DisclosurePolicy) -> Iterator[PublicPair]:
    """The counts that may be known, in the questionnaire's order."""
    for pair in counted:
        if _shown(pair, policy):
            yield PublicPair(pair.key, pair.option, pair.both, pair.lost, pair.gained, pair.neither)
        else:
            yield PublicPair(pair.key, pair.option)


def _shown(pair: PairCounts, policy: DisclosurePolicy) -> bool:
    limit = policy.sensitive_min if pair.sensitive else policy.min_group
    width = policy.sensitive_band_width if pair.sensitive else policy.band_width
    if pair.pairs < max(LEAST_PAIRS, limit):
        return False
    if min(pair.both, pair.lost, pair.gained, pair.neither) <= width:
        return False
    linked = (pair.both + pair.lost, pair.both + pair.gained)
    return all(
        _enough(n - pair.pairs, yes - known, limit=limit, width=width)
        for n, yes, known in zip(pair.n, pair.yes, linked, strict=True)
    )


def _enough(n: int, yes: int, *, limit: int, width: int) -> bool:
    """Whether those who could not be linked are nobody, or many enough and of more than one mind."""
    return n == 0 or (n >= limit and width < yes < n - width)
