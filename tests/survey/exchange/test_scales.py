"""Scales are known by their wording, whole or in part, and never sorted by the alphabet."""

from __future__ import annotations

import pytest

from nullpunkt.loading.definitions_scales import known_answers
from nullpunkt.survey.exchange.scales import by_numbers
from nullpunkt.survey.model import OptionKind

KNOWN = known_answers()


@pytest.mark.parametrize(
    ("texts", "name", "steps"),
    [
        (["Svært enig", "Svært uenig", "Enig", "Uenig", "Verken enig eller uenig"], "enighet_5",
         ["Svært uenig", "Uenig", "Verken enig eller uenig", "Enig", "Svært enig"]),
        (["Helt enig", "Delvis enig", "Helt uenig", "Delvis uenig"], "enighet_4",
         ["Helt uenig", "Delvis uenig", "Delvis enig", "Helt enig"]),
        (["Often", "Never", "Sometimes", "Always", "Rarely"], "hyppighet_alltid_5",
         ["Never", "Rarely", "Sometimes", "Often", "Always"]),
        (["I stor grad", "I noen grad", "I liten grad", "Ikke i det hele tatt"], "grad_4",
         ["Ikke i det hele tatt", "I liten grad", "I noen grad", "I stor grad"]),
        (["i STOR grad.", "I svært liten grad"], "grad_5_svaert", None),
    ],
)  # fmt: skip
def test_a_scale_is_known_in_any_order(texts: list[str], name: str, steps: list[str] | None) -> None:
    found = KNOWN.scale_of(texts)
    assert found is not None
    assert found.scale.name == name
    if steps is not None:
        ordinary = [option for option in found.options if option.kind is OptionKind.ANSWER]
        assert [option.text.into("nb") for option in ordinary] == steps
        assert [option.score for option in ordinary] == [float(n) for n in range(1, len(steps) + 1)]


def test_steps_that_nobody_chose_are_there_in_the_language_of_the_others() -> None:
    found = KNOWN.scale_of(["Heilt einig", "Heilt ueinig", "Litt einig"])
    assert found is not None
    assert "Litt ueinig" in [option.text.into("nb") for option in found.options]
    assert found.unused == 1


def test_dont_know_and_not_relevant_stand_beside_any_scale() -> None:
    found = KNOWN.scale_of(["Ofte", "Aldri", "Vet ikke", "Ikke aktuelt", "Av og til", "Sjelden"])
    assert found is not None
    kinds = {option.text.into("nb"): option.kind for option in found.options if not option.valid}
    assert kinds == {"Vet ikke": OptionKind.DONT_KNOW, "Ikke aktuelt": OptionKind.NOT_RELEVANT}


@pytest.mark.parametrize("texts", [["Barnehagelærer", "Lærer"], ["Enig", "Blå"], ["Vet ikke"], [], [""]])
def test_what_is_no_scale_is_not_taken_for_one(texts: list[str]) -> None:
    assert KNOWN.scale_of(texts) is None


@pytest.mark.parametrize(
    ("texts", "ordered"),
    [
        (["30–39 år", "Under 30 år", "60 år eller eldre", "40–59 år"],
         ("Under 30 år", "30–39 år", "40–59 år", "60 år eller eldre")),
        (["10 or more", "2–3", "4–9", "1"], ("1", "2–3", "4–9", "10 or more")),
        (["Skole 2", "Skole 1", "Skole 3"], None),
        (["Avdeling 10", "SFO", "Avdeling 2"], None),
        (["1–3 år", "1–3 måneder", "1 uke"], None),
    ],
)  # fmt: skip
def test_numbers_order_categories_only_where_they_lead(texts: list[str], ordered: tuple[str, ...] | None) -> None:
    assert by_numbers(texts) == ordered


def test_no_two_scales_have_the_same_wordings() -> None:
    """The first would always win, and the second could never be found."""
    seen: dict[tuple[str, ...], str] = {}
    for scale in KNOWN.scales:
        wordings = tuple(option.text.into("nb") for option in scale.options)
        assert wordings not in seen, (scale.name, seen.get(wordings))
        seen[wordings] = scale.name
