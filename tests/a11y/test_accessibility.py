"""The page in a real browser: axe-core finds nothing, it reflows at 320 px, and the keyboard suffices."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.sample_report import sample_report

from nullpunkt.charts.palette import check_theme
from nullpunkt.report.model import Band, ColumnKind, Section, Table, TableColumn
from nullpunkt.writers.html import render_html

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def missing(what: str) -> None:
    """Without a browser the tests are skipped, but never where a machine is to vouch for them."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        missing("Chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render_html(sample_report()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def opened(browser: Any, report: str) -> Iterator[Any]:
    """A page at a width of 1280, with a list of whatever it asked the network for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.asked = []
    page.complaints = []
    page.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:")) else page.asked.append(request.url),
    )
    page.on("console", lambda message: page.complaints.append(message.text))
    page.goto(report)
    yield page
    context.close()


def violations(page: Any) -> list[tuple[str, list[str]]]:
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        missing("axe-playwright-python")
    found = Axe().run(page, options={**RULES, "resultTypes": ["violations"]}).response["violations"]
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize(("width", "media"), [(1280, "screen"), (320, "screen"), (800, "print")])
def test_axe_finds_nothing(opened: Any, width: int, media: str):
    opened.set_viewport_size({"width": width, "height": 900})
    opened.emulate_media(media=media)
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert violations(opened) == []
    assert opened.asked == []


def test_axe_finds_nothing_in_a_municipalitys_own_colours(browser: Any, tmp_path: Path):
    path = tmp_path / "own.html"
    own = sample_report(palette=check_theme("#004b3c", "#b23a0d"))
    path.write_text(render_html(own), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    assert violations(page) == []
    page.close()


@pytest.mark.parametrize("width", [320, 480, 768, 1280])
def test_the_page_never_scrolls_sideways(opened: Any, width: int):
    opened.set_viewport_size({"width": width, "height": 900})
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert opened.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize(("width", "pictures"), [(320, ".narrow svg"), (1280, ".plot.wide svg")])
def test_each_figure_shows_one_picture(opened: Any, width: int, pictures: str):
    """A phone gets the narrow one, a screen and paper the wide one, and a screen reader never both."""
    opened.set_viewport_size({"width": width, "height": 900})
    shown = opened.evaluate(
        "[...document.querySelectorAll('figure')].map("
        "figure => [...figure.querySelectorAll('svg')].filter(one => one.checkVisibility()).length)"
    )
    assert shown == [1] * len(sample_report().charts)
    assert opened.locator(pictures).first.is_visible()


def test_the_browser_takes_the_policy_and_the_embedded_font(opened: Any):
    assert opened.complaints == []
    assert opened.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Open Sans\"'))")
    assert opened.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Open Sans"')


def test_the_skip_link_is_first_and_leads_to_the_content(opened: Any):
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.id") == "main"


def test_a_table_is_opened_by_keyboard(opened: Any):
    opened.locator("figure summary").first.focus()
    opened.keyboard.press("Enter")
    assert opened.locator("figure table").first.is_visible()


def test_paper_is_not_shrunk_by_a_wide_table(browser: Any, tmp_path: Path):
    """A browser scales the whole page down to what is widest on it: twelve columns have to fit on A4."""
    columns = (TableColumn("Svar"), *(TableColumn(f"Koordinerende enhet {n}", ColumnKind.SHARE) for n in range(11)))
    rows = tuple((label, *(Band(at_most=0.12),) * 11) for label in ("Omsorgssituasjonen", "Foreldrenes psykiske helse"))
    wide = Section(id="s", title="S", blocks=(Table(id="t", caption="T", columns=columns, rows=rows),))
    path = tmp_path / "wide.html"
    path.write_text(render_html(sample_report(sections=(wide,), summary=())), encoding="utf-8")
    a4_without_margins = 665
    page = browser.new_page(viewport={"width": a4_without_margins, "height": 900})
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= a4_without_margins
    page.close()


def test_print_shows_every_table(opened: Any):
    opened.emulate_media(media="print")
    heights = opened.evaluate(
        "[...document.querySelectorAll('details table')].map(one => one.getBoundingClientRect().height)"
    )
    assert len(heights) == len(sample_report().charts) + 1
    assert min(heights) > 20


def test_letters_are_measured_as_the_browser_draws_them(opened: Any):
    """The labels' widths come from our own table: off by more than 1 % they would be cut or collide."""
    from nullpunkt.charts.text import width

    drawn = opened.evaluate(
        "[...document.querySelectorAll('figure svg text')].filter(one => one.checkVisibility()).slice(0, 120)"
        ".map(one => [one.textContent, one.getComputedTextLength(), +one.getAttribute('font-size'),"
        " one.hasAttribute('font-weight')])"
    )
    wrong = [
        (text, length)
        for text, length, size, bold in drawn
        if abs(length - width(text, size, bold=bold)) > 0.03 * length + 1
    ]
    assert wrong == []
    assert len(drawn) > 40
