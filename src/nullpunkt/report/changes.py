"""The chapter on what changed: first one page that counts everything, then theme by theme, service by service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from nullpunkt.analysis.changes import counted
from nullpunkt.analysis.comparison import Comparison
from nullpunkt.analysis.model import Change
from nullpunkt.report.changes_callouts import anonymous_callout, detectable_callout
from nullpunkt.report.changes_charts import change_chart, group_chart, index_chart, trend_chart, wave_labels
from nullpunkt.report.changes_criteria import criteria_section
from nullpunkt.report.changes_differences import differences_section
from nullpunkt.report.changes_paired import paired_section
from nullpunkt.report.changes_response import response_section
from nullpunkt.report.changes_sentences import (
    CALLED,
    change_sentence,
    counted_sentence,
    groups_sentence,
    index_change_sentence,
    indicator_name,
)
from nullpunkt.report.language import inline
from nullpunkt.report.model import Block, Bullets, Callout, Finding, Findings, KeyFigures, Paragraph, Section
from nullpunkt.report.names import ascii_id
from nullpunkt.report.published import Published
from nullpunkt.report.sentences import index_scale
from nullpunkt.survey.model import ItemKey, MultipleQuestion

SECTION = "changes"
HINDRANCES = "hindringer"
"""the question whose options are called hindrances, in every shipped questionnaire that has it"""
ON_FIRST_PAGE = 6
LEAST_MAIN = 3
"""main results without a clear change that are told however many changes there are"""


def change_summary(published: Published, comparison: Comparison) -> tuple[Block, ...]:
    """What the first page says of the change: the count, what is called, and main results that show no clear change."""
    rows = _whole(comparison)
    language = published.language
    counts = counted_sentence(dict(counted(rows)), published)
    findings = _findings(rows, published, most=ON_FIRST_PAGE)
    blocks: list[Block] = [Callout(language.say("changes.title"), counts)]
    if findings:
        blocks.append(Findings(findings))
    blocks.append(Paragraph(language.say("changes.now", wave=_in_text(wave_labels(comparison, published)[1]))))
    return tuple(blocks)


def change_sections(published: Published, comparison: Comparison) -> tuple[Section, ...]:
    """The whole chapter."""
    return (
        _overview(published, comparison),
        response_section(published, comparison),
        *_themes(published, comparison),
        *_hindrances(published, comparison),
        *_indices(published, comparison),
        *_services(published, comparison),
        *_trend(published, comparison),
        *paired_section(published),
        *criteria_section(published),
        differences_section(published, comparison),
    )


def _overview(published: Published, comparison: Comparison) -> Section:
    rows, language = _whole(comparison), published.language
    counts = dict(counted(rows))
    figures = tuple(
        (language.style.number(counts[verdict]), language.say(f"changes.verdicts.{verdict}")) for verdict in counts
    )
    before, after = wave_labels(comparison, published)
    blocks: list[Block] = [
        Paragraph(language.say("changes.introduction", before=_in_text(before), after=_in_text(after))),
        KeyFigures(figures),
        Paragraph(counted_sentence(counts, published)),
    ]
    findings = _findings(rows, published, most=len(rows))
    if findings:
        blocks.append(Findings(findings))
    if comparison.previous is not None:
        counts = dict(counted(comparison.previous.items))
        blocks.append(Paragraph(f"{language.say('changes.previous')} {counted_sentence(counts, published)}"))
    blocks.append(detectable_callout(published, comparison))
    blocks.append(anonymous_callout(published))
    return Section(id=SECTION, title=language.say("changes.title"), blocks=tuple(blocks))


def _in_text(wave: str) -> str:
    """A wave's name inside a sentence."""
    return inline(wave[:1].lower() + wave[1:])


def _whole(comparison: Comparison) -> tuple[Change, ...]:
    return tuple(row for row in comparison.baseline.items if row.by is None)


def _findings(rows: Sequence[Change], published: Published, *, most: int) -> tuple[Finding, ...]:
    """All that is called, the largest first; then the main results that are not."""
    called = sorted((row for row in rows if row.verdict in CALLED), key=lambda row: -abs(row.difference or 0.0))
    main = [row for row in rows if row.verdict not in CALLED and _is_main(row, published)]
    chosen = [*called[:most], *main[: max(most - len(called), LEAST_MAIN)]]
    return tuple(Finding(sentence=change_sentence(row, published), section=_section(row, published)) for row in chosen)


def _is_main(row: Change, published: Published) -> bool:
    item = published.survey.items.get(ItemKey(row.question, row.item))
    return item is not None and item.main_finding and row.option is None


def _section(row: Change, published: Published) -> str:
    if row.question == HINDRANCES:
        return "changes-hindrances"
    chapter = next((c.id for c in published.survey.chapters if row.question in c.questions), "")
    return ascii_id(f"changes-theme-{chapter}") if row.method != "questionnaire" else "changes-differences"


def _themes(published: Published, comparison: Comparison) -> Iterator[Section]:
    rows = [row for row in _whole(comparison) if row.method != "questionnaire" and row.question != HINDRANCES]
    for chapter in published.survey.chapters:
        mine = [row for row in rows if row.question in chapter.questions]
        if mine:
            yield Section(
                id=ascii_id(f"changes-theme-{chapter.id}"),
                title=published.language.say("changes.theme", title=chapter.title.into(published.code)),
                level=3,
                blocks=tuple(_charts(mine, chapter.id, chapter.title.into(published.code), comparison, published)),
            )


