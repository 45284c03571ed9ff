"""The floor: what the work costs with nothing but a reader, counting in plain Python and strings.

    python benchmarks/floor.py FOLDER OUT

Reads a folder that `workbook.py` wrote; tables by service with Wilson intervals, a chi-square test and a chart per
question, as one HTML file and one JSON file. No questionnaire is checked, nothing is protected: not for use.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

Z = 1.959963984540054
COLOURS = ("#8c3b00", "#d98a52", "#dcdfe4", "#7fb0d6", "#0b5c94", "#a3abb6", "#6b4c9a", "#3b7d4f", "#999999", "#c2a24c")
CHARTS = 40

Json = dict[str, Any]


def load(path: Path) -> Json:
    """The questionnaire as it stands, by libyaml where it is there."""
    import yaml

    with path.open(encoding="utf-8") as file:
        found: Json = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found


def questions_of(survey: Json) -> list[Json]:
    """All questions that are counted, each with its answers in order."""
    questions = [dict(question) for chapter in survey["chapters"] for question in chapter["questions"]]
    counted = [question for question in questions if question["type"] != "text"]
    for question in counted:
        match question["type"]:
            case "yes_no":
                question["answers"] = ["Ja", "Nei", "Vet ikke"]
            case "number":
                question["answers"] = [float(value) for value in range(11)]
            case _:
                question["answers"] = [option["text"] for option in question["options"]]
    return counted


def read(path: Path) -> tuple[list[Any], list[tuple[Any, ...]]]:
    """Headers and columns."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return rows[0], list(zip(*rows[1:], strict=True))


def count(question: Json, column: Sequence[Any], services: Sequence[Any], known: Sequence[str]) -> list[list[int]]:
    """Services (and all together last) × answers; a multiple choice has the number who answered as its last column."""
    places = {answer: place for place, answer in enumerate(question["answers"])}
    rows = {service: row for row, service in enumerate(known)}
    multiple = question["type"] == "multiple"
    table = [[0] * (len(places) + multiple) for _ in range(len(known) + 1)]
    for (service, answer), number in Counter(zip(services, column, strict=True)).items():
        if answer == "":
            continue
        chosen = [places[part] for part in answer.split(";") if part] if multiple else [places[answer]]
        for row in (table[rows[service]], table[-1]):
            for place in chosen:
                row[place] += number
            if multiple:
                row[-1] += number
    return table


def wilson(count: int, n: int) -> tuple[float, float, float]:
    """Share and limits."""
    share, square = count / n, Z * Z
    centre, scale = share + square / (2 * n), 1 + square / n
    half = Z * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return share, max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)


def chi_square(table: Sequence[Sequence[int]]) -> tuple[float, int, float]:
    """Statistic, degrees of freedom and p of independence (Wilson and Hilferty's approximation)."""
    kept = [row for row in table if sum(row)]
    columns = [sum(column) for column in zip(*kept, strict=True)]
    kept = [[cell for cell, total in zip(row, columns, strict=True) if total] for row in kept]
    columns = [total for total in columns if total]
    n, df = sum(columns), (len(kept) - 1) * (len(columns) - 1)
    if df < 1:
        return 0.0, 0, 1.0
    expected = ((cell, sum(row) * total / n) for row in kept for cell, total in zip(row, columns, strict=True))
    statistic = sum((cell - mean) ** 2 / mean for cell, mean in expected)
    z = ((statistic / df) ** (1 / 3) - 1 + 2 / (9 * df)) / math.sqrt(2 / (9 * df))
    return statistic, df, math.erfc(z / math.sqrt(2)) / 2


def mean_and_sd(row: Sequence[int]) -> tuple[float, float] | None:
    """Of the scores 1, 2, …; none for fewer than two answers."""
    n = sum(row)
    if n < 2:
        return None
    mean = sum(score * number for score, number in enumerate(row, 1)) / n
    return mean, math.sqrt(sum(number * (score - mean) ** 2 for score, number in enumerate(row, 1)) / (n - 1))


