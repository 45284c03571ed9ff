"""R12: what is masked in free text, and that nothing is shown that no person has approved."""

from __future__ import annotations

import random

import pytest
from tests.builders import make_responses, staff_survey

from nullpunkt.disclosure.national_ids import NationalId, classify_eleven, classify_nine
from nullpunkt.disclosure.open_text import mask
from nullpunkt.disclosure.policy import policy_for
from nullpunkt.disclosure.protect import protect
from nullpunkt.disclosure.review import ReviewRow, review_from_csv, review_rows, review_to_csv, with_open_text
from nullpunkt.errors import FileError
from nullpunkt.tabulation.tabulate import tabulate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Født 13097248022.", "Født [fjernet: fødselsnummer]."),
        ("Født 130972 48022.", "Født [fjernet: fødselsnummer]."),
        ("Født 13.09.72 48022.", "Født [fjernet: fødselsnummer]."),
        ("Konto 1234.56.78901", "Konto [fjernet: elleve sifre]"),
        ("Nummer 99999999999", "Nummer [fjernet: elleve sifre]"),
        ("Org.nr. 974 760 673", "Org.nr. [fjernet: organisasjonsnummer]"),
        ("Ring 91234567", "Ring [fjernet: telefonnummer]"),
        ("Ring 91 23 45 67", "Ring [fjernet: telefonnummer]"),
        ("Ring 912 34 567", "Ring [fjernet: telefonnummer]"),
        ("Ring +47 35 96 50 00", "Ring [fjernet: telefonnummer]"),
        ("Ring 004791234567", "Ring [fjernet: telefonnummer]"),
        ("Skriv til post@bamble.kommune.no", "Skriv til [fjernet: e-postadresse]"),
        ("Se https://bamble.no/a?b=1 nå", "Se [fjernet: nettadresse] nå"),
        ("Se www.bamble.no", "Se [fjernet: nettadresse]"),
        ("Hun bor i Nedre Storgate 12B", "Hun bor i [fjernet: adresse]"),
        ("Postboks 80, 3993 Langesund", "Postboks 80, [fjernet: adresse]"),
        ("Styreren i Solstua hører ikke", "[fjernet: stilling] hører ikke"),
        ("Takk til Kari Nordmann for hjelpen", "Takk til [fjernet: navn] for hjelpen"),
        ("Kari er flink", "[fjernet: navn] er flink"),
        ("alt henger på kari", "alt henger på [fjernet: navn]"),
        ("Det er Bjørns ansvar", "Det er [fjernet: navn] ansvar"),
        ("Snakk med Ánte-Máhtte", "Snakk med [fjernet: navn]"),
    ],
)
def test_what_is_masked(text: str, expected: str) -> None:
    assert mask(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "Vi trenger mer tid til samarbeid.",
        "NAV og PPT svarer ikke. Skolen venter i 6 uker.",
        "I 2020 hadde vi 20 000 kroner, 50 %, fra kl. 12.30, skoleåret 2019-2020.",
        "Møt hverandre hver dag! Mer åpenhet: Det hjelper.",
        "«Taushetsplikt» er et hinder – tid er et annet",
    ],
)
def test_what_is_left_as_it_is(text: str) -> None:
    assert mask(text).text == text


def test_names_of_ones_own_staff_are_masked_in_any_case() -> None:
    assert mask("spør nordmann", staff=["Kari Nordmann"]).text == "spør [fjernet: navn]"


def test_the_kinds_found_are_listed_for_the_reviewer() -> None:
    assert mask("Ring Kari på 91234567").found == ("telefonnummer", "navn")


