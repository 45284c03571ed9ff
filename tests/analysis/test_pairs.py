"""Linked waves: codes are hashed, counts of pairs are public only when nobody can be told from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.analysis.waves import survey
from tests.builders import code_answers

from nullpunkt.analysis.pairs import paired_changes
from nullpunkt.disclosure.pairs import public_pairs
from nullpunkt.disclosure.policy import policy_for
from nullpunkt.disclosure.public_pairs import PublicPair
from nullpunkt.errors import InputError
from nullpunkt.responses.linking import Codes, linked_rows, split_codes
from nullpunkt.responses.table import BLANK, Column, RawTable, Recognition
from nullpunkt.survey.model import ItemKey
from nullpunkt.tabulation.pairs import PairCounts, Side, count_pairs

KEY = b"a key of this run"


def table(*codes: str) -> RawTable:
    values = tuple(dict.fromkeys(code for code in codes if code))
    places = np.array([values.index(code) if code else BLANK for code in codes], dtype=np.int32)
    return RawTable(
        source="svar.xlsx",
        sheet=None,
        recognition=Recognition("table", "Table"),
        columns=(Column("Lag din egen kode", "A", values, places),),
        row_numbers=np.arange(2, len(codes) + 2),
        period=(date(2020, 10, 1), date(2020, 10, 14)),
    )


def codes(*given: str) -> Codes:
    return split_codes(table(*given), "lag din egen kode", key=KEY)[1]


def test_the_column_of_codes_leaves_the_table_and_no_code_is_kept() -> None:
    bare, kept = split_codes(table("Ola7", "", "kari 3"), "Lag din egen kode", key=KEY)
    assert bare.columns == ()
    assert kept.hashes[1] is None
    assert b"ola" not in b"".join(code or b"" for code in kept.hashes).lower()
    assert "Ola7" not in repr(kept)


def test_codes_link_whatever_their_case_and_spaces() -> None:
    first, second = linked_rows(codes("Ola7", "KARI3", "x9"), codes("kari 3", "ny1", " ola7"))
    assert (first.tolist(), second.tolist()) == ([0, 1], [2, 0])


def test_a_code_that_two_people_chose_links_nobody() -> None:
    first, second = linked_rows(codes("a", "a", "b"), codes("a", "b"))
    assert (first.tolist(), second.tolist()) == ([2], [1])


def test_another_run_has_other_hashes() -> None:
    assert split_codes(table("a"), "Lag din egen kode", key=b"1")[1].hashes != codes("a").hashes


def test_a_missing_column_is_an_error_with_a_way_out() -> None:
    with pytest.raises(InputError, match="no column") as caught:
        split_codes(table("a"), "Kode", key=KEY)
    assert "respondent_code" in caught.value.hint


def test_pairs_are_counted_over_both_waves() -> None:
    asked = survey("skole", questions=("kultur",))
    first = code_answers(asked, 5, {"kultur": ("ja", "ja", "nei", "nei", None)})
    second = code_answers(asked, 5, {"kultur": ("nei", "ja", "ja", "nei", "ja")})
    rows = np.array([0, 1, 2, 3, 4])
    (pair,) = count_pairs(Side(first, asked, rows), Side(second, asked, rows[::-1]))
    # the second wave's rows are turned round: ja-ja, ja-nei, nei-ja, nei-ja, and a blank that pairs with nobody
    assert (pair.both, pair.lost, pair.gained, pair.neither) == (1, 1, 2, 0)
    assert (pair.n, pair.yes) == ((4, 5), (2, 3))


def counts(both: int, lost: int, gained: int, neither: int, *, others: tuple[int, int] = (20, 10)) -> PairCounts:
    pairs = both + lost + gained + neither
    n, yes = others
    return PairCounts(
        key=ItemKey("kultur"),
        option=None,
        sensitive=False,
        both=both,
        lost=lost,
        gained=gained,
        neither=neither,
        n=(pairs + n, pairs + n),
        yes=(both + lost + yes, both + gained + yes),
    )


@pytest.mark.parametrize(
    ("counted", "shown"),
    [
        (counts(10, 3, 8, 6), True),
        (counts(3, 2, 2, 2), False),
        (counts(4, 2, 2, 2), True),
        (counts(10, 1, 8, 6), False),
        (counts(10, 3, 8, 0), False),
        (counts(10, 3, 8, 6, others=(0, 0)), True),
        (counts(10, 3, 8, 6, others=(3, 2)), False),
        (counts(10, 3, 8, 6, others=(20, 19)), False),
    ],
    ids=[
        "enough",
        "nine pairs",
        "ten pairs",
        "one who changed",
        "nobody said no twice",
        "all linked",
        "three unlinked",
        "unlinked agree",
    ],
)
def test_pairs_are_public_only_when_nobody_can_be_told(counted: PairCounts, shown: bool) -> None:
    (public,) = public_pairs([counted], policy_for())
    assert (public.both is not None) is shown


@pytest.mark.parametrize("yes", [(13 + 1, 18 + 10), (13 + 10, 18 + 1)], ids=["first wave", "second wave"])
def test_those_who_were_not_linked_must_be_of_two_minds_in_either_wave(yes: tuple[int, int]) -> None:
    """13 of those who were linked said yes first and 18 later; of the 20 others one said yes in one wave."""
    (public,) = public_pairs([replace(counts(10, 3, 8, 6), yes=yes)], policy_for())
    assert public.both is None


def test_the_paired_change_is_newcombes_and_mcnemars() -> None:
    # Fagerland, Lydersen & Laake (2014): 0.026 to 0.507 for the airway data, mid-p 0.039
    (row,) = paired_changes([PublicPair(ItemKey("kultur"), None, 1, 1, 7, 12)], closed=frozenset(), minimum=0.05)
    assert (round(row.low or 0, 3), round(row.high or 0, 3), round(row.p_value or 0, 3)) == (0.026, 0.507, 0.039)
    assert (row.pairs, row.before, row.after, row.verdict) == (21, 2, 8, "increase")


def test_a_hidden_pair_has_no_number_and_a_closed_item_no_row() -> None:
    hidden, closed = PublicPair(ItemKey("kultur"), None), PublicPair(ItemKey("rutine"), None, 9, 9, 9, 9)
    (row,) = paired_changes([hidden, closed], closed=frozenset({"rutine"}), minimum=0.05)
    assert (row.pairs, row.before, row.difference, row.p_value, row.verdict) == (
        None,
        None,
        None,
        None,
        "not_comparable",
    )
