"""What is left out and why: items that the export lacks, breakdowns, merged groups, comments, hidden rows."""

from __future__ import annotations

from collections.abc import Iterator

from nullpunkt.report.language import inline
from nullpunkt.report.model import Bullets, Paragraph, Section
from nullpunkt.report.published import Published
from nullpunkt.survey.model import GridQuestion, ItemKey, Question

SECTION = "chapter-left-out"
CHOSEN_MERGER = "_merged_"
"""code of a group that the municipality named itself"""


def omissions_section(published: Published) -> Section:
    """Every omission in words; nothing is dropped in silence."""
    language = published.language
    lines = tuple(_lines(published))
    return Section(
        id=SECTION,
        title=language.say("left_out.title"),
        blocks=(Paragraph(language.say("left_out.introduction")), Bullets(lines)),
    )


def _lines(published: Published) -> Iterator[str]:
    language, results = published.language, published.results
    absent = [inline(language.quoted(label)) for label in _absent(published)]
    if absent:
        yield language.say("left_out.absent", list=language.both(absent), n=len(absent))
    for by in results.breakdowns_left_out:
        yield language.say("left_out.breakdown", by=inline(language.quoted(published.breakdown_label(by))))
    for row in results.groups:
        if len(row.members) > 1:
            chosen = row.group.startswith(CHOSEN_MERGER)
            key = "left_out.merged_by_choice" if chosen else "left_out.merged"
            yield language.say(key, group=inline(language.quoted(row.label)), count=len(row.members))
        if row.with_not_stated and row.members:
            yield language.say("left_out.not_stated", group=inline(language.quoted(row.label)))
    hidden = results.blocks.get("suppressed", 0) + results.blocks.get("band", 0)
    if hidden:
        yield language.say("left_out.hidden", n=hidden)
    if any(published.associations(ItemKey(row.question, row.item), row.by) for row in results.associations):
        yield language.say("left_out.ranking")
    yield language.say("left_out.crossed")
    if not results.open_text:
        yield language.say("left_out.comments")


def _absent(published: Published) -> Iterator[str]:
    """Labels of what the export lacks: a question, or the rows of a grid of which it holds others."""
    for question in published.survey.questions:
        rows = _rows_absent(question, published)
        if published.absent(ItemKey(question.id)) or (rows and len(rows) == _row_count(question)):
            yield question.label(published.code)
        else:
            yield from rows


def _rows_absent(question: Question, published: Published) -> list[str]:
    if not isinstance(question, GridQuestion):
        return []
    return [row.label(published.code) for row in question.rows if published.absent(ItemKey(question.id, row.id))]


def _row_count(question: Question) -> int:
    return len(question.rows) if isinstance(question, GridQuestion) else 0
