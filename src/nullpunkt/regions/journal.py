"""`batch.log`: what was done when, without anything personal; the one file with a clock in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from nullpunkt import __version__
from nullpunkt.errors import OutputError
from nullpunkt.regions.model import UnitOutcome

LOG = "batch.log"


class Journal:
    """Appends a line for every unit; a line is written whole and at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOG

    def __enter__(self) -> Self:
        self._line(f"begin nullpunkt {__version__}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line("end" if kind is None else f"stopped ({kind.__name__})")

    def note(self, outcome: UnitOutcome) -> None:
        """One unit, one phase."""
        reason = f": {outcome.reason}" if outcome.reason else ""
        self._line(f"{outcome.phase} {outcome.unit} {outcome.state} {outcome.seconds:.2f} s{reason}")

    def _line(self, text: str) -> None:
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {text}\n")
        except OSError as error:
            raise OutputError(f"cannot write {self._path}: {error.strerror}", hint="choose another --output") from error
