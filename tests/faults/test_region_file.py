"""Whoever wrote the region.yaml: nothing of theirs is carried out, and nothing is written where it should not be."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.faults.scenario import hashes, write_region
from tests.faults.test_batch import batch, in_this_process, manifest_of
from tests.faults.test_hostile import BOMBS, INJECTIONS, check_all, no_network
from tests.faults.test_writing import Record

from nullpunkt.cli import run
from nullpunkt.errors import NullpunktError
from nullpunkt.loading.regions import load_region

fault = pytest.mark.fault
__all__ = ["in_this_process", "no_network"]


def listed(names: list[str], ids: list[str]) -> list[dict[str, str]]:
    return [
        {"id": unit, "name": name, "responses": f"000{place}.csv"}
        for place, (unit, name) in enumerate(zip(ids, names, strict=True), 1)
    ]


FILES = ("0001", "0002", "0003", "0004")


@fault(
    "HTML, Markdown, formulas, Jinja, entities, control signs in a region's name, its municipalities' names and ids",
    "plain text in every report, region.csv and region.xlsx; folders of plain letters inside the output",
)
@pytest.mark.parametrize("kind", INJECTIONS)
def test_injection_in_every_name(tmp_path: Path, kind: str) -> None:
    text = INJECTIONS[kind]
    ids = [f"{text} {number}" for number in range(3)] + ["0004"]
    names = [f"{text} by", f"{text} bygd", f"{text} øy", "Kommune 4"]
    more = {"formats": ["md", "html", "xlsx", "docx"], "mode": "published"}
    region = write_region(tmp_path / "region", FILES, **{**more, "name": text, "units": listed(names, ids)})
    assert batch(region, tmp_path) == 0
    output = tmp_path / "ut-reports"
    assert check_all(output) > 40
    for path in output.iterdir():
        assert re.fullmatch(r"[a-z0-9.-]+", path.name)
    lines = list(csv.reader(io.StringIO((output / "region.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len({line[0] for line in lines[1:]}) == 5
    sheet = openpyxl.load_workbook(output / "region.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert "hyperlink" not in zipfile.ZipFile(output / "region.xlsx").read("xl/worksheets/sheet1.xml").decode()


IDS = {
    "up": "../../x", "root": "/etc/passwd", "Windows": "..\\..\\x", "reserved": "CON", "reserved too": "LPT1.txt",
    "ours": "region", "dot": ".", "dots": "..", "nothing": " ", "signs": "!?*:|", "NUL": "a\0b", "line": "a\nb",
    "long": "x" * 5_000, "letters": "北京", "hidden": ".nullpunkt",
}  # fmt: skip


@fault(
    "a municipality called ../x, /etc/passwd, CON, region, «.», 5 000 letters, Chinese",
    "a report inside the output, or refused",
)
@pytest.mark.parametrize("kind", IDS)
def test_ids_that_lead_elsewhere(tmp_path: Path, kind: str) -> None:
    ids = [IDS[kind], "0002", "0003", "0004"]
    region = write_region(tmp_path / "region", FILES, units=listed(ids, ids))
    before = hashes(region)
    status = batch(region, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) in (["region"], ["region", "ut-private", "ut-reports"])
    assert hashes(region) == before
    if status:
        assert status in (1, 2)
        assert not (tmp_path / "ut-reports").exists()
    else:
        folders = [unit["folder"] for unit in manifest_of(tmp_path)["options"]["units"]]
        assert len(set(folders)) == 4
        for folder in folders:
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", folder)
            assert folder not in ("con", "lpt1", "region")
            assert (tmp_path / "ut-reports" / folder / "report.md").is_file()


@fault(
    "two municipalities whose folders a file system without capitals or signs would take for one", "refused, both named"
)
@pytest.mark.parametrize(
    ("one", "two"),
    [("Ås", "ås"), ("A B", "a-b"), ("A", "Å"), ("straße", "STRASSE"), ("x" * 80, "x" * 81), ("CON", "con unit")],
)
def test_folders_that_collide(tmp_path: Path, capfd: pytest.CaptureFixture[str], one: str, two: str) -> None:
    region = write_region(tmp_path / "region", FILES, units=listed([one, two, "C", "D"], [one, two, "C", "D"]))
    assert run(["batch", str(region), "--output", str(tmp_path / "ut-reports")]) == 2
    assert "the same folder" in capfd.readouterr().err
    assert not (tmp_path / "ut-reports").exists()


@fault("YAML bombs and slips in a region file", "refused with the place")
@pytest.mark.parametrize("kind", BOMBS)
def test_yaml_bombs(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "region.yaml"
    path.write_bytes(BOMBS[kind].encode("utf-8", "surrogateescape"))
    with pytest.raises(NullpunktError) as told:
        load_region(path)
    assert len(str(told.value)) < 2_000


WRONG: dict[str, object] = {
    "a list": [1], "a number": 5, "nothing": None, "a text": "0001.csv", "no id": [{"responses": "0001.csv"}],
    "twice": [{"id": "1", "responses": "a"}] * 2,
    "a key of nobody's": [{"id": "1", "responses": "a", "command": "rm -rf /"}],
    "a list as a file": [{"id": "1", "responses": ["a"]}], "no answers": [{"id": "1"}],
}  # fmt: skip


@fault("a region file whose municipalities are not what they should be", "refused with the line, status 1")
@pytest.mark.parametrize("kind", WRONG)
def test_units_that_are_none(tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str) -> None:
    region = write_region(tmp_path / "region", FILES, units=WRONG[kind])
    assert run(["batch", str(region), "--output", str(tmp_path / "ut-reports")]) == 1
    told = capfd.readouterr().err
    assert "region.yaml" in told
    assert "fault of" not in told
    assert not (tmp_path / "ut-reports").exists()


@fault(
    "a region of two thousand municipalities, all without their file", "status 3 or 1 in seconds, each with its reason"
)
def test_many_without_a_file(tmp_path: Path, capfd: pytest.CaptureFixture[str], record_property: Record) -> None:
    units = [{"id": f"{number:04}", "name": f"K {number}", "responses": f"{number}.csv"} for number in range(2_000)]
    region = write_region(tmp_path / "region", [], units=units)
    assert run(["batch", str(region), "--output", str(tmp_path / "ut-reports"), "--json"]) == 3
    told = json.loads(capfd.readouterr().out)
    assert (told["failed"], told["region_written"]) == (2_000, False)
    assert all(unit["reason"] and unit["hint"] for unit in told["units"])
    record_property("tried", 2_000)
