"""All platforms, in the order in which they are tried: the most certain signs first, the plain table last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nullpunkt.errors import FileError
from nullpunkt.platforms import microsoft_forms, plain_table
from nullpunkt.platforms.raw import RawFiles
from nullpunkt.responses.table import RawTable, Recognition


@dataclass(frozen=True, slots=True)
class Platform:
    """How one platform's export is recognised and brought into the canonical layout."""

    recognise: Callable[[RawFiles], Recognition | None]
    to_table: Callable[[RawFiles, Recognition], RawTable]


PLATFORMS: Mapping[str, Platform] = {
    "microsoft-forms": Platform(microsoft_forms.recognise, microsoft_forms.to_table),
    "table": Platform(plain_table.recognise, plain_table.to_table),
}


def recognise_table(raw: RawFiles) -> RawTable:
    """The export in the canonical layout, by the first platform that knows itself in it."""
    for platform in PLATFORMS.values():
        if recognition := platform.recognise(raw):
            return platform.to_table(raw, recognition)
    raise FileError(
        f"{raw.source} holds no table of answers",
        hint="The first rows must hold the questions, and each row below one respondent.",
    )
