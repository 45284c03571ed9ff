"""A LimeSurvey structure (.lss, .lsg, .lsq) read as a questionnaire; old versions keep texts in the rows themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from nullpunkt.survey.exchange.builder import Builder, Worded
from nullpunkt.survey.exchange.filters import lime_condition
from nullpunkt.survey.exchange.scales import KnownAnswers
from nullpunkt.survey.exchange.sketch import Sketch, clean, language_code, text_of
from nullpunkt.survey.model import Condition, OpenType, Text

Record = Mapping[str, str]
_FIXED: Mapping[str, tuple[tuple[str, Text], ...]] = {
    "5": tuple((str(n), Text({"nb": str(n)})) for n in range(1, 6)),
    "A": tuple((str(n), Text({"nb": str(n)})) for n in range(1, 6)),
    "B": tuple((str(n), Text({"nb": str(n)})) for n in range(1, 11)),
    "Y": (("Y", Text({"nb": "Ja", "nn": "Ja", "en": "Yes"})), ("N", Text({"nb": "Nei", "nn": "Nei", "en": "No"}))),
    "C": (
        ("N", Text({"nb": "Nei", "nn": "Nei", "en": "No"})),
        ("U", Text({"nb": "Usikker", "nn": "Usikker", "en": "Uncertain"})),
        ("Y", Text({"nb": "Ja", "nn": "Ja", "en": "Yes"})),
    ),
    "E": (
        ("D", Text({"nb": "Mindre", "nn": "Mindre", "en": "Decrease"})),
        ("S", Text({"nb": "Det samme", "nn": "Det same", "en": "Same"})),
        ("I", Text({"nb": "Mer", "nn": "Meir", "en": "Increase"})),
    ),
    "G": (
        ("F", Text({"nb": "Kvinne", "nn": "Kvinne", "en": "Female"})),
        ("M", Text({"nb": "Mann", "nn": "Mann", "en": "Male"})),
    ),
}  # fmt: skip
_OTHER = ("-oth-", Text({"nb": "Annet", "nn": "Anna", "en": "Other"}))
_GRIDS = frozenset("FABCEH")
_CHOICES = frozenset("L!O5YG")
_SILENT = frozenset("X*I")


def from_tree(root: Element, known: KnownAnswers, *, name: str) -> Sketch:
    """The questionnaire in all languages of the file."""
    return _Reading(root, known, name).sketch()


class _Reading:
    def __init__(self, root: Element, known: KnownAnswers, name: str) -> None:
        self._root, self._name = root, name
        self._builder = Builder(known)
        self._texts = self._worded("question_l10ns", "qid", "question") | self._worded(
            "questions", "qid", "question") | self._worded("subquestions", "qid", "question")  # fmt: skip
        self._parents = _once([row for row in self._records("questions") if not _parent(row)])
        children = [*self._records("subquestions"), *(row for row in self._records("questions") if _parent(row))]
        self._children = _once(children)
        self._answers = self._answer_lists()
        self._attributes = {
            (row.get("qid", ""), row.get("attribute", "")): row.get("value", "")
            for row in self._records("question_attributes")
        }

    def sketch(self) -> Sketch:
        groups = self._worded("group_l10ns", "gid", "group_name") | self._worded("groups", "gid", "group_name")
        order = {row.get("gid", ""): _whole(row.get("group_order")) for row in self._records("groups")}
        rows = sorted(
            self._parents,
            key=lambda row: (order.get(row.get("gid", ""), 0), row.get("gid", ""), _whole(row.get("question_order"))),
        )
        current = None
        for row in rows:
            if row.get("gid") != current and row.get("gid", "") in groups:
                current = row.get("gid")
                self._builder.chapter("", groups[row.get("gid", "")])
            self._question(row)
        title, survey_name = self._title(), self._name
        return self._builder.finished(name=survey_name, title=title, source=self._name)

    def _title(self) -> Text | None:
        found = {
            language_code(row["surveyls_language"]): row.get("surveyls_title", "")
            for row in self._records("surveys_languagesettings")
            if row.get("surveyls_language") and row.get("surveyls_title")
        }
        return text_of(found) if found else None

    def _question(self, row: Record) -> None:
        kind, code, qid = row.get("type", ""), row.get("title", ""), row.get("qid", "")
        text = self._texts.get(qid) or text_of({"nb": code})
        asked_if, parts = self._asked_if(row), self._parts(qid)
        answers = self._listed(kind, qid, other=row.get("other") == "Y")
        added = ""
        if kind in _CHOICES:
            added = self._builder.choice(code, text, answers, asked_if=asked_if)
        elif kind in _GRIDS:
            added = self._builder.grid(code, text, parts, answers, asked_if=asked_if)
        elif kind in ("M", "P"):
            options = [*parts, ("other", _OTHER[1])] if row.get("other") == "Y" else parts
            added = self._builder.multiple(code, text, options, asked_if=asked_if)
        elif kind == "N":
            added = self._builder.number(
                code, text, minimum=self._bound(qid, "min"), maximum=self._bound(qid, "max"), asked_if=asked_if
            )
        elif kind == "D":
            added = self._builder.open(code, text, OpenType.DATE, asked_if=asked_if)
        elif kind in ("S", "T", "U"):
            added = self._builder.open(code, text, OpenType.TEXT, asked_if=asked_if)
        elif kind not in _SILENT:
            self._builder.note("", "upload" if kind == "|" else "unsupported", code)
        if added and asked_if is None and (relevance := row.get("relevance", "1").strip()) not in ("", "1"):
            self._builder.note(added, "filter", clean(relevance))

    def _asked_if(self, row: Record) -> Condition | None:
        relevance = row.get("relevance", "1").strip()
        if relevance in ("", "1"):
            return None
        return lime_condition(relevance, keys=self._builder.keys, codes=self._builder.codes)

    def _listed(self, kind: str, qid: str, *, other: bool) -> Worded:
        if kind in _FIXED:
            return _FIXED[kind]
        listed = [*self._answers.get(qid, ())]
        return [*listed, _OTHER] if other else listed

    def _parts(self, qid: str) -> list[tuple[str, Text]]:
        children = [row for row in self._children if _parent(row) == qid and row.get("scale_id", "0") in ("", "0")]
        children.sort(key=lambda row: _whole(row.get("question_order")))
        return [
            (row.get("title", ""), self._texts.get(row.get("qid", "")) or text_of({"nb": row.get("title", "")}))
            for row in children
        ]

    def _answer_lists(self) -> dict[str, list[tuple[str, Text]]]:
        worded = self._worded("answer_l10ns", "aid", "answer")
        old: dict[tuple[str, str], dict[str, str]] = {}
        rows: dict[tuple[str, str], Record] = {}
        for row in self._records("answers"):
            key = (row.get("qid", ""), row.get("code", ""))
            rows.setdefault(key, row)
            if row.get("answer"):
                old.setdefault(key, {})[language_code(row.get("language") or "nb")] = row["answer"]
        lists: dict[str, list[tuple[str, Text]]] = {}
        for key, entry in sorted(rows.items(), key=lambda pair: _whole(pair[1].get("sortorder"))):
            text = text_of(old[key]) if key in old else worded.get(entry.get("aid", ""), text_of({"nb": key[1]}))
            lists.setdefault(key[0], []).append((key[1], text))
        return lists

    def _bound(self, qid: str, side: str) -> float | None:
        value = self._attributes.get((qid, f"{side}_num_value_n"), "")
        try:
            return float(value)
        except ValueError:
            return None

    def _worded(self, section: str, key: str, field: str) -> dict[str, Text]:
        found: dict[str, dict[str, str]] = {}
        for row in self._records(section):
            if row.get(field) and row.get(key):
                found.setdefault(row[key], {})[language_code(row.get("language") or "nb")] = row[field]
        return {name: text_of(wordings) for name, wordings in found.items()}

    def _records(self, section: str) -> Iterator[dict[str, str]]:
        for row in self._root.iterfind(f"{section}/rows/row"):
            yield {cell.tag: (cell.text or "").strip() for cell in row}


def _parent(row: Record) -> str:
    parent = row.get("parent_qid", "0")
    return "" if parent == "0" else parent


def _once(rows: Sequence[Record]) -> list[Record]:
    """Old versions repeat each row per language."""
    return list({row.get("qid", ""): row for row in rows}.values())


def _whole(text: str | None) -> int:
    """A place in an order; what is no number stands first."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else 0
