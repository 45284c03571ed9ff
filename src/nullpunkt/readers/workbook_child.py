"""Opens a workbook in a process of its own, to see whether it survives: a damaged .xls can make the library abort.

python -m nullpunkt.readers.workbook_child FILE
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path

from nullpunkt.errors import FileError

_MOST_MEMORY = 3 * 1024**3
_LONGEST_WAIT = 120


def check_in_child(path: Path) -> None:
    """Raise a FileError when opening the workbook kills the process that does it, or takes for ever."""
    command = [sys.executable, "-m", "nullpunkt.readers.workbook_child", str(path.resolve())]
    try:
        survived = subprocess.run(command, capture_output=True, timeout=_LONGEST_WAIT, check=False).returncode == 0  # noqa: S603
    except subprocess.TimeoutExpired:
        survived = False
    if not survived:
        raise FileError(
            f"{path.name} is damaged: the workbook cannot be read",
            hint="Open it in Excel or LibreOffice and save a copy as .xlsx.",
        )


def main(path: str) -> int:
    """Open every sheet; what the library can refuse in good order is no failure here."""
    from python_calamine import CalamineError, CalamineWorkbook

    _limit_memory()
    try:
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError):
        return 0
    return 0


def _limit_memory() -> None:
    """Where the system knows such limits."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
