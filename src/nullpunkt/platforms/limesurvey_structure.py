"""A LimeSurvey definition (.lss, .lsq, .lsg): codes to texts, for old and new database versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from nullpunkt.errors import FileError
from nullpunkt.responses.wording import bare


@dataclass(frozen=True, slots=True)
class LimeQuestion:
    """A question: its text, its rows or options of their own by code, its answers by code."""

    code: str
    type: str
    text: str
    parts: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


def parse_structure(content: bytes, *, file: str) -> Mapping[str, LimeQuestion]:
    """Questions by code, in the survey's own language."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise FileError(f"{file} is not a LimeSurvey definition that can be read") from None
    language = next(iter(_rows(root, "surveys")), {}).get("language") or _first_language(root)
    texts = _texts(root, "question_l10ns", "qid", language)
    answers = _answers(root, language)
    rows = [*_in_language(_rows(root, "questions"), language)]
    children = [*_in_language(_rows(root, "subquestions"), language), *(r for r in rows if _parent(r))]
    questions: dict[str, LimeQuestion] = {}
    for row in rows:
        qid, code = row.get("qid", ""), row.get("title", "")
        if code and not _parent(row):
            parts = {c["title"]: _text(c, texts) for c in children if _parent(c) == qid and c.get("title")}
            questions[code] = LimeQuestion(code, row.get("type", ""), _text(row, texts), parts, answers.get(qid, {}))
    return questions


def _rows(root: Element, section: str) -> Iterator[dict[str, str]]:
    for row in root.iterfind(f"{section}/rows/row"):
        yield {cell.tag: (cell.text or "").strip() for cell in row}


def _in_language(rows: Iterator[dict[str, str]], language: str) -> Iterator[dict[str, str]]:
    """Old versions repeat each row per language."""
    return (row for row in rows if row.get("language", language) == language)


def _first_language(root: Element) -> str:
    for section in ("question_l10ns", "questions"):
        for row in _rows(root, section):
            if row.get("language"):
                return row["language"]
    return ""


def _parent(row: Mapping[str, str]) -> str:
    parent = row.get("parent_qid", "0")
    return "" if parent == "0" else parent


def _text(row: Mapping[str, str], texts: Mapping[str, str]) -> str:
    return bare(texts.get(row.get("qid", ""), row.get("question", "")))


def _texts(root: Element, section: str, key: str, language: str) -> Mapping[str, str]:
    return {row[key]: row.get("question", "") for row in _in_language(_rows(root, section), language) if key in row}


def _answers(root: Element, language: str) -> Mapping[str, Mapping[str, str]]:
    worded = {
        row["aid"]: row.get("answer", "") for row in _in_language(_rows(root, "answer_l10ns"), language) if "aid" in row
    }
    answers: dict[str, dict[str, str]] = {}
    for row in _in_language(_rows(root, "answers"), language):
        text = worded.get(row.get("aid", ""), row.get("answer", ""))
        answers.setdefault(row.get("qid", ""), {})[row.get("code", "")] = bare(text)
    return answers
