"""Tables of nominal questions and multiple choices: one per option, protected together as they are tied row by row.

A nominal question shows every category or, in effect, none: its rows are full distributions. So by R3 only the main
breakdown has them, and only rows with enough answers for a full distribution. The same holds for ordered answers of
which the questionnaire declares none as favourable: a side is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nullpunkt.disclosure.breakdowns import Breakdown
from nullpunkt.disclosure.complementary import repair
from nullpunkt.disclosure.filters import filtered_away, sensitive, total_filtered_away
from nullpunkt.disclosure.items import Context, Decided, answers_of, public_row
from nullpunkt.disclosure.joint import Table, Ties, repair_table, repair_totals
from nullpunkt.disclosure.limits import Limits, Scope, limits_for
from nullpunkt.disclosure.primary import Reason, Row, complementary, first_detail, first_details, suppressed
from nullpunkt.disclosure.public import Detail, PublicTable
from nullpunkt.survey.model import Condition, Item, ItemKey, MultipleQuestion, OptionKind


@dataclass(frozen=True, slots=True, repr=False)
class _Counted:
    """One row per group: answers to the question, and by option."""

    n: list[int]
    by_option: list[list[int]]
    not_asked: list[int]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question whose options are counted one by one."""

    key: ItemKey
    codes: tuple[str, ...]
    condition: Condition | None
    ties: Ties
    nominal: bool


def nominal_tables(item: Item, context: Context) -> Iterator[Decided]:
    """All tables of an item of which no answer is favourable."""
    answers = answers_of(item)
    asked = _Asked(item.key, answers.codes, item.asked_if, Ties(covering=False), nominal=True)
    places = list(answers.places)

    def counted(breakdown: Breakdown | None) -> _Counted | None:
        table = context.tabulation.choices.get((item.key, breakdown.by if breakdown else None))
        if table is None:
            return None
        chosen = table.counts[:, places]
        rows = breakdown.gather(chosen) if breakdown else chosen.tolist()
        away = breakdown.gather_one(table.not_asked) if breakdown else table.not_asked.tolist()
        return _Counted([sum(row) for row in rows], [list(column) for column in zip(*rows, strict=True)], away)

    main = [(breakdown, counted(breakdown)) for breakdown in context.breakdowns if breakdown.main]
    yield from _tables(asked, context, counted(None), main)


def multiple_tables(question: MultipleQuestion, context: Context) -> Iterator[Decided]:
    """All tables of a multiple choice: its options are yes/no questions on a shared base."""
    valid = [(place, option) for place, option in enumerate(question.options) if option.valid]
    exclusive = next((i for i, (_, option) in enumerate(valid) if option.kind is OptionKind.NONE), None)
    ties = Ties(covering=True, exclusive=exclusive)
    codes = tuple(option.code for _, option in valid)
    asked = _Asked(ItemKey(question.id), codes, question.asked_if, ties, nominal=False)
    places = [place for place, _ in valid]

    def counted(breakdown: Breakdown | None) -> _Counted | None:
        table = context.tabulation.ticks.get((question.id, breakdown.by if breakdown else None))
        if table is None:
            return None
        chosen = table.ticks[:, places]
        rows = breakdown.gather(chosen) if breakdown else chosen.tolist()
        answered = breakdown.gather_one(table.answered) if breakdown else table.answered.tolist()
        away = breakdown.gather_one(table.not_asked) if breakdown else table.not_asked.tolist()
        return _Counted(answered, [list(column) for column in zip(*rows, strict=True)], away)

    every = [(breakdown, counted(breakdown)) for breakdown in context.breakdowns]
    yield from _tables(asked, context, counted(None), every)


def _tables(
    asked: _Asked,
    context: Context,
    everybody: _Counted | None,
    counted: Sequence[tuple[Breakdown, _Counted | None]],
) -> Iterator[Decided]:
    assert everybody is not None
    totals = _totals(asked, everybody, context)
    for code, row in zip(asked.codes, totals, strict=True):
        yield _published(asked, code, None, [row])
    for breakdown, counts in counted:
        if counts is None or (asked.condition and asked.condition.question == breakdown.by):
            continue
        columns = _columns(asked, counts, totals, breakdown, context)
        for code, column in zip(asked.codes, columns, strict=True):
            yield _published(asked, code, breakdown.by, column)


def _limits(asked: _Asked, scope: Scope, context: Context) -> Limits:
    is_sensitive = sensitive(context.shown.survey, asked.key.question)
    limits = limits_for(context.policy, scope=scope, sensitive=is_sensitive)
    return replace(limits, show_from=limits.full_from or limits.show_from) if asked.nominal else limits


def _totals(asked: _Asked, everybody: _Counted, context: Context) -> list[Row]:
    limits = _limits(asked, Scope.TOTAL, context)
    rows = [Row(None, everybody.n[0], (column[0],), column[0]) for column in everybody.by_option]
    if total_filtered_away(asked.condition, shown=context.shown):
        return [suppressed(row, Reason.FILTER) for row in rows]
    first = [first_detail(row, limits) for row in rows]
    if everybody.n[0] < limits.show_from:
        return first
    return repair_totals(first, limits, asked.ties)


def _columns(asked: _Asked, counts: _Counted, totals: Sequence[Row], breakdown: Breakdown, context: Context) -> Table:
    limits = _limits(asked, breakdown.scope, context)
    columns = [
        [Row(g.code, n, (x,), x) for g, n, x in zip(breakdown.groups, counts.n, column, strict=True)]
        for column in counts.by_option
    ]
    if all(total.detail is Detail.SUPPRESSED and total.reason is not Reason.COMPLEMENTARY for total in totals):
        return [[suppressed(row, Reason.PRIMARY) for row in column] for column in columns]
    numbers = [group.n - away for group, away in zip(breakdown.groups, counts.not_asked, strict=True)]
    away = filtered_away(asked.condition, breakdown, numbers, shown=context.shown, limits=limits)
    first = [first_details(column, limits, filtered_away=away) for column in columns]
    decided = [
        _column(column, total, limits, nominal=asked.nominal) for column, total in zip(first, totals, strict=True)
    ]
    return repair_table(decided, totals, limits, asked.ties)


def _column(rows: Sequence[Row], total: Row, limits: Limits, *, nominal: bool) -> list[Row]:
    """One option's rows, looked at without the other options."""
    if total.hidden:
        return [row if row.hidden else complementary(row, limits) for row in rows]
    if nominal:
        return list(rows)
    return list(repair(rows, (True,), limits))


def _published(asked: _Asked, code: str, by: str | None, rows: Sequence[Row]) -> Decided:
    table = PublicTable(
        question=asked.key.question,
        item=asked.key.item,
        option=code,
        by=by,
        options=(code,),
        positive_options=(code,),
        rows=tuple(public_row(row) for row in rows),
        nominal=asked.nominal,
    )
    return table, tuple(rows)
