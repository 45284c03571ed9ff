"""Change in the same people: those who gave themselves a code in both waves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nullpunkt.analysis.model import PairedChange, Statistic, Status
from nullpunkt.disclosure.public_pairs import PublicPair
from nullpunkt.stats.difference import Difference, Verdict, verdict
from nullpunkt.stats.multiplicity import benjamini_hochberg
from nullpunkt.stats.paired import PairedTable, mcnemar_test, newcombe_paired


def paired_changes(pairs: Sequence[PublicPair], *, closed: frozenset[str], minimum: float) -> tuple[PairedChange, ...]:
    """The net change of every comparable indicator among linked respondents, p-values adjusted as one family."""
    rows = [_row(pair) for pair in pairs if str(pair.key) not in closed]
    tested = [place for place, row in enumerate(rows) if row.p_value is not None]
    adjusted = benjamini_hochberg([p for row in rows if (p := row.p_value) is not None])
    for place, p in zip(tested, adjusted, strict=True):
        rows[place] = _called(replace(rows[place], p_adjusted=p), minimum)
    return tuple(rows)


def _row(pair: PublicPair) -> PairedChange:
    hidden = PairedChange(
        question=pair.key.question,
        item=pair.key.item,
        option=pair.option,
        statistic=Statistic.FAVOURABLE if pair.option is None else Statistic.PROPORTION,
        pairs=None,
        before=None,
        after=None,
        lost=None,
        gained=None,
        difference=None,
        low=None,
        high=None,
        p_value=None,
        p_adjusted=None,
        verdict="not_comparable",
        method="hidden",
        status=Status.SUPPRESSED,
    )
    if pair.both is None or pair.lost is None or pair.gained is None or pair.neither is None:
        return hidden
    table = PairedTable(both=pair.both, lost=pair.lost, gained=pair.gained, neither=pair.neither)
    difference = newcombe_paired(table)
    return replace(
        hidden,
        pairs=table.n,
        before=table.first,
        after=table.second,
        lost=table.lost,
        gained=table.gained,
        difference=difference.value,
        low=difference.low,
        high=difference.high,
        p_value=mcnemar_test(table).mid_p,
        verdict="no_clear_change",
        method="newcombe_paired",
        status=Status.PUBLISHED,
    )


def _called(row: PairedChange, minimum: float) -> PairedChange:
    difference = Difference(row.difference, row.low, row.high)
    call = verdict(difference, p=row.p_value, adjusted_p=row.p_adjusted, minimum=minimum)
    return replace(row, verdict=str(call if call in (Verdict.INCREASE, Verdict.DECREASE) else Verdict.NO_CLEAR_CHANGE))
