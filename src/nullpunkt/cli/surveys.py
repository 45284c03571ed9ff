"""`nullpunkt surveys`: list, show, check, diff, draft, import, export."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nullpunkt.cli import options

if TYPE_CHECKING:
    from nullpunkt.questionnaires import Written

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True)

Definition = Annotated[
    str,
    typer.Argument(
        metavar="ID|FILE", help="An id from `surveys list`, a YAML file, or another platform's form (.lss, XLSForm)."
    ),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace a file that is there.")]
NotesLanguage = Annotated[str | None, typer.Option("--language", metavar="nb|nn|en", help="Language of the notes.")]


@app.callback(epilog="Example:  nullpunkt surveys show bti-ansatte --language nn")
def surveys() -> None:
    """The questionnaires: which there are, what one asks, whether one of your own holds."""


@app.command(name="list", epilog="Example:  nullpunkt surveys list --language nn")
def list_(language: options.LanguageOption = None) -> None:
    """The questionnaires that travel with the program."""
    from nullpunkt.cli.display import terminal_language
    from nullpunkt.loading.shipped import shipped_surveys
    from nullpunkt.survey.describe import list_lines

    found = [(survey.id, survey.version, survey.title) for survey in shipped_surveys()]
    _say(list_lines(found, language=terminal_language(language)))


@app.command(epilog="Example:  nullpunkt surveys show bti-ansatte --language nn")
def show(survey: Definition, language: options.LanguageOption = None) -> None:
    """A whole questionnaire: chapters, questions, answers, filters."""
    from nullpunkt.cli.display import words_of
    from nullpunkt.questionnaires import load_questionnaire
    from nullpunkt.survey.describe import show_lines

    _say(show_lines(load_questionnaire(survey), words_of(language)))


@app.command(epilog="Example:  nullpunkt surveys check vaar-kartlegging.yaml")
def check(file: Annotated[str, typer.Argument(metavar="FILE", help="A questionnaire in YAML.")]) -> None:
    """Every mistake in a questionnaire of your own: file, line, field, what was found, what to do."""
    from nullpunkt.cli.display import words_of
    from nullpunkt.cli.translation import translate
    from nullpunkt.loading.surveys import check_survey
    from nullpunkt.survey.describe import check_lines

    problems, words = check_survey(file), words_of()
    _say(check_lines(file, [translate(str(problem), words.code) for problem in problems], words))
    if problems:
        raise typer.Exit(1)


@app.command(epilog="Example:  nullpunkt surveys diff bti-ansatte vaar-kartlegging.yaml")
def diff(before: Definition, after: Definition, language: options.LanguageOption = None) -> None:
    """What differs between two questionnaires, and what is still comparable."""
    from nullpunkt.cli.display import words_of
    from nullpunkt.questionnaires import load_questionnaire
    from nullpunkt.survey.describe import diff_lines
    from nullpunkt.survey.diff import diff as compare

    found = compare(load_questionnaire(before), load_questionnaire(after))
    _say(diff_lines(found, words_of(language)))


@app.command(epilog="Example:  nullpunkt surveys draft responses.xlsx --output vaar-kartlegging.yaml")
def draft(
    responses: options.Responses,
    output: Output = None,
    overwrite: Overwrite = False,
    language: NotesLanguage = None,
) -> None:
    """A first definition from an export that no questionnaire fits; every guess is marked `# sjekk:`."""
    from nullpunkt.cli.display import terminal_language
    from nullpunkt.questionnaires import drafted

    spoken = terminal_language(language)
    _give(drafted(tuple(responses), language=spoken), output, overwrite=overwrite, language=spoken)


@app.command(name="import", epilog="Example:  nullpunkt surveys import form.lss --output vaar-kartlegging.yaml")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="XLSForm, LimeSurvey (.lss, .lsg, .lsq), SurveyXact (structure and labels), Nettskjema (.json).",
        ),
    ],
    output: Output = None,
    overwrite: Overwrite = False,
    language: NotesLanguage = None,
) -> None:
    """A definition from the form as another platform has it."""
    from nullpunkt.cli.display import terminal_language
    from nullpunkt.questionnaires import as_yaml, imported

    spoken = terminal_language(language)
    _give(as_yaml(imported(files), language=spoken), output, overwrite=overwrite, language=spoken)


@app.command(epilog="Example:  nullpunkt surveys export bti-ansatte --format docx --language nn")
def export(
    survey: Definition,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="xlsform|lss|xlsx|docx|md",
            help="xlsform: Kobo, ODK. lss: LimeSurvey. docx, md: to read or print. xlsx: to type paper answers into.",
        ),
    ],
    output: Output = None,
    overwrite: Overwrite = False,
    language: Annotated[
        str | None, typer.Option("--language", metavar="nb|nn|en", help="Language of the form; nb when left out.")
    ] = None,
) -> None:
    """The questionnaire as a form: for another platform, for paper, or for typing answers from paper."""
    from nullpunkt.questionnaires import FORMS, form, load_questionnaire

    loaded = load_questionnaire(survey)
    target = output or Path(loaded.id + FORMS.get(format_, ""))
    content = form(loaded, format_, language=language, file=target.name, known_as=survey)
    _write(target, content, overwrite=overwrite)


def _give(definition: Written, output: Path | None, *, overwrite: bool, language: str) -> None:
    from nullpunkt.cli.display import words_of

    if output is None:
        typer.echo(definition.text, nl=False)
        return
    _write(output, definition.text.encode(), overwrite=overwrite)
    say = words_of(language).say
    typer.echo(say("terminal.drafted", n=definition.questions, notes=definition.notes), err=True)
    typer.echo(say("terminal.then", command=f"nullpunkt surveys check {output}"), err=True)


def _write(path: Path, content: bytes, *, overwrite: bool) -> None:
    from nullpunkt.errors import OutputError
    from nullpunkt.writers.folder import replace_files

    if path.exists() and not overwrite:
        raise OutputError(f"{path} is there already", hint="choose another name with --output, or add --overwrite")
    replace_files(path.parent, {path.name: content})
    typer.echo(str(path), err=True)


def _say(lines: Iterable[str]) -> None:
    # asked for, so it is the command's output and not a message
    for line in lines:
        typer.echo(line)
