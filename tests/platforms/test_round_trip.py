"""The same answers through each platform's layout come back as the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from tests.exports.forms import write_forms
from tests.exports.google_forms import write_google_forms
from tests.exports.kobo import write_kobo, write_odk_central
from tests.exports.limesurvey import write_limesurvey
from tests.exports.nettskjema import write_elements, write_nettskjema
from tests.exports.others import write_efs, write_eusurvey, write_excel_csv, write_notes_first, write_spss
from tests.exports.simulated import Person, simulate
from tests.exports.surveymonkey import write_surveymonkey
from tests.exports.surveyxact import DIALECTS, surveyxact_tables, write_surveyxact, write_surveyxact_set

from nullpunkt.loading.surveys import load_all_shipped, load_survey
from nullpunkt.platforms.registry import recognise_table
from nullpunkt.readers.reading import read
from nullpunkt.responses.coding import Coded, code
from nullpunkt.responses.issues import IssueCode, Severity
from nullpunkt.responses.recognising import best_survey
from nullpunkt.survey.model import ItemKey, MultipleQuestion, Survey

PEOPLE = 60
Export = Callable[[Path, Survey, Sequence[Person]], Sequence[Path]]


def _nettskjema_with_codebook(folder: Path, survey: Survey, people: Sequence[Person]) -> Sequence[Path]:
    answers = write_nettskjema(folder / "data-1-2026-03-02-1308.txt", survey, people)
    return [answers, write_elements(folder / "elements-1.json", survey)]


def _forms(metadata: str, language: str) -> Export:
    return lambda folder, survey, people: [
        write_forms(folder / "a.xlsx", survey, people, metadata=metadata, language=language)
    ]


def _surveyxact(folder: Path, survey: Survey, people: Sequence[Person]) -> Sequence[Path]:
    tables = surveyxact_tables(survey, people, invited=15, begun=5)
    return [write_surveyxact(folder / "data.xlsx", tables)]


def _surveyxact_set(dialect: str) -> Export:
    def export(folder: Path, survey: Survey, people: Sequence[Person]) -> Sequence[Path]:
        return [write_surveyxact_set(folder, surveyxact_tables(survey, people, invited=15, begun=5), dialect=dialect)]

    return export


def _limesurvey_with_incomplete(folder: Path, survey: Survey, people: Sequence[Person]) -> Sequence[Path]:
    return [write_limesurvey(folder / "results-survey1.csv", survey, people, codes=False, incomplete=9)]


EXPORTS: dict[str, tuple[str, Export]] = {
    "Forms, Norwegian headers": ("microsoft-forms", lambda f, s, p: [write_forms(f / "a.xlsx", s, p)]),
    "Forms, English": ("microsoft-forms", _forms("en", "en")),
    "Forms, nynorsk form, Swedish headers": ("microsoft-forms", _forms("sv", "nn")),
    "Nettskjema, codes": ("nettskjema", lambda f, s, p: [write_nettskjema(f / "data.txt", s, p)]),
    "Nettskjema, texts": ("nettskjema", lambda f, s, p: [write_nettskjema(f / "data.txt", s, p, codebook=False)]),
    "Nettskjema with codebook": ("nettskjema", _nettskjema_with_codebook),
    "SurveyXact, workbook": ("surveyxact", _surveyxact),
    **{f"SurveyXact, {dialect}": ("surveyxact", _surveyxact_set(dialect)) for dialect in DIALECTS},
    "LimeSurvey, codes": ("limesurvey", lambda f, s, p: [write_limesurvey(f / "r.csv", s, p, codes=True)]),
    "LimeSurvey, texts": ("limesurvey", _limesurvey_with_incomplete),
    "Google Forms": ("google-forms", lambda f, s, p: [write_google_forms(f / "svar.csv", s, p)]),
    "SurveyMonkey": ("surveymonkey", lambda f, s, p: [write_surveymonkey(f / "s.csv", s, p)]),
    "SurveyMonkey, code row": ("surveymonkey", lambda f, s, p: [write_surveymonkey(f / "s.csv", s, p, code_row=True)]),
    "Kobo": ("kobo", lambda f, s, p: [write_kobo(f / "k.csv", s, p)]),
    "Kobo with HXL": ("kobo", lambda f, s, p: [write_kobo(f / "k.csv", s, p, hxl=True)]),
    "ODK Central": ("kobo", lambda f, s, p: [write_odk_central(f / "o.csv", s, p)]),
    "EUSurvey": ("eusurvey", lambda f, s, p: [write_eusurvey(f / "e.xlsx", s, p)]),
    "Questback EFS": ("questback-efs", lambda f, s, p: [write_efs(f / "q.csv", s, p, begun=4, tests=3)]),
    "edited by hand": ("table", lambda f, s, p: [write_notes_first(f / "h.xlsx", s, p)]),
    "saved by Excel": ("table", lambda f, s, p: [write_excel_csv(f / "x.csv", s, p)]),
    "SPSS": ("spss", lambda f, s, p: [write_spss(f / "d.sav", s, p)]),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_every_platform_gives_back_every_answer(name: str, tmp_path: Path) -> None:
    if name == "SPSS":
        pytest.importorskip("pyreadstat")
    survey = load_survey("bti-ansatte")
    people = simulate(survey, people=PEOPLE)
    platform, export = EXPORTS[name]

    table = recognise_table(read(export(tmp_path, survey, people)))
    coded = code(table, survey)

    assert table.recognition.platform == platform
    assert best_survey(table, load_all_shipped()).survey.id == "bti-ansatte"
    assert coded.responses.respondents == PEOPLE
    _assert_same_answers(survey, people, coded)
    assert not [issue for issue in coded.issues if issue.severity is Severity.ERROR]
    assert not [issue for issue in coded.issues if issue.code in (IssueCode.UNKNOWN_COLUMN, IssueCode.MISSING_ITEM)]


def _assert_same_answers(survey: Survey, people: Sequence[Person], coded: Coded) -> None:
    for key, item in survey.items.items():
        found = [item.options[n].code if n >= 0 else None for n in coded.responses.choices[key]]
        assert found == [person.answers[key] for person in people], key
    for question in survey.questions:
        if isinstance(question, MultipleQuestion):
            ticks = coded.responses.ticks[question.id]
            expected = [set(person.answers[ItemKey(question.id)] or ()) for person in people]
            found_sets = [{question.options[n].code for n in np.flatnonzero(row)} for row in ticks.chosen]
            assert found_sets == expected, question.id


@pytest.mark.parametrize("name", EXPORTS)
def test_nothing_personal_survives_reading(name: str, tmp_path: Path) -> None:
    if name == "SPSS":
        pytest.skip("the made file has no personal columns")
    survey = load_survey("bti-ansatte")
    people = simulate(survey, people=20)

    table = recognise_table(read(EXPORTS[name][1](tmp_path, survey, people)))

    kept = {value for column in table.columns for value in column.values}
    assert not [
        value for value in kept if "@eksempel.test" in value or "Kanari Etternavn" in value or "10.0.0.1" in value
    ]
    said = repr((table.recognition, table.dropped, table.left_out, table.notes, code(table, survey).issues))
    assert "kanari" not in said.casefold()
