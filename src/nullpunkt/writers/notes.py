"""What paper needs: signs explained where they stand, and what belongs together on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nullpunkt.report.cells import HIDDEN_SIGN
from nullpunkt.report.model import Block, Chart, Mark, Paragraph, Report, Table


def table_note(table: Table, words: Mapping[str, str]) -> str:
    """The table's own note, and what «:» means where it occurs and is not said yet (Markdown)."""
    hidden = any(cell is Mark.HIDDEN for row in table.rows for cell in row) and f"{HIDDEN_SIGN}»" not in table.note
    explained = f"«{HIDDEN_SIGN}» – {words['hidden'][:1].lower()}{words['hidden'][1:]}." if hidden else ""
    return " ".join(part for part in (table.note, explained) if part)


def leads(blocks: Sequence[Block]) -> tuple[bool, ...]:
    """For each block whether it is a paragraph that leads to a figure or a table and stays on its page."""
    found: list[bool] = []
    following: Block | None = None
    for block in reversed(blocks):
        leading = isinstance(following, Chart | Table) or (bool(found) and found[-1])
        found.append(isinstance(block, Paragraph) and leading)
        following = block
    return tuple(reversed(found))


def figures_of(report: Report) -> tuple[Chart, ...]:
    """All figures in order, those of the first page too: the ones whose numbers the last chapter gives."""
    blocks = (*report.summary, *(block for section in report.sections for block in section.blocks))
    return tuple(block for block in blocks if isinstance(block, Chart))
