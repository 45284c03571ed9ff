"""Reads the synthetic surveys of the reference values; plain counting, none of it under test."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from nullpunkt.stats.stratified import DomainStratum, MeanStratum, Stratum

REFERENCE = Path(__file__).parent / "reference"
MISSING = ("", "97", "98", "99")
Row = dict[str, str]
SCALE = (1, 2, 3, 4, 5)
REVERSED = ("q3", "q5")


@lru_cache
def rows(file: str) -> tuple[Row, ...]:
    with (REFERENCE / file).open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def is_valid(row: Row, item: str) -> bool:
    return row[item] not in MISSING


def values(file: str, item: str) -> list[float]:
    return [float(row[item]) for row in rows(file) if is_valid(row, item)]


def scale_counts(found: Sequence[float]) -> list[int]:
    return [sum(value == score for value in found) for score in SCALE]


def headcounts(data: dict[str, object], wave: int | None = None) -> list[tuple[str, int, str | None]]:
    column = f"N_w{wave}" if wave else "N"
    return [(row["service"], int(row[column]), row.get("area")) for row in rows(str(data["headcount"]))]


def is_success(row: Row, item: str, success: object) -> bool:
    return float(row[item]) in ([float(s) for s in success] if isinstance(success, list) else [float(str(success))])


def proportion_strata(
    file: str, services: list[tuple[str, int, str | None]], item: str, success: object
) -> list[Stratum]:
    strata = []
    for name, population, area in services:
        answers = [row for row in rows(file) if row["service"] == name and is_valid(row, item)]
        count = sum(is_success(row, item, success) for row in answers)
        strata.append(Stratum(name, count, len(answers), population, area))
    return strata


def domain_strata(
    file: str,
    services: list[tuple[str, int, str | None]],
    item: str,
    success: object,
    belongs: Callable[[Row], bool],
) -> list[DomainStratum]:
    strata = []
    for name, population, area in services:
        people = [row for row in rows(file) if row["service"] == name]
        domain = [row for row in people if belongs(row) and is_valid(row, item)]
        count = sum(is_success(row, item, success) for row in domain)
        strata.append(DomainStratum(name, count, len(domain), len(people), population, area))
    return strata


def mean_strata(
    file: str, services: list[tuple[str, int, str | None]], score: Callable[[Row], float | None]
) -> list[MeanStratum]:
    strata = []
    for name, population, area in services:
        found = [score(row) for row in rows(file) if row["service"] == name]
        given = [value for value in found if value is not None]
        strata.append(MeanStratum.from_values(given, name=name, population=population, area=area))
    return strata


def item_score(item: str) -> Callable[[Row], float | None]:
    return lambda row: float(row[item]) if is_valid(row, item) else None


def battery(row: Row, items: Sequence[str]) -> list[float | None]:
    """The row's answers with reversed items turned round; None where there is no answer."""
    return [
        None if not is_valid(row, item) else 6 - float(row[item]) if item in REVERSED else float(row[item])
        for item in items
    ]
