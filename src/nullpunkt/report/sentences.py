"""One result as one sentence: what, how many of whom, on how many answers.

A questionnaire may carry the sentence itself (`finding:`), with {share} and {of_whom}, for multiple choice {most} and
{list}. Without one the sentence is made from the question's own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nullpunkt.analysis.model import Estimate, IndexRow, Statistic, Status
from nullpunkt.report.language import MissingTextError, capitalised, inline
from nullpunkt.report.published import Focus, Published, focus_of, has_number, valid_options
from nullpunkt.report.wording import percent_in_words, share_in_words, value_in_words
from nullpunkt.stats.phrases import COUNTS_BELOW
from nullpunkt.survey.model import (
    ChoiceQuestion,
    ChoiceType,
    Index,
    Item,
    ItemKey,
    MultipleQuestion,
    Option,
    OptionKind,
    Text,
)

TOP = 3
"""options of a multiple choice that a sentence names"""


def item_sentence(item: Item, published: Published) -> str:
    """The item's share among all respondents; empty if it was not asked or is hidden."""
    focus = focus_of(item, published.survey)
    if focus is None:
        return _commonest(item, published)
    estimate = published.find(item.key, focus.statistic, option=focus.option)
    if estimate is None or estimate.status is Status.SUPPRESSED or (estimate.n or 0) == 0:
        return ""
    return share_sentence(item, focus, estimate, published)


def share_sentence(item: Item, focus: Focus, estimate: Estimate, published: Published) -> str:
    """One share of one item, with the base in brackets at its end."""
    language = published.language
    respondents = published.survey.respondents
    people = respondents.into(published.code) if respondents is not None else ""
    words = share_in_words(estimate, language, filtered=item.asked_if is not None, people=people)
    values = {"share": words.share, "of_whom": words.of_whom}
    if item.finding is not None:
        sentence = fill(item.finding, values, published)
    else:
        sentence = language.say(
            _generic(item, published),
            answer=inline(focus.label(language)),
            question=inline(item.text.into(published.code)),
            **values,
        )
    return _with_base(_tidy(sentence), _brackets(estimate, tells_percent=words.tells_percent, published=published))


def fill(text: Text, values: Mapping[str, str], published: Published) -> str:
    """A questionnaire's own sentence with its values."""
    try:
        return text.into(published.code).format_map(values)
    except (KeyError, IndexError, ValueError):
        known = ", ".join("{" + name + "}" for name in sorted(values))
        raise MissingTextError(f"“finding” in {published.survey.id} may hold {known} and no other braces") from None


def top_options(question: MultipleQuestion, published: Published) -> tuple[tuple[Option, ...], bool]:
    """The options chosen by most, and whether the published intervals carry that they are the most chosen.

    «Ingen av disse» and «annet» are no theme of their own and are not named. The set is carried when the last one's
    lower limit lies above every other option's upper limit and nothing hidden could lie higher.
    """
    named = tuple(option for option in question.options if option.kind is OptionKind.ANSWER)
    found = _shares(ItemKey(question.id), named, published)
    known = [(option, e) for option, e in found if e is not None and has_number(e)]
    known.sort(key=lambda pair: -(pair[1].estimate or 0.0))
    top, rest = known[:TOP], known[TOP:]
    if not top or not rest:
        return tuple(option for option, _ in top), False
    lowest = min(e.low if e.low is not None else 0.0 for _, e in top)
    others = [e.high if e.high is not None else 1.0 for _, e in rest]
    others += [_could_be(e) for _, e in found if e is not None and not has_number(e)]
    return tuple(option for option, _ in top), lowest > max(others)


def multiple_sentence(question: MultipleQuestion, published: Published) -> str:
    """The options that most chose, without an order that the intervals cannot carry; empty if nothing is public."""
    options, carried = top_options(question, published)
    language = published.language
    shares = [published.find(ItemKey(question.id), Statistic.PROPORTION, option=option.code) for option in options]
    estimates = [estimate for estimate in shares if estimate is not None]
    if not estimates or not any(estimate.count for estimate in estimates):
        return ""
    named = [_named(option, estimate, published) for option, estimate in zip(options, estimates, strict=True)]
    values = {
        "most": language.say(f"sentences.most_{len(options)}" if carried else "sentences.among_the_most"),
        "list": language.both(named),
    }
    if question.finding is not None:
        return _tidy(fill(question.finding, values, published))
    return _tidy(language.say("sentences.multiple", question=inline(question.text.into(published.code)), **values))


