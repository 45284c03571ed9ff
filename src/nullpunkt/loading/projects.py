"""`nullpunkt.yaml`: what a municipality decides once, beside its responses, so that the next run needs no hands."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from nullpunkt.loading.fields import build
from nullpunkt.loading.values import read_entry
from nullpunkt.loading.yaml_file import UnreadableError, read_yaml, refuse
from nullpunkt.survey.entry import Between, Entry, Field, Matching

PROJECT_FILE = "nullpunkt.yaml"


Colour = Annotated[str, Matching(r"^#[0-9a-fA-F]{6}$")]


class ThemeFile(Entry):
    """Logo and two colours of the municipality."""

    logo: str | None = Field("A PNG or JPEG file, beside this file.", default=None)
    accent: Colour | None = Field('Main colour, as "#0b5c94".', default=None)
    contrast: Colour | None = Field("Second colour, for the other end.", default=None)


class OpenTextFile(Entry):
    """Free text is published only when somebody has chosen so and read it."""

    show: bool = Field("Whether approved comments are published.", default=False)
    approved_by: str | None = Field("Who has read and approved the comments.", default=None)


class WaveFile(Entry):
    """One wave of a survey that is repeated, the first first."""

    file: str = Field("Its responses, or the results.json of its report; beside this file.")
    label: str | None = Field("What the report calls it: baseline, follow_up or a year.", default=None)
    date: datetime.date | None = Field("When it was answered, as 2020-09-16.", default=None)
    population: str | None = Field("Who was invited then: csv or xlsx with service and headcount.", default=None)


class ServicesFile(Entry):
    """What became of the services since the baseline; names or option codes, earlier ones on the right of merged."""

    renamed: dict[str, str] = Field("Earlier name -> later name.", default_factory=dict)
    merged: dict[str, tuple[str, ...]] = Field(
        "Later name -> the earlier services it is made of.", default_factory=dict
    )
    closed: tuple[str, ...] = Field("Services that only the baseline has.", default=())
    new: tuple[str, ...] = Field("Services that only the follow-up has.", default=())


class ProjectFile(Entry):
    """Every option of `analyse`, and what has no option: mapping, mergers, theme."""

    name: str | None = Field("The municipality's name, as the report prints it.", default=None)
    unit: str | None = Field("The municipality's number (kommunenummer), in quotation marks.", default=None)
    survey: str | None = Field("Questionnaire: an id, or a YAML file beside this file.", default=None)
    responses: str | None = Field("The export, beside this file.", default=None)
    population: str | None = Field("Who was invited: csv or xlsx with service and headcount.", default=None)
    baseline: str | None = Field("An earlier wave: its responses or its results.json.", default=None)
    waves: tuple[WaveFile, ...] = Field("All waves in order; the one being analysed may be the last.", default=())
    services: ServicesFile = Field(
        "Services that were renamed, merged, closed or are new.", default_factory=ServicesFile
    )
    comparable_with_note: dict[str, str] = Field(
        "Questions that changed and may still be compared: question or question.row -> why.", default_factory=dict
    )
    respondent_code: str | None = Field(
        "Header of the column with a code of the respondents' own, where it links two waves.", default=None
    )
    wave: str | None = Field("Which survey this is: baseline, follow_up or a year.", default=None)
    date: datetime.date | None = Field("When the survey was answered, as 2020-09-16.", default=None)
    language: Literal["nb", "nn", "en"] | None = Field("Language of the report.", default=None)
    formats: tuple[str, ...] = Field("html, md, docx, xlsx, pptx, pdf.", default=())
    by: tuple[str, ...] = Field("Background questions to break down by.", default=())
    profile: Literal["standard", "strict"] | None = Field("Privacy: strict is for public papers.", default=None)
    min_group: int | None = Field("Fewest answers for which anything is shown.", default=None)
    accept_risk: bool = Field("The data owner accepts a smallest group of 3 or 4.", default=False)
    merge: dict[str, tuple[str, ...]] = Field(
        "Services that belong together: name -> list of services.", default_factory=dict
    )
    mapping: dict[str, str] = Field(
        "Columns that were not recognised: header -> question id, or «ignore».", default_factory=dict
    )
    accept: tuple[str, ...] = Field("Kinds of error to go on in spite of, as missing-item.", default=())
    min_answered: Annotated[float, Between(0, 1)] | None = Field(
        "Share of the questions asked that an answer must hold to count (0.3).", default=None
    )
    small: Literal["wilson", "exact"] = Field(
        "Intervals for services of at most 50 people: Wilson's, or exact (hypergeometric).", default="wilson"
    )
    open_text: OpenTextFile = Field("Free text.", default_factory=OpenTextFile)
    theme: ThemeFile = Field("Logo and colours.", default_factory=ThemeFile)
    templates: str | None = Field("A folder with templates of your own.", default=None)
    word_template: str | None = Field("The municipality's own Word document.", default=None)
    slide_template: str | None = Field("The municipality's own PowerPoint template.", default=None)
    figures: Literal["svg", "png"] = Field("svg, or png: raster pictures beside the vector ones.", default="svg")
    synthetic: bool = Field("The data are made up; the report says so on every page.", default=False)


def project_from(fields: Mapping[str, object]) -> ProjectFile:
    """A project of fields that were read from several files, each without a mistake."""
    found = read_entry(ProjectFile, dict(fields))
    assert not isinstance(found, list), found
    return found


def load_project(path: Path) -> ProjectFile:
    """The project file, or `DefinitionError` with every mistake in it."""
    try:
        document = read_yaml(path, name=path.name)
    except UnreadableError as error:
        refuse((error.problem,))
    built = build(document, ProjectFile)
    return built if isinstance(built, ProjectFile) else refuse(built)
