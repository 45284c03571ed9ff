"""The region's report: the same kind of value as a municipality's, so every format can write it."""

from __future__ import annotations

import datetime

from nullpunkt import __version__
from nullpunkt.report.compose import chart_words
from nullpunkt.report.figures import Palette
from nullpunkt.report.language import inline
from nullpunkt.report.model import Block, Callout, Findings, KeyFigures, Paragraph, Report, Section
from nullpunkt.report.regional.response import response_section, response_sentence
from nullpunkt.report.regional.spreading import findings, findings_section, funnel_section
from nullpunkt.report.regional.together import common_section, coverage_section, map_sections
from nullpunkt.report.regional.view import RegionView


def compose_region(
    view: RegionView,
    *,
    wave: str,
    date: datetime.date | None,
    synthetic: bool = False,
    palette: Palette | None = None,
    logo: bytes | None = None,
) -> Report:
    """The report on all municipalities together."""
    generator = f"nullpunkt {__version__}"
    return Report(
        language=view.language.tag,
        title=view.say("report_title", title=view.survey.title.into(view.language.code)),
        subtitle=view.say("report_subtitle", n=len(view.units)),
        unit=view.name,
        wave=wave,
        date=date,
        facts=_facts(view, generator),
        summary=_summary(view, synthetic=synthetic),
        sections=(
            response_section(view),
            findings_section(view),
            funnel_section(view),
            *map_sections(view),
            common_section(view),
            coverage_section(view),
            _method(view),
        ),
        words=view.language.under("page"),
        chart_words=chart_words(view.language),
        generator=generator,
        palette=palette or Palette(),
        logo=logo,
        footer=view.language.say("report.footer"),
        synthetic=synthetic,
    )


def _facts(view: RegionView, generator: str) -> tuple[tuple[str, str], ...]:
    number = view.language.style.number
    facts = [
        (view.say("facts.region"), view.name),
        (view.say("facts.municipalities"), number(len(view.units))),
    ]
    if view.failed:
        facts.append((view.say("facts.left_out"), number(len(view.failed))))
    facts.append((view.language.say("facts.answers"), number(view.answered)))
    if view.invited is not None:
        facts.append((view.language.say("facts.invited"), number(view.invited)))
    facts.append((view.language.say("facts.generator"), generator))
    return tuple(facts)


def _summary(view: RegionView, *, synthetic: bool) -> tuple[Block, ...]:
    say, number = view.say, view.language.style.number
    blocks: list[Block] = []
    if synthetic:
        blocks.append(Callout(view.language.say("summary.synthetic_title"), view.language.say("summary.synthetic")))
    blocks.append(Paragraph(f"{say('summary.introduction', n=len(view.units))} {response_sentence(view)}"))
    figures = [
        (number(len(view.units)), say("summary.municipalities")),
        (number(view.answered), say("summary.answers")),
    ]
    if view.invited:
        figures.append((view.percent(view.answered / view.invited), say("summary.rate")))
    blocks.append(KeyFigures(tuple(figures)))
    found = findings(view)
    if found:
        blocks.append(Findings(found))
    left_out = _left_out(view)
    if left_out:
        blocks.append(Callout(say("summary.left_out_title"), left_out))
    blocks.append(Callout(say("summary.names_title"), say("summary.names")))
    return tuple(blocks)


def _left_out(view: RegionView) -> str:
    parts = []
    if view.failed:
        parts.append(view.say("summary.left_out", list=view.language.both([inline(name) for name in view.failed])))
    if view.without_unit:
        parts.append(view.say("summary.without_unit", n=view.without_unit))
    if view.unknown_names:
        parts.append(view.say("summary.other_names", n=view.unknown_names))
    return " ".join(parts)


def _method(view: RegionView) -> Section:
    by_headcount = all(share.by_headcount for share in view.shares)
    texts = (
        view.say("summary.mode_raw" if view.raw else "summary.mode_published"),
        view.say("method_shares"),
        view.say("by_headcount" if by_headcount else "by_answers"),
        view.say("method_spread"),
        view.say("method_numbers"),
    )
    return Section(id="region-method", title=view.say("method_title"), blocks=tuple(Paragraph(text) for text in texts))
