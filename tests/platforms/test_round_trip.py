"""The same answers through each platform's layout come back as the same numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exports.forms import write_forms
from tests.exports.simulated import simulate

from nullpunkt.loading.surveys import load_survey
from nullpunkt.platforms.registry import recognise_table
from nullpunkt.readers.reading import read
from nullpunkt.responses.coding import code


@pytest.mark.parametrize(("language", "metadata"), [("nb", "nb"), ("nn", "en"), ("en", "sv")])
def test_microsoft_forms_gives_back_every_answer(tmp_path: Path, language: str, metadata: str) -> None:
    survey = load_survey("bti-ansatte")
    people = simulate(survey, people=60)
    path = write_forms(tmp_path / "svar.xlsx", survey, people, language=language, metadata=metadata)

    table = recognise_table(read([path]))
    coded = code(table, survey)

    assert table.recognition.platform == "microsoft-forms"
    assert coded.responses.respondents == 60
    for key, item in survey.items.items():
        found = [item.options[n].code if n >= 0 else None for n in coded.responses.choices[key]]
        assert found == [person.answers[key] for person in people], key
