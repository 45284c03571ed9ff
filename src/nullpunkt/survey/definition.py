"""The questionnaire as a person writes it: one pydantic model for each kind of entry in a YAML file.

These models say which fields there are and of what shape; what fits together is checked in `checks`, and `composition`
turns the entries into the `Survey` that all later steps read. A file's scalars arrive as text: `background: true` is
the text «true» here until its field makes a truth value of it, so no code is ever read as a number or as «false».
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from nullpunkt.survey.model import (
    FALLBACK_LANGUAGE,
    ChoiceType,
    GridQuestion,
    MultipleQuestion,
    NumberQuestion,
    OpenType,
    OptionKind,
)

LANGUAGE_CODE = re.compile(r"[a-z]{2,3}")


def _as_text(value: Any) -> Any:
    """A plain text is bokmål; a comma that split a text inside { } is named as what it is."""
    if isinstance(value, str):
        return {FALLBACK_LANGUAGE: value.strip()}
    if isinstance(value, dict):
        broken = [key for key, part in value.items() if part is None and not LANGUAGE_CODE.fullmatch(str(key))]
        if broken:
            message = f"the part «{broken[0]}» stands alone: a text with a comma inside {{ }} needs quotation marks"
            raise ValueError(message)
    return value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Localised = Annotated[dict[str, str], BeforeValidator(_as_text)]
"""`text: Ja` (bokmål only) or `text: {nb: Ja, nn: Ja, en: "Yes"}`."""
Names = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
"""`[ja, nei]`, or one name alone."""
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$")]
SurveyId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]
Version = Annotated[str, StringConstraints(min_length=1)]


class QuestionType(StrEnum):
    """How a question is answered."""

    YES_NO = ChoiceType.YES_NO
    SINGLE = ChoiceType.SINGLE
    ORDERED = ChoiceType.ORDERED
    LIKERT = ChoiceType.LIKERT
    GRID = GridQuestion.type
    MULTIPLE = MultipleQuestion.type
    NUMBER = NumberQuestion.type
    DATE = OpenType.DATE
    TEXT = OpenType.TEXT


class Entry(BaseModel):
    """What all entries share: nothing may be added, nothing is changed after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class OptionEntry(Entry):
    """One answer that can be chosen."""

    code: Code = Field(description="Short stable name of the answer: small letters a-z, digits and _. Never change it.")
    text: Localised = Field(description="The answer as the respondent reads it.")
    kind: OptionKind = Field(
        OptionKind.ANSWER,
        description="What the answer means: answer (the usual), other («annet»), none («ingen av disse»), dont_know, "
        "not_relevant. dont_know and not_relevant are counted apart and are not in the base.",
    )
    aliases: Names = Field((), description="Other wordings of the same answer in files from survey platforms.")


class ScaleEntry(Entry):
    """Options that several questions share."""

    options: tuple[OptionEntry, ...] = Field(description="The answers, in the order shown; ordered scales low to high.")
    ordered: bool = Field(False, description="true when the answers have an order, from low to high.")
    favourable: Names = Field((), description="Codes of the answers on the reported side: the share that is told.")


class ConditionEntry(Entry):
    """When a question is asked at all."""

    question: str = Field(description="Id of an earlier question; for one row of a grid: question.row.")
    answer: Names = Field(description="Code(s) of the answers that lead to this question.")


class RowEntry(Entry):
    """One statement of a grid."""

    id: Id = Field(description="Short stable name of the row: small letters a-z, digits and _.")
    text: Localised = Field(description="The statement as the respondent reads it.")
    short: Localised | None = Field(None, description="A few words for tables and charts.")
    finding: Localised | None = Field(
        None,
        description="The sentence that tells the result in the report, with {share} and {of_whom} (for a question with "
        "several answers {most} and {list}) where the numbers go.",
    )
    aliases: Names = Field((), description="Other wordings of the statement as a column header.")
    main_finding: bool = Field(False, description="true: belongs on the report's first page.")


