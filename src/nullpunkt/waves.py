"""Surveys that are repeated: each earlier wave as published results, and the follow-up held against them.

An earlier wave is a response file, a report's folder or its `results.json`. All become the same thing, published
results, before anything is compared; so it makes no difference whether the raw answers still exist.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nullpunkt import workflows
from nullpunkt.analysis.gate import Terms
from nullpunkt.analysis.services import Services
from nullpunkt.errors import InputError
from nullpunkt.frames import read_results
from nullpunkt.workflows import Outcome, Progress, silent

if TYPE_CHECKING:
    from nullpunkt.analysis.model import PairedChange, Results
    from nullpunkt.disclosure.groups import LockedGroups
    from nullpunkt.request import AnalyseRequest, EarlierWave
    from nullpunkt.survey.model import Survey
    from nullpunkt.workflows import Loaded

RESULTS = "results.json"
KIND = b'"kind": "nullpunkt.results"'


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave as published; with what was read, where there were raw answers."""

    results: Results
    loaded: Loaded | None = None


def analyse(request: AnalyseRequest, progress: Progress = silent) -> Outcome:
    """`nullpunkt analyse` and `nullpunkt compare`: one wave, or a follow-up with everything that changed."""
    if not request.earlier:
        return workflows.analyse(request, progress)
    from nullpunkt.writers.folder import check_target

    check_target(request.output, overwrite=request.overwrite)
    _refuse_same_file(request)
    key = secrets.token_bytes(16)
    earlier = earlier_waves(request, progress, key=key)
    published = results_file(request.responses[0]) if len(request.responses) == 1 else None
    if published is not None:
        return _from_results(read_results(published), earlier, request, progress)
    return _from_responses(earlier, request, progress, key=key)


def earlier_waves(request: AnalyseRequest, progress: Progress = silent, *, key: bytes = b"") -> list[Wave]:
    """Every wave before the one that is analysed, as published, each in groups no finer than those before it."""
    earlier: list[Wave] = []
    for wave in request.earlier:
        locked = locked_by([w.results for w in earlier], request, survey=None) if earlier else None
        earlier.append(_earlier(wave, request, progress, first=not earlier, locked=locked, key=key))
    return earlier


def _from_responses(earlier: Sequence[Wave], request: AnalyseRequest, progress: Progress, *, key: bytes) -> Outcome:
    """The follow-up's answers, in groups no finer than the earlier waves' own."""
    loaded = workflows.load(request, progress, linking_key=key)
    workflows.refuse_errors(loaded.issues, accept=request.accept)
    progress("protecting")
    before = [wave.results for wave in earlier]
    locked = locked_by(before, request, survey=loaded.survey)
    protected = workflows.count_and_protect(loaded, request, locked)
    progress("estimating")
    results = workflows.estimate(protected, loaded.survey, request)
    first = earlier[0].loaded
    linked = None if first is None else (first, loaded)
    private = workflows.private_files(loaded, protected, request)
    read = tuple(wave.loaded for wave in earlier if wave.loaded is not None)
    return _compared(
        results, loaded.survey, before, request, progress, private=private, loaded=(*read, loaded), linked=linked
    )


def _from_results(results: Results, earlier: Sequence[Wave], request: AnalyseRequest, progress: Progress) -> Outcome:
    """A follow-up that is published already: nothing is counted again."""
    from nullpunkt.questionnaires import load_questionnaire

    survey = load_questionnaire(request.survey or results.survey_id)
    _refuse_other_questionnaire(results, survey)
    results = replace(results, language=request.language)
    before = [wave.results for wave in earlier]
    read = tuple(wave.loaded for wave in earlier if wave.loaded is not None)
    return _compared(results, survey, before, request, progress, private={}, loaded=read, linked=None)


def _compared(
    results: Results,
    survey: Survey,
    earlier: Sequence[Results],
    request: AnalyseRequest,
    progress: Progress,
    *,
    private: dict[str, bytes],
    loaded: tuple[Loaded, ...],
    linked: tuple[Loaded, Loaded] | None,
) -> Outcome:
    from nullpunkt.analysis.comparison import check_order, compare

    check_order(earlier, results, Terms(accept=request.accept))
    results, comparison = compare(earlier, results, terms_for(request, earlier, results))
    if linked is not None:
        closed = frozenset(note.item for note in comparison.baseline.notes if not note.comparable)
        results = replace(results, paired=_paired(*linked, request, closed=closed))
    progress("writing")
    report = workflows.say(results, survey, request, comparison)
    written = workflows.write(report, results, survey, request, private=private)
    return Outcome(loaded, results, report, request.output, request.private, written)


