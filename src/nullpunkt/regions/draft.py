"""`nullpunkt init --region`: a region.yaml of a folder, or of one file for all, for a person to look over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from nullpunkt.errors import OutputError
from nullpunkt.loading.languages import load_language
from nullpunkt.loading.regions import REGION_FILE, RegionFile, UnitFile, load_region
from nullpunkt.regions.municipalities import municipalities, municipality_of
from nullpunkt.regions.plan import region_in_folder
from nullpunkt.regions.splitting import split_by_unit
from nullpunkt.responses.issues import IssueCode
from nullpunkt.writers.folder import replace_files


def draft_region(place: Path, *, name: str | None, language: str, unit_column: str | None, overwrite: bool) -> Path:
    """Writes region.yaml with a unit for every sub-folder, file or answer; what is not sure stands as a question."""
    folder = place if unit_column is None else place.parent
    path = folder / REGION_FILE
    if path.exists() and not overwrite:
        raise OutputError(f"{path} is there already and is left as it is", hint="add --overwrite to replace it")
    if not folder.is_dir():
        raise OutputError(f"there is no folder {folder}", hint="give the folder that the municipalities' files are in")
    lines = _units(folder, language) if unit_column is None else _one_file(place, unit_column, language)
    text = "\n".join((*_head(name or place.resolve().stem, language), *lines)) + "\n"
    replace_files(folder, {REGION_FILE: text.encode()})
    load_region(path)
    return path


def _head(name: str, language: str) -> Iterator[str]:
    say = load_language(language).say
    yield f"# {say('region.draft.head')}"
    yield f"name: {_quoted(name)}"
    yield f"language: {language}"
    yield "wave: baseline"
    yield f"# survey: bti-ansatte    # {say('region.draft.survey')}"
    yield f"# formats: [html, docx]  # {say('region.draft.formats')}"


def _units(folder: Path, language: str) -> Iterator[str]:
    yield "units:"
    for unit in region_in_folder(folder).units:
        yield from _unit(unit, question=load_language(language).say("region.draft.which"))


def _one_file(path: Path, unit_column: str, language: str) -> Iterator[str]:
    """The column, and each name that has to be told; the municipalities themselves are read from the answers."""
    region = RegionFile(name=path.stem, responses=path.name, unit_column=unit_column)
    asked = [issue for issue in split_by_unit(path, region).issues if issue.found]
    yield f"responses: {_quoted(path.name)}"
    yield f"unit_column: {_quoted(unit_column)}"
    if asked:
        yield "# unit_names:"
    for issue in asked:
        number = issue.expected[:4] if issue.code is IssueCode.NEAR_UNIT else "…"
        question = load_language(language).say("region.draft.which")
        yield f"#   {_quoted(issue.found)}: {_quoted(number)}  # ({issue.count}) {question} {issue.expected}".rstrip()


def _unit(unit: UnitFile, *, question: str) -> Iterator[str]:
    found = municipality_of(unit.name or unit.id)
    known = unit.id in municipalities()
    possible = ", ".join(f"{number} {municipalities()[number].name}" for number in found.numbers)
    doubt = "" if known or not possible else f"  # {question} {possible}"
    yield f"  - id: {_quoted(unit.id)}{doubt}"
    yield f"    name: {_quoted(unit.name or unit.id)}"
    yield f"    responses: {_quoted(str(unit.responses))}"
    if unit.population is not None:
        yield f"    population: {_quoted(unit.population)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
