"""What must hold across the fields: each mistake, and the sentence it gets."""

from __future__ import annotations

from typing import Any

import pytest

from nullpunkt.survey.composition import SHARED_SCALES, Composition, compose
from nullpunkt.survey.definition import ModuleFile, SurveyFile
from nullpunkt.survey.model import ChoiceQuestion, Condition, GridQuestion, ItemKey, NumberQuestion, OptionKind, Text

JA_NEI = {
    "options": [{"code": "ja", "text": "Ja"}, {"code": "nei", "text": "Nei"}],
    "favourable": ["ja"],
}
ENIG = {
    "ordered": "true",
    "favourable": ["enig"],
    "options": [
        {"code": "uenig", "text": "Uenig"},
        {"code": "enig", "text": "Enig"},
        {"code": "ikke_relevant", "text": "Ikke relevant", "kind": "not_relevant"},
    ],
}
SHARED = ModuleFile.model_validate({"id": "skalaer", "title": "Skalaer", "scales": {"ja_nei_vet_ikke": JA_NEI}})
LEDER = {"id": "leder", "type": "yes_no", "text": "Er du leder?", "background": "true"}
TRYGG = {"id": "trygg", "type": "likert", "text": "Jeg er trygg", "scale": "enig"}
GLAD = {"id": "glad", "type": "likert", "text": "Jeg er glad", "scale": "enig"}
ROWS = [{"id": "a", "text": "Påstand a"}, {"id": "b", "text": "Påstand b"}]
GRID = {"id": "paastander", "type": "grid", "text": "Påstander", "scale": "enig", "rows": ROWS}
DOUBLE = (("a", LEDER), ("a", TRYGG))
SEVERAL = {"id": "alder", "type": "multiple", "text": "Alder", "background": "true", "options": JA_NEI["options"]}


def composed(*questions: dict[str, Any], modules: dict[str, Any] | None = None, **fields: Any) -> Composition:
    chapters = [{"id": "kapittel", "title": "Kapittel", "questions": list(questions)}]
    entry = {"id": "proeve", "version": "1", "title": "Prøve", "scales": {"enig": ENIG}, "chapters": chapters}
    read = {name: ModuleFile.model_validate(module) for name, module in (modules or {}).items()}
    return compose(SurveyFile.model_validate(entry | fields), modules={SHARED_SCALES: SHARED, **read})


def told(composition: Composition) -> list[str]:
    return [f"{finding.message} {finding.hint}".strip() for finding in composition.findings]


def test_a_whole_survey_is_composed() -> None:
    survey = composed(
        LEDER,
        GRID,
        TRYGG | {"asked_if": {"question": "paastander.a", "answer": "enig"}},
        breakdowns={"main": "leder"},
        indices=[{"id": "indeks", "title": "Indeks", "items": "paastander", "reversed": ["paastander.b"]}],
    ).survey
    assert survey is not None
    assert [str(key) for key in survey.items] == ["leder", "paastander.a", "paastander.b", "trygg"]
    assert survey.by_id["trygg"].asked_if == Condition("paastander", ("enig",), "a")
    assert survey.indices[0].items == (ItemKey("paastander", "a"), ItemKey("paastander", "b"))
    assert survey.indices[0].reversed_items == {ItemKey("paastander", "b")}
    assert survey.main_breakdown == "leder"
    grid = survey.by_id["paastander"]
    assert isinstance(grid, GridQuestion)
    assert [(option.code, option.score, option.favourable) for option in grid.options] == [
        ("uenig", 1.0, False),
        ("enig", 2.0, True),
        ("ikke_relevant", None, False),
    ]
    assert grid.options[2].kind is OptionKind.NOT_RELEVANT


def test_a_questions_own_favourable_side_stands_before_its_scales() -> None:
    survey = composed(TRYGG | {"favourable": ["uenig"]}).survey
    assert survey is not None
    question = survey.by_id["trygg"]
    assert isinstance(question, ChoiceQuestion)
    assert [option.code for option in question.options if option.favourable] == ["uenig"]


def test_rows_from_a_scale_have_its_codes() -> None:
    survey = composed({key: value for key, value in GRID.items() if key != "rows"} | {"rows_from": "enig"}).survey
    assert survey is not None
    assert [str(key) for key in survey.items] == ["paastander.uenig", "paastander.enig", "paastander.ikke_relevant"]


