"""Each command's steps, in order: the program on one screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nullpunkt import __version__
from nullpunkt.comments import with_approved
from nullpunkt.contents import estimates_table, manifest_of, private_files, read_file
from nullpunkt.intake import Loaded, Progress, load, refuse_errors, refuse_nobody, silent
from nullpunkt.survey.model import ChoiceQuestion

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nullpunkt.analysis.comparison import Comparison
    from nullpunkt.analysis.model import Results
    from nullpunkt.disclosure.groups import LockedGroups
    from nullpunkt.disclosure.protect import Protected
    from nullpunkt.report.model import Report
    from nullpunkt.request import AnalyseRequest
    from nullpunkt.responses.population import Population
    from nullpunkt.survey.model import Survey


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of `analyse` or `compare` did; `loaded` is what was read, none where all came from `results.json`."""

    loaded: tuple[Loaded, ...]
    results: Results
    report: Report
    folder: Path
    private: Path
    written: tuple[str, ...]


def validate(request: AnalyseRequest, progress: Progress = silent) -> Loaded:
    """`nullpunkt validate`: the same reading, and nothing written."""
    return load(request, progress)


def analyse(request: AnalyseRequest, progress: Progress = silent) -> Outcome:
    """`nullpunkt analyse`: count, protect, estimate, say, write."""
    from nullpunkt.writers.folder import check_target

    check_target(request.output, overwrite=request.overwrite)
    loaded = load(request, progress)
    refuse_errors(loaded.issues, accept=request.accept)
    progress("protecting")
    protected = count_and_protect(loaded, request)
    progress("estimating")
    results = estimate(protected, loaded.survey, request)
    progress("writing")
    report = say(results, loaded.survey, request)
    private = private_files(loaded, protected, request)
    written = write(report, results, loaded.survey, request, private=private)
    return Outcome((loaded,), results, report, request.output, request.private, written)


def write(
    report: Report,
    results: Results,
    survey: Survey,
    request: AnalyseRequest,
    *,
    private: Mapping[str, bytes],
    text: str | None = None,
) -> tuple[str, ...]:
    """The report's folder, whole or not at all, and the adviser's own files beside it; the names in the folder.

    `text` is what `results.json` shall hold, where the results are written already.
    """
    from nullpunkt.analysis.serial import to_json
    from nullpunkt.writers.folder import publish

    files = {
        **render(report, request),
        "results.json": (text or to_json(results, generator_version=__version__)).encode(),
        "estimates.csv": estimates_table(results).encode("utf-8-sig"),
    }
    files["manifest.json"] = manifest_of(files, survey, request)
    publish(request.output, files, overwrite=request.overwrite, private=request.private, private_files=private)
    return tuple(files)


def count_and_protect(loaded: Loaded, request: AnalyseRequest, locked: LockedGroups | None = None) -> Protected:
    """From answers to public counts; the raw counts do not outlive this function."""
    from nullpunkt.disclosure.protect import protect
    from nullpunkt.tabulation.tabulate import tabulate

    refuse_nobody(loaded)
    survey, population = survey_with_breakdowns(loaded.survey, request.by), loaded.population
    tabulation = tabulate(loaded.coded.responses, survey)
    service = loaded.survey.main_breakdown
    invited = None
    if population is not None and service is not None:
        invited = {service: _at_least_answered(population, loaded.survey, tabulation.sizes.get(service))}
    return protect(
        tabulation,
        survey,
        request.policy,
        invited=invited,
        invited_total=None if population is None else max(population.total, tabulation.respondents),
        locked=locked,
        period=loaded.coded.responses.period,
    )


def _at_least_answered(population: Population, survey: Survey, answered: NDArray[np.int64] | None) -> dict[str, int]:
    """Headcounts, raised to the answers where somebody accepted that there are more answers than people."""
    question = survey.by_id[survey.main_breakdown or ""]
    counts = population.by_option
    if answered is None or not isinstance(question, ChoiceQuestion):
        return dict(counts)
    sizes = {option.code: int(n) for option, n in zip(question.options, answered, strict=False)}
    return {code: max(count, sizes.get(code, 0)) for code, count in counts.items()}


