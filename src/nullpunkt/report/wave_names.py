"""What a wave is called."""

from __future__ import annotations

from nullpunkt.analysis.model import Results
from nullpunkt.report.language import Language

KNOWN_WAVES = ("baseline", "follow_up")


def wave_name(results: Results, language: Language) -> str:
    """The wave's own label, or the language's word for the two that the program names."""
    label = results.wave.label
    return language.say(f"waves.{label}") if label in KNOWN_WAVES else label
