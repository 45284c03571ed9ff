"""Whatever the bytes are: a table or one of our own errors, in bounded time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import make_survey
from tests.exports.forms import write_forms
from tests.exports.limesurvey import write_limesurvey
from tests.exports.nettskjema import write_elements
from tests.exports.others import write_spss
from tests.exports.simulated import simulate
from tests.exports.surveymonkey import write_surveymonkey
from tests.exports.tables import choice, choices, grid, several

from nullpunkt.errors import NullpunktError
from nullpunkt.platforms.registry import recognise_table
from nullpunkt.readers.reading import read
from nullpunkt.responses.coding import code

SURVEY = make_survey(
    choice("rolle", "Rolle?", *choices("Ansatt", "Leder", other="Annet")),
    several("tema", "Tema?", *choices("Rus", "Vold; trusler")),
    grid("enig", "Enig?", ["Vi møtes", "Vi snakkes"], *choices("Ja", "Nei")),
)
PEOPLE = simulate(SURVEY, people=6)
LSS = b"""<?xml version="1.0"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType><questions><rows><row>
<qid>1</qid><parent_qid>0</parent_qid><title>rolle</title><question><![CDATA[Rolle?]]></question></row></rows></questions>
</document>"""


def _spss(path: Path) -> Path:
    pytest.importorskip("pyreadstat")
    return write_spss(path, SURVEY, PEOPLE)


def _definition(path: Path) -> Path:
    path.write_bytes(LSS)
    return path


SEEDS: dict[str, Callable[[Path], Path]] = {
    "workbook": lambda path: write_forms(path, SURVEY, PEOPLE),
    "LimeSurvey text": lambda path: write_limesurvey(path, SURVEY, PEOPLE, codes=False),
    "SurveyMonkey text": lambda path: write_surveymonkey(path, SURVEY, PEOPLE),
    "codebook": lambda path: write_elements(path, SURVEY),
    "definition": _definition,
    "statistics": _spss,
}


def _try(path: Path, *beside: Path) -> None:
    """Read and code; only our own errors may come out."""
    refusal = ""
    try:
        code(recognise_table(read([path, *beside])), SURVEY)
    except NullpunktError as error:
        refusal = error.message + error.hint
    assert "kanari" not in refusal.casefold()


@pytest.mark.parametrize("seed", SEEDS)
def test_damaged_bytes(seed: str, tmp_path: Path) -> None:
    content = SEEDS[seed](tmp_path / "hel.bin").read_bytes()
    answers = write_limesurvey(tmp_path / "svar.csv", SURVEY, PEOPLE, codes=True)
    damaged = tmp_path / "skadet.bin"

    # each statistics file is read in a process of its own
    @settings(max_examples=8 if seed == "statistics" else 60, deadline=5000, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def run(data: st.DataObject) -> None:
        changed = bytearray(content)
        for _ in range(data.draw(st.integers(1, 8))):
            changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
        cut = data.draw(st.sampled_from([len(changed), len(changed) // 2, len(changed) - 1, 12]))
        damaged.write_bytes(bytes(changed[:cut]))
        _try(damaged)
        if seed in ("codebook", "definition"):
            _try(answers, damaged)

    run()


def test_damage_inside_the_workbook(tmp_path: Path) -> None:
    """The parts are changed and packed again, so that the checksums hold and the library sees the damage."""
    whole = SEEDS["workbook"](tmp_path / "hel.xlsx").read_bytes()
    damaged = tmp_path / "skadet.xlsx"

    @settings(max_examples=60, deadline=5000, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def run(data: st.DataObject) -> None:
        with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(damaged, "w") as target:
            names = [name for name in source.namelist() if name.endswith(".xml")]
            chosen = data.draw(st.sampled_from(names))
            for name in source.namelist():
                content = bytearray(source.read(name))
                if name == chosen:
                    for _ in range(data.draw(st.integers(1, 6))):
                        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
                target.writestr(name, bytes(content))
        _try(damaged)

    run()


@settings(max_examples=80, deadline=5000, suppress_health_check=list(HealthCheck))
@given(content=st.one_of(st.binary(max_size=400), st.text(max_size=300).map(str.encode)))
def test_any_bytes_at_all(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "noe.csv"
    path.write_bytes(content)

    _try(path)
