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
    region: Annotated[
        bool, typer.Option("--region", help="A made-up region of 35 municipalities instead, to try batch on.")
    ] = False,
) -> None:
    """Write the shipped examples (made-up data) to a folder, to try the program on."""
    from nullpunkt.cli.display import words_of
    from nullpunkt.errors import OutputError
    from nullpunkt.resources import shipped
    from nullpunkt.writers.folder import replace_files

    if region:
        _region(folder, overwrite=overwrite)
        return
    home = shipped("examples")
    names = sorted(path.relative_to(home) for path in home.rglob("*") if path.is_file() and path.suffix in _TAKEN)
    there = [str(name) for name in names if (folder / name).exists()]
    if there and not overwrite:
        raise OutputError(f"{folder} holds {there[0]} already", hint="choose another folder, or add --overwrite")
    for name in names:
        replace_files((folder / name).parent, {name.name: (home / name).read_bytes()})
    say = words_of().say
    typer.echo(say("terminal.files", n=len(names), folder=str(folder)), err=True)
    typer.echo(say("terminal.try", command=f"nullpunkt analyse {folder / 'bamble' / 'responses.xlsx'}"), err=True)


def _region(folder: Path, *, overwrite: bool) -> None:
    from nullpunkt.cli.display import words_of
    from nullpunkt.errors import OutputError
    from nullpunkt.synthetic.write_region import write_region

    if folder.exists() and any(folder.iterdir()) and not overwrite:
        raise OutputError(f"{folder} holds files already", hint="choose another folder, or add --overwrite")
    write_region(folder)
    typer.echo(words_of().say("terminal.try", command=f"nullpunkt batch {folder}"), err=True)


_TAKEN = frozenset({".xlsx", ".csv", ".yaml", ".md", ".json"})
