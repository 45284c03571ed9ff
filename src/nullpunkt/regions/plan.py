"""From what the user points at — a region.yaml, a folder, one response file for all — to a plan of units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nullpunkt.errors import DefinitionError, FileError, NullpunktError, UsageError
from nullpunkt.loading.projects import PROJECT_FILE, ProjectFile, load_project
from nullpunkt.loading.regions import REGION_FILE, RegionFile, UnitFile, load_region
from nullpunkt.regions.bundles import Failure
from nullpunkt.regions.model import Mode, RegionPlan, UnitPlan
from nullpunkt.regions.municipalities import municipalities, municipality_of
from nullpunkt.regions.naming import folder_name
from nullpunkt.regions.splitting import SplitTable, split_by_unit
from nullpunkt.request import AnalyseRequest, CommandLine, request_with

_ANSWERS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".sav", ".zsav", ".xml"})
_NOT_ANSWERS = ("readme", "population", "befolkning", "inviterte", "invited", "les", "lisens", "license", "nullpunkt")
_NUMBERED = re.compile(r"(\d{4})[\s_–-]+(.+)")
_HEADCOUNTS = ("population", "befolkning", "inviterte", "invited")
_PATHS = ("population", "baseline", "templates", "word_template", "slide_template")


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """The options of `batch` as they were typed."""

    region: Path
    output: Path | None = None
    unit_column: str | None = None
    survey: str | None = None
    language: str | None = None
    formats: tuple[str, ...] = ()
    profile: str | None = None
    accept: tuple[str, ...] = ()


def plan_of(line: BatchLine, *, known_formats: tuple[str, ...]) -> RegionPlan:
    """The plan; raises where the region itself cannot be read, never for one municipality's files."""
    home, region, output = _region(line)
    home = home.resolve()  # names of files are made whole twice: by the region, and by the unit's request
    planner = _Planner(line, home, region, output=output, known_formats=known_formats)
    split = None
    if region.unit_column is not None:
        split = split_by_unit(home / str(region.responses), region)
    units = tuple(sorted(planner.units(split), key=lambda unit: unit.id))
    _check(units)
    return RegionPlan(
        name=region.name,
        units=units,
        request=planner.request(ProjectFile.model_validate(_common(region)), home / "region", unit=None),
        mode=Mode(region.mode),
        output=output,
        private=_private(output),
        tables={} if split is None else split.tables,
        issues=() if split is None else split.issues,
        without_unit=0 if split is None else split.without_unit,
    )


def _private(output: Path) -> Path:
    return output.with_name(output.name.removesuffix("-reports") + "-private")


def _region(line: BatchLine) -> tuple[Path, RegionFile, Path]:
    """The folder that names refer to, the region, and where everything goes."""
    path = line.region
    if not path.exists():
        raise FileError(f"there is no {path}", hint="name a region.yaml, a folder, or one response file for all")
    if path.is_dir() and (path / REGION_FILE).is_file():
        path = path / REGION_FILE
    output = (line.output or _usual_output(path)).resolve()
    if path.suffix.lower() in (".yaml", ".yml"):
        region = load_region(path)
        if line.unit_column is not None:
            region = region.model_copy(update={"unit_column": line.unit_column})
        return path.parent, region, output
    if path.is_dir():
        return path, region_in_folder(path), output
    if line.unit_column is None:
        raise UsageError(
            f"{path.name} is one file: which of its questions tells the municipality?",
            hint='add --unit-column "Kommune" with that question\'s heading',
        )
    return path.parent, RegionFile(name=path.stem, responses=path.name, unit_column=line.unit_column), output


def _usual_output(path: Path) -> Path:
    named = path.parent.resolve() if path.name == REGION_FILE else path.resolve()
    return named.with_name(f"{named.stem if named.is_file() else named.name}-reports")


def region_in_folder(folder: Path) -> RegionFile:
    """One unit for each sub-folder or response file; what they are called tells the municipality."""
    found: list[UnitFile] = []
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "~$")) or entry.name.endswith(("-reports", "-private", "-report")):
            continue
        if entry.is_dir():
            if _holds_answers(entry):
                found.append(_unit_from(entry, entry.name))
        elif entry.suffix.lower() in _ANSWERS and not entry.stem.lower().startswith(_NOT_ANSWERS):
            found.append(_unit_from(entry, entry.stem))
    if not found:
        raise FileError(
            f"{folder} holds no municipality", hint="put each one's export into a sub-folder, or all of them in here"
        )
    return RegionFile(name=folder.resolve().name, units=tuple(found))


def _holds_answers(folder: Path) -> bool:
    try:
        return any(file.suffix.lower() in _ANSWERS for file in folder.iterdir())
    except OSError:
        return True  # a municipality that may not be looked into is told among the others, and not passed over


def _unit_from(path: Path, called: str) -> UnitFile:
    project, _ = _settings(path)
    numbers = municipality_of(project.unit or project.name or called)
    known = numbers.numbers[0] if len(numbers.numbers) == 1 and not numbers.near else None
    numbered = _NUMBERED.fullmatch(called)
    unit = project.unit or known or (numbered[1] if numbered else called)
    name = project.name or (municipalities()[known].name if known else numbered[2] if numbered else called)
    headcounts = None if project.population is not None else _headcounts(path)
    told = {} if headcounts is None else {"population": f"{path.name}/{headcounts.name}"}
    return UnitFile(id=unit, name=name, responses=path.name, **told)


