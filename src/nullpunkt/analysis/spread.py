"""How much municipalities differ on one indicator: funnel, shrinkage, and whether a rank says anything."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nullpunkt.analysis.regional import Indicator, Share, region_figure
from nullpunkt.stats.benchmark import FEWEST_IN_FUNNEL, funnel_interval, overdispersion
from nullpunkt.stats.estimate import Estimate as Figure
from nullpunkt.stats.estimate import Interval
from nullpunkt.stats.shrinkage import RankInterval, beta_binomial, rank_intervals

RELIABLE = 0.7
"""mean reliability below which no ranking is shown (statistics: municipality against the region)"""
INNER, OUTER = 0.95, 0.998


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadUnit:
    """One municipality's place in the spread."""

    unit: str
    count: int
    n: int
    share: float
    """as published: where headcounts are known, services count by them"""
    plain: float
    """count of n, which the funnel and the shrinkage are about"""
    shrunk: float | None
    shrunk_interval: Interval | None
    reliability: float | None
    outside: bool
    """beyond the 99.8 per cent limits"""
    rank: RankInterval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One indicator over the region; without a funnel (fewer than ten municipalities) `target` is None."""

    indicator: Indicator
    region: Figure
    by_headcount: bool
    units: tuple[SpreadUnit, ...]
    target: float | None
    widen: float
    reliability: float | None
    """mean over municipalities; None: all answers alike or one municipality"""
    no_difference: bool
    """the municipalities differ no more than chance would have it"""

    @property
    def ranked(self) -> bool:
        """Whether ranks may be shown."""
        return self.reliability is not None and self.reliability >= RELIABLE


def spread_of(share: Share) -> Spread:
    """The spread of one indicator over the municipalities that publish it."""
    counts, ns = [fact.count for fact in share.facts], [fact.n for fact in share.facts]
    model = beta_binomial(counts, ns)
    reliabilities = [model.reliability(n) for n in ns] if model else []
    mean = math.fsum(reliabilities) / len(reliabilities) if reliabilities else None
    dispersion = overdispersion(counts, ns) if len(ns) >= FEWEST_IN_FUNNEL else None
    ranks = rank_intervals(counts, ns) if mean is not None and mean >= RELIABLE else None
    units = tuple(
        SpreadUnit(
            unit=unit,
            count=fact.count,
            n=fact.n,
            share=fact.share,
            plain=fact.count / fact.n,
            shrunk=model.shrunk(fact.count, fact.n) if model else None,
            shrunk_interval=model.interval(fact.count, fact.n) if model else None,
            reliability=reliabilities[place] if model else None,
            outside=dispersion is not None
            and funnel_interval(fact.n, target=dispersion.target, level=OUTER, widen=dispersion.widen).excludes(
                fact.count / fact.n
            ),
            rank=ranks[place] if ranks else None,
        )
        for place, (unit, fact) in enumerate(zip(share.units, share.facts, strict=True))
    )
    return Spread(
        indicator=share.indicator,
        region=region_figure(share),
        by_headcount=share.by_headcount,
        units=units,
        target=dispersion.target if dispersion else None,
        widen=dispersion.widen if dispersion else 1.0,
        reliability=mean,
        no_difference=model is not None and math.isinf(model.prior_size),
    )


def funnel_lines(spread: Spread, *, level: float, points: int = 40) -> tuple[tuple[int, float, float], ...]:
    """The funnel's limits as (n, low, high) at sizes from the smallest to beyond the largest municipality."""
    if spread.target is None:
        return ()
    most = round(max(unit.n for unit in spread.units) * 1.05) + 1
    sizes = sorted({max(5, round(most * (step / points) ** 2)) for step in range(1, points + 1)})
    limits = [funnel_interval(n, target=spread.target, level=level, widen=spread.widen) for n in sizes]
    return tuple((n, limit.low, limit.high) for n, limit in zip(sizes, limits, strict=True))
