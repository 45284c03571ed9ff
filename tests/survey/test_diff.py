"""Two questionnaires side by side: what changed, and whether the answers still compare."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nullpunkt.loading.languages import load_language
from nullpunkt.survey.describe import check_lines, diff_lines, list_lines, show_lines
from nullpunkt.survey.diff import ChangeKind, Comparability, diff
from nullpunkt.survey.model import (
    Chapter,
    ChoiceQuestion,
    ChoiceType,
    Condition,
    GridQuestion,
    Index,
    ItemKey,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    OpenType,
    Option,
    OptionKind,
    Question,
    Row,
    Survey,
    Text,
)

NB, EN = load_language("nb"), load_language("en")
SAME, NOTE, NOT = Comparability.COMPARABLE, Comparability.WITH_NOTE, Comparability.NOT_COMPARABLE


def nb(text: str) -> Text:
    return Text({"nb": text})


JA, NEI, VET_IKKE = (
    Option("ja", nb("Ja"), favourable=True),
    Option("nei", nb("Nei")),
    Option("vet_ikke", nb("Vet ikke"), OptionKind.DONT_KNOW),
)
LAV, HOY = Option("lav", nb("Lav"), score=1.0), Option("hoy", nb("Høy"), score=2.0, favourable=True)
KULTUR = ChoiceQuestion(
    id="kultur", text=nb("Har tjenesten kultur for å samarbeide?"), type=ChoiceType.YES_NO, options=(JA, NEI)
)
TRIVSEL = ChoiceQuestion(id="trivsel", text=nb("Jeg trives"), type=ChoiceType.LIKERT, options=(LAV, HOY))
TEMA = MultipleQuestion(id="tema", text=nb("Hva gjaldt det?"), options=(Option("a", nb("A")), Option("b", nb("B"))))
RUTER = GridQuestion(
    id="ruter",
    text=nb("Påstander"),
    rows=(Row("x", nb("Vi møtes ofte")), Row("y", nb("Vi er enige"))),
    options=(LAV, HOY),
)


def survey(*questions: Question, version: str = "1") -> Survey:
    chapter = Chapter("kapittel", nb("Kapittel"), tuple(question.id for question in questions))
    return Survey(id="proeve", version=version, title=nb("Prøve"), chapters=(chapter,), questions=questions)


def change(before: Question, **fields: Any) -> list[tuple[ChangeKind, Comparability]]:
    (item,) = diff(survey(before), survey(replace(before, **fields))).items
    return [(each.kind, each.verdict) for each in item.changes]


@pytest.mark.parametrize(
    ("question", "fields", "expected"),
    [
        (KULTUR, {}, []),
        (KULTUR, {"short": nb("Kultur"), "aliases": ("Kultur",), "main_finding": True}, []),
        (KULTUR, {"text": nb("har tjenesten kultur  for å samarbeide")}, []),
        (KULTUR, {"text": nb("Har din tjeneste kultur for å samarbeide?")}, [(ChangeKind.WORDING, NOTE)]),
        (KULTUR, {"text": nb("Liker du å jobbe med andre?")}, [(ChangeKind.WORDING, NOT)]),
        (KULTUR, {"options": (JA, NEI, VET_IKKE)}, [(ChangeKind.OPTION_ADDED, NOTE)]),
        (KULTUR, {"options": (JA, NEI, Option("delvis", nb("Delvis")))}, [(ChangeKind.OPTION_ADDED, NOT)]),
        (KULTUR, {"options": (NEI, JA)}, [(ChangeKind.OPTION_ORDER, NOTE)]),
        (KULTUR, {"options": (replace(JA, text=nb("Ja, helt klart")), NEI)}, [(ChangeKind.OPTION_WORDING, NOTE)]),
        (
            KULTUR,
            {"options": (replace(JA, favourable=False), replace(NEI, favourable=True))},
            [(ChangeKind.FAVOURABLE, NOTE), (ChangeKind.FAVOURABLE, NOTE)],
        ),
        (
            replace(KULTUR, options=(JA, NEI, VET_IKKE)),
            {"options": (JA, NEI, replace(VET_IKKE, kind=OptionKind.ANSWER))},
            [(ChangeKind.OPTION_KIND, NOT)],
        ),
        (KULTUR, {"asked_if": Condition("trivsel", ("hoy",))}, [(ChangeKind.FILTER, NOT)]),
        (KULTUR, {"type": ChoiceType.SINGLE}, [(ChangeKind.TYPE, NOT)]),
        (
            TRIVSEL,
            {"options": (replace(HOY, score=1.0), replace(LAV, score=2.0))},
            [(ChangeKind.OPTION_ORDER, NOT)],
        ),
        (TRIVSEL, {"options": (LAV,)}, [(ChangeKind.OPTION_REMOVED, NOT)]),
        (TEMA, {"options": TEMA.options[:1]}, [(ChangeKind.OPTION_REMOVED, NOTE)]),
    ],
)
def test_one_change(
    question: Question, fields: dict[str, Any], expected: list[tuple[ChangeKind, Comparability]]
) -> None:
    assert change(question, **fields) == expected


def test_an_item_has_the_worst_of_its_verdicts() -> None:
    changed = replace(KULTUR, options=(NEI, JA), asked_if=Condition("trivsel", ("hoy",)))
    assert diff(survey(KULTUR), survey(changed)).verdicts == {ItemKey("kultur"): NOT}


def test_what_is_in_one_only_and_what_has_moved() -> None:
    found = diff(survey(KULTUR, TEMA, TRIVSEL), survey(TRIVSEL, KULTUR, RUTER, version="2"))
    assert {str(item.key): [each.kind for each in item.changes] for item in found.items} == {
        "trivsel": [ChangeKind.ORDER],
        "kultur": [],
        "ruter.x": [ChangeKind.ADDED],
        "ruter.y": [ChangeKind.ADDED],
        "tema": [ChangeKind.REMOVED],
    }
    assert found.verdicts[ItemKey("trivsel")] is NOTE


def test_a_reworded_stem_is_a_note_on_every_row() -> None:
    found = diff(survey(RUTER), survey(replace(RUTER, text=nb("Hvor enig er du?"))))
    assert set(found.verdicts.values()) == {NOTE}


def test_a_survey_is_comparable_with_itself() -> None:
    everything = survey(KULTUR, TRIVSEL, TEMA, RUTER)
    found = diff(everything, everything)
    assert len(found.with_verdict(SAME)) == len(found.items) == 5


def test_the_lines_that_diff_prints() -> None:
    changed = replace(KULTUR, options=(JA, NEI, VET_IKKE))
    assert diff_lines(diff(survey(KULTUR, TRIVSEL), survey(changed, TRIVSEL, TEMA, version="2")), NB) == (
        "proeve 1 → proeve 2",
        "",
        "Kan ikke sammenlignes: 1",
        "  tema: Hva gjaldt det?",
        "    bare i det andre skjemaet",
        "",
        "Kan sammenlignes, med forbehold: 1",
        "  kultur: Har tjenesten kultur for å samarbeide?",
        "    nytt svar: «Vet ikke»",
        "",
        "Kan sammenlignes: 1",
    )


def test_what_a_thing_was_is_told_in_the_readers_words() -> None:
    before = survey(replace(KULTUR, asked_if=Condition("trivsel", ("hoy",))), TRIVSEL)
    turned = (replace(JA, favourable=False), replace(NEI, kind=OptionKind.OTHER))
    after = survey(replace(KULTUR, type=ChoiceType.SINGLE, options=turned), TRIVSEL, version="2")
    lines = diff_lines(diff(before, after), NB)
    assert "    en annen type: ja eller nei → ett valg" in lines
    assert "    en annen side rapporteres: ja: rapporteres → ja: rapporteres ikke" in lines
    assert "    svaret er av et annet slag: nei: svar → nei: annet" in lines
    assert "    stilles til andre: trivsel = hoy → alle" in lines


def test_the_lines_that_show_prints() -> None:
    number = NumberQuestion(id="antall", text=nb("Hvor mange?"), minimum=0, asked_if=Condition("ruter", ("hoy",), "x"))
    fritekst = OpenQuestion(id="hvorfor", text=nb("Hvorfor?"), type=OpenType.TEXT)
    lines = show_lines(survey(replace(KULTUR, options=(JA, NEI, VET_IKKE)), RUTER, number, fritekst), EN)
    assert lines == (
        "Prøve (proeve, version 1)",
        "languages: nb; questions: 4; items: 3",
        "",
        "Kapittel [kapittel]",
        "  kultur (yes or no): Har tjenesten kultur for å samarbeide?",
        "    Ja [ja, reported] · Nei [nei] · Vet ikke [vet_ikke, don't know]",
        "  ruter (grid): Påstander",
        "    - Vi møtes ofte [x]",
        "    - Vi er enige [y]",
        "    Lav [lav] · Høy [hoy, reported]",
        "  antall (number 0 to …): Hvor mange?",
        "    asked if ruter.x is hoy",
        "  hvorfor (free text): Hvorfor?",
    )


def test_the_lines_that_list_prints() -> None:
    surveys = [("kort", "1", nb("Kort")), ("mye-lengre", "2", Text({"nb": "Lang", "en": "Long"}))]
    assert list_lines(surveys, language="en") == ("kort        1  Kort", "mye-lengre  2  Long")


def test_the_lines_that_check_prints() -> None:
    assert check_lines("a.yaml", (), EN) == ("a.yaml: no mistakes",)
    assert check_lines("a.yaml", ("line 2: x",), EN) == ("a.yaml: 1 mistake", "line 2: x")
    assert check_lines("a.yaml", ("b", "c"), NB) == ("a.yaml: 2 feil", "b", "c")


def test_show_tells_breakdowns_and_indices() -> None:
    whole = replace(
        survey(replace(KULTUR, background=True), RUTER, TEMA),
        description=nb("Hvem som svarer"),
        main_breakdown="kultur",
        indices=(
            Index(
                "indeks",
                nb("Indeks"),
                (ItemKey("ruter", "x"), ItemKey("ruter", "y")),
                frozenset({ItemKey("ruter", "y")}),
            ),
        ),
    )
    lines = show_lines(whole, NB)
    assert lines[1:4] == ("Hvem som svarer", "språk: nb; spørsmål: 3; delspørsmål: 3", "deles inn etter: kultur")
    assert lines[6] == "  kultur (ja eller nei, bakgrunn): Har tjenesten kultur for å samarbeide?"
    assert lines[-2:] == ("indeks indeks: Indeks", "    av ruter.x, ruter.y (snudd)")
