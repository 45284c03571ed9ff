"""What a person sees in the terminal: everything to stderr, colour and progress only on a terminal.

Rich and the words are loaded with the first word that is said, so that a quiet run does without them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from nullpunkt.comments import REVIEW
from nullpunkt.errors import DefinitionError, NullpunktError, ValidationFailed
from nullpunkt.intake import silent
from nullpunkt.resources import shipped_languages
from nullpunkt.responses.issues import Issue, IssueCode, Severity

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from nullpunkt.intake import Loaded, Progress
    from nullpunkt.report.language import Language
    from nullpunkt.workflows import Outcome

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}
_SHOWN_ROWS = 5
LANGUAGE_OPTION = "--language"
_HAS_NEAREST = frozenset({IssueCode.UNKNOWN_OPTION, IssueCode.UNKNOWN_SERVICE})


def terminal_language(chosen: str | None = None) -> str:
    """The language of messages: as chosen, else Norwegian where the locale says so, else English."""
    if chosen in shipped_languages():
        return str(chosen)
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or _system_locale()
    name = name.casefold()
    if name.startswith(("nn", "norwegian nynorsk", "norwegian-nynorsk")):
        return "nn"
    return "nb" if name.startswith(("nb", "no")) else "en"


def _system_locale() -> str:
    # Windows tells its language here, and not in the environment
    import locale

    try:
        return locale.getlocale()[0] or ""
    except ValueError:
        return ""


def console() -> Console:
    """Where messages go; Rich minds NO_COLOR and whether a terminal is there."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())


def escape(text: str) -> str:
    """The text as Rich prints it letter by letter."""
    from rich.markup import escape as shielded

    return shielded(text)


def asked_language(arguments: Sequence[str]) -> str | None:
    """What stands after `--language`, for a message about a run that never began.

    >>> asked_language(["analyse", "a.csv", "--language", "nn"]), asked_language(["--language=nb"]), asked_language([])
    ('nn', 'nb', None)
    """
    found = None
    for argument, following in pairwise((*arguments, "")):
        if argument == LANGUAGE_OPTION:
            found = following
        elif argument.startswith(LANGUAGE_OPTION + "="):
            found = argument.partition("=")[2]
    return found


def words_of(chosen: str | None = None) -> Language:
    """The texts of the language of messages."""
    from nullpunkt.loading.languages import load_language

    return load_language(terminal_language(chosen))


def show_error(error: NullpunktError, *, language: str | None = None) -> None:
    """The one place that prints an error: what is wrong, everything that is wrong, what to do."""
    from nullpunkt.cli.translation import translate

    out, words = console(), words_of(language)
    if isinstance(error, ValidationFailed):
        _issues(out, words, [i for i in error.issues if isinstance(i, Issue)], verbose=False)
    message = translate(error.message, words.code)
    out.print(f"[bold red]{escape(words.say('terminal.error'))}:[/] {escape(message)}")
    if isinstance(error, DefinitionError):
        for problem in error.problems:
            out.print(f"  {escape(translate(problem, words.code))}")
    if error.hint:
        hint = translate(error.hint, words.code)
        out.print(f"[bold]{escape(words.say('terminal.what_to_do'))}:[/] {escape(hint)}")


def say_interrupted(*, language: str | None = None) -> None:
    """What a person who pressed Ctrl-C wants to know: nothing is half-written."""
    console().print("\n" + escape(words_of(language).say("terminal.interrupted")))


