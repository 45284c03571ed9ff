"""The units of a region put together: sums, comparisons and spreads, from their public parts alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from nullpunkt.analysis.model import Benchmark
from nullpunkt.analysis.regional import (
    Contribution,
    Region,
    Rest,
    Share,
    UnitFacts,
    benchmarks,
    beside_the_rest,
    indicators_in_order,
    shares_of,
)
from nullpunkt.analysis.spread import Spread, spread_of
from nullpunkt.questionnaires import load_questionnaire
from nullpunkt.regions.model import Mode, RegionPlan, UnitPlan
from nullpunkt.regions.raw_totals import with_raw_totals
from nullpunkt.report.headlines import headline_indicators
from nullpunkt.report.region_unit import Beside, BesideRow
from nullpunkt.survey.model import Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The region: what its own report says, and what each unit's report needs of the others."""

    name: str
    survey: str
    definition: Survey
    region: Region
    outside: tuple[UnitFacts, ...]
    """units with a report of their own that stand outside every total"""
    shares: tuple[Share, ...]
    spreads: tuple[Spread, ...]
    """of the main findings"""
    rests: Mapping[str, Sequence[Rest]]

    def benchmarks(self, unit: str) -> tuple[Benchmark, ...]:
        """One unit beside the region without it: worked out when its report is due, since it is much to keep of all."""
        return benchmarks(self.rests.get(unit, ()))

    def beside(self, unit: str) -> Beside:
        """What one unit's report shows of the others, who stay without names."""
        return Beside(
            region=self.name,
            municipalities=len(self.region.units),
            by_headcount=all(share.by_headcount for share in self.shares),
            rows=tuple(_row(spread, unit) for spread in self.spreads),
        )


def put_together(
    plan: RegionPlan, ready: Sequence[UnitPlan], *, survey: str, read: Callable[[UnitPlan], Contribution]
) -> Together:
    """The region of these units; they are read one by one, and little of each is kept."""
    region, outside = Region(), []
    for unit in ready:
        one = read(unit)
        if unit.in_region:
            region.add(one)
        else:
            outside.append(one.unit)
    chosen = plan.request.survey or survey
    asked = load_questionnaire(chosen)
    if plan.mode is Mode.RAW:
        with_raw_totals(region, plan, ready, asked)
    shares = indicators_in_order(shares_of(region.units), asked)
    by_indicator = {share.indicator: share for share in shares}
    main = [by_indicator[key] for key in headline_indicators(asked) if key in by_indicator]
    return Together(
        name=plan.name,
        survey=chosen,
        definition=asked,
        region=region,
        outside=tuple(outside),
        shares=shares,
        spreads=tuple(spread_of(share) for share in main),
        rests=beside_the_rest(shares),
    )


def _row(spread: Spread, unit: str) -> BesideRow:
    own = next((one for one in spread.units if one.unit == unit), None)
    return BesideRow(
        indicator=spread.indicator,
        own=None if own is None else own.share,
        others=tuple(sorted(one.share for one in spread.units if one.unit != unit)),
        rank=None if own is None or own.rank is None else (own.rank.low, own.rank.high),
        outside=own is not None and own.outside,
    )
