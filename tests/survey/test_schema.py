"""What an editor says of a file while it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from nullpunkt.survey.schema import module_schema, survey_schema

SURVEYS = Path(__file__).parents[2] / "surveys"
SURVEY = jsonschema.Draft202012Validator(survey_schema())
MODULE = jsonschema.Draft202012Validator(module_schema())


def wrong(validator: Any, text: str) -> list[str]:
    return [error.json_path for error in validator.iter_errors(yaml.safe_load(text))]


@pytest.mark.parametrize("path", sorted(SURVEYS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_files_hold(path: Path) -> None:
    validator = SURVEY if path.parent == SURVEYS else MODULE
    assert wrong(validator, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("title: Kort", []),
        ("title: {nb: Kort, en: Short}", []),
        ("title: {bokmål: Kort}", ["$.title"]),
        ("tittel: Kort", ["$", "$"]),
        ("title: Kort\nquestions: [{id: a, type: yesno, text: A}]", ["$.questions[0].type"]),
        ("title: Kort\nquestions: [{id: a, type: text, text: A, background: kanskje}]", ["$.questions[0].background"]),
        ("title: Kort\nquestions: [{id: Ærlig, type: text, text: A}]", ["$.questions[0].id"]),
        ("title: Kort\nindices: [{id: i, title: I, items: samarbeid}]", []),
    ],
)
def test_what_an_editor_marks(written: str, places: list[str]) -> None:
    assert wrong(MODULE, f"id: proeve\n{written}") == places


def test_every_field_is_explained() -> None:
    unexplained = [
        f"{entry}.{field}"
        for entry, schema in survey_schema()["$defs"].items()
        for field, explained in schema.get("properties", {}).items()
        if "description" not in explained
    ]
    assert unexplained == []