def _headcounts(place: Path) -> Path | None:
    """Who was invited, where a file beside the responses is called so."""
    try:
        files = sorted(file for file in place.iterdir() if file.suffix.lower() in (".csv", ".xlsx"))
    except OSError:
        return None
    return next((file for file in files if file.stem.lower().startswith(_HEADCOUNTS)), None)


def _settings(responses: Path) -> tuple[ProjectFile, Failure | None]:
    """What a municipality's own nullpunkt.yaml says; where it cannot be used, nothing, and why."""
    try:
        return load_project(responses / PROJECT_FILE) if _has_project(responses) else ProjectFile(), None
    except DefinitionError as error:
        return ProjectFile(), Failure(error.message, "; ".join(error.problems) or error.hint)
    except NullpunktError as error:
        return ProjectFile(), Failure(error.message, error.hint)


def _common(region: RegionFile) -> dict[str, Any]:
    """What all municipalities inherit; never the region's own name or file."""
    own = {"units", "mode", "unit_column", "unit_names", "name", "responses", "unit"}
    return {name: value for name, value in region.model_dump(exclude_unset=True).items() if name not in own}


@dataclass(frozen=True, slots=True)
class _Planner:
    line: BatchLine
    home: Path
    region: RegionFile
    output: Path
    known_formats: tuple[str, ...]

    def units(self, split: SplitTable | None) -> Iterator[UnitPlan]:
        """Every unit that the region names, or that its one file holds answers of."""
        if split is None:
            for unit in self.region.units:
                yield self._unit(unit, self.home / str(unit.responses))
            return
        listed = {unit.id: unit for unit in self.region.units}
        for number in split.tables:
            known = municipalities().get(number)
            unit = listed.get(number) or UnitFile(id=number, name=known.name if known else number)
            yield self._unit(unit, self.home / str(self.region.responses), rows=split.tables[number].rows)

    def _unit(self, unit: UnitFile, responses: Path, rows: int | None = None) -> UnitPlan:
        own = unit.model_dump(exclude_unset=True, exclude={"id", "in_region", "responses"})
        beside, trouble = _settings(responses) if rows is None else (ProjectFile(), None)
        project = ProjectFile.model_validate(
            _resolved(_common(self.region), self.home)
            | _resolved(beside.model_dump(exclude_unset=True), responses)
            | _resolved(own, self.home)
        )
        known = municipalities().get(unit.id)
        name = project.name or (known.name if known else unit.id)
        folder = folder_name(unit.id, name)
        request = self.request(project, responses, unit=(unit.id, name, folder))
        return UnitPlan(
            id=unit.id,
            name=name,
            folder=folder,
            request=request,
            in_region=unit.in_region,
            trouble=trouble,
            size=_size(responses) if rows is None else rows,
        )

    def request(self, project: ProjectFile, responses: Path, *, unit: tuple[str, str, str] | None) -> AnalyseRequest:
        """The unit's request; None: the region's own."""
        number, name, folder = unit or (None, self.region.name, "region")
        typed = CommandLine(
            responses=(responses,),
            survey=self.line.survey,
            language=self.line.language,
            formats=self.line.formats,
            profile=self.line.profile,
            accept=self.line.accept,
            name=name,
            output=self.output / folder,
            overwrite=True,
        )
        told = project.model_copy(update={"unit": number, "name": name})
        return request_with(told, self.home, typed, known_formats=self.known_formats)


def _has_project(responses: Path) -> bool:
    try:
        return responses.is_dir() and (responses / PROJECT_FILE).is_file()
    except OSError:
        return False


def _resolved(fields: dict[str, Any], home: Path) -> dict[str, Any]:
    """Names of files made whole, so that fields from several files can stand beside each other."""
    found = dict(fields)
    for name in _PATHS:
        if found.get(name) is not None:
            found[name] = str(home / found[name])
    if found.get("survey") is not None and (home / found["survey"]).is_file():
        found["survey"] = str(home / found["survey"])
    if (found.get("theme") or {}).get("logo"):
        found["theme"] = {**found["theme"], "logo": str(home / found["theme"]["logo"])}
    waves = found.get("waves")
    if waves:
        found["waves"] = [_wave(wave, home) for wave in waves]
    return found


def _wave(wave: dict[str, Any], home: Path) -> dict[str, Any]:
    return {k: str(home / v) if k in ("file", "population") and v is not None else v for k, v in wave.items()}


def _size(responses: Path) -> int:
    """Nothing where it cannot be seen: the unit's own analysis will say why."""
    try:
        files = list(responses.iterdir()) if responses.is_dir() else [responses]
        return sum(file.stat().st_size for file in files if file.is_file())
    except OSError:
        return 0


def _check(units: Sequence[UnitPlan]) -> None:
    if not units:
        raise FileError("the region has no municipality with answers", hint="see what the issues say")
    folders = Counter(unit.folder for unit in units)
    twice = sorted(folder for folder, times in folders.items() if times > 1)
    if twice:
        raise UsageError(
            f"two municipalities would be written to the same folder: {', '.join(twice)}",
            hint="give them different ids in a region.yaml (nullpunkt init --region drafts one)",
        )
