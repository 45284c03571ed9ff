"""Public tables as JSON and back: the only form in which numbers leave this package."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from nullpunkt.disclosure.public import PublicTables

_TABLES = TypeAdapter(PublicTables)


def to_json(tables: PublicTables) -> str:
    """The public tables as JSON; a row holds only what its detail makes public."""
    if type(tables) is not PublicTables:
        raise TypeError("only protected tables can be written; protect the counts first")
    # Any: a JSON value, whose shape the adapter guarantees
    content: Any = _TABLES.dump_python(tables, mode="json")
    for table in content["tables"]:
        table["rows"] = [
            {name: value for name, value in row.items() if value is not None or name == "group"}
            for row in table["rows"]
        ]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def from_json(text: str) -> PublicTables:
    """The tables as `to_json` wrote them."""
    return _TABLES.validate_json(text)
