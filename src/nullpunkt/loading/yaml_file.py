"""YAML with positions: every value knows its line, every scalar stays the text that was written.

One pass over libyaml's events builds the values and, beside them, the lines. Nothing is guessed: `no`, `0_5` and `1.10`
stay text, and the field that a value is for makes a number or a truth value of it. Anchors, aliases and tags are
refused: they are what a YAML bomb is made of, and in a questionnaire they are slips of the keyboard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml

from nullpunkt.errors import DefinitionError
from nullpunkt.loading.yaml_syntax import plain_words

Loc = tuple[str | int, ...]
Value = str | list[Any] | dict[str, Any] | None
Lines = tuple[int, dict[str, Any] | list[Any] | None]
"""The line of a value, and the same for what it holds."""

MAX_BYTES = 2_000_000
MAX_DEPTH = 30
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""what YAML forbids as it stands can still be written with a backslash; no document could show it"""
_NOTHING = frozenset({"", "~", "null"})
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where it was built in


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a definition file: where it is, what was found, what to do."""

    file: str
    line: int | None
    field: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        field = f", {self.field}" if self.field else ""
        return f"{place}{field}: {self.message}" + (f" {self.hint}" if self.hint else "")


def refused(problems: tuple[Problem, ...]) -> DefinitionError:
    """All problems as one error, to be raised."""
    count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    files = ", ".join(dict.fromkeys(problem.file for problem in problems))
    return DefinitionError(
        f"{files} cannot be used: {count}",
        problems=tuple(str(problem) for problem in problems),
        hint="Correct the lines named and try again.",
    )


def refuse(problems: tuple[Problem, ...]) -> NoReturn:
    """Raise all problems as one error."""
    raise refused(problems)


class UnreadableError(Exception):
    """The file is no YAML that we take; carries the one problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """What one file says, and on which line."""

    name: str
    value: Value
    lines: Lines

    def line_of(self, loc: Loc) -> int:
        """The line of the field at `loc`, or of the nearest that exists above it."""
        line, below = self.lines
        for step in loc:
            found = below.get(str(step)) if isinstance(below, dict) else _element(below, step)
            if found is None:
                break
            line, below = found
        return line

    def field_name(self, loc: Loc) -> str:
        """The field as a person would point at it: list entries by their id or code."""
        return " › ".join(_names(self.value, loc))


def _element(below: list[Any] | None, step: str | int) -> Any:
    return below[step] if below is not None and isinstance(step, int) and step < len(below) else None


def _names(value: Any, loc: Loc) -> Iterator[str]:
    for step in loc:
        inside: Any = None
        if isinstance(value, list) and isinstance(step, int) and step < len(value):
            inside = value[step]
            name = inside.get("id", inside.get("code", inside.get("module"))) if isinstance(inside, dict) else None
            yield name if isinstance(name, str) else f"no. {step + 1}"
        else:
            inside = value.get(step) if isinstance(value, dict) else None
            yield str(step)
        value = inside


def read_yaml(path: Path, *, name: str | None = None, until: frozenset[str] = frozenset()) -> YamlDocument:
    """Read one YAML file; with `until`, stop once these top-level fields are known.

    Raises `UnreadableError`; `name` is what messages call the file.
    """
    called = name or str(path)
    text = _decoded(path, called)
    reader = _Reader(called, text)
    try:
        return reader.document(until)
    except yaml.MarkedYAMLError as error:
        raise UnreadableError(Problem(called, *plain_words(error, text.splitlines()))) from None
    except yaml.YAMLError:
        problem = Problem(called, None, "", "the file holds characters that no text file should.")
        raise UnreadableError(problem) from None


def _decoded(path: Path, called: str) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else "the file cannot be opened"
        raise UnreadableError(Problem(called, None, "", f"{reason}.", "Check the name and the folder.")) from None
    if len(content) > MAX_BYTES:
        raise UnreadableError(Problem(called, None, "", "the file is too large to be a definition file."))
    if b"\0" in content[:4096]:
        problem = Problem(
            called, None, "", "this is not a text file.", "A definition is a YAML text file, saved as UTF-8."
        )
        raise UnreadableError(problem)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        hint = "Save the file as UTF-8 (in Notepad: Save as, Encoding, UTF-8)."
        raise UnreadableError(Problem(called, line, "", "a letter here is not written as UTF-8.", hint)) from None


class _Reader:
    """Builds values and lines from the parser's events."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._next = _Loader(text).get_event

    def document(self, until: frozenset[str]) -> YamlDocument:
        self._next()  # the stream's start
        if isinstance(self._next(), yaml.StreamEndEvent):
            self._fail(1, "the file is empty.", "")
        value, lines = self._value(self._next(), 0, until)
        if not until:
            self._next()  # the document's end
            after = self._next()
            if not isinstance(after, yaml.StreamEndEvent):
                self._fail(after.start_mark.line + 1, "a second document begins here.", "Remove the line with ---.")
        return YamlDocument(self._name, value, lines)

    def _value(self, event: Any, depth: int, until: frozenset[str] = frozenset()) -> tuple[Value, Lines]:
        line: int = event.start_mark.line + 1
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor or (event.tag and event.tag != "!"):
            hint = "*, & and ! at the beginning have a meaning of their own: put the text in quotation marks."
            self._fail(line, "a text begins with *, & or !.", hint)
        if kind is yaml.ScalarEvent:
            nothing = event.implicit[0] and event.value in _NOTHING
            return (None if nothing else _UNPRINTABLE.sub("", event.value)), (line, None)
        if depth > MAX_DEPTH:
            self._fail(line, "too many levels inside each other.", "")
        return self._mapping(line, depth, until) if kind is yaml.MappingStartEvent else self._sequence(line, depth)

    def _sequence(self, line: int, depth: int) -> tuple[Value, Lines]:
        values, lines = [], []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            value, below = self._value(event, depth + 1)
            values.append(value)
            lines.append(below)
        return values, (line, lines)

    def _mapping(self, line: int, depth: int, until: frozenset[str]) -> tuple[Value, Lines]:
        values: dict[str, Any] = {}
        lines: dict[str, Any] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key, (at, below) = self._value(event, depth + 1)
            if not isinstance(key, str):
                self._fail(at, "a field has no name.", "Each line is «name: value»; a list has «- » before each entry.")
            if key in values:
                hint = "Each field may stand once in an entry: remove one, or begin a new entry with «- »."
                self._fail(at, f"«{key}» stands twice (first on line {lines[key][0]}).", hint)
            values[key], (_, below) = self._value(self._next(), depth + 1)
            lines[key] = (at, below)
            if until and until <= values.keys():
                break
        return values, (line, lines)

    def _fail(self, line: int, message: str, hint: str) -> NoReturn:
        raise UnreadableError(Problem(self._name, line, "", message, hint))
