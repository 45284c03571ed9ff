"""A question by group: a chart for the main breakdown, folded tables for the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nullpunkt.analysis.model import Estimate, Statistic, Status
from nullpunkt.report import pictures
from nullpunkt.report.alternatives import matrix_alternative, rows_alternative
from nullpunkt.report.differences import breakdown_in_text, clear_groups, difference_sentence
from nullpunkt.report.language import inline
from nullpunkt.report.model import Block, Bullets, Chart, Paragraph
from nullpunkt.report.names import chart_id, table_id
from nullpunkt.report.published import Focus, Published, focus_of, valid_options
from nullpunkt.report.tables import Matrix, matrix_table, rows_table
from nullpunkt.survey.model import GridQuestion, Item, ItemKey, MultipleQuestion


def item_breakdown_blocks(item: Item, focus: Focus | None, published: Published) -> tuple[Block, ...]:
    """One item by every breakdown: its share where one is told, else every answer."""

    def blocks(by: str) -> list[Block] | None:
        if focus is not None:
            return _share_blocks(item, focus, published, by=by)
        label, first = item.label.into(published.code), published.language.say("tables.answer")
        matrix = _options_matrix(item, published, by=by)
        return _matrix_blocks(matrix, published, key=item.key, by=by, label=label, first=first)

    return _every_breakdown(blocks, published)


def breakdown_blocks(
    question: GridQuestion | MultipleQuestion, items: Sequence[Item], published: Published
) -> tuple[Block, ...]:
    """Statements of a grid, or options of a multiple choice, by every breakdown."""
    key, label = ItemKey(question.id), question.label(published.code)

    def blocks(by: str) -> list[Block] | None:
        matrix, first = _matrix(question, items, published, by=by)
        if matrix is None:
            return []
        answer = _answer(items, published)
        shown = _matrix_blocks(matrix, published, key=key, by=by, label=label, first=first, answer=answer)
        return shown and [*shown, *_item_differences(items, published, by=by)]

    return _every_breakdown(blocks, published)


def _every_breakdown(blocks: Callable[[str], list[Block] | None], published: Published) -> tuple[Block, ...]:
    """What is shown of each breakdown, and one sentence on those of which nothing can be."""
    shown: list[Block] = []
    hidden: list[str] = []
    for by in published.breakdowns():
        found = blocks(by)
        if found is None:
            hidden.append(breakdown_in_text(by, published))
        else:
            shown += found
    if hidden:
        shown.append(Paragraph(published.language.say("hidden.breakdown", by=published.language.both(hidden))))
    return tuple(shown)


def _matrix(
    question: GridQuestion | MultipleQuestion, items: Sequence[Item], published: Published, *, by: str
) -> tuple[Matrix | None, str]:
    """The shares by group and the heading of their first column."""
    match question:
        case MultipleQuestion():
            return _ticks_matrix(question, published, by=by), published.language.say("tables.answer")
        case GridQuestion():
            matrix = _items_matrix(items, published, by=by)
            if matrix is not None and _same_things(question, published, by=by):
                return matrix.transposed(), published.breakdown_label(by)  # who (row) works with whom (column)
            return matrix, published.language.say("tables.statement")


def _all_hidden(estimates: Sequence[Estimate | None]) -> bool:
    return not any(estimate is not None and estimate.status is not Status.SUPPRESSED for estimate in estimates)


def _share_blocks(item: Item, focus: Focus, published: Published, *, by: str) -> list[Block] | None:
    """The chart and the table of one breakdown, a folded table of the others; None where all of it is hidden."""
    language, main = published.language, by == published.results.main_breakdown
    rows = pictures.group_rows(item, focus, published, by=by, with_all=main)
    found = [row.estimate for row in rows if not row.emphasis]
    if all(estimate is None for estimate in found):
        return []
    if _all_hidden(found):
        return None
    answer = focus.label(language)
    caption = language.say(
        "captions.share_by", label=item.label.into(published.code), by=_lower(by, published), answer=answer
    )
    table = rows_table(
        rows,
        published,
        table=table_id(item.key, by),
        first=published.breakdown_label(by),
        caption=caption,
        note=_band_note(found, published),
        folded=not main,
    )
    if not main:
        return [table]
    chart = Chart(
        id=chart_id(item.key, by),
        caption=caption,
        alt=rows_alternative("groups", rows, language),
        figure=pictures.dots(rows, reference_label=language.say("tables.all")),
        table=table,
    )
    sentence = difference_sentence(item.key, by, published, option=focus.option)
    return [chart, Paragraph(sentence)] if sentence else [chart]


def _matrix_blocks(
    matrix: Matrix, published: Published, *, key: ItemKey, by: str, label: str, first: str, answer: str = ""
) -> list[Block] | None:
    language, main = published.language, by == published.results.main_breakdown
    cells = [cell for row in matrix.cells for cell in row]
    if all(cell is None for cell in cells):
        return []
    if _all_hidden(cells):
        return None
    values = {"label": label, "by": _lower(by, published), "answer": answer}
    caption = language.say("captions.share_by" if answer else "captions.by", **values)
    table = matrix_table(
        matrix,
        published,
        table=table_id(key, by),
        first=first,
        caption=caption,
        note=_band_note(cells, published),
        folded=not main,
    )
    if not main:
        return [table]
    alt = matrix_alternative(matrix.as_rows(), language, kind="map", down=len(matrix.rows), across=len(matrix.columns))
    return [Chart(id=chart_id(key, by), caption=caption, alt=alt, figure=pictures.heat(matrix), table=table)]


def _item_differences(items: Sequence[Item], published: Published, *, by: str) -> list[Block]:
    """Of a grid's statements: where groups differ, statement by statement, or that they do not."""
    tested = [item for item in items if published.associations(item.key, by)]
    if by != published.results.main_breakdown or not tested:
        return []
    language, label = published.language, breakdown_in_text(by, published)
    lines = [
        language.say("differences.statement", name=_name(item, published), text=text)
        for item in tested
        if (text := clear_groups(item.key, by, published))
    ]
    if not lines:
        return [Paragraph(language.say("differences.none", by=label))]
    return [Paragraph(language.say("differences.statements", by=label)), Bullets(tuple(lines))]


