"""`nullpunkt.yaml`: what a municipality decides once, beside its responses, so that the next run needs no hands."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from nullpunkt.loading.fields import build
from nullpunkt.loading.yaml_file import UnreadableError, read_yaml, refuse

PROJECT_FILE = "nullpunkt.yaml"


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ThemeFile(_File):
    """Logo and two colours of the municipality."""

    logo: str | None = Field(None, description="A PNG or JPEG file, beside this file.")
    accent: str | None = Field(None, pattern=r"^#[0-9a-fA-F]{6}$", description='Main colour, as "#0b5c94".')
    contrast: str | None = Field(None, pattern=r"^#[0-9a-fA-F]{6}$", description="Second colour, for the other end.")


class OpenTextFile(_File):
    """Free text is published only when somebody has chosen so and read it."""

    show: bool = Field(False, description="Whether approved comments are published.")
    approved_by: str | None = Field(None, description="Who has read and approved the comments.")


class WaveFile(_File):
    """One wave of a survey that is repeated, the first first."""

    file: str = Field(description="Its responses, or the results.json of its report; beside this file.")
    label: str | None = Field(None, description="What the report calls it: baseline, follow_up or a year.")
    date: datetime.date | None = Field(None, description="When it was answered, as 2020-09-16.")
    population: str | None = Field(None, description="Who was invited then: csv or xlsx with service and headcount.")


class ServicesFile(_File):
    """What became of the services since the baseline; names or option codes, earlier ones on the right of merged."""

    renamed: dict[str, str] = Field(default_factory=dict, description="Earlier name -> later name.")
    merged: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Later name -> the earlier services it is made of."
    )
    closed: tuple[str, ...] = Field((), description="Services that only the baseline has.")
    new: tuple[str, ...] = Field((), description="Services that only the follow-up has.")


class ProjectFile(_File):
    """Every option of `analyse`, and what has no option: mapping, mergers, theme."""

    name: str | None = Field(None, description="The municipality's name, as the report prints it.")
    unit: str | None = Field(None, description="The municipality's number (kommunenummer), in quotation marks.")
    survey: str | None = Field(None, description="Questionnaire: an id, or a YAML file beside this file.")
    responses: str | None = Field(None, description="The export, beside this file.")
    population: str | None = Field(None, description="Who was invited: csv or xlsx with service and headcount.")
    baseline: str | None = Field(None, description="An earlier wave: its responses or its results.json.")
    waves: tuple[WaveFile, ...] = Field((), description="All waves in order; the one being analysed may be the last.")
    services: ServicesFile = Field(
        default_factory=ServicesFile, description="Services that were renamed, merged, closed or are new."
    )
    comparable_with_note: dict[str, str] = Field(
        default_factory=dict,
        description="Questions that changed and may still be compared: question or question.row -> why.",
    )
    respondent_code: str | None = Field(
        None, description="Header of the column with a code of the respondents' own, where it links two waves."
    )
    wave: str | None = Field(None, description="Which survey this is: baseline, follow_up or a year.")
    date: datetime.date | None = Field(None, description="When the survey was answered, as 2020-09-16.")
    language: Literal["nb", "nn", "en"] | None = Field(None, description="Language of the report.")
    formats: tuple[str, ...] = Field((), description="html, md, docx, xlsx, pptx, pdf.")
    by: tuple[str, ...] = Field((), description="Background questions to break down by.")
    profile: Literal["standard", "strict"] | None = Field(None, description="Privacy: strict is for public papers.")
    min_group: int | None = Field(None, description="Fewest answers for which anything is shown.")
    accept_risk: bool = Field(False, description="The data owner accepts a smallest group of 3 or 4.")
    merge: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Services that belong together: name -> list of services."
    )
    mapping: dict[str, str] = Field(
        default_factory=dict, description="Columns that were not recognised: header -> question id, or «ignore»."
    )
    accept: tuple[str, ...] = Field((), description="Kinds of error to go on in spite of, as missing-item.")
    min_answered: float | None = Field(
        None, ge=0, le=1, description="Share of the questions asked that an answer must hold to count (0.3)."
    )
    small: Literal["wilson", "exact"] = Field(
        "wilson", description="Intervals for services of at most 50 people: Wilson's, or exact (hypergeometric)."
    )
    open_text: OpenTextFile = Field(default_factory=OpenTextFile, description="Free text.")
    theme: ThemeFile = Field(default_factory=ThemeFile, description="Logo and colours.")
    templates: str | None = Field(None, description="A folder with templates of your own.")
    word_template: str | None = Field(None, description="The municipality's own Word document.")
    slide_template: str | None = Field(None, description="The municipality's own PowerPoint template.")
    figures: Literal["svg", "png"] = Field("svg", description="svg, or png: raster pictures beside the vector ones.")
    synthetic: bool = Field(False, description="The data are made up; the report says so on every page.")


def load_project(path: Path) -> ProjectFile:
    """The project file, or `DefinitionError` with every mistake in it."""
    try:
        document = read_yaml(path, name=path.name)
    except UnreadableError as error:
        refuse((error.problem,))
    built = build(document, ProjectFile)
    return built if isinstance(built, ProjectFile) else refuse(built)
