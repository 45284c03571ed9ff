"""A municipality's report beside its region: the rest without itself, and its place among others without names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nullpunkt.analysis.model import Benchmark, Results
from nullpunkt.analysis.regional import HIGHER, LOWER, NOT_TESTED, Indicator, indicator_of
from nullpunkt.report.figures import StripFigure
from nullpunkt.report.guide import SECTION as GUIDE
from nullpunkt.report.headlines import indicator_label, quoted_indicator
from nullpunkt.report.language import Language, inline
from nullpunkt.report.model import (
    Block,
    Cell,
    Chart,
    ColumnKind,
    Finding,
    Findings,
    Mark,
    Paragraph,
    Report,
    Section,
    Table,
    TableColumn,
)
from nullpunkt.survey.model import Survey

SECTION = "chapter-region"
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class BesideRow:
    """One main finding: the municipality's share, and the others' without names, lowest first."""

    indicator: Indicator
    own: float | None
    others: tuple[float, ...]
    rank: tuple[int, int] | None
    """places that are possible; only where a rank says something"""
    outside: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What a municipality's report shows of its region."""

    region: str
    municipalities: int
    """with itself"""
    by_headcount: bool
    rows: tuple[BesideRow, ...]


def with_region(report: Report, results: Results, survey: Survey, language: Language, *, beside: Beside) -> Report:
    """The report with a chapter on the region before the reader's guide, and a finding that leads there."""
    if not results.benchmarks:
        return report
    chapter = _Chapter(results, survey, language, beside)
    place = next((i for i, section in enumerate(report.sections) if section.id == GUIDE), len(report.sections))
    sections = (*report.sections[:place], chapter.section(), *report.sections[place:])
    finding = chapter.finding()
    summary = tuple(
        Findings((*block.items, finding)) if finding is not None and isinstance(block, Findings) else block
        for block in report.summary
    )
    return replace(report, sections=sections, summary=summary)


