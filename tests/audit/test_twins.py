"""The whole command on two sets of answers that differ only in hidden answers writes the same bytes."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tests.audit.twins import Twin, twins

from nullpunkt.disclosure import serial
from nullpunkt.intake import load
from nullpunkt.request import CommandLine, request_for
from nullpunkt.responses.coding import Coded
from nullpunkt.responses.model import Responses
from nullpunkt.workflows import count_and_protect
from nullpunkt.writers import WRITERS

EXAMPLE = Path(__file__).parents[2] / "examples" / "bamble"


def hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def analysed(folder: Path) -> dict[str, str]:
    command = [sys.executable, "-m", "nullpunkt", "analyse", "responses.xlsx", "--format", "html", "--format", "md"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    return hashes(folder / "responses-report")


def swap_in_file(path: Path, twin: Twin, coded: Coded) -> None:
    """Swaps the two respondents' cells, as if each had given the other's answer."""
    target = next(m for m in coded.matches if (m.target.question, m.target.item) == twin.item)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    column = next(cell.column for cell in sheet[1] if str(cell.value).split() == target.header.split())
    one, other = (sheet.cell(row=place + 2, column=column) for place in (twin.first, twin.second))
    assert one.value != other.value
    one.value, other.value = other.value, one.value
    book.save(path)


@pytest.mark.slow
def test_swapped_hidden_answers_leave_every_byte_as_it_was(tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLE, tmp_path / "first")
    request = request_for(CommandLine(responses=(folder / "responses.xlsx",)), known_formats=tuple(WRITERS))
    loaded = load(request)

    def public(responses: Responses) -> str:
        changed = replace(loaded, coded=replace(loaded.coded, responses=responses))
        return serial.to_json(count_and_protect(changed, request).tables)

    responses = loaded.coded.responses
    assert responses.respondents == 302
    tables = serial.from_json(public(responses))
    found = list(twins(responses, tables, loaded.survey, public, tries=12))
    assert found
    twin = shutil.copytree(EXAMPLE, tmp_path / "second")
    swap_in_file(twin / "responses.xlsx", found[0], loaded.coded)
    assert (folder / "responses.xlsx").read_bytes() != (twin / "responses.xlsx").read_bytes()
    assert analysed(twin) == analysed(folder)
