"""Values as they were written, and the line of each."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from nullpunkt.loading.yaml_file import UnreadableError, read_yaml

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
trees = st.recursive(
    words.filter(lambda word: word not in ("", "~", "null")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


def test_nothing_is_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: no\nb: 0_5\nc: 1.10\nd: 2020-09-16\ne: on\nf: 010\ng: 'null'\nh: null\ni:\n", encoding="utf-8")
    assert read_yaml(path).value == {
        "a": "no",
        "b": "0_5",
        "c": "1.10",
        "d": "2020-09-16",
        "e": "on",
        "f": "010",
        "g": "null",
        "h": None,
        "i": None,
    }


def test_every_field_knows_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("﻿a: 1\nb:\n  - id: x\n    c: [2,\n      3]\n  - y\n", encoding="utf-8")
    document = read_yaml(path)
    lines = {loc: document.line_of(loc) for loc in [("a",), ("b", 0, "id"), ("b", 0, "c", 1), ("b", 1), ("b", 0, "?")]}
    assert lines == {("a",): 1, ("b", 0, "id"): 3, ("b", 0, "c", 1): 5, ("b", 1): 6, ("b", 0, "?"): 3}
    assert document.field_name(("b", 0, "c", 1)) == "b › x › c › no. 2"


def test_reading_stops_when_the_head_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("id: a\ntitle: b\nrest: *broken\n", encoding="utf-8")
    assert read_yaml(path, until=frozenset({"id", "title"})).value == {"id": "a", "title": "b"}


@settings(deadline=None, max_examples=60)
@given(tree=st.dictionaries(words, trees, min_size=1, max_size=4))
def test_what_yaml_writes_is_read_back(tmp_path_factory: object, tree: dict[str, object]) -> None:
    path = tmp_path_factory.mktemp("y") / "a.yaml"  # type: ignore[attr-defined]
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, default_style='"'), encoding="utf-8")
    assert read_yaml(path).value == tree


@settings(deadline=None, max_examples=60)
@given(text=st.text(alphabet=" \t\n-:[]{}\"'#&*!|>%@`?,ab", max_size=40))
def test_any_text_is_read_or_refused_with_a_problem(tmp_path_factory: object, text: str) -> None:
    path = tmp_path_factory.mktemp("y") / "a.yaml"  # type: ignore[attr-defined]
    path.write_text(text, encoding="utf-8")
    line = _line_told(path)
    assert line is None or 1 <= line <= text.count("\n") + 2


def _line_told(path: Path) -> int | None:
    try:
        return read_yaml(path).line_of(())
    except UnreadableError as error:
        return error.problem.line
