"""The first page: key figures, main findings, and what one may say of them."""

from __future__ import annotations

from collections.abc import Iterator

from nullpunkt.report.findings import headline, main_findings, main_items
from nullpunkt.report.model import Block, Callout, Findings, KeyFigures, Paragraph
from nullpunkt.report.published import Published, has_number
from nullpunkt.report.response import response_sentence
from nullpunkt.survey.model import ChoiceQuestion, ChoiceType, Item

SHARES = 2
"""key figures taken from the main findings, beside answers and response rate"""


def summary(published: Published, *, synthetic: bool) -> tuple[Block, ...]:
    """What a mayor reads."""
    language = published.language
    blocks: list[Block] = []
    if synthetic:
        blocks.append(Callout(language.say("summary.synthetic_title"), language.say("summary.synthetic")))
    whole = published.response()
    if whole is not None:
        blocks.append(Paragraph(response_sentence(whole, language)))
    figures = tuple(_key_figures(published))
    if figures:
        blocks.append(KeyFigures(figures))
    findings = main_findings(published)
    if findings:
        blocks.append(Findings(findings))
    blocks.append(Callout(language.say("summary.may_say_title"), _may_say(published)))
    return tuple(blocks)


def _key_figures(published: Published) -> Iterator[tuple[str, str]]:
    language, whole = published.language, published.response()
    if whole is not None:
        yield language.style.number(whole.answered), language.say("summary.answers", n=whole.answered)
        if whole.rate is not None:
            yield language.style.share(whole.rate), language.say("summary.rate")
    told = 0
    for item in main_items(published):
        estimate = headline(item, published)
        if told < SHARES and _is_yes_no(item, published) and has_number(estimate):
            assert estimate is not None
            assert estimate.estimate is not None
            told += 1
            yield language.style.share(estimate.estimate), item.label.into(published.code)


def _is_yes_no(item: Item, published: Published) -> bool:
    """Whether the label alone tells what the share is of: yes to what it says."""
    question = published.survey.by_id[item.key.question]
    return isinstance(question, ChoiceQuestion) and question.type is ChoiceType.YES_NO


def _may_say(published: Published) -> str:
    language = published.language
    weighted = any(estimate.weighted for estimate in published.results.estimates)
    parts = [language.say("summary.may_say_weighted" if weighted else "summary.may_say_unweighted")]
    parts.append(language.say("summary.random_only"))
    if published.results.main_breakdown is not None:
        parts.append(language.say("summary.no_ranking"))
    return " ".join(parts)
