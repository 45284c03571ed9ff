"""The folder with all reports: whose it is, what stands in it at the end, and what no longer belongs there."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from nullpunkt import __version__
from nullpunkt.errors import OutputError
from nullpunkt.regions.bundles import remove_report
from nullpunkt.regions.model import RegionPlan, UnitPlan
from nullpunkt.writers.beside import clear_scratch
from nullpunkt.writers.folder import (
    MANIFEST,
    check_target,
    is_ours,
    manifest,
    manifest_of,
    replace_file,
    replace_folder,
)

REGION_FOLDER = "region"
REGION_TABLE = "region.csv"
REGION_WORKBOOK = "region.xlsx"


def open_output(plan: RegionPlan) -> None:
    """Takes the folder: refuses one that holds anything of the user's, and says at once whose it is."""
    check_target(plan.output, overwrite=True)
    try:
        plan.bundles.mkdir(parents=True, exist_ok=True)
        if not is_ours(plan.output):
            ours = manifest({}, version=__version__, options={"region": plan.name})
            replace_folder(plan.output, {MANIFEST: ours})
    except OSError as error:
        raise OutputError(f"cannot write {plan.output}: {error.strerror}", hint="choose another --output") from error


def finish_output(plan: RegionPlan, reported: Sequence[UnitPlan]) -> None:
    """Removes what belongs to no unit any more, and writes the manifest of all.

    An earlier report stays where the new one could not be written, and the manifest does not name it.
    """
    folders = [unit.folder for unit in plan.units]
    for entry in sorted(plan.output.iterdir()):
        if entry.name not in (*folders, REGION_FOLDER) and not entry.name.startswith("."):
            remove_report(entry)
    for name in (*folders, REGION_FOLDER, REGION_TABLE, REGION_WORKBOOK, MANIFEST):
        clear_scratch(plan.output / name)
    written = [name for name in (REGION_TABLE, REGION_WORKBOOK) if (plan.output / name).is_file()]
    seals = {name: _hash(plan.output / name) for name in written}
    options = {
        "region": plan.name,
        "mode": str(plan.mode),
        "units": [
            {"id": unit.id, "name": unit.name, "folder": unit.folder, "manifest": _seal(plan.output / unit.folder)}
            for unit in reported
        ],
    }
    replace_file(plan.output / MANIFEST, manifest_of(seals, version=__version__, options=options))


def _seal(folder: Path) -> str:
    return _hash(folder / MANIFEST)


def _hash(path: Path) -> str:
    """Read piece by piece: the table of all of Norway has 275 MB."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
