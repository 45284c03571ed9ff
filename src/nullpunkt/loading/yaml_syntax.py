"""What libyaml stumbles over, in the words of somebody who has never heard of a token."""

from __future__ import annotations

import re

import yaml

_INDENT = "Lines that belong together begin in the same column; use blanks, two for each level."
_QUOTE = ("a quotation mark that is opened here is never closed.", "Add the closing mark.")
_TAB = ("there is a tab in the indentation.", "Use blanks, two for each level; in Notepad++ choose «TAB to Space».")
_DASH = ("a blank is missing after the dash.", "Write «- id: …» with a blank between.")
_COLON = (
    "there is a colon inside the text.",
    'A text with a colon needs quotation marks: text: "Tenk etter: har du …"',
)
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "this line is indented further than the line above allows.", _INDENT),
    (
        "expected ':'",
        "this line has no «name: value».",
        "Put a colon and a blank after the field's name, or quotation marks round a text that runs over several lines.",
    ),
    (
        "expected key",
        "the indentation does not fit the lines above, or something stands after a closing quote.",
        _INDENT,
    ),
    ("expected '-' indicator", "the indentation does not fit the list above.", _INDENT),
    ("unexpected end of stream", *_QUOTE),
    ("expected ',' or", "a list in [ ] or { } is not closed, or a comma is missing.", "Texts with commas need quotes."),
    ("expected node content", "a list in [ ] or { } has an empty place.", "Remove the comma too many."),
    ("cannot start any token", "a text may not begin with this character.", "Put the text in quotation marks."),
    ("unknown escape character", "a \\ inside quotation marks has a meaning of its own.", "Use single quotes: '…'"),
    ("block sequence entries", "a «- » stands where a list cannot begin.", "Begin the list on the next line."),
)


def plain_words(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, str, str, str]:
    """The line, no field, what is wrong and what to do."""
    problem, quoted = error.problem or "", "quoted scalar" in (error.context or "")
    begun = quoted or "expected ':'" in problem  # libyaml sees the end; the mistake is where it began
    mark = error.context_mark if begun and error.context_mark else (error.problem_mark or error.context_mark)
    at = min(mark.line, max(len(lines) - 1, 0)) if mark else 0
    for near in (at - 1, at):
        if (slip := _slip(lines[near] if near >= 0 else "")) is not None:
            return near + 1, "", *slip
    return at + 1, "", *(_QUOTE if quoted else _message(problem, lines, mark))


def _slip(line: str) -> tuple[str, str] | None:
    """What the eye does not see."""
    if re.match(r"\s*\t", line):
        return _TAB
    return _DASH if re.match(r"\s*-[^\s-]", line) else None


def _message(problem: str, lines: list[str], mark: yaml.Mark | None) -> tuple[str, str]:
    if "mapping values" in problem and mark and re.search(r":\s", lines[mark.line][: mark.column]):
        return _COLON
    for words, message, hint in _WORDS:
        if words in problem:
            return message, hint
    return f"this is not YAML ({problem}).", _INDENT
