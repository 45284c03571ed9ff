"""Arguments in, messages out: one module a command, each imported only when it is called.

This is the only place that prints an error. What was expected to go wrong arrives as a `NullpunktError`; anything else
is a fault of ours and is shown as places in the code, never with the values at hand, since those may be answers.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
import typer.core

from nullpunkt.errors import ExitStatus, NullpunktError, OutputError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "analyse": "From an export to a report.",
    "compare": "What changed between two waves, and can we say so?",
    "init": "Write a nullpunkt.yaml to fill in, for one survey or for one that is repeated.",
    "validate": "What is wrong with an export, before anything is counted.",
    "batch": "A whole region: every municipality beside the others, and the region.",
    "audit": "Try to recover what a finished report folder hides.",
    "surveys": "The questionnaires: list, show, check, compare, draft, import, export.",
    "plan": "How sure can we be, and how large a change could a follow-up show.",
    "doctor": "What the program finds on this machine, and what is missing.",
    "example": "Write the shipped example to a folder.",
    "templates": "Copy words, pages and styles of the report, to change them.",
    "schema": "JSON Schema of the files that people write, and of results.json.",
}
"""in the order a person needs them; each is a module of this package with an `app`"""

GROUPS = {
    "Make a report": ("analyse", "compare", "batch"),
    "Before and after": ("init", "validate", "plan", "audit"),
    "Questionnaires and words": ("surveys", "templates", "schema"),
    "Get to know the program": ("example", "doctor"),
}
"""the headings of `--help`"""

_WRONG_USAGE: Any = typer.BadParameter.__bases__[0]
"""click's UsageError, whichever click typer uses"""


class _Lazy(typer.core.TyperGroup):
    """Imports a command when it is asked for, so that `--help` and every other command stay quick."""

    # Any: typer carries a click of its own since 0.28, so click's own types do not fit every version
    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        return typer.main.get_command(import_module(f"nullpunkt.cli.{cmd_name}").app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        width = max(map(len, COMMANDS))
        for heading, names in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(f"{name:<{width}}", COMMANDS[name]) for name in names])


def run(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit status."""
    _utf8()
    try:
        return _run(arguments)
    except Exception as error:  # the last resort: nothing of the data may reach the terminal
        _show_fault(error, arguments)
        return ExitStatus.UNUSABLE


def _run(arguments: Sequence[str]) -> int:
    command = typer.main.get_command(_root())
    try:
        status = command.main(args=list(arguments), prog_name="nullpunkt", standalone_mode=False)
    except NullpunktError as error:
        from nullpunkt.cli.display import asked_language, show_error

        show_error(error, language=asked_language(arguments))
        return error.status
    except PermissionError as error:  # met on the way to a file; its name is the user's own word, not an answer
        from nullpunkt.cli.display import asked_language, show_error
        from nullpunkt.readers.container import unreadable

        shown = unreadable(Path(error.filename or "."), error)
        show_error(shown, language=asked_language(arguments))
        return shown.status
    except _WRONG_USAGE as error:
        error.show()
        return ExitStatus.USAGE
    except (KeyboardInterrupt, typer.Abort):
        from nullpunkt.cli.display import asked_language, say_interrupted

        say_interrupted(language=asked_language(arguments))
        return ExitStatus.INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # the reader of our output went away, which click makes an exit of; Python would complain once more at exit
        for stream in (sys.stdout, sys.stderr):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return ExitStatus.DONE
    except MemoryError:
        from nullpunkt.cli.display import asked_language, show_error

        show_error(_too_little_memory(), language=asked_language(arguments))
        return ExitStatus.UNUSABLE
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        from nullpunkt.cli.display import asked_language, show_error

        full = OutputError("cannot write: the disk is full", hint="free some space and try again")
        show_error(full, language=asked_language(arguments))
        return ExitStatus.UNUSABLE
    return status if isinstance(status, int) else ExitStatus.DONE


def _root() -> typer.Typer:
    app = typer.Typer(
        cls=_Lazy,
        rich_markup_mode=None,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
        help="Analyse municipal staff surveys: from the platform's export to an honest, anonymous report.",
        epilog="Example:  nullpunkt analyse responses.xlsx",
    )

    @app.callback()
    def root(
        version: bool = typer.Option(False, "--version", help="Show the version and stop.", is_eager=True),
    ) -> None:
        if version:
            from nullpunkt import __version__

            typer.echo(f"nullpunkt {__version__}")
            raise typer.Exit

    return app


def _too_little_memory() -> NullpunktError:
    return NullpunktError(
        "there is not enough memory for this file; what was there before is as it was",
        hint="close other programs, or copy the answers alone to a new file without pictures and extra sheets",
    )


def _show_fault(error: BaseException, arguments: Sequence[str]) -> None:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "nullpunkt" in frame.filename] or frames[-1:]
    what, please = _fault_words(type(error).__name__, arguments)
    sys.stderr.write(f"{what}\n")
    for frame in ours:
        sys.stderr.write(f"  {frame.filename.rsplit('nullpunkt', 1)[-1].lstrip('/')}:{frame.lineno} {frame.name}\n")
    sys.stderr.write(f"{please}\n")


def _fault_words(kind: str, arguments: Sequence[str]) -> tuple[str, str]:
    try:
        from nullpunkt.cli.display import asked_language, words_of

        say = words_of(asked_language(arguments)).say
        return say("terminal.fault", kind=kind), say("terminal.fault_report")
    except Exception:  # the fault may lie in what gives us the words
        please = "Please report these lines; they hold none of your data."
        return f"nullpunkt stopped on a fault of its own ({kind}).", please


def _utf8() -> None:
    # whoever starts us may have closed them; and a Windows console may be cp1252 or cp865: what it cannot print, or
    # that nobody hears, must not stop a run
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)  # Any: absent when a test replaces the stream
        if reconfigure is not None:
            reconfigure(errors="replace")
