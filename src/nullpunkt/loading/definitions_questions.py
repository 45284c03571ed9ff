"""Questions of a draft, with ids of their own and a note for everything that was guessed."""

from __future__ import annotations

from collections.abc import Sequence

from nullpunkt.loading.definitions_columns import Kind, Look, counts_of
from nullpunkt.loading.definitions_groups import Seen, look_together
from nullpunkt.survey.exchange.scales import KnownAnswers
from nullpunkt.survey.exchange.sketch import Names, Note
from nullpunkt.survey.model import (
    FALLBACK_LANGUAGE,
    ChoiceQuestion,
    ChoiceType,
    GridQuestion,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    OpenType,
    Option,
    OptionKind,
    Question,
    Row,
    Text,
)

_YES_NO = "ja_nei_vet_ikke"
_TICKED = (
    Option(
        "ja", Text({FALLBACK_LANGUAGE: "Ja"}), aliases=("1", "Y", "Yes", "True", "Sann", "Valgt", "X"), favourable=True
    ),
    Option("nei", Text({FALLBACK_LANGUAGE: "Nei"}), aliases=("0", "N", "No", "False", "Usann", "Ikke valgt")),
)


class Questions:
    """Collects the questions of one draft."""

    def __init__(self, known: KnownAnswers) -> None:
        self.questions: list[Question] = []
        self.notes: dict[str, list[Note]] = {}
        self._known = known
        self._names = Names()

    def single(self, seen: Seen) -> None:
        """A question of its own; a part without company keeps its stem in the text."""
        look, name = seen.look, self._name(seen)
        text = _text(f"{seen.stem} – {seen.part}" if seen.part else seen.stem)
        match look.kind:
            case Kind.TICK:
                self._add(ChoiceQuestion(id=name, text=text, type=ChoiceType.YES_NO, options=_TICKED), "ticked")
            case Kind.CHOICE:
                self._choice(name, text, look)
            case Kind.SEVERAL:
                self._add(MultipleQuestion(id=name, text=text, options=look.options), "several_in_cell")
            case Kind.NUMBER:
                self._add(NumberQuestion(id=name, text=text), "number")
            case Kind.DATE:
                self._add(OpenQuestion(id=name, text=text, type=OpenType.DATE), "date")
            case Kind.TEXT:
                answered = bool(counts_of(seen.column))
                note = "placeholder" if answered and look.hidden else "unanswered"
                self._add(OpenQuestion(id=name, text=text, type=OpenType.TEXT), note)
        self._hidden(name, look)

    def _choice(self, name: str, text: Text, look: Look) -> None:
        if look.scale == _YES_NO:
            self._add(ChoiceQuestion(id=name, text=text, type=ChoiceType.YES_NO, options=look.options, scale=_YES_NO))
            return
        kind = ChoiceType.LIKERT if look.known and look.ordered else ChoiceType.ORDERED if look.ordered else None
        note = "scale" if look.known else "ordered" if look.ordered else "options"
        question = ChoiceQuestion(
            id=name, text=text, type=kind or ChoiceType.SINGLE, options=look.options, scale=look.scale
        )
        self._add(question, note)

    def grid(self, group: Sequence[Seen]) -> None:
        """Statements on one scale; a question for each where their answers have nothing in common."""
        look = look_together(group, self._known)
        if look.kind is not Kind.CHOICE:
            for seen in group:
                self.single(seen)
            return
        first, rows = group[0], Names()
        name = self._names.take(first.name if first.part and _is_shared(group) else first.stem if first.part else
                                "rutenett", otherwise="rutenett")  # fmt: skip
        text = _text(first.stem) if first.part else _text(f"Rutenett {name.removeprefix('rutenett').strip('_') or 1}")
        statements = tuple(
            Row(rows.take(seen.part_name or seen.part or seen.name or seen.stem, otherwise="rad"),
                _text(seen.part or seen.stem))
            for seen in group
        )  # fmt: skip
        question = GridQuestion(
            id=name, text=text, rows=statements, options=look.options, scale=look.scale if look.ordered else None
        )
        self._add(question, "grid" if first.part else "grid_without_title")
        self._note(name, "scale" if look.known and look.ordered else "grid_order")
        self._hidden(name, look)

    def multiple(self, group: Sequence[Seen]) -> None:
        """One option a column."""
        first, names = group[0], Names()
        options: list[Option] = []
        for seen in group:
            aside = self._known.aside(seen.part)
            kind = aside.kind if aside else OptionKind.OTHER if seen.look.kind is Kind.TEXT else OptionKind.ANSWER
            code = names.take(seen.part_name or seen.part, otherwise="svar")
            if not any(kind is OptionKind.OTHER and option.kind is kind for option in options):
                options.append(Option(code, _text(seen.part), kind))
        name = self._names.take(first.name if _is_shared(group) else first.stem, otherwise="spm")
        self._add(MultipleQuestion(id=name, text=_text(first.stem), options=tuple(options)), "ticks")

    def _name(self, seen: Seen) -> str:
        own = "_".join(part for part in (seen.name, seen.part_name) if part)
        return self._names.take(own or seen.part or seen.stem, otherwise="spm")

    def _add(self, question: Question, *notes: str) -> None:
        self.questions.append(question)
        for note in notes:
            self._note(question.id, note)

    def _note(self, question: str, key: str, of: str = "") -> None:
        self.notes.setdefault(question, []).append(Note(key, of))

    def _hidden(self, question: str, look: Look) -> None:
        if look.hidden and look.kind in (Kind.CHOICE, Kind.SEVERAL):
            self._note(question, "hidden", str(look.hidden))


def _is_shared(group: Sequence[Seen]) -> bool:
    """Whether the platform has one name for the whole question."""
    return bool(group[0].name) and len({seen.name for seen in group}) == 1


def _text(text: str) -> Text:
    return Text({FALLBACK_LANGUAGE: " ".join(text.split()) or "…"})
