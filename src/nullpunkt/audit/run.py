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
from nullpunkt.audit.region import judge_region
from nullpunkt.audit.resultsfile import RESULTS, JsonObject, editions, load_results
from nullpunkt.audit.rules import judge_derived, judge_edition
from nullpunkt.audit.scan import Scanned, read_folder, scan
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
    files = _files(folder)
    reports = _reports(folder, files)
    others = [report for path in also for report in _reports(path, _files(path))]
    findings = list(scan(files, folder=folder.name, canaries=tuple(canaries)))
    effort = Effort(files_scanned=len(files))
    for report in reports:
        findings += _judge(report)
    audited = {id(edition) for report in reports for edition in report.editions}
    everything = [edition for report in (*reports, *others) for edition in report.editions]
    for group in _linked(everything, audited):
        found, spent = _attack(group, composition)
        findings += found
        effort += spent
    findings += judge_region([report.editions[0] for report in (*reports, *others)])
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
        if not edition.region:  # judged by what its sums leave over of the municipalities, in `judge_region`
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


def _files(folder: Path) -> tuple[Scanned, ...]:
    if not folder.is_dir():
        raise FileError(f"{folder} is not a folder", hint="audit a folder that `nullpunkt analyse` has written")
    return read_folder(folder)


def _reports(folder: Path, files: Sequence[Scanned]) -> tuple[_Report, ...]:
    places = [PurePosixPath(file.path).parent for file in files if PurePosixPath(file.path).name == RESULTS]
    if not places:
        raise FileError(f"{folder} holds no {RESULTS}", hint="audit a folder that `nullpunkt analyse` has written")
    inside: dict[PurePosixPath, list[Scanned]] = {place: [] for place in places}
    for file in files:
        homes = [place for place in places if PurePosixPath(file.path).is_relative_to(place)]
        if homes:
            inside[max(homes, key=lambda place: len(place.parts))].append(file)
    return tuple(_report(folder, place, tuple(inside[place])) for place in places)


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
