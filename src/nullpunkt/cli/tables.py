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
    table = Table(title=say("plan.title"), caption=say("plan.caption"), title_justify="left", caption_justify="left")
    table.add_column(say("plan.service"))
    table.add_column(say("plan.invited"), justify="right")
    for rate in RATES:
        table.add_column(say("plan.margin_at", rate=style.share(rate)), justify="right")
        table.add_column(say("plan.change_at", rate=style.share(rate)), justify="right")
    table.add_column(say("plan.required"), justify="right")
    for row in rows:
        cells = [escape(row.group or say("plan.all")), style.number(row.invited)]
        for margin, change in zip(row.margins, row.changes, strict=True):
            cells.append("± " + style.number(100 * margin))
            cells.append(say("plan.impossible") if change is None else style.number(100 * change))
        table.add_row(*cells, style.number(row.required), style="bold" if row.group is None else None)
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
