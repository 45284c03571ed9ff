"""Export, questionnaire, answers and headcounts as they come in, and what stops a run before anything is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nullpunkt.errors import ValidationFailed
from nullpunkt.responses.issues import Issue, IssueCode, Severity

if TYPE_CHECKING:
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


def refuse_errors(issues: Sequence[Issue], *, accept: frozenset[str]) -> None:
    """Stops before anything is counted when the numbers would be wrong and nobody has said to go on."""
    kinds = sorted({str(i.code) for i in issues if i.severity is Severity.ERROR and i.code not in accept})
    if kinds:
        raise ValidationFailed(
            f"the answers cannot be used as they are: {', '.join(kinds)}",
            hint="mend the export, or go on without what is wrong: " + " ".join(f"--accept {kind}" for kind in kinds),
            issues=tuple(issues),
        )


def refuse_nobody(loaded: Loaded) -> None:
    """Stops where no answer can be used, and says what may be the reason."""
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
