"""A questionnaire as a printed form: numbered questions with what the respondent reads, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from nullpunkt.survey.model import (
    ChoiceQuestion,
    Condition,
    GridQuestion,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    OpenType,
    Question,
    Survey,
)

Words = Mapping[str, str]


class Shape(StrEnum):
    """How an answer is given on paper."""

    BOXES = "boxes"
    GRID = "grid"
    LINE = "line"
    LINES = "lines"


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One numbered question; `hint` tells who answers and how, `rows` are the statements of a grid."""

    number: int
    text: str
    hint: str
    shape: Shape
    answers: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperChapter:
    """A theme with its questions."""

    title: str
    questions: tuple[PaperQuestion, ...]


@dataclass(frozen=True, slots=True)
class PaperForm:
    """The whole form."""

    title: str
    description: str
    language: str
    chapters: tuple[PaperChapter, ...]


def paper_form(survey: Survey, *, language: str, words: Words) -> PaperForm:
    """The form in the order in which the questions are asked, whatever the report's order is."""
    numbers = {question.id: number for number, question in enumerate(survey.questions, 1)}
    chapter_of = {name: chapter for chapter in survey.chapters for name in chapter.questions}
    order = tuple(dict.fromkeys(chapter_of[question.id].id for question in survey.questions))
    by_id = {chapter.id: chapter for chapter in survey.chapters}
    return PaperForm(
        title=survey.title.into(language),
        description=survey.description.into(language) if survey.description else "",
        language=language,
        chapters=tuple(
            PaperChapter(
                by_id[name].title.into(language),
                tuple(
                    _question(question, survey, number=numbers[question.id], language=language, words=words)
                    for question in survey.questions
                    if chapter_of[question.id].id == name
                ),
            )
            for name in order
        ),
    )


def _question(question: Question, survey: Survey, *, number: int, language: str, words: Words) -> PaperQuestion:
    hints = " ".join(_hints(question, survey, language, words))
    shape, answers, rows = Shape.LINE, (), ()  # type: Shape, tuple[str, ...], tuple[str, ...]
    match question:
        case ChoiceQuestion() | MultipleQuestion():
            shape, answers = Shape.BOXES, tuple(option.text.into(language) for option in question.options)
        case GridQuestion():
            shape, answers = Shape.GRID, tuple(option.text.into(language) for option in question.options)
            rows = tuple(row.text.into(language) for row in question.rows)
        case NumberQuestion():
            shape = Shape.LINE
        case OpenQuestion():
            shape = Shape.LINES if question.type is OpenType.TEXT else Shape.LINE
    return PaperQuestion(number, question.text.into(language), hints, shape, answers, rows)


def _hints(question: Question, survey: Survey, language: str, words: Words) -> Iterator[str]:
    if question.asked_if is not None:
        yield words["asked_if"].format(**_condition(question.asked_if, survey, language, words)) + "."
    match question:
        case MultipleQuestion():
            yield f"{words['several']}."
        case NumberQuestion():
            bounds = [f"{bound:g}" for bound in (question.minimum, question.maximum) if bound is not None]
            unit = f" ({question.unit.into(language)})" if question.unit else ""
            yield f"{words['number']}{unit}{' ' + '–'.join(bounds) if bounds else ''}."
        case OpenQuestion():
            yield words["do_not_name"] if question.type is OpenType.TEXT else f"{words['date']}."
        case ChoiceQuestion() | GridQuestion():
            return


def _condition(condition: Condition, survey: Survey, language: str, words: Words) -> dict[str, str]:
    """The answers that lead here, and the number of the question that they are given to."""
    parent = survey.by_id[condition.question]
    number = 1 + [question.id for question in survey.questions].index(parent.id)
    options = parent.options if isinstance(parent, ChoiceQuestion | GridQuestion | MultipleQuestion) else ()
    texts = [f"«{option.text.into(language)}»" for option in options if option.code in condition.options]
    place = str(number)
    if isinstance(parent, GridQuestion):
        row = next((row.text.into(language) for row in parent.rows if row.id == condition.item), "")
        place = f"{number} («{row}»)"
    return {"answers": words["or"].join(texts), "number": place}
