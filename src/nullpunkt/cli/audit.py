"""`nullpunkt audit`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nullpunkt.cli import options

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog="Example:  nullpunkt audit responses-report --also ../2020/responses-report")
def audit(
    output: Annotated[Path, typer.Argument(metavar="OUTPUT", help="A finished report folder, or a whole batch.")],
    also: Annotated[
        list[Path] | None,
        typer.Option("--also", metavar="FOLDER", help="What else is published: an earlier wave, another edition."),
    ] = None,
    json_: options.JsonOption = False,
) -> None:
    """Try to recover what a finished report hides, as a stranger would who reads everything that is published.

    Exits with 0 when nothing can be recovered and with 1 when something can.
    """
    import json
    from dataclasses import asdict

    from nullpunkt.audit import audit_folder
    from nullpunkt.cli.display import terminal_language
    from nullpunkt.cli.tables import show_audit

    report = audit_folder(output, also=tuple(also or ()))
    if json_:
        typer.echo(json.dumps(asdict(report), ensure_ascii=False, indent=1, default=str))
    else:
        show_audit(report, language=terminal_language())
    if report.findings:
        raise typer.Exit(1)
