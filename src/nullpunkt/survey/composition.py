"""Definitions to one `Survey`: modules in place, scales looked up, every mistake found before anything is built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict

from nullpunkt.survey.checks import findings_in, known_items
from nullpunkt.survey.definition import (
    ConditionEntry,
    IndexEntry,
    Localised,
    ModuleFile,
    OptionEntry,
    QuestionEntry,
    QuestionType,
    RowEntry,
    SurveyFile,
)
from nullpunkt.survey.draft import Draft, Finding, draft_of, scale_name
from nullpunkt.survey.model import (
    Chapter,
    ChoiceQuestion,
    ChoiceType,
    Condition,
    GridQuestion,
    Index,
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

SHARED_SCALES = "skalaer"
"""The module whose scales every questionnaire can name."""


class _Common(TypedDict):
    id: str
    text: Text
    short: Text | None
    aliases: tuple[str, ...]
    asked_if: Condition | None
    background: bool
    sensitive: bool
    main_finding: bool
    finding: Text | None


@dataclass(frozen=True, slots=True)
class Composition:
    """The survey, or what keeps it from being one; never both."""

    survey: Survey | None
    findings: tuple[Finding, ...] = ()


def compose(file: SurveyFile, *, modules: Mapping[str, ModuleFile]) -> Composition:
    """Resolve every reference of `file`; `modules` are by the name that its chapters use, and `SHARED_SCALES`."""
    draft = draft_of(file, modules=modules, shared=SHARED_SCALES)
    findings = tuple(findings_in(draft))
    return Composition(None, findings) if findings else Composition(_survey(draft))


def _survey(draft: Draft) -> Survey:
    file = draft.file
    others = file.breakdowns.others if file.breakdowns else ()
    return Survey(
        id=file.id,
        version=file.version,
        title=Text(file.title),
        description=_text(file.description),
        respondents=_text(file.respondents),
        chapters=_chapters(draft),
        questions=tuple(_question(draft, placed.entry) for placed in draft.questions),
        indices=tuple(_index(draft, placed.entry) for placed in draft.indices),
        main_breakdown=file.breakdowns.main if file.breakdowns else None,
        breakdowns=others,
        languages=file.languages,
    )


def _chapters(draft: Draft) -> tuple[Chapter, ...]:
    """In the report's order: those that `report` names first, then the others."""
    chapters = {
        chapter.id: Chapter(chapter.id, Text(chapter.title), tuple(placed.entry.id for placed in chapter.questions))
        for chapter in draft.chapters
    }
    first = draft.file.report.chapters if draft.file.report else ()
    return tuple(chapters[name] for name in dict.fromkeys((*first, *chapters)))


def _question(draft: Draft, entry: QuestionEntry) -> Question:
    common: _Common = {
        "id": entry.id,
        "text": Text(entry.text),
        "short": _text(entry.short),
        "aliases": entry.aliases,
        "asked_if": _condition(entry.asked_if),
        "background": entry.background,
        "sensitive": entry.sensitive,
        "main_finding": entry.main_finding,
        "finding": _text(entry.finding),
    }
    match entry.type:
        case QuestionType.YES_NO | QuestionType.SINGLE | QuestionType.ORDERED | QuestionType.LIKERT:
            kind = ChoiceType(entry.type.value)
            return ChoiceQuestion(**common, type=kind, options=_options(draft, entry), scale=scale_name(entry))
        case QuestionType.GRID:
            rows = tuple(_row(row) for row in draft.rows(entry))
            return GridQuestion(**common, rows=rows, options=_options(draft, entry), scale=scale_name(entry))
        case QuestionType.MULTIPLE:
            return MultipleQuestion(**common, options=_options(draft, entry))
        case QuestionType.NUMBER:
            bounds = (entry.minimum, entry.maximum)
            return NumberQuestion(**common, minimum=bounds[0], maximum=bounds[1], unit=_text(entry.unit))
        case QuestionType.DATE | QuestionType.TEXT:
            return OpenQuestion(**common, type=OpenType(entry.type.value))


def _options(draft: Draft, entry: QuestionEntry) -> tuple[Option, ...]:
    favourable = frozenset(draft.favourable(entry))
    scored = entry.type in (QuestionType.ORDERED, QuestionType.LIKERT, QuestionType.GRID)
    return tuple(_scored(draft.options(entry), favourable, scored=scored))


def _scored(entries: tuple[OptionEntry, ...], favourable: frozenset[str], *, scored: bool) -> Iterator[Option]:
    """Places 1, 2, … on the scale go to the answers proper; «vet ikke» and the like have none."""
    place = 0
    for entry in entries:
        on_scale = scored and entry.kind is OptionKind.ANSWER
        place += on_scale
        yield Option(
            code=entry.code,
            text=Text(entry.text),
            kind=entry.kind,
            score=float(place) if on_scale else None,
            favourable=entry.code in favourable,
            aliases=entry.aliases,
        )


def _row(entry: RowEntry) -> Row:
    return Row(entry.id, Text(entry.text), _text(entry.short), entry.aliases, entry.main_finding, _text(entry.finding))


def _index(draft: Draft, entry: IndexEntry) -> Index:
    return Index(
        id=entry.id,
        title=Text(entry.title),
        items=tuple(key for name in entry.items for key in known_items(draft, name)),
        reversed_items=frozenset(key for name in entry.reversed for key in known_items(draft, name)),
    )


def _condition(entry: ConditionEntry | None) -> Condition | None:
    if entry is None:
        return None
    question, _, row = entry.question.partition(".")
    return Condition(question, entry.answer, row or None)


def _text(entry: Localised | None) -> Text | None:
    return Text(entry) if entry else None
