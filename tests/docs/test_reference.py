"""The generated pages are those that the program would give today."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from tests.docs.pages import GENERATED
from tests.docs.reference import SUBCOMMANDS, reference

from nullpunkt.cli import surveys
from nullpunkt.errors import ExitStatus

HOW = "out of date: run  python -m tests.docs.reference"


@pytest.mark.parametrize("name", ["commands.md", "issues.md", "surveys.md"])
def test_a_generated_page_is_current(name: str) -> None:
    assert (GENERATED / name).read_text(encoding="utf-8") == reference()[name], HOW


def test_every_subcommand_has_its_help() -> None:
    group = typer.main.get_command(surveys.app)
    assert set(group.list_commands(typer.Context(group))) == set(SUBCOMMANDS["surveys"])


def test_the_readme_names_every_exit_status() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    line = " ".join(readme.partition("## Exit statuses")[2].partition("##")[0].split())
    assert [int(part.split()[0]) for part in line.split(" · ")] == [int(status) for status in ExitStatus]
