"""The page on how the formulas were checked is current."""

from __future__ import annotations

from tests.stats.checks import load
from tests.stats.report import PAGE, Line, measure


def printed_lines(heading: str) -> dict[str, tuple[int, float]]:
    """The table under a heading as kind → number of values and stated bound."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {heading}")[1].split("\n## ")[0]
    cells = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")][1:]
    return {row[0]: (int(row[2]), 0.0 if row[3] == "none" else float(row[3])) for row in cells}


def assert_current(lines: list[Line], printed: dict[str, tuple[int, float]]) -> None:
    command = "run `python -m tests.stats.report`"
    assert {line.kind: line.values for line in lines} == {kind: row[0] for kind, row in printed.items()}, command
    # Another processor may round the last bits otherwise; the stated bound must hold all the same.
    too_far = [line for line in lines if line.difference > max(printed[line.kind][1], 1e-12)]
    assert not too_far, command


def test_the_page_states_what_the_tests_find() -> None:
    assert_current(measure(load("expected.json"), "expected"), printed_lines("Synthetic surveys and hard cases"))
    assert_current(
        measure(load("published.json"), "r_value"), printed_lines("Examples from textbooks, papers and manuals")
    )
