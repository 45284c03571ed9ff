"""The questionnaires that travel with the program: complete, correct in form, one definition for each item."""

from __future__ import annotations

import json
import pickle
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from nullpunkt.loading.shipped import shipped_surveys
from nullpunkt.loading.surveys import check_survey, load_all_shipped, load_survey
from nullpunkt.survey.model import (
    ChoiceQuestion,
    GridQuestion,
    ItemKey,
    MultipleQuestion,
    OptionKind,
    Question,
    Survey,
    Text,
)
from nullpunkt.survey.schema import module_schema, survey_schema

SURVEYS = Path(__file__).parents[2] / "surveys"
LANGUAGES = ("nb", "nn", "en")
STAFF = """
    tjeneste rolle ansiennitet aldersgrupper bekymret bekymret_antall bekymret_alder bekymret_tema handling
    tid_til_handling hindringer samarbeidskultur samarbeid samarbeid_frekvens kjenner_rutiner trygg hva_fungerer
    hva_hindrer
"""
NOT_NYNORSK = """
    ikke hva hvem hvor hvorfor hvordan hvilken hvilket hvilke jeg tjeneste tjenester tjenesten tjenestene noen noe
    mye mer flere fra dere deres selv sammen vet vært fått gjøre gjør skole skolen skoler barnehager ansatt
    ansatte leder ledere lederne ledelse ledelsen kommunens jobber bekymret bekymringen måned måneder månedlig
    ukentlig daglig uke enig uenig taushetsplikt taushetsplikten handlingsveileder stafettholder tverrfaglig
    mangler hindringer bolig vold fravær atferd utenforskap annet annen egne hverandres hverandre
    disse de dem et en blitt ble foreldrene foreldrenes barnets innføringen kriterier skriftlige rutiner ressurser
    jevnlig eierskap delta deltar hørt familier påstander snakket drøftet ventet henviste
"""


@pytest.fixture(scope="module")
def surveys() -> Mapping[str, Survey]:
    return {survey.id: survey for survey in load_all_shipped()}


def test_the_five_are_shipped(surveys: Mapping[str, Survey]) -> None:
    assert list(surveys) == ["bekymring", "bti-ansatte", "bti-ledere", "samarbeidskultur", "suksesskriterier"]
    heads = shipped_surveys()
    assert [(head.id, head.version) for head in heads] == [(survey.id, survey.version) for survey in surveys.values()]
    assert [head.title for head in heads] == [survey.title for survey in surveys.values()]
    assert [head.path.stem for head in heads] == [head.id for head in heads]


def test_the_staff_questionnaire_has_the_ids_that_waves_share(surveys: Mapping[str, Survey]) -> None:
    staff = surveys["bti-ansatte"]
    assert [question.id for question in staff.questions] == STAFF.split()
    assert (staff.main_breakdown, staff.breakdowns) == ("tjeneste", ("rolle", "ansiennitet"))
    assert {question.id for question in staff.questions if question.asked_if} == {
        "bekymret_antall",
        "bekymret_alder",
        "bekymret_tema",
        "handling",
        "tid_til_handling",
    }
    assert [question.id for question in staff.questions if question.main_finding] == [
        "bekymret",
        "tid_til_handling",
        "hindringer",
        "samarbeidskultur",
    ]
    assert [str(key) for key, item in staff.items.items() if key.item and item.main_finding] == [
        "samarbeid.klart_ansvar",
        "samarbeid.tilbakemelding",
    ]


def test_leaders_share_the_core(surveys: Mapping[str, Survey]) -> None:
    leaders, staff = surveys["bti-ledere"], surveys["bti-ansatte"]
    for question in ("samarbeidskultur", "hindringer", "kjenner_rutiner"):
        assert leaders.by_id[question] == staff.by_id[question]


def test_the_question_on_culture_is_worded_as_in_the_pilot(surveys: Mapping[str, Survey]) -> None:
    wording = "Har din tjeneste kultur for å samarbeide med andre tjenester i kommunen?"
    assert surveys["bti-ansatte"].by_id["samarbeidskultur"].text.into("nb") == wording