def terms_for(request: AnalyseRequest, earlier: Sequence[Results], follow_up: Results) -> Terms:
    """What the project file says of the comparison, services by their codes."""
    from nullpunkt.analysis.gate import questionnaire_of

    main = follow_up.main_breakdown
    known = {} if main is None else _codes([questionnaire_of(wave) for wave in (*earlier, follow_up)], main)
    return Terms(
        services=_resolved(request.services, known),
        comparable_with_note=request.comparable_with_note,
        accept=request.accept,
    )


def _codes(surveys: Sequence[Survey], main: str) -> dict[str, str]:
    """Option codes of the services by every name that they have."""
    found: dict[str, str] = {}
    for survey in surveys:
        for option in getattr(survey.by_id.get(main), "options", ()):
            for name in (*option.text.all(), option.code):
                found[name.casefold()] = option.code
    return found


def _resolved(services: Services, known: dict[str, str]) -> Services:
    def code(name: str) -> str:
        return known.get(name.strip().casefold(), name)

    return Services(
        renamed={code(old): code(new) for old, new in services.renamed.items()},
        merged={code(new): tuple(code(old) for old in olds) for new, olds in services.merged.items()},
        closed=frozenset(code(name) for name in services.closed),
        new=frozenset(code(name) for name in services.new),
    )


def _earlier(
    wave: EarlierWave,
    request: AnalyseRequest,
    progress: Progress,
    *,
    first: bool,
    locked: LockedGroups | None,
    key: bytes,
) -> Wave:
    """One earlier wave: read as it was published, or analysed now under the follow-up's rules."""
    published = results_file(wave.path)
    if published is not None:
        results = read_results(published)
        named = replace(results.wave, label=wave.label or results.wave.label, date=results.wave.date or wave.date)
        return Wave(replace(results, wave=named))
    from nullpunkt import __version__
    from nullpunkt.analysis.serial import from_json, to_json

    own = _request_for(wave, request, first=first)
    loaded = workflows.load(own, progress, linking_key=key)
    workflows.refuse_errors(loaded.issues, accept=own.accept)
    progress("protecting")
    protected = workflows.count_and_protect(loaded, own, _logged(own, loaded.survey) or locked)
    results = workflows.estimate(protected, loaded.survey, own)
    return Wave(from_json(to_json(results, generator_version=__version__)), loaded)


def _request_for(wave: EarlierWave, request: AnalyseRequest, *, first: bool) -> AnalyseRequest:
    """An earlier wave's own name, date and headcounts, with the follow-up's language and privacy rules."""
    from nullpunkt.loading.projects import PROJECT_FILE
    from nullpunkt.request import CommandLine, request_for

    home = wave.path if wave.path.is_dir() else wave.path.parent
    label = "baseline" if first else wave.path.stem
    plain = replace(
        request,
        responses=(wave.path,),
        population=None,
        wave=label,
        date=None,
        private=wave.path.with_name(f"{wave.path.stem}-private"),
        earlier=(),
    )
    if (home / PROJECT_FILE).is_file() and home.resolve() != _home(request).resolve():
        theirs = request_for(CommandLine(responses=(wave.path,)), known_formats=())
        plain = replace(
            plain,
            survey=theirs.survey,
            population=theirs.population,
            name=theirs.name,
            unit=theirs.unit,
            wave=theirs.wave or label,
            date=theirs.date,
            accept=theirs.accept | request.accept,
            mapping=theirs.mapping,
            min_answered=theirs.min_answered,
        )
    return replace(
        plain,
        population=wave.population or plain.population,
        wave=wave.label or plain.wave,
        date=wave.date or plain.date,
    )


def _home(request: AnalyseRequest) -> Path:
    first = request.responses[0]
    return first if first.is_dir() else first.parent


def _logged(request: AnalyseRequest, survey: Survey) -> LockedGroups | None:
    """The groups that the wave was published in, from the private log of its own report, if that lies beside it."""
    from nullpunkt.disclosure.log import log_from_json

    path = request.private / "disclosure-log.json"
    if not path.is_file():
        return None
    try:
        log = log_from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path} cannot be read as the private log of a report",
            hint="delete it if it is damaged; the groups are then formed anew",
        ) from error
    return log.locked if log.survey == survey.id else None


