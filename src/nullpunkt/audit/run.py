"""The audit of a finished folder: read, look for leaks between formats, attack the numbers, scan the bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nullpunkt.audit.attack import attack_item
from nullpunkt.audit.bounds import require_solver
from nullpunkt.audit.equations import ItemSystem
from nullpunkt.audit.filters import link_filters
from nullpunkt.audit.findings import AuditReport, Effort, Finding, audit_report
from nullpunkt.audit.formats import judge_document, judge_rows, vocabulary
from nullpunkt.audit.persons import Composition, attack_persons
from nullpunkt.audit.published import Edition, ItemFacts, ItemId
from nullpunkt.audit.questionnaire import facts_of
from nullpunkt.audit.region import judge_region, regions_of
from nullpunkt.audit.region_system import attack_region
from nullpunkt.audit.resultsfile import RESULTS, JsonObject, editions, load_results
from nullpunkt.audit.rules import judge_derived, judge_edition
from nullpunkt.audit.scan import Scanned, hashes_in, paths_in, read_file, scan
from nullpunkt.audit.tidytable import rows_of
from nullpunkt.errors import FileError


@dataclass(frozen=True, slots=True)
class _Report:
    """One report folder as it was read, with what its tidy table says otherwise."""

    name: str
    content: JsonObject
    editions: tuple[Edition, ...]
    files: tuple[Scanned, ...]
    tidy: tuple[Finding, ...]


def audit_folder(
    folder: Path,
    *,
    also: Sequence[Path] = (),
    composition: Composition | None = None,
    canaries: Sequence[str] = (),
) -> AuditReport:
    """Tries to recover what is hidden in a report folder, or in a batch of them.

    Args:
        folder: a folder that `analyse` or `batch` has written.
        also: folders that the same reader has: other waves, other editions of the same wave, the region's report.
        composition: how many respondents have each combination of background answers; with it, the answers of single
            persons are attacked too. Only tests know it.
        canaries: strings that were planted in the input and must stand nowhere.

    Raises:
        FileError: a folder is not there, holds no results, or a file in it cannot be read.
        MissingExtraError: the solver is not installed.
    """
    require_solver()
    paths = _paths(folder)
    hashes = hashes_in(folder, paths)
    findings: list[Finding] = []
    editions_found: list[Edition] = []
    for place, inside in _homes(folder, paths).items():
        files = tuple(read_file(folder, path) for path in inside)
        findings += scan(files, folder=folder.name, paths=paths, hashes=hashes, canaries=tuple(canaries))
        if place is not None:
            report = _report(folder, place, files)
            findings += _judge(report)
            editions_found += report.editions
    others = [edition for other in also for edition in _editions(other)]
    effort = Effort(files_scanned=len(paths))
    for group in _linked([*editions_found, *others], {id(edition) for edition in editions_found}):
        found, spent = _attack(group, composition)
        findings += found
        effort += spent
    for region, local in regions_of([edition for edition in (*editions_found, *others) if edition.own]):
        findings += judge_region(region, local)
        found, spent = attack_region(region, local)
        findings += found
        effort += spent
    return audit_report(findings, effort)


def _attack(group: Sequence[Edition], composition: Composition | None) -> tuple[list[Finding], Effort]:
    """Every item of one wave, from all its publications."""
    findings: list[Finding] = []
    effort = Effort()
    items = dict.fromkeys(item for edition in group for item in edition.by_item)
    facts = {item: facts_of(item, group) for item in items}
    for item in items:
        if not facts[item].options:
            continue
        found, spent = attack_item(_built(item, facts, group))
        findings += found
        effort += spent
        if composition is not None:
            found, spent = attack_persons(_built(item, facts, group), composition)
            findings += found
            effort += spent
    return findings, effort


def _built(item: ItemId, facts: Mapping[ItemId, ItemFacts], group: Sequence[Edition]) -> ItemSystem:
    built = ItemSystem(item, facts[item], group)
    link_filters(built, facts)
    return built


def _judge(report: _Report) -> list[Finding]:
    """What is wrong with one report before anything is solved."""
    own = report.editions[0]
    findings = [*report.tidy, *judge_edition(own), *judge_derived(report.content, own)]
    words = vocabulary([file.document for file in report.files], own)
    for file in report.files:
        findings += judge_document(file.document, own, words, file=file.path)
    return findings


def _linked(everything: Sequence[Edition], audited: set[int]) -> list[list[Edition]]:
    """Publications of one unit's one wave together, as far as the audited folder is among them."""
    own = [edition for edition in everything if edition.own]
    groups: dict[tuple[str, str], list[Edition]] = {}
    for edition in everything:
        if (
            not edition.region
        ):  # judged by what its sums leave over of the municipalities, in `judge_region` and `attack_region`
            groups.setdefault((edition.unit, _wave(edition, own)), []).append(edition)
    return [
        sorted(group, key=lambda edition: not edition.own)
        for group in groups.values()
        if any(id(edition) in audited for edition in group) and any(edition.own for edition in group)
    ]


def _wave(edition: Edition, own: Sequence[Edition]) -> str:
    """The wave's label; a baseline that a folder repeats is the unit's other wave where that folder is given too."""
    if edition.own:
        return edition.wave
    here = next(other.wave for other in own if other.folder == edition.folder)
    waves = {other.wave for other in own if other.unit == edition.unit and other.wave != here}
    return next(iter(waves)) if len(waves) == 1 else edition.wave


def _paths(folder: Path) -> tuple[str, ...]:
    if not folder.is_dir():
        raise FileError(f"{folder} is not a folder", hint="audit a folder that `nullpunkt analyse` has written")
    return paths_in(folder)


def _homes(folder: Path, paths: Sequence[str]) -> dict[PurePosixPath | None, list[str]]:
    """The files of each report, which lie under its `results.json`; None: files of the batch itself."""
    places = [PurePosixPath(path).parent for path in paths if PurePosixPath(path).name == RESULTS]
    if not places:
        raise FileError(f"{folder} holds no {RESULTS}", hint="audit a folder that `nullpunkt analyse` has written")
    inside: dict[PurePosixPath | None, list[str]] = {place: [] for place in places}
    for path in paths:
        around = [place for place in places if PurePosixPath(path).is_relative_to(place)]
        home = max(around, key=lambda place: len(place.parts)) if around else None
        inside.setdefault(home, []).append(path)
    return inside


def _editions(folder: Path) -> list[Edition]:
    """What another folder publishes; its other formats are looked at when it is audited itself."""
    found: list[Edition] = []
    for place, inside in _homes(folder, _paths(folder)).items():
        if place is not None:
            tables = tuple(read_file(folder, path) for path in inside if path.endswith(".csv"))
            found += _report(folder, place, tables).editions
    return found


def _report(folder: Path, place: PurePosixPath, files: tuple[Scanned, ...]) -> _Report:
    name = folder.name if place == PurePosixPath() else f"{folder.name}/{place}"
    content = load_results(folder / place / RESULTS)
    own, *others = editions(content, folder=name)
    tidy: list[Finding] = []
    for file in files:
        rows = rows_of(file.content) if file.path.endswith(".csv") else None
        if rows is not None:
            found, more = judge_rows(rows, own, file=file.path)
            tidy += found
            own = own.with_rows(more)
    return _Report(name, content, (own, *others), files, tuple(tidy))