def test_the_rows_of_collaboration_are_the_services(surveys: Mapping[str, Survey]) -> None:
    staff = surveys["bti-ansatte"]
    services, grid = staff.by_id["tjeneste"], staff.by_id["samarbeid_frekvens"]
    assert isinstance(services, ChoiceQuestion)
    assert isinstance(grid, GridQuestion)
    assert [option.code for option in services.options] == [row.id for row in grid.rows]
    assert len(grid.rows) == 11


def test_indices(surveys: Mapping[str, Survey]) -> None:
    sizes = {index.id: len(index.items) for index in surveys["bti-ansatte"].indices}
    assert sizes == {"samarbeid": 8, "trygg": 4}
    assert {index.id: len(index.items) for index in surveys["suksesskriterier"].indices} == {"suksesskriterier": 7}


@pytest.mark.parametrize(
    ("item", "reported"),
    [
        ("bekymret", ["ja"]),
        ("samarbeidskultur", ["ja"]),
        ("tid_til_handling", ["samme_dag", "innen_en_uke"]),
        ("bekymret_antall", ["antall_4_9", "antall_10_pluss"]),
        ("samarbeid.klart_ansvar", ["enig", "svaert_enig"]),
        ("samarbeid_frekvens.ppt", ["maanedlig", "ukentlig", "daglig"]),
        ("kjenner_rutiner.stafettlogg", ["kjenner_godt", "bruker"]),
        ("tjeneste", []),
        ("ansiennitet", []),
    ],
)
def test_the_reported_side(surveys: Mapping[str, Survey], item: str, reported: list[str]) -> None:
    question, _, row = item.partition(".")
    options = surveys["bti-ansatte"].items[ItemKey(question, row or None)].options
    assert [option.code for option in options if option.favourable] == reported


def test_every_item_that_is_no_background_has_a_reported_side(surveys: Mapping[str, Survey]) -> None:
    without = {
        str(key)
        for survey in surveys.values()
        for key, item in survey.items.items()
        if not item.background and not item.has_favourable
    }
    assert without == set()


def test_an_item_has_one_definition(surveys: Mapping[str, Survey]) -> None:
    seen: dict[str, Question] = {}
    for survey in surveys.values():
        for question in survey.questions:
            assert seen.setdefault(question.id, question) == question
    ids = Counter(
        entry["id"]
        for path in sorted((SURVEYS / "modules").glob("*.yaml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")).get("questions", ())
    )
    assert [name for name, count in ids.items() if count > 1] == []


def test_every_module_is_used_and_named_like_its_file() -> None:
    used = set(re.findall(r"module: (\w+)", "".join(path.read_text("utf-8") for path in SURVEYS.glob("*.yaml"))))
    modules = {
        path.stem: yaml.safe_load(path.read_text("utf-8"))["id"] for path in (SURVEYS / "modules").glob("*.yaml")
    }
    assert all(stem == name for stem, name in modules.items())
    assert modules.keys() == used | {"skalaer"}


def test_multiple_choice_declares_none_and_other(surveys: Mapping[str, Survey]) -> None:
    staff = surveys["bti-ansatte"]
    kinds: dict[str, dict[str, OptionKind]] = {}
    for name in ("hindringer", "handling"):
        question = staff.by_id[name]
        assert isinstance(question, MultipleQuestion)
        kinds[name] = {option.code: option.kind for option in question.options if option.kind is not OptionKind.ANSWER}
    assert kinds == {
        "hindringer": {"ingen_hindringer": OptionKind.NONE, "annet": OptionKind.OTHER},
        "handling": {"annet": OptionKind.OTHER},
    }


def texts(survey: Survey) -> Iterator[Text | None]:
    yield from (survey.title, survey.description, survey.respondents)
    yield from (chapter.title for chapter in survey.chapters)
    yield from (index.title for index in survey.indices)
    for question in survey.questions:
        yield from (question.text, question.short, question.finding)
        if isinstance(question, GridQuestion):
            yield from (text for row in question.rows for text in (row.text, row.short, row.finding))
        if isinstance(question, ChoiceQuestion | GridQuestion | MultipleQuestion):
            yield from (option.text for option in question.options)


