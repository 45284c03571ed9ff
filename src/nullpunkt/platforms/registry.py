"""All platforms, in the order in which they are tried: the most certain signs first, the plain table last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nullpunkt.errors import FileError
from nullpunkt.platforms import (
    efs,
    eusurvey,
    google_forms,
    kobo,
    limesurvey,
    microsoft_forms,
    nettskjema,
    plain_table,
    spss,
    surveymonkey,
    surveyxact,
    xlsform,
)
from nullpunkt.platforms.raw import RawFiles
from nullpunkt.responses.table import RawTable, Recognition


@dataclass(frozen=True, slots=True)
class Platform:
    """How one platform's export is recognised and brought into the canonical layout."""

    recognise: Callable[[RawFiles], Recognition | None]
    to_table: Callable[[RawFiles, Recognition], RawTable]


PLATFORMS: Mapping[str, Platform] = {
    "spss": Platform(spss.recognise, spss.to_table),
    "xlsform": Platform(xlsform.recognise, xlsform.to_table),
    "surveyxact": Platform(surveyxact.recognise, surveyxact.to_table),
    "eusurvey": Platform(eusurvey.recognise, eusurvey.to_table),
    "nettskjema": Platform(nettskjema.recognise, nettskjema.to_table),
    "kobo": Platform(kobo.recognise, kobo.to_table),
    "questback-efs": Platform(efs.recognise, efs.to_table),
    "surveymonkey": Platform(surveymonkey.recognise, surveymonkey.to_table),
    "google-forms": Platform(google_forms.recognise, google_forms.to_table),
    "microsoft-forms": Platform(microsoft_forms.recognise, microsoft_forms.to_table),
    "limesurvey": Platform(limesurvey.recognise, limesurvey.to_table),
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
