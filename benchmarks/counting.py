"""Counting and intervals alone: 60 statements × 12 services, answers as codes made with a fixed seed.

    python benchmarks/counting.py [RESPONDENTS]

prints seconds of processor as JSON: the median of three rounds in turn, without imports and without making the codes.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
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


def main(respondents: int) -> None:
    """In turn, so that all see the same machine."""
    survey, responses = made(respondents)
    ways: dict[str, Callable[[Survey, Responses], None]] = {"bare": bare, "ours": ours, "crosstab": crosstab}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = time.process_time()
            way(survey, responses)
            seconds[name].append(time.process_time() - start)
    print(json.dumps({name: statistics.median(found) for name, found in seconds.items()}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
