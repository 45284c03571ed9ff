"""The folder that a reader of the documentation sits in: the files that the pages speak of."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from tests.docs.pages import DOCS, ROOT
from tests.exports.forms import write_forms
from tests.exports.google_forms import write_google_forms
from tests.exports.kobo import write_kobo
from tests.exports.limesurvey import write_limesurvey
from tests.exports.nettskjema import write_nettskjema
from tests.exports.others import write_efs, write_eusurvey, write_excel_csv, write_spss
from tests.exports.simulated import simulate
from tests.exports.surveymonkey import write_surveymonkey
from tests.exports.surveyxact import surveyxact_tables, write_surveyxact

from nullpunkt.cli import run
from nullpunkt.loading.surveys import load_survey

EXAMPLES = ROOT / "examples"
PLATFORMS = DOCS / "adviser" / "platforms"
_SURVEY = "samarbeidskultur"
_PEOPLE = 40

_EXPORTS: dict[str, tuple[str, Callable[..., Path]]] = {
    "microsoft-forms": ("svar.xlsx", write_forms),
    "nettskjema": ("svar.csv", lambda path, s, p: write_nettskjema(path, s, p, codebook=False)),
    "surveyxact": ("svar.xlsx", lambda path, s, p: write_surveyxact(path, surveyxact_tables(s, p, invited=9))),
    "questback": ("svar.csv", write_efs),
    "limesurvey": ("svar.csv", lambda path, s, p: write_limesurvey(path, s, p, codes=False)),
    "google-forms": ("svar.xlsx", write_google_forms),
    "surveymonkey": ("svar.csv", write_surveymonkey),
    "kobo": ("svar.csv", write_kobo),
    "eusurvey": ("svar.xlsx", write_eusurvey),
    "spss": ("svar.sav", write_spss),
    "table": ("svar.csv", write_excel_csv),
}
"""The file that each platform's page speaks of, as that platform writes it."""

RECOGNISED = {
    "microsoft-forms": "Microsoft Forms",
    "nettskjema": "Nettskjema",
    "surveyxact": "SurveyXact",
    "questback": "Questback EFS",
    "limesurvey": "LimeSurvey",
    "google-forms": "Google Forms",
    "surveymonkey": "SurveyMonkey",
    "kobo": "KoboToolbox",
    "eusurvey": "EUSurvey",
    "spss": "SPSS",
    "table": "plain table",
}
"""What the program must say that it sees there."""


def prepare(folder: Path) -> Path:
    """One municipality's two waves, a region of two, a logo and a Word document."""
    _copy(EXAMPLES / "bamble", folder, responses="svar.xlsx", population="ansatte.csv")
    for year in (2020, 2023):
        _copy_wave(folder / str(year), year)
    for place, source in (("4012 Bamble", folder), ("4016 Drangedal", folder / "2020")):
        (folder / "kommuner" / place).mkdir(parents=True)
        shutil.copy(source / "svar.xlsx", folder / "kommuner" / place)
    shutil.copy(folder / "ansatte.csv", folder / "kommuner" / "4012 Bamble" / "population.csv")
    Image.new("RGB", (64, 24), "#0b5c94").save(folder / "logo.png")
    Document().save(str(folder / "kommunens-mal.docx"))
    return folder


def _copy(example: Path, folder: Path, *, responses: str, population: str) -> None:
    shutil.copy(example / "responses.xlsx", folder / responses)
    shutil.copy(example / "population.csv", folder / population)


def _copy_wave(folder: Path, year: int) -> None:
    folder.mkdir()
    shutil.copy(EXAMPLES / "before-after" / f"responses-{year}.xlsx", folder / "svar.xlsx")
    shutil.copy(EXAMPLES / "before-after" / f"population-{year}.csv", folder / "ansatte.csv")


def publish_baseline(folder: Path) -> None:
    """The report of the first wave, whose `results.json` a follow-up reads."""
    report = folder / "2020" / "svar-report"
    options = ["--population", str(folder / "2020" / "ansatte.csv"), "--format", "md", "--quiet"]
    assert run(["analyse", str(folder / "2020" / "svar.xlsx"), "--output", str(report), *options]) == 0
    shutil.copy(report / "results.json", folder / "2020" / "results.json")


def export_of(page: Path, folder: Path) -> None:
    """Replaces the answers by a file as the page's platform writes it."""
    name, write = _EXPORTS[page.stem]
    if name.endswith(".sav"):
        pytest.importorskip("pyreadstat")
    survey = load_survey(_SURVEY)
    write(folder / name, survey, simulate(survey, people=_PEOPLE))
