"""`nullpunkt example`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog="Example:  nullpunkt example try && nullpunkt analyse try/bamble/responses.xlsx")
def example(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where the examples go.")] = Path("nullpunkt-example"),
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace example files that are there.")] = False,
) -> None:
    """Write the shipped examples (made-up data) to a folder, to try the program on."""
    from nullpunkt.errors import OutputError
    from nullpunkt.resources import shipped
    from nullpunkt.writers.folder import replace_files

    home = shipped("examples")
    names = sorted(path.relative_to(home) for path in home.rglob("*") if path.is_file() and path.suffix in _TAKEN)
    there = [str(name) for name in names if (folder / name).exists()]
    if there and not overwrite:
        raise OutputError(f"{folder} holds {there[0]} already", hint="choose another folder, or add --overwrite")
    for name in names:
        replace_files((folder / name).parent, {name.name: (home / name).read_bytes()})
    typer.echo(f"{len(names)} files in {folder}", err=True)
    typer.echo(f"Try:  nullpunkt analyse {folder / 'bamble' / 'responses.xlsx'}", err=True)


_TAKEN = frozenset({".xlsx", ".csv", ".yaml", ".md", ".json"})
