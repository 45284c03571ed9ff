"""What `surveys list`, `show`, `check` and `diff` say, as lines of plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nullpunkt.survey.diff import Change, ChangeKind, Comparability, ItemDiff, SurveyDiff
from nullpunkt.survey.model import (
    ChoiceQuestion,
    GridQuestion,
    ItemKey,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    Option,
    OptionKind,
    Question,
    Survey,
    Text,
)


def list_lines(surveys: Sequence[tuple[str, str, Text]], *, language: str) -> tuple[str, ...]:
    """One line a questionnaire, from id, version and title, in columns."""
    width = max((len(survey_id) for survey_id, _, _ in surveys), default=0)
    return tuple(f"{survey_id:<{width}}  {version}  {title.into(language)}" for survey_id, version, title in surveys)


def show_lines(survey: Survey, *, language: str) -> tuple[str, ...]:
    """A whole questionnaire as a person reads it: chapters, questions, answers."""
    return tuple(_show(survey, language))


def check_lines(name: str, problems: Sequence[object]) -> tuple[str, ...]:
    """The verdict on a definition file, and each problem on a line."""
    if not problems:
        return (f"{name}: no mistakes",)
    count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    return (f"{name}: {count}", *(str(problem) for problem in problems))


def diff_lines(found: SurveyDiff, *, language: str) -> tuple[str, ...]:
    """What differs between two questionnaires, the most serious first."""
    return tuple(_diff(found, language))


def _show(survey: Survey, language: str) -> Iterator[str]:
    yield f"{survey.title.into(language)} ({survey.id}, version {survey.version})"
    if survey.description is not None:
        yield survey.description.into(language)
    yield f"languages: {', '.join(survey.languages)}; items: {len(survey.items)}; questions: {len(survey.questions)}"
    if survey.main_breakdown is not None:
        yield f"broken down by: {', '.join((survey.main_breakdown, *survey.breakdowns))}"
    for chapter in survey.chapters:
        yield ""
        yield f"{chapter.title.into(language)} [{chapter.id}]"
        for name in chapter.questions:
            yield from _question(survey.by_id[name], language)
    for index in survey.indices:
        yield ""
        yield f"index {index.id}: {index.title.into(language)}"
        yield f"    of {', '.join(_item_name(key, key in index.reversed_items) for key in index.items)}"


def _item_name(key: ItemKey, is_reversed: bool) -> str:
    return f"{key} (reversed)" if is_reversed else str(key)


def _question(question: Question, language: str) -> Iterator[str]:
    yield f"  {question.id} ({_type(question)}{_marks(question)}): {question.text.into(language)}"
    if question.asked_if is not None:
        asked = ItemKey(question.asked_if.question, question.asked_if.item)
        yield f"    asked if {asked} is {' or '.join(question.asked_if.options)}"
    if isinstance(question, GridQuestion):
        yield from (f"    - {row.text.into(language)} [{row.id}]" for row in question.rows)
    if isinstance(question, ChoiceQuestion | GridQuestion | MultipleQuestion):
        yield f"    {' · '.join(_option(option, language) for option in question.options)}"


def _type(question: Question) -> str:
    match question:
        case ChoiceQuestion() | OpenQuestion():
            return str(question.type)
        case GridQuestion():
            return "grid"
        case MultipleQuestion():
            return "multiple"
        case NumberQuestion():
            bounds = (question.minimum, question.maximum)
            return f"number {' to '.join('…' if bound is None else f'{bound:g}' for bound in bounds)}"


def _marks(question: Question) -> str:
    marks = (
        ("background", question.background),
        ("sensitive", question.sensitive),
        ("main finding", question.main_finding),
    )
    return "".join(f", {name}" for name, marked in marks if marked)


def _option(option: Option, language: str) -> str:
    kind = "" if option.kind is OptionKind.ANSWER else f", {option.kind.replace('_', ' ')}"
    return f"{option.text.into(language)} [{option.code}{kind}{', reported' if option.favourable else ''}]"


_VERDICTS = {
    Comparability.NOT_COMPARABLE: "Not comparable",
    Comparability.WITH_NOTE: "Comparable, with a note",
    Comparability.COMPARABLE: "Comparable",
}
_CHANGES = {
    ChangeKind.ADDED: "only in the second",
    ChangeKind.REMOVED: "only in the first",
    ChangeKind.TYPE: "another type: {before} → {after}",
    ChangeKind.WORDING: "reworded: «{before}» → «{after}»",
    ChangeKind.OPTION_ADDED: "new answer: «{after}»",
    ChangeKind.OPTION_REMOVED: "answer gone: «{before}»",
    ChangeKind.OPTION_WORDING: "answer reworded: «{before}» → «{after}»",
    ChangeKind.OPTION_KIND: "answer of another kind: {before} → {after}",
    ChangeKind.OPTION_ORDER: "answers in another order: {after}",
    ChangeKind.FAVOURABLE: "another reported side: {before} → {after}",
    ChangeKind.FILTER: "asked of others: {before} → {after}",
    ChangeKind.ORDER: "asked in another place",
}


def _diff(found: SurveyDiff, language: str) -> Iterator[str]:
    yield f"{found.before} → {found.after}"
    for verdict, heading in _VERDICTS.items():
        items = found.with_verdict(verdict)
        if items:
            yield ""
            yield f"{heading}: {len(items)}"
            yield from (line for item in items for line in _item(item, language))


def _item(item: ItemDiff, language: str) -> Iterator[str]:
    if item.changes:
        yield f"  {item.key}: {item.label.into(language)}"
        yield from (f"    {_change(change)}" for change in item.changes)


def _change(change: Change) -> str:
    return _CHANGES[change.kind].format(before=change.before, after=change.after)
