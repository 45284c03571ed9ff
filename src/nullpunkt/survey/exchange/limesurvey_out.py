"""A questionnaire as a LimeSurvey structure (.lss): a survey's tables without answers, texts in tables of their own.

LimeSurvey's codes are short: a question has letters and digits only (20), an answer five of them at most. So they are
A1, A2, … and statements and options SQ001, SQ002, …, in the order shown; read an export back with the .lss beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from xml.etree.ElementTree import Element, SubElement

from nullpunkt.survey.exchange.sketch import slug
from nullpunkt.survey.model import (
    ChoiceQuestion,
    Condition,
    GridQuestion,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    OpenType,
    Option,
    Question,
    Survey,
    Text,
)

DB_VERSION = "447"
"""LimeSurvey 4 and later: texts in tables per language"""
_SID = "100001"
_LONGEST_TITLE = 20
_THEMES = {"L": "listradio", "F": "arrays/array", "M": "multiplechoice", "N": "numerical", "D": "date",
           "T": "longfreetext"}  # fmt: skip
_ORDER = (
    "answers", "answer_l10ns", "groups", "group_l10ns", "questions", "subquestions", "question_l10ns",
    "question_attributes", "surveys", "surveys_languagesettings",
)  # fmt: skip


def to_tree(survey: Survey, *, language: str = "nb") -> Element:
    """The document; `language` becomes the survey's base language."""
    base = language if language in survey.languages else survey.languages[0]
    return _Tables(survey, base).document()


def titles_of(survey: Survey) -> Mapping[str, str]:
    """LimeSurvey's question codes by our ids."""
    titles: dict[str, str] = {}
    for question in survey.questions:
        title = slug(question.id).replace("_", "")[:_LONGEST_TITLE]
        number = 1
        while title in titles.values():
            number += 1
            title = f"{title[: _LONGEST_TITLE - 2]}{number:02}"
        titles[question.id] = title
    return titles


def answer_code(place: int) -> str:
    """The code of an answer by its place, from 0."""
    return f"A{place + 1}"


def part_code(place: int) -> str:
    """The code of a statement or option by its place, from 0."""
    return f"SQ{place + 1:03}"


