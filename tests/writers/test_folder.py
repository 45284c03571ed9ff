"""A report folder is there whole or not at all, and nothing of the user's is replaced."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from nullpunkt.errors import OutputError
from nullpunkt.writers import folder as folder_module
from nullpunkt.writers.folder import check_target, manifest, replace_file, replace_files, replace_folder

FILES = {"report.md": b"# Rapport\n", "figures/a.svg": b"<svg/>"}


def ours(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, "manifest.json": manifest(files, version="0", options={"language": "nb"})}


def test_a_new_folder_holds_every_file(tmp_path: Path) -> None:
    replace_folder(tmp_path / "report", ours(FILES))
    assert (tmp_path / "report" / "figures" / "a.svg").read_bytes() == b"<svg/>"
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_an_old_report_is_replaced_whole(tmp_path: Path) -> None:
    replace_folder(tmp_path / "report", ours({"old.md": b"old"}))
    replace_folder(tmp_path / "report", ours(FILES))
    assert not (tmp_path / "report" / "old.md").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_when_writing_fails_the_old_report_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_folder(tmp_path / "report", ours({"old.md": b"old"}))

    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="No space left"):
        replace_folder(tmp_path / "report", ours(FILES))
    monkeypatch.undo()
    assert (tmp_path / "report" / "old.md").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_when_the_move_fails_the_old_report_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace_folder(tmp_path / "report", ours({"old.md": b"old"}))
    monkeypatch.setattr(folder_module, "exchanged", lambda one, two: False)
    rename, moves = Path.rename, []

    def second_fails(self: Path, target: Path) -> Path:
        moves.append(target)
        if len(moves) == 2:
            raise OSError(16, "Device or resource busy")
        return rename(self, target)

    monkeypatch.setattr(folder_module.Path, "rename", second_fails)
    with pytest.raises(OutputError, match="busy"):
        replace_folder(tmp_path / "report", ours(FILES))
    assert (tmp_path / "report" / "old.md").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("content", "overwrite", "message"),
    [
        ({"notes.txt": b"mine"}, True, "not a report of ours"),
        ({"notes.txt": b"mine", "manifest.json": b"{}"}, True, "not a report of ours"),
        (ours(FILES), False, "there is a report"),
    ],
)
def test_what_is_the_users_is_refused(tmp_path: Path, content: dict[str, bytes], overwrite: bool, message: str) -> None:
    replace_files(tmp_path / "report", {k: v for k, v in content.items() if "/" not in k})
    with pytest.raises(OutputError, match=message):
        check_target(tmp_path / "report", overwrite=overwrite)


def test_an_empty_folder_and_no_folder_are_free(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    check_target(tmp_path / "empty", overwrite=False)
    check_target(tmp_path / "none", overwrite=False)


def test_a_file_in_the_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("mine")
    with pytest.raises(OutputError, match="not a folder"):
        check_target(tmp_path / "report", overwrite=True)


def test_the_manifest_tells_hashes_and_options_and_no_clock() -> None:
    found = json.loads(manifest(FILES, version="1.2", options={"language": "nb"}))
    assert list(found) == ["kind", "schema_version", "generator", "options", "files"]
    assert list(found["files"]) == ["figures/a.svg", "report.md"]


def test_a_file_is_replaced_in_one_step_and_readable_by_others(tmp_path: Path) -> None:
    replace_file(tmp_path / "a.json", b"1")
    replace_file(tmp_path / "a.json", b"2")
    assert (tmp_path / "a.json").read_bytes() == b"2"
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) & 0o444 == 0o444
    assert len(list(tmp_path.iterdir())) == 1
