"""A first definition from an export that no questionnaire fits: what can be seen is written, guesses are marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from nullpunkt.loading.definitions_columns import Kind, rest_option
from nullpunkt.loading.definitions_groups import Seen, grouped, personal, seen_in
from nullpunkt.loading.definitions_questions import Questions
from nullpunkt.responses.coding import code
from nullpunkt.responses.issues import IssueCode
from nullpunkt.responses.table import RawTable
from nullpunkt.survey.exchange.background import background
from nullpunkt.survey.exchange.scales import KnownAnswers
from nullpunkt.survey.exchange.sketch import Note, Sketch, one_chapter, slug
from nullpunkt.survey.model import (
    FALLBACK_LANGUAGE,
    ChoiceQuestion,
    GridQuestion,
    MultipleQuestion,
    OpenQuestion,
    OpenType,
    Question,
    Survey,
    Text,
)


def draft(table: RawTable, known: KnownAnswers, *, name: str) -> Sketch:
    """The questionnaire that the columns seem to be of; `name` is the file's, for the title and the id."""
    kept = [column for column in table.columns if not personal(column)]
    notes = [Note("draft", table.source)]
    notes += [Note("personal", column.header) for column in table.columns if personal(column)]
    questions = Questions(known)
    for group in grouped(seen_in(kept, known), known):
        _add(questions, group)
    survey = _survey(questions.questions, name=name)
    sketch = Sketch(survey, {"": tuple(notes), **{key: tuple(said) for key, said in questions.notes.items()}})
    return background(_checked(sketch, table))


def _add(questions: Questions, group: Sequence[Seen]) -> None:
    """One question for columns that belong together, or one for each where they do not."""
    first = group[0]
    if first.part and _ticks(group):
        questions.multiple(group)
    elif len(group) > 1 and all(seen.look.kind is Kind.CHOICE for seen in group):
        questions.grid(group)
    else:
        for seen in group:
            questions.single(seen)


def _ticks(group: Sequence[Seen]) -> bool:
    """Columns of ticks; one may hold the words of those who ticked «annet»."""
    ticked = sum(seen.look.kind is Kind.TICK for seen in group)
    return ticked >= 2 and all(seen.look.kind in (Kind.TICK, Kind.TEXT) for seen in group) and 2 * ticked > len(group)


def _survey(questions: Sequence[Question], *, name: str) -> Survey:
    survey_id = slug(name).replace("_", "-") or "utkast"
    return Survey(
        id=survey_id if survey_id[0].isalpha() else f"utkast-{survey_id}",
        version="1",
        title=Text({FALLBACK_LANGUAGE: name}),
        chapters=one_chapter(questions),
        questions=tuple(questions),
    )


def _checked(sketch: Sketch, table: RawTable) -> Sketch:
    """The draft as the same export can be read with it: nothing missing, no answer without an option."""
    sketch = _without_missing(sketch, table)
    for mend in (_with_rest, _as_text):
        unknown = _items(sketch, table, IssueCode.UNKNOWN_OPTION)
        if not unknown:
            break
        sketch = _replaced(sketch, {name.partition(".")[0] for name in unknown}, mend)
    return sketch


def _items(sketch: Sketch, table: RawTable, kind: IssueCode) -> set[str]:
    return {issue.item for issue in code(table, sketch.survey).issues if issue.code is kind}


def _without_missing(sketch: Sketch, table: RawTable) -> Sketch:
    """Without questions and rows whose column belongs to another question."""
    missing = _items(sketch, table, IssueCode.MISSING_ITEM)
    questions = [_without_rows(each, missing) for each in sketch.survey.questions if each.id not in missing]
    return _with_questions(sketch, [each for each in questions if not isinstance(each, GridQuestion) or each.rows])


def _without_rows(question: Question, missing: set[str]) -> Question:
    if not isinstance(question, GridQuestion):
        return question
    return replace(question, rows=tuple(row for row in question.rows if f"{question.id}.{row.id}" not in missing))


def _with_questions(sketch: Sketch, questions: Sequence[Question]) -> Sketch:
    ids = {question.id for question in questions}
    notes = {key: said for key, said in sketch.notes.items() if not key or key in ids}
    survey = replace(sketch.survey, questions=tuple(questions), chapters=one_chapter(questions))
    return Sketch(survey, notes)


def _replaced(sketch: Sketch, names: set[str], mend: Callable[[Question], Sequence[Question]]) -> Sketch:
    questions = [new for each in sketch.survey.questions for new in (mend(each) if each.id in names else (each,))]
    changed = {new.id for new in questions} & names
    notes = dict(sketch.notes)
    for name in sorted(changed):
        key = "placeholder" if mend is _as_text else "rest"
        notes[name] = (Note(key),) if mend is _as_text else (*notes.get(name, ()), Note(key))
    return _with_questions(Sketch(sketch.survey, notes), questions)


def _with_rest(question: Question) -> Sequence[Question]:
    """An option for what is not written here."""
    match question:
        case ChoiceQuestion():
            return (replace(question, options=(*question.options, rest_option(question.options)), scale=None),)
        case GridQuestion():
            return (replace(question, options=(*question.options, rest_option(question.options)), scale=None),)
        case MultipleQuestion():
            return (replace(question, options=(*question.options, rest_option(question.options))),)
        case _:
            return (question,)


def _as_text(question: Question) -> Sequence[Question]:
    """Free text, for a person to look at; each row of a grid one."""
    if isinstance(question, GridQuestion):
        return [OpenQuestion(id=f"{question.id}_{row.id}", text=row.text, type=OpenType.TEXT) for row in question.rows]
    return (OpenQuestion(id=question.id, text=question.text, aliases=question.aliases, type=OpenType.TEXT),)
