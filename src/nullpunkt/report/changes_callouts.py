"""What stands before the changes: whom the numbers are about, and how small a change the waves could show."""

from __future__ import annotations

import math

from nullpunkt.analysis.comparison import Comparison
from nullpunkt.analysis.model import Results
from nullpunkt.report.changes_response import total
from nullpunkt.report.model import Callout
from nullpunkt.report.published import Published
from nullpunkt.stats.planning import minimal_detectable_change
from nullpunkt.stats.proportion import effective_size


def anonymous_callout(published: Published) -> Callout:
    """Whom the two numbers are about."""
    language = published.language
    return Callout(language.say("changes.anonymous_title"), language.say("changes.anonymous"))


def detectable_callout(published: Published, comparison: Comparison) -> Callout:
    """The smallest change from one half that these two waves would have found four times in five."""
    language = published.language
    title = language.say("changes.detectable_title")
    sizes = [_effective(wave) for wave in (comparison.baseline.earlier, published.results)]
    found = None
    if None not in sizes and all(size is not None and size > 0 for size in sizes):
        one, two = (size if size is not None else math.inf for size in sizes)
        found = minimal_detectable_change(0.5, first_effective_n=one, second_effective_n=two)
    minimum = language.style.number(comparison.minimum * 100)
    if found is None:
        return Callout(title, language.say("changes.detectable_none", minimum=minimum))
    points = language.style.number(max(found, comparison.minimum) * 100)
    return Callout(title, language.say("changes.detectable", points=points, minimum=minimum))


def _effective(results: Results) -> float | None:
    whole = total(results)
    if whole is None or whole.answered == 0:
        return None
    return effective_size(whole.answered, None if whole.invited is None else max(whole.invited, whole.answered))
