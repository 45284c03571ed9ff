"""A small made-up region on a short questionnaire: four platforms, and two files that fail."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from nullpunkt.regions.batch import RunOptions, batch
from nullpunkt.regions.model import BatchOutcome
from nullpunkt.regions.plan import BatchLine, plan_of
from nullpunkt.synthetic.write_region import write_region

SMALL = (
    ("9901", "Askedal", 120),
    ("9902", "Bjørkøy", 100),
    ("9903", "Dalvang", 160),
    ("9904", "Elvestad", 90),
    ("9928", "Jordfall", 80),
    ("9935", "Vassend", 80),
)
SURVEY = "samarbeidskultur"
GOOD = ("9901", "9902", "9903", "9904")
FORMATS = ("html",)


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("region") / "small"
    write_region(folder, chosen=SMALL, survey=SURVEY)
    return folder


def run(region: Path, output: Path, **options: object) -> BatchOutcome:
    """One run with one worker process, unless told otherwise."""
    chosen = {"jobs": 1, **options}
    plan = plan_of(BatchLine(region=region, output=output), known_formats=FORMATS)
    return batch(plan, RunOptions(**chosen))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def finished(region: Path, tmp_path_factory: pytest.TempPathFactory) -> BatchOutcome:
    return run(region, tmp_path_factory.mktemp("out") / "small-reports")


def tree(folder: Path) -> Mapping[str, bytes]:
    """Every file below a folder with its bytes; the log has a clock in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "batch.log"
    }
