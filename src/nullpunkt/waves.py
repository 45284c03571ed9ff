"""Surveys that are repeated: each earlier wave as published results, and the follow-up held against them.

An earlier wave is a response file, a report's folder or its `results.json`. All become the same thing, published
results, before anything is compared; so it makes no difference whether the raw answers still exist.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from nullpunkt import workflows
from nullpunkt.analysis.gate import Terms
from nullpunkt.contents import private_files
from nullpunkt.earlier import Wave, earlier_waves, locked_by, results_file, terms_for
from nullpunkt.errors import InputError
from nullpunkt.frames import read_results
from nullpunkt.intake import Loaded, Progress, load, refuse_errors, silent
from nullpunkt.workflows import Outcome

if TYPE_CHECKING:
    from nullpunkt.analysis.model import PairedChange, Results
    from nullpunkt.request import AnalyseRequest
    from nullpunkt.survey.model import Survey


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


def _from_responses(earlier: Sequence[Wave], request: AnalyseRequest, progress: Progress, *, key: bytes) -> Outcome:
    """The follow-up's answers, in groups no finer than the earlier waves' own."""
    loaded = load(request, progress, linking_key=key)
    refuse_errors(loaded.issues, accept=request.accept)
    progress("protecting")
    before = [wave.results for wave in earlier]
    locked = locked_by(before, request, survey=loaded.survey)
    protected = workflows.count_and_protect(loaded, request, locked)
    progress("estimating")
    results = workflows.estimate(protected, loaded.survey, request)
    first = earlier[0].loaded
    linked = None if first is None else (first, loaded)
    private = private_files(loaded, protected, request)
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
