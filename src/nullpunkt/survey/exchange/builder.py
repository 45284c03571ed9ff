"""Collects the questions of an imported questionnaire, whatever platform they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nullpunkt.survey.exchange.answers import grid_answers, options_from, read_answers, several_answers
from nullpunkt.survey.exchange.scales import KnownAnswers
from nullpunkt.survey.exchange.sketch import Names, Note, Sketch, languages_of, one_chapter, slug
from nullpunkt.survey.model import (
    Chapter,
    ChoiceQuestion,
    Condition,
    GridQuestion,
    ItemKey,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    OpenType,
    Option,
    Question,
    Row,
    Survey,
    Text,
)

_FEWEST = 2
Worded = Sequence[tuple[str, Text]]
"""the platform's codes with their texts, in the order shown"""


class Builder:
    """One questionnaire in the making; `keys` remembers what became of each of the platform's names."""

    def __init__(self, known: KnownAnswers) -> None:
        self._known = known
        self._names = Names()
        self._chapter_names = Names()
        self._chapters: list[tuple[str, Text, list[str]]] = []
        self._questions: list[Question] = []
        self._notes: dict[str, list[Note]] = {}
        self._latest: dict[str, str] = {}
        self.keys: dict[str, ItemKey] = {}
        self.codes: dict[str, Mapping[str, str]] = {}
        """by question id: the platform's codes to ours"""

    def chapter(self, name: str, title: Text) -> None:
        """The following questions belong here."""
        own = self._chapter_names.take(name or title.into("nb"), otherwise="del")
        self._chapters.append((own, title, []))

    def choice(self, name: str, text: Text, answers: Worded, *, asked_if: Condition | None = None) -> str:
        """One answer; free text where the platform's file lists no answers."""
        if len(answers) < _FEWEST:
            return self._without_answers(name, text, asked_if)
        read = read_answers(self._coded(answers), self._known)
        return self._add(
            ChoiceQuestion(id=self._id(name, text), text=text, aliases=_aliases(name), asked_if=asked_if,
                           type=read.type, options=read.options, scale=read.scale),
            name, read.note,
        )  # fmt: skip

    def grid(self, name: str, text: Text, rows: Worded, answers: Worded, *, asked_if: Condition | None = None) -> str:
        """Statements on one scale."""
        if len(answers) < _FEWEST or not rows:
            return self._without_answers(name, text, asked_if)
        read, names = grid_answers(self._coded(answers), self._known), Names()
        own = [(code, names.take(code or wording.into("nb"), otherwise="rad"), wording) for code, wording in rows]
        question = GridQuestion(
            id=self._id(name, text), text=text, aliases=_aliases(name), asked_if=asked_if, options=read.options,
            scale=read.scale, rows=tuple(Row(row, wording, aliases=_aliases(code, row)) for code, row, wording in own),
        )  # fmt: skip
        added = self._add(question, name, read.note)
        self.keys |= {f"{name}/{code}": ItemKey(added, row) for code, row, _ in own}
        return added

    def multiple(self, name: str, text: Text, answers: Worded, *, asked_if: Condition | None = None) -> str:
        """Any number of answers."""
        if len(answers) < _FEWEST:
            return self._without_answers(name, text, asked_if)
        options = several_answers(self._coded(answers), self._known)
        question = MultipleQuestion(
            id=self._id(name, text), text=text, aliases=_aliases(name), asked_if=asked_if, options=options
        )
        return self._add(question, name)

    def number(
        self,
        name: str,
        text: Text,
        *,
        minimum: float | None = None,
        maximum: float | None = None,
        asked_if: Condition | None = None,
    ) -> str:
        """A number."""
        question = NumberQuestion(
            id=self._id(name, text), text=text, aliases=_aliases(name), asked_if=asked_if, minimum=minimum,
            maximum=maximum,
        )  # fmt: skip
        return self._add(question, name)

    def open(self, name: str, text: Text, kind: OpenType, *, asked_if: Condition | None = None) -> str:
        """Free text or a date."""
        question = OpenQuestion(
            id=self._id(name, text), text=text, aliases=_aliases(name), asked_if=asked_if, type=kind
        )
        return self._add(question, name)

    def _without_answers(self, name: str, text: Text, asked_if: Condition | None) -> str:
        added = self.open(name, text, OpenType.TEXT, asked_if=asked_if)
        self.note(added, "without_answers")
        return added

    def note(self, question: str, key: str, of: str = "") -> None:
        """Something to check; under "" about the whole."""
        self._notes.setdefault(question, []).append(Note(key, of))

    def finished(self, *, name: str, title: Text | None = None, version: str = "1", source: str = "") -> Sketch:
        """The questionnaire; chapters without questions are left out."""
        chapters = tuple(Chapter(code, text, tuple(ids)) for code, text, ids in self._chapters if ids)
        own = slug(name).replace("_", "-") or "skjema"
        headed = title or Text({"nb": name})
        languages = languages_of(self._questions, [chapter.title for chapter in chapters])
        if missing := [language for language in languages if language not in headed.by_language]:
            headed = Text({**dict.fromkeys(languages, headed.into("nb")), **headed.by_language})
            self.note("", "title", ", ".join(missing))
        survey = Survey(
            id=own if own[0].isalpha() else f"skjema-{own}",
            version=version or "1",
            title=headed,
            chapters=chapters or one_chapter(self._questions),
            questions=tuple(self._questions),
            languages=languages,
        )
        notes = {"": (Note("import", source), *self._notes.pop("", ()))}
        return Sketch(survey, {**notes, **{key: tuple(said) for key, said in self._notes.items()}})

    def _coded(self, answers: Worded) -> tuple[Option, ...]:
        options = options_from(answers)
        self._latest = {code: option.code for (code, _), option in zip(answers, options, strict=True)}
        return options

    def _id(self, name: str, text: Text) -> str:
        return self._names.take(name or text.into("nb"), otherwise="spm")

    def _add(self, question: Question, name: str, note: Note | None = None) -> str:
        if not self._chapters:
            self.chapter("spoersmaal", Text({"nb": "Spørsmål"}))
        self._chapters[-1][2].append(question.id)
        self._questions.append(question)
        self.keys[name] = ItemKey(question.id)
        if isinstance(question, ChoiceQuestion | GridQuestion | MultipleQuestion):
            self.codes[question.id] = self._latest
        if note is not None:
            self._notes.setdefault(question.id, []).append(note)
        return question.id


def _aliases(name: str, own: str | None = None) -> tuple[str, ...]:
    """The platform's name, where the id is not the same word."""
    return (name,) if name and (own or slug(name)) != name.casefold() else ()
