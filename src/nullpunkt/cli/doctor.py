"""`nullpunkt doctor`."""

from __future__ import annotations

import json
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from nullpunkt.cli import options

if TYPE_CHECKING:
    from nullpunkt.report.language import Language

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXTRAS = {"pdf": ("typst", "pikepdf"), "audit": ("scipy",), "spss": ("pyreadstat",)}
"""what pyproject.toml calls them, and the packages of each"""
_FONTS = ("OpenSans-Regular.ttf", "OpenSans-Bold.ttf", "OpenSans-Italic.ttf")
_LETTERS = "æøåÆØÅ«»–"


class Verdict(StrEnum):
    """missing: something that only some need. wrong: reports cannot be made before it is mended."""

    OK = "ok"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `says` is the key of its sentence in the language files."""

    verdict: Verdict
    says: str
    values: dict[str, str] = field(default_factory=dict)


@app.command(epilog="Example:  nullpunkt doctor --language nb")
def doctor(language: options.LanguageOption = None, json_: options.JsonOption = False) -> None:
    """What the program finds on this machine: versions, extras, fonts, language, whether files can be written.

    Exits with 1 when something must be mended before a report can be made.
    """
    from nullpunkt.cli.display import terminal_language
    from nullpunkt.loading.languages import load_language

    code = terminal_language(language)
    checks = tuple(examine(Path.cwd(), language=code, encoding=sys.stderr.encoding or "ascii"))
    if json_:
        typer.echo(json.dumps({"kind": "nullpunkt.doctor", "checks": [asdict(check) for check in checks]}, indent=1))
    else:
        for line in lines(checks, load_language(code)):
            typer.echo(line, err=True)
    if any(check.verdict is Verdict.WRONG for check in checks):
        raise typer.Exit(1)


def lines(checks: tuple[Check, ...], language: Language) -> Iterator[str]:
    """A line a check, the verdict first."""
    verdicts = {verdict: language.say(f"terminal.doctor.verdict.{verdict}") for verdict in Verdict}
    width = max(map(len, verdicts.values()))
    for check in checks:
        sentence = language.say(f"terminal.doctor.{check.says}", **check.values)
        yield f"{verdicts[check.verdict]:<{width}}  {sentence}"


def examine(folder: Path, *, language: str, encoding: str) -> Iterator[Check]:
    """Every check, in the order in which one would mend things."""
    yield _program()
    yield _packages()
    for extra, names in EXTRAS.items():
        yield _extra(extra, names)
    yield _shipped()
    yield Check(Verdict.OK, "language", {"language": language})
    yield _letters(encoding)
    yield _writable(folder)


def _program() -> Check:
    from nullpunkt import __version__

    values = {"version": __version__, "python": platform.python_version(), "system": platform.system()}
    return Check(Verdict.OK, "program", values)


def _packages() -> Check:
    told = requires("nullpunkt") or []
    needed = [_bare(requirement) for requirement in told if "extra ==" not in requirement]
    missing = [name for name in needed if installed(name) is None]
    if missing:
        return Check(Verdict.WRONG, "packages_missing", {"names": ", ".join(missing)})
    return Check(Verdict.OK, "packages", {"n": str(len(needed))})


def _bare(requirement: str) -> str:
    for place, letter in enumerate(requirement):
        if not (letter.isalnum() or letter in "-_."):
            return requirement[:place]
    return requirement


def installed(name: str) -> str | None:
    """The version of an installed package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _extra(extra: str, names: tuple[str, ...]) -> Check:
    found = {name: installed(name) for name in names}
    if missing := [name for name, number in found.items() if number is None]:
        return Check(Verdict.MISSING, f"extra_missing.{extra}", {"names": " ".join(missing)})
    return Check(Verdict.OK, f"extra.{extra}", {"names": ", ".join(f"{n} {number}" for n, number in found.items())})


def _shipped() -> Check:
    from nullpunkt.loading.shipped import shipped_surveys
    from nullpunkt.resources import shipped

    fonts = shipped("templates") / "fonts"
    if missing := [name for name in _FONTS if not (fonts / name).is_file()]:
        return Check(Verdict.WRONG, "fonts_missing", {"names": ", ".join(missing)})
    return Check(Verdict.OK, "shipped", {"n": str(len(shipped_surveys()))})


def _letters(encoding: str) -> Check:
    try:
        _LETTERS.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return Check(Verdict.MISSING, "letters_missing", {"encoding": encoding})
    return Check(Verdict.OK, "letters", {"encoding": encoding})


def _writable(folder: Path) -> Check:
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Check(Verdict.WRONG, "folder_wrong", {"folder": str(folder), "reason": error.strerror or ""})
    return Check(Verdict.OK, "folder", {"folder": str(folder)})
