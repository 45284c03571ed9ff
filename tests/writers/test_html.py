"""The web page: whole in itself, structured for everybody, and closed to whatever stands in a label."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from tests.sample_figures import bar_figure, chart
from tests.sample_report import SUMMARY, sample_report

from nullpunkt.report.model import Paragraph, Section, Table, TableColumn
from nullpunkt.templating import TemplateProblem
from nullpunkt.writers import SHIPPED, WRITERS, WriterSettings
from nullpunkt.writers.html import render_html

NASTY = "<script>alert(1)</script> | `x` {{ 7 * 7 }} **fet** &amp;"


class Page(HTMLParser):
    """The elements of a page, with their attributes and the tags that surround them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], tuple[str, ...]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, tuple(self.open)))
        if tag not in {"meta", "link", "img", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "script"}:
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes, _ in self.elements if name == tag]


@pytest.fixture(scope="module")
def html() -> str:
    return render_html(sample_report())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_every_tag_is_closed(page: Page):
    assert page.open == []


def test_the_page_says_its_language_and_has_one_title(page: Page):
    assert page.all("html") == [{"lang": "nb"}]
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1


def test_headings_do_not_jump(page: Page):
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_ids_are_unique_and_every_reference_is_answered(page: Page):
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    wanted = {name for _, attributes, _ in page.elements for name in attributes.get("aria-labelledby", "").split()}
    wanted |= {a["href"].removeprefix("#") for a in page.all("a") if a["href"].startswith("#")}
    assert wanted <= set(ids)


def test_every_picture_is_titled_and_has_its_table(page: Page):
    report = sample_report()
    pictures = [(attributes, around) for tag, attributes, around in page.elements if tag == "svg"]
    assert all(attributes["role"] == "img" and attributes["aria-labelledby"] for attributes, _ in pictures)
    assert all("figure" in around for _, around in pictures)
    assert len(page.all("figure")) == len(page.all("figcaption")) == len(report.charts)
    in_figures = [around for tag, _, around in page.elements if tag == "table" and "figure" in around]
    assert len(in_figures) == len(report.charts)


def test_tables_have_a_caption_and_scoped_headers(page: Page):
    assert len(page.all("caption")) == len(page.all("table"))
    assert {attributes.get("scope") for attributes in page.all("th")} == {"col", "row"}


def test_the_page_runs_nothing_and_asks_nobody(page: Page, html: str):
    assert page.all("script") == page.all("link") == page.all("iframe") == []
    assert not [name for _, attributes, _ in page.elements for name in attributes if name.startswith("on")]
    assert not re.findall(r'(?:src|srcset|action|poster)="(?!data:)', html)
    assert re.findall(r"url\((?!data:)", html) == []
    assert "@import" not in html


def test_the_policy_allows_the_one_style_sheet_and_nothing_else(page: Page):
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert not [attributes for _, attributes, _ in page.elements if "style" in attributes]


def test_a_hidden_number_is_a_sign_with_its_meaning_and_a_note(html: str):
    assert '<abbr title="Skjult av hensyn til personvernet">:</abbr>' in html
    assert "<strong>:</strong> Skjult av hensyn til personvernet" in html


def test_bands_and_spans_stand_in_words(page: Page):
    text = " ".join(page.text)
    assert "minst 88\u00a0%" in text
    assert "høyst 12\u00a0%" in text
    assert "64–72\u00a0%" in text
    assert "\u22123" in text


def test_nothing_of_a_label_becomes_markup():
    nasty = Table(id="t-nasty", caption=NASTY, columns=(TableColumn(NASTY), TableColumn("n")), rows=((NASTY, NASTY),))
    section = Section(id="s", title=NASTY, blocks=(chart("f-nasty", NASTY, bar_figure(), nasty, alt=NASTY),))
    report = sample_report(title=NASTY, unit=NASTY, facts=((NASTY, NASTY),), sections=(section,), summary=())
    html = render_html(report)
    page = Page(html)
    assert page.all("script") == []
    assert "49" not in page.text
    assert page.text.count(NASTY) >= 8


def test_html_in_running_text_stays_text():
    section = Section(id="s", title="S", blocks=(Paragraph("<img src=x onerror=alert(1)> [x](javascript:alert(1))"),))
    page = Page(render_html(sample_report(sections=(section,), summary=())))
    assert page.all("img") == []
    assert not [link for link in page.all("a") if link["href"].startswith("javascript")]


def test_running_text_may_be_bold_italic_code_and_link():
    text = "**fet** *kursiv* `kode` [sted](#s) [nett](https://www.korus.no/)"
    section = Section(id="s", title="S", blocks=(Paragraph(text),))
    html = render_html(sample_report(sections=(section,), summary=()))
    assert "<strong>fet</strong> <em>kursiv</em> <code>kode</code>" in html
    assert '<a href="#s">sted</a> <a href="https://www.korus.no/">nett</a>' in html


def test_the_same_report_gives_the_same_page(html: str):
    assert render_html(sample_report()) == html


def test_an_empty_report_is_still_a_page():
    page = Page(render_html(sample_report(sections=(), summary=(), facts=(), footer="", synthetic=False, date=None)))
    assert page.open == []
    assert len(page.all("h1")) == 1


def test_made_up_data_are_named_as_such_at_both_ends_and_on_every_printed_page(html: str, page: Page):
    assert " ".join(page.text).count("Oppdiktede data") == 2
    assert '@bottom-left{content:"Oppdiktede data: ' in html
    assert "Oppdiktede" not in render_html(sample_report(synthetic=False))


def test_the_foot_of_a_printed_page_cannot_leave_the_style_sheet():
    html = render_html(sample_report(synthetic=False, unit='</style>"}*{', title="T"))
    assert '@bottom-left{content:"\\3c \\2f style\\3e \\22 \\7d \\2a \\7b  · T"' in html
    assert html.count("</style>") == 1


def test_a_logo_is_inside_the_page():
    page = Page(render_html(sample_report(logo=b"\x89PNG\r\n...")))
    assert page.all("img")[0]["src"].startswith("data:image/png;base64,")


def test_the_municipality_may_choose_its_colours():
    report = replace(sample_report(), palette=type(sample_report().palette)(accent="#004b3c", contrast="#8a1f5c"))
    html = render_html(report)
    assert "--accent:#004b3c" in html
    assert "#0b5c94" not in html


def test_own_templates_go_before_ours_and_the_rest_is_ours(tmp_path: Path):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "report.css").write_text("body{color:#123456}", encoding="utf-8")
    html = render_html(sample_report(), WriterSettings(templates=tmp_path))
    assert "body{color:#123456}" in html
    assert "<h1>Kartlegging" in html


def test_a_mistake_in_an_own_template_is_said_with_its_place(tmp_path: Path):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "report.html.j2").write_text("<p>\n{{ report.tittel }}</p>", encoding="utf-8")
    with pytest.raises(TemplateProblem, match="tittel"):
        render_html(sample_report(), WriterSettings(templates=tmp_path))


def test_an_own_template_cannot_reach_into_the_program(tmp_path: Path):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "report.html.j2").write_text("{{ report.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(TemplateProblem):
        render_html(sample_report(), WriterSettings(templates=tmp_path))


def test_the_writer_names_its_file():
    files = WRITERS["html"](sample_report(summary=SUMMARY), SHIPPED)
    assert list(files) == ["report.html"]
    assert files["report.html"].startswith(b"<!doctype html>")