class QuestionEntry(Entry):
    """One question."""

    id: Id = Field(description="Short stable name: small letters a-z, digits and _. Never change it between surveys.")
    type: QuestionType = Field(description="How the question is answered.")
    text: Localised = Field(description="The question as the respondent reads it.")
    short: Localised | None = Field(None, description="A few words for tables and charts.")
    finding: Localised | None = Field(
        None,
        description="The sentence that tells the result in the report, with {share} and {of_whom} (for a question with "
        "several answers {most} and {list}) where the numbers go.",
    )
    options: tuple[OptionEntry, ...] | None = Field(None, description="The answers; or use scale.")
    scale: str | None = Field(None, description="Name of a shared scale, in place of options.")
    favourable: Names | None = Field(None, description="Codes on the reported side; stands before the scale's own.")
    rows: tuple[RowEntry, ...] | None = Field(None, description="The statements of a grid.")
    rows_from: str | None = Field(None, description="Name of a scale whose options are the rows of this grid.")
    asked_if: ConditionEntry | None = Field(None, description="Asked only if an earlier question was answered so.")
    background: bool = Field(False, description="true: describes the respondent; can be used to break results down.")
    sensitive: bool = Field(False, description="true: about the respondent's own health, violence, bullying or notice.")
    main_finding: bool = Field(False, description="true: belongs on the report's first page.")
    aliases: Names = Field((), description="Other wordings of the question as a column header.")
    minimum: float | None = Field(None, description="Smallest number that can be right.")
    maximum: float | None = Field(None, description="Largest number that can be right.")
    unit: Localised | None = Field(None, description="What the number counts.")


class IndexEntry(Entry):
    """The mean of several items on one scale."""

    id: Id = Field(description="Short stable name of the index.")
    title: Localised = Field(description="What the index measures.")
    items: Names = Field(description="Questions on one scale; a grid's id means all of its rows, question.row one row.")
    reversed: Names = Field((), description="Those of the items where a high answer means little of what is measured.")


class ChapterEntry(Entry):
    """A theme: a module, or questions written here."""

    module: str | None = Field(None, description="Name of a module; or a path to a module file, beginning with ./")
    only: Names | None = Field(None, description="Take only these questions of the module, by id.")
    id: Id | None = Field(None, description="Short stable name of the chapter; a module has its own.")
    title: Localised | None = Field(None, description="The chapter's heading; a module has its own.")
    questions: tuple[QuestionEntry, ...] | None = Field(None, description="Questions written here, without a module.")


class BreakdownsEntry(Entry):
    """Which background questions the results are broken down by."""

    main: str = Field(description="Id of the most important one; usually the service.")
    others: Names = Field((), description="Ids of the others.")


class ReportEntry(Entry):
    """How the report differs from the questionnaire."""

    chapters: Names = Field(description="Ids of the chapters in the report's order; the others follow after them.")


class ModuleFile(Entry):
    """A theme that several questionnaires share."""

    id: Id = Field(description="The module's name: the file's name without .yaml")
    title: Localised = Field(description="The heading of the chapter.")
    scales: dict[str, ScaleEntry] = Field(default_factory=dict, description="Scales by name.")
    questions: tuple[QuestionEntry, ...] = Field((), description="The questions, in order.")
    indices: tuple[IndexEntry, ...] = Field((), description="Indices over the module's questions.")


class SurveyFile(Entry):
    """A questionnaire."""

    id: SurveyId = Field(description="The questionnaire's name: small letters a-z, digits, - and _.")
    version: Version = Field(description="Raise it when a wording or an option changes.")
    title: Localised = Field(description="The title the reader sees.")
    description: Localised | None = Field(None, description="One or two sentences: who answers, and why.")
    respondents: Localised | None = Field(
        None, description="Whom the survey asks, as it stands in «68 prosent av lederne»; without it: the employees."
    )
    languages: Names = Field((FALLBACK_LANGUAGE,), description="Languages in which every text is written: nb, nn, en.")
    breakdowns: BreakdownsEntry | None = Field(None, description="Background questions to break results down by.")
    chapters: tuple[ChapterEntry, ...] = Field(description="The themes, in the questionnaire's order.")
    scales: dict[str, ScaleEntry] = Field(default_factory=dict, description="Scales by name, used in this file only.")
    indices: tuple[IndexEntry, ...] = Field((), description="Indices beside those of the modules.")
    report: ReportEntry | None = Field(None, description="Chapter order of the report, where it differs.")
