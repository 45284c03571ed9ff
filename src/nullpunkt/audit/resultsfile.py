"""Reads `results.json` without trusting it: every number keeps its digits, every key may be missing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from nullpunkt.audit.published import NOT_STATED, Edition, Group, ItemFacts, ItemId, Place, Row, RowStatus
from nullpunkt.audit.ranges import Range, displayed
from nullpunkt.errors import FileError

RESULTS = "results.json"
REGION = "nullpunkt.region"
RESPONSE = ItemId("response", None)
JsonObject = Mapping[str, Any]  # JSON has no narrower type before it is checked


def load_results(path: Path) -> JsonObject:
    """The file as it stands, decimals unrounded.

    Raises:
        FileError: it cannot be read, or is not a results file.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}") from None
    except ValueError:
        raise FileError(f"{path} is not JSON", hint="audit a folder that `nullpunkt analyse` has written") from None
    if not isinstance(content, dict) or not isinstance(content.get("estimates"), list):
        raise FileError(f"{path} holds no estimates", hint="audit a folder that `nullpunkt analyse` has written")
    return content


def editions(content: JsonObject, *, folder: str) -> tuple[Edition, ...]:
    """The folder's own wave, and the baseline's figures where changes are shown."""
    own = _own_edition(content, folder=folder)
    changes = _objects(content, "changes")
    if not changes:
        return (own,)
    follow_up = [row for change in changes if (row := _side(change, "follow_up")) is not None]
    baseline = [row for change in changes if (row := _side(change, "baseline")) is not None]
    earlier = Edition(
        folder=folder,
        unit=own.unit,
        wave="baseline",
        rows=tuple(baseline),
        groups={by: tuple(_unsized(group) for group in groups) for by, groups in own.groups.items()},
        respondents=None,
        min_group=own.min_group,
        band_width=own.band_width,
        facts=own.facts,
        own=False,
    )
    return own.with_rows(row for row in follow_up if _adds(own, row)), earlier


def _adds(own: Edition, row: Row) -> bool:
    known = own.index.get((row.item, row.option, row.statistic, row.place))
    return known is None or not known.has_numbers


def _unsized(group: Group) -> Group:
    return Group(by=group.by, code=group.code, label=group.label, members=group.members, size=None)


def _own_edition(content: JsonObject, *, folder: str) -> Edition:
    policy = _object(content, "policy")
    unit, wave = _object(content, "unit"), _object(content, "wave")
    bases = _objects(content, "bases")
    return Edition(
        folder=folder,
        unit=_text(unit.get("id")) or _text(unit.get("name")) or "",
        wave=_text(wave.get("label")) or "",
        rows=tuple(estimate_row(row) for row in _objects(content, "estimates")),
        groups=_groups(content),
        respondents=_respondents(content),
        min_group=_whole(policy.get("min_group")) or 5,
        band_width=_whole(policy.get("band_width")) or 1,
        region=content.get("kind") == REGION,
        compared=bool(content.get("benchmarks")),
        facts=_facts(content),
        others=(*_response_rows(content), *_index_rows(content)),
        valid_totals={_item(base): valid for base in bases if (valid := _whole(base.get("valid"))) is not None},
    )


def estimate_row(row: JsonObject) -> Row:
    """One estimate, or one line of the tidy table with the same names."""
    return Row(
        item=_item(row),
        option=_text(row.get("option")),
        statistic=_text(row.get("statistic")) or "proportion",
        place=_place(row),
        status=_status(row),
        n=_whole(row.get("n")),
        count=_whole(row.get("count")),
        estimate=_range(row.get("estimate")),
        low=_range(row.get("low")),
        high=_range(row.get("high")),
        at_least=_range(row.get("at_least")),
        at_most=_range(row.get("at_most")),
        population=_whole(row.get("population")),
        weighted=row.get("weighted") in (True, "true", "True"),
    )


def _side(change: JsonObject, name: str) -> Row | None:
    figures = _object(change, name)
    n, count, estimate = _whole(figures.get("n")), _whole(figures.get("count")), _range(figures.get("estimate"))
    bounds = _range(figures.get("at_least")), _range(figures.get("at_most"))
    if count is None and estimate is None and bounds == (None, None):
        return None
    return Row(
        item=_item(change),
        option=_text(change.get("option")),
        statistic=_text(change.get("statistic")) or "proportion",
        place=_place(change),
        status=RowStatus.PUBLISHED if bounds == (None, None) else RowStatus.BAND,
        n=n,
        count=count,
        estimate=None if count is not None else estimate,
        at_least=bounds[0],
        at_most=bounds[1],
    )


