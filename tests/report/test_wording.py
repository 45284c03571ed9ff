"""Shares in words in three languages: every form of the phrase rule, of whom, how sure."""

from fractions import Fraction

import pytest
from tests.results_builder import band, hidden, share

from nullpunkt.analysis.model import Estimate
from nullpunkt.loading.languages import load_language
from nullpunkt.report.wording import (
    certainty_in_words,
    fraction_in_words,
    percent_in_words,
    phrase_in_words,
    round_percent_in_words,
    share_in_words,
    value_in_words,
)
from nullpunkt.stats.phrases import FRACTIONS, Form, Phrase, RoundPercent, Side

NB, NN, EN = (load_language(code) for code in ("nb", "nn", "en"))


def told(estimate: Estimate, code: str = "nb", *, filtered: bool = False, people: str = "") -> str:
    words = share_in_words(estimate, load_language(code), filtered=filtered, people=people)
    return f"{words.share} {words.of_whom}".strip()


@pytest.mark.parametrize(
    ("form", "nb", "nn", "en"),
    [
        (Form.COUNTS, "7 av 11", "7 av 11", "7 of the 11"),
        (Form.ALL, "alle de ansatte", "alle dei tilsette", "all the employees"),
        (Form.ALL_RESPONDENTS, "alle som svarte,", "alle som svarte,", "all who answered"),
        (Form.NONE, "ingen av de ansatte", "ingen av dei tilsette", "none of the employees"),
        (Form.NONE_RESPONDENTS, "ingen av dem som svarte,", "ingen av dei som svarte,", "none of those who answered"),
        (Form.EXACT, "to av tre", "to av tre", "two in three"),
        (Form.NEAR_BELOW, "nær to av tre", "nær to av tre", "nearly two in three"),
        (Form.SLIGHTLY_ABOVE, "litt over to av tre", "litt over to av tre", "slightly over two in three"),
        (Form.ABOUT, "om lag to av tre", "om lag to av tre", "about two in three"),
        (Form.PERCENT, "64 prosent", "64 prosent", "64 per cent"),
    ],
)
def test_every_form_of_the_phrase_rule(form: Form, nb: str, nn: str, en: str) -> None:
    named = form in (Form.EXACT, Form.NEAR_BELOW, Form.SLIGHTLY_ABOVE, Form.ABOUT)
    fraction = Fraction(2, 3) if named else None
    phrase = Phrase(form, 7, 11, percent=64, fraction=fraction, near_ten=None, majority=False, minority=False)
    assert [phrase_in_words(phrase, language) for language in (NB, NN, EN)] == [nb, nn, en]


@pytest.mark.parametrize(
    ("side", "nb", "nn", "en"),
    [
        (Side.ALMOST, "nesten 90 prosent", "nesten 90 prosent", "nearly 90 per cent"),
        (Side.OVER, "over 90 prosent", "over 90 prosent", "over 90 per cent"),
    ],
)
def test_round_percentages(side: Side, nb: str, nn: str, en: str) -> None:
    near = RoundPercent(side, 90)
    assert [round_percent_in_words(near, language) for language in (NB, NN, EN)] == [nb, nn, en]


def test_every_fraction_has_words_in_every_language() -> None:
    assert [fraction_in_words(f, NB) for f in FRACTIONS[:3]] == ["én av ti", "én av fem", "én av fire"]
    for language in (NB, NN, EN):
        assert len({fraction_in_words(f, language) for f in FRACTIONS}) == len(FRACTIONS)


SHARES = {
    "just below a round ten": share("q", 886, 1000),
    "the fraction itself": share("q", 900, 1000),
    "near the fraction the number says more": share("q", 880, 1000),
    "above a fraction the number says more": share("q", 680, 1000),
    "wide interval, fraction inside it": share("q", 34, 50),
    "few answers are told as counts": share("q", 7, 11),
    "a half": share("q", 500, 1000),
    "almost all": band("q", 14, group="ppt", least=13),
    "almost none": band("q", 14, group="ppt", most=1),
}


@pytest.mark.parametrize(
    ("name", "nb"),
    [
        ("just below a round ten", "nesten 90 prosent av dem som svarte,"),
        ("the fraction itself", "ni av ti som svarte,"),
        ("near the fraction the number says more", "88 prosent av dem som svarte,"),
        ("above a fraction the number says more", "68 prosent av dem som svarte,"),
        ("wide interval, fraction inside it", "om lag to av tre som svarte,"),
        ("few answers are told as counts", "7 av 11 som svarte,"),
        ("a half", "halvparten av dem som svarte,"),
        ("almost all", "minst 93 prosent av dem som svarte,"),
        ("almost none", "høyst 7 prosent av dem som svarte,"),
    ],
)
def test_what_a_share_is_called(name: str, nb: str) -> None:
    assert told(SHARES[name]) == nb


