"""The questionnaire as a person writes it: one class for each kind of entry in a YAML file.

They say which fields there are and of what shape; what fits together is checked in `checks`, and `composition`
turns the entries into the `Survey` that all later steps read. A file's scalars arrive as text: `background: true` is
the text «true» until its field makes a truth value of it, so no code is ever read as a number or as «false».
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from nullpunkt.survey.entry import ByLanguage, Entry, Field, Long, Matching, OneOrMore
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

Localised = Annotated[dict[str, str], ByLanguage()]
"""`text: Ja` (bokmål only) or `text: {nb: Ja, nn: Ja, en: "Yes"}`."""
Names = Annotated[tuple[str, ...], OneOrMore()]
"""`[ja, nei]`, or one name alone."""
Id = Annotated[str, Matching(r"^[a-z][a-z0-9_]*$")]
Code = Annotated[str, Matching(r"^[a-z0-9][a-z0-9_]*$")]
SurveyId = Annotated[str, Matching(r"^[a-z][a-z0-9_-]*$")]
Version = Annotated[str, Long(1)]


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


class OptionEntry(Entry):
    """One answer that can be chosen."""

    code: Code = Field("Short stable name of the answer: small letters a-z, digits and _. Never change it.")
    text: Localised = Field("The answer as the respondent reads it.")
    kind: OptionKind = Field(
        "What the answer means: answer (the usual), other («annet»), none («ingen av disse»), dont_know, "
        "not_relevant. dont_know and not_relevant are counted apart and are not in the base.",
        default=OptionKind.ANSWER,
    )
    aliases: Names = Field("Other wordings of the same answer in files from survey platforms.", default=())


class ScaleEntry(Entry):
    """Options that several questions share."""

    options: tuple[OptionEntry, ...] = Field("The answers, in the order shown; ordered scales low to high.")
    ordered: bool = Field("true when the answers have an order, from low to high.", default=False)
    favourable: Names = Field("Codes of the answers on the reported side: the share that is told.", default=())


class ConditionEntry(Entry):
    """When a question is asked at all."""

    question: str = Field("Id of an earlier question; for one row of a grid: question.row.")
    answer: Names = Field("Code(s) of the answers that lead to this question.")


class RowEntry(Entry):
    """One statement of a grid."""

    id: Id = Field("Short stable name of the row: small letters a-z, digits and _.")
    text: Localised = Field("The statement as the respondent reads it.")
    short: Localised | None = Field("A few words for tables and charts.", default=None)
    finding: Localised | None = Field(
        "The sentence that tells the result in the report, with {share} and {of_whom} (for a question with "
        "several answers {most} and {list}) where the numbers go.",
        default=None,
    )
    aliases: Names = Field("Other wordings of the statement as a column header.", default=())
    main_finding: bool = Field("true: belongs on the report's first page.", default=False)


class QuestionEntry(Entry):
    """One question."""

    id: Id = Field("Short stable name: small letters a-z, digits and _. Never change it between surveys.")
    type: QuestionType = Field("How the question is answered.")
    text: Localised = Field("The question as the respondent reads it.")
    short: Localised | None = Field("A few words for tables and charts.", default=None)
    finding: Localised | None = Field(
        "The sentence that tells the result in the report, with {share} and {of_whom} (for a question with "
        "several answers {most} and {list}) where the numbers go.",
        default=None,
    )
    options: tuple[OptionEntry, ...] | None = Field("The answers; or use scale.", default=None)
    scale: str | None = Field("Name of a shared scale, in place of options.", default=None)
    favourable: Names | None = Field("Codes on the reported side; stands before the scale's own.", default=None)
    rows: tuple[RowEntry, ...] | None = Field("The statements of a grid.", default=None)
    rows_from: str | None = Field("Name of a scale whose options are the rows of this grid.", default=None)
    asked_if: ConditionEntry | None = Field("Asked only if an earlier question was answered so.", default=None)
    background: bool = Field("true: describes the respondent; can be used to break results down.", default=False)
    sensitive: bool = Field("true: about the respondent's own health, violence, bullying or notice.", default=False)
    main_finding: bool = Field("true: belongs on the report's first page.", default=False)
    aliases: Names = Field("Other wordings of the question as a column header.", default=())
    minimum: float | None = Field("Smallest number that can be right.", default=None)
    maximum: float | None = Field("Largest number that can be right.", default=None)
    unit: Localised | None = Field("What the number counts.", default=None)


class IndexEntry(Entry):
    """The mean of several items on one scale."""

    id: Id = Field("Short stable name of the index.")
    title: Localised = Field("What the index measures.")
    items: Names = Field("Questions on one scale; a grid's id means all of its rows, question.row one row.")
    reversed: Names = Field("Those of the items where a high answer means little of what is measured.", default=())


class ChapterEntry(Entry):
    """A theme: a module, or questions written here."""

    module: str | None = Field("Name of a module; or a path to a module file, beginning with ./", default=None)
    only: Names | None = Field("Take only these questions of the module, by id.", default=None)
    id: Id | None = Field("Short stable name of the chapter; a module has its own.", default=None)
    title: Localised | None = Field("The chapter's heading; a module has its own.", default=None)
    questions: tuple[QuestionEntry, ...] | None = Field("Questions written here, without a module.", default=None)


class BreakdownsEntry(Entry):
    """Which background questions the results are broken down by."""

    main: str = Field("Id of the most important one; usually the service.")
    others: Names = Field("Ids of the others.", default=())


class ReportEntry(Entry):
    """How the report differs from the questionnaire."""

    chapters: Names = Field("Ids of the chapters in the report's order; the others follow after them.")


class ModuleFile(Entry):
    """A theme that several questionnaires share."""

    id: Id = Field("The module's name: the file's name without .yaml")
    title: Localised = Field("The heading of the chapter.")
    scales: dict[str, ScaleEntry] = Field("Scales by name.", default_factory=dict)
    questions: tuple[QuestionEntry, ...] = Field("The questions, in order.", default=())
    indices: tuple[IndexEntry, ...] = Field("Indices over the module's questions.", default=())


class SurveyFile(Entry):
    """A questionnaire."""

    id: SurveyId = Field("The questionnaire's name: small letters a-z, digits, - and _.")
    version: Version = Field("Raise it when a wording or an option changes.")
    title: Localised = Field("The title the reader sees.")
    description: Localised | None = Field("One or two sentences: who answers, and why.", default=None)
    respondents: Localised | None = Field(
        "Whom the survey asks, as it stands in «68 prosent av lederne»; without it: the employees.", default=None
    )
    languages: Names = Field("Languages in which every text is written: nb, nn, en.", default=(FALLBACK_LANGUAGE,))
    breakdowns: BreakdownsEntry | None = Field("Background questions to break results down by.", default=None)
    chapters: tuple[ChapterEntry, ...] = Field("The themes, in the questionnaire's order.")
    scales: dict[str, ScaleEntry] = Field("Scales by name, used in this file only.", default_factory=dict)
    indices: tuple[IndexEntry, ...] = Field("Indices beside those of the modules.", default=())
    report: ReportEntry | None = Field("Chapter order of the report, where it differs.", default=None)
