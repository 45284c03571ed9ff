"""An XLSForm (ODK, Kobo) read as a questionnaire."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nullpunkt.survey.exchange.builder import Builder, Worded
from nullpunkt.survey.exchange.filters import xlsform_condition
from nullpunkt.survey.exchange.scales import KnownAnswers
from nullpunkt.survey.exchange.sketch import Sketch, language_code, text_of
from nullpunkt.survey.model import Condition, OpenType, Text

Rows = Sequence[Sequence[str]]
_LABEL = re.compile(r"(?:label|caption)(?:\s*::?\s*(?P<language>.+))?", re.IGNORECASE)
_ONE = re.compile(
    r"(?:select_one|select one(?: from)?|select1)\s+(?P<list>\S+)(?P<other>\s+or[_ ](?:specify[_ ])?other)?$",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"(?:select_multiple|select multiple(?: from)?|select all that apply(?: from)?)\s+(?P<list>\S+)"
    r"(?P<other>\s+or[_ ](?:specify[_ ])?other)?$",
    re.IGNORECASE,
)
_BEGIN_END = re.compile(r"^(begin|end)[ _](group|repeat)$", re.IGNORECASE)
_BOUND = re.compile(r"\.\s*(?P<sign>>=|<=|>|<)\s*(?P<bound>-?\d+(?:\.\d+)?)")
_RANGE = re.compile(r"(?P<name>start|end)\s*=\s*(?P<bound>-?\d+(?:\.\d+)?)")
_NUMBERS = frozenset({"integer", "int", "decimal", "range"})
_DATES = frozenset({"date", "today's date"})
_UPLOADS = frozenset({"image", "photo", "audio", "video", "file", "background-audio"})
_SILENT = frozenset({
    "start", "end", "today", "deviceid", "device id", "username", "subscriberid", "simserial", "phonenumber",
    "start-geopoint", "audit", "note", "calculate", "hidden", "acknowledge", "trigger", "email",
})  # fmt: skip


@dataclass(slots=True)
class _Entry:
    """A row of the survey sheet; a group has those inside it."""

    kind: str
    name: str
    label: Text | None
    cells: Mapping[str, str]
    inside: list[_Entry] = field(default_factory=list)


def from_sheets(sheets: Mapping[str, Rows], known: KnownAnswers, *, name: str) -> Sketch:
    """The questionnaire; `sheets` by their names in small letters, header row first."""
    settings = next(iter(_records(sheets.get("settings", ()))), {})
    default = language_code(settings.get("default_language") or "nb")
    form = _Form(Builder(known), _lists(sheets.get("choices", ()), default))
    for entry in _tree(sheets["survey"], default):
        form.add(entry, (), top=True)
    title = text_of({"nb": settings["form_title"]}) if settings.get("form_title") else None
    own = settings.get("form_id") or settings.get("id_string") or name
    return form.builder.finished(name=own, title=title, version=settings.get("version", ""), source=name)


def _records(rows: Rows) -> Iterator[dict[str, str]]:
    """Rows by header; blank rows and rows that begin with # are left out."""
    if not rows:
        return
    headers = [" ".join(header.split()) for header in rows[0]]
    keys = [header if _LABEL.fullmatch(header) else _alias(header.casefold()) for header in headers]
    for row in rows[1:]:
        cells = {key: cell.strip() for key, cell in zip(keys, row, strict=False) if key and cell.strip()}
        if cells and not next(iter(cells.values())).startswith("#"):
            yield cells


def _alias(header: str) -> str:
    aliases = {"list name": "list_name", "value": "name", "relevance": "relevant", "form title": "form_title",
               "title": "form_title", "form id": "form_id"}  # fmt: skip
    return aliases.get(header, header)


def _label(cells: Mapping[str, str], default: str) -> Text | None:
    found: dict[str, str] = {}
    for header, cell in cells.items():
        if match := _LABEL.fullmatch(header):
            found.setdefault(language_code(match["language"]) if match["language"] else default, cell)
    return text_of(found) if found else None


def _lists(rows: Rows, default: str) -> dict[str, list[tuple[str, Text]]]:
    lists: dict[str, list[tuple[str, Text]]] = {}
    for cells in _records(rows):
        code = _whole(cells.get("name", ""))
        if "list_name" in cells and code:
            lists.setdefault(cells["list_name"], []).append((code, _label(cells, default) or text_of({"nb": code})))
    return lists


def _whole(code: str) -> str:
    return code.removesuffix(".0") if re.fullmatch(r"-?\d+\.0", code) else code


