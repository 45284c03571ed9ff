"""`--help` with the options under headings, in the order in which a person thinks of them."""

from __future__ import annotations

from typing import Any

import typer.core

ANSWERS = "The answers"
REPORT = "The report"
PRIVACY = "Privacy"
RUN = "The run"
OTHER = "Other options"
HEADINGS = (ANSWERS, REPORT, PRIVACY, RUN, OTHER)


class Grouped(typer.core.TyperCommand):
    """A command whose options say under which heading they stand (`rich_help_panel`); the others come last."""

    # Any: typer carries a click of its own since 0.28, so click's own types do not fit every version
    def format_options(self, ctx: Any, formatter: Any) -> None:
        sections: dict[str, list[tuple[str, str]]] = {"Arguments": [], **{heading: [] for heading in HEADINGS}}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            heading = getattr(parameter, "rich_help_panel", None) or OTHER
            if record is not None:
                sections["Arguments" if parameter.param_type_name == "argument" else heading].append(record)
        for heading, records in sections.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)
