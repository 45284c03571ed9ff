"""What stands under a table on paper, where a sign cannot explain itself when it is pointed at."""

from __future__ import annotations

from collections.abc import Mapping

from nullpunkt.report.cells import HIDDEN_SIGN
from nullpunkt.report.model import Mark, Table


def table_note(table: Table, words: Mapping[str, str]) -> str:
    """The table's own note, and what «:» means where it occurs (Markdown)."""
    hidden = any(cell is Mark.HIDDEN for row in table.rows for cell in row)
    explained = f"«{HIDDEN_SIGN}» – {words['hidden'][:1].lower()}{words['hidden'][1:]}." if hidden else ""
    return " ".join(part for part in (table.note, explained) if part)
