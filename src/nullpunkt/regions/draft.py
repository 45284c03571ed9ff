"""`nullpunkt init --region`: a region.yaml of what lies in a folder, for a person to look over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from nullpunkt.errors import OutputError
from nullpunkt.loading.languages import load_language
from nullpunkt.loading.regions import REGION_FILE, UnitFile, load_region
from nullpunkt.regions.municipalities import municipalities, municipality_of
from nullpunkt.regions.plan import region_in_folder
from nullpunkt.writers.folder import replace_files


def draft_region(folder: Path, *, name: str | None, language: str, overwrite: bool) -> Path:
    """Writes region.yaml with a unit for every sub-folder or file; what is not sure stands there as a question."""
    path = folder / REGION_FILE
    if path.exists() and not overwrite:
        raise OutputError(f"{path} is there already and is left as it is", hint="add --overwrite to replace it")
    if not folder.is_dir():
        raise OutputError(f"there is no folder {folder}", hint="give the folder that the municipalities' files are in")
    text = "\n".join(_lines(folder, name=name or folder.resolve().name, language=language)) + "\n"
    replace_files(folder, {REGION_FILE: text.encode()})
    load_region(path)
    return path


def _lines(folder: Path, *, name: str, language: str) -> Iterator[str]:
    say = load_language(language).say
    yield f"# {say('region.draft.head')}"
    yield f"name: {_quoted(name)}"
    yield f"language: {language}"
    yield "wave: baseline"
    yield f"# survey: bti-ansatte    # {say('region.draft.survey')}"
    yield f"# formats: [html, docx]  # {say('region.draft.formats')}"
    yield "units:"
    for unit in region_in_folder(folder).units:
        yield from _unit(unit, question=say("region.draft.which"))


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
