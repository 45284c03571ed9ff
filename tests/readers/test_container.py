"""What a file is, whatever its name says; what cannot be used is refused with a way out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from nullpunkt.errors import FileError
from nullpunkt.platforms.registry import recognise_table
from nullpunkt.readers.container import Container, container_of
from nullpunkt.readers.reading import read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return path


REFUSED = {
    "0 bytes": (b"", "is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "a PNG picture"),
    "a photo": (b"\xff\xd8\xff\xe0" + bytes(200), "a JPEG picture"),
    "a PDF": (b"%PDF-1.7\n" + bytes(range(256)), "a PDF document"),
    "a password": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    "a Word document": (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "a Word document"),
    "a broken archive": (b"PK\x03\x04" + bytes(50), "is damaged"),
    "a broken old workbook": (OLE + bytes(600), "is damaged"),
    "noise": (bytes(range(256)) * 4, "neither a workbook nor text"),
    "a web page": (b"<!DOCTYPE html><html><body>Logg inn</body></html>", "a web page"),
    "other XML": (b"<?xml version='1.0'?><rss/>", "XML, but not an export"),
    "blanks": (b" \n \n", "holds no text"),
    "a broken statistics file": (b"$FL2" + bytes(200), "is damaged"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_export_is_refused_by_what_it_is(what: str, tmp_path: Path) -> None:
    if "statistics" in what:
        pytest.importorskip("pyreadstat")
    content, message = REFUSED[what]
    path = _written(tmp_path / "svar.xlsx", content)

    with pytest.raises(FileError, match=message) as caught:
        read([path])
    assert "svar.xlsx" in caught.value.message
    assert caught.value.hint


def test_a_missing_file_and_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="does not exist"):
        read([tmp_path / "borte.xlsx"])
    with pytest.raises(FileError, match="no file was given"):
        read([])


def test_a_word_document_in_a_zip_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="a Word document"):
        container_of(_zipped(tmp_path / "svar.xlsx", word__document=b"", **{"word/document.xml": b"<a/>"}))


def test_a_limesurvey_archive_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="limesurvey-archive") as caught:
        read([_zipped(tmp_path / "s.lsa", **{"survey_1.lss": b"<document/>"})])
    assert "as Excel or CSV" in caught.value.hint


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = _zipped(tmp_path / "svar.xlsx", **{"xl/workbook.xml": b"<a/>", "xl/sharedStrings.xml": bytes(80 * 1024**2)})

    with pytest.raises(FileError, match="would unpack to 80 MiB"):
        read([path])


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = _zipped(tmp_path / "svar.xlsx", **{"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b"<row>" * 5000})
    content = path.read_bytes()
    path.write_bytes(content.replace((25000).to_bytes(4, "little"), (20).to_bytes(4, "little")))

    with pytest.raises(FileError, match="is damaged"):
        read([path])


def _workbook(path: Path, cells: dict[str, object]) -> Path:
    workbook = Workbook()
    for address, value in cells.items():
        workbook.active[address] = value
    workbook.save(path)
    return path


def test_a_stray_cell_in_the_last_corner_does_not_abort(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "svar.xlsx", {"A1": "Rolle", "A2": "Leder", "XFD1048576": "x"})

    with pytest.raises(FileError, match="spans 1048576 rows and 16384 columns") as caught:
        read([path])
    assert "stray cell" in caught.value.hint


def test_too_many_columns(tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_text("\n".join([";".join(f"k{n}" for n in range(16_384))] * 3), encoding="utf-8")

    with pytest.raises(FileError, match="16384 columns"):
        read([path])


def test_a_stray_cell_in_the_last_row_is_only_a_long_sheet(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "svar.xlsx", {"A1": "Rolle", "B1": "År", "A2": "Leder", "B1048576": 3})

    table = recognise_table(read([path]))

    assert table.row_numbers.tolist() == [2, 1048576]
    assert [(part.reason, part.rows) for part in table.left_out] == [("empty", 1048573)]


def test_row_and_column_numbers_are_those_of_the_sheet(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "svar.xlsx", {"C3": "Rolle", "D3": "Alder", "C4": "Leder", "D4": 41, "C6": "Ansatt"})

    table = recognise_table(read([path]))

    assert [(column.place, column.header) for column in table.columns] == [("C", "Rolle"), ("D", "Alder")]
    assert table.row_numbers.tolist() == [4, 6]


def test_an_empty_workbook(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="holds no cells"):
        read([_workbook(tmp_path / "svar.xlsx", {})])


def test_headers_without_answers(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="holds no table of answers"):
        recognise_table(read([_workbook(tmp_path / "svar.xlsx", {"A1": "Rolle"})]))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"a;b\n1;2\n", Container.TEXT),
        ("a;b\nå;æ\n".encode("utf-16"), Container.TEXT),
        ("a;b\n1;2\n".encode("utf-16-le"), Container.TEXT),
        (b"$FL2@(#) SPSS", Container.SAV),
        (b"<?xml version='1.0'?><document><LimeSurveyDocType>Survey", Container.LIMESURVEY),
        (b'[{"elementId": 1, "elementType": "RADIO"}]', Container.CODEBOOK),
        (b"BMW;Volvo\n1;2\n", Container.TEXT),
    ],
)
def test_content_decides(content: bytes, kind: Container, tmp_path: Path) -> None:
    assert container_of(_written(tmp_path / "noe.bin", content)) is kind


BILLION_LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet>&b;</Worksheet></Workbook>"""

EXCEL_2003 = """<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Dataset"><Table>
<Row><Cell><Data ss:Type="String">Rolle</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">Alder</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="String">Leder</Data></Cell><Cell ss:Index="3"><Data>41</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_billion_laughs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "svar.xml"
    path.write_text(BILLION_LAUGHS, encoding="utf-8")

    with pytest.raises(FileError, match="XML cannot be read"):
        read([path])


def test_excel_2003_xml(tmp_path: Path) -> None:
    path = tmp_path / "svar.xml"
    path.write_text(EXCEL_2003, encoding="utf-8")

    sheet = read([path]).sheets[0]

    assert sheet.head == (("Rolle", "", "Alder"), (), (), ("Leder", "", "41"))


OPEN_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Ark1">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""
MANIFEST = """<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"""
TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def _open_document(path: Path, rows: list[list[str]], *, repeated: str = "") -> Path:
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    lines = [
        "<table:table-row>" + "".join(cell.format("", text) for text in row) + "</table:table-row>" for row in rows
    ]
    content = OPEN_DOCUMENT.format(rows="".join(lines) + repeated).encode()
    return _zipped(path, mimetype=TYPE, **{"META-INF/manifest.xml": MANIFEST.encode(), "content.xml": content})


def test_open_document_with_its_million_empty_rows(tmp_path: Path) -> None:
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    repeated = f'<table:table-row table:number-rows-repeated="1048573">{empty}</table:table-row>'
    path = _open_document(tmp_path / "svar.ods", [["Rolle", "Alder"], ["Leder", "41"]], repeated=repeated)

    table = recognise_table(read([path]))

    assert [column.values for column in table.columns] == [("Leder",), ("41",)]
