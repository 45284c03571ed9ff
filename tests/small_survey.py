"""A questionnaire with one question of every kind, in three languages, for results that are written by hand."""

from __future__ import annotations

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
    Row,
    Survey,
    Text,
)


def words(nb: str, nn: str = "", en: str = "") -> Text:
    """A text in three languages; the same in all when one is given."""
    return Text({"nb": nb, "nn": nn or nb, "en": en or nb})


YES_NO = (
    Option("ja", words("Ja", "Ja", "Yes"), favourable=True),
    Option("nei", words("Nei", "Nei", "No")),
    Option("vet_ikke", words("Vet ikke", "Veit ikkje", "Don't know"), kind=OptionKind.DONT_KNOW),
)
AGREE = (
    Option("uenig", words("Uenig", "Ueinig", "Disagree"), score=1.0),
    Option("verken", words("Verken eller", "Verken eller", "Neither"), score=2.0),
    Option("enig", words("Enig", "Einig", "Agree"), score=3.0, favourable=True),
    Option("svaert_enig", words("Svært enig", "Svært einig", "Strongly agree"), score=4.0, favourable=True),
)
TEMAER = (
    Option("tid", words("Mangler tid", "Manglar tid", "Lack of time")),
    Option("plikt", words("Taushetsplikt", "Teieplikt", "Confidentiality")),
    Option("stoette", words("Mangler støtte", "Manglar støtte", "Lack of support")),
    Option("kontakt", words("Vet ikke hvem", "Veit ikkje kven", "Don't know whom")),
    Option("ingen", words("Ingen", "Ingen", "None"), kind=OptionKind.NONE),
    Option("annet", words("Annet", "Anna", "Other"), kind=OptionKind.OTHER),
)
SERVICES = (
    Option("skole", words("Skole", "Skule", "School")),
    Option("barnehage", words("Barnehage", "Barnehage", "Kindergarten")),
    Option("ppt", words("PPT")),
)

SURVEY = Survey(
    id="proeve",
    version="1",
    title=words("Nullpunktskartlegging", "Nullpunktskartlegging", "Zero-point survey"),
    description=words("Hva vi gjør.", "Kva vi gjer.", "What we do."),
    languages=("nb", "nn", "en"),
    main_breakdown="tjeneste",
    breakdowns=("rolle",),
    chapters=(
        Chapter("bakgrunn", words("Bakgrunn", "Bakgrunn", "Background"), ("tjeneste", "rolle")),
        Chapter(
            "samarbeid",
            words("Samarbeid", "Samarbeid", "Collaboration"),
            ("bekymret", "kultur", "handlet", "antall", "hindringer", "paastander", "alder", "fritt"),
        ),
    ),
    questions=(
        ChoiceQuestion(
            id="tjeneste",
            type=ChoiceType.SINGLE,
            text=words("Tjeneste", "Teneste", "Service"),
            options=SERVICES,
            background=True,
        ),
        ChoiceQuestion(
            id="rolle",
            type=ChoiceType.SINGLE,
            text=words("Rolle", "Rolle", "Role"),
            options=(
                Option("ansatt", words("Ansatt", "Tilsett", "Employee")),
                Option("leder", words("Leder", "Leiar")),
            ),
            background=True,
        ),
        ChoiceQuestion(
            id="bekymret",
            type=ChoiceType.YES_NO,
            text=words("Har du vært bekymret?", "Har du vore uroa?", "Have you been worried?"),
            short=words("Har vært bekymret", "Har vore uroa", "Has been worried"),
            finding=words(
                "{share} {of_whom} har vært bekymret for et barn eller en ungdom.",
                "{share} {of_whom} har vore uroa for eit barn eller ein ungdom.",
                "{share} {of_whom} have been worried about a child or a young person.",
            ),
            options=YES_NO,
            main_finding=True,
        ),
        ChoiceQuestion(
            id="kultur",
            type=ChoiceType.YES_NO,
            text=words("Har dere kultur for samarbeid?", "Har de kultur for samarbeid?", "Is there a culture?"),
            options=YES_NO,
            main_finding=True,
        ),
        ChoiceQuestion(
            id="handlet",
            type=ChoiceType.LIKERT,
            text=words("Jeg handlet raskt", "Eg handla raskt", "I acted quickly"),
            options=AGREE,
            asked_if=Condition("bekymret", ("ja",)),
        ),
        NumberQuestion(id="antall", text=words("Hvor mange barn?", "Kor mange barn?", "How many children?")),
        MultipleQuestion(
            id="hindringer",
            text=words("Hva hindrer deg?", "Kva hindrar deg?", "What hinders you?"),
            finding=words(
                "{most} hindringene er {list}.", "{most} hindringane er {list}.", "{most} hindrances are {list}."
            ),
            options=TEMAER,
            main_finding=True,
        ),
        GridQuestion(
            id="paastander",
            text=words("Hvor enig er du?", "Kor einig er du?", "How far do you agree?"),
            rows=(
                Row("ansvar", words("Ansvaret er klart", "Ansvaret er klart", "It is clear who decides")),
                Row("rom", words("Lederne gir rom", "Leiarane gjev rom", "Leaders make room")),
            ),
            options=AGREE,
        ),
        ChoiceQuestion(
            id="alder",
            type=ChoiceType.SINGLE,
            text=words("Hvor gammelt var barnet?", "Kor gammalt var barnet?", "How old was the child?"),
            options=(
                Option("smaa", words("0–5 år", "0–5 år", "0–5 years")),
                Option("store", words("6–12 år", "6–12 år", "6–12 years")),
                Option("unge", words("13–18 år", "13–18 år", "13–18 years")),
            ),
        ),
        OpenQuestion(id="fritt", type=OpenType.TEXT, text=words("Noe mer?", "Noko meir?", "Anything more?")),
    ),
    indices=(
        Index(
            "klima",
            words("Samarbeidsklima", "Samarbeidsklima", "Climate of collaboration"),
            (ItemKey("paastander", "ansvar"), ItemKey("paastander", "rom")),
        ),
    ),
)