def test_the_report_has_its_own_order_of_chapters_and_the_questionnaire_keeps_its() -> None:
    chapters = [
        {"id": "foerst", "title": "Først", "questions": [LEDER]},
        {"id": "sist", "title": "Sist", "questions": [TRYGG]},
    ]
    survey = composed(chapters=chapters, report={"chapters": ["sist"]}).survey
    assert survey is not None
    assert [chapter.id for chapter in survey.chapters] == ["sist", "foerst"]
    assert [question.id for question in survey.questions] == ["leder", "trygg"]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (TRYGG | {"scale": "enigg"}, "there is no scale called «enigg». Did you mean «enig»?"),
        (TRYGG | {"favourable": ["svært"]}, "«svært» is not among the answers. Answers: uenig, enig."),
        (
            TRYGG | {"favourable": ["ikke_relevant"]},
            "«ikke_relevant» is not among the answers. Answers: uenig, enig.",
        ),
        (
            TRYGG | {"favourable": ["uenig", "enig"]},
            "every answer is called favourable. "
            "The share would always be 100 %: leave out the codes of the other side.",
        ),
        (
            TRYGG | {"scale": "ja_nei_vet_ikke"},
            "the scale «ja_nei_vet_ikke» has no order. "
            "Write «ordered: true» in the scale, with its options from low to high; or use type single.",
        ),
        (TRYGG | {"options": JA_NEI["options"]}, "both «options» and «scale» are given. Keep one of them."),
        (
            {"id": "a", "type": "single", "text": "A"},
            "a question of type single needs answers. Add «options:» or «scale: name».",
        ),
        (
            {"id": "a", "type": "text", "text": "A", "scale": "enig"},
            "a question of type text has no «scale». Remove it, or choose a type that has it: "
            "grid, likert, multiple, ordered, single, yes_no.",
        ),
        (
            {"id": "a", "type": "number", "text": "A", "minimum": "3", "maximum": "2"},
            "«minimum» is larger than «maximum». Swap them.",
        ),
        (
            {"id": "a", "type": "grid", "text": "A", "scale": "enig"},
            "a grid needs its statements. Add either «rows:» or «rows_from: name of a scale».",
        ),
        (GRID | {"rows": [ROWS[0], ROWS[0]]}, "two rows have the id «a». Every row has its own id."),
        (
            GRID | {"rows": [ROWS[0], ROWS[0] | {"id": "b"}]},
            "two rows are worded «Påstand a». A column could be either.",
        ),
        (
            GRID | {"finding": "{share}"},
            "a question of type grid has no «finding». Write it in the rows: each has a result of its own.",
        ),
        (
            TRYGG | {"finding": "{andel} er trygge"},
            "«{andel}» cannot be filled in. Write {share} and {of_whom}, and no other braces.",
        ),
        (
            {"id": "a", "type": "single", "text": "A", "options": [{"code": "x", "text": "X"}] * 2},
            "two options have the code «x». Every option has its own code.",
        ),
        (
            {
                "id": "a",
                "type": "single",
                "text": "A",
                "options": [
                    {"code": "x", "text": "Vet  ikke", "kind": "dont_know"},
                    {"code": "y", "text": "Ja", "aliases": "vet ikke"},
                    {"code": "z", "text": "Nei"},
                ],
            },
            "two options are worded «vet ikke». An answer could be either.",
        ),
        (
            {
                "id": "a",
                "type": "single",
                "text": "A",
                "options": [{"code": "x", "text": "X"}, {"code": "y", "text": "Vet ikke", "kind": "dont_know"}],
            },
            "there are fewer than two answers to choose between. "
            "«vet ikke» and «ikke relevant» are not counted among them.",
        ),
        (
            TRYGG | {"asked_if": {"question": "ledr", "answer": "ja"}},
            "the filter names «ledr», which is not asked here. Did you mean «leder»?",
        ),
        (
            TRYGG | {"asked_if": {"question": "leder", "answer": ["jaa"]}},
            "«leder» has no answer «jaa». Did you mean «ja»?",
        ),
        (
            TRYGG | {"asked_if": {"question": "leder.x", "answer": ["ja"]}},
            "«leder.x» is not one answer. Write «leder» alone.",
        ),
        (
            TRYGG | {"asked_if": {"question": "trygg", "answer": ["enig"]}},
            "the filter names «trygg», which is asked later. A question can only depend on one that stands before it.",
        ),
        (TRYGG | {"id": "leder"}, "two questions have the id «leder». Every id is used once."),
    ],
)
def test_a_question_that_does_not_hold(question: dict[str, Any], message: str) -> None:
    composition = composed(LEDER, question)
    assert composition.survey is None
    assert message in told(composition)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"breakdowns": {"main": "trygg"}},
            "results cannot be broken down by «trygg»: it has no «background: true». "
            "Background questions with one answer: leder.",
        ),
        (
            {"breakdowns": {"main": "leder", "others": ["alder"]}},
            "results cannot be broken down by «alder»: with several answers per person the groups would overlap. "
            "Did you mean «leder»?",
        ),
        ({"breakdowns": {"main": "leder", "others": ["leder"]}}, "«leder» is named twice. Name it once."),
        (
            {"indices": [{"id": "i", "title": "I", "items": ["trygg", "gladd"]}]},
            "there is no item «gladd». Did you mean «glad»?",
        ),
        (
            {"indices": [{"id": "i", "title": "I", "items": ["trygg", "leder"]}]},
            "«leder» has no ordered answers. Use type likert, ordered or grid.",
        ),
        (
            {"indices": [{"id": "i", "title": "I", "items": ["trygg", "annen"]}]},
            "the items stand on different scales. A mean needs items with the same answers in the same order.",
        ),
        (
            {"indices": [{"id": "i", "title": "I", "items": ["trygg", "glad"], "reversed": ["annen"]}]},
            "«annen» is not one of the index's items. Reversed items are written among «items» too.",
        ),
        (
            {"indices": [{"id": "i", "title": "I", "items": ["trygg"]}]},
            "this is not an index of several items. "
            "Name two or more different items, and reverse at most some of them.",
        ),
        (
            {"languages": ["nn"]},
            "bokmål (nb) must be among the languages. Write for example: languages: [nb, nn, en]",
        ),
        (
            {"languages": ["nb", "nn"]},
            "the text is missing in nn. Write nn: …, or take nn out of «languages».",
        ),
        ({"report": {"chapters": ["kapitel"]}}, "there is no chapter «kapitel». Did you mean «kapittel»?"),
        ({"chapters": []}, "the questionnaire has no questions. Add a chapter."),
        (
            {"chapters": [{"questions": [LEDER], "title": "T"}]},
            "a chapter without a module needs «id». Or name a module: «module: …».",
        ),
        (
            {"chapters": [{"id": "a", "title": "A", "questions": [LEDER], "only": ["leder"]}]},
            "«only» chooses among a module's questions. Add «module: …».",
        ),
        (
            {"chapters": [{"id": name, "title": "A", "questions": [question]} for name, question in DOUBLE]},
            "two chapters are called «a». Give this one an «id» of its own.",
        ),
        (
            {"indices": [{"id": "i", "title": "I", "items": ["trygg", "glad"]}] * 2},
            "two indices are called «i». Give this one another id.",
        ),
        (
            {"scales": {"ja_nei_vet_ikke": JA_NEI, "enig": ENIG}},
            "there is already a scale called «ja_nei_vet_ikke». Give this one another name, or use that.",
        ),
    ],
)
def test_a_survey_that_does_not_hold(fields: dict[str, Any], message: str) -> None:
    other = {"id": "annen", "type": "ordered", "text": "Annen", "options": JA_NEI["options"]}
    composition = composed(LEDER, TRYGG, GLAD, SEVERAL, other, **fields)
    assert composition.survey is None
    assert message in told(composition)


