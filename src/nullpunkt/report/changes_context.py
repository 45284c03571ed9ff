"""What a change must be read with: who answered, how large a change could show, what is not the same in both waves."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nullpunkt.analysis.comparison import Comparison
from nullpunkt.analysis.gate import ItemNote
from nullpunkt.analysis.model import PairedChange, ResponseRow, Results, Statistic
from nullpunkt.report.cellvalues import Row, dot_row, interval_cell, value_cell
from nullpunkt.report.changes_charts import wave_labels
from nullpunkt.report.changes_sentences import CALLED
from nullpunkt.report.figures import Axis, DotFigure, DumbbellFigure, DumbbellRow
from nullpunkt.report.language import inline
from nullpunkt.report.model import (
    Block,
    Bullets,
    Callout,
    Cell,
    Chart,
    ColumnKind,
    Mark,
    Paragraph,
    Section,
    Table,
    TableColumn,
)
from nullpunkt.report.published import Published
from nullpunkt.stats.planning import minimal_detectable_change
from nullpunkt.stats.proportion import effective_size
from nullpunkt.survey.model import GridQuestion, ItemKey, MultipleQuestion, items_of

CRITERIA = "suksesskriterier"
"""the question with the seven success criteria, in the questionnaire and module of that name"""


def anonymous_callout(published: Published) -> Callout:
    """Whom the two numbers are about."""
    language = published.language
    return Callout(language.say("changes.anonymous_title"), language.say("changes.anonymous"))


def detectable_callout(published: Published, comparison: Comparison) -> Callout:
    """The smallest change from one half that these two waves would have found four times in five."""
    language = published.language
    title = language.say("changes.detectable_title")
    sizes = [_effective(wave) for wave in (comparison.baseline.earlier, published.results)]
    found = None
    if None not in sizes and all(size is not None and size > 0 for size in sizes):
        one, two = (size if size is not None else math.inf for size in sizes)
        found = minimal_detectable_change(0.5, first_effective_n=one, second_effective_n=two)
    minimum = language.style.number(comparison.minimum * 100)
    if found is None:
        return Callout(title, language.say("changes.detectable_none", minimum=minimum))
    points = language.style.number(max(found, comparison.minimum) * 100)
    return Callout(title, language.say("changes.detectable", points=points, minimum=minimum))


def _effective(results: Results) -> float | None:
    whole = _total(results)
    if whole is None or whole.answered == 0:
        return None
    return effective_size(whole.answered, None if whole.invited is None else max(whole.invited, whole.answered))


def _total(results: Results) -> ResponseRow | None:
    return next((row for row in results.response if row.by is None), None)


def response_section(published: Published, comparison: Comparison) -> Section:
    """Response rate of both waves, and how those who answered are made up."""
    language = published.language
    before, after = wave_labels(comparison, published)
    blocks: list[Block] = [Paragraph(language.say("changes.response.meaning"))]
    blocks.append(_response_block(published, comparison, before=before, after=after))
    blocks.append(_composition_table(published, comparison, before=before, after=after))
    return Section(id="changes-response", title=language.say("changes.response.title"), level=3, blocks=tuple(blocks))


@dataclass(frozen=True, slots=True)
class _Response:
    """One row of the response rates: all, or a group that both waves have."""

    label: str
    invited: tuple[int | None, int | None]
    answered: tuple[int, int]

    @property
    def rates(self) -> tuple[float | None, float | None]:
        """Answered of invited in each wave, None where the number of invited is unknown."""
        one, two = (n / of if of else None for n, of in zip(self.answered, self.invited, strict=True))
        return one, two


def _responses(published: Published, comparison: Comparison) -> Iterator[_Response]:
    one, two = _total(comparison.baseline.earlier), _total(published.results)
    if one is not None and two is not None:
        label = published.language.say("tables.all")
        yield _Response(label, (one.invited, two.invited), (one.answered, two.answered))
    aligned, main = comparison.baseline.aligned, published.results.main_breakdown
    before = {(g.by, g.group): g for g in aligned.before.groups}
    for group in aligned.after.groups:
        same = before.get((group.by, group.group))
        if group.by == main and same is not None:
            yield _Response(group.label, (same.invited, group.invited), (same.n, group.n))


def _response_block(published: Published, comparison: Comparison, *, before: str, after: str) -> Block:
    """Response rates as a chart with its table; without headcounts the table alone."""
    language, rows = published.language, tuple(_responses(published, comparison))
    table = _response_table(rows, published, before=before, after=after)
    if not any(None not in row.rates for row in rows):
        return table
    return Chart(
        id="changes-response-rate",
        caption=table.caption,
        alt=language.say("changes.response.alt", n=len(rows), before=before, after=after),
        figure=DumbbellFigure(
            axis=Axis.SHARE,
            minimum=0.0,
            maximum=1.0,
            before_label=before,
            after_label=after,
            change_label=language.say("changes.points_column"),
            rows=tuple(_rate_row(row, published) for row in rows),
        ),
        table=table,
    )


def _rate_row(row: _Response, published: Published) -> DumbbellRow:
    before, after = row.rates
    change = "" if before is None or after is None else published.language.style.points(after - before)
    return DumbbellRow(label=row.label, before=before, after=after, change=change)


def _response_table(rows: Sequence[_Response], published: Published, *, before: str, after: str) -> Table:
    language, by = published.language, published.results.main_breakdown
    columns = [TableColumn("" if by is None else published.breakdown_label(by))]
    for wave in (before, after):
        columns += [
            TableColumn(f"{language.say('response.invited')}, {wave}", ColumnKind.COUNT),
            TableColumn(f"{language.say('response.answered_column')}, {wave}", ColumnKind.COUNT),
            TableColumn(f"{language.say('response.rate_column')}, {wave}", ColumnKind.SHARE),
        ]
    return Table(
        id="t-changes-response",
        caption=language.say("changes.response.caption"),
        columns=tuple(columns),
        rows=tuple(
            (
                row.label,
                *(
                    Mark.NOT_APPLICABLE if cell is None else cell
                    for wave in (0, 1)
                    for cell in (row.invited[wave], row.answered[wave], row.rates[wave])
                ),
            )
            for row in rows
        ),
        emphasis=(0,),
    )


def _composition_table(published: Published, comparison: Comparison, *, before: str, after: str) -> Table:
    language, aligned = published.language, comparison.baseline.aligned
    share = language.say("tables.share")
    rows: list[tuple[Cell, ...]] = []
    for group in aligned.after.groups:
        same = next((g for g in aligned.before.groups if (g.by, g.group) == (group.by, group.group)), None)
        if same is None:
            continue
        label = f"{published.breakdown_label(group.by)}: {group.label}"
        one, two = _total(aligned.before), _total(aligned.after)
        assert one is not None
        assert two is not None
        rows.append((label, same.n, same.n / one.answered, group.n, group.n / two.answered))
    answers = language.say("tables.answers")
    return Table(
        id="t-changes-composition",
        caption=language.say("changes.response.composition"),
        columns=(
            TableColumn(language.say("changes.response.who")),
            TableColumn(f"{answers}, {before}", ColumnKind.COUNT),
            TableColumn(f"{share}, {before}", ColumnKind.SHARE),
            TableColumn(f"{answers}, {after}", ColumnKind.COUNT),
            TableColumn(f"{share}, {after}", ColumnKind.SHARE),
        ),
        rows=tuple(rows),
        folded=True,
    )


def criteria_section(published: Published) -> Iterator[Section]:
    """The seven success criteria, where the follow-up asked about them."""
    question = published.survey.by_id.get(CRITERIA)
    if not isinstance(question, GridQuestion):
        return
    found = [
        Row(item.label.into(published.code), published.find(item.key, Statistic.FAVOURABLE))
        for item in items_of(question)
    ]
    shown = [row for row in found if row.estimate is not None]
    if not shown:
        return
    language = published.language
    caption = language.say("changes.criteria.caption")
    table = Table(
        id="t-changes-criteria",
        caption=caption,
        columns=(
            TableColumn(language.say("changes.criteria.column")),
            TableColumn(language.say("tables.answers"), ColumnKind.COUNT),
            TableColumn(language.say("tables.share"), ColumnKind.SHARE),
            TableColumn(language.say("tables.interval"), ColumnKind.INTERVAL),
        ),
        rows=tuple(
            (
                row.label,
                Mark.HIDDEN if row.estimate is None or row.estimate.n is None else row.estimate.n,
                value_cell(row.estimate),
                interval_cell(row.estimate),
            )
            for row in shown
        ),
    )
    chart = Chart(
        id="changes-criteria",
        caption=caption,
        alt=language.say("changes.criteria.alt", n=len(shown)),
        figure=DotFigure(axis=Axis.SHARE, minimum=0.0, maximum=1.0, rows=tuple(dot_row(row) for row in shown)),
        table=table,
    )
    yield Section(
        id="changes-criteria-section",
        title=language.say("changes.criteria.title"),
        level=3,
        blocks=(Paragraph(language.say("changes.criteria.introduction")), chart),
    )


def paired_section(published: Published) -> Iterator[Section]:
    """Change among those whose answers are linked by their own code."""
    rows = [row for row in published.results.paired if row.difference is not None]
    if not published.results.paired:
        return
    language = published.language
    title = language.say("changes.paired.title")
    if not rows:
        text = Paragraph(language.say("changes.paired.too_few"))
        yield Section(id="changes-paired-section", title=title, level=3, blocks=(text,))
        return
    most = max(row.pairs or 0 for row in rows)
    up, down = (sum(row.verdict == verdict for row in rows) for verdict in CALLED)
    blocks: list[Block] = [
        Paragraph(language.say("changes.paired.introduction", n=most)),
        Paragraph(language.say("changes.paired.counted", n=len(rows), up=up, down=down)),
        _paired_chart([row for row in rows if _told(row, published)] or rows, published),
    ]
    yield Section(id="changes-paired-section", title=title, level=3, blocks=tuple(blocks))


def _told(row: PairedChange, published: Published) -> bool:
    item = published.survey.items.get(ItemKey(row.question, row.item))
    return row.verdict in CALLED or (item is not None and item.main_finding)


def _paired_chart(rows: list[PairedChange], published: Published) -> Chart:
    language = published.language
    before, after = language.say("changes.before"), language.say("changes.after")
    caption = language.say("changes.paired.caption")
    labels = [_paired_label(row, published) for row in rows]
    columns = (
        TableColumn(language.say("changes.indicator")),
        TableColumn(language.say("changes.paired.pairs"), ColumnKind.COUNT),
        TableColumn(before, ColumnKind.SHARE),
        TableColumn(after, ColumnKind.SHARE),
        TableColumn(language.say("changes.points_column"), ColumnKind.POINTS),
        TableColumn(language.say("page.interval_low"), ColumnKind.POINTS),
        TableColumn(language.say("page.interval_high"), ColumnKind.POINTS),
        TableColumn(language.say("changes.verdict")),
    )
    shares = [[(yes or 0) / (row.pairs or 1) for yes in (row.before, row.after)] for row in rows]
    cells: list[tuple[Cell, ...]] = [
        (
            label,
            row.pairs or 0,
            *share,
            *(Mark.NOT_APPLICABLE if v is None else v for v in (row.difference, row.low, row.high)),
            language.say(f"changes.verdicts.{row.verdict}"),
        )
        for label, share, row in zip(labels, shares, rows, strict=True)
    ]
    return Chart(
        id="changes-paired",
        caption=caption,
        alt=language.say("changes.paired.alt", n=len(rows)),
        figure=DumbbellFigure(
            axis=Axis.SHARE,
            minimum=0.0,
            maximum=1.0,
            before_label=before,
            after_label=after,
            change_label=language.say("changes.points_column"),
            rows=tuple(
                DumbbellRow(
                    label=label,
                    before=share[0],
                    after=share[1],
                    change=language.style.points(row.difference or 0.0),
                    clear=row.verdict in CALLED,
                )
                for label, share, row in zip(labels, shares, rows, strict=True)
            ),
        ),
        table=Table(id="t-changes-paired", caption=caption, columns=columns, rows=tuple(cells)),
    )


def _paired_label(row: PairedChange, published: Published) -> str:
    item = published.survey.items.get(ItemKey(row.question, row.item))
    if item is not None:
        return item.label.into(published.code)
    question = published.survey.by_id[row.question]
    assert isinstance(question, MultipleQuestion)
    return next((o.text.into(published.code) for o in question.options if o.code == row.option), row.option or "")


def differences_section(published: Published, comparison: Comparison) -> Section:
    """What is not the same in both waves, and how a change is called."""
    language = published.language
    wave = comparison.baseline
    blocks: list[Block] = [
        Paragraph(language.say("changes.rules", minimum=language.style.number(comparison.minimum * 100)))
    ]
    notes = [_note(note, published) for note in wave.notes]
    if notes:
        blocks += [Paragraph(language.say("changes.differences.questions", n=len(notes))), Bullets(tuple(notes))]
    else:
        blocks.append(Paragraph(language.say("changes.differences.no_questions")))
    services = list(_service_notes(published, comparison))
    if services:
        blocks.append(Bullets(tuple(services)))
    hidden = sum(row.by is not None and row.verdict == "not_comparable" for row in wave.items)
    if hidden:
        blocks.append(Paragraph(language.say("changes.differences.hidden", n=hidden)))
    return Section(
        id="changes-differences", title=language.say("changes.differences.title"), level=3, blocks=tuple(blocks)
    )


def _note(note: ItemNote, published: Published) -> str:
    language = published.language
    question, _, item = note.item.partition(".")
    found = published.survey.items.get(ItemKey(question, item or None))
    label = note.item
    if found is not None:
        label = found.label.into(published.code)
    elif question in published.survey.by_id:
        label = published.survey.by_id[question].label(published.code)
    kinds = language.both([language.say(f"changes.kinds.{kind}") for kind in note.kinds])
    key = "changes.differences.with_note" if note.comparable else "changes.differences.not_comparable"
    text = language.say(key, name=inline(language.quoted(label)), kinds=kinds)
    return f"{text} {inline(note.note)}" if note.note else text


def _service_notes(published: Published, comparison: Comparison) -> Iterator[str]:
    language, wave = published.language, comparison.baseline
    earlier = {(g.by, g.group): g.label for g in wave.earlier.groups}
    for joint in wave.aligned.apart:
        labels = [earlier.get((joint.by, code), code) for code in joint.before]
        labels += [published.group_label(joint.by, code) for code in joint.after]
        yield language.say("changes.differences.apart", groups=inline(language.both(list(dict.fromkeys(labels)))))
    for joint in wave.aligned.joints:
        if joint.comparable and max(len(joint.before), len(joint.after)) > 1:
            yield language.say("changes.differences.joined", group=inline(joint.label))
    for old, new in sorted(comparison.services.renamed.items()):
        names = {code: _service(code, published, comparison) for code in (old, new)}
        yield language.say("changes.differences.renamed", old=inline(names[old]), new=inline(names[new]))
    if any(_is_weighted(results) for results in (wave.earlier, published.results)) and not all(
        _is_weighted(results) for results in (wave.earlier, published.results)
    ):
        yield language.say("changes.differences.unweighted")


def _service(code: str, published: Published, comparison: Comparison) -> str:
    question = published.survey.by_id.get(published.results.main_breakdown or "")
    known = {o.code: o.text.into(published.code) for o in getattr(question, "options", ())}
    groups = (*comparison.baseline.earlier.groups, *published.results.groups)
    alone = {g.members[0]: g.label for g in groups if len(g.members) == 1}
    return known.get(code) or alone.get(code) or code


def _is_weighted(results: Results) -> bool:
    return any(row.weighted for row in results.estimates)
