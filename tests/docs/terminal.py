"""A command of the documentation, run as it is written and in Markdown alone, which takes the least time."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

import pytest
from tests.docs.pages import ROOT

from nullpunkt.cli import run
from nullpunkt.writers import WRITERS

_REPORTING = {"analyse", "compare", "batch"}
_NOT_RUN = {"python", "pip", "pipx", "uv", "twine", "git", "Rscript", "eval", "cd"}


def shell(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What the terminal said; a command of others is only looked at."""
    words = shlex.split(line, comments=True)
    if not words:
        return ""
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE), line
        return ""
    if words[0] in _NOT_RUN:
        return ""
    assert words[0] == "nullpunkt", f"no way to check: {line}"
    capsys.readouterr()
    status = run(_quick(words[1:]))
    told = capsys.readouterr()
    assert status == 0, f"{line}\n{told.err}"
    return told.out + told.err


def _quick(words: Sequence[str]) -> list[str]:
    """The same command in Markdown alone, which takes the least time; the formats asked for must exist."""
    kept: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--format" and words[0] in _REPORTING:
            assert next(rest) in (*WRITERS, "all")
        else:
            kept.append(word)
    return [*kept, "--format", "md"] if words[0] in _REPORTING else kept
