"""The program's steps as functions for notebooks: the same functions that the commands call, with fewer words to type.

Raw answers stay in memory: between `protect` and everything after it stand only public counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from nullpunkt.analysis.analyse import Naming, analyse
from nullpunkt.analysis.groups import GroupWords
from nullpunkt.analysis.model import Results, Unit, Wave
from nullpunkt.disclosure import protect as protecting
from nullpunkt.disclosure.policy import Profile, policy_for
from nullpunkt.disclosure.public import PublicTables
from nullpunkt.disclosure.serial import from_json, to_json
from nullpunkt.loading.languages import load_language
from nullpunkt.loading.surveys import load_survey
from nullpunkt.platforms.registry import recognise_table
from nullpunkt.readers.reading import read as read_files
from nullpunkt.report.compose import compose as compose_report
from nullpunkt.report.model import Report
from nullpunkt.responses.coding import Coded, code
from nullpunkt.responses.model import Responses
from nullpunkt.responses.table import RawTable
from nullpunkt.survey.model import Survey
from nullpunkt.tabulation.tabulate import tabulate
from nullpunkt.writers import WRITERS, WriterSettings
from nullpunkt.writers.folder import replace_files

__all__ = ["Coded", "code", "compose", "estimate", "load_survey", "protect", "read", "write"]


def read(*paths: str | Path) -> RawTable:
    """The export of a survey platform: one file, the files of one export, or a folder with them."""
    return recognise_table(read_files([Path(path) for path in paths]))


def protect(
    responses: Responses,
    survey: Survey,
    *,
    profile: str = "standard",
    min_group: int | None = None,
    invited: Mapping[str, int] | None = None,
) -> PublicTables:
    """What may be known of the answers; `invited` is headcounts by option of the main breakdown."""
    headcounts = {survey.main_breakdown: invited} if invited is not None and survey.main_breakdown else None
    protected = protecting.protect(
        tabulate(responses, survey),
        survey,
        policy_for(Profile(profile), min_group=min_group),
        invited=headcounts,
        invited_total=sum(invited.values()) if invited is not None else None,
        period=responses.period,
    )
    return from_json(to_json(protected.tables))


def estimate(
    tables: PublicTables,
    survey: Survey,
    *,
    name: str = "",
    unit: str | None = None,
    wave: str = "baseline",
    day: date | None = None,
    language: str = "nb",
) -> Results:
    """Every number that the public counts allow, with its interval."""
    words = GroupWords(**load_language(language).under("groups"))
    naming = Naming(unit=Unit(id=unit, name=name), wave=Wave(label=wave, date=day), language=language, words=words)
    return analyse(tables, survey, naming)


def compose(results: Results, survey: Survey, *, language: str = "nb") -> Report:
    """The report as a value: sections, sentences, tables, figures."""
    return compose_report(results, survey, load_language(language))


def write(report: Report, folder: str | Path, *, formats: Sequence[str] = ("html", "md")) -> tuple[Path, ...]:
    """Writes the report's files into a folder and says which; files of the same name are replaced."""
    target = Path(folder)
    written: list[Path] = []
    for name in formats:
        for file, content in WRITERS[name](report, WriterSettings()).items():
            path = target / file
            replace_files(path.parent, {path.name: content})
            written.append(path)
    return tuple(written)
