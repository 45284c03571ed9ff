"""Folders written whole or not at all: everything is made beside its place and moved there when it is complete."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from nullpunkt.errors import OutputError
from nullpunkt.writers.beside import OLD, alone_with, exchanged, scratch_file, scratch_folder, unfinished

MANIFEST = "manifest.json"
MANIFEST_KIND = "nullpunkt.manifest"


def check_target(target: Path, *, overwrite: bool) -> None:
    """Refuses a place that holds something of the user's, before any work is done.

    A report that a killed run had put aside is taken back first.
    """
    if unfinished(target) and not target.exists():
        with suppress(OSError), alone_with(target):
            pass
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise OutputError(f"{target} is there already and is not a folder", hint="choose another place with --output")
    above = next(folder for folder in target.absolute().parents if folder.exists())
    if not above.is_dir():
        raise OutputError(f"{above} is there already and is not a folder", hint="choose another place with --output")
    if not target.is_dir() or not any(target.iterdir()):
        return
    if not is_ours(target):
        raise OutputError(
            f"the folder {target} is not a report of ours (no {MANIFEST} in it) and is left as it is",
            hint="choose another place with --output",
        )
    if not overwrite:
        raise OutputError(
            f"there is a report in {target} already", hint="add --overwrite to replace it, or choose another --output"
        )


def is_ours(folder: Path) -> bool:
    """Whether a folder holds a manifest that this program wrote."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("kind") == MANIFEST_KIND


def manifest(files: Mapping[str, bytes], *, version: str, options: Mapping[str, object]) -> bytes:
    """What made the folder: version, options and the hash of every file; no clock, no path, nothing of the raw data."""
    seals = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return manifest_of(seals, version=version, options=options)


def manifest_of(seals: Mapping[str, str], *, version: str, options: Mapping[str, object]) -> bytes:
    """The same from the files' hashes, where a file is too large to be held whole."""
    text = json.dumps(
        {
            "kind": MANIFEST_KIND,
            "schema_version": 1,
            "generator": {"name": "nullpunkt", "version": version},
            "options": dict(options),
            "files": {name: seals[name] for name in sorted(seals)},
        },
        ensure_ascii=False,
        indent=1,
    )
    return (text + "\n").encode()


def publish(
    target: Path, files: Mapping[str, bytes], *, overwrite: bool, private: Path, private_files: Mapping[str, bytes]
) -> None:
    """A report and the adviser's own files beside it: both complete on disk before either is moved into its place.

    Somebody else may have written there while this run counted, so the place is looked at once more.
    """
    with _writing(target), alone_with(target):
        check_target(target, overwrite=overwrite)
        with _complete_folder(target, files) as fresh, _complete_files(private, private_files) as waiting:
            _put(fresh, target)
            _move(waiting)


def replace_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Puts a new folder in the place of an old one; until the last moment the old one is untouched."""
    with _writing(target), alone_with(target), _complete_folder(target, files) as fresh:
        _put(fresh, target)


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files into a folder that may hold others of the user's; each appears whole, and none before all are."""
    with _writing(folder), _complete_files(folder, files) as waiting:
        _move(waiting)


def replace_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Writes one file, at once or piece by piece: beside its name first, then moved over it."""
    with _writing(path), alone_with(path), scratch_file(path, content) as complete:
        complete.replace(path)


@contextmanager
def _complete_folder(target: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    with scratch_folder(target) as scratch:
        fresh = scratch / "new"
        fresh.mkdir()
        for name, content in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield fresh


def _put(fresh: Path, target: Path) -> None:
    """Moves the new folder to its place, and the old one to where the new one was."""
    if target.exists() and exchanged(fresh, target):
        return
    old = fresh.with_name(OLD)
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise


@contextmanager
def _complete_files(folder: Path, files: Mapping[str, bytes]) -> Iterator[Mapping[Path, Path]]:
    with ExitStack() as stack:
        waiting = {}
        for name in files:
            stack.enter_context(alone_with(folder / name))
        for name, content in files.items():
            waiting[stack.enter_context(scratch_file(folder / name, content))] = folder / name
        yield waiting


def _move(waiting: Mapping[Path, Path]) -> None:
    for complete, path in waiting.items():
        complete.replace(path)


_SPACE = "free some space on the disk, or choose another place with --output"
_RIGHTS = "choose a place that you may write to with --output; close files of the report that another program has open"
_HINTS = {
    errno.ENOSPC: _SPACE,
    errno.EFBIG: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: _RIGHTS,
    errno.ENAMETOOLONG: "the name is too long for this file system: choose a shorter one with --output",
    errno.EBUSY: "close the files of the report that another program has open, and try again",
}
_USUAL_HINT = "is the disk full, the folder read-only, or a file in it open in another program?"


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot write {target}: {error.strerror or type(error).__name__}; what was there before is as it was",
            hint=_HINTS.get(error.errno or 0, _USUAL_HINT),
        ) from error
