"""`nullpunkt validate`."""

from __future__ import annotations

import typer

from nullpunkt.cli import options
from nullpunkt.cli.grouped import Grouped

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(cls=Grouped, epilog="Example:  nullpunkt validate responses.xlsx --fail-on warning --json > quality.json")
def validate(
    responses: options.Responses,
    survey: options.SurveyOption = None,
    population: options.PopulationOption = None,
    fail_on: str = typer.Option("error", "--fail-on", metavar="error|warning|never", help="Exit with 1 on these."),
    language: options.LanguageOption = None,
    project: options.ProjectOption = None,
    json_: options.JsonOption = False,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """What is wrong with an export, all of it at once, before anything is counted. Writes nothing."""
    from nullpunkt.cli.display import Display
    from nullpunkt.contents import quality
    from nullpunkt.errors import UsageError
    from nullpunkt.request import CommandLine, request_for
    from nullpunkt.responses.issues import Severity
    from nullpunkt.workflows import validate as run

    fails = {"error": {Severity.ERROR}, "warning": {Severity.ERROR, Severity.WARNING}, "never": set()}
    if fail_on not in fails:
        raise UsageError(f"{fail_on!r} is no severity", hint=f"choose one of: {', '.join(fails)}")
    line = CommandLine(
        responses=tuple(responses), survey=survey, population=population, language=language, project=project
    )
    request = request_for(line, known_formats=())
    display = Display(language=language, quiet=quiet or json_, verbose=verbose)
    with display.progress() as progress:
        loaded = run(request, progress)
    display.loaded(loaded)
    if json_:
        typer.echo(quality(loaded), nl=False)
    accepted = request.accept
    if any(issue.severity in fails[fail_on] and issue.code not in accepted for issue in loaded.issues):
        raise typer.Exit(1)
