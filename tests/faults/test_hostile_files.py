"""Exports made to do harm: nothing is unpacked to disk, fetched, expanded without bound or read from elsewhere."""

from __future__ import annotations

import os
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import openpyxl
import pytest
from tests.faults.scenario import CANARIES, HEADERS, rows

from nullpunkt.errors import FileError
from nullpunkt.platforms.limesurvey_structure import parse_structure
from nullpunkt.platforms.registry import recognise_table
from nullpunkt.readers import workbook as workbooks
from nullpunkt.readers.reading import read

fault = pytest.mark.fault
SECRET = "innholdet-i-en-annen-fil"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a reader looked for a name on the network")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused, raising=False)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in [HEADERS, *rows(12)]:
        book.active.append(row)
    book.save(tmp_path / "svar.xlsx")
    (tmp_path / "annen.txt").write_text(SECRET, encoding="utf-8")
    return tmp_path / "svar.xlsx"


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def all_text(path: Path) -> str:
    """Every cell as it was read."""
    return "\n".join(str(cell) for sheet in read([path]).sheets for row in sheet.rows() for cell in row)


@fault("archives whose parts are called ../ or / (zip slip)", "nothing is unpacked to disk; the answers read")
@pytest.mark.parametrize(
    "name", ["../evil.txt", "/tmp/nullpunkt-evil.txt", "..\\evil.txt", "xl/../../evil.txt", "C:\\evil"]
)
def test_zip_slip(workbook: Path, name: str) -> None:
    changed(workbook, name, lambda _: b"evil")
    before = sorted(workbook.parent.parent.rglob("*"))
    assert recognise_table(read([workbook])).rows == 12
    assert sorted(workbook.parent.parent.rglob("*")) == before
    assert not Path("/tmp/nullpunkt-evil.txt").exists()


@fault("external entities in a workbook's parts (XXE)", "refused or left out, never the other file's content")
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_external_entities_in_a_workbook(workbook: Path, part: str) -> None:
    kind = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(workbook.parent / "annen.txt").as_uri()}">]>'.encode()

    def poisoned(content: bytes) -> bytes:
        declaration, end, rest = content.partition(b"?>")
        body = declaration + end + rest if end else content
        start = body.find(b"<", body.find(b"?>") + 1 if end else 0)
        return (body[:start] + kind + body[start:]).replace(HEADERS[3].encode(), b"&e;", 1)

    changed(workbook, part, poisoned)
    try:
        assert SECRET not in all_text(workbook)
    except FileError as error:
        assert SECRET not in error.message  # noqa: PT017


EXCEL_XML = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e {entity}>]>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>&e;</Data></Cell>
</Row></Table></Worksheet></Workbook>"""
LIMESURVEY = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e {entity}>]><document>
<LimeSurveyDocType>Survey</LimeSurveyDocType><questions><rows><row><title>&e;</title></row></rows></questions></document>"""


@fault("external and growing entities in Excel 2003 XML and LimeSurvey definitions", "refused")
@pytest.mark.parametrize("form", ["xml", "lss"])
@pytest.mark.parametrize("entity", ['SYSTEM "file:///etc/passwd"', 'SYSTEM "http://evil.example/"', f'"{"x" * 1000}"'])
def test_entities_in_xml(tmp_path: Path, form: str, entity: str) -> None:
    path = tmp_path / f"svar.{form}"
    path.write_text({"xml": EXCEL_XML, "lss": LIMESURVEY}[form].format(entity=entity), encoding="utf-8")
    with pytest.raises(FileError):
        read([path]) if form == "xml" else parse_structure(path.read_bytes(), file=path.name)


@fault("a workbook with links to other workbooks and to the web", "its stored values are read, no link followed")
@pytest.mark.parametrize(
    "target", ["http://evil.example/a.xlsx", "file:///etc/passwd", "annen.txt", "\\\\evil\\share\\a.xlsx"]
)
def test_external_links(workbook: Path, target: str) -> None:
    def linked(content: bytes) -> bytes:
        cell = b'<c r="Z2" t="str"><f>[1]Ark!A1</f><v>lagret verdi</v></c></row>'
        return content.replace(b"</row>", cell, 2).replace(cell, b"</row>", 1)

    changed(workbook, "xl/worksheets/sheet1.xml", linked)
    relation = '<Relationship Id="rId9" TargetMode="External" Target="{}" Type="{}"/></Relationships>'.format(
        target, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"
    )
    end = b"</Relationships>"
    changed(workbook, "xl/_rels/workbook.xml.rels", lambda content: content.replace(end, relation.encode()))
    text = all_text(workbook)
    assert "lagret verdi" in text
    assert SECRET not in text
    assert "root:" not in text


@fault("single cells of 40 KB to 4 MB, in workbooks and text", "read, or refused with what to do")
@pytest.mark.parametrize("size", [40_000, 1_000_000, 4_000_000])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_oversized_cells(workbook: Path, size: int, form: str) -> None:
    if form == "csv":
        path = workbook.with_suffix(".csv")
        path.write_text(f"{HEADERS[3]};{HEADERS[5]}\nSkole;{'x' * size}\nPPT;y\n", encoding="utf-8")
    else:
        path = workbook
        old = b"kanarifritekst om naboen 0"
        for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
            changed(path, part, lambda content: content.replace(old, b"x" * size))
    told = ""
    try:
        assert len(all_text(path)) >= size
    except FileError as error:
        told = error.message + error.hint
    if form == "csv":
        assert (told == "") == (size <= 1_000_000)
    assert len(told) < 1_000


@fault("an archive that unpacks to gigabytes, or to twenty thousand parts", "refused before it is unpacked")
@pytest.mark.parametrize("kind", ["large", "many"])
def test_archives_that_grow(workbook: Path, kind: str) -> None:
    with zipfile.ZipFile(workbook, "a", zipfile.ZIP_DEFLATED) as package:
        if kind == "large":
            with package.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as part:
                for _ in range(100):
                    part.write(bytes(1 << 20))
        else:
            for number in range(20_001):
                package.writestr(f"xl/{number}.xml", b"")
    with pytest.raises(FileError, match="unpack") as told:
        read([workbook])
    assert told.value.hint


@fault(
    "a workbook at which the library in Rust panics and prints what it met", "refused; nothing of it on the terminal"
)
def test_a_panic_tells_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    panic = type("PanicException", (BaseException,), {})

    def panics(path: object) -> object:
        os.write(2, f"thread '<unnamed>' panicked at {CANARIES['Navn']}".encode())
        raise panic("called `Option::unwrap()` on a `None` value")

    path = tmp_path / "svar.xlsx"
    openpyxl.Workbook().save(path)
    monkeypatch.setattr(workbooks, "CalamineWorkbook", SimpleNamespace(from_path=panics))
    with pytest.raises(FileError, match="damaged"):
        read([path])
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"
