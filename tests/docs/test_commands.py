"""Every command and every piece of code in the documentation is run as it is written.

`shell` blocks are run line by line, and a `text` block right after one is what the terminal must have said; `…` in it
stands for anything. A block with a title is saved under that name before what follows is run. `r` blocks have a test
of their own; `powershell` blocks install things and are only looked at.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from tests.docs.pages import DOCS, GENERATED, Block, blocks, called, indented_commands, pages, prose
from tests.docs.terminal import shell
from tests.docs.test_add_platform import GUIDE
from tests.docs.workbench import EXAMPLES, PLATFORMS, RECOGNISED, export_of

from nullpunkt import __version__
from nullpunkt.cli import COMMANDS
from nullpunkt.loading.projects import load_project
from nullpunkt.loading.regions import load_region

_WRITTEN = [page for page in pages() if GENERATED not in page.parents]
_RUN_LANGUAGES = {"shell", "python"}


def _with_code(page: Path) -> bool:
    """Whether there is something to run; the guide for platforms is followed in a test of its own."""
    return page != GUIDE and any(block.language in _RUN_LANGUAGES or block.title for block in blocks(page))


@pytest.mark.parametrize("page", [p for p in _WRITTEN if _with_code(p)], ids=called)
def test_a_page_does_what_it_says(page: Path, workbench: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if page.parent == PLATFORMS and page.stem in RECOGNISED:
        export_of(page, workbench)
    said = ""
    names: dict[str, object] = {"__name__": "__page__"}
    everything = []
    for block in blocks(page):
        if block.title is not None:
            _save(block, workbench)
        elif block.language == "shell":
            said = "".join(shell(line, capsys) for line in block.text.splitlines())
            everything.append(said)
        elif block.language == "text" and said:
            assert _pattern(block.text).search(_plain(said)), f"the terminal said:\n{said}"
            said = ""
        elif block.language == "python":
            exec(compile(block.text, called(page), "exec"), names)
    if page.stem in RECOGNISED and page.parent == PLATFORMS:
        assert f"{RECOGNISED[page.stem]} (" in "".join(everything)


@pytest.mark.parametrize("page", sorted(EXAMPLES.glob("*/README.md")), ids=called)
def test_the_examples_do_what_they_say(page: Path, workbench: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(page.parent, workbench / "example")
    os.chdir(workbench / "example")
    commands = indented_commands(page)
    assert commands
    for line in commands:
        shell(line, capsys)


def _save(block: Block, folder: Path) -> None:
    path = folder / str(block.title)
    path.write_text(block.text, encoding="utf-8")
    if path.name == "nullpunkt.yaml":
        load_project(path)
    if path.name == "region.yaml":
        path = path.rename(folder / "kommuner" / "region.yaml")
        load_region(path)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _pattern(expected: str) -> re.Pattern[str]:
    return re.compile(re.escape(_plain(expected)).replace("…", ".*").replace(r"\…", ".*"), re.DOTALL)


@pytest.mark.parametrize("page", _WRITTEN, ids=called)
def test_commands_in_running_text_exist(page: Path) -> None:
    named = set(re.findall(r"`nullpunkt ([a-z]+)", prose(page)))
    assert named <= set(COMMANDS), f"{page}: {named - set(COMMANDS)}"


@pytest.mark.parametrize("page", _WRITTEN, ids=called)
def test_installation_names_the_wheel_of_this_version(page: Path) -> None:
    for block in blocks(page):
        if block.language == "powershell":
            assert not re.search(r"^nullpunkt ", block.text, re.MULTILINE), "what can be run belongs in a shell block"
        for version in re.findall(r"nullpunkt-(\d[\w.]*?)-py3", block.text):
            assert version == __version__


def test_every_block_says_what_it_is() -> None:
    known = {"shell", "text", "powershell", "yaml", "csv", "python", "r", "diff", "toml", "mermaid", "json", "bash", ""}
    found = {(called(page), block.language) for page in _WRITTEN for block in blocks(page)}
    assert {(page, language) for page, language in found if language not in known} == set()
    assert DOCS.is_dir()
