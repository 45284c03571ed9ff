"""A questionnaire written as the YAML file that a person goes on with: what is to be checked stands where it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from nullpunkt.survey.exchange.sketch import Sketch
from nullpunkt.survey.model import (
    ChoiceQuestion,
    ChoiceType,
    Condition,
    GridQuestion,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    Option,
    OptionKind,
    Question,
    Row,
    Survey,
    Text,
)

CHECK = "# sjekk:"
_SAFE = re.compile(r"[A-Za-zÆØÅæøå][^:#{}\[\],&*!|>'\"%@`\\\n\t]*[^:#{}\[\],&*!|>'\"%@`\\\s]|[A-Za-zÆØÅæøå]")
_GUESSED_AT = frozenset({"yes", "no", "y", "n", "true", "false", "on", "off", "null"})
_SCORED = frozenset({ChoiceType.ORDERED, ChoiceType.LIKERT})


def to_yaml(sketch: Sketch, *, shared_scales: Iterable[str], sentences: Mapping[str, str]) -> str:
    """The file's text; scales not among `shared_scales` are written into it, notes as `sentences` words them."""
    said = {
        name: tuple(sentences[note.key].format(of=note.of) for note in notes) for name, notes in sketch.notes.items()
    }
    return "\n".join(_file(sketch.survey, said, frozenset(shared_scales))) + "\n"


def scalar(text: str) -> str:
    """A text as YAML writes it: plain where no reader can take it for something else.

    >>> scalar("Helt enig"), scalar("Ja"), scalar("Yes"), scalar("1–3 år"), scalar("Annet: hva?")
    ('Helt enig', 'Ja', '"Yes"', '"1–3 år"', '"Annet: hva?"')
    """
    text = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    plain = _SAFE.fullmatch(text) is not None and text.casefold() not in _GUESSED_AT
    return text if plain else json.dumps(text, ensure_ascii=False)


def _file(survey: Survey, notes: Mapping[str, tuple[str, ...]], shared: frozenset[str]) -> Iterator[str]:
    for note in notes.get("", ()):
        yield from _note(note, "")
    yield f"id: {_code(survey.id)}"
    yield f"version: {json.dumps(survey.version, ensure_ascii=False)}"
    yield f"title: {_text(survey.title)}"
    if survey.description is not None:
        yield f"description: {_text(survey.description)}"
    if survey.respondents is not None:
        yield f"respondents: {_text(survey.respondents)}"
    if len(survey.languages) > 1:
        yield f"languages: [{', '.join(survey.languages)}]"
    yield ""
    if survey.main_breakdown is not None:
        yield "breakdowns:"
        yield f"  main: {_code(survey.main_breakdown)}"
        if survey.breakdowns:
            yield f"  others: [{', '.join(map(_code, survey.breakdowns))}]"
        yield ""
    yield from _scales(survey, shared)
    yield from _chapters(survey, notes)
    yield from _indices(survey)


def _scales(survey: Survey, shared: frozenset[str]) -> Iterator[str]:
    own: dict[str, tuple[Option, ...]] = {}
    for question in survey.questions:
        if isinstance(question, ChoiceQuestion | GridQuestion) and question.scale and question.scale not in shared:
            own.setdefault(question.scale, question.options)
    if own:
        yield "scales:"
    for name, options in own.items():
        yield f"  {_code(name)}:"
        if any(option.score is not None for option in options):
            yield "    ordered: true"
        yield from _favourable(options, "    ")
        yield from _options(options, "    ")
        yield ""


