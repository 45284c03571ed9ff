"""Ids of sections, charts and tables: file names and anchors, letters, digits, - and _ alone."""

from __future__ import annotations

import re

from nullpunkt.survey.model import ItemKey


def chart_id(key: ItemKey, by: str | None = None) -> str:
    """`<question>[-<item>][-by-<by>]`."""
    return ascii_id("-".join([*filter(None, key), *(["by", by] if by else [])]))


def table_id(key: ItemKey, by: str | None = None) -> str:
    """`t-<question>[-<item>]-<by|all>`."""
    return ascii_id("-".join(["t", *filter(None, key), by or "all"]))


def question_section(question: str) -> str:
    """The section of a question."""
    return ascii_id(f"q-{question}")


def index_section(index: str) -> str:
    """The section of an index."""
    return ascii_id(f"index-{index}")


def chapter_section(chapter: str) -> str:
    """The section of a theme."""
    return ascii_id(f"theme-{chapter}")


def ascii_id(text: str) -> str:
    """Everything but letters, digits, - and _ as -."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text)
