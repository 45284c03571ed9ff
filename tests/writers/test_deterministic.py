"""A package is a function of its parts, and of nothing else."""

import io
import os
import subprocess
import sys
import zipfile
from datetime import date

import pytest

from nullpunkt.writers import deterministic
from nullpunkt.writers.deterministic import moment

CORE = """<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t">
<dc:creator>Kari Nordmann</dc:creator><cp:lastModifiedBy>ola</cp:lastModifiedBy>
<dcterms:created xsi:type="dcterms:W3CDTF">2026-03-04T05:06:07Z</dcterms:created>
<dcterms:modified xsi:type="dcterms:W3CDTF">2026-03-04T05:06:08Z</dcterms:modified></cp:coreProperties>"""


def package(parts: dict[str, bytes | str], *, when: tuple[int, int, int, int, int, int]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, when), content)
    return written.getvalue()


def normalise(data: bytes, *, day: date | None) -> bytes:
    return deterministic.normalise(data, day=day, language="nn-NO")


def read(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_time_and_order_of_writing_leave_no_trace() -> None:
    parts: dict[str, bytes | str] = {"word/document.xml": "<a/>", "[Content_Types].xml": "<t/>", "_rels/.rels": "<r/>"}
    early = package(parts, when=(2020, 1, 1, 0, 0, 0))
    late = package(dict(reversed(parts.items())), when=(2026, 7, 8, 9, 10, 12))

    assert early != late
    assert normalise(early, day=None) == normalise(late, day=None)


def test_content_types_come_first_then_the_relationships() -> None:
    parts: dict[str, bytes | str] = {"a.xml": "", "_rels/.rels": "", "[Content_Types].xml": ""}
    with zipfile.ZipFile(io.BytesIO(normalise(package(parts, when=(2020, 1, 1, 0, 0, 0)), day=None))) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "_rels/.rels", "a.xml"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("day", "stamp"), [(date(2026, 3, 1), b"2026-03-01T00:00:00Z"), (None, b"2000-01-01T00:00:00Z")]
)
def test_properties_get_the_survey_date_and_lose_the_people(day: date | None, stamp: bytes) -> None:
    core = read(
        normalise(package({"docProps/core.xml": CORE}, when=(2020, 1, 1, 0, 0, 0)), day=day), "docProps/core.xml"
    )

    assert core.count(stamp) == 2
    assert b"Kari" not in core
    assert b"<dc:language>nn-NO</dc:language>" in core
    assert b"ola<" not in core


def test_workbooks_inside_are_normalised_too() -> None:
    def with_workbook(second: int) -> bytes:
        when = (2026, 1, 1, 0, 0, second)
        inner = package({"docProps/core.xml": CORE.replace("06:07", f"06:{second:02}")}, when=when)
        return package({"ppt/embeddings/sheet1.xlsx": inner}, when=when)

    assert with_workbook(2) != with_workbook(4)
    assert normalise(with_workbook(2), day=None) == normalise(with_workbook(4), day=None)


def test_moment_is_midnight_of_the_survey() -> None:
    assert moment(date(2026, 3, 1)).isoformat() == "2026-03-01T00:00:00+00:00"


MACHINES = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["docx", "pptx", "pdf", "xlsx"])
def test_the_same_bytes_whatever_the_machine_is_set_to(name: str) -> None:
    code = (
        "import hashlib; from tests.sample_report import sample_report;"
        f"from nullpunkt.writers.{name} import render_{name} as render;"
        "sections = sample_report().sections[:3];"
        "print(hashlib.sha256(render(sample_report(sections=sections))).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, **machine}, capture_output=True, text=True, check=True
        ).stdout
        for machine in MACHINES
    }
    assert len(digests) == 1