def _name(item: Item, published: Published) -> str:
    return inline(published.language.quoted(item.label.into(published.code)))


def _options_matrix(item: Item, published: Published, *, by: str) -> Matrix:
    groups = published.groups(by)
    return Matrix(
        tuple(option.text.into(published.code) for option in valid_options(item)),
        tuple(group.label for group in groups),
        tuple(
            tuple(
                published.find(item.key, Statistic.PROPORTION, option=option.code, by=by, group=group.group)
                for group in groups
            )
            for option in valid_options(item)
        ),
    )


def _ticks_matrix(question: MultipleQuestion, published: Published, *, by: str) -> Matrix:
    groups, key = published.groups(by), ItemKey(question.id)
    return Matrix(
        tuple(option.text.into(published.code) for option in question.options),
        tuple(group.label for group in groups),
        tuple(
            tuple(
                published.find(key, Statistic.PROPORTION, option=option.code, by=by, group=group.group)
                for group in groups
            )
            for option in question.options
        ),
    )


def _items_matrix(items: Sequence[Item], published: Published, *, by: str) -> Matrix | None:
    """The favourable share of every statement by group; None where nothing is declared favourable."""
    focus = focus_of(items[0], published.survey) if items else None
    if focus is None:
        return None
    groups = published.groups(by)
    return Matrix(
        tuple(item.label.into(published.code) for item in items),
        tuple(group.label for group in groups),
        tuple(
            tuple(
                published.find(item.key, focus.statistic, option=focus.option, by=by, group=group.group)
                for group in groups
            )
            for item in items
        ),
    )


def _same_things(question: GridQuestion, published: Published, *, by: str) -> bool:
    """Whether the grid's rows are the breakdown's own categories, as services asked about services."""
    members = {member for group in published.groups(by) for member in group.members}
    return bool(members) and len(members & {row.id for row in question.rows}) * 2 >= len(members)


def _answer(items: Sequence[Item], published: Published) -> str:
    focus = focus_of(items[0], published.survey) if items else None
    return "" if focus is None else focus.label(published.language)


def _band_note(estimates: Sequence[Estimate | None], published: Published) -> str:
    """What «minst» and «høyst» mean, where they stand; the sign for hidden is explained by the page itself."""
    bands = any(estimate is not None and estimate.status is Status.BAND for estimate in estimates)
    return published.language.say("notes.band") if bands else ""


def _lower(by: str, published: Published) -> str:
    label = published.breakdown_label(by)
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
