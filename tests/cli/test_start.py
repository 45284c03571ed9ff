"""What a command may not import: the time that a person waits is mostly imports, and one line brings them all back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "bamble"

OF_OTHERS = frozenset(
    {"pandas", "matplotlib", "openpyxl", "scipy", "jinja2", "markdown_it", "docx", "pptx", "xlsxwriter"}
)
OF_A_REPORT = frozenset({"nullpunkt.analysis.model", "nullpunkt.report.model", "nullpunkt.charts", "nullpunkt.writers"})
OF_FILES = frozenset({"numpy", "pydantic", "nullpunkt.responses.table"})
OF_WORDS = frozenset({"rich", "nullpunkt.loading.languages", "nullpunkt.cli.translation"})
OF_DEFINITIONS = frozenset({"yaml", "importlib.metadata", "dataclasses"})


def imported(*arguments: str | Path) -> set[str]:
    """What is in memory when the command is done."""
    script = (
        "import sys; sys.argv[0] = 'nullpunkt'; from nullpunkt.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "finally: print('', *sys.modules, sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stderr.split())


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["audit", "--help"], ["analyse", "--help"], ["validate", "--help"]]
)
def test_help_imports_nothing_but_its_own_command(arguments: list[str]) -> None:
    assert imported(*arguments) & (OF_OTHERS | OF_A_REPORT | OF_FILES | OF_WORDS | OF_DEFINITIONS) == set()


def test_the_list_of_questionnaires_reads_the_tops_of_their_files() -> None:
    assert imported("surveys", "list") & (OF_OTHERS | OF_A_REPORT | OF_FILES | OF_WORDS) == set()


def test_validate_imports_no_report_and_without_a_word_to_say_no_words() -> None:
    found = imported("validate", EXAMPLE / "responses.xlsx", "--quiet")
    assert found & (OF_OTHERS | OF_A_REPORT | OF_WORDS | {"numpy.ma"}) == set()