@dataclass(frozen=True, slots=True)
class _Chapter:
    results: Results
    survey: Survey
    language: Language
    beside: Beside

    @property
    def unit(self) -> str:
        return self.results.unit.name

    def main(self) -> tuple[Benchmark, ...]:
        """The comparisons of the main findings."""
        keys = [row.indicator for row in self.beside.rows]
        by_key = {indicator_of(row): row for row in self.results.benchmarks}
        return tuple(by_key[key] for key in keys if key in by_key)

    def section(self) -> Section:
        say = self.language.say
        blocks: list[Block] = [
            Paragraph(
                " ".join(
                    (
                        say(
                            "region.unit_introduction",
                            unit=inline(self.unit),
                            region=inline(self.beside.region),
                            n=self.beside.municipalities - 1,
                        ),
                        say("region.by_headcount" if self.beside.by_headcount else "region.by_answers"),
                    )
                )
            )
        ]
        blocks += [Paragraph(text) for text in self.verdicts()]
        blocks += self.strip()
        blocks.append(Paragraph(self.ranks()))
        others = [row for row in self.results.benchmarks if row not in self.main()]
        if others:
            blocks.append(self.table(others, table="t-region-all", caption="region.all_caption", folded=True))
        blocks.append(Paragraph(say("region.tests")))
        return Section(id=SECTION, title=say("region.unit_title"), blocks=tuple(blocks))

    def verdicts(self) -> tuple[str, ...]:
        """What is clearly different among the main findings, and how many are not."""
        rows, say = self.main(), self.language.say
        tested = [row for row in rows if row.verdict != NOT_TESTED]
        if not tested:
            return (say("region.too_few"),)
        clear = [row for row in tested if row.verdict in (HIGHER, LOWER)]
        if not clear:
            return (say("region.none_clear", n=len(tested)),)
        sentences = [
            say(f"region.clear_{verdict}", unit=inline(self.unit), list=self.language.both(named))
            for verdict in (HIGHER, LOWER)
            if (named := [self._named(row) for row in clear if row.verdict == verdict])
        ]
        if len(clear) < len(tested):
            sentences.append(say("region.others_unclear", n=len(tested) - len(clear)))
        return tuple(sentences)

    def finding(self) -> Finding | None:
        """One line for the first page; none where nothing could be tested."""
        tested = [row for row in self.main() if row.verdict != NOT_TESTED]
        if not tested:
            return None
        clear = [row for row in tested if row.verdict in (HIGHER, LOWER)]
        region = inline(self.beside.region)
        if not clear:
            sentence = self.language.say("region.finding_none", region=region)
        else:
            text = "; ".join(self._named(row) for row in clear[:MOST_NAMED]) + "."
            sentence = self.language.say("region.finding", region=region, text=text)
        return Finding(sentence=sentence, section=SECTION)

    def _named(self, row: Benchmark) -> str:
        assert row.difference is not None
        assert row.low is not None
        assert row.high is not None
        number = self.language.style.number
        low, high = sorted((abs(row.low), abs(row.high)))
        return self.language.say(
            f"region.{row.verdict}",
            name=self._quoted(indicator_of(row)),
            points=number(100 * abs(row.difference)),
            low=number(100 * low),
            high=number(100 * high),
        )

    def strip(self) -> list[Block]:
        """The municipality among the others, question by question."""
        shown = [row for row in self.beside.rows if row.own is not None and row.others]
        table = self.table(
            self.main(), table="t-region", caption="region.table_caption", note=self.language.say("region.strip_note")
        )
        if not shown:
            return [table]
        say = self.language.say
        figure = StripFigure(
            labels=tuple(self._label(row.indicator) for row in shown),
            others=tuple(row.others for row in shown),
            own=tuple(row.own for row in shown),
            own_label=self.unit,
            others_label=say("region.others_label"),
        )
        caption = say("region.strip_caption", unit=self.unit, region=self.beside.region)
        return [Chart(id="region", caption=caption, alt=self._alternative(shown), figure=figure, table=table)]

    def _alternative(self, shown: Sequence[BesideRow]) -> str:
        say, share = self.language.say, self.language.style.share
        parts = [say("region.strip_alt", n=len(shown))]
        for row in shown:
            assert row.own is not None
            part = say(
                "region.strip_alt_range",
                label=self._label(row.indicator),
                own=share(row.own),
                low=share(row.others[0]),
                high=share(row.others[-1]),
            )
            if sum(map(len, parts)) + len(parts) + len(part) > 880:
                break
            parts.append(part)
        return " ".join(parts)

    def table(
        self, rows: Sequence[Benchmark], *, table: str, caption: str, note: str = "", folded: bool = False
    ) -> Table:
        """Own, the rest, the difference with its limits, and the verdict in a word."""
        say = self.language.say
        return Table(
            id=table,
            caption=say(caption, unit=self.unit, region=self.beside.region),
            columns=(
                TableColumn(say("region.question_column")),
                TableColumn(self.unit, ColumnKind.SHARE),
                TableColumn(say("region.rest_column"), ColumnKind.SHARE),
                TableColumn(say("region.difference_column"), ColumnKind.POINTS),
                TableColumn(say("region.limits_column")),
                TableColumn(say("region.verdict_column")),
            ),
            rows=tuple(self._cells(row) for row in rows),
            note=note,
            folded=folded,
        )

    def _cells(self, row: Benchmark) -> tuple[Cell, ...]:
        style, say = self.language.style, self.language.say
        limits: Cell = Mark.NOT_APPLICABLE
        if row.low is not None and row.high is not None:
            limits = say("region.limits", low=style.points(row.low), high=style.points(row.high))
        return (
            self._label(indicator_of(row)),
            _number(row.own.estimate),
            _number(row.region.estimate),
            _number(row.difference),
            limits,
            say(f"region.verdicts.{row.verdict}"),
        )

    def ranks(self) -> str:
        """Places only where they say something, and then as a range."""
        ranked = [row for row in self.beside.rows if row.rank is not None and row.own is not None]
        if not ranked:
            return self.language.say("region.no_rank")
        sentences = [
            self.language.say(
                "region.rank_exact" if row.rank is not None and row.rank[0] == row.rank[1] else "region.rank",
                name=self._quoted(row.indicator),
                low=(row.rank or (0, 0))[0],
                high=(row.rank or (0, 0))[1],
                n=len(row.others) + 1,
            )
            for row in ranked
        ]
        if len(ranked) < len(self.beside.rows):
            sentences.append(self.language.say("region.ranked_some"))
        return " ".join(sentences)

    def _quoted(self, indicator: Indicator) -> str:
        return inline(quoted_indicator(indicator, self.survey, self.language))

    def _label(self, indicator: Indicator) -> str:
        return indicator_label(indicator, self.survey, self.language)


def _number(value: float | None) -> Cell:
    return Mark.NOT_APPLICABLE if value is None else value
