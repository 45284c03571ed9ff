"""Each command's steps, in order: the program on one screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nullpunkt import __version__
from nullpunkt.comments import review_file, with_approved
from nullpunkt.errors import FileError, ValidationFailed
from nullpunkt.responses.issues import Issue, IssueCode, Severity
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
    from nullpunkt.responses.coding import Coded
    from nullpunkt.responses.linking import Codes
    from nullpunkt.responses.population import Population
    from nullpunkt.responses.table import RawTable
    from nullpunkt.survey.model import Survey

Progress = Callable[[str], None]
"""told the key of the step that begins"""


def silent(step: str) -> None:
    """Progress for whoever does not want to hear."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read: the answers as numbers, the questionnaire they answer, and everything that is wrong with them."""

    table: RawTable
    survey: Survey
    coded: Coded
    population: Population | None
    issues: tuple[Issue, ...]
    codes: Codes | None = None
    """the respondents' own codes, hashed, where waves are linked; in memory only"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of `analyse` or `compare` did; `loaded` is what was read, none where all came from `results.json`."""

    loaded: tuple[Loaded, ...]
    results: Results
    report: Report
    folder: Path
    private: Path
    written: tuple[str, ...]


def load(
    request: AnalyseRequest,
    progress: Progress = silent,
    *,
    linking_key: bytes = b"",
    table: RawTable | None = None,
    survey: Survey | None = None,
) -> Loaded:
    """Export, questionnaire, answers and headcounts, with every issue found on the way.

    With a key the respondents' own codes are kept as hashes under it, so that two waves can be linked. A table that is
    given is what the responses hold, as one municipality's rows of a file for all are; a questionnaire that is given
    is the request's, read before.
    """
    from nullpunkt.platforms.registry import recognise_table
    from nullpunkt.readers.reading import read
    from nullpunkt.responses.coding import code

    progress("reading")
    if table is None:
        table = recognise_table(read(request.responses))
    codes = None
    if request.respondent_code is not None:
        from nullpunkt.responses.linking import split_codes

        table, codes = split_codes(table, request.respondent_code, key=linking_key)
    survey = survey or _questionnaire(request, table)
    progress("coding")
    coded = code(
        table,
        survey,
        min_answered=request.min_answered,
        mapping=request.mapping,
        keep_text=request.policy.open_text,
    )
    issues = list(coded.issues)
    population = None
    if request.population is not None:
        from nullpunkt.readers.population import read_population
        from nullpunkt.responses.population import more_answers_than_invited

        population, found = read_population(request.population, survey)
        issues += [*found, *more_answers_than_invited(population, coded.responses, survey)]
    kept = None if codes is None or not linking_key else codes.of(coded.kept)
    return Loaded(table, survey, coded, population, tuple(_graded(issue) for issue in issues), kept)


def _questionnaire(request: AnalyseRequest, table: RawTable) -> Survey:
    """The one that was asked for, else the shipped one that fits the headers best."""
    if request.survey:
        from nullpunkt.questionnaires import load_questionnaire

        return load_questionnaire(request.survey)
    from nullpunkt.loading.surveys import load_all_shipped
    from nullpunkt.responses.recognising import best_survey

    return best_survey(table, load_all_shipped()).survey


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
    files["manifest.json"] = _manifest(files, survey, request)
    publish(request.output, files, overwrite=request.overwrite, private=request.private, private_files=private)
    return tuple(files)


def refuse_errors(issues: Sequence[Issue], *, accept: frozenset[str]) -> None:
    """Stops before anything is counted when the numbers would be wrong and nobody has said to go on."""
    kinds = sorted({str(i.code) for i in issues if i.severity is Severity.ERROR and i.code not in accept})
    if kinds:
        raise ValidationFailed(
            f"the answers cannot be used as they are: {', '.join(kinds)}",
            hint="mend the export, or go on without what is wrong: " + " ".join(f"--accept {kind}" for kind in kinds),
            issues=tuple(issues),
        )


