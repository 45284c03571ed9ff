"""JSON Schemas of the files that people write and of the one that others read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Schema = dict[str, Any]  # Any: JSON
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _survey() -> Schema:
    from nullpunkt.survey.schema import survey_schema

    return survey_schema()


def _module() -> Schema:
    from nullpunkt.survey.schema import module_schema

    return module_schema()


def _project() -> Schema:
    from nullpunkt.loading.projects import ProjectFile

    return {"$schema": DIALECT, **ProjectFile.model_json_schema(), "title": "nullpunkt.yaml"}


def _region() -> Schema:
    from nullpunkt.loading.regions import RegionFile

    return {"$schema": DIALECT, **RegionFile.model_json_schema(), "title": "region.yaml"}


def _results() -> Schema:
    from pydantic import TypeAdapter

    from nullpunkt.analysis import model
    from nullpunkt.analysis.serial import KIND, SCHEMA_VERSION

    rows = {
        "groups": model.GroupRow,
        "response": model.ResponseRow,
        "estimates": model.Estimate,
        "bases": model.BaseRow,
        "indices": model.IndexRow,
        "associations": model.Association,
        "changes": model.Change,
        "index_changes": model.IndexChange,
        "changes_from_previous": model.Change,
        "paired": model.PairedChange,
        "benchmarks": model.Benchmark,
    }
    tables: Schema = {}
    shared: Schema = {}
    for name, row in rows.items():
        schema = TypeAdapter(row).json_schema(ref_template="#/$defs/{model}")
        shared |= schema.pop("$defs", {})
        tables[name] = {"type": "array", "items": {**schema, "additionalProperties": True}}
    text = {"type": "string"}
    return {
        "$schema": DIALECT,
        "title": "results.json of nullpunkt",
        "type": "object",
        "required": ["kind", "schema_version", "generator", "survey", "unit", "wave", "policy", *rows],
        "properties": {
            "kind": {"const": KIND},
            "schema_version": {"const": SCHEMA_VERSION},
            "generator": {"type": "object", "required": ["name", "version"]},
            "survey": {"type": "object", "required": ["id", "version", "title"], "additionalProperties": text},
            "unit": {"type": "object", "required": ["id", "name"]},
            "wave": {"type": "object", "required": ["label", "date"]},
            "policy": {"type": "object", "required": ["profile", "min_group"]},
            **tables,
        },
        "$defs": shared,
    }


SCHEMAS: dict[str, Callable[[], Schema]] = {
    "survey": _survey,
    "module": _module,
    "project": _project,
    "region": _region,
    "results": _results,
}
