"""The region's own report, and one tidy table of all published numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from nullpunkt import __version__
from nullpunkt.analysis.model import Wave
from nullpunkt.analysis.regional_results import region_results, region_to_json
from nullpunkt.charts.palette import check_theme
from nullpunkt.contents import estimates_table
from nullpunkt.loading.languages import load_language
from nullpunkt.regions.bundles import RESULTS
from nullpunkt.regions.model import Mode, RegionPlan, UnitOutcome, UnitPlan
from nullpunkt.regions.regional import Together
from nullpunkt.regions.splitting import UNTOLD
from nullpunkt.regions.tables import write_tables
from nullpunkt.report.figures import Palette
from nullpunkt.report.regional.compose import compose_region
from nullpunkt.report.regional.view import RegionView, service_names
from nullpunkt.report.wave_names import wave_name
from nullpunkt.workflows import render
from nullpunkt.writers.beside import clear_scratch
from nullpunkt.writers.folder import MANIFEST, manifest, replace_folder


def report_region(
    plan: RegionPlan, together: Together, reported: Sequence[UnitPlan], *, failed: Sequence[UnitOutcome]
) -> None:
    """Writes the region's report folder, `region.csv` and, where workbooks are asked for, `region.xlsx`."""
    request = plan.request
    language = load_language(request.language, request.templates and request.templates / "languages")
    label = request.wave or "baseline"
    results = region_results(
        together.region,
        together.shares,
        together.definition,
        name=together.name,
        wave=Wave(label=label, date=request.date),
        language=request.language,
        policy=_policy(plan, together),
        services=service_names(together.definition, language),
    )
    view = RegionView(
        name=together.name,
        results=results,
        region=together.region,
        shares=together.shares,
        spreads=together.spreads,
        survey=together.definition,
        language=language,
        raw=plan.mode is Mode.RAW,
        failed=tuple(sorted(one.name for one in failed)),
        without_unit=plan.without_unit,
        unknown_names=sum(issue.count for issue in plan.issues if issue.code in UNTOLD),
    )
    theme, usual = request.theme, Palette()
    palette = Palette(accent=theme.accent or usual.accent, contrast=theme.contrast or usual.contrast)
    check_theme(palette.accent, palette.contrast)
    report = compose_region(
        view,
        wave=wave_name(results, language),
        date=request.date,
        synthetic=request.synthetic,
        palette=palette,
        logo=theme.logo.read_bytes() if theme.logo else None,
    )
    clear_scratch(request.output)
    files = {
        **render(report, request),
        "results.json": region_to_json(
            results, together.region, together.shares, generator_version=__version__
        ).encode(),
        "estimates.csv": estimates_table(results).encode("utf-8-sig"),
    }
    options = {
        "survey": {"id": together.definition.id, "version": together.definition.version},
        "language": request.language,
        "formats": list(request.formats),
        "name": together.name,
        "mode": str(plan.mode),
    }
    replace_folder(request.output, {**files, MANIFEST: manifest(files, version=__version__, options=options)})
    write_tables(plan, together, reported, results)


def _policy(plan: RegionPlan, together: Together) -> dict[str, Any]:  # Any: JSON
    """The thresholds that the municipalities' numbers were shown under: the first one's, all have the same profile."""
    first = together.region.units[0].unit if together.region.units else None
    folder = next(unit.folder for unit in plan.units if first is None or unit.id == first)
    found: dict[str, Any] = json.loads((plan.bundles / folder / RESULTS).read_text(encoding="utf-8"))["policy"]
    return found
