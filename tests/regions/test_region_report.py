"""What the region's report and a municipality's chapter say of the reference region, and what they leave unsaid."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from nullpunkt.analysis.model import GroupRow, Results, Statistic, Unit, Wave
from nullpunkt.analysis.regional import (
    Contribution,
    Fact,
    GroupCount,
    Indicator,
    Region,
    UnitFacts,
    benchmarks,
    beside_the_rest,
    shares_of,
)
from nullpunkt.analysis.regional_results import region_results
from nullpunkt.analysis.spread import Spread, spread_of
from nullpunkt.loading.languages import load_language
from nullpunkt.loading.surveys import load_survey
from nullpunkt.report.headlines import quoted_indicator
from nullpunkt.report.model import Chart, Mark, Paragraph, Report, Section, Table
from nullpunkt.report.region_unit import Beside, BesideRow, with_region
from nullpunkt.report.regional.compose import compose_region
from nullpunkt.report.regional.view import RegionView, service_names
from nullpunkt.stats.proportion import wilson_interval

REFERENCE = Path(__file__).parents[1] / "stats" / "reference"
CHECKS = {check["id"]: check for check in json.loads((REFERENCE / "expected.json").read_text(encoding="utf-8"))}
SURVEY, LANGUAGE = load_survey("bti-ansatte"), load_language("nb")
CULTURE: Indicator = ("samarbeidskultur", None, None, Statistic.FAVOURABLE)
CELLS = {"barnevern": (9, 100), "skole": (40, 79), "ppt": (50, 80)}
"""of 100 kindergarten staff in all municipalities: how many of how many shown say that they work with this service"""


def contributions(file: str) -> Iterator[Contribution]:
    """The reference region's municipalities, each with one share; four of them show their kindergartens."""
    with (REFERENCE / "data" / f"{file}.csv").open(encoding="utf-8") as opened:
        for place, row in enumerate(csv.DictReader(opened)):
            n, x, population = int(row["n"]), int(row["x"]), int(row["N"])
            figure = wilson_interval(x, n, population=population)
            fact = Fact(
                count=x,
                n=n,
                share=x / n,
                low=figure.low or 0.0,
                high=figure.high or 0.0,
                effective_n=figure.effective_n,
                population=population,
                weighted=False,
            )
            name = row["municipality"]
            unit = UnitFacts(unit=name, name=f"Kommune {name}", answered=n, invited=population, facts={CULTURE: fact})
            group = ("tjeneste", "barnehage")
            counts = {
                (("samarbeid_frekvens", code, None, Statistic.FAVOURABLE), group): GroupCount(x // 4, n // 4)
                for code, (x, n) in CELLS.items()
            }
            yield Contribution(unit, {group: GroupCount(25, 25)} if place < 4 else {}, counts if place < 4 else {})


def region_of(file: str) -> tuple[Region, Spread]:
    region = Region()
    for one in contributions(file):
        region.add(one)
    (share,) = shares_of(region.units)
    return region, spread_of(share)


def report_of(file: str, *, raw: bool = False) -> Report:
    region, spread = region_of(file)
    shares = shares_of(region.units)
    results = region_results(
        region,
        shares,
        SURVEY,
        name="Region Sør",
        wave=Wave(label="baseline", date=date(2024, 9, 18)),
        language="nb",
        policy={},
        services=service_names(SURVEY, LANGUAGE),
    )
    view = RegionView("Region Sør", results, region, shares, (spread,), SURVEY, LANGUAGE, raw=raw)
    return compose_region(view, wave="Nullpunkt", date=None)


def section(report: Report, start: str) -> Section:
    return next(one for one in report.sections if one.id.startswith(start))


def chart_of(report: Report, start: str) -> Chart:
    return next(block for block in section(report, start).blocks if isinstance(block, Chart))


def words(one: Section) -> str:
    return " ".join(block.text for block in one.blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("municipality", ["M01", "M03", "M05", "M06"])
@pytest.mark.parametrize("file", ["d6", "d6b"])
def test_a_municipality_and_the_rest_without_it_are_the_reference_values(file: str, municipality: str) -> None:
    region, _ = region_of(file)
    (found,) = benchmarks(beside_the_rest(shares_of(region.units))[municipality])
    expected = CHECKS[f"{file}.vsregion.{int(municipality[1:])}"]["expected"]
    assert found.region.estimate == pytest.approx(expected["p_rest"], abs=1e-9)
    assert (found.difference, found.low, found.high, found.p_value) == pytest.approx(
        (expected["diff"], expected["lo"], expected["hi"], expected["p_value"]), abs=1e-9
    )


def test_funnel_shrinkage_and_places_of_the_region_are_the_reference_values() -> None:
    _, spread = region_of("d6")
    eb, rank = CHECKS["d6.betabinomial"]["expected"], CHECKS["d6.rankci"]["expected"]
    assert spread.target == pytest.approx(CHECKS["d6.funnel.0.001"]["expected"]["theta"], abs=1e-12)
    assert spread.widen == pytest.approx(CHECKS["d6.overdispersion"]["expected"]["phi_w"] ** 0.5, abs=1e-9)
    assert [unit.shrunk for unit in spread.units] == pytest.approx(eb["eb"], abs=1e-6)
    mean = sum(unit.n / (unit.n + eb["M"]) for unit in spread.units) / len(spread.units)
    assert spread.reliability == pytest.approx(mean, abs=1e-6)
    assert [(unit.rank.low, unit.rank.high) for unit in spread.units if unit.rank] == list(
        zip(rank["lo"], rank["hi"], strict=True)
    )


def test_reliable_places_are_shown_as_ranges_and_municipalities_stand_by_name() -> None:
    table = chart_of(report_of("d6"), "region-funnels").table
    assert isinstance(table, Table)
    assert [column.label for column in table.columns][-2:] == ["Utenfor trakten", "Plass (mulig)"]
    assert [row[0] for row in table.rows] == sorted(str(row[0]) for row in table.rows)
    assert table.rows[0][-1] == "1–20"


def test_without_a_difference_no_place_and_no_evened_out_share_is_shown() -> None:
    report = report_of("d6b")
    table = chart_of(report, "region-funnels").table
    assert isinstance(table, Table)
    assert [column.label for column in table.columns] == ["Kommune", "Svar", "Andel", "Utenfor trakten"]
    assert "ingen påviselig forskjell" in table.note
    assert "ingen påviselig forskjell" in words(section(report, "region-findings"))


def test_a_cell_of_the_map_with_too_much_missing_is_empty() -> None:
    table = chart_of(report_of("d6"), "region-map").table
    assert isinstance(table, Table)
    cells = dict(zip([column.label for column in table.columns], table.rows[0], strict=True))
    assert (cells["Tjeneste"], cells["PPT"], cells["Skole"]) == ("Barnehage", 0.6, Mark.HIDDEN)
    assert cells["Barnevern"] == pytest.approx(0.08)
    assert "trolig noe høyere enn her" in table.note


def test_only_sums_of_what_is_shown_are_drawn_to_the_middle() -> None:
    assert "trolig" not in chart_of(report_of("d6", raw=True), "region-map").table.note


def chapter_of(file: str, unit: str) -> Section:
    region, spread = region_of(file)
    own = next(one for one in spread.units if one.unit == unit)
    row = BesideRow(
        indicator=CULTURE,
        own=own.share,
        others=tuple(sorted(one.share for one in spread.units if one.unit != unit)),
        rank=None if own.rank is None else (own.rank.low, own.rank.high),
        outside=own.outside,
    )
    results = Results(
        survey_id=SURVEY.id,
        survey_version="1",
        survey_title="",
        unit=Unit(id=unit, name="Bamble"),
        wave=Wave(label="baseline", date=None),
        language="nb",
        policy={},
        groups=(GroupRow(by="tjeneste", group="skole", label="Skole", members=("skole",), n=9),),
        response=(),
        estimates=(),
        benchmarks=benchmarks(beside_the_rest(shares_of(region.units))[unit]),
    )
    beside = Beside(region="Region Sør", municipalities=len(spread.units), by_headcount=True, rows=(row,))
    return section(with_region(report_of(file), results, SURVEY, LANGUAGE, beside=beside), "chapter-region")


def test_a_place_is_told_as_the_range_that_cannot_be_excluded() -> None:
    assert "trolig et sted mellom 1 og 20 av 26 kommuner" in words(chapter_of("d6", "M01"))
    assert "trolig nummer 26 av 26" in words(chapter_of("d6", "M17"))


def test_a_chapter_without_reliable_places_says_so() -> None:
    said = words(chapter_of("d6b", "M01"))
    assert "Kommunene er ikke rangert" in said
    assert "plassen trolig" not in said
    assert "ingen sikker forskjell" in said or "noen sikker forskjell" in said


def test_a_chapter_names_no_other_municipality() -> None:
    assert "Kommune M" not in repr(chapter_of("d6", "M01"))


def test_quotation_marks_do_not_stand_within_each_other() -> None:
    known = next(key for key in SURVEY.items if key.question == "samarbeid")
    said = quoted_indicator((known.question, known.item, None, Statistic.FAVOURABLE), SURVEY, LANGUAGE)
    assert said.startswith("«")
    assert said.endswith("» («Enig» eller «Svært enig»)")
    depth = [said[:place].count("«") - said[:place].count("»") for place in range(len(said) + 1)]
    assert max(depth) == 1
