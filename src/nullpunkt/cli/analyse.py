"""`nullpunkt analyse`."""

from __future__ import annotations

import typer

from nullpunkt.cli import options
from nullpunkt.cli.grouped import Grouped

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=Grouped,
    epilog="Example:  nullpunkt analyse responses.xlsx --population staff.csv --format docx --format html",
)
def analyse(
    responses: options.Responses,
    survey: options.SurveyOption = None,
    population: options.PopulationOption = None,
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
    baseline: options.BaselineOption = None,
    baseline_population: options.BaselinePopulationOption = None,
    word_template: options.WordTemplateOption = None,
    slide_template: options.SlideTemplateOption = None,
    figures: options.FiguresOption = None,
    accept: options.AcceptOption = None,
    open_report: options.OpenOption = False,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """From an export to a report.

    Platform, questionnaire and columns are recognised from the file, and what was recognised is said.
    """
    from nullpunkt.cli.reporting import make_report
    from nullpunkt.request import CommandLine

    make_report(
        CommandLine(
            responses=tuple(responses),
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
            output=output,
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
