"""What the documentation points at is there: files, headings, pictures, folders, and every page in the site's menu."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from tests.docs.pages import DOCS, ROOT, called, links, pages, prose

_PATH = re.compile(r"`((?:src|tests|docs|surveys|templates|examples|benchmarks)/[^`*<>{}… ]*)`")
_LARGEST_PICTURE = 100_000


def anchors(page: Path) -> set[str]:
    """The ids of a page's headings, as the site and GitHub make them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.replace("`", "")).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", pages(), ids=called)
def test_links_lead_somewhere(page: Path) -> None:
    for target in links(page):
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve()
        assert found.exists(), f"{called(page)} links to {target}"
        if anchor and found.suffix == ".md":
            assert anchor in anchors(found), f"{called(page)} links to {target}"


@pytest.mark.parametrize("page", pages(), ids=called)
def test_paths_named_in_the_text_exist(page: Path) -> None:
    for path in _PATH.findall(prose(page)):
        assert (ROOT / path).exists(), f"{called(page)} names {path}"


def test_the_readme_names_every_package_that_one_changes() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`src/nullpunkt/(\w+)/`", readme))
    assert named == {"readers", "platforms", "stats", "disclosure", "analysis", "report", "charts", "writers", "cli"}


def test_pictures_are_small_and_used() -> None:
    told = "".join(page.read_text(encoding="utf-8") for page in pages())
    for picture in sorted((DOCS / "pictures").iterdir()):
        assert picture.stat().st_size <= _LARGEST_PICTURE, picture.name
        assert f"pictures/{picture.name}" in told, f"no page shows {picture.name}"


def test_every_page_is_in_the_menu() -> None:
    menu = set(_files(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]))
    there = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    assert menu - there == set(), "the menu names pages that are not there"
    # pages straight in docs/ join the menu's last chapter by themselves: docs/menu.py
    assert {page for page in there - menu if "/" in page} == set(), "pages that the menu does not name"


def _files(entry: object) -> list[str]:
    match entry:
        case str():
            return [entry] if entry.endswith(".md") else []
        case dict():
            return [file for value in entry.values() for file in _files(value)]
        case list():
            return [file for value in entry for file in _files(value)]
    return []
