"""The list of municipalities, and what people write instead of what stands in it."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from nullpunkt.regions.municipalities import municipalities, municipality_of
from nullpunkt.resources import shipped

COUNTIES = {
    "03": 1, "11": 23, "15": 27, "18": 41, "31": 12, "32": 21, "33": 18, "34": 46,
    "39": 6, "40": 17, "42": 25, "46": 43, "50": 38, "55": 21, "56": 18,
}  # fmt: skip
SEVERAL = {"bø", "divtasvuodna", "herøy", "nes", "os", "sande", "snillfjord", "tysfjord", "våler"}


def test_the_list_is_that_of_2024() -> None:
    with (shipped("templates") / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        numbers = [row["number"] for row in csv.DictReader(file, delimiter=";")]
    assert numbers == sorted(set(numbers))
    assert Counter(number[:2] for number in numbers) == COUNTIES
    known = {number: one.name for number, one in municipalities().items()}
    assert len(known) == 357
    # Ålesund and Haram were one municipality from 2020 to 2023; Kristiansund is not Kristiansand
    assert (known["1508"], known["1580"], known["1505"], known["4204"]) == (
        "Ålesund", "Haram", "Kristiansund", "Kristiansand",
    )  # fmt: skip


def test_every_name_of_the_list_leads_to_its_municipality() -> None:
    several = set()
    for number, one in municipalities().items():
        for name in (one.name, *one.other_names, *one.former_names):
            found = municipality_of(name)
            assert number in found.numbers
            assert not found.near
            if len(found.numbers) > 1:
                several.add(name.lower())
    assert several == SEVERAL


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("BAMBLE kommune ", "4012"),
        ("4012 Bamble", "4012"),
        ("0814 Bamble", "4012"),  # the number it had until 2020
        ("Bamble, Telemark", "4012"),
        ("301", "0301"),
        ("Oslo - Oslove", "0301"),
        ("Alesund", "1508"),
        ("Baerum", "3201"),
        ("Kvam herad", "4622"),
        ("Kristiansund N", "1505"),
        ("Guovdageaidnu suohkan", "5612"),
        ("Kautokeino/Guovdageaidnu", "5612"),
        ("Gáivuotna – Kåfjord – Kaivuono", "5540"),
        ("Karasjohka", "5610"),
        ("Herøy i Møre og Romsdal", "1515"),
        ("Herøy (Nordland)", "1818"),
        ("Bø i Telemark", "4020"),
        ("Os i Hordaland", "4624"),
        ("Sande kommune i Vestfold", "3903"),
        ("Våler (Hedmark)", "3419"),
        ("Sandøy", "1508"),  # not to Haram, which was Haram alone before and after
        ("Ramnes", "3905"),
        ("Forsand", "1108"),
    ],
)
def test_what_people_write_is_understood(written: str, number: str) -> None:
    found = municipality_of(written)
    assert (found.numbers, found.near) == ((number,), False)


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("Bambel", ("4012",)),
        ("4012 Kragerø", ("4012", "4014")),
        ("4001 Stavanger", ("4001", "1103")),  # its postal code is the number of Porsgrunn
        ("Skien/Porsgrunn", ()),
        ("Barnehagen i Bamble", ()),
        ("", ()),
    ],
)
def test_what_is_not_sure_is_offered_and_never_taken(written: str, offered: tuple[str, ...]) -> None:
    found = municipality_of(written)
    assert (found.numbers, found.near) == (offered, True)
