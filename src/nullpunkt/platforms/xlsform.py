"""An XLSForm is a questionnaire without answers: known, so that the message can say what it is."""

from __future__ import annotations

from nullpunkt.errors import FileError
from nullpunkt.platforms.raw import RawFiles
from nullpunkt.responses.table import RawTable, Recognition

NAME_OF_PLATFORM = "xlsform"
TITLE = "XLSForm"


def recognise(raw: RawFiles) -> Recognition | None:
    """A sheet `survey` with types and names, whatever its case."""
    for sheet in raw.sheets:
        headers = {header.strip().casefold() for header in sheet.head[0]} if sheet.head else set()
        if (sheet.name or "").strip().casefold() == "survey" and "type" in headers:
            return Recognition(NAME_OF_PLATFORM, TITLE, (f"sheet {sheet.name} with a column type",))
    return None


def to_table(raw: RawFiles, recognition: Recognition) -> RawTable:
    """Always a FileError."""
    raise FileError(
        f"{raw.source} is a questionnaire ({recognition.title}), not answers",
        hint="Export the answers from the platform that the form was put into.",
    )
