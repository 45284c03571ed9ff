"""From region.yaml or a folder to a plan: what is inherited, what wins, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nullpunkt.errors import DefinitionError, FileError
from nullpunkt.regions.analyse_unit import analyse_unit
from nullpunkt.regions.bundles import failure_of
from nullpunkt.regions.draft import draft_region
from nullpunkt.regions.model import RegionPlan, State
from nullpunkt.regions.plan import BatchLine, plan_of

REGION = """\
name: Region Sør
language: nn
formats: [html]
wave: "2024"
units:
  - id: "4014"
    responses: kragero.csv
    wave: follow_up
  - id: "4012"
    name: Bamble by
    responses: bamble
"""


def plan(folder: Path, **options: object) -> RegionPlan:
    return plan_of(BatchLine(region=folder, **options), known_formats=("html", "docx"))  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "sør"
    (home / "bamble").mkdir(parents=True)
    (home / "bamble" / "svar.csv").write_text("a;b\r\n1;2\r\n")
    (home / "kragero.csv").write_text("a;b\r\n1;2\r\n")
    (home / "region.yaml").write_text(REGION, encoding="utf-8")
    return home


def test_units_inherit_what_the_region_says_and_are_in_the_order_of_their_numbers(folder: Path) -> None:
    bamble, kragero = plan(folder).units
    assert (bamble.id, bamble.name, bamble.request.language, bamble.request.wave) == ("4012", "Bamble by", "nn", "2024")
    assert (kragero.name, kragero.request.wave) == ("Kragerø", "follow_up")
    assert [bamble.folder, kragero.folder] == ["4012-bamble-by", "4014-kragero"]


def test_a_project_file_beside_the_responses_goes_between(folder: Path) -> None:
    (folder / "bamble" / "nullpunkt.yaml").write_text("language: en\nname: Elsewhere\naccept: [missing-item]\n")
    bamble = plan(folder).units[0]
    assert (bamble.request.language, bamble.name, bamble.request.accept) == ("en", "Bamble by", {"missing-item"})


@pytest.mark.parametrize("listed", [True, False])
def test_a_project_file_that_cannot_be_used_costs_its_own_municipality_alone(folder: Path, listed: bool) -> None:
    if not listed:
        (folder / "region.yaml").unlink()
    (folder / "bamble" / "nullpunkt.yaml").write_text("min_group: mange\nwave: [2]\n")
    bamble, kragero = plan(folder).units
    assert kragero.trouble is None
    assert bamble.trouble is not None
    assert "nullpunkt.yaml" in bamble.trouble.reason
    assert "line 1, min_group" in bamble.trouble.hint
    assert "line 2, wave" in bamble.trouble.hint
    state, failure = analyse_unit(bamble, folder / "bundles")
    assert (state, failure) == (State.FAILED, bamble.trouble)
    assert failure_of(folder / "bundles" / bamble.folder) == failure


def test_a_folder_that_may_not_be_looked_into_is_a_municipality_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "region.yaml").unlink()
    look = Path.iterdir

    def closed(place: Path) -> Iterator[Path]:
        if place.name == "bamble":
            raise PermissionError(13, "Permission denied", str(place))
        return look(place)

    monkeypatch.setattr(Path, "iterdir", closed)
    assert [unit.id for unit in plan(folder).units] == ["4012", "4014"]


def test_the_command_line_wins(folder: Path) -> None:
    assert {unit.request.language for unit in plan(folder, language="nb").units} == {"nb"}


def test_a_folder_without_region_file_is_one_unit_for_each_folder_and_file(folder: Path) -> None:
    (folder / "region.yaml").unlink()
    assert [(unit.id, unit.name) for unit in plan(folder).units] == [("4012", "Bamble"), ("4014", "Kragerø")]


def test_the_draft_is_a_region_file_that_holds(folder: Path) -> None:
    draft_region(folder, name="Sør", language="nb", unit_column=None, overwrite=True)
    assert [unit.name for unit in plan(folder).units] == ["Bamble", "Kragerø"]


def test_mistakes_are_named_with_their_lines(folder: Path) -> None:
    (folder / "region.yaml").write_text(REGION.replace('"4012"', '"4014"').replace("    responses: bamble\n", ""))
    with pytest.raises(DefinitionError) as caught:
        plan(folder)
    assert ["line 9" in problem for problem in caught.value.problems] == [True, True]


def test_an_empty_folder_is_no_region(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no municipality"):
        plan(tmp_path)
