"""A section for each question: what was asked, the result in a sentence, charts with their tables, notes."""

from __future__ import annotations

from collections.abc import Sequence

from nullpunkt.analysis.model import Statistic
from nullpunkt.report import pictures
from nullpunkt.report.alternatives import distribution_alternative, rows_alternative
from nullpunkt.report.breakdowns import breakdown_blocks, item_breakdown_blocks
from nullpunkt.report.cellvalues import Row
from nullpunkt.report.findings import item_finding
from nullpunkt.report.language import inline
from nullpunkt.report.model import Block, Bullets, Chart, Paragraph, Section
from nullpunkt.report.names import chart_id, question_section, table_id
from nullpunkt.report.notes import base_note, joined, notable_sentences, rounding_note
from nullpunkt.report.published import Focus, Published, focus_of, has_number, valid_options
from nullpunkt.report.sentences import multiple_certainty, multiple_sentence, number_sentence
from nullpunkt.report.tables import counted_table, distribution_table, grid_table
from nullpunkt.survey.model import (
    ChoiceQuestion,
    ChoiceType,
    Condition,
    GridQuestion,
    Item,
    ItemKey,
    MultipleQuestion,
    NumberQuestion,
    OpenQuestion,
    Question,
)


def question_sections(question: Question, published: Published) -> tuple[Section, ...]:
    """The question's section, or nothing if there is nothing public to tell."""
    if question.id == published.results.main_breakdown:
        return ()  # the chapter on response tells who answered
    blocks = _results(question, published)
    if not blocks:
        return ()
    title = question.label(published.code)
    return (
        Section(id=question_section(question.id), title=title, level=3, blocks=(*_asked(question, published), *blocks)),
    )


def _results(question: Question, published: Published) -> tuple[Block, ...]:
    match question:
        case ChoiceQuestion():
            return _choice(question, published)
        case GridQuestion():
            return _grid(question, published)
        case MultipleQuestion():
            return _multiple(question, published)
        case NumberQuestion():
            return _paragraphs(number_sentence(ItemKey(question.id), published))
        case OpenQuestion():
            return _comments(question.id, published)


def _comments(question: str, published: Published) -> tuple[Block, ...]:
    """How many wrote something, and what was approved of it."""
    count, language = published.results.comments.get(question), published.language
    told = _paragraphs(language.say("questions.comments", n=count) if count else "")
    shown = published.results.open_text.get(question, ())
    return (*told, Bullets(tuple(inline(language.quoted(comment)) for comment in shown))) if shown else told


def _asked(question: Question, published: Published) -> tuple[Block, ...]:
    language = published.language
    text = language.say("questions.asked", text=inline(question.text.into(published.code)))
    parts = [text]
    if isinstance(question, MultipleQuestion):
        parts.append(language.say("notes.multiple"))
    if question.asked_if is not None:
        parts.append(_condition(question.asked_if, published))
    return _paragraphs(" ".join(part for part in parts if part))


def _condition(condition: Condition, published: Published) -> str:
    asked = published.survey.by_id.get(condition.question)
    if not isinstance(asked, ChoiceQuestion | GridQuestion | MultipleQuestion):
        return ""
    texts = {option.code: option.text.into(published.code) for option in asked.options}
    answers = [published.language.quoted(inline(texts[code])) for code in condition.options if code in texts]
    label = published.language.quoted(inline(asked.label(published.code)))
    return published.language.say("questions.asked_if", answers=published.language.either(answers), question=label)


def _choice(question: ChoiceQuestion, published: Published) -> tuple[Block, ...]:
    item = published.survey.items[ItemKey(question.id)]
    rows = pictures.option_rows(item, published)
    if published.absent(item.key) or not any(row.estimate is not None for row in rows):
        return ()
    focus = focus_of(item, published.survey)
    broken_down = () if question.background else item_breakdown_blocks(item, focus, published)
    table_alone = question.type is ChoiceType.YES_NO and any(isinstance(block, Chart) for block in broken_down)
    return (
        *_told(item, published),
        *_paragraphs(*notable_sentences([item.key], published)),
        *_answers(item, focus, rows, published, table_alone=table_alone),
        *broken_down,
    )


def _told(item: Item, published: Published) -> tuple[Block, ...]:
    finding = item_finding(item, published)
    if finding is None:
        return ()
    return _paragraphs(f"**{finding.sentence}** {finding.certainty}".strip())


