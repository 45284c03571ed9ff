"""Which number each figure and each table bears: counted apart, a figure's own table not at all."""

from __future__ import annotations

from collections.abc import Mapping

from nullpunkt.report.model import Chart, Report, Table


def numbering(report: Report) -> Mapping[str, int]:
    """Number by id, in the order in which they stand; those of the first page come first."""
    blocks = [*report.summary, *(block for section in report.sections for block in section.blocks)]
    charts = [block.id for block in blocks if isinstance(block, Chart)]
    tables = [block.id for block in blocks if isinstance(block, Table)]
    return {name: number for names in (charts, tables) for number, name in enumerate(names, start=1)}
