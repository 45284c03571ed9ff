"""`nullpunkt init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nullpunkt.cli import options

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog="Example:  nullpunkt init bamble --name Bamble --wave 2020.xlsx --wave 2023.xlsx")
def init(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[FOLDER]",
            help="Where the responses are, or with --region one file for all; the file is written there.",
            show_default=False,
        ),
    ] = Path(),
    name: options.NameOption = None,
    waves: Annotated[
        list[Path] | None,
        typer.Option(
            "--wave", metavar="FILE", help="One wave's responses or results.json, the first first; several times."
        ),
    ] = None,
    language: options.LanguageOption = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a nullpunkt.yaml that is there.")] = False,
    region: Annotated[
        bool, typer.Option("--region", help="Write a region.yaml instead, with a unit for each sub-folder or file.")
    ] = False,
    unit_column: options.UnitColumnOption = None,
) -> None:
    """Write a nullpunkt.yaml to fill in, for one survey or for one that is repeated.

    Every key is explained in the file; a line that begins with # is not in use.
    """
    from nullpunkt.cli.display import terminal_language
    from nullpunkt.project_draft import write_project

    if region:
        from nullpunkt.regions.draft import draft_region

        made = draft_region(
            folder, name=name, language=terminal_language(language), unit_column=unit_column, overwrite=overwrite
        )
        typer.echo(str(made), err=True)
        return
    path = write_project(
        folder, name=name, waves=tuple(waves or ()), language=terminal_language(language), overwrite=overwrite
    )
    typer.echo(str(path), err=True)
