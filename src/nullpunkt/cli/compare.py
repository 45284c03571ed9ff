"""`nullpunkt compare`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nullpunkt.cli import options
from nullpunkt.cli.grouped import Grouped

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=Grouped,
    epilog="Example:  nullpunkt compare 2020/results.json 2023/responses.xlsx --population 2023/staff.csv",
)
def compare(
    baseline: Annotated[
        Path,
        typer.Argument(
            metavar="BASELINE",
            help="The earlier survey: its responses, its report or its results.json.",
            show_default=False,
        ),
    ],
    follow_up: Annotated[
        Path,
        typer.Argument(
            metavar="FOLLOW_UP",
            help="The later survey: its responses, its report or its results.json.",
            show_default=False,
        ),
    ],
    survey: options.SurveyOption = None,
    population: options.PopulationOption = None,
    baseline_population: options.BaselinePopulationOption = None,
    name: options.NameOption = None,
    wave: options.WaveOption = None,
    by: options.ByOption = None,
    language: options.LanguageOption = None,
    formats: options.FormatOption = None,
    min_group: options.MinGroupOption = None,
    profile: options.ProfileOption = None,
    accept_risk: options.AcceptRiskOption = False,
    output: options.OutputOption = None,
    overwrite: options.OverwriteOption = False,
    project: options.ProjectOption = None,
    word_template: options.WordTemplateOption = None,
    slide_template: options.SlideTemplateOption = None,
    figures: options.FiguresOption = None,
    accept: options.AcceptOption = None,
    open_report: options.OpenOption = False,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """What changed between two waves, and can we say so?

    The report is the follow-up's, with a chapter on what went up, what went down and what shows no clear change. Raw
    answers of the baseline are not needed: the results.json of its report is enough.
    """
    from nullpunkt.cli.reporting import make_report
    from nullpunkt.request import CommandLine

    make_report(
        CommandLine(
            responses=(follow_up,),
            survey=survey,
            population=population,
            name=name,
            wave=wave,
            by=tuple(by or ()),
            language=language,
            formats=tuple(formats or ()),
            min_group=min_group,
            profile=profile,
            accept_risk=accept_risk,
            output=output or _folder_for(follow_up),
            overwrite=overwrite,
            project=project,
            word_template=word_template,
            slide_template=slide_template,
            figures=figures,
            accept=tuple(accept or ()),
            baseline=baseline,
            baseline_population=baseline_population,
        ),
        quiet=quiet,
        verbose=verbose,
        open_report=open_report,
    )


def _folder_for(follow_up: Path) -> Path:
    """Beside the follow-up's own report, which is left as it is."""
    path = follow_up.parent if follow_up.name == "results.json" else follow_up
    stem = path.resolve().name if path.is_dir() else path.stem
    return path.with_name(f"{stem.removesuffix('-report')}-changes-report")
