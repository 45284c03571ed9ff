"""The generated pages are those that the program would give today."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
import typer
from tests.docs.pages import GENERATED
from tests.docs.reference import SUBCOMMANDS, help_of, reference

from nullpunkt.cli import COMMANDS, GROUPS
from nullpunkt.errors import ExitStatus

EVERY_COMMAND = [
    "nullpunkt",
    *(f"nullpunkt {name}" for name in COMMANDS),
    *(f"nullpunkt {name} {part}" for name, parts in SUBCOMMANDS.items() for part in parts),
]
HOW = "out of date: run  python -m tests.docs.reference"


@pytest.mark.parametrize("name", ["commands.md", "issues.md", "surveys.md"])
def test_a_generated_page_is_current(name: str) -> None:
    assert (GENERATED / name).read_text(encoding="utf-8") == reference()[name], HOW


def test_every_subcommand_has_its_help() -> None:
    found = {}
    for name in COMMANDS:
        command = typer.main.get_command(import_module(f"nullpunkt.cli.{name}").app)
        if hasattr(command, "list_commands"):
            found[name] = set(command.list_commands(typer.Context(command)))
    assert found == {name: set(parts) for name, parts in SUBCOMMANDS.items()}


def test_every_command_stands_under_one_heading() -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(COMMANDS)


@pytest.mark.parametrize("command", EVERY_COMMAND)
def test_every_help_has_an_example_of_that_command(command: str) -> None:
    example = " ".join(help_of(command).rpartition("Example:")[2].split())
    assert example.startswith(command)


def test_the_readme_names_every_exit_status() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    line = " ".join(readme.partition("## Exit statuses")[2].partition("##")[0].split())
    assert [int(part.split()[0]) for part in line.split(" · ")] == [int(status) for status in ExitStatus]