def _chapters(survey: Survey, notes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield "chapters:"
    for chapter in survey.chapters:
        yield f"  - id: {_code(chapter.id)}"
        yield f"    title: {_text(chapter.title)}"
        yield "    questions:"
        for name in chapter.questions:
            yield from _question(survey.by_id[name], notes.get(name, ()))
            yield ""


def _question(question: Question, notes: Sequence[str]) -> Iterator[str]:
    for note in notes:
        yield from _note(note, "      ")
    yield f"      - id: {_code(question.id)}"
    yield f"        type: {question.type}"
    if question.asked_if is not None:
        yield f"        asked_if: {_condition(question.asked_if)}"
    marks = (("background", question.background), ("sensitive", question.sensitive))
    for name, marked in (*marks, ("main_finding", question.main_finding)):
        if marked:
            yield f"        {name}: true"
    yield from _wordings(question, "        ")
    match question:
        case ChoiceQuestion():
            yield from _answers(question.options, question.scale)
        case GridQuestion():
            yield from _answers(question.options, question.scale)
            yield "        rows:"
            for row in question.rows:
                yield from _row(row)
        case MultipleQuestion():
            yield from _answers(question.options, None)
        case NumberQuestion():
            yield from (f"        {name}: {bound:g}" for name, bound in _bounds(question))
            if question.unit is not None:
                yield f"        unit: {_text(question.unit)}"
        case OpenQuestion():
            return


def _bounds(question: NumberQuestion) -> Iterator[tuple[str, float]]:
    for name, bound in (("minimum", question.minimum), ("maximum", question.maximum)):
        if bound is not None:
            yield name, bound


def _wordings(asked: Question | Row, indent: str) -> Iterator[str]:
    yield f"{indent}text: {_text(asked.text)}"
    if asked.short is not None:
        yield f"{indent}short: {_text(asked.short)}"
    if asked.finding is not None:
        yield f"{indent}finding: {_text(asked.finding)}"
    if asked.aliases:
        yield f"{indent}aliases: {_list(asked.aliases)}"


def _row(row: Row) -> Iterator[str]:
    yield f"          - id: {_code(row.id)}"
    if row.main_finding:
        yield "            main_finding: true"
    yield from _wordings(row, "            ")


def _answers(options: Sequence[Option], scale: str | None) -> Iterator[str]:
    if scale is not None:
        yield f"        scale: {_code(scale)}"
        return
    yield from _favourable(options, "        ")
    yield from _options(options, "        ")


def _favourable(options: Sequence[Option], indent: str) -> Iterator[str]:
    if favourable := [option.code for option in options if option.favourable]:
        yield f"{indent}favourable: [{', '.join(map(_code, favourable))}]"


def _options(options: Sequence[Option], indent: str) -> Iterator[str]:
    yield f"{indent}options:"
    for option in options:
        yield f"{indent}  - code: {_code(option.code)}"
        if option.kind is not OptionKind.ANSWER:
            yield f"{indent}    kind: {option.kind}"
        yield f"{indent}    text: {_text(option.text)}"
        if option.aliases:
            yield f"{indent}    aliases: {_list(option.aliases)}"


def _code(code: str) -> str:
    return code if code[0].isalpha() and code not in _GUESSED_AT else json.dumps(code)


def _indices(survey: Survey) -> Iterator[str]:
    if survey.indices:
        yield "indices:"
    for index in survey.indices:
        yield f"  - id: {index.id}"
        yield f"    title: {_text(index.title)}"
        yield f"    items: [{', '.join(str(key) for key in index.items)}]"
        if index.reversed_items:
            yield f"    reversed: [{', '.join(str(key) for key in index.items if key in index.reversed_items)}]"


def _condition(condition: Condition) -> str:
    question = condition.question if condition.item is None else f"{condition.question}.{condition.item}"
    return f"{{question: {_code(question)}, answer: [{', '.join(_code(code) for code in condition.options)}]}}"


def _text(text: Text) -> str:
    if len(text.by_language) == 1:
        return scalar(text.into("nb"))
    return "{" + ", ".join(f"{language}: {scalar(wording)}" for language, wording in text.by_language.items()) + "}"


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(scalar(text) for text in texts)}]"


def _note(note: str, indent: str) -> Iterator[str]:
    yield f"{indent}{CHECK} {' '.join(note.split())}"
