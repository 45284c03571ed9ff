"""The made-up region as files: too large to be shipped, and the same bytes wherever it is made."""

from __future__ import annotations

from pathlib import Path

from nullpunkt.loading.surveys import load_survey
from nullpunkt.synthetic import region
from nullpunkt.writers.deterministic import normalise
from nullpunkt.writers.folder import replace_files


def write_region(
    folder: Path,
    *,
    chosen: tuple[tuple[str, str, int], ...] = region.MUNICIPALITIES,
    survey: str = region.SURVEY,
    seed: int = region.SEED,
) -> None:
    """Writes `region.yaml` and a sub-folder for each municipality."""
    asked, other = load_survey(survey), load_survey(region.OTHER_SURVEY)
    for one in region.municipalities(asked, other, chosen=chosen, seed=seed):
        replace_files(folder / region.folder_of(one.number, one.name), _same_bytes(one))
    replace_files(folder, {"region.yaml": region.region_file(chosen, survey=survey).encode()})


def _same_bytes(one: region.MadeUp) -> dict[str, bytes]:
    """Workbooks without the moment they were made; the damaged one is cut off after that."""
    return {
        name: _of_workbook(content, one.number) if name.endswith(".xlsx") else content
        for name, content in one.files.items()
    }


def _of_workbook(content: bytes, number: str) -> bytes:
    if number == region.EMPTY:
        return content
    same = normalise(content, day=None, language="nb-NO")
    return same[: len(same) // 2] if number == region.CORRUPT else same