@pytest.mark.parametrize("seed", range(3))
def test_every_number_of_eleven_digits_is_masked(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(300):
        digits = "".join(rng.choice("0123456789") for _ in range(11))
        layout = rng.choice(["{0}{1}", "{0} {1}", "{0}-{1}"]).format(digits[:6], digits[6:])

        assert not any(character.isdigit() for character in mask(f"Barnet {layout} venter").text)


FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def with_control_digits(nine: str, remainder: int = 0) -> str | None:
    """Nine digits with both control digits, for a given remainder of the first; None where there is none."""
    for first in "0123456789":
        if sum(int(d) * w for d, w in zip(nine + first, FIRST_WEIGHTS, strict=True)) % 11 == remainder:
            for second in "0123456789":
                if sum(int(d) * w for d, w in zip(nine + first + second, SECOND_WEIGHTS, strict=True)) % 11 == 0:
                    return nine + first + second
    return None


@pytest.mark.parametrize("remainder", [0, 1, 2, 3])
def test_from_2032_four_remainders_are_birth_numbers(remainder: int) -> None:
    numbers = [with_control_digits(f"010132{serial:03}", remainder) for serial in range(500, 520)]

    assert {classify_eleven(number) for number in numbers if number} == {NationalId.BIRTH_NUMBER}


@pytest.mark.parametrize(
    ("nine", "expected"),
    [
        ("130972480", NationalId.BIRTH_NUMBER),
        ("530972480", NationalId.D_NUMBER),  # day + 40
        ("134972480", NationalId.BIRTH_NUMBER),  # month + 40
        ("138972481", NationalId.BIRTH_NUMBER),  # month + 80
        ("320972480", NationalId.ELEVEN_DIGITS),  # no such day
        ("131372480", NationalId.ELEVEN_DIGITS),  # no such month
        ("290271480", NationalId.ELEVEN_DIGITS),  # 1971 was no leap year
        ("290272481", NationalId.BIRTH_NUMBER),
    ],
)
def test_days_and_months_of_birth_numbers(nine: str, expected: NationalId) -> None:
    number = with_control_digits(nine) or with_control_digits(nine, 1)

    assert number is not None
    assert classify_eleven(number) is expected


def test_organisation_numbers_by_their_control_digit() -> None:
    assert classify_nine("974760673") is NationalId.ORGANISATION  # Brønnøysundregistrene
    assert classify_nine("923609016") is NationalId.ORGANISATION  # Equinor
    assert classify_nine("974760674") is NationalId.NINE_DIGITS


NUMERALS = ("en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti")
COMMENTS = tuple(f"Vi trenger mer tid nummer {word}" for word in NUMERALS)


def test_few_comments_are_not_even_reviewed() -> None:
    assert list(review_rows({"fritt": COMMENTS[:9]})) == []
    assert len(list(review_rows({"fritt": COMMENTS}))) == 10


def test_the_order_is_not_the_respondents_and_differs_by_question() -> None:
    rows = list(review_rows({"a": COMMENTS, "b": COMMENTS}))
    first, second = ([row.comment for row in rows if row.question == name] for name in "ab")

    assert sorted(first) == sorted(second) == sorted(COMMENTS)
    assert len({tuple(first), tuple(second), COMMENTS}) == 3
    assert [r.comment for r in review_rows({"a": COMMENTS[::-1]})] == first


def test_a_review_file_that_nobody_has_filled_in_publishes_nothing() -> None:
    survey = staff_survey()
    tables = protect(tabulate(make_responses(60, seed=1), survey), survey, policy_for()).tables
    rows = review_from_csv(review_to_csv(review_rows({"hva_hindrer": COMMENTS})))

    assert [row.comment for row in rows if not row.approved] == [row.comment for row in rows]
    assert len(rows) == len(COMMENTS) <= tables.comments["hva_hindrer"]
    assert with_open_text(tables, rows).open_text == {}


def test_the_review_file_is_read_back() -> None:
    rows = (ReviewRow("fritt", '=1+1; «sitat» "to"', ("navn", "adresse")), ReviewRow("fritt", "ja", (), True))
    written = review_to_csv(rows)

    assert review_from_csv("\ufeff" + written) == rows
    assert "'=1+1" in written  # a spreadsheet must not run it


def test_a_review_file_without_its_columns_is_refused() -> None:
    with pytest.raises(FileError, match="lacks a column"):
        review_from_csv("a;b\n1;2\n")


def test_only_approved_comments_are_public_and_they_are_masked_again() -> None:
    survey = staff_survey()
    tables = protect(tabulate(make_responses(60, seed=1), survey), survey, policy_for()).tables
    rows = [
        ReviewRow("hva_hindrer", "Mer tid", (), True),
        ReviewRow("hva_hindrer", "Mindre papir", (), False),
        ReviewRow("hva_hindrer", "Ring Kari", (), True),
        ReviewRow("et_annet", "Mer tid", (), True),
    ]

    assert tables.open_text == {}
    assert with_open_text(tables, rows).open_text == {"hva_hindrer": ("Mer tid", "Ring [fjernet: navn]")}
