"""The border: raw counts of one wave go in, public counts come out, with a private log of what was hidden and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from nullpunkt.disclosure.bases import bases_of
from nullpunkt.disclosure.breakdowns import Breakdown, Headcounts, published_breakdowns
from nullpunkt.disclosure.filters import Shown
from nullpunkt.disclosure.groups import LockedGroups
from nullpunkt.disclosure.items import Context, Decided, item_tables
from nullpunkt.disclosure.log import DisclosureLog, log_of
from nullpunkt.disclosure.options import multiple_tables, nominal_tables
from nullpunkt.disclosure.policy import DisclosurePolicy
from nullpunkt.disclosure.public import PublicBreakdown, PublicPolicy, PublicTables
from nullpunkt.disclosure.summaries import public_comments, public_indices, public_numbers
from nullpunkt.survey.model import ItemKey, MultipleQuestion, NumberQuestion, Question, Survey, items_of
from nullpunkt.tabulation.model import Tabulation


@dataclass(frozen=True, slots=True)
class Protected:
    """What may be shown, and the log for the adviser's private folder."""

    tables: PublicTables
    log: DisclosureLog


def protect(
    tabulation: Tabulation,
    survey: Survey,
    policy: DisclosurePolicy,
    *,
    invited: Headcounts | None = None,
    invited_total: int | None = None,
    locked: LockedGroups | None = None,
    period: tuple[date, date] | None = None,
) -> Protected:
    """Decide what is public of one wave.

    `invited` holds headcounts by breakdown and option code; `locked` the baseline's groups, which are only merged
    further.
    """
    every = tuple(published_breakdowns(tabulation, survey, policy, invited=invited, locked=locked))
    breakdowns = tuple(breakdown for breakdown in every if len(breakdown.groups) > 1)
    shown = Shown(survey)
    decided = list(_decided(survey, Context(tabulation, policy, breakdowns, shown)))
    tables = PublicTables(
        survey=survey.id,
        survey_version=survey.version,
        respondents=tabulation.respondents,
        invited=_invited(survey, invited=invited, total=invited_total),
        period=period,
        policy=_public_policy(policy),
        breakdowns=tuple(PublicBreakdown(b.by, b.main, b.groups) for b in breakdowns),
        tables=tuple(table for table, _ in decided),
        bases=tuple(bases_of(tabulation, survey, shown)),
        indices=tuple(public_indices(tabulation, survey, policy, shown)),
        numbers=tuple(public_numbers(tabulation, survey, policy, shown)),
        comments=public_comments(tabulation, policy),
        items_absent=tuple(_absent(tabulation, survey)),
        breakdowns_left_out=_left_out(survey, breakdowns),
    )
    return Protected(tables, log_of(tables, decided))


def _decided(survey: Survey, context: Context) -> Iterator[Decided]:
    """Every table in the questionnaire's order; a follow-up finds its filter among those before it."""
    for question in survey.questions:
        for table, rows in _question(question, survey, context):
            context.shown.add(table)
            yield table, rows


def _question(question: Question, survey: Survey, context: Context) -> Iterator[Decided]:
    """A question's tables; what respondents are broken down by has none, its sizes say it all."""
    if question.id in (survey.main_breakdown, *survey.breakdowns):
        return
    if isinstance(question, MultipleQuestion) and (question.id, None) in context.tabulation.ticks:
        yield from multiple_tables(question, context)
    for item in items_of(question):
        if (item.key, None) in context.tabulation.choices:
            yield from (item_tables if item.has_favourable else nominal_tables)(item, context)


def _invited(survey: Survey, *, invited: Headcounts | None, total: int | None) -> int | None:
    """All who were invited: the number given, else the sum over the main breakdown's options."""
    if total is not None or not invited or survey.main_breakdown is None:
        return total
    main: Mapping[str, int] = invited.get(survey.main_breakdown, {})
    return sum(main.values()) if main else None


def _public_policy(policy: DisclosurePolicy) -> PublicPolicy:
    return PublicPolicy(
        profile=policy.profile.value,
        min_group=policy.min_group,
        full_from=policy.full_from,
        other_breakdowns_from=policy.other_breakdowns_from,
        band_width=policy.band_width,
        sensitive_min=policy.sensitive_min,
        sensitive_band_width=policy.sensitive_band_width,
        risk_accepted=policy.risk_accepted,
    )


def _absent(tabulation: Tabulation, survey: Survey) -> Iterator[ItemKey]:
    for question in survey.questions:
        match question:
            case MultipleQuestion():
                present = (question.id, None) in tabulation.ticks
            case NumberQuestion():
                present = question.id in tabulation.numbers
            case _:
                yield from (item.key for item in items_of(question) if (item.key, None) not in tabulation.choices)
                continue
        if not present:
            yield ItemKey(question.id)


def _left_out(survey: Survey, breakdowns: tuple[Breakdown, ...]) -> tuple[str, ...]:
    published = {breakdown.by for breakdown in breakdowns}
    wanted = dict.fromkeys(by for by in (survey.main_breakdown, *survey.breakdowns) if by is not None)
    return tuple(by for by in wanted if by not in published)
