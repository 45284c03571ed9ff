"""One questionnaire and the same answers on every platform: the same numbers, only the recognition differs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.exports.lime_coded import write_lime_coded
from tests.exports.simulated import Person, simulate
from tests.exports.typed import write_typed
from tests.platforms.test_round_trip import EXPORTS, Export

from nullpunkt.loading.surveys import load_survey
from nullpunkt.request import CommandLine, request_for
from nullpunkt.survey.model import Survey
from nullpunkt.workflows import analyse

PEOPLE = 90
SURVEY = "bti-ansatte"


def _typed(language: str) -> Export:
    return lambda folder, survey, people: [write_typed(folder / "papir.xlsx", survey, people, language=language)]


FORMS: Mapping[str, tuple[str, Export]] = {
    "LimeSurvey, codes of our .lss": ("limesurvey", write_lime_coded),
    "paper, typed": ("table", _typed("nb")),
    "paper in nynorsk, typed": ("table", _typed("nn")),
    "paper in English, typed": ("table", _typed("en")),
}
ALL = {**EXPORTS, **FORMS}


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey(SURVEY)


@pytest.fixture(scope="module")
def people(survey: Survey) -> tuple[Person, ...]:
    return simulate(survey, people=PEOPLE, seed=7)


def numbers(paths: Sequence[Path], folder: Path) -> tuple[str, dict[str, Any]]:
    """The platform that was recognised, and everything that `results.json` says but for the days of answering."""
    request = request_for(
        CommandLine(responses=tuple(paths), formats=("md",), output=folder / "report"), known_formats=("md",)
    )
    outcome = analyse(request)
    found = json.loads((folder / "report" / "results.json").read_text(encoding="utf-8"))
    found["wave"].pop("date", None)
    return outcome.loaded[0].table.recognition.platform, found


@pytest.fixture(scope="module")
def expected(survey: Survey, people: tuple[Person, ...], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("expected")
    found = numbers(EXPORTS["Forms, Norwegian headers"][1](folder, survey, people), folder)[1]
    published = [estimate for estimate in found["estimates"] if estimate["status"] == "published"]
    assert len(published) > 200, "the comparison must be about numbers"
    return found


@pytest.mark.parametrize("name", [name for name in ALL if name != "Forms, Norwegian headers"])
def test_every_platform_gives_the_same_results(
    name: str, survey: Survey, people: tuple[Person, ...], expected: dict[str, Any], tmp_path: Path
) -> None:
    if name == "SPSS":
        pytest.importorskip("pyreadstat")
    platform, export = ALL[name]

    recognised, found = numbers(export(tmp_path, survey, people), tmp_path)

    assert recognised == platform
    assert found == expected
