"""What a run leaves beside its output while it writes: a lock, and unfinished files that the next run clears away.

Names begin with a dot and the output's own name and end in `.nullpunkt`, so that nothing of the user's is mistaken for
one. Whoever holds the lock is alone with the output: what unfinished files lie there belong to a run that was killed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OLD = "old"
"""in a scratch folder: the output that is about to be replaced, where two folders cannot be exchanged in one step"""
_ENDING = ".nullpunkt"
_LOCK = f".lock{_ENDING}"
_LONGEST = 120
"""bytes of the output's name that names beside it can have: a file system takes 255"""
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS"""
_HERE = -100
"""AT_FDCWD of Linux"""

if sys.platform == "win32":
    import msvcrt

    def _wait_for(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _wait_for(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)


@contextmanager
def alone_with(target: Path) -> Iterator[None]:
    """Nobody else writes `target` meanwhile; what a killed run left of it is cleared away first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    path = _lock_of(target)
    handle = _locked(path)
    try:
        _clear(target)
        yield
    finally:
        # first out of the way, then free: whoever waited looks whether the file is still the one on disk
        with suppress(OSError):
            path.unlink()
        os.close(handle)
        with suppress(OSError):
            if sys.platform == "win32":
                path.unlink()


def clear_scratch(target: Path) -> None:
    """Clears away what a killed run left beside `target`; another run that is at work there is waited for."""
    if unfinished(target) or _lock_of(target).exists():
        with suppress(OSError), alone_with(target):
            pass


def unfinished(target: Path) -> tuple[Path, ...]:
    """What lies beside `target` and is not whole."""
    name = re.compile(re.escape(_start(target)) + r"\.[a-z0-9_]{8}" + re.escape(_ENDING))
    try:
        return tuple(sorted(path for path in target.parent.iterdir() if name.fullmatch(path.name)))
    except OSError:
        return ()


@contextmanager
def scratch_folder(target: Path) -> Iterator[Path]:
    """A folder beside `target`, for its owner alone, gone at the end."""
    scratch = Path(tempfile.mkdtemp(prefix=f"{_start(target)}.", suffix=_ENDING, dir=target.parent))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def scratch_file(target: Path, content: bytes | Iterable[bytes]) -> Iterator[Path]:
    """A file beside `target` with this content, to be moved over it; gone at the end if it was not."""
    handle, name = tempfile.mkstemp(prefix=f"{_start(target)}.", suffix=_ENDING, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines([content] if isinstance(content, bytes) else content)
        Path(name).chmod(0o666 & ~umask())
        yield Path(name)
    finally:
        with suppress(OSError):
            Path(name).unlink()


def exchanged(one: Path, two: Path) -> bool:
    """Swaps two folders in one step, so that at no moment one is missing; False where the system cannot."""
    import ctypes

    try:
        library = ctypes.CDLL(None, use_errno=True)
        first, second = os.fsencode(one), os.fsencode(two)
        if sys.platform == "darwin":
            return bool(library.renamex_np(first, second, _EXCHANGE) == 0)
        return bool(library.renameat2(_HERE, first, _HERE, second, _EXCHANGE) == 0)
    except (OSError, AttributeError, TypeError):
        return False


def umask() -> int:
    """The bits that new files go without."""
    # there is no way to read it without setting it
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _start(target: Path) -> str:
    name = os.fsencode(target.name)
    return (
        f".{target.name}" if len(name) <= _LONGEST else f".{target.name[:20]}-{hashlib.sha256(name).hexdigest()[:12]}"
    )


def _lock_of(target: Path) -> Path:
    return target.parent / f"{_start(target)}{_LOCK}"


def _locked(path: Path) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        with suppress(OSError):  # some network drives know no locks
            _wait_for(handle)
        with suppress(OSError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        os.close(handle)


def _clear(target: Path) -> None:
    """Takes an output back that was put aside by a run that died before the new one was in its place."""
    for left in unfinished(target):
        if not left.is_dir():
            left.unlink(missing_ok=True)
            continue
        old = left / OLD
        if old.is_dir() and not target.exists():
            old.rename(target)
        shutil.rmtree(left, ignore_errors=True)
