"""What a municipality says of its services between two waves: every run reads it, few do anything with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What became of the services between two waves, by option code; earlier codes on the left."""

    renamed: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """new code -> the earlier services it is made of"""
    closed: frozenset[str] = frozenset()
    new: frozenset[str] = frozenset()

    def now(self, code: str) -> str:
        """What an earlier service is called in the later wave."""
        into = {old: new for new, olds in self.merged.items() for old in olds}
        return self.renamed.get(code) or into.get(code) or code
