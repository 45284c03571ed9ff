"""Published results made in code: a few indicators of a few services, as an earlier run would have written them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tests.builders import background, yes_no

from nullpunkt.analysis.model import Estimate, GroupRow, IndexRow, ResponseRow, Results, Statistic, Status, Unit, Wave
from nullpunkt.stats.proportion import wilson_interval
from nullpunkt.stats.stratified import Stratum, stratified_proportion
from nullpunkt.survey.model import Survey
from nullpunkt.survey.record import record

Counts = Mapping[str, tuple[int, int]]
"""service -> (yes, answers)"""


def survey(*services: str, questions: tuple[str, ...] = ("kultur", "rutine"), text: str | None = None) -> Survey:
    """Yes/no questions after `tjeneste`; `text` is another wording of the first."""
    from tests.builders import text as in_bokmaal

    asked = [yes_no(question) for question in questions]
    if text is not None:
        asked[0] = replace(asked[0], text=in_bokmaal(text))
    return Survey(
        "skjema",
        "1",
        in_bokmaal("Skjema"),
        (),
        (background("tjeneste", *services), *asked),
        main_breakdown="tjeneste",
    )


def results(
    answers: Mapping[str, Counts],
    *,
    invited: Mapping[str, int] | None = None,
    day: date | None = date(2020, 10, 14),
    asked: Survey | None = None,
    groups: Mapping[str, tuple[str, ...]] | None = None,
    name: str = "Vestre Bygd",
    hidden: tuple[tuple[str, str], ...] = (),
    index: IndexRow | None = None,
) -> Results:
    """One wave; `groups` are merged services (code -> members), `hidden` (question, service) rows without numbers."""
    services = list(next(iter(answers.values())))
    rows = tuple(
        GroupRow(
            by="tjeneste",
            group=code,
            label=code.capitalize(),
            members=(groups or {}).get(code, (code,)),
            n=max(counts[code][1] for counts in answers.values()),
            invited=None if invited is None else invited[code],
        )
        for code in services
    )
    members = [member for row in rows for member in row.members]
    asked = asked or survey(*members, questions=tuple(answers))
    return Results(
        survey_id=asked.id,
        survey_version=asked.version,
        survey_title="Skjema",
        unit=Unit(id=None, name=name),
        wave=Wave(label="baseline", date=day),
        language="nb",
        policy={"profile": "standard", "min_group": 5},
        groups=rows,
        response=(_response(rows, invited),),
        estimates=tuple(e for q, counts in answers.items() for e in _item(q, counts, invited, hidden)),
        indices=() if index is None else (index,),
        main_breakdown="tjeneste",
        questionnaire=record(asked),
    )


def _response(rows: tuple[GroupRow, ...], invited: Mapping[str, int] | None) -> ResponseRow:
    answered, asked = sum(row.n for row in rows), None if invited is None else sum(invited.values())
    return ResponseRow(
        by=None, group=None, invited=asked, answered=answered, rate=None if asked is None else answered / asked
    )


def _item(
    question: str, counts: Counts, invited: Mapping[str, int] | None, hidden: tuple[tuple[str, str], ...]
) -> list[Estimate]:
    yes, n = (sum(values) for values in zip(*counts.values(), strict=True))
    if invited is None:
        whole = wilson_interval(yes, n)
    else:
        whole = stratified_proportion([Stratum(c, y, m, invited[c]) for c, (y, m) in counts.items()])
    found = [estimate(question, None, whole, weighted=invited is not None)]
    for code, (y, m) in counts.items():
        row = estimate(question, code, wilson_interval(y, m, population=None if invited is None else invited[code]))
        if (question, code) in hidden:
            row = Estimate(
                question=question,
                item=None,
                option=None,
                statistic=Statistic.FAVOURABLE,
                by="tjeneste",
                group=code,
                status=Status.SUPPRESSED,
            )
        found.append(row)
    return found


def estimate(question: str, group: str | None, figure, *, weighted: bool = False) -> Estimate:
    """A figure as a row of results.json."""
    return Estimate(
        question=question,
        item=None,
        option=None,
        statistic=Statistic.FAVOURABLE,
        by=None if group is None else "tjeneste",
        group=group,
        n=figure.n,
        count=figure.count,
        estimate=figure.value,
        low=figure.low,
        high=figure.high,
        population=None if figure.population is None else round(figure.population),
        weighted=weighted,
        effective_n=None if figure.effective_n == float("inf") else figure.effective_n,
    )


def band(row: Estimate, *, at_least: float | None = None, at_most: float | None = None) -> Estimate:
    """The row as almost all or almost none."""
    bare = Estimate(
        question=row.question,
        item=None,
        option=None,
        statistic=row.statistic,
        by=row.by,
        group=row.group,
        n=row.n,
    )
    return bare._replace(status=Status.BAND, at_least=at_least, at_most=at_most)
