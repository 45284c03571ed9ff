"""`nullpunkt batch`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nullpunkt.cli import options
from nullpunkt.cli.grouped import RUN, Grouped

if TYPE_CHECKING:
    from nullpunkt.regions.model import BatchOutcome

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    cls=Grouped,
    epilog="Example:  nullpunkt batch region.yaml --jobs 4 --format html --format docx",
)
def batch(
    region: Annotated[
        Path,
        typer.Argument(
            metavar="REGION",
            help="A region.yaml, a folder with one sub-folder or file for each municipality, or one response file.",
        ),
    ],
    unit_column: options.UnitColumnOption = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            min=1,
            metavar="N",
            help="Processes; one a processor.",
            rich_help_panel=RUN,
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="ID",
            help="This municipality alone; may be given several times.",
            rich_help_panel=RUN,
        ),
    ] = None,
    phase: Annotated[
        str | None,
        typer.Option(
            "--phase",
            metavar="analyse|report",
            help="One half of the work, for a scheduler.",
            rich_help_panel=RUN,
        ),
    ] = None,
    fresh: Annotated[
        bool,
        typer.Option(
            "--fresh",
            help="Do everything anew, changed or not.",
            rich_help_panel=RUN,
        ),
    ] = False,
    survey: options.SurveyOption = None,
    language: options.LanguageOption = None,
    formats: options.FormatOption = None,
    profile: options.ProfileOption = None,
    output: options.OutputOption = None,
    accept: options.AcceptOption = None,
    json_: options.JsonOption = False,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """Report every municipality of a region, each beside the others, and the region itself.

    A municipality whose file cannot be used costs its own report alone; the others are done, and the exit status is 3.
    Run it again after a correction, or after it was interrupted: only what has changed is done anew.
    """
    from nullpunkt.regions.pool import usual_jobs, warm_up

    if region.exists():
        warm_up()  # beside the imports below: half a second of every run
    from nullpunkt.cli.batch_display import BatchDisplay, summary_of
    from nullpunkt.errors import ExitStatus, UsageError
    from nullpunkt.regions.batch import RunOptions
    from nullpunkt.regions.batch import batch as run
    from nullpunkt.regions.model import Phase
    from nullpunkt.regions.plan import BatchLine, plan_of
    from nullpunkt.writers import WRITERS

    if phase is not None and phase not in tuple(Phase):
        raise UsageError(f"{phase!r} is no phase", hint=f"choose one of: {', '.join(Phase)}")
    line = BatchLine(
        region=region,
        output=output,
        unit_column=unit_column,
        survey=survey,
        language=language,
        formats=tuple(formats or ()),
        profile=profile,
        accept=tuple(accept or ()),
    )
    plan = plan_of(line, known_formats=tuple(WRITERS))
    display = BatchDisplay(language=language, quiet=quiet, verbose=verbose)
    display.plan(plan)
    chosen = RunOptions(
        jobs=jobs or usual_jobs(), only=tuple(only or ()), fresh=fresh, phase=Phase(phase) if phase else None
    )
    with display.progress() as told:
        outcome: BatchOutcome = run(plan, chosen, told)
    display.outcome(outcome)
    if json_:
        typer.echo(summary_of(outcome))
    if outcome.failed:
        raise typer.Exit(ExitStatus.PARTLY)
