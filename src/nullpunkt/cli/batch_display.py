"""What a person sees of a regional run: progress with the time left, then every failure with its reason."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from nullpunkt.cli.display import console, issue_hint, issue_text, terminal_language
from nullpunkt.cli.translation import translate
from nullpunkt.loading.languages import load_language
from nullpunkt.regions.batch import unheard
from nullpunkt.regions.model import State

if TYPE_CHECKING:
    from nullpunkt.regions.batch import Told
    from nullpunkt.regions.model import BatchOutcome, RegionPlan, UnitOutcome

EVERY = 15.0
"""seconds between two lines of progress where there is no terminal"""


class BatchDisplay:
    """Messages of one regional run."""

    def __init__(self, *, language: str | None, quiet: bool, verbose: bool) -> None:
        self._language = load_language(terminal_language(language))
        self._out = console()
        self._quiet = quiet
        self._verbose = verbose

    def plan(self, plan: RegionPlan) -> None:
        """What was found, before anything is done."""
        self._line(self._say("found", n=len(plan.units), region=plan.name))
        hints = [issue_hint(self._language, issue) for issue in plan.issues]
        for place, issue in enumerate(plan.issues):
            last = hints[place] not in hints[place + 1 :]
            self._line(issue_text(self._language, issue, with_hint=last))

    @contextmanager
    def progress(self) -> Iterator[Told]:
        """A bar with the time left on a terminal; else a line now and then."""
        if self._quiet:
            yield unheard
        elif self._out.is_terminal:
            with self._bar() as told:
                yield told
        else:
            yield self._lines()

    @contextmanager
    def _bar(self) -> Iterator[Told]:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._out, transient=True) as bar:
            tasks = {}

            def told(outcome: UnitOutcome, done: int, total: int) -> None:
                if outcome.phase not in tasks:
                    tasks[outcome.phase] = bar.add_task(self._say(f"phases.{outcome.phase}"), total=total)
                bar.update(tasks[outcome.phase], completed=done)
                self._failure(outcome)

            yield told

    def _lines(self) -> Told:
        began: dict[str, float] = {}
        shown = time.monotonic()

        def told(outcome: UnitOutcome, done: int, total: int) -> None:
            nonlocal shown
            now = time.monotonic()
            began.setdefault(outcome.phase, now - outcome.seconds)
            self._failure(outcome)
            if self._verbose or now - shown >= EVERY:
                shown = now
                left = round((now - began[outcome.phase]) / done * (total - done))
                what = self._say(f"phases.{outcome.phase}")
                self._line(self._say("progress", what=what, done=done, total=total, seconds=left))

        return told

    def _failure(self, outcome: UnitOutcome) -> None:
        if outcome.state is State.FAILED:
            reason = translate(outcome.reason, self._language.code)
            self._line(self._say("failed", name=outcome.name, unit=outcome.unit, reason=reason))

    def outcome(self, outcome: BatchOutcome) -> None:
        """How it went, each failure with what to do, and where things are."""
        done = len(outcome.units) - len(outcome.failed)
        unchanged = sum(unit.state is State.UNCHANGED for unit in outcome.units)
        self._line(self._say("done", n=done, unchanged=unchanged))
        if outcome.failed:
            self._line(self._say("not_done", n=len(outcome.failed)))
        for unit in outcome.failed:
            reason, hint = (translate(text, self._language.code) for text in (unit.reason, unit.hint))
            self._line(f"  • {unit.name} ({unit.unit}): {reason}" + (f" – {hint}" if hint else ""))
        if outcome.region_written:
            self._line(self._say("written", folder=str(outcome.plan.output)))
        self._line(self._say("private", folder=str(outcome.plan.private)))

    def _say(self, key: str, **values: str | int) -> str:
        return self._language.say(f"region.terminal.{key}", **values)

    def _line(self, text: str) -> None:
        if not self._quiet:
            self._out.print(escape(text))


def summary_of(outcome: BatchOutcome) -> str:
    """The run as JSON: what became of every unit."""
    plan = outcome.plan
    return json.dumps(
        {
            "kind": "nullpunkt.batch",
            "schema_version": 1,
            "region": plan.name,
            "output": str(plan.output),
            "done": sum(unit.state is State.DONE for unit in outcome.units),
            "unchanged": sum(unit.state is State.UNCHANGED for unit in outcome.units),
            "failed": len(outcome.failed),
            "without_unit": plan.without_unit,
            "region_written": outcome.region_written,
            "units": [
                {
                    "id": unit.unit,
                    "name": unit.name,
                    "state": str(unit.state),
                    "reason": unit.reason or None,
                    "hint": unit.hint or None,
                }
                for unit in outcome.units
            ],
        },
        ensure_ascii=False,
        indent=1,
    )
