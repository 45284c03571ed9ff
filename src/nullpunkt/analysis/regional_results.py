"""The region as `Results`, so that it is written, audited and compared as any report is."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence

from nullpunkt.analysis.model import Estimate, GroupRow, ResponseRow, Results, Unit, Wave
from nullpunkt.analysis.regional import GroupCount, Indicator, Region, Share, region_figure
from nullpunkt.analysis.serial import to_json
from nullpunkt.stats.proportion import wilson_interval
from nullpunkt.survey.model import Survey


def region_results(
    region: Region,
    shares: Sequence[Share],
    survey: Survey,
    *,
    name: str,
    wave: Wave,
    language: str,
    policy: Mapping[str, object],
    services: Mapping[str, str],
) -> Results:
    """The region's published numbers: sums of its municipalities', and services' counts where some show them."""
    main = survey.main_breakdown
    invited = [unit.invited for unit in region.units]
    whole = None if None in invited else sum(number or 0 for number in invited)
    answered = sum(unit.answered for unit in region.units)
    rate = answered / whole if whole else None
    known = [code for code in services if main is not None and (main, code) in region.sizes]
    return Results(
        survey_id=survey.id,
        survey_version=survey.version,
        survey_title=survey.title.into(language),
        unit=Unit(id=None, name=name),
        wave=wave,
        language=language,
        policy=dict(policy),
        groups=tuple(
            GroupRow(by=main or "", group=c, label=services[c], members=(c,), n=region.sizes[main or "", c].n)
            for c in known
        ),
        response=(ResponseRow(by=None, group=None, invited=whole, answered=answered, rate=rate),),
        estimates=tuple(_estimates(region, shares, main=main, services=known)),
        main_breakdown=main if known else None,
    )


KIND = "nullpunkt.region"
"""not `nullpunkt.results`: its rows are sums over different municipalities, so they are no single population"""


def region_to_json(results: Results, region: Region, shares: Sequence[Share], *, generator_version: str) -> str:
    """The region's `results.json`: as a municipality's, with how many municipalities are behind each estimate."""
    content = json.loads(to_json(results, generator_version=generator_version))
    behind: dict[object, int] = {(*share.indicator, None, None): len(share.units) for share in shares}
    for (indicator, group), count in region.counts.items():
        behind[(*indicator, *group)] = count.units
    for row in content["estimates"]:
        key = (row["question"], row["item"], row["option"], row["statistic"], row["by"], row["group"])
        row["municipalities"] = behind[key]
    content |= {"kind": KIND, "municipalities": len(region.units)}
    lines = [f" {json.dumps(key)}: {_lines(value)}" for key, value in content.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _lines(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in value) + "\n ]"
    return json.dumps(value, ensure_ascii=False)


def _estimates(
    region: Region, shares: Sequence[Share], *, main: str | None, services: Sequence[str]
) -> Iterator[Estimate]:
    for share in shares:
        yield _total(share)
        for service in services:
            count = region.counts.get((share.indicator, (main or "", service)))
            if count is not None:
                yield _service(share.indicator, count, by=main or "", group=service)


def _total(share: Share) -> Estimate:
    figure = region_figure(share)
    question, item, option, statistic = share.indicator
    return Estimate(
        question=question,
        item=item,
        option=option,
        statistic=statistic,
        n=figure.n,
        count=figure.count,
        estimate=figure.value,
        low=figure.low,
        high=figure.high,
        method=str(figure.rule),
        population=round(figure.population) if share.by_headcount and figure.population is not None else None,
        weighted=True,
        effective_n=figure.effective_n if math.isfinite(figure.effective_n) else None,
    )


def _service(indicator: Indicator, count: GroupCount, *, by: str, group: str) -> Estimate:
    figure = wilson_interval(count.count, count.n)
    question, item, option, statistic = indicator
    return Estimate(
        question=question,
        item=item,
        option=option,
        statistic=statistic,
        by=by,
        group=group,
        n=count.n,
        count=count.count,
        estimate=figure.value,
        low=figure.low,
        high=figure.high,
        method=str(figure.rule),
        effective_n=figure.effective_n,
    )
