"""Answers as numbers, respondents chosen, and everything that was wrong told at once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import make_survey
from tests.exports.tables import choice, choices, grid, several, table_of, text, texts_in

from nullpunkt.responses.coding import Coded, code
from nullpunkt.responses.issues import Issue, IssueCode
from nullpunkt.responses.table import BLANK, NOT_ASKED
from nullpunkt.survey.model import Condition, ItemKey, NumberQuestion, OpenQuestion, OpenType, Survey

YES_NO = choices("Ja", "Nei")
AGREE = choices("Uenig", "Verken", "Enig", scored=True)


def _codes(coded: Coded, survey: Survey, question: str, item: str | None = None) -> list[str | int]:
    key = ItemKey(question, item)
    return [survey.items[key].options[n].code if n >= 0 else int(n) for n in coded.responses.choices[key]]


def _told(coded: Coded, kind: IssueCode) -> list[Issue]:
    return [issue for issue in coded.issues if issue.code is kind]


def _many(count: int) -> Survey:
    return make_survey(*(choice(f"q{n}", f"Spørsmål {n}?", *YES_NO) for n in range(1, count + 1)))


def test_options_by_text_code_near_match_and_not_at_all() -> None:
    survey = make_survey(choice("rolle", "Rolle?", *choices("Ansatt i tjenesten", "Leder")))
    table = table_of([["Rolle?"], ["ANSATT I TJENESTEN"], ["o2"], ["Ansat i tjenesten"], ["Sjef"], ["Sjef"]])

    coded = code(table, survey, min_answered=0)

    assert _codes(coded, survey, "rolle") == ["o1", "o2", "o1"]
    unknown, near = _told(coded, IssueCode.UNKNOWN_OPTION)[0], _told(coded, IssueCode.NEAR_OPTION)[0]
    assert (unknown.count, unknown.rows, unknown.found, unknown.column) == (2, (5, 6), "1 different", "A «Rolle?»")
    assert (near.count, near.rows) == (1, (4,))
    assert "sjef" not in repr(coded.issues).casefold()


def test_the_nearest_declared_option_is_offered() -> None:
    survey = make_survey(choice("rolle", "Rolle?", *choices("Ansatt", "Virksomhetsleder")))

    coded = code(table_of([["Rolle?"], ["leder for virksomhet"], ["Ansatt"]]), survey)

    assert _told(coded, IssueCode.UNKNOWN_OPTION)[0].expected == "Virksomhetsleder"


def test_numbers_on_a_scale_are_its_places() -> None:
    survey = make_survey(grid("enig", "Enig?", ["Vi møtes"], *AGREE))
    coded = code(table_of([["Vi møtes"], ["3"], [1.0], ["2"]]), survey)

    assert _codes(coded, survey, "enig", "r1") == ["o3", "o1", "o2"]
    assert _told(coded, IssueCode.NUMBERS_AS_SCALE)[0].count == 3


def test_a_number_outside_the_scale_leaves_all_numbers_unread() -> None:
    survey = make_survey(grid("enig", "Enig?", ["Vi møtes"], *AGREE))
    coded = code(table_of([["Vi møtes"], ["3"], ["7"]]), survey)

    assert _told(coded, IssueCode.UNKNOWN_OPTION)[0].count == 2
    assert "export the answers as texts" in _told(coded, IssueCode.UNKNOWN_OPTION)[0].hint


def test_numbers_are_not_places_where_options_have_no_order() -> None:
    survey = make_survey(choice("rolle", "Rolle?", *choices("Ansatt", "Leder")))

    assert _told(code(table_of([["Rolle?"], ["1"], ["2"]]), survey), IssueCode.UNKNOWN_OPTION)[0].count == 2


def test_own_words_are_other_unless_all_are() -> None:
    survey = make_survey(choice("rolle", "Rolle?", *choices("Ansatt", "Leder", other="Annet")))

    some = code(table_of([["Rolle?"], ["Vaktmester"], ["Leder"]]), survey)
    all_ = code(table_of([["Rolle?"], ["Per"], ["Pål"], ["Espen"], ["Askeladd"]]), survey)

    assert _codes(some, survey, "rolle") == ["annet", "o2"]
    assert _told(some, IssueCode.OWN_WORDS)[0].count == 1
    assert _told(all_, IssueCode.UNKNOWN_OPTION)[0].count == 4


def test_the_platforms_word_for_hidden_unless_an_option_is_worded_so() -> None:
    column_of = {"N/A": NOT_ASKED, "Refused": BLANK}
    plain = make_survey(choice("a", "A?", *YES_NO))
    worded = make_survey(choice("a", "A?", *choices("Ja", "N/A")))
    table = table_of([["A?"], ["Ja"], ["N/A"], ["Refused"]])
    table = replace(table, columns=tuple(replace(column, otherwise=column_of) for column in table.columns))

    assert _codes(code(table, plain, min_answered=0), plain, "a") == ["o1"]
    assert _codes(code(table, worded, min_answered=0), worded, "a") == ["o1", "o2"]
    assert not _told(code(table, plain), IssueCode.UNKNOWN_OPTION)


def test_chains_of_filters() -> None:
    survey = make_survey(
        choice("a", "A?", *YES_NO),
        several("b", "B?", *choices("Rus", "Vold"), asked_if=Condition("a", ("o1",))),
        choice("c", "C?", *YES_NO, asked_if=Condition("b", ("o2",))),
        NumberQuestion(id="d", text=text("D?"), asked_if=Condition("c", ("o1",))),
    )
    table = table_of(
        [["A?", "B?", "C?", "D?"], ["Ja", "Rus;Vold;", "Ja", "4"], ["Ja", "Rus;", "", ""], ["Nei", "Vold;", "Ja", "2"]]
    )

    coded = code(table, survey)

    assert coded.responses.ticks["b"].state.tolist() == [0, 0, NOT_ASKED]
    assert coded.responses.ticks["b"].chosen[2].tolist() == [False, False]
    assert _codes(coded, survey, "c") == ["o1", NOT_ASKED, NOT_ASKED]
    assert coded.responses.numbers["d"].tolist() == [4.0, -np.inf, -np.inf]
    assert [(issue.item, issue.count, issue.rows) for issue in _told(coded, IssueCode.FILTER_VIOLATION)] == [
        ("b", 1, (4,)),
        ("c", 1, (4,)),
        ("d", 1, (4,)),
    ]


def test_a_filter_whose_question_is_not_exported_is_not_applied() -> None:
    survey = make_survey(choice("a", "A?", *YES_NO), choice("b", "B?", *YES_NO, asked_if=Condition("a", ("o1",))))

    assert _codes(code(table_of([["Nr", "B?"], ["1", "Ja"], ["2", "Nei"]]), survey), survey, "b") == ["o1", "o2"]


def test_less_than_thirty_per_cent_answered_is_left_out() -> None:
    headers = [f"Spørsmål {n}?" for n in range(1, 11)]
    table = table_of([headers, ["Ja"] * 10, ["Ja"] * 3 + [""] * 7, ["Ja"] * 2 + [""] * 8])

    coded = code(table, _many(10))

    assert coded.responses.respondents == 2
    assert [(issue.count, issue.rows) for issue in _told(coded, IssueCode.INCOMPLETE)] == [(1, (4,))]
    assert code(table, _many(10), min_answered=0.1).responses.respondents == 3


def test_questions_that_were_not_asked_do_not_count_as_unanswered() -> None:
    more = [choice(f"b{n}", f"B{n}?", *YES_NO, asked_if=Condition("a", ("o1",))) for n in range(9)]
    survey = make_survey(choice("a", "A?", *YES_NO), *more)
    table = table_of([["A?", *(f"B{n}?" for n in range(9))], ["Nei", *[""] * 9], ["Ja", *[""] * 9]])

    assert code(table, survey).responses.respondents == 1


def test_empty_rows_are_left_out_but_words_alone_are_not_empty() -> None:
    survey = make_survey(choice("a", "A?", *YES_NO), OpenQuestion(id="t", text=text("Tekst?"), type=OpenType.TEXT))
    table = table_of([["Nr", "A?", "Tekst?"], ["1", "Ja", ""], ["2", "", ""], ["3", "", "noe"]])

    coded = code(table, survey, keep_text=True)

    assert [issue.rows for issue in _told(coded, IssueCode.EMPTY_ROW)] == [(3,)]
    assert [issue.rows for issue in _told(coded, IssueCode.INCOMPLETE)] == [(4,)]
    assert coded.responses.texts == {"t": ("",)}
    assert coded.responses.comments["t"].tolist() == [False]


def test_of_a_respondents_rows_the_last_complete_one_is_kept() -> None:
    table = table_of([["Nr", "Spørsmål 1?"], ["7", "Ja"], ["8", "Ja"], ["7", "Nei"], ["7", ""]])

    coded = code(table, _many(1))

    assert _codes(coded, _many(1), "q1") == ["o1", "o2"]
    assert [issue.rows for issue in _told(coded, IssueCode.DUPLICATE_RESPONDENT)] == [(2,)]


def test_an_unfinished_later_row_does_not_replace_a_complete_one() -> None:
    table = table_of([["Nr", "Spørsmål 1?"], ["7", "Ja"], ["7", "Nei"]])
    table = replace(table, complete=np.array([True, False]))

    assert _codes(code(table, _many(1)), _many(1), "q1") == ["o1"]


def test_blank_keys_are_nobodys() -> None:
    table = table_of([["Nr", "Spørsmål 1?"], ["", "Ja"], ["", "Nei"], ["1", "Ja"]])

    assert code(table, _many(1)).responses.respondents == 3


def test_identical_rows_are_pointed_out_and_kept() -> None:
    headers = [f"Spørsmål {n}?" for n in range(1, 13)]
    rows = [["Ja"] * 12, ["Nei"] * 12, ["Ja"] * 12]

    coded = code(table_of([headers, *rows]), _many(12))
    few = code(table_of([headers[:3], ["Ja"] * 3, ["Ja"] * 3]), _many(3))

    assert coded.responses.respondents == 3
    assert [(issue.count, issue.rows) for issue in _told(coded, IssueCode.IDENTICAL_ROWS)] == [(2, (2, 4))]
    assert not _told(few, IssueCode.IDENTICAL_ROWS)


def test_ticks_from_columns_of_texts_and_own_words() -> None:
    survey = make_survey(several("tema", "Tema?", *choices("Rus", "Vold", other="Annet")))
    headers = ["Tema? [Rus]", "Tema? [Vold]", "Tema? [Annet]"]
    table = table_of([headers, ["Rus", "", ""], ["Ja", "Nei", "noe helt eget"], ["", "", ""], ["0", "1", "0"]])

    coded = code(table, survey)

    assert coded.responses.ticks["tema"].chosen.tolist() == [
        [True, False, False],
        [True, False, True],
        [False, True, False],
    ]


def test_excel_dates_for_spans_are_explained() -> None:
    survey = make_survey(choice("tid", "Ansiennitet?", *choices("1–3", "4–10")))

    coded = code(table_of([["Ansiennitet?"], ["2026-03-01"], ["4-10"]]), survey, min_answered=0)

    assert "turned answers such as «1–3» into dates" in _told(coded, IssueCode.UNKNOWN_OPTION)[0].hint


ANY_CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["Ja", "Nei", "Rus;Vold;", "98", "1", "4,5", "", "Rus, Vold"]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)
CANARY = "kanariø"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(ANY_CELL, min_size=4, max_size=4), min_size=1, max_size=8))
def test_whatever_stands_in_the_cells_is_coded_without_an_error_and_never_repeated(cells: list[list[object]]) -> None:
    survey = make_survey(
        choice("a", "A?", *choices("Ja", "Nei", other="Annet")),
        several("b", "B?", *choices("Rus", "Vold")),
        NumberQuestion(id="c", text=text("C?"), minimum=0),
        choice("d", "D?", *AGREE, asked_if=Condition("a", ("o1",))),
    )
    rows = [[f"{CANARY}{cell}" if isinstance(cell, str) and len(cell) > 8 else cell for cell in row] for row in cells]

    table = table_of([["A?", "B?", "C?", "D?"], *rows, ["Ja", "Rus", "1", "Enig"]])
    coded = code(table, survey)

    kept = coded.responses.respondents
    assert 1 <= kept <= table.rows
    assert all(len(codes) == kept for codes in coded.responses.choices.values())
    assert all(
        BLANK <= n < len(survey.items[key].options) or n == NOT_ASKED
        for key, codes in coded.responses.choices.items()
        for n in codes
    )
    assert CANARY not in repr(coded)


def test_texts_stay_out_of_a_printed_table() -> None:
    table = table_of([["Nr", "Tekst?"], ["1", CANARY]])

    assert texts_in(table, 0) == [CANARY]
    assert CANARY not in repr(table)