def _answers(
    item: Item, focus: Focus | None, rows: Sequence[Row], published: Published, *, table_alone: bool
) -> tuple[Block, ...]:
    language, label = published.language, item.label.into(published.code)
    caption = language.say("captions.answers", label=label)
    note = joined(base_note(item.key, published), rounding_note([row.estimate for row in rows], published))
    table = distribution_table(item, focus, published, caption=caption, note=note)
    if table_alone or not any(has_number(row.estimate) for row in rows):
        return (table,)
    return (
        Chart(
            id=chart_id(item.key),
            caption=caption,
            alt=rows_alternative("answers", rows, language),
            figure=pictures.bars(rows),
            table=table,
            note=_middle_note(item, published),
        ),
    )


def _middle_note(item: Item, published: Published) -> str:
    """The middle answer of an ordered scale, and on a scale of agreement the mean."""
    mean, median = (published.find(item.key, statistic) for statistic in (Statistic.MEAN, Statistic.MEDIAN))
    texts = {o.score: o.text.into(published.code) for o in valid_options(item) if o.score is not None}
    if median is None or median.estimate is None or median.estimate not in texts:
        return ""
    language, middle = published.language, inline(texts[median.estimate])
    question = published.survey.by_id[item.key.question]
    likert = isinstance(question, ChoiceQuestion) and question.type is ChoiceType.LIKERT
    if not likert or mean is None or mean.estimate is None:
        return language.say("notes.median", median=middle)
    number = language.style.number
    return language.say(
        "notes.mean", mean=number(mean.estimate, 1), low=number(min(texts)), high=number(max(texts)), median=middle
    )


def _grid(question: GridQuestion, published: Published) -> tuple[Block, ...]:
    items = [
        item
        for row in question.rows
        if not published.absent((item := published.survey.items[ItemKey(question.id, row.id)]).key)
        and any(row.estimate is not None for row in pictures.option_rows(item, published))
    ]
    if not items:
        return ()
    focus = focus_of(items[0], published.survey)
    return (
        *_paragraphs(*_grid_findings(items, published), *notable_sentences([item.key for item in items], published)),
        _distribution(question, items, focus, published),
        *breakdown_blocks(question, items, published),
    )


def _grid_findings(items: Sequence[Item], published: Published) -> tuple[str, ...]:
    """Sentences for the statements that are main findings; the chart tells the others."""
    found = [item_finding(item, published) for item in items if item.main_finding]
    return tuple(f"**{finding.sentence}** {finding.certainty}".strip() for finding in found if finding is not None)


def _distribution(question: GridQuestion, items: Sequence[Item], focus: Focus | None, published: Published) -> Chart:
    language = published.language
    caption = language.say("captions.answers", label=question.label(published.code))
    rows = [
        Row(
            item.label.into(published.code),
            published.find(item.key, focus.statistic, option=focus.option)
            if focus is not None
            else pictures.option_rows(item, published)[-1].estimate,
        )
        for item in items
    ]
    last = valid_options(items[0])[-1].text.into(published.code)
    answer = focus.label(language) if focus is not None else language.quoted(last)
    roundings = [
        rounding_note([row.estimate for row in pictures.option_rows(item, published)], published) for item in items
    ]
    note = joined(
        language.say("notes.favourable", answer=inline(answer)) if focus is not None else "",
        next((text for text in roundings if text), ""),
    )
    table = grid_table(items, focus, published, caption=caption, note=note)
    key = ItemKey(question.id)
    figure = pictures.distribution(items, focus, published)
    alt = distribution_alternative(rows, language, categories=len(figure.categories), share_of=answer)
    return Chart(id=chart_id(key), caption=caption, alt=alt, figure=figure, table=table)


def _multiple(question: MultipleQuestion, published: Published) -> tuple[Block, ...]:
    key = ItemKey(question.id)
    rows = [
        Row(option.text.into(published.code), published.find(key, Statistic.PROPORTION, option=option.code))
        for option in question.options
    ]
    rows = [row for row in rows if row.estimate is not None]
    if not rows or published.absent(key):
        return ()
    ordered = pictures.sorted_by_value(rows)
    caption = published.language.say("captions.answers", label=question.label(published.code))
    note = joined(base_note(key, published), published.language.say("notes.multiple_base"))
    table = counted_table(ordered, published, table=table_id(key), caption=caption, note=note)
    chart = Chart(
        id=chart_id(key),
        caption=caption,
        alt=rows_alternative("answers", ordered, published.language),
        figure=pictures.bars(ordered),
        table=table,
    )
    sentence = multiple_sentence(question, published)
    told = f"**{sentence}** {multiple_certainty(question, published)}".strip() if sentence else ""
    return (
        *_paragraphs(told, *notable_sentences([key], published)),
        chart,
        *(() if question.background else breakdown_blocks(question, (), published)),
    )


def _paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph(text) for text in texts if text)
