"""Questionnaires from wherever they are: shipped, a YAML file, another platform's form, or drafted from answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nullpunkt.errors import UsageError

if TYPE_CHECKING:
    from nullpunkt.survey.exchange.sketch import Sketch
    from nullpunkt.survey.model import Survey

_OURS = frozenset({"", ".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Written:
    """A definition as a YAML file, and how much there is in it to check."""

    text: str
    questions: int
    notes: int


def load_questionnaire(id_or_path: str) -> Survey:
    """A questionnaire by id or YAML file, or by the file that another platform describes it in."""
    from nullpunkt.loading.surveys import load_survey

    path = Path(id_or_path)
    if path.suffix.casefold() in _OURS or not path.is_file():
        return load_survey(id_or_path)
    return imported((path,)).survey


def imported(paths: Sequence[Path]) -> Sketch:
    """The questionnaire in an XLSForm, a LimeSurvey structure, a SurveyXact structure or a Nettskjema codebook."""
    from nullpunkt.loading.definitions_import import sketch_of
    from nullpunkt.readers.reading import read_described

    return sketch_of(read_described(paths), name=paths[0].stem)


def drafted(paths: Sequence[Path], *, language: str) -> Written:
    """A first definition: imported where the files describe a questionnaire, drafted where they hold answers."""
    from nullpunkt.loading.definitions_import import describes, sketch_of
    from nullpunkt.readers.reading import read_described

    raw = read_described(paths)
    if describes(raw):
        return as_yaml(sketch_of(raw, name=paths[0].stem), language=language)
    from nullpunkt.loading.definitions_draft import draft
    from nullpunkt.loading.definitions_scales import known_answers
    from nullpunkt.platforms.registry import recognise_table

    return as_yaml(draft(recognise_table(raw), known_answers(), name=paths[0].stem), language=language)


def as_yaml(sketch: Sketch, *, language: str) -> Written:
    """The file's text, with notes in the language of messages."""
    from nullpunkt.loading.definitions_scales import known_answers
    from nullpunkt.loading.definitions_words import form_words
    from nullpunkt.loading.definitions_yaml import to_yaml

    shared = [scale.name for scale in known_answers().scales if scale.shared]
    text = to_yaml(sketch, shared_scales=shared, sentences=form_words(language).notes)
    return Written(text, len(sketch.survey.questions), sum(map(len, sketch.notes.values())))


FORMS: Mapping[str, str] = {
    "xlsform": "-xlsform.xlsx",
    "lss": ".lss",
    "xlsx": "-answers.xlsx",
    "docx": ".docx",
    "md": ".md",
}
"""formats of an exported form, and what is added to the questionnaire's id in the file's name"""


def form(survey: Survey, kind: str, *, language: str | None, file: str, known_as: str) -> bytes:
    """The questionnaire as a form in one of `FORMS`; UsageError for a format or language that there is not."""
    chosen = _language(survey, language)
    if kind == "xlsform":
        from nullpunkt.survey.exchange.xlsform_out import to_sheets
        from nullpunkt.writers.form_workbook import xlsform_workbook

        return xlsform_workbook(to_sheets(survey, language=chosen), title=survey.title.into(chosen), language=chosen)
    if kind == "lss":
        from nullpunkt.survey.exchange.limesurvey_out import to_tree
        from nullpunkt.writers.form_lss import lss_bytes

        return lss_bytes(to_tree(survey, language=chosen))
    if kind in FORMS:
        return _paper(survey, kind, chosen, file=file, known_as=known_as)
    raise UsageError(f"{kind!r} is no format of forms", hint=f"choose one of: {', '.join(FORMS)}")


def _paper(survey: Survey, kind: str, language: str, *, file: str, known_as: str) -> bytes:
    from nullpunkt.loading.definitions_words import form_words

    words = form_words(language).words
    if kind == "xlsx":
        from nullpunkt.writers.form_workbook import typing_workbook

        return typing_workbook(survey, language=language, words=words, file=file, known_as=known_as)
    from nullpunkt.survey.exchange.paper import paper_form

    made = paper_form(survey, language=language, words=words)
    if kind == "md":
        from nullpunkt.writers.form_markdown import form_markdown

        return form_markdown(made, statement=words["statement"]).encode()
    from nullpunkt.writers.form_docx import form_docx

    return form_docx(made, statement=words["statement"])


def _language(survey: Survey, language: str | None) -> str:
    if language is not None and language not in survey.languages:
        known = ", ".join(survey.languages)
        raise UsageError(f"{survey.id} is not written in {language!r}", hint=f"its languages: {known}")
    return language or survey.languages[0]
