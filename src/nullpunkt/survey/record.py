"""The questionnaire as it was asked, as plain JSON values: what a later wave is held against when all else is deleted.

Only what decides whether two answers are to the same question is kept: wording, answers, who was asked.
"""

from __future__ import annotations

from typing import Any

from nullpunkt.survey.model import (
    ChoiceQuestion,
    ChoiceType,
    Condition,
    GridQuestion,
    Index,
    ItemKey,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    OpenType,
    Option,
    OptionKind,
    Question,
    Row,
    Survey,
    Text,
)

Plain = dict[str, Any]  # Any: a JSON value


def record(survey: Survey) -> dict[str, object]:
    """Every question and index, in the questionnaire's order."""
    return {
        "questions": [_question(question) for question in survey.questions],
        "indices": [
            {"id": i.id, "items": [str(k) for k in i.items], "reversed": sorted(str(k) for k in i.reversed_items)}
            for i in survey.indices
        ],
    }


def recorded(found: Plain, *, survey_id: str, version: str) -> Survey:
    """The questionnaire that a record tells of; `KeyError`, `TypeError` or `ValueError` where it is damaged."""
    return Survey(
        id=survey_id,
        version=version,
        title=Text({"nb": survey_id}),
        chapters=(),
        questions=tuple(_read(question) for question in found["questions"]),
        indices=tuple(_index(index) for index in found["indices"]),
    )


def _question(question: Question) -> Plain:
    plain: Plain = {"id": question.id, "kind": str(question.type), "text": dict(question.text.by_language)}
    if question.asked_if is not None:
        condition = question.asked_if
        plain["asked_if"] = {
            "question": condition.question,
            "item": condition.item,
            "options": sorted(condition.options),
        }
    if question.background:
        plain["background"] = True
    match question:
        case ChoiceQuestion() | MultipleQuestion():
            plain["options"] = [_option(option) for option in question.options]
        case GridQuestion():
            plain["options"] = [_option(option) for option in question.options]
            plain["rows"] = [{"id": row.id, "text": dict(row.text.by_language)} for row in question.rows]
        case NumberQuestion() | OpenQuestion():
            pass
    return plain


def _option(option: Option) -> Plain:
    plain: Plain = {"code": option.code, "text": dict(option.text.by_language)}
    if option.kind is not OptionKind.ANSWER:
        plain["kind"] = str(option.kind)
    if option.score is not None:
        plain["score"] = option.score
    if option.favourable:
        plain["favourable"] = True
    return plain


def _read(found: Plain) -> Question:
    asked: Plain = {
        "id": found["id"],
        "text": Text(found["text"]),
        "asked_if": _condition(found.get("asked_if")),
        "background": found.get("background", False),
    }
    options = tuple(_read_option(option) for option in found.get("options", ()))
    kind = found["kind"]
    if kind == GridQuestion.type:
        rows = tuple(Row(row["id"], Text(row["text"])) for row in found["rows"])
        return GridQuestion(**asked, rows=rows, options=options)
    if kind == MultipleQuestion.type:
        return MultipleQuestion(**asked, options=options)
    if kind == NumberQuestion.type:
        return NumberQuestion(**asked)
    if kind in tuple(OpenType):
        return OpenQuestion(**asked, type=OpenType(kind))
    return ChoiceQuestion(**asked, type=ChoiceType(kind), options=options)


def _read_option(found: Plain) -> Option:
    return Option(
        code=found["code"],
        text=Text(found["text"]),
        kind=OptionKind(found.get("kind", "answer")),
        score=found.get("score"),
        favourable=found.get("favourable", False),
    )


def _condition(found: Plain | None) -> Condition | None:
    return None if found is None else Condition(found["question"], tuple(found["options"]), found["item"])


def _index(found: Plain) -> Index:
    return Index(
        id=found["id"],
        title=Text({"nb": found["id"]}),
        items=tuple(_key(text) for text in found["items"]),
        reversed_items=frozenset(_key(text) for text in found["reversed"]),
    )


def _key(text: str) -> ItemKey:
    question, _, item = text.partition(".")
    return ItemKey(question, item or None)
