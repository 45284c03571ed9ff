"""Who was invited: headcounts by service, matched to the options of the questionnaire's main breakdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nullpunkt.responses.issues import Issue, IssueCode, Severity
from nullpunkt.responses.model import Responses
from nullpunkt.responses.numbers import parse_number
from nullpunkt.responses.options import OptionList, Outcome, option_list
from nullpunkt.responses.wording import loose_key
from nullpunkt.survey.model import ChoiceQuestion, ItemKey, Survey

_TOTALS = frozenset({"sum", "totalt", "total", "i alt", "alle", "samlet", "hele kommunen", "heile kommunen", "all"})


@dataclass(frozen=True, slots=True)
class Population:
    """How many were invited: in all, and by option (code) of the main breakdown."""

    total: int
    by_option: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class HeadcountRow:
    """One line of the population file."""

    number: int
    service: str
    headcount: str


def match_population(
    rows: Sequence[HeadcountRow], survey: Survey, *, file: str
) -> tuple[Population, tuple[Issue, ...]]:
    """Headcounts by option; services that no option names count in the total alone, a total row is only checked."""
    options = _options(survey)
    by_option: dict[str, int] = {}
    issues: list[Issue] = []
    stated_total: int | None = None
    elsewhere = 0
    for row in rows:
        headcount = _headcount(row.headcount)
        if headcount is None:
            issues.append(_issue(IssueCode.NOT_A_NUMBER, Severity.ERROR, file, row, hint="Write a whole number."))
        elif loose_key(row.service) in _TOTALS or loose_key(row.service).startswith(("sum ", "totalt ", "total ")):
            stated_total = headcount
        elif (code := _option(options, row, file=file, issues=issues)) is not None:
            by_option[code] = by_option.get(code, 0) + headcount
        else:
            elsewhere += headcount
    counted = sum(by_option.values()) + elsewhere
    issues.extend(_missing(options, by_option, file) if by_option else [])
    issues.extend(_disagreeing(counted, stated_total, file))
    return Population(counted or stated_total or 0, by_option), tuple(issues)


def _options(survey: Survey) -> OptionList:
    question = survey.by_id.get(survey.main_breakdown or "")
    return option_list(question.options if isinstance(question, ChoiceQuestion) else ())


def _headcount(text: str) -> int | None:
    number = parse_number(text)
    return None if number is None or number < 0 or not number.is_integer() else int(number)


def _option(options: OptionList, row: HeadcountRow, *, file: str, issues: list[Issue]) -> str | None:
    settled = options.settle(row.service)
    match settled.outcome:
        case Outcome.SAME:
            return options.options[settled.option].code
        case Outcome.NEAR:
            code = options.options[settled.option].code
            issues.append(_issue(IssueCode.NEAR_OPTION, Severity.NOTE, file, row, expected=code))
            return code
        case Outcome.OWN_WORDS | Outcome.UNKNOWN | Outcome.SCORE | Outcome.MISSING_CODE | Outcome.SILENT:
            nearest = options.nearest_text(row.service)
            hint = "Counted in the total alone. Use the wording of the questionnaire, or add it as an alias."
            issues.append(_issue(IssueCode.UNKNOWN_SERVICE, Severity.WARNING, file, row, expected=nearest, hint=hint))
            return None


def _issue(
    code: IssueCode, severity: Severity, file: str, row: HeadcountRow, *, expected: str = "", hint: str = ""
) -> Issue:
    """A service's name is no answer, so it may stand in the message."""
    return Issue(
        code,
        severity,
        file=file,
        rows=(row.number,),
        count=1,
        found=row.service.strip()[:70],
        expected=expected,
        hint=hint,
    )


def _missing(options: OptionList, by_option: Mapping[str, int], file: str) -> list[Issue]:
    return [
        Issue(
            IssueCode.MISSING_SERVICE,
            Severity.NOTE,
            file=file,
            item=option.code,
            hint="No headcount: no response rate for this service.",
        )
        for option in options.options
        if option.valid and option.code not in by_option
    ]


def _disagreeing(counted: int, stated: int | None, file: str) -> list[Issue]:
    if stated is None or not counted or stated == counted:
        return []
    found, expected = str(stated), str(counted)
    hint = "The sum of the services is used."
    return [Issue(IssueCode.TOTAL_DISAGREES, Severity.WARNING, file=file, found=found, expected=expected, hint=hint)]


def more_answers_than_invited(population: Population, responses: Responses, survey: Survey) -> tuple[Issue, ...]:
    """Services, or the whole, with more respondents than people: the headcount is old, or the link was shared."""
    hint = "Is the headcount old, or was the link passed on?"
    issues = []
    question = survey.by_id.get(survey.main_breakdown or "")
    codes = responses.choices.get(ItemKey(survey.main_breakdown or ""))
    if codes is not None and isinstance(question, ChoiceQuestion):
        answered = np.bincount(codes[codes >= 0], minlength=len(question.options))
        for option, count in zip(question.options, answered, strict=True):
            if count > population.by_option.get(option.code, count):
                issues.append((option.code, int(count)))
    if responses.respondents > population.total > 0:
        issues.append(("", responses.respondents))
    return tuple(
        Issue(IssueCode.MORE_ANSWERS_THAN_INVITED, Severity.WARNING, item=item, count=count, hint=hint)
        for item, count in issues
    )
