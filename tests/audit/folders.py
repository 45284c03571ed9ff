"""Finished folders written by hand: what a reader gets, small enough to check on paper."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]
OPTIONS = ("uenig", "verken", "enig", "helt")
FAVOURABLE = ("enig", "helt")
POLICY = {"profile": "standard", "min_group": 5, "band_width": 1, "full_from": 10, "other_breakdowns_from": 10}


class Shown:
    """A row of the small world: how much of it is published."""

    def __init__(self, detail: str, *, n: int | None = None, **figures: Any) -> None:
        self.detail, self.n, self.figures = detail, n, figures


def full(*counts: int) -> Shown:
    """Everything: counts by option."""
    return Shown("full", n=sum(counts), counts=counts)


def coarse(n: int, positive: int, mean: float | None = None) -> Shown:
    """The favourable count and the mean."""
    return Shown("coarse", n=n, positive=positive, mean=mean)


def at_least(n: int, count: int) -> Shown:
    """A band at the top."""
    return Shown("band", n=n, at_least=count / n)


def at_most(n: int, count: int) -> Shown:
    """A band at the bottom."""
    return Shown("band", n=n, at_most=count / n)


HIDDEN = Shown("suppressed")


def scale_item(question: str, tables: Mapping[str | None, Shown | Mapping[str, Shown]]) -> list[Json]:
    """The estimates of one item on a scale; `tables[None]` is the row of all."""
    rows: list[Json] = []
    for by, shown in tables.items():
        for group, row in shown.items() if isinstance(shown, Mapping) else [(None, shown)]:
            rows += _scale_rows({"question": question, "item": None, "by": by, "group": group}, row)
    return rows


def _scale_rows(place: Json, row: Shown) -> list[Json]:
    counts = row.figures.get("counts")
    rows = []
    for number, option in enumerate(OPTIONS):
        rows.append(_share({**place, "option": option, "statistic": "proportion"}, row, counts and counts[number]))
    positive = sum(counts[OPTIONS.index(option)] for option in FAVOURABLE) if counts else row.figures.get("positive")
    rows.append(_share({**place, "option": None, "statistic": "favourable"}, row, positive, own=True))
    mean = row.figures.get("mean")
    if counts:
        mean = sum(score * count for score, count in enumerate(counts, 1)) / row.n if row.n else None
    rows.append({**place, "option": None, "statistic": "mean", **_mean(row, mean)})
    return rows


def _mean(row: Shown, mean: float | None) -> Json:
    return {"n": row.n, "estimate": mean, "status": "published"} if mean is not None else {"status": "suppressed"}


def option_item(question: str, tables: Mapping[str | None, Mapping[str, Any]]) -> list[Json]:
    """A nominal or multiple-choice item: `tables[by][option]` is a row, or rows by group."""
    rows = []
    for by, options in tables.items():
        for option, shown in options.items():
            for group, row in shown.items() if isinstance(shown, Mapping) else [(None, shown)]:
                place = {"question": question, "item": None, "by": by, "group": group}
                here = {**place, "option": option, "statistic": "proportion"}
                rows.append(_share(here, row, row.figures.get("positive"), own=True))
    return rows


def _share(place: Json, row: Shown, count: int | None, *, own: bool = False) -> Json:
    bounds = {key: row.figures[key] for key in ("at_least", "at_most") if key in row.figures}
    if count is not None and row.n:
        return {**place, "n": row.n, "count": count, "estimate": count / row.n, "status": "published"}
    if bounds and own:
        return {**place, "n": row.n, **bounds, "status": "band"}
    return {**place, "status": "suppressed"}


def results(
    estimates: Sequence[Json],
    *,
    groups: Mapping[str, Mapping[str, int]],
    wave: str = "baseline",
    members: Mapping[str, Sequence[str]] | None = None,
    **more: Any,
) -> Json:
    """`results.json`: `groups[by][code]` is how many respondents a group has."""
    first = next(iter(groups.values()), {})
    return {
        "kind": "nullpunkt.results",
        "schema_version": 1,
        "unit": {"id": "bamble", "name": "Bamble"},
        "wave": {"label": wave, "date": None},
        "policy": POLICY,
        "groups": [
            {
                "by": by,
                "group": code,
                "label": code.capitalize(),
                "n": n,
                "members": list((members or {}).get(code, [code])),
            }
            for by, sizes in groups.items()
            for code, n in sizes.items()
        ],
        "response": [{"by": None, "group": None, "invited": None, "answered": sum(first.values()), "rate": None}],
        "estimates": list(estimates),
        **more,
    }


def write_folder(folder: Path, content: Json, **files: str | bytes) -> Path:
    """A folder with `results.json` and whatever else; `__` in a name stands for a dot."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    for name, text in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder
