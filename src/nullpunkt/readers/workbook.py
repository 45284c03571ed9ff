"""Workbooks (xlsx, xls, ods), row by row through calamine."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from nullpunkt.errors import FileError
from nullpunkt.platforms.raw import HEAD_ROWS, Cell, RawSheet, cell_text
from nullpunkt.readers.bounding_box import check_extent, check_workbook
from nullpunkt.readers.workbook_child import check_in_child

T = TypeVar("T")
_STDERR = 2
_SPREADSHEET_HINT = "Open it in Excel or LibreOffice and save a copy as .xlsx."


def read_workbook(path: Path) -> tuple[RawSheet, ...]:
    """Every sheet that holds cells, in the workbook's order."""
    if zipfile.is_zipfile(path):
        check_workbook(path)
    else:
        check_in_child(path)
    workbook = _guarded(path, lambda: CalamineWorkbook.from_path(path))
    sheets = [
        _sheet(path, _guarded(path, partial(workbook.get_sheet_by_name, meta.name)), meta.visible)
        for meta in workbook.sheets_metadata
        if meta.typ is SheetTypeEnum.WorkSheet
    ]
    filled = tuple(sheet for sheet in sheets if sheet.head)
    if not filled:
        raise FileError(f"{path.name} holds no cells", hint="Export the answers again; this workbook is empty.")
    return filled


def _sheet(path: Path, sheet: CalamineSheet, visible: Visible) -> RawSheet:
    end = sheet.end
    if end is not None:
        check_extent(path, end[0] + 1, end[1] + 1)
    first_column = sheet.start[1] if sheet.start else 0

    def rows() -> Iterator[Sequence[Cell]]:
        return iter(sheet.iter_rows()) if end is not None else iter(())

    head = tuple(tuple(cell_text(cell) for cell in row) for row in islice(rows(), HEAD_ROWS))
    return RawSheet(
        file=path.name,
        name=sheet.name,
        head=head,
        rows=rows,
        visible=visible is Visible.Visible,
        first_column=first_column,
    )


@contextmanager
def _nothing_printed() -> Iterator[None]:
    """A library in Rust prints a line where it panics, which may quote a cell: it goes nowhere."""
    with ExitStack() as after:
        with suppress(OSError):  # whoever started us may have closed standard error
            kept = os.dup(_STDERR)
            after.callback(os.close, kept)
            after.callback(os.dup2, kept, _STDERR)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            after.callback(os.close, nowhere)
            os.dup2(nowhere, _STDERR)
        yield


def _guarded(path: Path, step: Callable[[], T]) -> T:
    """The step's result; whatever the library raises becomes a FileError, its panics too."""
    try:
        with _nothing_printed():
            return step()
    except PasswordError:
        raise FileError(
            f"{path.name} is protected by a password", hint="Remove the password in Excel and save a copy."
        ) from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise FileError(f"{path.name} is damaged: the workbook cannot be read", hint=_SPREADSHEET_HINT) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise FileError(f"{path.name} is damaged: the workbook cannot be read", hint=_SPREADSHEET_HINT) from None
