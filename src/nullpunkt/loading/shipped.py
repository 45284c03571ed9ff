"""Which questionnaires there are, by the tops of their files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nullpunkt.loading.yaml_file import UnreadableError, read_yaml, refused
from nullpunkt.resources import shipped
from nullpunkt.survey.model import FALLBACK_LANGUAGE, Text

_HEAD = frozenset({"id", "version", "title"})


@dataclass(frozen=True, slots=True)
class ShippedSurvey:
    """A questionnaire that travels with the program; only the top of its file has been read."""

    id: str
    version: str
    title: Text
    path: Path


def shipped_surveys() -> tuple[ShippedSurvey, ...]:
    """The questionnaires of the program in alphabetical order, without checking them."""
    return tuple(_shipped_survey(path) for path in sorted(shipped("surveys").glob("*.yaml")))


def _shipped_survey(path: Path) -> ShippedSurvey:
    try:
        head = read_yaml(path, name=path.name, until=_HEAD).value
    except UnreadableError as error:
        raise refused((error.problem,)) from None
    fields = head if isinstance(head, dict) else {}
    title = fields.get("title", path.stem)
    text = Text(title if isinstance(title, dict) else {FALLBACK_LANGUAGE: str(title)})
    return ShippedSurvey(str(fields.get("id", path.stem)), str(fields.get("version", "")), text, path)
