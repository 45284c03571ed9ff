"""Everything that can go wrong, as one tree.

NullpunktError                 the run cannot go on; knows nothing of the terminal
├── UsageError                 the command line does not fit together            exit status 2
├── InputError                 something the user gave cannot be used            exit status 1
│   ├── FileError              a file cannot be read: missing, empty, encrypted, not what its name says
│   ├── DefinitionError        a questionnaire, project or region file does not hold; carries every problem
│   ├── RecognitionError       no questionnaire fits the headers
│   └── ValidationFailed       the answers do not meet `--fail-on`, or nothing is left to analyse
├── OutputError                the report cannot be written where it was asked for
├── PolicyError                a privacy threshold below what is allowed
└── MissingExtraError          a format needs a package that is not installed

What is wrong with a user's data is a value (`responses.issues.Issue`), collected and shown at once; what makes the
request impossible is raised.
"""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """What the process says to whoever scripts it."""

    DONE = 0
    UNUSABLE = 1
    USAGE = 2
    PARTLY = 3
    INTERRUPTED = 130


class NullpunktError(Exception):
    """A run that cannot go on: `message` says what and where, `hint` what to do."""

    status = ExitStatus.UNUSABLE

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(NullpunktError):
    """The command line asks for something that does not fit together."""

    status = ExitStatus.USAGE


class InputError(NullpunktError):
    """Something the user gave cannot be used."""


class FileError(InputError):
    """A file cannot be read as what it should be."""


class DefinitionError(InputError):
    """A definition file does not hold; `problems` has one line per mistake, each with its place."""

    def __init__(self, message: str, *, problems: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


class RecognitionError(InputError):
    """No known questionnaire fits the headers of the export."""


class ValidationFailed(InputError):
    """The answers are not good enough for what was asked; `issues` are the findings to show."""

    def __init__(self, message: str, *, issues: tuple[object, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.issues = issues


class OutputError(NullpunktError):
    """The report cannot be written where it was asked for."""


class PolicyError(NullpunktError):
    """A privacy threshold lower than the policy allows."""

    status = ExitStatus.USAGE


class MissingExtraError(NullpunktError):
    """An optional package is needed and not installed."""
