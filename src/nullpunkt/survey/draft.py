"""A questionnaire with its modules in place but its references still names: what the checks look at.

Each entry keeps its origin (which file, where in it), so that a check can point at the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from nullpunkt.survey.definition import (
    ChapterEntry,
    IndexEntry,
    Localised,
    ModuleFile,
    OptionEntry,
    QuestionEntry,
    QuestionType,
    RowEntry,
    ScaleEntry,
    SurveyFile,
)

E_co = TypeVar("E_co", covariant=True)
Loc = tuple[str | int, ...]

THE_SURVEY = ""
"""The origin of what stands in the survey file itself; everything else stands in the module of that name."""
DEFAULT_YES_NO = "ja_nei_vet_ikke"
"""The scale of a yes_no question that names none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake: the file it stands in (`THE_SURVEY` or a module's name), where, what, and what to do."""

    source: str
    loc: Loc
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Placed(Generic[E_co]):
    """An entry and where it was written."""

    entry: E_co
    source: str
    loc: Loc

    def wrong(self, message: str, hint: str = "", *, at: Loc = ()) -> Finding:
        """A finding about this entry, or about its field `at`."""
        return Finding(self.source, self.loc + at, message, hint)


@dataclass(frozen=True, slots=True)
class DraftChapter:
    """A theme with the questions it holds."""

    id: str
    title: Localised
    questions: tuple[Placed[QuestionEntry], ...]
    origin: Placed[ChapterEntry]


@dataclass(frozen=True)
class Draft:
    """All entries of one questionnaire, flat and in order."""

    file: SurveyFile
    chapters: tuple[DraftChapter, ...]
    scale_entries: tuple[tuple[str, Placed[ScaleEntry]], ...]
    indices: tuple[Placed[IndexEntry], ...]

    @cached_property
    def questions(self) -> tuple[Placed[QuestionEntry], ...]:
        """Every question in the questionnaire's order."""
        return tuple(question for chapter in self.chapters for question in chapter.questions)

    @cached_property
    def by_id(self) -> Mapping[str, Placed[QuestionEntry]]:
        """Questions by id; of two with one id the first."""
        return {question.entry.id: question for question in reversed(self.questions)}

    @cached_property
    def scales(self) -> Mapping[str, Placed[ScaleEntry]]:
        """Scales by name; of two with one name the first."""
        return dict(reversed(self.scale_entries))

    @cached_property
    def used_scales(self) -> frozenset[str]:
        """Names of the scales that some question refers to."""
        named = (name for question in self.questions for name in (scale_name(question.entry), question.entry.rows_from))
        return frozenset(name for name in named if name)

    def options(self, question: QuestionEntry) -> tuple[OptionEntry, ...]:
        """The question's own options, else those of its scale, else none."""
        if question.options is not None:
            return question.options
        scale = self.scales.get(scale_name(question) or "")
        return scale.entry.options if scale else ()

    def rows(self, question: QuestionEntry) -> tuple[RowEntry, ...]:
        """A grid's own rows, or one for each option of the scale that `rows_from` names."""
        scale = self.scales.get(question.rows_from or "")
        if question.rows is not None or scale is None:
            return question.rows or ()
        return tuple(
            RowEntry.model_construct(
                id=option.code, text=option.text, short=None, finding=None, aliases=option.aliases, main_finding=False
            )
            for option in scale.entry.options
        )

    def favourable(self, question: QuestionEntry) -> tuple[str, ...]:
        """The codes on the reported side: the question's own word, else its scale's."""
        if question.favourable is not None:
            return question.favourable
        scale = self.scales.get(scale_name(question) or "") if question.options is None else None
        return scale.entry.favourable if scale else ()


def scale_name(question: QuestionEntry) -> str | None:
    """The scale that a question refers to; a yes_no question needs not name one."""
    if question.scale is None and question.options is None and question.type is QuestionType.YES_NO:
        return DEFAULT_YES_NO
    return question.scale


def draft_of(file: SurveyFile, *, modules: Mapping[str, ModuleFile], shared: str) -> Draft:
    """Put the modules in their places; `shared` is the module whose scales are always at hand.

    A chapter whose module is not among `modules` is left out: whoever read the files has reported it.
    """
    survey_scales = _scales(file.scales, THE_SURVEY)
    used = [shared, *dict.fromkeys(chapter.module for chapter in file.chapters if chapter.module)]
    module_scales = [pair for name in used if name in modules for pair in _scales(modules[name].scales, name)]
    return Draft(
        file=file,
        chapters=tuple(_chapters(file, modules)),
        scale_entries=(*module_scales, *survey_scales),
        indices=(*_module_indices(file, modules), *_placed_indices(file.indices, THE_SURVEY)),
    )


def _scales(scales: Mapping[str, ScaleEntry], source: str) -> list[tuple[str, Placed[ScaleEntry]]]:
    return [(name, Placed(scale, source, ("scales", name))) for name, scale in scales.items()]


def _chapters(file: SurveyFile, modules: Mapping[str, ModuleFile]) -> Iterator[DraftChapter]:
    for number, chapter in enumerate(file.chapters):
        origin = Placed(chapter, THE_SURVEY, ("chapters", number))
        if chapter.module is None:
            questions = _placed(chapter.questions or (), THE_SURVEY, (*origin.loc, "questions"))
            yield DraftChapter(chapter.id or f"chapter_{number + 1}", chapter.title or {}, tuple(questions), origin)
        elif chapter.module in modules:
            module = modules[chapter.module]
            questions = _placed(module.questions, chapter.module, ("questions",))
            chosen = tuple(
                question for question in questions if chapter.only is None or question.entry.id in chapter.only
            )
            yield DraftChapter(chapter.id or module.id, chapter.title or module.title, chosen, origin)


def _placed(entries: tuple[QuestionEntry, ...], source: str, loc: Loc) -> Iterator[Placed[QuestionEntry]]:
    return (Placed(entry, source, (*loc, number)) for number, entry in enumerate(entries))


def _placed_indices(entries: tuple[IndexEntry, ...], source: str) -> Iterator[Placed[IndexEntry]]:
    return (Placed(entry, source, ("indices", number)) for number, entry in enumerate(entries))


def _module_indices(file: SurveyFile, modules: Mapping[str, ModuleFile]) -> Iterator[Placed[IndexEntry]]:
    """A module's indices, without those whose questions `only` leaves out."""
    for chapter in file.chapters:
        module = modules.get(chapter.module or "")
        if module is None or chapter.module is None:
            continue
        for placed in _placed_indices(module.indices, chapter.module):
            asked = {name.partition(".")[0] for name in placed.entry.items}
            if chapter.only is None or asked <= set(chapter.only):
                yield placed
