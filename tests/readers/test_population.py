"""The population file in the forms that people write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import background, code_answers, make_survey
from tests.exports.cells import write_text
from tests.exports.forms import write_rows

from nullpunkt.errors import FileError
from nullpunkt.readers.population import read_population
from nullpunkt.responses.issues import Issue, IssueCode
from nullpunkt.responses.population import Population, more_answers_than_invited

SURVEY = make_survey(background("tjeneste", "skole", "barnehage", "ppt"), main="tjeneste")
EXPECTED = Population(204, {"skole": 120, "barnehage": 80, "ppt": 4})
SERVICES = [["Skole", 120], ["Barnehage", 80], ["PPT", 4]]


@pytest.mark.parametrize(
    "rows",
    [
        [["Tjeneste", "Antall ansatte"], *SERVICES],
        [["Teneste", "Tal på tilsette"], *SERVICES, ["Sum", 204]],
        [["Service", "Headcount"], *SERVICES, ["Total", 204]],
        [["Kommune", "Enhet", "Inviterte"], *(["Bamble", *row] for row in SERVICES)],
        [["Ansatte per 1.1."], [], ["Tjeneste", "Antall"], *SERVICES],
        SERVICES,
    ],
    ids=["Norwegian", "nynorsk with sum", "English", "third column", "title above", "no headers"],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_services_and_headcounts(rows: list[list[object]], kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"befolkning.{kind}"
    write = write_rows if kind == "xlsx" else write_text
    write(path, rows)

    population, issues = read_population(path, SURVEY)

    assert (population, issues) == (EXPECTED, ())


def _issues(issues: tuple[Issue, ...]) -> list[tuple[IssueCode, str, str]]:
    return [(issue.code, issue.found, issue.item) for issue in issues]


def test_unknown_and_missing_services_and_a_total_that_disagrees(tmp_path: Path) -> None:
    path = write_text(tmp_path / "p.csv", [["Tjeneste", "Antall"], ["Skule", 100], ["Rådhuset", "7"], ["Sum", "90"]])

    population, issues = read_population(path, SURVEY)

    assert population == Population(107, {"skole": 100})
    assert _issues(issues) == [
        (IssueCode.NEAR_OPTION, "Skule", ""),
        (IssueCode.UNKNOWN_SERVICE, "Rådhuset", ""),
        (IssueCode.MISSING_SERVICE, "", "barnehage"),
        (IssueCode.MISSING_SERVICE, "", "ppt"),
        (IssueCode.TOTAL_DISAGREES, "90", ""),
    ]


def test_a_total_alone(tmp_path: Path) -> None:
    path = write_text(tmp_path / "p.csv", [["Tjeneste", "Antall"], ["Hele kommunen", "1 204"]])

    assert read_population(path, SURVEY) == (Population(1204, {}), ())


def test_a_headcount_that_is_no_number(tmp_path: Path) -> None:
    path = write_text(
        tmp_path / "p.csv", [["Tjeneste", "Antall"], ["Skole", "ca. 100"], ["PPT", "4,5"], ["Barnehage", 8]]
    )

    population, issues = read_population(path, SURVEY)

    assert population.by_option == {"barnehage": 8}
    assert [issue.rows for issue in issues if issue.code is IssueCode.NOT_A_NUMBER] == [(2,), (3,)]


def test_a_file_without_headcounts(tmp_path: Path) -> None:
    path = write_text(tmp_path / "p.csv", [["Navn", "By"], ["Kari", "Oslo"]])

    with pytest.raises(FileError, match="holds no headcounts"):
        read_population(path, SURVEY)


def test_more_answers_than_people() -> None:
    responses = code_answers(SURVEY, 8, {"tjeneste": ["ppt"] * 5 + ["skole"] * 3})

    issues = more_answers_than_invited(Population(7, {"ppt": 4, "skole": 3}), responses, SURVEY)

    assert [(issue.code, issue.item, issue.count) for issue in issues] == [
        (IssueCode.MORE_ANSWERS_THAN_INVITED, "ppt", 5),
        (IssueCode.MORE_ANSWERS_THAN_INVITED, "", 8),
    ]
