"""What `surveys list`, `show`, `check` and `diff` say, as lines of plain text in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from nullpunkt.survey.diff import Change, ChangeKind, Comparability, ItemDiff, SurveyDiff
from nullpunkt.survey.model import (
    ChoiceQuestion,
    GridQuestion,
    ItemKey,
    MultipleQuestion,
    NumberQuestion,
    Option,
    OptionKind,
    Question,
    Survey,
    Text,
)


class Words(Protocol):
    """A language as the lines need it: a text by its key, with values."""

    @property
    def code(self) -> str:
        """The language's code."""
        ...

    def say(self, key: str, /, **values: str | int) -> str:
        """The text under `key`."""
        ...

    def either(self, items: Sequence[str]) -> str:
        """«a, b or c»."""
        ...


def list_lines(surveys: Sequence[tuple[str, str, Text]], *, language: str) -> tuple[str, ...]:
    """One line a questionnaire, from id, version and title, in columns."""
    width = max((len(survey_id) for survey_id, _, _ in surveys), default=0)
    return tuple(f"{survey_id:<{width}}  {version}  {title.into(language)}" for survey_id, version, title in surveys)


def show_lines(survey: Survey, words: Words) -> tuple[str, ...]:
    """A whole questionnaire as a person reads it: chapters, questions, answers."""
    return tuple(_show(survey, words))


def check_lines(name: str, problems: Sequence[str], words: Words) -> tuple[str, ...]:
    """The verdict on a definition file, and each problem on a line."""
    if not problems:
        return (words.say("surveys.no_mistakes", name=name),)
    return (words.say("surveys.mistakes", name=name, n=len(problems)), *problems)


def diff_lines(found: SurveyDiff, words: Words) -> tuple[str, ...]:
    """What differs between two questionnaires, the most serious first."""
    return tuple(_diff(found, words))


def _show(survey: Survey, words: Words) -> Iterator[str]:
    language, say = words.code, words.say
    yield say("surveys.head", title=survey.title.into(language), id=survey.id, version=survey.version)
    if survey.description is not None:
        yield survey.description.into(language)
    languages = ", ".join(survey.languages)
    yield say("surveys.counts", languages=languages, items=len(survey.items), questions=len(survey.questions))
    if survey.main_breakdown is not None:
        yield say("surveys.broken_down", names=", ".join((survey.main_breakdown, *survey.breakdowns)))
    for chapter in survey.chapters:
        yield ""
        yield f"{chapter.title.into(language)} [{chapter.id}]"
        for name in chapter.questions:
            yield from _question(survey.by_id[name], words)
    for index in survey.indices:
        yield ""
        yield say("surveys.index", id=index.id, title=index.title.into(language))
        items = (_item_name(key, key in index.reversed_items, words) for key in index.items)
        yield f"    {say('surveys.of', items=', '.join(items))}"


def _item_name(key: ItemKey, is_reversed: bool, words: Words) -> str:
    return words.say("surveys.reversed", item=str(key)) if is_reversed else str(key)


def _question(question: Question, words: Words) -> Iterator[str]:
    language = words.code
    yield f"  {question.id} ({_type(question, words)}{_marks(question, words)}): {question.text.into(language)}"
    if question.asked_if is not None:
        asked = ItemKey(question.asked_if.question, question.asked_if.item)
        options = words.either(question.asked_if.options)
        yield f"    {words.say('surveys.asked_if', item=str(asked), options=options)}"
    if isinstance(question, GridQuestion):
        yield from (f"    - {row.text.into(language)} [{row.id}]" for row in question.rows)
    if isinstance(question, ChoiceQuestion | GridQuestion | MultipleQuestion):
        yield f"    {' · '.join(_option(option, words) for option in question.options)}"


def _type(question: Question, words: Words) -> str:
    if isinstance(question, NumberQuestion):
        low, high = ("…" if bound is None else f"{bound:g}" for bound in (question.minimum, question.maximum))
        return words.say("surveys.number", low=low, high=high)
    return words.say(f"surveys.types.{question.type}")


def _marks(question: Question, words: Words) -> str:
    marks = (
        ("background", question.background),
        ("sensitive", question.sensitive),
        ("main_finding", question.main_finding),
    )
    return "".join(f", {words.say(f'surveys.marks.{name}')}" for name, marked in marks if marked)


def _option(option: Option, words: Words) -> str:
    kind = "" if option.kind is OptionKind.ANSWER else f", {words.say(f'surveys.kinds.{option.kind}')}"
    reported = f", {words.say('surveys.reported')}" if option.favourable else ""
    return f"{option.text.into(words.code)} [{option.code}{kind}{reported}]"


def _diff(found: SurveyDiff, words: Words) -> Iterator[str]:
    yield f"{found.before} → {found.after}"
    for verdict in (Comparability.NOT_COMPARABLE, Comparability.WITH_NOTE, Comparability.COMPARABLE):
        items = found.with_verdict(verdict)
        if items:
            yield ""
            yield words.say(f"surveys.verdicts.{verdict}", count=len(items))
            yield from (line for item in items for line in _item(item, words))


def _item(item: ItemDiff, words: Words) -> Iterator[str]:
    if item.changes:
        yield f"  {item.key}: {item.label.into(words.code)}"
        yield from (f"    {_change(change, words)}" for change in item.changes)


def _change(change: Change, words: Words) -> str:
    before, after = (_value(change.kind, value, words) for value in (change.before, change.after))
    return words.say(f"surveys.changes.{change.kind}", before=before, after=after)


def _value(kind: ChangeKind, value: str, words: Words) -> str:
    """What a thing was or is: a questionnaire's own words as they are, ours in the reader's language."""
    match kind:
        case ChangeKind.TYPE:
            return words.say(f"surveys.types.{value}")
        case ChangeKind.FILTER if value == "everybody":
            return words.say("surveys.kinds.everybody")
        case ChangeKind.OPTION_KIND | ChangeKind.FAVOURABLE:
            code, _, word = value.partition(": ")
            key = word.replace(" ", "_")
            return f"{code}: {words.say(f'surveys.kinds.{key}')}"
        case _:
            return value
