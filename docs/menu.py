"""MkDocs hook: a page straight in `docs/` that the menu does not name joins its last chapter, «Evidence»."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def on_config(config: Any) -> Any:
    """Adds what is there and not yet named."""
    evidence = config["nav"][-1]["Evidence"]
    there = sorted(page.name for page in Path(config["docs_dir"]).glob("*.md"))
    evidence += [name for name in there if name not in evidence and name != "index.md"]
    return config
