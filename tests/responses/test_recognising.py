"""Which questionnaire an export is of."""

from __future__ import annotations

import pytest
from tests.builders import make_survey
from tests.exports.forms import forms_rows
from tests.exports.simulated import simulate
from tests.exports.tables import choice, choices, table_of

from nullpunkt.errors import RecognitionError
from nullpunkt.loading.surveys import load_all_shipped
from nullpunkt.responses.recognising import best_survey

YES_NO = choices("Ja", "Nei")


@pytest.mark.parametrize("id_", ["bti-ansatte", "bti-ledere", "suksesskriterier", "bekymring", "samarbeidskultur"])
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_shipped_questionnaire_is_known_by_its_headers(id_: str, language: str) -> None:
    surveys = load_all_shipped()
    survey = next(survey for survey in surveys if survey.id == id_)
    rows = forms_rows(survey, simulate(survey, people=4), language=language)

    found = best_survey(table_of(rows, name="Sheet1"), surveys)

    assert (found.survey.id, found.score.value) == (id_, 1.0)
    assert found.runner_up is not None
    assert found.runner_up.value < 0.8


def test_half_of_the_questions_and_some_of_ones_own_are_enough() -> None:
    survey = next(survey for survey in load_all_shipped() if survey.id == "bti-ansatte")
    rows = forms_rows(survey, simulate(survey, people=4))
    kept = [row[:30] + [f"eget {n}" for n in range(5)] for row in rows]

    assert best_survey(table_of(kept, name="Sheet1"), load_all_shipped()).survey.id == "bti-ansatte"


def test_a_file_about_something_else_is_refused_without_a_word_of_it() -> None:
    table = table_of([["Kanari 1", "Kanari 2"], ["Kanari 3", "Kanari 4"]])

    with pytest.raises(RecognitionError, match=r"columns: 2.*fits none of the 5 known questionnaires") as caught:
        best_survey(table, load_all_shipped())
    assert "Kanari" not in caught.value.message + caught.value.hint
    assert "--survey" in caught.value.hint


def test_two_that_fit_equally_well_are_not_guessed_between() -> None:
    question = choice("a", "Er det en kultur?", *YES_NO)
    twins = [make_survey(question, id_="en"), make_survey(question, id_="to")]

    with pytest.raises(RecognitionError, match="fits en and to equally well"):
        best_survey(table_of([["Nr", "Er det en kultur?"], ["1", "Ja"]]), twins)
