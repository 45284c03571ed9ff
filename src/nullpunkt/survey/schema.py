"""JSON Schema of the YAML files, so that an editor completes and checks them while they are written."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from nullpunkt.survey.definition import LANGUAGE_CODE, ModuleFile, SurveyFile

Schema = dict[str, Any]


class _Generator(GenerateJsonSchema):
    """What validators accept beside the declared type: a plain text for a text, one name for a list of names."""

    def function_before_schema(self, schema: Any) -> Schema:
        inner: Schema = super().function_before_schema(schema)
        if inner.get("type") == "object":
            inner = {**inner, "propertyNames": {"pattern": f"^{LANGUAGE_CODE.pattern}$"}, "minProperties": 1}
        return {"anyOf": [{"type": "string"}, inner]}

    def str_schema(self, schema: Any) -> Schema:
        """An unquoted 1 is a text in our files, and a number to an editor."""
        written: Schema = super().str_schema(schema)
        return written if "pattern" in written else {**written, "type": ["string", "number"]}


def survey_schema() -> Schema:
    """The schema of a questionnaire's file."""
    return _published(SurveyFile, "A questionnaire of nullpunkt")


def module_schema() -> Schema:
    """The schema of a module's file."""
    return _published(ModuleFile, "A module of nullpunkt: questions that several questionnaires share")


def _published(model: type[BaseModel], title: str) -> Schema:
    schema = model.model_json_schema(schema_generator=_Generator, mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_without_titles(schema), "title": title}


def _without_titles(node: Any) -> Any:
    """pydantic's titles repeat the names, which an editor shows anyway."""
    if isinstance(node, list):
        return [_without_titles(part) for part in node]
    if not isinstance(node, dict):
        return node
    generated = isinstance(node.get("title"), str)
    return {key: _without_titles(part) for key, part in node.items() if not (key == "title" and generated)}
