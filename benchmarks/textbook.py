"""The same report as a textbook would have it made: pandas, openpyxl, crosstab, scipy and pyplot, nothing slowed down.

python benchmarks/textbook.py FOLDER OUT
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
import yaml
from jinja2 import Template
from scipy.stats import chi2_contingency
from statsmodels.stats.proportion import proportion_confint

mpl.use("agg")

import matplotlib.pyplot as plt

PAGE = """<!doctype html><meta charset="utf-8"><h1>Rapport</h1>
{% for part in parts %}<h2>{{ part.text }}</h2>{% if part.chart %}<img src="{{ part.chart }}">{% endif %}
{{ part.table }}<p>p = {{ part.p }}</p>{% endfor %}"""
CHARTS = 40


def tables(question: dict[str, Any], answers: pd.Series, service: pd.Series) -> tuple[pd.DataFrame, pd.Series, float]:
    """Counts by service (all together last), how many answered, and the p-value."""
    if question["type"] == "multiple":
        ticked = answers.str.rstrip(";").str.get_dummies(sep=";")
        counts = ticked.groupby(service).sum()
        counts.loc["Alle"] = ticked.sum()
        asked = answers.notna().groupby(service).sum()
        asked.loc["Alle"] = answers.notna().sum()
    else:
        counts = pd.crosstab(service, answers)
        counts.loc["Alle"] = answers.value_counts()
        asked = counts.sum(axis=1)
    return counts, asked, float(chi2_contingency(counts.iloc[:-1].loc[:, counts.iloc[:-1].sum() > 0])[1])


def draw(shares: pd.DataFrame, title: str, path: Path) -> None:
    """Stacked bars."""
    axes = shares.mul(100).plot.barh(stacked=True, figsize=(10, 6))
    for bars in axes.containers:
        axes.bar_label(bars, labels=[f"{v:.0f}" if v >= 8 else "" for v in bars.datavalues], label_type="center")
    axes.set_title(title)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncol=6)
    plt.tight_layout()
    plt.savefig(path, dpi=150, bbox_inches="tight")
    plt.close()


def main(folder: Path, out: Path) -> None:
    """The whole of it."""
    out.mkdir(parents=True, exist_ok=True)
    survey = yaml.safe_load((folder / "survey.yaml").read_text(encoding="utf-8"))
    questions = [question for chapter in survey["chapters"] for question in chapter["questions"]]
    frame = pd.read_excel(folder / "responses.xlsx")
    service = frame[questions[0]["text"]]
    parts: list[dict[str, Any]] = []
    for question in questions:
        if question["type"] == "text":
            continue
        counts, asked, p = tables(question, frame[question["text"]], service)
        shares = counts.div(asked, axis=0)
        shown = pd.DataFrame(index=counts.index, columns=counts.columns, dtype=object)
        for row in counts.index:
            for column in counts.columns:
                low, high = proportion_confint(counts.loc[row, column], asked[row], method="wilson")
                shown.loc[row, column] = f"{shares.loc[row, column]:.1%} ({low:.1%}–{high:.1%})"
        chart = ""
        if "favourable" in question and sum(bool(part["chart"]) for part in parts) < CHARTS:
            chart = f"{question['id']}.png"
            draw(shares, question["text"], out / chart)
        parts.append({"text": question["text"], "chart": chart, "table": shown.to_html(), "p": f"{p:.4f}"})
    (out / "report.html").write_text(Template(PAGE).render(parts=parts), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
