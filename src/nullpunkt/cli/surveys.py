"""`nullpunkt surveys`: list, show, check, diff."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from nullpunkt.cli import options

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True)

Definition = Annotated[str, typer.Argument(metavar="ID|FILE", help="An id from `surveys list`, or a YAML file.")]


@app.callback(epilog="Example:  nullpunkt surveys show bti-ansatte --language nn")
def surveys() -> None:
    """The questionnaires: which there are, what one asks, whether one of your own holds."""


@app.command(name="list")
def list_(language: options.LanguageOption = None) -> None:
    """The questionnaires that travel with the program."""
    from nullpunkt.cli.display import terminal_language
    from nullpunkt.loading.surveys import shipped_surveys
    from nullpunkt.survey.describe import list_lines

    found = [(survey.id, survey.version, survey.title) for survey in shipped_surveys()]
    _say(list_lines(found, language=terminal_language(language)))


@app.command()
def show(survey: Definition, language: options.LanguageOption = None) -> None:
    """A whole questionnaire: chapters, questions, answers, filters."""
    from nullpunkt.cli.display import terminal_language
    from nullpunkt.loading.surveys import load_survey
    from nullpunkt.survey.describe import show_lines

    _say(show_lines(load_survey(survey), language=terminal_language(language)))


@app.command()
def check(file: Annotated[str, typer.Argument(metavar="FILE", help="A questionnaire in YAML.")]) -> None:
    """Every mistake in a questionnaire of your own: file, line, field, what was found, what to do."""
    from nullpunkt.loading.surveys import check_survey
    from nullpunkt.survey.describe import check_lines

    problems = check_survey(file)
    _say(check_lines(file, problems))
    if problems:
        raise typer.Exit(1)


@app.command()
def diff(before: Definition, after: Definition, language: options.LanguageOption = None) -> None:
    """What differs between two questionnaires, and what is still comparable."""
    from nullpunkt.cli.display import terminal_language
    from nullpunkt.loading.surveys import load_survey
    from nullpunkt.survey.describe import diff_lines
    from nullpunkt.survey.diff import diff as compare

    _say(diff_lines(compare(load_survey(before), load_survey(after)), language=terminal_language(language)))


def _say(lines: Iterable[str]) -> None:
    # asked for, so it is the command's output and not a message
    for line in lines:
        typer.echo(line)
