"""Before the survey: how sure can we be, and how large a change could a follow-up show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nullpunkt.stats.planning import answers_required, margin_of_error, minimal_detectable_change
from nullpunkt.stats.proportion import effective_size

RATES = (0.4, 0.6, 0.8)
"""response rates that a plan is made for"""
MARGIN = 0.05
"""the margin that a plan says the number of answers for"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One service (group None: all) at each response rate; shares 0–1.

    `margins` is half the interval's width at 50 per cent; `changes` the smallest rise from `baseline` that a follow-up
    with the same response would find with power 0.8, None where none would be; `required` answers for a margin of 5
    points. All of it presumes that those who answer are like those who do not.
    """

    group: str | None
    invited: int
    answers: tuple[int, ...]
    margins: tuple[float, ...]
    changes: tuple[float | None, ...]
    required: int


def plan_rows(
    headcounts: Sequence[tuple[str, int]], *, rates: Sequence[float] = RATES, baseline: float = 0.5
) -> Iterator[PlanRow]:
    """All together first, then each service."""
    yield _row(None, sum(count for _, count in headcounts), rates=rates, baseline=baseline)
    for group, invited in headcounts:
        yield _row(group, invited, rates=rates, baseline=baseline)


def _row(group: str | None, invited: int, *, rates: Sequence[float], baseline: float) -> PlanRow:
    answers = tuple(max(1, round(rate * invited)) for rate in rates)
    sizes = [effective_size(n, invited) for n in answers]
    return PlanRow(
        group=group,
        invited=invited,
        answers=answers,
        margins=tuple(margin_of_error(n, population=invited) for n in answers),
        changes=tuple(
            minimal_detectable_change(baseline, first_effective_n=size, second_effective_n=size) for size in sizes
        ),
        required=answers_required(MARGIN, population=invited),
    )