def locked_by(earlier: Sequence[Results], request: AnalyseRequest, *, survey: Survey | None) -> LockedGroups:
    """The earlier waves' groups in the follow-up's option codes."""
    from nullpunkt.analysis.gate import questionnaire_of
    from nullpunkt.analysis.locking import locked_groups_of
    from nullpunkt.loading.languages import load_language

    main = earlier[-1].main_breakdown
    surveys = [questionnaire_of(wave) for wave in earlier] + ([] if survey is None else [survey])
    known = {} if main is None else _codes(surveys, main)
    words = load_language(request.language).under("groups")
    suffix = f" {words['conjunction']} {words['not_stated']}"
    return locked_groups_of(earlier, _resolved(request.services, known), main=main, suffix=suffix)


def _paired(
    first: Loaded, second: Loaded, request: AnalyseRequest, *, closed: frozenset[str]
) -> tuple[PairedChange, ...]:
    """Change among respondents with the same code in both waves; raw counts do not outlive this function."""
    if first.codes is None or second.codes is None:
        return ()
    from nullpunkt.analysis.changes import DECLARED_DIFFERENCE
    from nullpunkt.analysis.pairs import paired_changes
    from nullpunkt.disclosure.pairs import public_pairs
    from nullpunkt.responses.linking import linked_rows
    from nullpunkt.tabulation.pairs import Side, count_pairs

    one, two = linked_rows(first.codes, second.codes)
    counted = count_pairs(
        Side(first.coded.responses, first.survey, one), Side(second.coded.responses, second.survey, two)
    )
    public = tuple(public_pairs(counted, request.policy))
    return paired_changes(public, closed=closed, minimum=DECLARED_DIFFERENCE)


def results_file(path: Path) -> Path | None:
    """The `results.json` that a path is, or that lies in the report's folder; None for responses."""
    inside = path / RESULTS
    found = inside if path.is_dir() and inside.is_file() else path
    if found.suffix.lower() != ".json" or not found.is_file():
        return None
    with found.open("rb") as stream:
        return found if KIND in stream.read(200) else None


def _refuse_same_file(request: AnalyseRequest) -> None:
    own = {_digest(path) for path in request.responses}
    for wave in request.earlier:
        if not wave.path.exists():
            raise InputError(f"there is no file {wave.path} to compare with", hint="check the name of the baseline")
        if wave.path.resolve() in {path.resolve() for path in request.responses} or _digest(wave.path) in own:
            raise InputError(
                f"the baseline and the follow-up are the same file ({wave.path})",
                hint="give the file of the earlier survey first and that of the later one second",
            )


def _digest(path: Path) -> str:
    """The content's hash; a folder's by its name, since only its files are compared."""
    if not path.is_file():
        return str(path.resolve())
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _refuse_other_questionnaire(results: Results, survey: Survey) -> None:
    from nullpunkt.survey.record import record

    if json.loads(json.dumps(record(survey))) != results.questionnaire:
        raise InputError(
            f"the questionnaire {survey.id} is not worded as the one that the results were made with",
            hint="give the questionnaire of that time with --survey FILE",
        )


def write_project(folder: Path, *, name: str | None, waves: Sequence[Path], language: str, overwrite: bool) -> Path:
    """`nullpunkt init`: a commented `nullpunkt.yaml` in a folder of responses."""
    from nullpunkt.errors import OutputError
    from nullpunkt.loading.projects import PROJECT_FILE, load_project
    from nullpunkt.templating import render_project
    from nullpunkt.writers.folder import replace_files

    if not folder.is_dir():
        raise OutputError(f"there is no folder {folder}", hint="give the folder that the responses are in")
    path = folder / PROJECT_FILE
    if path.exists() and not overwrite:
        raise OutputError(f"{path} is there already and is left as it is", hint="add --overwrite to replace it")
    text = render_project(
        language,
        name=json.dumps(name or folder.resolve().name, ensure_ascii=False),
        waves=[
            {"file": json.dumps(_from(folder, wave), ensure_ascii=False), "label": label}
            for wave, label in _labelled(waves)
        ],
    )
    replace_files(folder, {PROJECT_FILE: text.encode()})
    load_project(path)
    return path


def _from(folder: Path, wave: Path) -> str:
    """The wave's place as seen from the folder; a bare name is taken to lie in it."""
    place = wave if wave.exists() or wave.parent != Path() else folder / wave
    return Path(os.path.relpath(place.resolve(), folder.resolve())).as_posix()


def _labelled(waves: Sequence[Path]) -> list[tuple[Path, str]]:
    labels = ["baseline", *(f"follow_up_{place}" for place in range(1, len(waves)))]
    if len(waves) == 2:
        labels[1] = "follow_up"
    return list(zip(waves, labels, strict=False))