def multiple_certainty(question: MultipleQuestion, published: Published) -> str:
    """Of how many people the shares are, and that each could choose several."""
    options, _ = top_options(question, published)
    estimate = published.find(ItemKey(question.id), Statistic.PROPORTION, option=options[0].code) if options else None
    return published.language.say("certainty.multiple", n=estimate.n or 0) if estimate is not None else ""


def number_sentence(key: ItemKey, published: Published) -> str:
    """Mean and median of a number question; empty if they are not public."""
    mean, median = (published.find(key, statistic) for statistic in (Statistic.MEAN, Statistic.MEDIAN))
    if mean is None or median is None or mean.estimate is None or median.estimate is None:
        return ""
    style = published.language.style
    return published.language.say(
        "sentences.number", mean=style.number(mean.estimate, 1), median=style.number(median.estimate, 1), n=mean.n or 0
    )


def index_sentence(index: Index, row: IndexRow, published: Published) -> str:
    """An index among all respondents on its scale."""
    assert row.estimate is not None
    style, (low, high) = published.language.style, index_scale(index, published)
    return published.language.say(
        "sentences.index",
        title=inline(index.title.into(published.code)),
        mean=style.number(row.estimate, 1),
        low=style.number(low),
        high=style.number(high),
        n=row.n or 0,
    )


def index_scale(index: Index, published: Published) -> tuple[float, float]:
    """The lowest and the highest score that an index can have."""
    scores = [
        option.score
        for key in index.items
        for option in valid_options(published.survey.items[key])
        if option.score is not None
    ]
    return min(scores), max(scores)


def _generic(item: Item, published: Published) -> str:
    question = published.survey.by_id[item.key.question]
    if item.key.item is not None or (isinstance(question, ChoiceQuestion) and question.type is ChoiceType.LIKERT):
        return "sentences.statement"
    return "sentences.question"


def _commonest(item: Item, published: Published) -> str:
    """Of an item without a favourable side: the commonest answer, or two where they cannot be told apart."""
    language = published.language
    found = _shares(item.key, valid_options(item), published)
    known = [(option, e) for option, e in found if e is not None and has_number(e) and e.count]
    if len(known) < 2 or len(known) < sum(e is not None and not _is_empty(e) for _, e in found):
        return ""
    known.sort(key=lambda pair: -(pair[1].estimate or 0.0))
    first, second = known[0][1], known[1][1]
    clear = (first.low or 0.0) > (1.0 if second.high is None else second.high)
    named = [_named(option, estimate, published) for option, estimate in known[: 1 if clear else 2]]
    key = "sentences.commonest" if clear else "sentences.commonest_two"
    return language.say(key, list=language.both(named), n=first.n or 0)


def _shares(key: ItemKey, options: Sequence[Option], published: Published) -> list[tuple[Option, Estimate | None]]:
    return [(option, published.find(key, Statistic.PROPORTION, option=option.code)) for option in options]


def _named(option: Option, estimate: Estimate, published: Published) -> str:
    name = inline(published.language.quoted(option.text.into(published.code)))
    return published.language.say(
        "sentences.named_share", name=name, share=value_in_words(estimate, published.language)
    )


def _is_empty(estimate: Estimate) -> bool:
    return has_number(estimate) and estimate.count == 0


def _could_be(estimate: Estimate) -> float:
    return 1.0 if estimate.at_most is None else estimate.at_most


def _brackets(estimate: Estimate, *, tells_percent: bool, published: Published) -> str:
    language = published.language
    if estimate.status is Status.PUBLISHED and (estimate.n or 0) < COUNTS_BELOW:
        return ""
    base = language.say("sentences.base", n=estimate.n or 0)
    if tells_percent or estimate.estimate is None:
        return base
    return f"{percent_in_words(estimate.estimate, language)}, {base}"


def _with_base(sentence: str, base: str) -> str:
    if not base:
        return sentence
    return f"{sentence.rstrip('.')} ({base})."


def _tidy(sentence: str) -> str:
    """One space between words, none and no comma before a stop, a capital first."""
    closed = re.sub(r",?\s*([.!?])$", r"\1", re.sub(r"\s+", " ", sentence).strip())
    return capitalised(re.sub(r",\s*,", ",", closed))
