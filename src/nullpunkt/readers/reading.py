"""From the paths that the user gave to sheets of cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nullpunkt.errors import FileError
from nullpunkt.platforms.raw import Document, DocumentKind, RawFiles, RawSheet
from nullpunkt.readers.container import Container, container_of, unreadable
from nullpunkt.readers.folder import files_of_one_export, with_its_set


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """What one file holds."""

    sheets: tuple[RawSheet, ...] = ()
    documents: tuple[Document, ...] = ()
    notes: tuple[str, ...] = ()


def _workbook(path: Path) -> Opened:
    from nullpunkt.readers.workbook import read_workbook

    return Opened(read_workbook(path))


def _delimited(path: Path) -> Opened:
    from nullpunkt.readers.delimited import read_delimited

    sheet, notes = read_delimited(path)
    return Opened((sheet,), notes=notes)


def _codebook(path: Path) -> Opened:
    return Opened(documents=(Document(path.name, DocumentKind.NETTSKJEMA, path.read_bytes()),))


def _definition(path: Path) -> Opened:
    return Opened(documents=(Document(path.name, DocumentKind.LIMESURVEY, path.read_bytes()),))


def _statistics(path: Path) -> Opened:
    from nullpunkt.readers.spss import read_spss

    return Opened((read_spss(path),))


def _excel_xml(path: Path) -> Opened:
    from nullpunkt.readers.excel_xml import read_excel_xml

    return Opened(read_excel_xml(path))


READERS: Mapping[Container, Callable[[Path], Opened]] = {
    Container.XLSX: _workbook,
    Container.XLS: _workbook,
    Container.ODS: _workbook,
    Container.TEXT: _delimited,
    Container.CODEBOOK: _codebook,
    Container.LIMESURVEY: _definition,
    Container.SAV: _statistics,
    Container.EXCEL_XML: _excel_xml,
}


def read(paths: Sequence[Path]) -> RawFiles:
    """All files of one export; a folder stands for the files in it that belong together."""
    raw = read_described(paths)
    if not raw.sheets:
        raise FileError(
            f"{raw.source}: a description of a questionnaire, without answers",
            hint="Name the export of the answers, too.",
        )
    return raw


def read_described(paths: Sequence[Path]) -> RawFiles:
    """The same, where a description of a questionnaire without answers will do."""
    try:
        named = [file for path in paths for file in (files_of_one_export(path) if path.is_dir() else (path,))]
        files = with_its_set(named[0]) if len(named) == 1 else tuple(named)
    except PermissionError as error:  # a folder on the way that one may not look into
        raise unreadable(Path(error.filename or paths[0]), error) from error
    if not files:
        raise FileError("no file was given", hint="Name the file that the survey platform exported.")
    opened = [_open(path) for path in files]
    return RawFiles(
        source=", ".join(path.name for path in files),
        sheets=tuple(sheet for part in opened for sheet in part.sheets),
        documents=tuple(document for part in opened for document in part.documents),
        notes=tuple(note for part in opened for note in part.notes),
    )


def _open(path: Path) -> Opened:
    container = container_of(path)
    reader = READERS.get(container)
    if reader is None:
        raise FileError(
            f"{path.name} is of a kind that cannot be read ({container})",
            hint="Export the answers from the platform as Excel or CSV.",
        )
    try:
        return reader(path)
    except OSError as error:
        raise unreadable(path, error) from None
    except FileError:
        if path.exists():
            raise
        raise unreadable(path, FileNotFoundError()) from None