def _charts(
    rows: Sequence[Change], chapter: str, title: str, comparison: Comparison, published: Published
) -> Iterator[Block]:
    """Questions of one row together, every other question for itself."""
    alone: list[Change] = []
    for question, found in groupby(rows, key=lambda row: row.question):
        group = list(found)
        if len(group) == 1:
            alone += group
            continue
        label = published.survey.by_id[question].label(published.code)
        yield _captioned(f"changes-{question}", label, group, comparison, published)
    if alone:
        yield _captioned(f"changes-of-{chapter}", title, alone, comparison, published)


def _captioned(name: str, title: str, rows: Sequence[Change], comparison: Comparison, published: Published) -> Block:
    before, after = wave_labels(comparison, published)
    caption = published.language.say("changes.caption", title=title, before=before, after=after)
    return change_chart(name, caption, rows, comparison, published)


def _hindrances(published: Published, comparison: Comparison) -> Iterator[Section]:
    rows = [row for row in _whole(comparison) if row.question == HINDRANCES]
    told = [row for row in rows if row.method != "questionnaire"]
    if not told:
        return
    language = published.language
    sentences = []
    for verdict in CALLED:
        named = [change_sentence(row, published) for row in told if row.verdict == verdict]
        sentences += named
    label = published.survey.by_id[HINDRANCES].label(published.code)
    lead = "changes.hindrances.some" if sentences else "changes.hindrances.none"
    blocks: list[Block] = [Paragraph(language.say(lead))]
    if sentences:
        blocks.append(Bullets(tuple(sentences)))
    blocks.append(_captioned(f"changes-{HINDRANCES}", label, told, comparison, published))
    yield Section(
        id="changes-hindrances", title=language.say("changes.hindrances.title"), level=3, blocks=tuple(blocks)
    )


def _indices(published: Published, comparison: Comparison) -> Iterator[Section]:
    titles = {index.id: index for index in published.survey.indices}
    rows = [row for row in comparison.baseline.indices if row.index in titles]
    if not rows:
        return
    named = [titles[row.index].title.into(published.code) for row in rows]
    sentences = tuple(index_change_sentence(row, title, published) for row, title in zip(rows, named, strict=True))
    blocks: list[Block] = [Bullets(sentences)]
    shown = [(row, title) for row, title in zip(rows, named, strict=True) if row.difference is not None]
    if shown:
        ends = [index_scale(titles[row.index], published) for row, _ in shown]
        limits = min(low for low, _ in ends), max(high for _, high in ends)
        chart = index_chart([r for r, _ in shown], [t for _, t in shown], comparison, published, ends=limits)
        blocks.append(chart)
    yield Section(
        id="changes-indices-section", title=published.language.say("changes.index.title"), level=3, blocks=tuple(blocks)
    )


def _services(published: Published, comparison: Comparison) -> Iterator[Section]:
    by = published.results.main_breakdown
    rows = comparison.baseline.items
    if by is None or not any(row.by == by for row in rows):
        return
    language = published.language
    label = published.breakdown_label(by)
    label = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    blocks: list[Block] = [Paragraph(language.say("changes.groups.introduction"))]
    blocks += _elsewhere(rows, by, published)
    for whole in rows:
        if whole.by is None and _is_main(whole, published) and whole.method != "questionnaire":
            mine = [row for row in rows if row.by == by and _same(row, whole)]
            if not mine:
                continue
            name = indicator_name(whole, published)
            if all(row.verdict == "not_comparable" for row in mine):
                blocks.append(Paragraph(f"**{name}.** {language.say('changes.groups.hidden', by=label)}"))
                continue
            blocks.append(Paragraph(f"**{name}.** {groups_sentence(mine, published)}"))
            caption = language.say("changes.groups.caption", name=name, by=label)
            key = "-".join(filter(None, (whole.question, whole.item)))
            blocks.append(group_chart(f"changes-{key}-by-{by}", caption, [whole, *mine], comparison, published))
    yield Section(
        id="changes-services", title=language.say("changes.groups.title", by=label), level=3, blocks=tuple(blocks)
    )


def _elsewhere(rows: Sequence[Change], by: str, published: Published) -> Iterator[Block]:
    """How many cells of the whole table were looked at, and the changes outside the main results."""
    cells = [row for row in rows if row.by == by and row.verdict != "not_comparable"]
    called = [row for row in cells if row.verdict in CALLED]
    language = published.language
    yield Paragraph(language.say("changes.groups.counted", n=len(cells), called=len(called)))
    others = [row for row in called if not _is_main(row, published)]
    if others:
        yield Bullets(tuple(f"{indicator_name(row, published)}: {groups_sentence([row], published)}" for row in others))


def _same(row: Change, whole: Change) -> bool:
    return (row.question, row.item, row.option, row.statistic) == (
        whole.question,
        whole.item,
        whole.option,
        whole.statistic,
    )


def _trend(published: Published, comparison: Comparison) -> Iterator[Section]:
    if comparison.previous is None:
        return
    main = [row for row in _whole(comparison) if _is_main(row, published)]
    hindrances = [
        row
        for row in _whole(comparison)
        if isinstance(published.survey.by_id[row.question], MultipleQuestion) and row.verdict in CALLED
    ]
    language = published.language
    findings = _findings([row for row in comparison.previous.items if row.by is None], published, most=ON_FIRST_PAGE)
    blocks: list[Block] = [Paragraph(language.say("changes.trend.introduction"))]
    if main or hindrances:
        blocks.append(trend_chart([*main, *hindrances], comparison, published))
    if findings:
        blocks.append(Paragraph(language.say("changes.previous")))
        blocks.append(Findings(findings))
    yield Section(id="changes-trend-section", title=language.say("changes.trend.title"), level=3, blocks=tuple(blocks))
