"""Earlier waves as published results: read where they are published, else analysed now under the follow-up's rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nullpunkt import workflows
from nullpunkt.analysis.gate import Terms
from nullpunkt.analysis.services import Services
from nullpunkt.errors import InputError
from nullpunkt.frames import read_results
from nullpunkt.intake import load, refuse_errors, silent

if TYPE_CHECKING:
    from nullpunkt.analysis.model import Results
    from nullpunkt.disclosure.groups import LockedGroups
    from nullpunkt.intake import Loaded, Progress
    from nullpunkt.request import AnalyseRequest, EarlierWave
    from nullpunkt.survey.model import Survey

RESULTS = "results.json"
KIND = b'"kind": "nullpunkt.results"'


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave as published; with what was read, where there were raw answers."""

    results: Results
    loaded: Loaded | None = None


def earlier_waves(request: AnalyseRequest, progress: Progress = silent, *, key: bytes = b"") -> list[Wave]:
    """Every wave before the one that is analysed, as published, each in groups no finer than those before it."""
    earlier: list[Wave] = []
    for wave in request.earlier:
        locked = locked_by([w.results for w in earlier], request, survey=None) if earlier else None
        earlier.append(_earlier(wave, request, progress, first=not earlier, locked=locked, key=key))
    return earlier


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
    loaded = load(own, progress, linking_key=key)
    refuse_errors(loaded.issues, accept=own.accept)
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


def results_file(path: Path) -> Path | None:
    """The `results.json` that a path is, or that lies in the report's folder; None for responses."""
    inside = path / RESULTS
    found = inside if path.is_dir() and inside.is_file() else path
    if found.suffix.lower() != ".json" or not found.is_file():
        return None
    with found.open("rb") as stream:
        return found if KIND in stream.read(200) else None
