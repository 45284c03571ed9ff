"""One report from the options of a command: what `analyse` and `compare` do once their options are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from nullpunkt.request import CommandLine


def make_report(line: CommandLine, *, quiet: bool, verbose: bool, open_report: bool) -> None:
    """Runs the request, says what was recognised and found, and opens the report where that was asked for."""
    from nullpunkt.cli.display import Display
    from nullpunkt.request import request_for
    from nullpunkt.waves import analyse
    from nullpunkt.writers import WRITERS

    request = request_for(line, known_formats=tuple(WRITERS))
    display = Display(language=line.language, quiet=quiet, verbose=verbose)
    with display.progress() as progress:
        outcome = analyse(request, progress)
    for loaded in outcome.loaded:
        display.loaded(loaded)
    display.written(outcome)
    if open_report:
        typer.launch(str(outcome.folder / next(name for name in outcome.written if name.startswith("report."))))