class Display:
    """Messages of one run."""

    def __init__(self, *, language: str | None, quiet: bool, verbose: bool) -> None:
        self._chosen = language
        self._quiet = quiet
        self._verbose = verbose

    @cached_property
    def _language(self) -> Language:
        return words_of(self._chosen)

    @cached_property
    def _out(self) -> Console:
        return console()

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A line that says which step is under way, on a terminal only."""
        if self._quiet or not self._out.is_terminal:
            yield silent
            return
        with self._out.status("") as status:
            yield lambda step: status.update(escape(self._language.say(f"terminal.steps.{step}")))

    def loaded(self, loaded: Loaded) -> None:
        """What was recognised and what is wrong."""
        if self._quiet:
            return
        from nullpunkt.cli.translation import translate

        say, table = self._language.say, loaded.table
        platform, *signs = (
            translate(text, self._language.code) for text in (table.recognition.title, *table.recognition.evidence)
        )
        self._line(say("terminal.platform", file=table.source, platform=platform, evidence="; ".join(signs)))
        survey = loaded.survey
        self._line(say("terminal.survey", title=survey.title.into(self._language.code), id=survey.id))
        matched = len({match.column for match in loaded.coded.matches})
        self._line(say("terminal.columns", matched=matched, columns=len(table.columns), dropped=len(table.dropped)))
        self._line(say("terminal.respondents", respondents=loaded.coded.responses.respondents, rows=table.rows))
        _issues(self._out, self._language, loaded.issues, verbose=self._verbose)

    def written(self, outcome: Outcome) -> None:
        """The main findings, and where the report is."""
        if self._quiet:
            return
        self._findings(outcome)
        say = self._language.say
        self._line(say("terminal.written", folder=str(outcome.folder)))
        self._line(say("terminal.private", folder=str(outcome.private)))
        if (outcome.private / REVIEW).exists():
            self._line(say("terminal.review", file=str(outcome.private / REVIEW)))

    def _findings(self, outcome: Outcome) -> None:
        from nullpunkt.report.inline import plain
        from nullpunkt.report.model import Findings

        found = [f for block in outcome.report.summary if isinstance(block, Findings) for f in block.items]
        for finding in found:
            self._out.print(f"  • {escape(plain(finding.sentence))}")

    def _line(self, text: str) -> None:
        self._out.print(escape(text))


def _issues(out: Console, language: Language, issues: Sequence[Issue], *, verbose: bool) -> None:
    """Errors first, then warnings; notes are counted unless all is to be said."""
    shown = [issue for issue in issues if verbose or issue.severity is not Severity.NOTE]
    if shown:
        out.print(_issue_table(language, shown))
    counted = [
        language.say(f"terminal.count_{severity}s", n=count)
        for severity in (Severity.ERROR, Severity.WARNING)
        if (count := sum(issue.severity is severity for issue in issues))
    ]
    if counted:
        out.print(escape(language.both(counted) + "."))
    if len(issues) > len(shown):
        out.print(escape(language.say("terminal.hidden_notes", n=len(issues) - len(shown))))


def _issue_table(language: Language, shown: Sequence[Issue]) -> Table:
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 1), expand=False)
    for severity in Severity:
        for issue in shown:
            if issue.severity is severity:
                mark = f"[{_COLOURS[severity]}]{escape(language.say(f'terminal.severity.{severity}'))}[/]"
                table.add_row(mark, escape(issue_text(language, issue)))
    return table


def issue_hint(language: Language, issue: Issue) -> str:
    """What to do about an issue."""
    return language.say(f"issue_hints.{issue.code}")


def issue_text(language: Language, issue: Issue, *, with_hint: bool = True) -> str:
    """An issue as a sentence: where, what was found, what was expected, what to do."""
    from nullpunkt.cli.translation import translate

    place = ", ".join(part for part in (issue.file, issue.sheet or "", issue.column, _rows(language, issue)) if part)
    text = language.say(
        f"issues.{issue.code}",
        place=place,
        count=issue.count,
        item=issue.item or language.say("tables.all").lower(),
        found=translate(issue.found, language.code) if issue.code is IssueCode.READING_NOTE else issue.found,
        expected=issue.expected,
    )
    nearest = language.say("terminal.nearest", expected=issue.expected) if issue.code in _HAS_NEAREST else ""
    hint = issue_hint(language, issue) if with_hint else ""
    return " ".join(part for part in (text, nearest if issue.expected else "", hint) if part)


def _rows(language: Language, issue: Issue) -> str:
    if not issue.rows:
        return ""
    listed = ", ".join(str(row) for row in issue.rows[:_SHOWN_ROWS]) + ("…" if len(issue.rows) > _SHOWN_ROWS else "")
    return language.say("terminal.rows", rows=listed)
