"""SPSS files: what the file says of its variables, and what happens without the package or with a damaged file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exports.tables import texts_in

from nullpunkt.errors import FileError, MissingExtraError
from nullpunkt.platforms.registry import recognise_table
from nullpunkt.readers import spss
from nullpunkt.readers.reading import read
from nullpunkt.readers.spss_child import REFUSED, main
from nullpunkt.responses.table import BLANK


@pytest.fixture
def statistics(tmp_path: Path) -> Path:
    pandas, pyreadstat = pytest.importorskip("pandas"), pytest.importorskip("pyreadstat")
    data = pandas.DataFrame(
        {
            "respid": [1.0, 2.0, 3.0],
            "q1": [1.0, 98.0, float("nan")],
            "q2": [10.0, -5.0, 4.0],
            "kommentar": ["kanari", "", "None"],
            "epost": ["a@b.no", "c@d.no", "e@f.no"],
            "vekt": [1.1, 0.9, 1.0],
        }
    )
    labels = ["", "Har dere kultur?", "Antall møter", "Merknad", "Din adresse", "Vekt"]
    values = {"q1": {1.0: "Ja", 98.0: "Vet\u00a0ikke"}}
    missing = {"q1": [98.0], "q2": [{"lo": -9.0, "hi": -1.0}]}
    path = tmp_path / "data.sav"
    pyreadstat.write_sav(data, str(path), column_labels=labels, variable_value_labels=values, missing_ranges=missing)
    return path


def test_labels_missing_codes_and_roles(statistics: Path) -> None:
    sheet = read([statistics]).sheets[0]
    assert [variable.missing for variable in sheet.variables[1:3]] == [{"98"}, {str(-n) for n in range(1, 10)}]

    table = recognise_table(read([statistics]))

    assert [column.header for column in table.columns] == ["Har dere kultur?", "Antall møter", "Merknad"]
    assert texts_in(table, 0) == ["Ja", "Vet\u00a0ikke".replace("\u00a0", " "), BLANK]
    assert texts_in(table, 2) == ["kanari", BLANK, "None"]
    assert table.columns[1].otherwise["-5"] == BLANK
    assert {dropped.role for dropped in table.dropped} == {"key", "email", "other"}


def test_the_child_writes_what_it_found_and_refuses_what_it_cannot_read(
    statistics: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(str(statistics)) == 0
    assert '"label": "Har dere kultur?"' in capsys.readouterr().out
    damaged = statistics.with_name("skadet.sav")
    damaged.write_bytes(statistics.read_bytes()[:120])
    assert main(str(damaged)) == REFUSED
    with pytest.raises(FileError, match="is damaged"):
        read([damaged])


def test_without_the_package_the_message_says_what_to_install(
    statistics: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spss, "find_spec", lambda name: None)

    with pytest.raises(MissingExtraError) as caught:
        read([statistics])
    assert "nullpunkt[spss]" in caught.value.hint
