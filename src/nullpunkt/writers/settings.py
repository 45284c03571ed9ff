"""What a user may give to shape the files beside the report itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterSettings:
    """Own templates and what pictures go along; each writer takes what concerns it."""

    templates: Path | None = None
    """a folder laid out as `templates/`, searched before the shipped one"""
    word_template: Path | None = None
    slide_template: Path | None = None
    png: bool = False
    """PNG beside the SVG pictures of the Markdown report"""


SHIPPED = WriterSettings()