def test_every_text_is_there_in_three_languages(surveys: Mapping[str, Survey]) -> None:
    for survey in surveys.values():
        assert survey.languages == LANGUAGES
        for text in texts(survey):
            if text is not None:
                assert tuple(text.by_language) == LANGUAGES
                assert all(wording == wording.strip() != "" for wording in text.all())


def test_nynorsk_is_nynorsk(surveys: Mapping[str, Survey]) -> None:
    wordings = {text.into("nn") for survey in surveys.values() for text in texts(survey) if text is not None}
    found = {
        (word, wording)
        for wording in wordings
        for word in re.findall(r"\w+", wording.casefold())
        if word in NOT_NYNORSK.split()
    }
    assert found == set()


def test_texts_follow_norwegian_typography(surveys: Mapping[str, Survey]) -> None:
    wordings = {wording for survey in surveys.values() for text in texts(survey) if text for wording in text.all()}
    assert [wording for wording in wordings if re.search(r"\d-\d|\"|  | [,.?!]|\d %", wording)] == []


def header_key(wording: str) -> str:
    return " ".join(wording.casefold().split())


def test_no_two_columns_of_one_export_can_be_worded_the_same(surveys: Mapping[str, Survey]) -> None:
    for survey in surveys.values():
        owners: dict[str, set[str]] = {}
        for question in survey.questions:
            for wording in (*question.text.all(), *question.aliases):
                owners.setdefault(header_key(wording), set()).add(question.id)
            for row in question.rows if isinstance(question, GridQuestion) else ():
                for wording in (*row.text.all(), *row.aliases):
                    owners.setdefault(header_key(wording), set()).add(f"{question.id}.{row.id}")
        assert {key: names for key, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("name", "schema"),
    [("survey.schema.json", survey_schema()), ("module.schema.json", module_schema())],
    ids=["survey", "module"],
)
def test_the_published_schemas_are_current(name: str, schema: dict[str, Any]) -> None:
    published = json.loads((SURVEYS / name).read_text(encoding="utf-8"))
    assert published == schema, "the models have changed: write the schema anew"


def test_every_file_names_its_schema_for_the_editor() -> None:
    for path in sorted(SURVEYS.rglob("*.yaml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        schema = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert schema, path.name
        assert (path.parent / schema[1]).is_file()


def test_other_programs_read_the_same_texts() -> None:
    """`"Yes"` stays a text for a reader of YAML 1.1 too: every plain scalar that it would guess at is quoted."""
    for path in sorted(SURVEYS.rglob("*.yaml")):
        guessed = [value for value in leaves(yaml.safe_load(path.read_text(encoding="utf-8"))) if value is not True]
        assert [value for value in guessed if not isinstance(value, str)] == []


def leaves(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from (leaf for key, part in value.items() for leaf in (key, *leaves(part)))
    elif isinstance(value, list):
        yield from (leaf for part in value for leaf in leaves(part))
    else:
        yield value


def test_the_example_of_the_readme_holds(tmp_path: Path) -> None:
    example = re.findall(r"```yaml\n(.*?)```", (SURVEYS / "README.md").read_text(encoding="utf-8"), re.DOTALL)[0]
    path = tmp_path / "vaar-kartlegging.yaml"
    path.write_text(example, encoding="utf-8")
    assert check_survey(path) == ()
    survey = load_survey(str(path))
    assert [chapter.id for chapter in survey.chapters] == ["bakgrunn", "trivsel", "samarbeid"]


def test_the_readme_names_every_field_and_type() -> None:
    readme = (SURVEYS / "README.md").read_text(encoding="utf-8")
    question = survey_schema()["$defs"]["QuestionEntry"]["properties"]
    types = survey_schema()["$defs"]["QuestionType"]["enum"]
    assert [name for name in (*question, *types) if f"`{name}" not in readme] == []


def test_a_survey_travels_to_another_process(surveys: Mapping[str, Survey]) -> None:
    staff = surveys["bti-ansatte"]
    assert pickle.loads(pickle.dumps(staff)) == staff
