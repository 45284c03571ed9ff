"""The pages of `docs/reference/`, made from the program itself: `python -m tests.docs.reference`."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import partial
from pathlib import Path
from unittest.mock import patch

from tests.docs.pages import GENERATED

from nullpunkt.cli import COMMANDS, run
from nullpunkt.errors import ExitStatus
from nullpunkt.loading.languages import load_language
from nullpunkt.loading.surveys import load_all_shipped
from nullpunkt.responses.issues import IssueCode
from nullpunkt.survey.model import ChoiceQuestion, GridQuestion, MultipleQuestion, Option, OptionKind, Question, Survey

SUBCOMMANDS = {
    "surveys": ("list", "show", "check", "diff", "draft", "import", "export"),
    "templates": ("copy",),
}
_TERMINAL = {"LC_ALL": "C.UTF-8", "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
_MADE = "*This page is written by `python -m tests.docs.reference`.*"
_MADE_NB = "*Siden er laget av `python -m tests.docs.reference`.*"
_STATUSES = {
    ExitStatus.DONE: "done",
    ExitStatus.UNUSABLE: "the input cannot be used, a `--fail-on` verdict, or the audit recovered something",
    ExitStatus.USAGE: "wrong usage",
    ExitStatus.PARTLY: "the batch is done, but not for every unit",
    ExitStatus.INTERRUPTED: "interrupted; what was written is whole, and `batch` continues where it was",
}
_KINDS = {
    OptionKind.OTHER: "annet",
    OptionKind.NONE: "ingen av disse",
    OptionKind.DONT_KNOW: "vet ikke",
    OptionKind.NOT_RELEVANT: "ikke relevant",
}


def reference() -> dict[str, str]:
    """The generated pages by file name."""
    pages = {"commands.md": commands_page(), "issues.md": issues_page(), "surveys.md": surveys_page()}
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in pages.items()}


def commands_page() -> Iterator[str]:
    """Every command's own help, and the exit statuses."""
    yield from ("# Every command", "", _MADE, "")
    yield from ("## Exit statuses", "", "| status | meaning |", "| ---: | --- |")
    yield from (f"| {int(status)} | {_STATUSES[status]} |" for status in ExitStatus)
    yield from _help("nullpunkt", level=2)
    for command in COMMANDS:
        yield from _help(f"nullpunkt {command}", level=2)
        for part in SUBCOMMANDS.get(command, ()):
            yield from _help(f"nullpunkt {command} {part}", level=3)


def _help(command: str, *, level: int) -> Iterator[str]:
    yield from ("", f"{'#' * level} {command}", "", "```", help_of(command), "```")


def help_of(command: str) -> str:
    """What `--help` prints on a plain terminal of 80 columns, in English."""
    said = io.StringIO()
    with patch.dict(os.environ, _TERMINAL), redirect_stdout(said):
        run([*command.split()[1:], "--help"])
    return "\n".join(line.rstrip() for line in said.getvalue().splitlines()).strip("\n")


def issues_page() -> Iterator[str]:
    """Every code with its sentence and its remedy, in Norwegian and in English."""
    yield from ("# Meldinger om filen", "", _MADE_NB, "")
    yield "Hver melding har en fast kode. `nullpunkt validate` viser dem alle;"
    yield "`--accept KODE` går videre tross en feil."
    yield "Ordene i `{ }` blir byttet ut med det som gjelder: hvor i filen, hvor mange, hva som var ventet."
    yield "Innholdet i en celle blir aldri vist."
    for language, heading, columns in (
        ("nb", "## På norsk", "kode | melding"),
        ("en", "## In English", "code | message"),
    ):
        words = load_language(language)
        yield from ("", heading, "", f"| {columns} |", "| --- | --- |")
        for code in IssueCode:
            yield f"| `{code}` | {_cell(words.texts[f'issues.{code}'])} {_cell(words.texts[f'issue_hints.{code}'])} |"


def _cell(text: object) -> str:
    wording = text["other"] if isinstance(text, dict) else str(text)
    return " ".join(wording.split()).replace("|", r"\|")


def surveys_page() -> Iterator[str]:
    """Every shipped questionnaire with its ids, codes and texts in bokmål."""
    yield from ("# Spørreskjemaene", "", _MADE_NB, "")
    yield "Tekstene er på bokmål; `nullpunkt surveys show ID --language nn` viser nynorsk."
    yield "Id-er og koder er det som målinger og kommuner har felles, og de endres aldri."
    for survey in load_all_shipped():
        yield from _survey(survey)


def _survey(survey: Survey) -> Iterator[str]:
    yield from ("", f"## {survey.title.into('nb')}", "", f"`{survey.id}`, versjon {survey.version}.")
    if survey.description is not None:
        yield survey.description.into("nb")
    for chapter in survey.chapters:
        yield from ("", f"### {chapter.title.into('nb')}")
        for name in chapter.questions:
            yield from _question(survey.by_id[name])


def _question(question: Question) -> Iterator[str]:
    yield from ("", f"**{question.text.into('nb')}** (`{question.id}`)", "")
    if question.asked_if is not None:
        codes = ", ".join(f"`{code}`" for code in question.asked_if.options)
        yield from (f"Stilles når `{question.asked_if.question}` er {codes}.", "")
    if isinstance(question, GridQuestion):
        yield from (f"- {row.text.into('nb')} (`{row.id}`)" for row in question.rows)
        yield from ("", "Svar: " + " · ".join(map(_option, question.options)))
    elif isinstance(question, ChoiceQuestion | MultipleQuestion):
        several = "Svar (flere mulige): " if isinstance(question, MultipleQuestion) else "Svar: "
        yield several + " · ".join(map(_option, question.options))
    else:
        yield "Svar: fritt."


def _option(option: Option) -> str:
    kind = f", {_KINDS[option.kind]}" if option.kind in _KINDS else ""
    return f"{option.text.into('nb')} (`{option.code}`{kind})"


def main(folder: Path) -> None:
    """Writes every page anew."""
    folder.mkdir(exist_ok=True)
    write = partial(Path.write_text, encoding="utf-8")
    for name, text in reference().items():
        write(folder / name, text)


if __name__ == "__main__":
    main(GENERATED)