def _response_rows(content: JsonObject) -> Iterator[Row]:
    for row in _objects(content, "response"):
        yield Row(
            item=RESPONSE,
            option=None,
            statistic="favourable",
            place=_place(row),
            status=_status(row),
            n=_whole(row.get("answered")),
            population=_whole(row.get("invited")),
            estimate=_range(row.get("rate")),
        )


def _index_rows(content: JsonObject) -> Iterator[Row]:
    for row in _objects(content, "indices"):
        yield Row(
            item=ItemId("index-" + (_text(row.get("index")) or ""), None),
            option=None,
            statistic="favourable",
            place=_place(row),
            status=_status(row),
            n=_whole(row.get("n")),
            estimate=_range(row.get("estimate")),
            low=_range(row.get("low")),
            high=_range(row.get("high")),
        )


def _status(row: JsonObject) -> RowStatus:
    status = _text(row.get("status"))
    return RowStatus(status) if status in set(RowStatus) else RowStatus.PUBLISHED


def _groups(content: JsonObject) -> dict[str, tuple[Group, ...]]:
    found: dict[str, list[Group]] = {}
    for row in _objects(content, "groups"):
        by, code = _text(row.get("by")) or "", _text(row.get("group")) or ""
        listed = row.get("members")
        members = {str(member) for member in listed} if isinstance(listed, list) else {code}
        if row.get("with_not_stated") is True:
            members.add(NOT_STATED)
        members = members or {code}
        label = _text(row.get("label")) or code
        size = _whole(row.get("n"))
        if size is None:
            size = _answered(content, Place(by, code))
        found.setdefault(by, []).append(Group(by=by, code=code, label=label, members=frozenset(members), size=size))
    return {by: tuple(groups) for by, groups in found.items()}


def _answered(content: JsonObject, place: Place) -> int | None:
    for row in _objects(content, "response"):
        if _place(row) == place:
            return _whole(row.get("answered"))
    return None


def _respondents(content: JsonObject) -> int | None:
    total = _answered(content, Place(None, None))
    if total is not None:
        return total
    parts = ("valid", "dont_know", "not_relevant", "blank", "not_asked")
    for base in _objects(content, "bases"):
        sizes = [_whole(base.get(part)) for part in parts]
        if all(size is not None for size in sizes):
            return sum(size for size in sizes if size is not None)
    return None


def _facts(content: JsonObject) -> dict[ItemId, ItemFacts]:
    found = {}
    for question in _objects(_object(content, "questionnaire"), "questions"):
        options = [option for option in _objects(question, "options") if option.get("kind") not in _NO_ANSWER]
        facts = ItemFacts(
            multiple=question.get("kind") == "multiple",
            options=tuple(_code(option) for option in options),
            favourable=frozenset(_code(option) for option in options if option.get("favourable") is True),
            scores=_scores(options),
            exclusive=frozenset(_code(option) for option in options if option.get("kind") == "none"),
            asked_if=_condition(question),
        )
        rows = [_text(row.get("id")) for row in _objects(question, "rows")]
        for row in rows or [None]:
            found[ItemId(_text(question.get("id")) or "", row)] = facts
    return found


_NO_ANSWER = ("dont_know", "not_relevant")


def _code(option: JsonObject) -> str:
    return _text(option.get("code")) or ""


def _scores(options: Sequence[JsonObject]) -> dict[str, int] | None:
    scores = {_code(option): _whole(option.get("score")) for option in options}
    whole = {code: score for code, score in scores.items() if score is not None}
    return whole if whole and len(whole) == len(options) else None


def _condition(row: JsonObject) -> tuple[ItemId, frozenset[str]] | None:
    condition = _object(row, "asked_if")
    options = condition.get("options")
    if not condition.get("question") or not isinstance(options, list):
        return None
    return _item(condition), frozenset(str(option) for option in options)


def _item(row: JsonObject) -> ItemId:
    return ItemId(_text(row.get("question")) or "", _text(row.get("item")))


def _place(row: JsonObject) -> Place:
    return Place(_text(row.get("by")), _text(row.get("group")))


def _objects(content: JsonObject, key: str) -> list[JsonObject]:
    rows = content.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _object(content: JsonObject, key: str) -> JsonObject:
    value = content.get(key)
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str) and value else None


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return int(value) if isinstance(value, str) and value.strip().isdigit() else None


def _range(value: object) -> Range | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return Range(Fraction(value), Fraction(value))
    if isinstance(value, Decimal):
        return displayed(value)
    if isinstance(value, str) and value.strip():
        try:
            return displayed(Decimal(value.strip().replace(",", ".").replace("\u2212", "-")))
        except ArithmeticError:
            return None
    return None
