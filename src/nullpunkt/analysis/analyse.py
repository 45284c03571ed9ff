"""Public tables in, every published number out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

from nullpunkt.analysis.associations import associations
from nullpunkt.analysis.groups import GroupWords, group_rows, response_rows
from nullpunkt.analysis.indices import index_rows
from nullpunkt.analysis.means import means
from nullpunkt.analysis.model import BaseRow, Estimate, Results, Statistic, Unit, Wave
from nullpunkt.analysis.proportions import Frame, collapsed, frame_of, option_count, positive_count, shares
from nullpunkt.disclosure.public import PublicBase, PublicTable, PublicTables
from nullpunkt.survey.model import Item, ItemKey, MultipleQuestion, Option, Survey, items_of
from nullpunkt.survey.record import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What the numbers are called: municipality, wave, language."""

    unit: Unit
    wave: Wave
    language: str = "nb"
    words: GroupWords = field(default_factory=GroupWords)


def analyse(tables: PublicTables, survey: Survey, naming: Naming, *, small_exact: bool = False) -> Results:
    """Every estimate that the public counts allow; `small_exact` for exact intervals in small services."""
    frame = frame_of(tables, small_exact=small_exact)
    estimates = tuple(_estimates(tables, survey, frame))
    return Results(
        survey_id=survey.id,
        survey_version=survey.version,
        survey_title=survey.title.into(naming.language),
        unit=naming.unit,
        wave=naming.wave,
        language=naming.language,
        policy=asdict(tables.policy),
        groups=group_rows(tables, survey, language=naming.language, words=naming.words),
        response=response_rows(tables),
        estimates=estimates,
        bases=tuple(_base_row(base) for base in tables.bases),
        indices=tuple(index_rows(tables.indices, survey, estimates, frame=frame)),
        associations=tuple(associations(tables, survey, frame)),
        comments=dict(tables.comments),
        open_text={question: tuple(comments) for question, comments in tables.open_text.items()},
        blocks=_blocks(tables),
        merges=tuple(_collapsed_items(tables, frame)),
        items_absent=tuple(str(key) for key in tables.items_absent),
        breakdowns_left_out=tables.breakdowns_left_out,
        main_breakdown=frame.main,
        questionnaire=record(survey),
    )


def _estimates(tables: PublicTables, survey: Survey, frame: Frame) -> Iterator[Estimate]:
    by_item: dict[tuple[ItemKey, str | None], list[PublicTable]] = {}
    for table in tables.tables:
        by_item.setdefault((table.key, table.option), []).append(table)
    bases = {ItemKey(base.question, base.item): base for base in tables.bases}
    for question in survey.questions:
        for item in items_of(question):
            yield from _item(item, by_item, bases.get(item.key), frame)
        if isinstance(question, MultipleQuestion):
            key = ItemKey(question.id)
            base = bases.get(key)
            for option in question.options:
                domain = question.asked_if is not None
                yield from _by_option(by_item.get((key, option.code), []), frame, domain=domain)
            yield from _left_over(base)
    for number in tables.numbers:
        for statistic, value in ((Statistic.MEAN, number.mean), (Statistic.MEDIAN, number.median)):
            yield Estimate(
                question=number.question,
                item=None,
                option=None,
                statistic=statistic,
                n=number.n,
                estimate=value,
                method="rounded_mean",
            )


def _item(
    item: Item,
    by_item: dict[tuple[ItemKey, str | None], list[PublicTable]],
    base: PublicBase | None,
    frame: Frame,
) -> Iterator[Estimate]:
    domain = item.asked_if is not None or (base is not None and base.not_relevant > 0)
    valid = [option for option in item.options if option.valid]
    tables = by_item.get((item.key, None), [])
    if tables:
        yield from _scale(tables, valid, frame, domain=domain)
    for option in valid:
        yield from _by_option(by_item.get((item.key, option.code), []), frame, domain=domain)
    yield from _left_over(base)


def _scale(tables: Sequence[PublicTable], valid: Sequence[Option], frame: Frame, *, domain: bool) -> Iterator[Estimate]:
    total, groups = _split(tables)
    for position, code in enumerate(total.options):
        yield from shares(
            total,
            groups,
            frame=frame,
            count_of=option_count(position),
            statistic=Statistic.PROPORTION,
            option=code,
            domain=domain,
        )
    if total.positive_options:
        yield from shares(
            total,
            groups,
            frame=frame,
            count_of=positive_count,
            statistic=Statistic.FAVOURABLE,
            option=None,
            domain=domain,
        )
    scores = [option.score for option in valid if option.code in total.options and option.score is not None]
    if len(scores) == len(total.options) and scores == sorted(set(scores)):
        yield from means(total, groups, frame=frame, scores=scores, domain=domain)


def _by_option(tables: Sequence[PublicTable], frame: Frame, *, domain: bool) -> Iterator[Estimate]:
    """One option of a multiple choice, or one category of a nominal item."""
    if tables:
        total, groups = _split(tables)
        yield from shares(
            total,
            groups,
            frame=frame,
            count_of=positive_count,
            statistic=Statistic.PROPORTION,
            option=total.option,
            domain=domain,
        )


def _split(tables: Sequence[PublicTable]) -> tuple[PublicTable, list[PublicTable]]:
    total = next(table for table in tables if table.by is None)
    return total, [table for table in tables if table.by is not None]


def _left_over(base: PublicBase | None) -> Iterator[Estimate]:
    """Don't know and missing, as shares of those who were asked."""
    if base is None:
        return
    asked = base.valid + base.dont_know + base.not_relevant + base.blank
    if asked == 0:
        return
    for statistic, count in ((Statistic.DONT_KNOW, base.dont_know), (Statistic.MISSING, base.blank)):
        yield Estimate(
            question=base.question,
            item=base.item,
            option=None,
            statistic=statistic,
            n=asked,
            count=count,
            estimate=count / asked,
            method="count",
        )


def _base_row(base: PublicBase) -> BaseRow:
    return BaseRow(**asdict(base))


def _blocks(tables: PublicTables) -> dict[str, int]:
    counted = Counter(str(row.detail) for table in tables.tables if table.by is not None for row in table.rows)
    return {detail: counted[detail] for detail in ("full", "coarse", "band", "suppressed")}


def _collapsed_items(tables: PublicTables, frame: Frame) -> Iterator[str]:
    for table in tables.tables:
        if table.by is None:
            main = tables.by_key.get((table.key, table.option, frame.main))
            count_of = positive_count if table.positive_options or table.option is not None else option_count(0)
            if main is not None and collapsed(table, main, frame=frame, count_of=count_of):
                yield str(table.key) if table.option is None else f"{table.key}:{table.option}"
