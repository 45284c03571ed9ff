"""`results.json`: the results as text that others read, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from operator import itemgetter
from typing import Any

from pydantic_core import from_json as read_json

from nullpunkt.analysis.model import (
    STATES,
    STATISTICS,
    Association,
    BaseRow,
    Benchmark,
    Change,
    Estimate,
    GroupRow,
    IndexChange,
    IndexRow,
    PairedChange,
    ResponseRow,
    Results,
    Unit,
    Wave,
    WaveFigure,
)
from nullpunkt.errors import InputError

KIND = "nullpunkt.results"
SCHEMA_VERSION = 1

Json = dict[str, Any]  # Any: what json.loads gives


def to_json(results: Results, *, generator_version: str) -> str:
    """The text of `results.json`: keys in a fixed order, full precision, one row a line."""
    head: Json = {
        "kind": KIND,
        "schema_version": SCHEMA_VERSION,
        "generator": {"name": "nullpunkt", "version": generator_version},
        "survey": {"id": results.survey_id, "version": results.survey_version, "title": results.survey_title},
        "unit": asdict(results.unit),
        "wave": {"label": results.wave.label, "date": results.wave.date and results.wave.date.isoformat()},
        "language": results.language,
        "policy": results.policy,
        "main_breakdown": results.main_breakdown,
        "blocks": results.blocks,
        "comments": results.comments,
        "open_text": results.open_text,
        "merges": list(results.merges),
        "items_absent": list(results.items_absent),
        "breakdowns_left_out": list(results.breakdowns_left_out),
        "questionnaire": results.questionnaire,
    }
    lines = [f" {json.dumps(key)}: {_dump(value)}" for key, value in head.items()]
    lines += [f" {json.dumps(name)}: {_rows(getattr(results, name))}" for name in _TABLES]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def with_benchmarks(text: str, benchmarks: Sequence[Benchmark]) -> str:
    """The text of results that have no benchmarks, with these: they stand last, and nothing else is written anew."""
    before, found, _ = text.rpartition(_NO_BENCHMARKS)
    if not found:
        raise ValueError("these results have benchmarks already")
    return f'{before} "benchmarks": {_rows(tuple(benchmarks))}\n}}\n'


_NO_BENCHMARKS = ' "benchmarks": []\n}\n'


def _rows(rows: tuple[Any, ...]) -> str:
    if not rows:
        return "[]"
    # encoded all at once and cut into lines: no text can hold the seam, since its quotation marks are escaped
    return "[\n  " + _dump([_fields(row) for row in rows])[1:-1].replace('}, {"', '},\n  {"') + "\n ]"


def _fields(row: Any) -> Json:
    """A row's values by name; `dataclasses.asdict` copies each of them too, which takes four times as long."""
    if isinstance(row, Estimate):
        return row._asdict()
    return {name: getattr(row, name) for name in row.__annotations__}


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_fields)


def _dump(value: object) -> str:
    return _ENCODER.encode(value)


def from_json(text: str, *, name: str = "results.json") -> Results:
    """The results that a file holds; unknown keys are ignored."""
    try:
        found = read_json(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is not JSON", hint="give the results.json of an earlier run") from error
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise InputError(f"{name} is not a results file", hint="give the results.json of an earlier run")
    if found.get("schema_version") != SCHEMA_VERSION:
        raise InputError(
            f"{name} has schema version {found.get('schema_version')!r}, this program reads {SCHEMA_VERSION}",
            hint="analyse the responses again, or use the program version that wrote the file",
        )
    try:
        return _results(found)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise InputError(f"{name} is damaged: a field is missing or has the wrong type") from error


def _results(found: Json) -> Results:
    survey, wave = found["survey"], found["wave"]
    return Results(
        survey_id=survey["id"],
        survey_version=survey["version"],
        survey_title=survey["title"],
        unit=Unit(id=found["unit"]["id"], name=found["unit"]["name"]),
        wave=Wave(label=wave["label"], date=date.fromisoformat(wave["date"]) if wave["date"] else None),
        language=found.get("language", "nb"),
        policy=found["policy"],
        main_breakdown=found.get("main_breakdown"),
        blocks=found.get("blocks", {}),
        comments=found.get("comments", {}),
        open_text={question: tuple(said) for question, said in found.get("open_text", {}).items()},
        merges=tuple(found.get("merges", ())),
        items_absent=tuple(found.get("items_absent", ())),
        breakdowns_left_out=tuple(found.get("breakdowns_left_out", ())),
        questionnaire=found.get("questionnaire", {}),
        **{name: tuple(read(row) for row in found.get(name, ())) for name, read in _TABLES.items()},
    )


def _reader(cls: Any, **convert: Callable[[Any], Any]) -> Callable[[Mapping[str, Any]], Any]:
    # Any: one reader serves every row type, which checks the names
    names = frozenset(cls.__annotations__)

    def read(row: Mapping[str, Any]) -> Any:
        known = {name: value for name, value in row.items() if name in names}
        for name, converted in convert.items():
            if name in known:
                known[name] = converted(known[name])
        return cls(**known)

    return read


def _estimate(row: Mapping[str, Any]) -> Estimate:
    """Most rows of a file are estimates with just our fields: these are made without a look at each of them."""
    try:
        values = list(_ESTIMATE(row))
    except KeyError:  # written by another version
        return _SOME_ESTIMATE(row)
    values[_STATISTIC] = STATISTICS[values[_STATISTIC]]
    values[_STATUS] = STATES[values[_STATUS]]
    return Estimate._make(values)


_ESTIMATE = itemgetter(*Estimate._fields)
_STATISTIC, _STATUS = map(Estimate._fields.index, ("statistic", "status"))


def _figure(found: Json) -> WaveFigure:
    names = WaveFigure.__annotations__
    return WaveFigure(**{name: value for name, value in found.items() if name in names})


_SOME_ESTIMATE: Callable[[Mapping[str, Any]], Estimate] = _reader(
    Estimate, statistic=STATISTICS.__getitem__, status=STATES.__getitem__
)

_TABLES: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "groups": _reader(GroupRow, members=tuple),
    "response": _reader(ResponseRow, status=STATES.__getitem__),
    "estimates": _estimate,
    "bases": _reader(BaseRow),
    "indices": _reader(IndexRow, status=STATES.__getitem__),
    "associations": _reader(Association),
    "changes": _reader(Change, statistic=STATISTICS.__getitem__, baseline=_figure, follow_up=_figure),
    "index_changes": _reader(IndexChange, baseline=_figure, follow_up=_figure),
    "changes_from_previous": _reader(Change, statistic=STATISTICS.__getitem__, baseline=_figure, follow_up=_figure),
    "paired": _reader(PairedChange, statistic=STATISTICS.__getitem__, status=STATES.__getitem__),
    "benchmarks": _reader(Benchmark, statistic=STATISTICS.__getitem__, own=_figure, region=_figure),
}
