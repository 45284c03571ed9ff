"""The folder with all reports: whose it is, what stands in it at the end, and what no longer belongs there."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from nullpunkt import __version__
from nullpunkt.errors import OutputError
from nullpunkt.regions.bundles import clear_scratch
from nullpunkt.regions.model import RegionPlan, UnitPlan
from nullpunkt.writers.folder import MANIFEST, check_target, is_ours, manifest, replace_file

REGION_FOLDER = "region"
REGION_TABLE = "region.csv"
REGION_WORKBOOK = "region.xlsx"


def open_output(plan: RegionPlan) -> None:
    """Takes the folder: refuses one that holds anything of the user's, and says at once whose it is."""
    check_target(plan.output, overwrite=True)
    try:
        plan.output.mkdir(parents=True, exist_ok=True)
        plan.bundles.mkdir(parents=True, exist_ok=True)
        if not is_ours(plan.output):
            replace_file(plan.output / MANIFEST, manifest({}, version=__version__, options={"region": plan.name}))
    except OSError as error:
        raise OutputError(f"cannot write {plan.output}: {error.strerror}", hint="choose another --output") from error


def finish_output(plan: RegionPlan, reported: Sequence[UnitPlan]) -> None:
    """Removes what belongs to no unit any more, and writes the manifest of all."""
    folders = {unit.folder: unit for unit in reported}
    for entry in sorted(plan.output.iterdir()):
        known = entry.name in folders or entry.name == REGION_FOLDER
        if entry.is_dir() and not known and not entry.name.startswith(".") and is_ours(entry):
            shutil.rmtree(entry)
    for name in (*folders, REGION_FOLDER, REGION_TABLE, REGION_WORKBOOK, MANIFEST):
        clear_scratch(plan.output / name)
    tables = {
        name: (plan.output / name).read_bytes()
        for name in (REGION_TABLE, REGION_WORKBOOK)
        if (plan.output / name).is_file()
    }
    options = {
        "region": plan.name,
        "mode": str(plan.mode),
        "units": [
            {"id": unit.id, "name": unit.name, "folder": unit.folder, "manifest": _seal(plan.output / unit.folder)}
            for unit in reported
        ],
    }
    replace_file(plan.output / MANIFEST, manifest(tables, version=__version__, options=options))


def _seal(folder: Path) -> str:
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