def survey_with_breakdowns(survey: Survey, by: tuple[str, ...]) -> Survey:
    """The questionnaire with the breakdowns that were asked for: the first is the main one."""
    from nullpunkt.errors import UsageError

    if not by:
        return survey
    possible = [q.id for q in survey.questions if q.background and isinstance(q, ChoiceQuestion)]
    unknown = [name for name in by if name not in possible]
    if unknown:
        raise UsageError(
            f"--by {', '.join(unknown)}: not a background question of {survey.id}",
            hint=f"choose among: {', '.join(possible)}",
        )
    return replace(survey, main_breakdown=by[0], breakdowns=tuple(by[1:]))


def estimate(protected: Protected, survey: Survey, request: AnalyseRequest) -> Results:
    """From public counts to every published number; the counts pass through text, so nothing else can come along."""
    from nullpunkt.analysis.analyse import Naming
    from nullpunkt.analysis.analyse import analyse as estimate_all
    from nullpunkt.analysis.groups import GroupWords
    from nullpunkt.analysis.model import Unit, Wave
    from nullpunkt.disclosure.serial import from_json, to_json
    from nullpunkt.loading.languages import load_language

    tables = from_json(to_json(with_approved(protected.tables, request)))
    language = load_language(request.language, request.templates and request.templates / "languages")
    day = request.date or (tables.period[1] if tables.period else None)
    naming = Naming(
        unit=Unit(id=request.unit, name=request.name or ""),
        wave=Wave(label=request.wave or "baseline", date=day),
        language=request.language,
        words=GroupWords(**language.under("groups")),
    )
    return estimate_all(tables, survey, naming, small_exact=request.small_exact)


def say(results: Results, survey: Survey, request: AnalyseRequest, comparison: Comparison | None = None) -> Report:
    """From numbers to words and figures; with a comparison, what changed comes first."""
    from nullpunkt.charts.palette import check_theme
    from nullpunkt.loading.languages import load_language
    from nullpunkt.report.compose import compose
    from nullpunkt.report.figures import Palette

    theme, usual = request.theme, Palette()
    palette = Palette(accent=theme.accent or usual.accent, contrast=theme.contrast or usual.contrast)
    check_theme(palette.accent, palette.contrast)
    return compose(
        results,
        survey,
        load_language(request.language, request.templates and request.templates / "languages"),
        synthetic=request.synthetic,
        palette=palette,
        logo=read_file(theme.logo) if theme.logo else None,
        comparison=comparison,
    )


def render(report: Report, request: AnalyseRequest) -> dict[str, bytes]:
    """The report in each format, by file name."""
    from nullpunkt.writers import WRITERS, WriterSettings

    settings = WriterSettings(
        templates=request.templates,
        word_template=request.word_template,
        slide_template=request.slide_template,
        png=request.png_figures,
    )

    files: dict[str, bytes] = {}
    for name in request.formats:
        files.update(WRITERS[name](report, settings))
    return files


def headcounts(path: Path, survey_id: str, *, language: str) -> tuple[tuple[str, int], ...]:
    """`nullpunkt plan`: services by name with their headcounts, from a population file."""
    from nullpunkt.loading.surveys import load_survey
    from nullpunkt.readers.population import read_population

    survey = load_survey(survey_id)
    population, issues = read_population(path, survey)
    refuse_errors(issues, accept=frozenset())
    question = survey.by_id[survey.main_breakdown or ""]
    assert isinstance(question, ChoiceQuestion)
    texts = {option.code: option.text.into(language) for option in question.options}
    return tuple((texts[code], count) for code, count in population.by_option.items() if count)
