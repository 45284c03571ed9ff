"""A questionnaire as an XLSForm: rows of the sheets survey, choices and settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nullpunkt.survey.exchange.filters import to_xlsform
from nullpunkt.survey.model import (
    ChoiceQuestion,
    Condition,
    GridQuestion,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    OpenType,
    Option,
    Question,
    Survey,
    Text,
)

Sheets = Mapping[str, Sequence[Sequence[str]]]
LANGUAGE_NAMES = {"nb": "Norsk bokmål (nb)", "nn": "Norsk nynorsk (nn)", "en": "English (en)"}


def to_sheets(survey: Survey, *, language: str = "nb") -> Sheets:
    """The three sheets, header row first; `language` is the one that the form opens in."""
    form = _Form(survey)
    labels = [f"label::{LANGUAGE_NAMES.get(code, code)}" for code in survey.languages]
    head = ["type", "name", *labels, "appearance", "relevant", "constraint", "required"]
    opens_in = language if language in survey.languages else survey.languages[0]
    return {
        "survey": [head, *form.survey_rows()],
        "choices": [["list_name", "name", *labels], *form.choice_rows()],
        "settings": [
            ["form_title", "form_id", "version", "default_language"],
            [
                survey.title.into(opens_in),
                survey.id.replace("-", "_"),
                survey.version,
                LANGUAGE_NAMES.get(opens_in, opens_in),
            ],
        ],
    }


def grid_row_name(question: str, row: str) -> str:
    """The name of a grid's row: it must be the only one of its name in the form."""
    return f"{question}_{row}"


_Key = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def _key(options: Sequence[Option]) -> _Key:
    return tuple((option.code, tuple(option.text.by_language.items())) for option in options)


class _Form:
    """The rows in the making, each list of options once."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._lists: dict[_Key, str] = {}
        self._options: dict[str, tuple[Option, ...]] = {}
        for question in survey.questions:
            if isinstance(question, ChoiceQuestion | GridQuestion | MultipleQuestion):
                scale = None if isinstance(question, MultipleQuestion) else question.scale
                name = self._lists.setdefault(_key(question.options), self._free(scale or question.id))
                self._options[name] = question.options

    def _free(self, name: str) -> str:
        return name if name not in self._lists.values() else f"{name}_{len(self._lists)}"

    def survey_rows(self) -> Iterator[list[str]]:
        """One group a chapter, in the questionnaire's order."""
        chapter_of = {name: chapter for chapter in self._survey.chapters for name in chapter.questions}
        current = None
        for question in self._survey.questions:
            chapter = chapter_of[question.id]
            if chapter is not current:
                if current is not None:
                    yield self._end()
                yield ["begin_group", f"chapter_{chapter.id}", *self._labels(chapter.title), "", "", "", ""]
                current = chapter
            yield from self._question(question)
        if current is not None:
            yield self._end()

    def choice_rows(self) -> Iterator[list[str]]:
        """Every list of answers once."""
        for name, options in self._options.items():
            for option in options:
                yield [name, option.code, *self._labels(option.text)]

    def _question(self, question: Question) -> Iterator[list[str]]:
        relevant = self._relevant(question.asked_if)
        labels = self._labels(question.text)
        match question:
            case ChoiceQuestion():
                yield [f"select_one {self._lists[_key(question.options)]}", question.id, *labels, "", relevant, "", ""]
            case MultipleQuestion():
                yield [
                    f"select_multiple {self._lists[_key(question.options)]}",
                    question.id,
                    *labels,
                    "",
                    relevant,
                    "",
                    "",
                ]
            case GridQuestion():
                yield ["begin_group", f"grid_{question.id}", *labels, "field-list", relevant, "", ""]
                for row in question.rows:
                    name = grid_row_name(question.id, row.id)
                    yield [
                        f"select_one {self._lists[_key(question.options)]}",
                        name,
                        *self._labels(row.text),
                        "",
                        "",
                        "",
                        "",
                    ]
                yield self._end()
            case NumberQuestion():
                yield ["decimal", question.id, *labels, "", relevant, _bounds(question), ""]
            case OpenQuestion():
                kind = "date" if question.type is OpenType.DATE else "text"
                yield [kind, question.id, *labels, "", relevant, "", ""]

    def _relevant(self, condition: Condition | None) -> str:
        if condition is None:
            return ""
        name = condition.question if condition.item is None else grid_row_name(condition.question, condition.item)
        several = isinstance(self._survey.by_id[condition.question], MultipleQuestion)
        return to_xlsform(condition, name=name, several=several)

    def _labels(self, text: Text) -> list[str]:
        return [text.into(code) for code in self._survey.languages]

    def _end(self) -> list[str]:
        return ["end_group", *[""] * (len(self._survey.languages) + 5)]


def _bounds(question: NumberQuestion) -> str:
    parts = [
        f". {sign} {bound:g}"
        for sign, bound in ((">=", question.minimum), ("<=", question.maximum))
        if bound is not None
    ]
    return " and ".join(parts)
