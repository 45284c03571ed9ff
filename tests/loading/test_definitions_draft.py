"""A draft knows scales, grids and several answers, and takes over no answer that few gave."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.exports.tables import table_of

from nullpunkt.loading.definitions_draft import draft
from nullpunkt.loading.definitions_scales import known_answers
from nullpunkt.loading.definitions_words import form_words
from nullpunkt.loading.definitions_yaml import scalar, to_yaml
from nullpunkt.loading.surveys import check_survey, load_survey
from nullpunkt.responses.coding import code
from nullpunkt.responses.issues import IssueCode, Severity
from nullpunkt.survey.exchange.sketch import Sketch
from nullpunkt.survey.model import (
    ChoiceQuestion,
    ChoiceType,
    GridQuestion,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    OptionKind,
)

KNOWN = known_answers()
SHARED = tuple(scale.name for scale in KNOWN.scales if scale.shared)
PEOPLE = 60
Columns = dict[str, Sequence[object]]


def spread(*answers: object, seed: int = 1, times: int = PEOPLE) -> list[object]:
    """Every answer about as often, in no order."""
    cells = [answers[n % len(answers)] for n in range(times)]
    random.Random(seed).shuffle(cells)
    return cells


def drafted(columns: Columns) -> Sketch:
    rows = [list(columns), *map(list, zip(*columns.values(), strict=True))]
    return draft(table_of(rows), KNOWN, name="prøve")


def yaml_of(sketch: Sketch) -> str:
    return to_yaml(sketch, shared_scales=SHARED, sentences=form_words("nb").notes)


def only(columns: Columns) -> object:
    return drafted({**columns, "Noe annet": spread("Blå", "Grønn")}).survey.questions[0]


def test_a_known_scale_in_its_order_with_what_stands_beside_it() -> None:
    found = only({"Vi møtes ofte nok": spread("Helt enig", "Litt enig", "Verken eller", "Litt uenig", "Vet ikke")})
    assert isinstance(found, ChoiceQuestion)
    assert found.type is ChoiceType.LIKERT
    assert [(option.text.into("nb"), option.score) for option in found.options] == [
        ("Helt uenig", 1.0),
        ("Litt uenig", 2.0),
        ("Verken eller", 3.0),
        ("Litt enig", 4.0),
        ("Helt enig", 5.0),
        ("Vet ikke", None),
    ]


def test_the_services_are_the_main_breakdown() -> None:
    sketch = drafted(
        {
            "Hvilken tjeneste arbeider du i?": spread("Barnehage", "Skole", "NAV"),
            "Hva er stillingen din?": spread("Leder", "Ansatt"),
            "Har tjenesten rutiner?": spread("Ja", "Nei"),
        }
    )
    survey = sketch.survey
    assert survey.main_breakdown == "hvilken_tjeneste_arbeider_du_i"
    assert survey.breakdowns == ("hva_er_stillingen_din",)
    assert [question.background for question in survey.questions] == [True, True, False]


def test_columns_with_one_stem_are_a_grid_and_columns_of_ticks_a_multiple_choice() -> None:
    sketch = drafted(
        {
            "Hvor ofte? - Barnevern": spread("Aldri", "Ofte", "Av og til", seed=1),
            "Hvor ofte? - Skole": spread("Aldri", "Sjelden", "Ofte", seed=2),
            "Hva hindrer? - Tid": spread("x", "", "", seed=3),
            "Hva hindrer? - Ledelse": spread("x", "", seed=4),
            "Hva hindrer? - Annet": spread("", "x", "", seed=5),
        }
    )
    grid, several = sketch.survey.questions
    assert isinstance(grid, GridQuestion)
    assert [row.text.into("nb") for row in grid.rows] == ["Barnevern", "Skole"]
    assert [option.text.into("nb") for option in grid.options] == ["Aldri", "Sjelden", "Av og til", "Ofte"]
    assert isinstance(several, MultipleQuestion)
    assert [option.kind for option in several.options] == [OptionKind.ANSWER, OptionKind.ANSWER, OptionKind.OTHER]


def test_neighbours_on_one_scale_are_a_grid_without_title() -> None:
    steps = ("Svært enig", "Enig", "Uenig")
    sketch = drafted({f"Påstand {letter}": spread(*steps, seed=n) for n, letter in enumerate("abc")})
    assert [type(question) for question in sketch.survey.questions] == [GridQuestion]
    assert "grid_without_title" in [note.key for note in sketch.notes["rutenett"]]


def test_several_answers_in_a_cell_also_where_an_option_holds_the_separator() -> None:
    pieces = ["Rus, spill og gjeld", "Skole", "Hjem"]
    rng = random.Random(3)
    cells = [", ".join(rng.sample(pieces, rng.randint(1, 3))) for _ in range(PEOPLE)]
    found = only({"Hva gjelder det?": cells})
    assert isinstance(found, MultipleQuestion)
    assert sorted(option.text.into("nb") for option in found.options) == ["Hjem", "Rus, spill og gjeld", "Skole"]


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ((3, 12, 45, 7, 130), NumberQuestion),
        ((1, 2, 3, 4, 5), ChoiceQuestion),
        (("2020-09-16", "2021-01-02"), OpenQuestion),
    ],
)
def test_numbers_ratings_and_dates(answers: tuple[object, ...], kind: type) -> None:
    assert isinstance(only({"Hvor mange møter?": spread(*answers)}), kind)


def test_an_answer_is_written_when_five_gave_it_and_not_when_four_did() -> None:
    answers = ["Rådhuset"] * 30 + ["Biblioteket"] * 21 + ["Kanari fem"] * 5 + ["Kanari fire"] * 4
    text = yaml_of(drafted({"Hvor møtes dere?": answers, "Noe annet": spread("Blå", "Grønn")}))
    assert "Kanari fem" in text
    assert "Kanari fire" not in text
    assert "kind: other" in text


def test_who_writes_the_same_in_every_row_of_a_grid_is_still_one_giver() -> None:
    rows = {f"Hvor ofte? - Tjeneste {letter}": [*spread("Aldri", "Ofte", seed=n), "Kanari"] for n, letter in
            enumerate("abcdefg")}  # fmt: skip
    assert "Kanari" not in yaml_of(drafted(rows))


def test_free_text_is_a_placeholder() -> None:
    answers = [f"kanari {n}" if n % 3 else "Nei" for n in range(PEOPLE)]
    sketch = drafted({"Hva vil du si?": answers, "Noe annet": spread("Blå", "Grønn")})
    assert isinstance(sketch.survey.questions[0], OpenQuestion)
    assert "kanari" not in yaml_of(sketch)


@pytest.mark.parametrize("header", ["Navn på leder", "Mobilnummer", "Din e-post"])
def test_columns_about_persons_are_no_questions(header: str) -> None:
    sketch = drafted({header: spread("Kari", "Ola", "Per"), "Trives du?": spread("Ja", "Nei")})
    assert [question.text.into("nb") for question in sketch.survey.questions] == ["Trives du?"]
    assert "Kari" not in yaml_of(sketch)


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        words.filter(lambda text: bool(text.strip())), st.lists(words, min_size=1, max_size=4), min_size=1, max_size=5
    )
)
def test_whatever_the_cells_hold_the_draft_holds_and_reads_the_same_export(
    tmp_path_factory: pytest.TempPathFactory, columns: dict[str, list[str]]
) -> None:
    cells = {header: spread(*answers, times=24) for header, answers in columns.items()}
    rows = [
        ["Trives du?", *cells],
        *(list(row) for row in zip(spread("Ja", "Nei", times=24), *cells.values(), strict=True)),
    ]
    table = table_of(rows)
    path: Path = tmp_path_factory.mktemp("utkast") / "utkast.yaml"
    path.write_text(yaml_of(draft(table, KNOWN, name="utkast")), encoding="utf-8")

    assert check_survey(path) == ()
    issues = code(table, load_survey(str(path))).issues
    assert [issue for issue in issues if issue.severity is Severity.ERROR] == []
    assert [issue for issue in issues if issue.code is IssueCode.MISSING_ITEM] == []


@given(st.text(min_size=1, max_size=30))
@settings(deadline=None)
def test_every_text_is_written_so_that_it_is_read_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    from nullpunkt.loading.yaml_file import read_yaml

    printable = "".join(sign for sign in text if sign.isprintable()).strip() or "x"
    path = tmp_path_factory.mktemp("yaml") / "a.yaml"
    path.write_text(f"text: {scalar(printable)}\n", encoding="utf-8")
    assert read_yaml(path).value == {"text": " ".join(printable.split())}
