"""What a reader knows of the questionnaire: which options are favourable, how they are scored, one answer or several.

`results.json` says it under `items`. Where it does not, the published counts themselves give it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from nullpunkt.audit.published import Edition, ItemFacts, ItemId, Place, Row, RowStatus, places_of

FAVOURABLE, OTHER = "+", "\N{MINUS SIGN}"
"""stand-ins for the options of an item of which only the favourable share is known"""


def facts_of(item: ItemId, editions: Sequence[Edition]) -> ItemFacts:
    """The stated facts, else what follows from the counts."""
    for edition in editions:
        stated = edition.facts.get(item)
        if stated is not None and stated.options:
            return stated
    rows = [row for edition in editions for row in edition.everything.get(item, ())]
    return _inferred(rows)


def _inferred(rows: Sequence[Row]) -> ItemFacts:
    options = tuple(dict.fromkeys(row.option for row in rows if row.statistic == "proportion" and row.option))
    full = list(_full_counts(rows, options))
    if not any(row.statistic == "favourable" for row in rows):
        multiple = any(sum(counts.values()) != n for counts, n, _, _ in full) or not full
        return ItemFacts(multiple=multiple, options=options, favourable=frozenset())
    favourable = _favourable(options, [(counts, positive) for counts, _, positive, _ in full if positive is not None])
    if favourable is None:
        return ItemFacts(multiple=False, options=(FAVOURABLE, OTHER), favourable=frozenset({FAVOURABLE}))
    means = [(counts, n, mean) for counts, n, _, mean in full if mean is not None]
    return ItemFacts(multiple=False, options=options, favourable=favourable, scores=_scores(options, means))


_Counts = Mapping[str, int]


def _full_counts(
    rows: Sequence[Row], options: Sequence[str]
) -> Iterator[tuple[_Counts, int, int | None, tuple[Fraction, Fraction] | None]]:
    """Options' counts, base, favourable count and mean of every row that shows the whole distribution."""
    for found in places_of(rows).values():
        counts = {r.option: r.count for r in found if r.statistic == "proportion" and r.option and r.count is not None}
        base = next((r.n for r in found if r.statistic == "proportion" and r.n is not None), None)
        if len(counts) != len(options) or not options or base is None:
            continue
        positive = next((r.count for r in found if r.statistic == "favourable" and r.count is not None), None)
        mean = next((r.estimate for r in found if r.statistic == "mean" and r.estimate and not r.weighted), None)
        yield counts, base, positive, (mean.low, mean.high) if mean else None


def _favourable(options: Sequence[str], seen: Sequence[tuple[_Counts, int]]) -> frozenset[str] | None:
    """The set of options whose counts always sum to the favourable count: the upper end of the scale is tried first."""
    if not seen:
        return None
    for candidate in _candidates(options):
        if all(sum(counts[option] for option in candidate) == positive for counts, positive in seen):
            return frozenset(candidate)
    return None


def _candidates(options: Sequence[str]) -> Iterator[tuple[str, ...]]:
    ends = range(1, len(options))
    yield from (tuple(options[-size:]) for size in ends)
    yield from (tuple(options[:size]) for size in ends)
    if len(options) <= 10:
        for size in ends:
            yield from combinations(options, size)


def _scores(
    options: Sequence[str], seen: Iterable[tuple[_Counts, int, tuple[Fraction, Fraction]]]
) -> dict[str, int] | None:
    """Scores 1, 2, … or turned round, if they give every published mean."""
    rows = list(seen)
    size = len(options)
    for values in (range(1, size + 1), range(size, 0, -1), range(size), range(size - 1, -1, -1)):
        scores = dict(zip(options, values, strict=True))
        if rows and all(
            low * n <= sum(scores[option] * count for option, count in counts.items()) <= high * n
            for counts, n, (low, high) in rows
        ):
            return scores
    return None


def status_of(edition: Edition, item: ItemId, facts: ItemFacts, *, option: str | None, place: Place) -> RowStatus:
    """How the row of one group, or of one option in it, is published; what is missing is hidden."""
    if option is not None:
        row = edition.index.get((item, option, "proportion", place))
        return row.status if row else RowStatus.SUPPRESSED
    row = edition.index.get((item, None, "favourable", place))
    if row is not None:
        return row.status
    shown = (edition.index.get((item, name, "proportion", place)) for name in facts.options)
    return RowStatus.PUBLISHED if any(r and r.status is RowStatus.PUBLISHED for r in shown) else RowStatus.SUPPRESSED
