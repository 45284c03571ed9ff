"""The options that several commands share, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nullpunkt.cli.grouped import ANSWERS, PRIVACY, REPORT

Responses = Annotated[
    list[Path],
    typer.Argument(
        help="The export: one file, the files of one export, or a folder with them.",
        metavar="RESPONSES...",
        show_default=False,
    ),
]
SurveyOption = Annotated[
    str | None,
    typer.Option(
        "--survey",
        metavar="ID|FILE",
        help="Questionnaire: an id or a YAML file. Recognised from the headers when left out.",
        rich_help_panel=ANSWERS,
    ),
]
PopulationOption = Annotated[
    Path | None,
    typer.Option(
        "--population",
        metavar="FILE",
        help="Who was invited: a csv or xlsx with service and headcount.",
        rich_help_panel=ANSWERS,
    ),
]
NameOption = Annotated[
    str | None,
    typer.Option(
        "--name", metavar="TEXT", help="The municipality's name, as the report prints it.", rich_help_panel=REPORT
    ),
]
WaveOption = Annotated[
    str | None,
    typer.Option(
        "--wave", metavar="TEXT", help="Which survey this is: baseline, follow_up or a year.", rich_help_panel=REPORT
    ),
]
ByOption = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="ID",
        help="Break down by this background question; may be given several times.",
        rich_help_panel=REPORT,
    ),
]
UnitColumnOption = Annotated[
    str | None,
    typer.Option(
        "--unit-column",
        metavar="HEADING",
        help="One file for all: the question with the municipality.",
        rich_help_panel=ANSWERS,
    ),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="nb|nn|en",
        help="Language of the report.",
        rich_help_panel=REPORT,
    ),
]
FormatOption = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="html, md, docx, xlsx, pptx, pdf or all; several with commas, or given several times.",
        rich_help_panel=REPORT,
    ),
]
MinGroupOption = Annotated[
    int | None,
    typer.Option(
        "--min-group", metavar="N", help="Fewest answers for which anything is shown.", rich_help_panel=PRIVACY
    ),
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile", metavar="standard|strict", help="Privacy: strict is for public papers.", rich_help_panel=PRIVACY
    ),
]
AcceptRiskOption = Annotated[
    bool,
    typer.Option(
        "--accept-risk",
        help="The data owner accepts a --min-group of 3 or 4; the report says so.",
        rich_help_panel=PRIVACY,
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="Where the report goes.",
        rich_help_panel=REPORT,
    ),
]
OverwriteOption = Annotated[
    bool,
    typer.Option(
        "--overwrite",
        help="Replace an earlier report of ours.",
        rich_help_panel=REPORT,
    ),
]
ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project",
        metavar="FILE",
        help="A nullpunkt.yaml; the one beside the responses is used when left out.",
        rich_help_panel=ANSWERS,
    ),
]
AcceptOption = Annotated[
    list[str] | None,
    typer.Option(
        "--accept",
        metavar="CODE",
        help="Go on in spite of this kind of error (missing-item, unknown-column, …); the report says what it lacks.",
        rich_help_panel=ANSWERS,
    ),
]
BaselineOption = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="PATH",
        help="An earlier wave to compare with: its responses, its report or its results.json.",
        rich_help_panel=ANSWERS,
    ),
]
BaselinePopulationOption = Annotated[
    Path | None,
    typer.Option(
        "--baseline-population",
        metavar="FILE",
        help="Who was invited to the baseline, where it is responses.",
        rich_help_panel=ANSWERS,
    ),
]
WordTemplateOption = Annotated[
    Path | None,
    typer.Option(
        "--word-template",
        metavar="FILE",
        help="The municipality's own Word document, for its styles.",
        rich_help_panel=REPORT,
    ),
]
SlideTemplateOption = Annotated[
    Path | None,
    typer.Option(
        "--slide-template", metavar="FILE", help="The municipality's own PowerPoint template.", rich_help_panel=REPORT
    ),
]
FiguresOption = Annotated[
    str | None,
    typer.Option(
        "--figures", metavar="svg|png", help="png: raster pictures beside the vector ones.", rich_help_panel=REPORT
    ),
]
OpenOption = Annotated[
    bool,
    typer.Option(
        "--open",
        help="Open the report when it is written.",
        rich_help_panel=REPORT,
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say more: every note, every column.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Write the result to stdout as JSON.")]
