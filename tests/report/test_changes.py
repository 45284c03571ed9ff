"""What changed, in words: a rise is said only where it is called, and a difference that is none is said as such."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.analysis.waves import results, survey

from nullpunkt.analysis.changes import Gate, changes
from nullpunkt.analysis.comparison import compare
from nullpunkt.analysis.gate import Terms
from nullpunkt.analysis.model import Change
from nullpunkt.loading.languages import load_language
from nullpunkt.report.changes import change_sections
from nullpunkt.report.changes_sentences import change_sentence
from nullpunkt.report.published import Published

CALLING = {"nb": ("økte", "sank"), "nn": ("auka", "gjekk ned"), "en": ("rose", "fell")}
LATER = date(2023, 10, 18)


def change(before: tuple[int, int], after: tuple[int, int]) -> Change:
    one, two = results({"kultur": {"skole": before}}), results({"kultur": {"skole": after}})
    return changes(one, two, gate=Gate())[0]


def said(found: Change, code: str = "nb") -> str:
    asked = survey("skole", questions=("kultur",))
    published = Published(results({"kultur": {"skole": (1, 2)}}), asked, load_language(code))
    return change_sentence(found, published)


@pytest.mark.parametrize("code", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    ("before", "after"),
    [((34, 50), (37, 50)), ((5000, 10000), (5300, 10000)), ((20, 50), (20, 50)), ((7, 11), (9, 12))],
)
def test_noise_is_never_called_progress(code: str, before: tuple[int, int], after: tuple[int, int]) -> None:
    sentence = said(change(before, after), code)
    assert not any(word in sentence.split() for word in CALLING[code])


def test_why_a_difference_is_no_change() -> None:
    assert said(change((34, 50), (37, 50))).endswith("En forskjell på 6 prosentpoeng kan være tilfeldig.")
    assert "for liten til at vi regner den som en endring" in said(change((5000, 10000), (5300, 10000)))
    assert said(change((20, 50), (20, 50))) == "«kultur» viser ingen sikker endring: 40 prosent før og 40 prosent nå."
    many = replace(change((40, 100), (54, 100)), p_adjusted=0.4, verdict="no_clear_change")
    assert "Når vi ser på så mange mål samtidig, kan en forskjell på 14 prosentpoeng være tilfeldig" in said(many)


def test_few_answers_are_told_as_counts() -> None:
    assert "7 av 11 før og 9 av 12 nå" in said(change((7, 11), (9, 12)))


def test_one_point_is_singular_in_english() -> None:
    assert "1 percentage point may be chance" in said(change((50, 100), (51, 100)), "en")


def test_a_rise_is_told_with_its_size_and_what_it_may_be() -> None:
    assert said(change((48, 80), (56, 70))) == (
        "Andelen som svarer «ja» på «kultur», økte fra 60 prosent til 80 prosent. "
        "Det er 20 prosentpoeng, trolig mellom 5 og 33."
    )


@pytest.mark.parametrize(
    ("method", "verdict", "words"),
    [
        ("band", "increase", "økte. Hvor mye vises ikke"),
        ("band", "no_clear_change", "viser ingen sikker endring."),
        ("band", "not_comparable", "utelukker ikke at de er like"),
        ("hidden", "not_comparable", "ikke vises av hensyn til personvernet"),
        ("questionnaire", "not_comparable", "ikke ble stilt likt"),
    ],
)
def test_what_has_no_number_is_told_without_one(method: str, verdict: str, words: str) -> None:
    bare = replace(change((20, 50), (40, 50)), difference=None, low=None, high=None, method=method, verdict=verdict)
    sentence = said(bare)
    assert words in sentence
    assert not any(sign.isdigit() for sign in sentence)


def test_the_chapter_says_what_is_not_the_same() -> None:
    counts = {"kultur": {"skole": (30, 60), "nav": (9, 17)}, "rutine": {"skole": (30, 60), "nav": (9, 17)}}
    asked = survey("skole", "nav", text="Har tjenesten kultur for samarbeid?")
    found, comparison = compare([results(counts)], results(counts, asked=asked, day=LATER), Terms())
    sections = change_sections(Published(found, asked, load_language("nb")), comparison)
    text = str(sections)
    assert "er ikke sammenlignet (annen ordlyd)" in text
    assert "1 mål kan ikke sammenlignes." in text
    assert sections[0].level == 2
    assert {section.level for section in sections[1:]} == {3}
