"""Published results made by hand: a small questionnaire in three languages, and rows that a test can read at a glance.

`share("trygg", 41, 60)` is 41 of 60 with Wilson's interval; `band` and `hidden` are rows without numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.small_survey import SERVICES, SURVEY

from nullpunkt.analysis.model import (
    Association,
    BaseRow,
    Estimate,
    GroupRow,
    IndexRow,
    ResponseRow,
    Results,
    Statistic,
    Status,
    Unit,
    Wave,
)
from nullpunkt.stats.proportion import wilson_interval

FAVOURABLE = Statistic.FAVOURABLE
PROPORTION = Statistic.PROPORTION


def groups_in(language: str) -> tuple[GroupRow, ...]:
    """The three services, named in this language."""
    sizes = ((40, 60), (30, 50), (6, 8))
    return tuple(
        GroupRow(
            by="tjeneste",
            group=service.code,
            label=service.text.into(language),
            members=(service.code,),
            n=answered,
            invited=invited,
        )
        for service, (answered, invited) in zip(SERVICES, sizes, strict=True)
    )


GROUPS = groups_in("nb")
RESPONSE = (
    ResponseRow(by=None, group=None, invited=118, answered=76, rate=76 / 118),
    ResponseRow(by="tjeneste", group="skole", invited=60, answered=40, rate=40 / 60),
    ResponseRow(by="tjeneste", group="barnehage", invited=50, answered=30, rate=30 / 50),
    ResponseRow(by="tjeneste", group="ppt", invited=8, answered=6, rate=6 / 8),
)
POLICY: dict[str, object] = {
    "profile": "standard",
    "min_group": 5,
    "full_from": 10,
    "other_breakdowns_from": 10,
    "band_width": 1,
    "sensitive_min": 10,
    "sensitive_band_width": 2,
    "risk_accepted": False,
}


def share(
    question: str,
    count: int,
    n: int,
    *,
    item: str | None = None,
    option: str | None = None,
    statistic: Statistic = FAVOURABLE,
    group: str | None = None,
    by: str = "tjeneste",
    population: int | None = None,
    weighted: bool = False,
    value: float | None = None,
) -> Estimate:
    """`count` of `n`, with Wilson's interval; `value` for a weighted share that the counts do not give."""
    figure = wilson_interval(count, n, population=population)
    moved = 0.0 if value is None else value - count / n
    low, high = (None if limit is None else min(1.0, max(0.0, limit + moved)) for limit in (figure.low, figure.high))
    return Estimate(
        question=question,
        item=item,
        option=option,
        statistic=PROPORTION if option is not None else statistic,
        by=None if group is None else by,
        group=group,
        n=n,
        count=count,
        estimate=count / n if value is None else value,
        low=low,
        high=high,
        method="wilson_fpc",
        population=population,
        weighted=weighted,
    )


def band(
    question: str, n: int, *, group: str, item: str | None = None, least: int | None = None, most: int | None = None
) -> Estimate:
    """Almost all or almost none of the group."""
    return Estimate(
        question=question,
        item=item,
        option=None,
        statistic=FAVOURABLE,
        by="tjeneste",
        group=group,
        n=n,
        status=Status.BAND,
        at_least=None if least is None else least / n,
        at_most=None if most is None else most / n,
    )


def hidden(question: str, *, group: str, item: str | None = None, option: str | None = None) -> Estimate:
    """A row without numbers."""
    return Estimate(
        question=question,
        item=item,
        option=option,
        statistic=FAVOURABLE if option is None else PROPORTION,
        by="tjeneste",
        group=group,
        status=Status.SUPPRESSED,
    )


def options_of(question: str, counts: dict[str, int], *, item: str | None = None) -> tuple[Estimate, ...]:
    """All respondents' answers by option."""
    n = sum(counts.values())
    return tuple(share(question, count, n, item=item, option=option) for option, count in counts.items())


def ticks(question: str, counts: dict[str, int], n: int) -> tuple[Estimate, ...]:
    """A multiple choice: how many of `n` ticked each option."""
    return tuple(share(question, count, n, option=option) for option, count in counts.items())


def versus_rest(
    question: str, group: str, difference: float, *, low: float, high: float, p: float, item: str | None = None
) -> Association:
    """One group against all the others."""
    verdict = "no_clear_difference" if p >= 0.05 else "higher" if difference > 0 else "lower"
    return Association(
        question=question,
        item=item,
        option=None,
        by="tjeneste",
        group=group,
        n=40,
        estimate=difference,
        low=low,
        high=high,
        p_value=p,
        p_adjusted=p,
        verdict=verdict,
    )


