"""`region.yaml`: the municipalities of a region, each with its files; what all have in common is written once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field

from nullpunkt.loading.fields import build
from nullpunkt.loading.projects import ProjectFile
from nullpunkt.loading.yaml_file import Problem, UnreadableError, YamlDocument, read_yaml, refuse

REGION_FILE = "region.yaml"


class UnitFile(ProjectFile):
    """One municipality: its own files and names, and whatever it does otherwise than the region."""

    id: str = Field(description="The municipality's number (kommunenummer), in quotation marks; or another short name.")
    in_region: bool = Field(
        True, description="false: has its own report, and is left out of every total and comparison of the region."
    )


class RegionFile(ProjectFile):
    """A region: every field of nullpunkt.yaml may stand here and is inherited by the municipalities."""

    name: str = Field(description="The region's name, as its report prints it.")
    mode: Literal["published", "raw"] = Field(
        "published",
        description="published: totals are sums of what the municipalities publish. raw: the region holds all answers "
        "and shows a service's total where no hidden number can be recovered from it.",
    )
    unit_column: str | None = Field(
        None, description="With one response file for all: the question that tells the municipality."
    )
    unit_names: dict[str, str] = Field(
        default_factory=dict,
        description="With one response file for all: a name as it was answered -> the municipality's number.",
    )
    units: tuple[UnitFile, ...] = Field((), description="The municipalities.")


def load_region(path: Path) -> RegionFile:
    """The region file, or `DefinitionError` with every mistake in it."""
    try:
        document = read_yaml(path, name=path.name)
    except UnreadableError as error:
        refuse((error.problem,))
    built = build(document, RegionFile)
    if not isinstance(built, RegionFile):
        refuse(built)
    problems = _problems(built, document)
    return refuse(problems) if problems else built


def _problems(region: RegionFile, document: YamlDocument) -> tuple[Problem, ...]:
    found: list[Problem] = []
    times = Counter(unit.id for unit in region.units)
    seen: set[str] = set()
    for place, unit in enumerate(region.units):
        line = document.line_of(("units", place, "id"))
        field = document.field_name(("units", place, "id"))
        if times[unit.id] > 1 and unit.id in seen:
            hint = "Each municipality may stand once; two waves are two regions."
            found.append(Problem(document.name, line, field, f"«{unit.id}» stands twice.", hint))
        seen.add(unit.id)
        if region.unit_column is None and unit.responses is None:
            hint = "Add «responses: …», or «unit_column» for one file with all municipalities."
            found.append(Problem(document.name, line, field, "has no responses.", hint))
    if region.unit_column is not None and region.responses is None:
        line = document.line_of(("unit_column",))
        found.append(
            Problem(document.name, line, "unit_column", "there is no file to find it in.", "Add «responses: …».")
        )
    found += _strange_meanings(region, document)
    if region.unit_column is None and not region.units:
        found.append(
            Problem(document.name, 1, "units", "the region has no municipalities.", "List them under «units:».")
        )
    return tuple(found)


def _strange_meanings(region: RegionFile, document: YamlDocument) -> Iterator[Problem]:
    known = {unit.id for unit in region.units}
    for name, number in region.unit_names.items():
        if not re.fullmatch(r"\d{4}", number) and number not in known:
            path = ("unit_names", name)
            hint = "Write the municipality's number, in quotation marks."
            text = f"«{number}» is no municipality."
            yield Problem(document.name, document.line_of(path), document.field_name(path), text, hint)
