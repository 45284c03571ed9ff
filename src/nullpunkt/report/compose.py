"""Published results in, one report out: what is said, in which order; pure, and the same for every output format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nullpunkt import __version__
from nullpunkt.analysis.model import Results
from nullpunkt.report.figures import ChartWords, Palette
from nullpunkt.report.guide import guide_section
from nullpunkt.report.indices import index_sections
from nullpunkt.report.language import Language
from nullpunkt.report.method import method_sections
from nullpunkt.report.model import Block, Report, Section
from nullpunkt.report.names import chapter_section
from nullpunkt.report.omissions import omissions_section
from nullpunkt.report.published import Published
from nullpunkt.report.questions import question_sections
from nullpunkt.report.response import response_section
from nullpunkt.report.summary import summary
from nullpunkt.report.wave_names import wave_name
from nullpunkt.survey.model import Chapter, Survey

if TYPE_CHECKING:
    from nullpunkt.analysis.comparison import Comparison


def compose(
    results: Results,
    survey: Survey,
    language: Language,
    *,
    synthetic: bool = False,
    palette: Palette | None = None,
    logo: bytes | None = None,
    recognised: tuple[str, ...] = (),
    comparison: Comparison | None = None,
) -> Report:
    """The report of one wave: summary, response, a chapter per theme, reader's guide, method, what is left out.

    With a comparison, what changed since the baseline comes before everything else.
    """
    published = Published(results, survey, language)
    generator = f"nullpunkt {__version__}"
    changes_first, changes_in_full = _changes(published, comparison)
    return Report(
        language=language.tag,
        title=survey.title.into(language.code),
        subtitle=survey.description.into(language.code) if survey.description else wave_name(results, language),
        unit=results.unit.name,
        wave=wave_name(results, language),
        date=results.wave.date,
        facts=_facts(published, generator=generator),
        summary=(*changes_first, *summary(published, synthetic=synthetic)),
        sections=(
            *changes_in_full,
            response_section(published),
            *(section for chapter in survey.chapters for section in _chapter(chapter, published)),
            guide_section(published),
            *method_sections(published, recognised=recognised),
            omissions_section(published),
        ),
        words=language.under("page"),
        chart_words=chart_words(language),
        generator=generator,
        palette=palette or Palette(),
        logo=logo,
        footer=language.say("report.footer"),
        synthetic=synthetic,
    )


def _changes(published: Published, comparison: Comparison | None) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """What changed since the baseline: blocks of the first page, and sections of their own."""
    if comparison is None:
        return (), ()
    # a dozen modules, 70 ms, that the report of a single wave does without
    from nullpunkt.report.changes import change_sections, change_summary

    return tuple(change_summary(published, comparison)), tuple(change_sections(published, comparison))


def chart_words(language: Language) -> ChartWords:
    """The words that charts and table cells print."""
    words = language.under("charts")
    return ChartWords(
        language=language.tag,
        numbers=language.style,
        n=words["n"],
        hidden=words["hidden"],
        at_least=words["at_least"],
        at_most=words["at_most"],
        favourable=words["favourable"],
    )


def _facts(published: Published, *, generator: str) -> tuple[tuple[str, str], ...]:
    language, results = published.language, published.results
    whole = published.response()
    facts = [
        (language.say("facts.unit"), results.unit.name),
        (language.say("facts.wave"), wave_name(results, language)),
    ]
    if results.wave.date is not None:
        facts.append((language.say("facts.date"), language.style.date(results.wave.date)))
    if whole is not None:
        facts.append((language.say("facts.answers"), language.style.number(whole.answered)))
        if whole.invited is not None and whole.rate is not None:
            facts.append((language.say("facts.invited"), language.style.number(whole.invited)))
            facts.append((language.say("facts.rate"), language.style.share(whole.rate)))
    profile = results.policy.get("profile")
    if profile in ("standard", "strict"):
        facts.append((language.say("facts.profile"), language.say(f"profiles.{profile}")))
    facts.append((language.say("facts.generator"), generator))
    return tuple(facts)


def _chapter(chapter: Chapter, published: Published) -> tuple[Section, ...]:
    """A theme's heading with its questions, each index after its last question; nothing if nothing is public."""
    parts: list[Section] = []
    for question in chapter.questions:
        parts += question_sections(published.survey.by_id[question], published)
        for index in published.survey.indices:
            if index.items and index.items[-1].question == question:
                parts += index_sections(index, published)
    if not parts:
        return ()
    heading = Section(id=chapter_section(chapter.id), title=chapter.title.into(published.code))
    return (heading, *parts)
