"""Folders written whole or not at all: everything is made beside its place and moved there when it is complete."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from nullpunkt.errors import OutputError

MANIFEST = "manifest.json"
MANIFEST_KIND = "nullpunkt.manifest"


def check_target(target: Path, *, overwrite: bool) -> None:
    """Refuses a place that holds something of the user's, before any work is done."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise OutputError(f"{target} is there already and is not a folder", hint="choose another place with --output")
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
    text = json.dumps(
        {
            "kind": MANIFEST_KIND,
            "schema_version": 1,
            "generator": {"name": "nullpunkt", "version": version},
            "options": dict(options),
            "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
        },
        ensure_ascii=False,
        indent=1,
    )
    return (text + "\n").encode()


def replace_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Puts a new folder in the place of an old one; until the last moment the old one is untouched."""
    with _writing(target), _beside(target) as fresh:
        for name, content in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if not target.exists():
            fresh.rename(target)
            return
        with _beside(target) as aside:
            old = aside / "old"
            target.rename(old)
            try:
                fresh.rename(target)
            except OSError:
                old.rename(target)
                raise


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files into a folder that may hold others of the user's; each appears whole."""
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            replace_file(folder / name, content)


def replace_file(path: Path, content: bytes) -> None:
    """Writes one file: beside its name first, then moved over it."""
    handle, partial = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(partial).chmod(0o666 & ~_umask())
        Path(partial).replace(path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    scratch.chmod(0o777 & ~_umask())
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"cannot write {target}: {error.strerror or type(error).__name__}",
            hint="is the disk full, the folder read-only, or a file in it open in another program?",
        ) from error


def _umask() -> int:
    # there is no way to read it without setting it
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
