"""The first phase for one unit: from its export to a protected bundle, or to the reason why there is none."""

from __future__ import annotations

from pathlib import Path

from nullpunkt import __version__
from nullpunkt.analysis.regional import contribution
from nullpunkt.analysis.serial import to_json
from nullpunkt.contents import private_files
from nullpunkt.disclosure.serial import to_json as tables_to_json
from nullpunkt.earlier import earlier_waves, locked_by
from nullpunkt.errors import NullpunktError, RecognitionError, ValidationFailed
from nullpunkt.intake import Loaded, load, refuse_errors
from nullpunkt.regions import fingerprints
from nullpunkt.regions.bundles import (
    EARLIER,
    RESULTS,
    SHARE,
    TABLES,
    Failure,
    contribution_to_json,
    seal_of,
    write_bundle,
    write_failure,
)
from nullpunkt.regions.definitions import definition
from nullpunkt.regions.model import State, UnitPlan
from nullpunkt.responses.table import RawTable
from nullpunkt.workflows import count_and_protect, estimate
from nullpunkt.writers.beside import clear_scratch


def analyse_unit(
    plan: UnitPlan, bundles: Path, *, table: RawTable | None = None, fresh: bool = False
) -> tuple[State, Failure | None]:
    """Analyses one unit unless its bundle is still what these inputs give."""
    folder = bundles / plan.folder
    clear_scratch(folder)
    if plan.trouble is not None:
        write_failure(folder, plan.trouble)
        return State.FAILED, plan.trouble
    try:
        fingerprint = fingerprints.of_analysis(plan.request, table)
        seal = None if fresh else seal_of(folder)
        if seal is not None and seal.fingerprint == fingerprint:
            return State.UNCHANGED, None
        _analyse(plan, folder, table=table, fingerprint=fingerprint)
    except Exception as error:  # one file costs its own report alone
        failure = failure_from(error)
        write_failure(folder, failure)
        return State.FAILED, failure
    return State.DONE, None


def failure_from(error: Exception) -> Failure:
    """What the error says; of a fault of ours only its kind and place, since its words may quote an answer."""
    if isinstance(error, NullpunktError):
        return Failure(error.message, error.hint)
    if isinstance(error, MemoryError):
        return Failure(
            "there is not enough memory for this file",
            "close other programs, or copy the answers alone to a new file without pictures and extra sheets",
        )
    trace, place = error.__traceback__, ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if "nullpunkt" in name:
            place = f"{name.rsplit('nullpunkt', 1)[-1].lstrip('/')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return Failure(f"a fault of the program's own ({type(error).__name__} at {place})", "please report these words")


def _analyse(plan: UnitPlan, folder: Path, *, table: RawTable | None, fingerprint: str) -> None:
    loaded = _load(plan, table)
    earlier = [wave.results for wave in earlier_waves(plan.request)] if plan.request.earlier else []
    locked = locked_by(earlier, plan.request, survey=loaded.survey) if earlier else None
    protected = count_and_protect(loaded, plan.request, locked)
    results = estimate(protected, loaded.survey, plan.request)
    files = {
        RESULTS: to_json(results, generator_version=__version__).encode(),
        TABLES: tables_to_json(protected.tables).encode(),
        SHARE: contribution_to_json(contribution(results, unit=plan.id)).encode(),
        **private_files(loaded, protected, plan.request),
    }
    for place, wave in enumerate(earlier):
        files[EARLIER.format(place)] = to_json(wave, generator_version=__version__).encode()
    write_bundle(folder, files, fingerprint=fingerprint, survey=loaded.survey.id)


def _load(plan: UnitPlan, table: RawTable | None) -> Loaded:
    """The unit's answers; where they do not fit the region's questionnaire, which one they fit is said."""
    survey = definition(plan.request.survey) if plan.request.survey else None
    loaded = load(plan.request, table=table, survey=survey)
    try:
        refuse_errors(loaded.issues, accept=plan.request.accept)
    except ValidationFailed as error:
        other = _better_survey(loaded)
        if other is not None:
            raise ValidationFailed(
                f"the answers fit the questionnaire {other} better than {loaded.survey.id}",
                hint="give the right file, or «survey» for this municipality",
            ) from error
        raise
    if loaded.coded.responses.respondents == 0:
        raise ValidationFailed("the file holds no answers", hint="export again when somebody has answered")
    return loaded


def _better_survey(loaded: Loaded) -> str | None:
    from nullpunkt.loading.surveys import load_all_shipped
    from nullpunkt.responses.recognising import best_survey

    try:
        best = best_survey(loaded.table, load_all_shipped()).survey.id
    except RecognitionError:
        return None
    return best if best != loaded.survey.id else None