def test_a_chapter_is_a_module_or_has_questions() -> None:
    module = {"id": "trivsel", "title": "Trivsel", "questions": [TRYGG]}
    chapter = {"module": "trivsel", "questions": [LEDER]}
    assert told(composed(modules={"trivsel": module}, chapters=[chapter])) == [
        "a chapter has either a module or questions. Put the questions into a chapter of their own."
    ]


def test_numbers_have_bounds_and_a_unit() -> None:
    number = {"id": "antall", "type": "number", "text": "Hvor mange?", "minimum": "0", "maximum": "2.5", "unit": "barn"}
    survey = composed(LEDER, number).survey
    assert survey is not None
    question = survey.by_id["antall"]
    assert isinstance(question, NumberQuestion)
    assert (question.minimum, question.maximum, question.unit) == (0.0, 2.5, Text({"nb": "barn"}))


def test_only_takes_some_questions_and_the_indices_that_are_whole() -> None:
    module = {
        "id": "trivsel",
        "title": "Trivsel",
        "questions": [TRYGG, GLAD, GRID],
        "indices": [
            {"id": "begge", "title": "Begge", "items": ["trygg", "glad"]},
            {"id": "rutenett", "title": "Rutenett", "items": ["paastander"]},
        ],
    }
    chapter = {"module": "trivsel", "only": ["paastander", "trygg"]}
    survey = composed(modules={"trivsel": module}, chapters=[chapter]).survey
    assert survey is not None
    assert survey.chapters[0].questions == ("trygg", "paastander")
    assert [index.id for index in survey.indices] == ["rutenett"]


def test_only_an_unknown_question_of_a_module() -> None:
    module = {"id": "trivsel", "title": "Trivsel", "questions": [TRYGG]}
    chapter = {"module": "trivsel", "only": ["trygg", "glad"]}
    assert told(composed(modules={"trivsel": module}, chapters=[chapter])) == [
        "the module has no question «glad». See the ids of its questions in the file of the module «trivsel»."
    ]


def test_a_finding_knows_the_module_that_it_stands_in() -> None:
    module = {"id": "trivsel", "title": "Trivsel", "questions": [TRYGG | {"scale": "x"}]}
    (finding,) = composed(modules={"trivsel": module}, chapters=[{"module": "trivsel"}]).findings
    assert (finding.source, finding.loc) == ("trivsel", ("questions", 0, "scale"))
