"""How time and memory grow: a table and two pictures of docs/performance.md.

python benchmarks/curves.py [--small]      ten minutes on two quiet cores; --small prints a tenth of it, to try it out

Each point is one whole run. Time is processor time, memory the largest sum over all processes of the run, shared pages
counted once. The lines are least squares; what grows in step with the answers lies on them.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from measure import HERE, PAGE, SEED, Row, analyse, environment, made, nullpunkt, python, workspace, written
from watched import Watched, watch

PICTURES = HERE.parent / "docs" / "pictures"
PLURAL = {"respondent": "respondents", "question": "questions", "municipality": "municipalities"}
QUESTIONS = (40, 60, 90, 120)
BLUE, ORANGE = "#0b5c94", "#b2500d"


@dataclass(frozen=True, slots=True)
class Curve:
    """Runs of growing size, all else equal."""

    name: str
    """a run's name, with the size in its place"""
    what: str
    each: str
    """what one more of it is called"""
    sizes: tuple[int, ...]
    runs: tuple[Watched, ...]


def measured(name: str, each: str, sizes: Sequence[int], command: Callable[[int], tuple[str, ...]]) -> Curve:
    """One run for each size, told as it is done."""
    runs = []
    for size in sizes:
        runs.append(watch(command(size), env=environment()))
        print(f"{name.format(size):40} {runs[-1].cpu:8.2f} s of processor, {runs[-1].peak:6.0f} MiB", flush=True)
    return Curve(name, PLURAL[each], each, tuple(sizes), tuple(runs))


def rows(curve: Curve) -> list[Row]:
    """The runs as lines of a table, held against the smallest."""
    first = curve.runs[0]
    return [
        Row(
            name=curve.name.format(size),
            wall=run.wall,
            cpu=run.cpu,
            peak=run.peak,
            ratio=run.wall / first.wall,
            cpu_ratio=run.cpu / first.cpu,
            goal=None,
            failed=run.status != 0,
            judged=run.cpu / first.cpu,
        )
        for size, run in zip(curve.sizes, curve.runs, strict=True)
    ]


def batch_of(units: int) -> tuple[str, ...]:
    """A region of so many municipalities with 600 answers each."""
    folder = workspace() / f"region{units}"
    if not folder.exists():
        size = ("--units", str(units), "--respondents", "600", "--seed", str(SEED))
        subprocess.run(python(HERE / "region_workbooks.py", folder, *size), check=True, stdout=subprocess.DEVNULL)
    out = workspace() / "out" / folder.name
    return nullpunkt(
        "batch", folder, "--survey", folder / "survey.yaml", "--format", "html", "--output", out, "--quiet"
    )


def growth(curves: Sequence[Curve]) -> Figure:
    """Time above, memory below, a column for each way to grow."""
    figure = Figure(figsize=(10.5, 5.6), layout="constrained")
    FigureCanvasSVG(figure)
    for (above, below), curve in zip(figure.subplots(2, len(curves)).T, curves, strict=True):
        cpu, peak = [run.cpu for run in curve.runs], [run.peak for run in curve.runs]
        _line(above, curve, cpu, colour=BLUE, unit="s")
        _line(below, curve, peak, colour=ORANGE, unit="MiB")
        above.set_ylabel("processor seconds")
        below.set_ylabel("memory, MiB")
        below.set_xlabel(curve.what)
    return figure


def _line(axes: Axes, curve: Curve, values: Sequence[float], *, colour: str, unit: str) -> None:
    slope, start = np.polyfit(curve.sizes, values, 1)
    ends = np.array([0, curve.sizes[-1]])
    axes.plot(ends, start + slope * ends, color=colour, linewidth=1)
    axes.plot(curve.sizes, values, "o", color=colour)
    per = 1000 if abs(slope) < 0.005 else 1
    step = f"a thousand {curve.what}" if per > 1 else f"a {curve.each}"
    axes.set_title(f"{_short(start)} + {slope * per:.2g} {unit} {step}", fontsize=9)
    axes.set_ylim(0, max(values) * 1.15)
    axes.set_xlim(0, curve.sizes[-1] * 1.05)
    axes.spines[["top", "right"]].set_visible(False)


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"


def memory(runs: Sequence[tuple[str, Watched]]) -> Figure:
    """Memory over the time of a run."""
    figure = Figure(figsize=(10.5, 2.8), layout="constrained")
    FigureCanvasSVG(figure)
    for axes, (title, run) in zip(np.atleast_1d(figure.subplots(1, len(runs))), runs, strict=True):
        seconds, sizes = zip(*run.series, strict=True)
        axes.fill_between(seconds, sizes, color=ORANGE, alpha=0.25, linewidth=0)
        axes.plot(seconds, sizes, color=ORANGE, linewidth=1)
        axes.set_title(title, fontsize=9)
        axes.set_xlabel("seconds since the start")
        axes.set_ylabel("memory, MiB")
        axes.set_ylim(0, max(sizes) * 1.15)
        axes.set_xlim(0, seconds[-1])
        axes.spines[["top", "right"]].set_visible(False)
    return figure


def saved(figure: Figure, path: Path) -> None:
    """The picture without the day that it was made on."""
    with rc_context({"svg.hashsalt": "nullpunkt", "svg.fonttype": "none", "font.family": "sans-serif"}):
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def write(curves: Sequence[Curve]) -> None:
    """The table into the page, and its pictures beside it."""
    largest, _, region = curves
    table = [row for curve in curves for row in rows(curve)]
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), "growth", table), encoding="utf-8")
    saved(growth(curves), PICTURES / "growth.svg")
    ends = (
        (f"one file with {largest.sizes[-1]:,} respondents", largest.runs[-1]),
        (f"a region of {region.sizes[-1]} municipalities", region.runs[-1]),
    )
    saved(memory(ends), PICTURES / "memory.svg")


def main() -> None:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--small", action="store_true", help="a tenth of the sizes, and nothing is written")
    given = parser.parse_args()
    part = 10 if given.small else 1
    try:
        watch(analyse(made(1000), "html"), env=environment())  # modules are compiled once, not in what is measured
        people = [size // part for size in (10_000, 25_000, 50_000, 100_000)]
        units = [max(2, size // part) for size in (36, 90, 180, 357)]
        curves = (
            measured("`analyse`, {:,} × 60", "respondent", people, lambda size: analyse(made(size), "html")),
            measured("`analyse`, 1,000 × {}", "question", QUESTIONS, lambda size: analyse(made(1000, size), "html")),
            measured("`batch`, {} × 600", "municipality", units, batch_of),
        )
        if not given.small:
            write(curves)
    finally:
        shutil.rmtree(workspace(), ignore_errors=True)


if __name__ == "__main__":
    main()
