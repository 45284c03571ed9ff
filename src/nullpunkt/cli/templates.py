"""`nullpunkt templates`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True)


@app.callback(epilog="Example:  nullpunkt templates copy our-templates")
def templates() -> None:
    """Words, pages and styles of the report, to change them: `templates:` in nullpunkt.yaml names the folder."""


@app.command(epilog="Example:  nullpunkt templates copy our-templates")
def copy(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where they go. Delete what you do not change.")],
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files that are there.")] = False,
) -> None:
    """Copy the shipped templates to a folder; a file in it goes before the shipped one, text by text for languages."""
    from nullpunkt.errors import OutputError
    from nullpunkt.resources import shipped
    from nullpunkt.writers.folder import replace_files

    home = shipped("templates")
    names = sorted(path.relative_to(home) for part in _OWN for path in (home / part).rglob("*") if path.is_file())
    there = [str(name) for name in names if (folder / name).exists()]
    if there and not overwrite:
        raise OutputError(f"{folder} holds {there[0]} already", hint="choose another folder, or add --overwrite")
    for name in names:
        replace_files((folder / name).parent, {name.name: (home / name).read_bytes()})
    typer.echo(f"{len(names)} files in {folder}", err=True)


_OWN = ("languages", "html", "markdown", "word", "slides", "pdf")
"""the parts that a writer looks for in a folder of one's own"""
