"""What goes out comes back: the form in another platform's words is still the same questionnaire."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest

from nullpunkt.loading.definitions_scales import known_answers
from nullpunkt.loading.definitions_words import form_words
from nullpunkt.loading.surveys import load_survey
from nullpunkt.questionnaires import FORMS, form
from nullpunkt.survey.diff import ChangeKind, diff
from nullpunkt.survey.exchange.limesurvey_in import from_tree
from nullpunkt.survey.exchange.limesurvey_out import titles_of, to_tree
from nullpunkt.survey.exchange.paper import Shape, paper_form
from nullpunkt.survey.exchange.xlsform_in import from_sheets
from nullpunkt.survey.exchange.xlsform_out import to_sheets
from nullpunkt.survey.model import (
    Chapter,
    ChoiceQuestion,
    ChoiceType,
    Condition,
    GridQuestion,
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

SHIPPED = ("bti-ansatte", "bti-ledere", "suksesskriterier", "bekymring", "samarbeidskultur")
LANGUAGES = ("nb", "nn", "en")


def words(text: str) -> Text:
    return Text({"nb": text, "nn": f"{text} (nn)", "en": f"{text} (en)"})


def options(*texts: str, scored: bool = False, special: Sequence[Option] = ()) -> tuple[Option, ...]:
    ordinary = (Option(f"o{n}", words(t), score=float(n) if scored else None) for n, t in enumerate(texts, 1))
    return (*ordinary, *special)


EVERY_KIND: tuple[Question, ...] = (
    ChoiceQuestion(id="sted", text=words("Hvor?"), type=ChoiceType.SINGLE, options=options("Inne & ute", "<18 år ute")),
    MultipleQuestion(
        id="hva", text=words("Hva?"), asked_if=Condition("sted", ("o1", "o2")),
        options=options("En; to", "Tre", special=[Option("ingen", words("Ingen av disse"), OptionKind.NONE)]),
    ),
    GridQuestion(
        id="enig", text=words("Hvor enig?"), options=options("Lite", "Noe", "Mye", scored=True),
        rows=(Row("a", words("Først")), Row("b", words("Så"))), asked_if=Condition("hva", ("o2",)),
    ),
    NumberQuestion(id="antall", text=words("Hvor mange?"), minimum=1, maximum=40,
                   asked_if=Condition("enig", ("o3",), "b")),
    OpenQuestion(id="naar", text=words("Når?"), type=OpenType.DATE),
    OpenQuestion(id="fritt", text=words("Noe mer?"), type=OpenType.TEXT),
)  # fmt: skip


@pytest.fixture
def survey() -> Survey:
    ids = tuple(question.id for question in EVERY_KIND)
    return Survey(
        id="alt",
        version="2",
        title=words("Alt"),
        chapters=(Chapter("del1", words("Del 1"), ids[:3]), Chapter("del2", words("Del 2"), ids[3:])),
        questions=EVERY_KIND,
        languages=LANGUAGES,
    )


def asked(question: Question) -> object:
    """What a respondent meets: kind, wording, answers, rows, filter."""
    answers = getattr(question, "options", ())
    rows = getattr(question, "rows", ())
    return (
        type(question).__name__,
        question.text.by_language,
        [option.text.by_language for option in answers],
        [row.text.by_language for row in rows],
        question.asked_if is not None,
    )


def test_an_xlsform_comes_back_as_it_went_out(survey: Survey) -> None:
    sheets = {name: [list(row) for row in rows] for name, rows in to_sheets(survey).items()}

    found = from_sheets(sheets, known_answers(), name="alt").survey

    assert [question.id for question in found.questions] == [question.id for question in survey.questions]
    assert [asked(question) for question in found.questions] == [asked(question) for question in survey.questions]
    assert [question.asked_if for question in found.questions] == [q.asked_if for q in survey.questions]
    assert [row.id for row in found.by_id["enig"].rows] == ["a", "b"]  # type: ignore[union-attr]
    assert (found.id, found.version, found.languages) == ("alt", "2", LANGUAGES)
    assert found.title.into("nb") == "Alt"
    assert [chapter.title for chapter in found.chapters] == [words("Del 1"), words("Del 2")]


def test_a_limesurvey_structure_comes_back_with_its_own_codes(survey: Survey) -> None:
    found = from_tree(to_tree(survey), known_answers(), name="alt").survey

    assert [asked(question) for question in found.questions] == [asked(question) for question in survey.questions]
    assert found.by_id["hva"].asked_if == Condition("sted", ("a1", "a2"))
    assert found.by_id["enig"].asked_if == Condition("hva", ("sq002",))
    assert found.by_id["antall"].asked_if == Condition("enig", ("a3",), "sq002")
    assert found.by_id["antall"].minimum == 1  # type: ignore[union-attr]
    assert found.title == words("Alt")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_questionnaire_keeps_its_items_and_answers_through_an_xlsform(name: str) -> None:
    survey = load_survey(name)
    sheets = {sheet: [list(row) for row in rows] for sheet, rows in to_sheets(survey).items()}

    found = from_sheets(sheets, known_answers(), name=name).survey

    lost = {ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.WORDING, ChangeKind.OPTION_ADDED,
            ChangeKind.OPTION_REMOVED, ChangeKind.OPTION_WORDING, ChangeKind.FILTER}  # fmt: skip
    changes = [change for item in diff(survey, found).items for change in item.changes]
    assert [change for change in changes if change.kind in lost] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_xlsforms_are_valid(name: str, tmp_path: Path) -> None:
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    path = tmp_path / "form.xlsx"
    path.write_bytes(form(load_survey(name), "xlsform", language=None, file=path.name, known_as=name))

    converted = xls2xform.convert(path)

    assert converted.warnings == []
    assert "Norsk bokmål (nb)" in converted.xform


def test_an_xlsform_of_every_kind_of_question_is_valid(survey: Survey, tmp_path: Path) -> None:
    xls2xform = pytest.importorskip("pyxform.xls2xform")
    path = tmp_path / "form.xlsx"
    path.write_bytes(form(survey, "xlsform", language="en", file=path.name, known_as="alt"))

    converted = xls2xform.convert(path)

    assert "selected( /data/chapter_del1/hva , 'o2')" in re.sub(r"\s+", " ", converted.xform)
    assert 'constraint=". &gt;= 1 and . &lt;= 40"' in converted.xform


@pytest.mark.parametrize("name", SHIPPED)
def test_limesurvey_reads_the_structure(name: str) -> None:
    """What its importer follows: ids that point to each other, a text per language, codes that it takes."""
    survey = load_survey(name)
    root = to_tree(survey)

    def rows(table: str) -> list[dict[str, str]]:
        return [{cell.tag: cell.text or "" for cell in row} for row in root.iterfind(f"{table}/rows/row")]

    questions, parts = rows("questions"), rows("subquestions")
    ids = {row["qid"] for row in (*questions, *parts)}
    assert len(ids) == len(questions) + len(parts)
    assert {row["parent_qid"] for row in parts} <= {row["qid"] for row in questions}
    assert {row["gid"] for row in questions} == {row["gid"] for row in rows("groups")}
    worded = {(row["qid"], row["language"]) for row in rows("question_l10ns")}
    assert worded == {(qid, language) for qid in ids for language in survey.languages}
    answers = {row["aid"] for row in rows("answers")}
    assert {(row["aid"], row["language"]) for row in rows("answer_l10ns")} == {
        (aid, language) for aid in answers for language in survey.languages
    }
    titles = [row["title"] for row in questions]
    assert len(set(titles)) == len(titles)
    assert [title for title in titles if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,19}", title)] == []
    assert [row["code"] for row in rows("answers") if not re.fullmatch(r"[A-Za-z0-9]{1,5}", row["code"])] == []
    assert root.findtext("LimeSurveyDocType") == "Survey"
    assert int(root.findtext("DBVersion") or 0) >= 400
    assert {row["surveyls_language"] for row in rows("surveys_languagesettings")} == set(survey.languages)


def test_question_codes_of_limesurvey_are_told_apart() -> None:
    long = "en_veldig_lang_id_som_blir_kuttet"
    questions = tuple(OpenQuestion(id=f"{long}_{n}", text=words("?"), type=OpenType.TEXT) for n in (1, 2))
    survey = Survey(id="x", version="1", title=words("x"), chapters=(), questions=questions)
    assert list(titles_of(survey).values()) == ["enveldiglangidsombli", "enveldiglangidsomb02"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_printed_form_tells_who_answers_what(survey: Survey, language: str) -> None:
    said = form_words(language).words
    made = paper_form(survey, language=language, words=said)
    first, second = made.chapters[0].questions[:2]
    assert (first.number, first.shape) == (1, Shape.BOXES)
    expected = said["asked_if"].format(
        answers=said["or"].join(f"«{option.text.into(language)}»" for option in EVERY_KIND[0].options[:2]),  # type: ignore[union-attr]
        number=1,
    )
    assert second.hint == f"{expected}. {said['several']}."
    assert made.chapters[1].questions[0].hint.startswith(said["asked_if"].partition(" {")[0])


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_are_the_same_bytes_twice_and_complete_in_every_language(kind: str, language: str) -> None:
    survey = load_survey("bekymring")
    once, again = (form(survey, kind, language=language, file="f", known_as="bekymring") for _ in range(2))
    assert once == again
    if kind == "md":
        text = once.decode()
        for question in survey.questions:
            assert question.text.into(language) in text
    if kind == "docx":
        docx = pytest.importorskip("docx")
        text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(once)).paragraphs)
        for question in survey.questions:
            assert question.text.into(language) in text


def test_all_form_words_are_in_every_language() -> None:
    keys = [(sorted(found.words), sorted(found.notes)) for found in map(form_words, LANGUAGES)]
    assert keys[0] == keys[1] == keys[2]
