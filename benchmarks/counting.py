"""Counting and intervals alone: 60 statements × 12 services, answers as codes made with a fixed seed.

    python benchmarks/counting.py [RESPONDENTS [WAY …]]

prints seconds of processor as JSON: the median of three rounds in turn, without imports and without making the codes.
The way `svy` needs that package; where it is not installed, it is left out.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np
import pandas as pd
from tests.builders import background, likert, make_survey

from nullpunkt.responses.model import Responses
from nullpunkt.stats.proportion import wilson_intervals
from nullpunkt.survey.model import ItemKey, Survey
from nullpunkt.tabulation.tabulate import tabulate

QUESTIONS, SERVICES, ROUNDS = 60, 12, 3
Way = Callable[[Survey, Responses], None]


def made(respondents: int) -> tuple[Survey, Responses]:
    """A background question, and statements that nobody left out."""
    services = background("tjeneste", *(f"t{number}" for number in range(SERVICES)))
    survey = make_survey(services, *(likert(f"p{number}") for number in range(QUESTIONS)), main="tjeneste")
    chance = np.random.default_rng(1)
    codes = {
        key: chance.integers(0, len(item.options), respondents).astype(np.int16) for key, item in survey.items.items()
    }
    return survey, Responses(survey.id, respondents, codes)


def ours(survey: Survey, responses: Responses) -> None:
    """The program's own counting, and an interval for every cell."""
    for table in tabulate(responses, survey).choices.values():
        n = table.counts.sum(axis=1, keepdims=True)
        wilson_intervals(table.counts, np.maximum(n, 1), np.inf)


def bare(survey: Survey, responses: Responses) -> None:
    """One `bincount` a question."""
    services = responses.choices[ItemKey("tjeneste")].astype(np.int64)
    for key, item in survey.items.items():
        columns = len(item.options)
        np.bincount(services * columns + responses.choices[key], minlength=SERVICES * columns)


def crosstab(survey: Survey, responses: Responses) -> None:
    """pandas."""
    frame = pd.DataFrame({str(key): codes for key, codes in responses.choices.items()})
    for key in survey.items:
        pd.crosstab(frame["tjeneste"], frame[str(key)])


def svy(survey: Survey, responses: Responses) -> None:
    """The package svy, successor of samplics: shares with Wilson intervals by service."""
    import polars as pl
    from svy import Design, Sample

    columns = {str(key): codes.astype(str) for key, codes in responses.choices.items()}
    sample = Sample(pl.DataFrame({**columns, "weight": np.ones(responses.respondents)}), Design(wgt="weight"))
    for key in survey.items:
        if str(key) != "tjeneste":
            sample.estimation.prop(str(key), by="tjeneste", ci_method="wilson")


WAYS: dict[str, Way] = {"bare": bare, "ours": ours, "crosstab": crosstab, "svy": svy}
USUAL = ("bare", "ours", "crosstab")


def main(respondents: int, names: Sequence[str]) -> None:
    """In turn, so that all see the same machine."""
    survey, responses = made(respondents)
    seconds: dict[str, list[float]] = {name: [] for name in names if name != "svy" or find_spec("svy")}
    for _ in range(ROUNDS):
        for name, found in seconds.items():
            start = time.process_time()
            WAYS[name](survey, responses)
            found.append(time.process_time() - start)
    print(json.dumps({name: statistics.median(found) for name, found in seconds.items()}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, sys.argv[2:] or USUAL)
