"""Finds `surveys/`, `templates/` and `examples/` in a checkout and in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def shipped(folder: str) -> Path:
    """The folder that travels with the program: beside the package in a wheel, at the top of a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "_shipped" / folder
    return installed if installed.is_dir() else package.parents[1] / folder


def shipped_languages() -> tuple[str, ...]:
    """The codes of the languages that travel with the program."""
    return tuple(sorted(path.stem for path in (shipped("templates") / "languages").glob("*.yaml")))
