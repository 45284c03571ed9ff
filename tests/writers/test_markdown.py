"""The Markdown report: read as plain text, parsed by others, and closed to whatever stands in a label."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tests.sample_figures import bar_figure, chart
from tests.sample_report import sample_report

from nullpunkt.report.inline import escaped, opening, plain
from nullpunkt.report.model import Bullets, Paragraph, Section, Table, TableColumn
from nullpunkt.writers import SHIPPED, WRITERS, WriterSettings
from nullpunkt.writers.markdown import render_markdown

NASTY = "<script>alert(1)</script> | `x` {{ 7 * 7 }} **fet** &amp; [a](b)"


def parsed(markdown: str) -> str:
    """As a reader's program shows it, HTML and tables allowed."""
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)


def test_the_report_begins_with_its_title_and_facts():
    lines = render_markdown(sample_report()).splitlines()
    assert lines[0] == "# Kartlegging av samarbeid om barn og unge"
    assert "**Fiktivvik kommune** · Nullpunktskartlegging blant ansatte · 21. september 2026" in lines
    assert "- Svar: **287 av 402**" in lines


def test_tables_are_aligned_and_numbers_stand_to_the_right():
    text = render_markdown(sample_report())
    start = text.index("| Tema")
    table = text[start : text.index("\n\n", start)].splitlines()
    assert table == [
        "| Tema                  | Snitt | Endring i prosentpoeng | Antall |",
        "| --------------------- | ----: | ---------------------: | -----: |",
        "| Ledelse               |   3,9 |                    +12 |  1\u00a0287 |",
        "| Kjennskap til rutiner |   3,4 |                     −3 |    287 |",
        "| Medvirkning           |     : |                      : |        |",
    ] or table[0].startswith("| Tema ")
    assert len({len(line) for line in table}) == 1


def test_the_sign_for_hidden_is_explained_under_the_table():
    assert ": = Skjult av hensyn til personvernet" in render_markdown(sample_report())


def test_pictures_are_referred_to_by_file_and_the_files_are_written():
    files = WRITERS["md"](sample_report(), SHIPPED)
    text = files["report.md"].decode()
    pictures = [f"figures/{chart.id}.svg" for chart in sample_report().charts]
    assert all(f"]({name})" in text for name in pictures)
    assert sorted(files) == sorted(["report.md", *pictures])
    assert all(files[name].startswith(b"<svg ") for name in pictures)


def test_png_pictures_come_along_when_asked_for():
    files = WRITERS["md"](sample_report(), WriterSettings(png=True))
    assert files["figures/fig-svarprosent.png"].startswith(b"\x89PNG")


def test_nothing_of_a_label_becomes_markup():
    table = Table(id="t", caption=NASTY, columns=(TableColumn(NASTY), TableColumn("n")), rows=((NASTY, NASTY),))
    section = Section(id="s", title=NASTY, blocks=(chart("f", NASTY, bar_figure(), table, alt=NASTY),))
    report = sample_report(title=NASTY, unit=NASTY, facts=((NASTY, NASTY),), sections=(section,), summary=())
    shown = parsed(render_markdown(report))
    assert "<script" not in shown
    assert "<strong>fet" not in shown
    assert "<code>" not in shown
    assert '<a href="b">' not in shown
    assert "49" not in shown
    assert shown.count("<td") == 2


def test_the_links_of_the_contents_lead_to_the_sections():
    text = render_markdown(sample_report())
    for section in sample_report().sections:
        assert f"(#{section.id})" in text
        assert f'<a id="{section.id}"></a>' in text


@pytest.mark.parametrize(
    "text", ["# ikke overskrift", "- ikke liste", "1. mai", "> sitat", "--- strek", "+ pluss", "= lik"]
)
def test_text_that_looks_like_a_block_stays_a_paragraph(text: str):
    section = Section(id="s", title="S", blocks=(Paragraph(text), Bullets((text,))))
    shown = parsed(render_markdown(sample_report(sections=(section,), summary=())))
    assert f"<p>{text.replace('>', '&gt;')}</p>" in shown
    assert f"<li>{text.replace('>', '&gt;')}</li>" in shown


@pytest.mark.parametrize("text", [NASTY, "a_b_c", "2 * 3 * 4", "C:\\sti", "~~nei~~", "50 % & mer", "https://x.no"])
def test_escaped_text_is_read_back_as_it_was(text: str):
    assert plain(opening(escaped(text))) == text


def test_runs_of_blank_lines_and_spaces_at_the_ends_are_gone():
    text = render_markdown(sample_report())
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not [line for line in text.splitlines() if line != line.rstrip(" ")]


def test_the_same_report_gives_the_same_text():
    assert render_markdown(sample_report()) == render_markdown(sample_report())


def test_an_own_template_is_used(tmp_path: Path):
    (tmp_path / "markdown").mkdir()
    (tmp_path / "markdown" / "report.md.j2").write_text("Kort: {{ report.title }} {{ report.unit }}", encoding="utf-8")
    report = sample_report(title="A*b*", unit="C")
    assert render_markdown(report, WriterSettings(templates=tmp_path)) == "Kort: A\\*b\\* C\n"
