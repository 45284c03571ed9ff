"""How often a report calls a change that is none, and how often it finds one that is there.

    python -m benchmarks.changes > docs/changes-simulation.md

A municipality has 300 employees in eight services and is asked 30 questions that hang together as answers of the same
people do. Estimates and changes are the program's own; services are taken as they are, as if none had to be hidden.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from statistics import NormalDist

import numpy as np

from nullpunkt.analysis.changes import Gate, changes
from nullpunkt.analysis.model import Change, Estimate, GroupRow, Results, Statistic, Unit, Wave
from nullpunkt.stats.estimate import Estimate as Figure
from nullpunkt.stats.proportion import wilson_interval
from nullpunkt.stats.stratified import Stratum, stratified_proportion

PAIRS = 2000
FEWER = 300
WITH_SERVICES = 300
"""pairs of each row in which the services are compared too, which takes most of the time"""
INDICATORS = 30
SIZES = (80, 70, 40, 35, 30, 20, 15, 10)
STAFF = sum(SIZES)
RATES = (0.60, 0.70)
RISE = 0.15
SEED = 20231018
SERVICE_OF = np.repeat(np.arange(len(SIZES)), SIZES)
SPREAD = (0.6**2 + 0.2**2 + 1) ** 0.5
EMPTY = Results(
    survey_id="simulation",
    survey_version="1",
    survey_title="",
    unit=Unit(id=None, name=""),
    wave=Wave(label="", date=date(2020, 10, 14)),
    language="nb",
    policy={},
    groups=tuple(
        GroupRow(by="tjeneste", group=f"s{n}", label="", members=(f"s{n}",), n=size) for n, size in enumerate(SIZES)
    ),
    response=(),
    estimates=(),
    main_breakdown="tjeneste",
)


def staff(chance: np.random.Generator, limits: np.ndarray, leaning: np.ndarray) -> np.ndarray:
    """Everybody's answer to every question: people lean the same way on all, services a little."""
    person = chance.normal(size=STAFF) * 0.6 + leaning[SERVICE_OF]
    return person[:, None] + chance.normal(size=(STAFF, INDICATORS)) > limits


def wave(answers: np.ndarray, chance: np.random.Generator, *, rate: float, known: bool, services: bool) -> Results:
    """A wave in which so many of each service answer, drawn by lot, as published results."""
    estimates: list[Estimate] = []
    rows = [
        chance.choice(np.flatnonzero(n == SERVICE_OF), size=round(rate * size), replace=False)
        for n, size in enumerate(SIZES)
    ]
    counts = np.array([answers[chosen].sum(axis=0) for chosen in rows])
    for question in range(INDICATORS):
        yes = counts[:, question].tolist()
        strata = [Stratum(f"s{n}", yes[n], len(rows[n]), size) for n, size in enumerate(SIZES)]
        total = stratified_proportion(strata) if known else wilson_interval(sum(yes), sum(map(len, rows)))
        estimates.append(replace(row(question, None, total), weighted=known))
        for n, size in enumerate(SIZES) if services else ():
            figure = wilson_interval(yes[n], len(rows[n]), population=float(size) if known else None)
            estimates.append(row(question, f"s{n}", figure))
    return replace(EMPTY, estimates=tuple(estimates))


def row(question: int, group: str | None, figure: Figure) -> Estimate:
    """A figure as a row of results.json."""
    return Estimate(
        question=f"q{question}",
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
        effective_n=figure.effective_n,
    )


@dataclass(frozen=True)
class Setting:
    """One row of the table; `kept` is the share of answers that are the same the second time."""

    name: str
    rise: float = 0.0
    kept: float = 1.0
    known: bool = True
    fewer: bool = False


SETTINGS = (
    Setting("Nothing changed; who answers is drawn anew"),
    Setting(f"One of the 30 rose by {RISE * 100:.0f} points among the staff", rise=RISE),
    Setting("Nothing changed, headcounts unknown", known=False, fewer=True),
    Setting("The same rise, headcounts unknown", rise=RISE, known=False, fewer=True),
    Setting("Every third answer drawn anew from the same shares", kept=2 / 3, fewer=True),
    Setting("Every answer drawn anew from the same shares", kept=0.0, fewer=True),
    Setting("Every answer drawn anew, headcounts unknown", kept=0.0, known=False, fewer=True),
)


def pairs(setting: Setting, number: int) -> Iterator[tuple[Change, ...]]:
    """The changes of so many pairs of waves."""
    for place in range(number):
        chance = np.random.default_rng([SEED, place])
        services = place < WITH_SERVICES and not setting.fewer
        shares = chance.uniform(0.15, 0.85, size=INDICATORS)
        shares[0] = chance.uniform(0.25, 0.60)
        limits = np.array([NormalDist(0, SPREAD).inv_cdf(1 - share) for share in shares])
        leaning = chance.normal(size=len(SIZES)) * 0.2
        first = staff(chance, limits, leaning)
        kept = chance.random(size=first.shape) < setting.kept
        second = np.where(kept, first, staff(chance, limits, leaning))
        if setting.rise:
            others = np.flatnonzero(~second[:, 0])
            second[chance.choice(others, size=round(setting.rise * STAFF), replace=False), 0] = True
        one = wave(first, chance, rate=RATES[0], known=setting.known, services=services)
        two = wave(second, chance, rate=RATES[1], known=setting.known, services=services)
        yield changes(one, two, gate=Gate())


def main(number: int) -> None:
    """Prints the page."""
    print(
        HEAD.format(staff=STAFF, indicators=INDICATORS, one=RATES[0] * 100, two=RATES[1] * 100, services=WITH_SERVICES)
    )
    print("| what happened | pairs | false call, municipality | false call, any service | the rise is called |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for setting in SETTINGS:
        times = min(number, FEWER) if setting.fewer else number
        whole = services = found = 0
        for compared in pairs(setting, times):
            called = [c for c in compared if c.verdict in ("increase", "decrease")]
            false = [c for c in called if not (setting.rise and c.question == "q0")]
            whole += any(c.by is None for c in false)
            services += any(c.by is not None for c in false)
            found += any(c.by is None and c.question == "q0" and c.verdict == "increase" for c in called)
        rise = f"{100 * found / times:.1f} %" if setting.rise else ""
        among = "" if setting.fewer else f"{100 * services / min(times, WITH_SERVICES):.1f} %"
        print(f"| {setting.name} | {times} | {100 * whole / times:.1f} % | {among} | {rise} |", flush=True)
    print(FOOT)


HEAD = """# How often a change is called

Made by `python -m benchmarks.changes`. {staff} employees in eight services, {indicators} questions; {one:.0f} per cent
of each service answer the first time and {two:.0f} per cent the second, drawn by lot. A false call is a report in which
any indicator without a true change is called a rise or a fall. For services it is of {services} pairs.
"""

FOOT = """
**How to read it.** The promise is at most five reports in a hundred with a false call, and a rise of 15 points found at
least four times in five. With the headcounts known, the program asks whether the *staff* answer differently than they
did; it counts with how many did not answer (finite population correction), and that is what makes such a rise visible
among 300 employees. Without headcounts it is cautious and finds less.

The rows with answers drawn anew ask something else. There people do not answer alike from one time to the next, so the
staff's answers do differ between the waves, but by chance and for no reason. The correction takes that for a change. So
a change that is called says *that* the staff answer differently, and not *why*; the report says so beside the result.
Who wants to know whether the workplace has changed leaves the headcounts out.
"""

if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)
