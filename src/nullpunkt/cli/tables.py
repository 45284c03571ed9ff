"""Tables that a person asked for, on stdout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from nullpunkt.analysis.plan import RATES, PlanRow
from nullpunkt.cli.translation import translate
from nullpunkt.loading.languages import load_language

if TYPE_CHECKING:
    from nullpunkt.audit.findings import AuditReport


def show_plan(rows: Sequence[PlanRow], *, language: str) -> None:
    """Per service: at each response rate the margin and the smallest change that a follow-up could show."""
    words = load_language(language)
    style, say = words.style, words.say
    table = Table(
        title=say("plan.title"),
        caption=f"{say('plan.caption')} – = {say('plan.impossible')}.",
        title_justify="left",
        caption_justify="left",
    )
    rates = "/".join(style.number(100 * rate) for rate in RATES) + style.percent
    table.add_column(say("plan.service"))
    for name in ("invited", "margin_at", "change_at", "required"):
        table.add_column(say(f"plan.{name}", rate=rates), justify="right")
    for row in rows:
        margins = "/".join(style.number(100 * margin) for margin in row.margins)
        changes = "/".join("–" if change is None else style.number(100 * change) for change in row.changes)
        cells = (row.group or say("plan.all"), style.number(row.invited), f"± {margins}", changes)
        table.add_row(
            *(escape(cell) for cell in cells), style.number(row.required), style="bold" if row.group is None else None
        )
    Console(highlight=False).print(table)


def show_audit(report: AuditReport, *, language: str) -> None:
    """The verdict, and each finding with its place; never what was recovered, only that it can be."""
    out, say = Console(highlight=False), load_language(language).say
    if report.findings:
        table = Table(title=say("terminal.audit.title"), title_justify="left")
        for name in ("where", "question", "breakdown", "group", "wrong"):
            table.add_column(say(f"terminal.audit.{name}"))
        for finding in report.findings:
            question = "/".join(part for part in (finding.question, finding.item, finding.option) if part)
            wrong = translate(finding.message, language)
            row = (finding.folder, question, finding.by or "", finding.group or "", wrong)
            table.add_row(*(escape(str(cell)) for cell in row))
        out.print(table)
    summary = say(
        "terminal.audit.summary",
        verdict=say(f"terminal.audit.{report.verdict}"),
        n=len(report.findings),
        tables=report.tables_checked,
        cells=report.cells_bounded,
        solves=report.solves,
        files=report.files_scanned,
    )
    out.print(escape(summary))
