"""`nullpunkt schema`."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(epilog="Example:  nullpunkt schema project > nullpunkt.schema.json")
def schema(
    kind: Annotated[str, typer.Argument(metavar="survey|module|project|results", help="Which file.")],
) -> None:
    """The JSON Schema of a file that people write, for editors that complete and check while one types."""
    import json

    from nullpunkt.errors import UsageError
    from nullpunkt.schemas import SCHEMAS

    if kind not in SCHEMAS:
        raise UsageError(f"{kind!r} is no kind of file", hint=f"choose one of: {', '.join(SCHEMAS)}")
    typer.echo(json.dumps(SCHEMAS[kind](), ensure_ascii=False, indent=2))