def results(
    *estimates: Estimate,
    bases: Sequence[BaseRow] = (),
    indices: Sequence[IndexRow] = (),
    associations: Sequence[Association] = (),
    groups: Sequence[GroupRow] = GROUPS,
    response: Sequence[ResponseRow] = RESPONSE,
    main_breakdown: str | None = "tjeneste",
    **changes: object,
) -> Results:
    """The results of `SURVEY` with these rows."""
    values: dict[str, object] = {
        "survey_id": SURVEY.id,
        "survey_version": SURVEY.version,
        "survey_title": "Nullpunktskartlegging",
        "unit": Unit(id=None, name="Fiktivvik"),
        "wave": Wave(label="baseline", date=date(2020, 9, 16)),
        "language": "nb",
        "policy": POLICY,
        "blocks": {"full": 8, "coarse": 2, "band": 1, "suppressed": 1},
        "comments": {"fritt": 12},
        **changes,
    }
    return Results(
        groups=tuple(groups),
        response=tuple(response),
        estimates=tuple(estimates),
        bases=tuple(bases),
        indices=tuple(indices),
        associations=tuple(associations),
        main_breakdown=main_breakdown,
        **values,  # type: ignore[arg-type]
    )


def base(
    question: str,
    valid: int,
    *,
    item: str | None = None,
    dont_know: int = 0,
    not_relevant: int = 0,
    blank: int = 0,
    not_asked: int = 0,
) -> BaseRow:
    """What became of everybody's answer."""
    return BaseRow(
        question=question,
        item=item,
        valid=valid,
        dont_know=dont_know,
        not_relevant=not_relevant,
        blank=blank,
        not_asked=not_asked,
    )


def full_results(**changes: object) -> Results:
    """Something of every kind: shown, band and hidden rows, all question types, tests, an index."""
    estimates = (
        *options_of("bekymret", {"ja": 67, "nei": 8}),
        share("bekymret", 67, 75, population=118, weighted=True, value=0.8940),
        share("bekymret", 33, 39, group="skole", population=60),
        share("bekymret", 28, 30, group="barnehage", population=50),
        band("bekymret", 6, group="ppt", least=5),
        *options_of("kultur", {"ja": 51, "nei": 24}),
        share("kultur", 51, 75, population=118, weighted=True),
        share("kultur", 20, 39, group="skole", population=60),
        share("kultur", 27, 30, group="barnehage", population=50),
        hidden("kultur", group="ppt"),
        *options_of("handlet", {"uenig": 10, "verken": 12, "enig": 25, "svaert_enig": 20}),
        share("handlet", 45, 67, population=105),
        hidden("handlet", group="skole"),
        hidden("handlet", group="barnehage"),
        hidden("handlet", group="ppt"),
        Estimate(question="antall", item=None, option=None, statistic=Statistic.MEAN, n=60, estimate=3.4),
        Estimate(question="antall", item=None, option=None, statistic=Statistic.MEDIAN, n=60, estimate=2.0),
        *ticks("hindringer", {"tid": 50, "plikt": 44, "stoette": 40, "kontakt": 12, "ingen": 8, "annet": 3}, 72),
        *(
            share("hindringer", 20, 38, option="tid", group="skole"),
            hidden("hindringer", group="barnehage", option="tid"),
            hidden("hindringer", group="ppt", option="tid"),
        ),
        *options_of("paastander", {"uenig": 20, "verken": 15, "enig": 25, "svaert_enig": 14}, item="ansvar"),
        share("paastander", 39, 74, item="ansvar", population=118, weighted=True),
        share("paastander", 22, 38, item="ansvar", group="skole"),
        *options_of("paastander", {"uenig": 10, "verken": 10, "enig": 30, "svaert_enig": 23}, item="rom"),
        share("paastander", 53, 73, item="rom", population=118, weighted=True),
        share("paastander", 28, 38, item="rom", group="skole"),
        band("paastander", 6, item="rom", group="ppt", least=5),
        *options_of("alder", {"smaa": 20, "store": 31, "unge": 16}),
    )
    values: dict[str, object] = {
        "bases": (
            base("bekymret", 75, blank=1),
            base("kultur", 75, dont_know=1),
            base("handlet", 67, not_asked=9),
            base("hindringer", 72, blank=4),
            base("paastander", 74, item="ansvar", blank=2),
            base("paastander", 73, item="rom", dont_know=3),
            base("alder", 67, dont_know=9),
        ),
        "indices": (
            IndexRow(index="klima", by=None, group=None, n=70, estimate=2.61, low=2.5, high=2.7, alpha=0.81, items=2),
            IndexRow(index="klima", by="tjeneste", group="skole", n=None, estimate=2.7),
            IndexRow(index="klima", by="tjeneste", group="barnehage", n=None, estimate=2.5),
            IndexRow(index="klima", by="tjeneste", group="ppt", n=None, estimate=None, status=Status.SUPPRESSED),
        ),
        "associations": (
            versus_rest("kultur", "skole", -0.31, low=-0.45, high=-0.15, p=0.001),
            versus_rest("kultur", "barnehage", 0.30, low=0.14, high=0.44, p=0.001),
            versus_rest("bekymret", "skole", -0.07, low=-0.2, high=0.05, p=0.3),
        ),
        **changes,
    }
    return results(*estimates, **values)  # type: ignore[arg-type]