class _Tables:
    """All rows by table."""

    def __init__(self, survey: Survey, base: str) -> None:
        self._survey, self._base = survey, base
        self._languages = (base, *(code for code in survey.languages if code != base))
        self._titles = titles_of(survey)
        self._rows: dict[str, list[dict[str, str]]] = {name: [] for name in _ORDER}
        self._last = {"qid": 0, "aid": 0, "text": 0}

    def document(self) -> Element:
        self._settings()
        for place, chapter in enumerate(self._survey.chapters, 1):
            self._group(place, chapter.title)
            for order, name in enumerate(chapter.questions, 1):
                self._question(self._survey.by_id[name], gid=place, order=order)
        root = Element("document")
        SubElement(root, "LimeSurveyDocType").text = "Survey"
        SubElement(root, "DBVersion").text = DB_VERSION
        languages = SubElement(root, "languages")
        for code in self._languages:
            SubElement(languages, "language").text = code
        for name in _ORDER:
            _section(root, name, self._rows[name])
        return root

    def _settings(self) -> None:
        others = " ".join(self._languages[1:])
        self._rows["surveys"].append({
            "sid": _SID, "gsid": "1", "admin": "", "adminemail": "", "anonymized": "Y", "format": "G",
            "savetimings": "N", "template": "fruity", "language": self._base, "additional_languages": others,
            "datestamp": "N", "usecookie": "N", "allowregister": "N", "allowsave": "Y", "allowprev": "Y",
            "printanswers": "N", "ipaddr": "N", "refurl": "N", "publicstatistics": "N", "publicgraphs": "N",
            "listpublic": "N", "htmlemail": "Y", "tokenanswerspersistence": "N", "usetokens": "N",
            "showwelcome": "Y", "showprogress": "Y", "shownoanswer": "Y",
        })  # fmt: skip
        for code in self._languages:
            description = self._survey.description.into(code) if self._survey.description else ""
            self._rows["surveys_languagesettings"].append({
                "surveyls_survey_id": _SID, "surveyls_language": code,
                "surveyls_title": self._survey.title.into(code), "surveyls_description": description,
                "surveyls_welcometext": "", "surveyls_endtext": "", "surveyls_dateformat": "5",
                "surveyls_numberformat": "1",
            })  # fmt: skip

    def _group(self, gid: int, title: Text) -> None:
        self._rows["groups"].append(
            {"gid": str(gid), "sid": _SID, "group_order": str(gid), "randomization_group": "", "grelevance": "1"}
        )
        for code in self._languages:
            row = {
                "gid": str(gid),
                "group_name": _html(title, code),
                "description": "",
                "language": code,
            }
            self._rows["group_l10ns"].append({"id": self._next("text"), **row})

    def _question(self, question: Question, *, gid: int, order: int) -> None:
        kind = _type(question)
        qid = self._add_question(
            "questions", question.text, gid=gid, parent="0", type=kind, title=self._titles[question.id], order=order,
            relevance=self._relevance(question.asked_if),
        )  # fmt: skip
        match question:
            case ChoiceQuestion():
                self._answers(qid, question.options)
            case GridQuestion():
                self._parts(qid, [row.text for row in question.rows], gid=gid)
                self._answers(qid, question.options)
            case MultipleQuestion():
                self._parts(qid, [option.text for option in question.options], gid=gid)
            case NumberQuestion():
                self._attribute(qid, "min_num_value_n", question.minimum)
                self._attribute(qid, "max_num_value_n", question.maximum)
            case OpenQuestion():
                pass

    def _add_question(
        self, table: str, text: Text, *, gid: int, parent: str, type: str, title: str, order: int, relevance: str
    ) -> str:
        qid = self._next("qid")
        self._rows[table].append({
            "qid": qid, "parent_qid": parent, "sid": _SID, "gid": str(gid), "type": type, "title": title, "preg": "",
            "other": "N", "mandatory": "N", "encrypted": "N", "question_order": str(order), "scale_id": "0",
            "same_default": "0", "relevance": relevance, "question_theme_name": _THEMES.get(type, ""),
            "modulename": "", "same_script": "0",
        })  # fmt: skip
        for code in self._languages:
            row = {
                "qid": qid,
                "question": _html(text, code),
                "help": "",
                "script": "",
                "language": code,
            }
            self._rows["question_l10ns"].append({"id": self._next("text"), **row})
        return qid

    def _parts(self, qid: str, texts: Sequence[Text], *, gid: int) -> None:
        for place, text in enumerate(texts):
            self._add_question(
                "subquestions", text, gid=gid, parent=qid, type="T", title=part_code(place), order=place + 1,
                relevance="1",
            )  # fmt: skip

    def _answers(self, qid: str, options: Sequence[Option]) -> None:
        for place, option in enumerate(options):
            aid = self._next("aid")
            self._rows["answers"].append({
                "aid": aid, "qid": qid, "code": answer_code(place), "sortorder": str(place + 1),
                "assessment_value": "0", "scale_id": "0",
            })  # fmt: skip
            for code in self._languages:
                row = {"aid": aid, "answer": _html(option.text, code), "language": code}
                self._rows["answer_l10ns"].append({"id": self._next("text"), **row})

    def _attribute(self, qid: str, name: str, value: float | None) -> None:
        if value is not None:
            row = {"qid": qid, "attribute": name, "value": f"{value:g}", "language": ""}
            self._rows["question_attributes"].append(row)

    def _relevance(self, condition: Condition | None) -> str:
        if condition is None:
            return "1"
        parent, title = self._survey.by_id[condition.question], self._titles[condition.question]
        return "(" + " or ".join(_terms(parent, title, condition)) + ")"

    def _next(self, kind: str) -> str:
        self._last[kind] += 1
        return str(self._last[kind])


def _terms(parent: Question, title: str, condition: Condition) -> Iterator[str]:
    """One comparison for each answer that leads to the question."""
    match parent:
        case MultipleQuestion():
            for place, option in enumerate(parent.options):
                if option.code in condition.options:
                    yield f'{title}_{part_code(place)}.NAOK == "Y"'
        case ChoiceQuestion() | GridQuestion():
            name = title
            if isinstance(parent, GridQuestion):
                name = f"{title}_{part_code([row.id for row in parent.rows].index(condition.item or ''))}"
            for place, option in enumerate(parent.options):
                if option.code in condition.options:
                    yield f'{name}.NAOK == "{answer_code(place)}"'
        case NumberQuestion() | OpenQuestion():
            return


def _type(question: Question) -> str:
    match question:
        case ChoiceQuestion():
            return "L"
        case GridQuestion():
            return "F"
        case MultipleQuestion():
            return "M"
        case NumberQuestion():
            return "N"
        case OpenQuestion():
            return "D" if question.type is OpenType.DATE else "T"


def _html(text: Text, language: str) -> str:
    """LimeSurvey's texts are HTML."""
    return escape(text.into(language), quote=False)


def _section(root: Element, name: str, rows: Sequence[Mapping[str, str]]) -> None:
    """A table with the names of its fields; one without rows is left out, as LimeSurvey does."""
    if not rows:
        return
    section = SubElement(root, name)
    fields = SubElement(section, "fields")
    for key in rows[0]:
        SubElement(fields, "fieldname").text = key
    body = SubElement(section, "rows")
    for row in rows:
        element = SubElement(body, "row")
        for key, value in row.items():
            SubElement(element, key).text = value or None
