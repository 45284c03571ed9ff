"""«Slik leser du tallene»: one page for the reader who is no statistician."""

from __future__ import annotations

from nullpunkt.report.model import Bullets, Paragraph, Section
from nullpunkt.report.published import Published

SECTION = "chapter-guide"


def guide_section(published: Published) -> Section:
    """How to read the numbers, with this report's smallest group."""
    language = published.language
    least = published.results.policy.get("min_group", 5)
    names = ("share", "base", "uncertainty", "difference", "hidden", "band", "coarse", "rounding", "multiple", "index")
    values = {"n": least if isinstance(least, int) else 5}
    return Section(
        id=SECTION,
        title=language.say("guide.title"),
        blocks=(
            Paragraph(language.say("guide.introduction")),
            Bullets(tuple(language.say(f"guide.{name}", **values) for name in names)),
            Paragraph(language.say("guide.charts")),
        ),
    )