_TO_BE_DECIDED = frozenset(
    {
        IssueCode.MISSING_ITEM,
        IssueCode.UNKNOWN_COLUMN,
        IssueCode.AMBIGUOUS_COLUMN,
        IssueCode.MORE_ANSWERS_THAN_INVITED,
    }
)
"""a question without a column and a column without a question may be the same one, differently worded; and more answers
than people means that the headcount is wrong, or that others have answered"""


def _graded(issue: Issue) -> Issue:
    """What somebody must decide before a report is made is an error, whoever found it."""
    return replace(issue, severity=Severity.ERROR) if issue.code in _TO_BE_DECIDED else issue


def _refuse_nobody(loaded: Loaded) -> None:
    if loaded.coded.responses.respondents > 0:
        return
    hint = "was the survey answered, and is this the export of the answers?"
    if any(issue.code is IssueCode.INCOMPLETE for issue in loaded.issues):
        hint = "they answered too few questions: say with asked_if who is asked what, or lower min_answered"
    raise ValidationFailed(
        f"{loaded.table.source} holds no answers that can be used ({loaded.table.rows} rows)",
        hint=hint,
        issues=loaded.issues,
    )


def count_and_protect(loaded: Loaded, request: AnalyseRequest, locked: LockedGroups | None = None) -> Protected:
    """From answers to public counts; the raw counts do not outlive this function."""
    from nullpunkt.disclosure.protect import protect
    from nullpunkt.tabulation.tabulate import tabulate

    _refuse_nobody(loaded)
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
        logo=_read(theme.logo) if theme.logo else None,
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


def estimates_table(results: Results) -> str:
    """`estimates.csv`: the estimates as one tidy table, as a Norwegian Excel opens it."""
    from nullpunkt.analysis.table import tidy_csv

    return tidy_csv(results.estimates, decimal="," if results.language in ("nb", "nn") else ".")


def _manifest(files: Mapping[str, bytes], survey: Survey, request: AnalyseRequest) -> bytes:
    from nullpunkt.writers.folder import manifest

    options = {
        "survey": {"id": survey.id, "version": survey.version},
        "language": request.language,
        "formats": list(request.formats),
        "profile": str(request.policy.profile),
        "min_group": request.policy.min_group,
        "by": list(request.by),
        "name": request.name,
        "wave": request.wave,
        "accept": sorted(request.accept),
    }
    return manifest(files, version=__version__, options=options)


def private_files(loaded: Loaded, protected: Protected, request: AnalyseRequest) -> dict[str, bytes]:
    """What the adviser alone may see: quality, reasons for hiding, hashes of the inputs."""
    from nullpunkt.disclosure.log import log_to_json

    return {
        "quality.json": quality(loaded).encode(),
        "disclosure-log.json": log_to_json(protected.log).encode(),
        "inputs.json": _inputs(request).encode(),
        **review_file(loaded.coded.responses, request),
    }


def quality(loaded: Loaded) -> str:
    """`quality.json`: what was recognised, how columns were matched, what is wrong; never an answer."""
    table = loaded.table
    return _json(
        {
            "kind": "nullpunkt.quality",
            "schema_version": 1,
            "file": table.source,
            "sheet": table.sheet,
            "platform": asdict(table.recognition),
            "survey": {"id": loaded.survey.id, "version": loaded.survey.version},
            "rows": table.rows,
            "respondents": loaded.coded.responses.respondents,
            "left_out": [asdict(left) for left in table.left_out],
            "dropped_columns": [asdict(dropped) for dropped in table.dropped],
            "columns": [asdict(match) for match in loaded.coded.matches],
            "issues": [asdict(issue) for issue in loaded.issues],
            "notes": list(table.notes),
        }
    )


def _inputs(request: AnalyseRequest) -> str:
    import hashlib

    paths = [file for path in request.responses for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    files = [*(path for path in paths if path.is_file()), *([request.population] if request.population else [])]
    hashes = {path.name: hashlib.sha256(_read(path)).hexdigest() for path in files}
    return _json({"kind": "nullpunkt.inputs", "schema_version": 1, "files": hashes})


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}", hint="check the name and the folder") from error


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


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
