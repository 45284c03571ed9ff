"""How a cell is printed, the same for every format that prints text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.sample_figures import PAGE_NB, WORDS_NB
from tests.sample_report import sample_report

from nullpunkt.report.cells import cell_text, hides, is_numeric
from nullpunkt.report.model import Band, Cell, ColumnKind, Mark, Span, Table, TableColumn
from nullpunkt.report.numbering import numbering
from nullpunkt.report.words import PAGE_WORDS

SHARE = TableColumn("Andel", ColumnKind.SHARE)
SCORE = TableColumn("Snitt", ColumnKind.SCORE, 1)
COUNT = TableColumn("n", ColumnKind.COUNT)
POINTS = TableColumn("Endring", ColumnKind.POINTS)
INTERVAL = TableColumn("Usikkerhet", ColumnKind.INTERVAL)
SCORES = TableColumn("Usikkerhet", ColumnKind.INTERVAL, 1)


@pytest.mark.parametrize(
    ("cell", "column", "printed"),
    [
        ("Skole", TableColumn("Tjeneste"), "Skole"),
        (0.684, SHARE, "68\u00a0%"),
        (0.0, SHARE, "0\u00a0%"),
        (0.001, SHARE, "<1\u00a0%"),
        (3.94, SCORE, "3,9"),
        (1287, COUNT, "1\u00a0287"),
        (-0.034, POINTS, "\u22123"),
        (0.121, POINTS, "+12"),
        (0.0, POINTS, "0"),
        (Span(0.64, 0.72), INTERVAL, "64–72\u00a0%"),
        (Span(3.25, 3.94, share=False), SCORES, "3,3–3,9"),
        (Band(at_least=0.88), SHARE, "minst 88\u00a0%"),
        (Band(at_most=0.12), SHARE, "høyst 12\u00a0%"),
        (Band(at_least=0.9988), SHARE, "minst 99\u00a0%"),
        (Band(at_most=0.0012), SHARE, "høyst 1\u00a0%"),
        (Mark.HIDDEN, SHARE, ":"),
        (Mark.NOT_APPLICABLE, SHARE, ""),
    ],
)
def test_a_cell_is_printed(cell: Cell, column: TableColumn, printed: str):
    assert cell_text(cell, column, WORDS_NB) == printed


def test_only_text_stands_to_the_left():
    assert not is_numeric(TableColumn("Tjeneste"))
    assert all(is_numeric(column) for column in (SHARE, SCORE, COUNT, POINTS, INTERVAL))


@pytest.mark.parametrize(("cell", "hidden"), [(Mark.HIDDEN, True), (Mark.NOT_APPLICABLE, False), (0.5, False)])
def test_a_table_knows_whether_the_sign_for_hidden_stands_in_it(cell: Cell, hidden: bool):
    table = Table(id="t", caption="T", columns=(TableColumn("A"), SHARE), rows=(("x", cell),))
    assert hides(table) is hidden
    assert not hides(replace(table, note="«:» betyr at tallet ikke vises."))


def test_figures_and_tables_are_counted_apart_and_a_figures_own_table_not_at_all():
    numbers = numbering(sample_report())
    assert numbers["fig-svarprosent"] == 1
    assert numbers["fig-utvikling"] == 9
    assert numbers["tab-endring"] == 1
    assert "tab-svarprosent" not in numbers


def test_the_sample_gives_every_word_that_a_page_needs():
    assert set(PAGE_NB) == set(PAGE_WORDS)
