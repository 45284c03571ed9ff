"""Tables that a person asked for, on stdout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from nullpunkt.analysis.plan import RATES, PlanRow
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


def show_audit(report: AuditReport) -> None:
    """The verdict, and each finding with its place; never what was recovered, only that it can be."""
    out = Console(highlight=False)
    if report.findings:
        table = Table(title="What can be recovered", title_justify="left")
        for name in ("where", "question", "breakdown", "group", "what is wrong"):
            table.add_column(name)
        for finding in report.findings:
            question = "/".join(part for part in (finding.question, finding.item, finding.option) if part)
            row = (finding.folder, question, finding.by or "", finding.group or "", finding.message)
            table.add_row(*(escape(str(cell)) for cell in row))
        out.print(table)
    out.print(
        f"{report.verdict}: {len(report.findings)} findings; {report.tables_checked} tables, "
        f"{report.cells_bounded} hidden cells bounded with {report.solves} solutions, "
        f"{report.files_scanned} files read byte by byte."
    )