@pytest.mark.parametrize(
    ("name", "nn", "en"),
    [
        ("just below a round ten", "nesten 90 prosent av dei som svarte,", "nearly 90 per cent of those who answered"),
        ("wide interval, fraction inside it", "om lag to av tre som svarte,", "about two in three who answered"),
        ("few answers are told as counts", "7 av 11 som svarte,", "7 of the 11 who answered"),
        ("almost all", "minst 93 prosent av dei som svarte,", "at least 93 per cent of those who answered"),
        ("almost none", "høgst 7 prosent av dei som svarte,", "at most 7 per cent of those who answered"),
    ],
)
def test_what_a_share_is_called_in_nynorsk_and_english(name: str, nn: str, en: str) -> None:
    assert (told(SHARES[name], "nn"), told(SHARES[name], "en")) == (nn, en)


def test_employees_only_when_weighted() -> None:
    weighted = share("q", 680, 1000, population=1500, weighted=True)
    assert told(weighted) == "68 prosent av de ansatte"
    assert told(share("q", 680, 1000, population=1500)) == "68 prosent av dem som svarte,"
    assert told(weighted, filtered=True) == "68 prosent av dem som fikk spørsmålet,"
    assert told(share("q", 900, 1000, population=1500, weighted=True)) == "ni av ti ansatte"


def test_a_survey_may_name_whom_it_asks() -> None:
    assert told(share("q", 680, 1000, population=1500, weighted=True), people="lederne") == "68 prosent av lederne"
    assert told(share("q", 900, 1000, population=1500, weighted=True), people="lederne") == "ni av ti av lederne"
    assert told(share("q", 680, 1000), people="lederne") == "68 prosent av dem som svarte,"


def test_a_weighted_share_is_told_by_its_value_and_not_by_its_counts() -> None:
    # 200 of 287 are 70 per cent, but weighted by headcount it is 68
    assert told(share("q", 200, 287, population=400, weighted=True, value=0.68)) == "68 prosent av de ansatte"


def test_half_is_not_passed_unless_the_interval_says_so() -> None:
    # 51.5 per cent of 1000: the interval holds a half, so no «litt over halvparten»
    assert told(share("q", 515, 1000)) == "52 prosent av dem som svarte,"


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.68, "68 prosent"), (0.003, "under 1 prosent"), (0.998, "over 99 prosent"), (0.125, "13 prosent")],
)
def test_percent_in_running_text(value: float, words: str) -> None:
    assert percent_in_words(value, NB) == words


def test_bare_values() -> None:
    assert value_in_words(share("q", 34, 50), NN) == "68 prosent"
    assert value_in_words(band("q", 14, group="ppt", least=13), NN) == "minst 93 prosent"
    assert value_in_words(hidden("q", group="ppt"), NN) == "ikkje vist"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("nb", "Vi er ganske sikre på at andelen i hele kommunen ligger mellom 64 og 72 prosent."),
        ("nn", "Vi er ganske sikre på at delen i heile kommunen ligg mellom 64 og 72 prosent."),
        ("en", "We are fairly sure that the share in the whole municipality lies between 64 and 72 per cent."),
    ],
)
def test_uncertainty_in_words(code: str, sentence: str) -> None:
    estimate = share("q", 204, 300, population=500)._replace(low=0.64, high=0.72)
    assert certainty_in_words(estimate, load_language(code)) == sentence


def test_without_a_headcount_the_sentence_does_not_speak_of_the_municipality() -> None:
    sentence = certainty_in_words(share("q", 204, 300), NB)
    assert sentence == "Regner vi bare med tilfeldig variasjon, ligger andelen trolig mellom 63 og 73 prosent."


def test_a_share_that_may_be_either_side_of_a_half_says_so() -> None:
    sentence = certainty_in_words(share("q", 52, 100, population=200), NB)
    assert sentence.endswith("Om det gjelder mer eller mindre enn halvparten, kan vi ikke si sikkert.")


def test_when_everybody_answered_there_is_no_uncertainty() -> None:
    assert certainty_in_words(share("q", 30, 40, population=40), NB) == (
        "Alle har svart, så tallet har ingen tilfeldig usikkerhet."
    )


def test_a_hidden_or_band_share_has_no_certainty() -> None:
    assert certainty_in_words(hidden("q", group="ppt"), NB) == ""
    assert certainty_in_words(band("q", 14, group="ppt", least=13), NB) == ""