def figures(question: Json, table: list[list[int]]) -> Json:
    """Everything that is said of one question."""
    multiple, scaled = question["type"] == "multiple", "favourable" in question
    bases = [row[-1] if multiple else sum(row) for row in table]
    cells = [row[:-1] if multiple else row for row in table]
    tested = [[[c[k], n - c[k]] for c, n in zip(cells[:-1], bases, strict=False)] for k in range(len(cells[0]))]
    tests = [chi_square(part) for part in tested] if multiple else [chi_square(cells[:-1])]
    return {
        "id": question["id"],
        "text": question["text"],
        "answers": [str(answer) for answer in question["answers"]],
        "n": bases,
        "counts": cells,
        "shares": [[wilson(k, n) if n else None for k in row] for row, n in zip(cells, bases, strict=True)],
        "favourable": [wilson(sum(row[3:5]), sum(row[:5])) if sum(row[:5]) else None for row in cells]
        if scaled
        else [],
        "means": [mean_and_sd(row[:5] if scaled else row) for row in cells] if scaled else [],
        "tests": tests,
        "scaled": scaled,
    }


def chart(labels: Sequence[str], figure: Json) -> str:
    """Stacked bars, a row a service."""
    parts = [f'<svg viewBox="0 0 920 {len(labels) * 26 + 60}" role="img"><title>{escape(figure["text"])}</title>']
    for row, (label, shares) in enumerate(zip(labels, figure["shares"], strict=True)):
        x, y = 250.0, 20 + row * 26
        parts.append(f'<text x="244" y="{y + 15}" text-anchor="end">{escape(label)} (n = {figure["n"][row]})</text>')
        for share, colour in zip(shares, COLOURS, strict=False):
            width = share[0] * 640 if share else 0
            parts.append(f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="20" fill="{colour}"/>')
            if width >= 50:
                parts.append(f'<text x="{x + width / 2:.1f}" y="{y + 15}" text-anchor="middle">{share[0]:.0%}</text>')
            x += width
    for place, (answer, colour) in enumerate(zip(figure["answers"], COLOURS, strict=False)):
        x, y = 20 + place * 150, 34 + len(labels) * 26
        parts.append(f'<rect x="{x}" y="{y}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{x + 16}" y="{y + 11}">{escape(answer)}</text>')
    return "".join([*parts, "</svg>"])


def charted(results: Sequence[Json]) -> list[Json]:
    """The questions that get a chart."""
    return [figure for figure in results if figure["scaled"]][:CHARTS]


def cell_text(share: tuple[float, float, float] | None) -> str:
    """A share with its limits, per cent."""
    return "–" if share is None else f"{share[0]:.1%} ({share[1]:.1%}–{share[2]:.1%})"


def page(labels: Sequence[str], results: Sequence[Json]) -> str:
    """The report."""
    drawn = {figure["id"]: chart(labels, figure) for figure in charted(results)}
    parts = ["<!doctype html><meta charset=utf-8><title>Rapport</title><h1>Rapport</h1>"]
    for figure in results:
        head = "".join(f"<th>{escape(answer)}" for answer in figure["answers"])
        parts.append(
            f"<h2>{escape(figure['text'])}</h2>{drawn.get(figure['id'], '')}<table><tr><th>Tjeneste<th>n{head}"
        )
        for label, n, shares in zip(labels, figure["n"], figure["shares"], strict=True):
            cells = "".join(f"<td>{cell_text(share)}" for share in shares)
            parts.append(f"<tr><td>{escape(label)}<td>{n}{cells}")
        parts.append(f"</table><p>p = {min(test[2] for test in figure['tests']):.4f}</p>")
    return "\n".join(parts)


def main(folder: Path, out: Path, render: Callable[[Sequence[str], Sequence[Json]], str] = page) -> None:
    """The whole of it."""
    questions = questions_of(load(folder / "survey.yaml"))
    headers, columns = read(folder / "responses.xlsx")
    by_header = dict(zip(headers, columns, strict=True))
    main_question = questions[0]
    services = by_header[main_question["text"]]
    known = main_question["answers"]
    results = [figures(q, count(q, by_header[q["text"]], services, known)) for q in questions]
    write(out, results, render([*known, "Alle"], results))


def write(out: Path, results: Iterable[Json], html: str) -> None:
    """Both files."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "report.html").write_text(html, encoding="utf-8")
    (out / "results.json").write_text(json.dumps(list(results), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
