"""Mode B: services' totals from all answers of the region, as far as they tell nothing that a municipality hides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nullpunkt.analysis.model import Statistic
from nullpunkt.analysis.regional import Group, GroupCount, Indicator, Region
from nullpunkt.disclosure.regional import RegionalUnit, service_totals
from nullpunkt.disclosure.serial import from_json
from nullpunkt.errors import InputError
from nullpunkt.intake import load
from nullpunkt.regions import fingerprints
from nullpunkt.regions.bundles import TABLES, seal_of
from nullpunkt.regions.model import RegionPlan, UnitPlan
from nullpunkt.survey.model import Survey
from nullpunkt.tabulation.tabulate import tabulate
from nullpunkt.workflows import survey_with_breakdowns


def with_raw_totals(region: Region, plan: RegionPlan, ready: Sequence[UnitPlan], survey: Survey) -> None:
    """Puts the favourable shares' totals by service in the place of the sums of what is published.

    The answers are read once more, one municipality at a time, and only counts are kept, in memory alone.
    """
    own = survey_with_breakdowns(survey, plan.request.by)
    inside = [unit for unit in ready if unit.in_region]
    counted = [_unit(unit, plan, own) for unit in inside]
    kept = {key: count for key, count in region.counts.items() if key[0][3] is not Statistic.FAVOURABLE}
    region.counts.clear()
    region.counts.update(kept)
    region.counts.update(_counts(counted, own))
    for (_, group), count in region.counts.items():
        size = region.sizes.get(group)
        if size is None or size.n < count.n:
            region.sizes[group] = GroupCount(count.n, count.n, count.units)


def _counts(counted: Sequence[RegionalUnit], survey: Survey) -> Iterator[tuple[tuple[Indicator, Group], GroupCount]]:
    main = survey.main_breakdown or ""
    for total in service_totals(counted, survey):
        indicator: Indicator = (total.key.question, total.key.item, None, Statistic.FAVOURABLE)
        yield (indicator, (main, total.service)), GroupCount(total.count, total.n, total.units)


def _unit(unit: UnitPlan, plan: RegionPlan, survey: Survey) -> RegionalUnit:
    table = plan.tables.get(unit.id)
    seal = seal_of(plan.bundles / unit.folder)
    if seal is None or seal.fingerprint != fingerprints.of_analysis(unit.request, table):
        raise InputError(
            f"{unit.name} has changed since it was analysed",
            hint="run the analyse phase again before the region is put together",
        )
    loaded = load(unit.request, table=table)
    tables = from_json((plan.bundles / unit.folder / TABLES).read_text(encoding="utf-8"))
    return RegionalUnit(unit.id, tables, tabulate(loaded.coded.responses, survey))