def _tree(rows: Rows, default: str) -> list[_Entry]:
    """Groups hold what stands between their begin and end; a repeat is kept as one."""
    root = _Entry("group", "", None, {})
    open_groups = [root]
    for cells in _records(rows):
        kind = _BEGIN_END.sub(r"\1 \2", cells.get("type", ""))
        lowered = kind.casefold()
        if lowered in ("end group", "end repeat"):
            if len(open_groups) > 1:
                open_groups.pop()
            continue
        entry = _Entry(lowered.removeprefix("begin ") if lowered.startswith("begin ") else kind, cells.get("name", ""),
                       _label(cells, default), cells)  # fmt: skip
        if kind:
            open_groups[-1].inside.append(entry)
        if lowered.startswith("begin "):
            open_groups.append(entry)
    return root.inside


class _Form:
    def __init__(self, builder: Builder, lists: Mapping[str, Worded]) -> None:
        self.builder = builder
        self._lists = lists

    def add(self, entry: _Entry, conditions: tuple[str, ...], *, top: bool = False) -> None:
        """An entry and what it holds; conditions of the groups around it come first."""
        own = entry.cells.get("relevant", "")
        conditions = (*conditions, own) if own else conditions
        if entry.kind == "group":
            self._group(entry, conditions, top=top)
        elif entry.kind == "repeat":
            self.builder.note("", "unsupported", entry.name)
        else:
            self._question(entry, conditions)

    def _group(self, entry: _Entry, conditions: tuple[str, ...], *, top: bool) -> None:
        lists = {match["list"] for inside in entry.inside if (match := _ONE.match(inside.kind))}
        all_one = len(entry.inside) > 1 and all(_ONE.match(inside.kind) for inside in entry.inside)
        if entry.label and all_one and len(lists) == 1 and not any(e.cells.get("relevant") for e in entry.inside):
            self._grid(entry, lists.pop(), conditions)
            return
        if top:
            self.builder.chapter(entry.name.removeprefix("chapter_"), entry.label or text_of({"nb": entry.name}))
        for inside in entry.inside:
            self.add(inside, conditions)

    def _grid(self, entry: _Entry, answers: str, conditions: tuple[str, ...]) -> None:
        name = entry.name.removeprefix("grid_")
        shared = all(inside.name.startswith(f"{name}_") for inside in entry.inside)
        rows = [
            (
                inside.name.removeprefix(f"{name}_") if shared else inside.name,
                inside.label or text_of({"nb": inside.name}),
            )
            for inside in entry.inside
        ]
        assert entry.label is not None
        added = self.builder.grid(
            name, entry.label, rows, self._lists.get(answers, ()), asked_if=self._condition(conditions)
        )
        for inside, (code, _) in zip(entry.inside, rows, strict=True):
            self.builder.keys[inside.name] = self.builder.keys[f"{name}/{code}"]
        self._unread(added, conditions)

    def _question(self, entry: _Entry, conditions: tuple[str, ...]) -> None:
        kind, name = entry.kind.casefold(), entry.name
        text, asked_if = entry.label or text_of({"nb": name}), self._condition(conditions)
        added = ""
        if match := _ONE.match(entry.kind):
            added = self.builder.choice(name, text, self._answers(match), asked_if=asked_if)
        elif match := _MANY.match(entry.kind):
            added = self.builder.multiple(name, text, self._answers(match), asked_if=asked_if)
        elif kind in _NUMBERS:
            low, high = _bounds(entry.cells)
            added = self.builder.number(name, text, minimum=low, maximum=high, asked_if=asked_if)
        elif kind in _DATES:
            added = self.builder.open(name, text, OpenType.DATE, asked_if=asked_if)
        elif kind in ("text", "string"):
            added = self.builder.open(name, text, OpenType.TEXT, asked_if=asked_if)
        elif kind not in _SILENT:
            self.builder.note("", "upload" if kind in _UPLOADS else "unsupported", name)
        if added:
            self._unread(added, conditions)

    def _answers(self, match: re.Match[str]) -> Worded:
        listed = [*self._lists.get(match["list"], ())]
        return [*listed, ("other", Text({"nb": "Annet"}))] if match["other"] else listed

    def _condition(self, conditions: tuple[str, ...]) -> Condition | None:
        return (
            xlsform_condition(conditions[-1], keys=self.builder.keys, codes=self.builder.codes)
            if len(conditions) == 1
            else None
        )

    def _unread(self, question: str, conditions: tuple[str, ...]) -> None:
        if conditions and self._condition(conditions) is None:
            self.builder.note(question, "filter", " and ".join(conditions))


def _bounds(cells: Mapping[str, str]) -> tuple[float | None, float | None]:
    low = high = None
    for match in _BOUND.finditer(cells.get("constraint", "")):
        if match["sign"].startswith(">"):
            low = float(match["bound"])
        else:
            high = float(match["bound"])
    for match in _RANGE.finditer(cells.get("parameters", "")):
        low, high = (float(match["bound"]), high) if match["name"] == "start" else (low, float(match["bound"]))
    return low, high
