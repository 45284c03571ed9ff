"""Bytes that should not be in a finished folder, and those that look so and are none."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from tests.audit.folders import full, results, scale_item, write_folder

from nullpunkt.audit import Kind, audit_folder
from nullpunkt.audit.patterns import people_in
from nullpunkt.errors import FileError

CONTENT = results(scale_item("q", {None: full(10, 10, 15, 12)}), groups={"tjeneste": {"skole": 47}})


def found(folder: Path, *, canaries: tuple[str, ...] = (), **files: str | bytes) -> list[tuple[Kind, str]]:
    report = audit_folder(write_folder(folder, CONTENT, **files), canaries=canaries)
    return [(finding.kind, finding.file) for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hun heter 01017012345", Kind.PERSONAL_NUMBER),
        ("010170 12345", Kind.PERSONAL_NUMBER),
        ("01.01.70 12345", Kind.PERSONAL_NUMBER),
        ("ring 98765432", Kind.TELEPHONE),
        ("ring +47 22 33 44 55.", Kind.TELEPHONE),
        ("ring 987 65 432", Kind.TELEPHONE),
        ("kari.nordmann@bamble.kommune.no", Kind.EMAIL),
        ("/home/kari/svar.xlsx", Kind.PATH),
        (r"C:\Users\kari\svar.xlsx", Kind.PATH),
    ],
)
def test_people_are_found(text: str, kind: Kind) -> None:
    assert list(people_in(text)) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "0.7916666666666666",
        "0,79166666666666",
        "20200916",
        "2020-09-16",
        "1 234 567 svar",
        "n = 287, 70 % svarte, 257 av 287",
        "20 21 22 23 24 25",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "https://example.org/home/om",
        "@media print",
        "61–74 %",
    ],
)
def test_what_looks_like_people_and_is_not(text: str) -> None:
    assert list(people_in(text)) == []


def test_coordinates_of_a_drawing_are_no_telephone_numbers(tmp_path: Path) -> None:
    picture = '<svg><path d="M22 33 44 55L98765432 1"/><rect x="98765432" y="01017012345"/><text>60 %</text></svg>'
    assert found(tmp_path, q__svg=picture) == []


def test_words_in_a_drawing_are_read(tmp_path: Path) -> None:
    assert found(tmp_path, q__svg="<svg><text>98765432</text></svg>") == [(Kind.TELEPHONE, "q.svg")]


def word_document(*runs: str) -> bytes:
    text = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="w"><w:p>{text}</w:p></w:document>')
    return written.getvalue()


def test_a_number_split_over_runs_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, report__docx=word_document("010170", "12345")) == [(Kind.PERSONAL_NUMBER, "report.docx")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_canary_is_found_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + "kanarifugl-æøå".encode(encoding)
    assert found(tmp_path, canaries=("kanarifugl-æøå",), q__png=picture) == [(Kind.CANARY, "q.png")]


def test_a_canary_is_found_inside_packages_and_data_addresses(tmp_path: Path) -> None:
    inner = base64.b64encode(b"xx kanarifugl xx").decode()
    page = f'<img alt="" src="data:image/png;base64,{inner}">'
    files = {"report__docx": word_document("kanari", "fugl"), "report__html": page}
    kinds = found(tmp_path, canaries=("kanarifugl",), **files)
    assert kinds == [(Kind.CANARY, "report.docx"), (Kind.CANARY, "report.html")]


def test_text_in_a_picture(tmp_path: Path) -> None:
    data = b"Author\x00Kari"
    chunk = struct.pack(">I", len(data)) + b"tEXt" + data + struct.pack(">I", zlib.crc32(b"tEXt" + data))
    assert found(tmp_path, q__png=b"\x89PNG\r\n\x1a\n" + chunk) == [(Kind.HIDDEN_PART, "q.png")]


def test_an_author_a_comment_and_custom_xml_in_a_document(tmp_path: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("word/document.xml", '<w:document xmlns:w="w"/>')
        package.writestr("word/comments.xml", "<c/>")
        package.writestr("customXml/item1.xml", "<c/>")
        package.writestr("word/vbaProject.bin", b"x")
        package.writestr("docProps/core.xml", "<p><creator>Kari</creator></p>")
    report = audit_folder(write_folder(tmp_path, CONTENT, report__docx=written.getvalue()))
    said = {"a macro", "comments", "custom XML", "the property creator"}
    assert {finding.message for finding in report.findings} == said
    assert not any("Kari" in str(finding) for finding in report.findings)


@pytest.mark.parametrize("name", ["run__log", "disclosure-log__json", "quality__json", "raw__parquet"])
def test_files_that_do_not_belong_in_a_report(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, **{name: "{}"}) == [(Kind.UNEXPECTED_FILE, name.replace("__", "."))]


def test_row_content_in_a_log(tmp_path: Path) -> None:
    kinds = found(tmp_path, run__log="DEBUG rad 17: kari@bamble.no svarte uenig")
    assert kinds == [(Kind.EMAIL, "run.log"), (Kind.UNEXPECTED_FILE, "run.log")]


@pytest.mark.parametrize("row", [{"reason": "x"}, {"detail": "complementary"}])
def test_reasons_in_json(tmp_path: Path, row: dict[str, str]) -> None:
    assert found(tmp_path, extra__json=json.dumps([row])) == [(Kind.REASON_CODE, "extra.json")]


def test_hashes_of_the_folders_own_files_alone(tmp_path: Path) -> None:
    own = hashlib.sha256(json.dumps(CONTENT, ensure_ascii=False).encode()).hexdigest()
    manifest = {"files": {"results.json": own}}
    assert found(tmp_path / "a", manifest__json=json.dumps(manifest)) == []
    edited = {"files": {"results.json": "0" * 64}}
    assert found(tmp_path / "b", manifest__json=json.dumps(edited)) == []
    foreign = {**manifest, "input": hashlib.sha256(b"answers").hexdigest()}
    assert found(tmp_path / "c", manifest__json=json.dumps(foreign)) == [(Kind.FOREIGN_HASH, "manifest.json")]


def test_comments_and_data_in_the_markup(tmp_path: Path) -> None:
    page = '<!-- n=3 --><table><tr data-value="0.58"><td>:</td></tr></table>'
    assert found(tmp_path, report__html=page) == [(Kind.HIDDEN_PART, "report.html")] * 2


def test_a_folder_that_is_none_of_ours(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"holds no results\.json"):
        audit_folder(tmp_path)
    with pytest.raises(FileError, match="is not a folder"):
        audit_folder(tmp_path / "nowhere")
    (tmp_path / "results.json").write_text("Kari svarte uenig")
    with pytest.raises(FileError, match="is not JSON") as caught:
        audit_folder(tmp_path)
    assert "Kari" not in str(caught.value)
