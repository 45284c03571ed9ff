"""All platforms, in the order in which they are tried: the commonest first, the plain table last."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

from nullpunkt.errors import FileError
from nullpunkt.platforms.raw import RawFiles
from nullpunkt.responses.table import RawTable, Recognition


class Platform(Protocol):
    """What a platform's module offers: how its export is recognised and brought into the canonical layout."""

    def recognise(self, raw: RawFiles) -> Recognition | None:
        """The platform and why we think so, or None."""

    def to_table(self, raw: RawFiles, recognition: Recognition) -> RawTable:
        """The export in the canonical layout."""


PLATFORMS: Mapping[str, str] = {
    "microsoft-forms": "nullpunkt.platforms.microsoft_forms",
    "spss": "nullpunkt.platforms.spss",
    "xlsform": "nullpunkt.platforms.xlsform",
    "surveyxact": "nullpunkt.platforms.surveyxact",
    "eusurvey": "nullpunkt.platforms.eusurvey",
    "nettskjema": "nullpunkt.platforms.nettskjema",
    "kobo": "nullpunkt.platforms.kobo",
    "questback-efs": "nullpunkt.platforms.efs",
    "surveymonkey": "nullpunkt.platforms.surveymonkey",
    "google-forms": "nullpunkt.platforms.google_forms",
    "limesurvey": "nullpunkt.platforms.limesurvey",
    "table": "nullpunkt.platforms.plain_table",
}
"""Modules by name: one is imported when its turn comes, as most runs stop at the first."""


def platform(name: str) -> Platform:
    """The module of a platform."""
    return cast(Platform, import_module(PLATFORMS[name]))


def recognise_table(raw: RawFiles) -> RawTable:
    """The export in the canonical layout, by the first platform that knows itself in it."""
    for name in PLATFORMS:
        candidate = platform(name)
        if recognition := candidate.recognise(raw):
            return candidate.to_table(raw, recognition)
    raise FileError(
        f"{raw.source} holds no table of answers",
        hint="The first rows must hold the questions, and each row below one respondent.",
    )
