"""`nullpunkt plan`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nullpunkt.cli import options

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog="Example:  nullpunkt plan --population population.csv")
def plan(
    population: Annotated[
        Path, typer.Option("--population", metavar="FILE", help="A csv or xlsx with service and headcount.")
    ],
    survey: Annotated[
        str, typer.Option("--survey", metavar="ID|FILE", help="Questionnaire whose services the file names.")
    ] = ("bti-ansatte"),
    baseline: Annotated[
        float,
        typer.Option(
            "--baseline-share", metavar="SHARE", min=0.0, max=1.0, help="The share that a change is to start from."
        ),
    ] = 0.5,
    language: options.LanguageOption = None,
    json_: options.JsonOption = False,
) -> None:
    """How sure can we be, and how large a change could a follow-up show, at three response rates."""
    import json
    from dataclasses import asdict

    from nullpunkt.analysis.plan import MARGIN, RATES, plan_rows
    from nullpunkt.cli.display import terminal_language
    from nullpunkt.cli.tables import show_plan
    from nullpunkt.workflows import headcounts

    counts = headcounts(population, survey, language=terminal_language(language))
    rows = tuple(plan_rows(counts, baseline=baseline))
    if json_:
        found = {"rates": RATES, "margin": MARGIN, "baseline": baseline, "rows": [asdict(row) for row in rows]}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        show_plan(rows, language=terminal_language(language))
