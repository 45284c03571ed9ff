"""What the first phase leaves on disk for the second: protected numbers of one unit, never an answer."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from nullpunkt import __version__
from nullpunkt.analysis.model import STATISTICS
from nullpunkt.analysis.regional import Contribution, Fact, GroupCount, UnitFacts
from nullpunkt.errors import OutputError
from nullpunkt.writers.folder import is_ours, replace_folder

KIND = "nullpunkt.bundle"
SEAL = "bundle.json"
FAILURE = "failure.json"
EARLIER = "earlier-{}.json"
"""published results of a wave before this one, the first first"""
RESULTS, TABLES, SHARE = "results.json", "tables.json", "contribution.json"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a unit has no numbers."""

    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """What a whole bundle says of itself."""

    fingerprint: str
    survey: str
    results: str
    """SHA-256 of its results.json"""


def write_bundle(folder: Path, files: Mapping[str, bytes], *, fingerprint: str, survey: str) -> None:
    """All of it at once; the seal is what makes it a bundle."""
    seal = {
        "kind": KIND,
        "schema_version": 1,
        "generator": {"name": "nullpunkt", "version": __version__},
        "fingerprint": fingerprint,
        "survey": survey,
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }
    replace_folder(folder, {**files, SEAL: _json(seal)})


def write_failure(folder: Path, failure: Failure) -> None:
    """A unit that has no numbers says why; what an earlier run knew of it is gone.

    Where the disk takes no reason any more, the broken seal says that there is none.
    """
    with suppress(OSError, OutputError):
        (folder / SEAL).unlink(missing_ok=True)
        replace_folder(folder, {FAILURE: _json({"kind": KIND, "schema_version": 1, **asdict(failure)})})


def seal_of(folder: Path) -> Seal | None:
    """The seal of a whole bundle; None where there is none, or where a file is not what it was."""
    found = _read(folder / SEAL)
    if found is None or found.get("kind") != KIND:
        return None
    try:
        files = dict(found["files"])
        whole = all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == seal for name, seal in files.items())
        return Seal(found["fingerprint"], found["survey"], files[RESULTS]) if whole else None
    except (OSError, KeyError, TypeError, ValueError):
        return None


def failure_of(folder: Path) -> Failure | None:
    """Why there is no bundle, where an earlier phase said so."""
    found = _read(folder / FAILURE)
    return None if found is None else Failure(str(found.get("reason", "")), str(found.get("hint", "")))


def remove_report(folder: Path) -> None:
    """Removes an earlier report of a unit that has no numbers any more; never a folder that is not ours.

    One that may not be removed stays: the manifest of all does not name it.
    """
    if is_ours(folder) and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)


def contribution_to_json(one: Contribution) -> str:
    """The unit's part of the region as text."""
    unit = one.unit
    return json.dumps(
        {
            "unit": unit.unit,
            "name": unit.name,
            "answered": unit.answered,
            "invited": unit.invited,
            "facts": [[*key, *_numbers(fact)] for key, fact in unit.facts.items()],
            "sizes": [[*group, size.n] for group, size in one.sizes.items()],
            "counts": [[*key, *group, count.count, count.n] for (key, group), count in one.counts.items()],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _numbers(fact: Fact) -> list[object]:
    size = fact.effective_n
    infinite = size == float("inf")
    return [
        fact.count,
        fact.n,
        fact.share,
        fact.low,
        fact.high,
        None if infinite else size,
        fact.population,
        fact.weighted,
    ]


def contribution_from_json(text: str) -> Contribution:
    """The unit's part of the region as `contribution_to_json` wrote it."""
    found = from_json(text)
    facts = {}
    for question, item, option, statistic, count, n, share, low, high, size, population, weighted in found["facts"]:
        effective = float("inf") if size is None else size
        fact = Fact(count, n, share, low, high, effective, population, weighted)
        facts[question, item, option, STATISTICS[statistic]] = fact
    unit = UnitFacts(found["unit"], found["name"], found["answered"], found["invited"], facts)
    counts = {
        ((question, item, option, STATISTICS[statistic]), (by, group)): GroupCount(count, n)
        for question, item, option, statistic, by, group, count, n in found["counts"]
    }
    return Contribution(unit, {(by, group): GroupCount(n, n) for by, group, n in found["sizes"]}, counts)


def _read(path: Path) -> dict[str, Any] | None:  # Any: JSON
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
