"""What changed, in words that never call noise progress: a rise or fall is told only where the verdict carries it."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from nullpunkt.analysis.model import Change, IndexChange, WaveFigure
from nullpunkt.report.language import capitalised, inline
from nullpunkt.report.published import Published, focus_of
from nullpunkt.report.wording import percent_in_words
from nullpunkt.stats.phrases import COUNTS_BELOW
from nullpunkt.survey.model import ItemKey, MultipleQuestion

CALLED = ("increase", "decrease")
LEVEL = 0.05


def change_sentence(change: Change, published: Published) -> str:
    """One indicator in one sentence."""
    if change.verdict == "not_comparable":
        reason = change.method if change.method in ("questionnaire", "hidden", "band") else "hidden"
        return _say(f"changes.not_comparable.{reason}", published, name=indicator_name(change, published))
    if change.method == "band":
        name = "changes.band." + change.verdict
        return _say(name, published, subject=_subject(change, published), name=indicator_name(change, published))
    values = {
        "before": share_text(change.baseline, published),
        "after": share_text(change.follow_up, published),
        "points": points_text(change.difference, published),
    }
    if change.verdict in CALLED:
        return _say(
            f"changes.{change.verdict}",
            published,
            subject=_subject(change, published),
            interval=interval_text(change, published),
            **values,
        )
    return _say(f"changes.same.{_why(change)}", published, name=indicator_name(change, published), **values)


def _why(change: Change) -> str:
    """Why a difference is no change: nothing to see, too small to matter, or no more than chance may give."""
    assert change.difference is not None
    if whole_points(change.difference) == 0:
        return "equal"
    sure = change.low is not None and change.high is not None and not change.low <= 0 <= change.high
    if sure and (change.p_adjusted is None or change.p_adjusted < LEVEL):
        return "small"
    return "many" if sure else "chance"


def index_change_sentence(change: IndexChange, title: str, published: Published) -> str:
    """One index in one sentence."""
    style = published.language.style
    name = inline(published.language.quoted(title))
    if change.verdict == "not_comparable" or change.difference is None:
        return _say("changes.index.not_comparable", published, name=name)
    known = change.low is not None and change.high is not None
    low, high = sorted((abs(change.low or 0.0), abs(change.high or 0.0))) if known else (0.0, 0.0)
    return _say(
        f"changes.index.{change.verdict}",
        published,
        name=name,
        before=style.number(change.baseline.estimate or 0.0, 1),
        after=style.number(change.follow_up.estimate or 0.0, 1),
        low=style.number(low, 1),
        high=style.number(high, 1),
    )


def indicator_name(change: Change, published: Published) -> str:
    """What an indicator is called: the question's label, with the option where there is one."""
    language, label = published.language, _label(change, published)
    if change.option is None:
        return inline(language.quoted(label))
    return published.language.say(
        "changes.option_of", option=inline(option_text(change, published)), question=inline(label)
    )


def row_label(change: Change, published: Published) -> str:
    """The label of a row in a chart or table of one question."""
    return _label(change, published) if change.option is None else option_text(change, published)


def option_text(change: Change, published: Published) -> str:
    """The words of an option."""
    question = published.survey.by_id[change.question]
    options = getattr(question, "options", ())
    return next((o.text.into(published.code) for o in options if o.code == change.option), change.option or "")


def share_text(figure: WaveFigure, published: Published) -> str:
    """«68 prosent», or «7 av 11» where few have answered."""
    assert figure.estimate is not None
    if figure.n is not None and figure.count is not None and figure.n < COUNTS_BELOW:
        return published.language.say("phrases.counts", count=figure.count, n=figure.n)
    return percent_in_words(figure.estimate, published.language)


def points_text(difference: float | None, published: Published) -> str:
    """The size of a difference, «6 prosentpoeng», without a sign."""
    return published.language.say("changes.points", n=whole_points(difference or 0.0))


def whole_points(difference: float) -> int:
    """Percentage points half up, as every format prints them."""
    return floor(abs(difference) * 100 + 0.5 + 1e-9)


def interval_text(change: Change, published: Published) -> str:
    """How large the change may be; nothing where both waves are known for sure."""
    if change.low is None or change.high is None or change.low == change.high:
        return ""
    low, high = sorted((abs(change.low), abs(change.high)))
    style = published.language.style
    return published.language.say("changes.interval", low=style.number(low * 100), high=style.number(high * 100))


def counted_sentence(counts: dict[str, int], published: Published) -> str:
    """How many went up, down, neither, and how many cannot be compared."""
    language = published.language
    compared = counts["increase"] + counts["decrease"] + counts["no_clear_change"]
    up, down = counts["increase"], counts["decrease"]
    if compared == 0:
        sentence = language.say("changes.nothing")
    elif up + down == 0:
        sentence = language.say("changes.counted_none", n=compared)
    else:
        sentence = language.say("changes.counted", n=compared, up=up, down=down, same=counts["no_clear_change"])
    left = counts["not_comparable"]
    return sentence if left == 0 else f"{sentence} {language.say('changes.counted_not', n=left)}"


def groups_sentence(rows: Sequence[Change], published: Published) -> str:
    """Which services changed for sure on one indicator."""
    language = published.language
    parts = []
    for verdict in CALLED:
        named = [_group(row, published) for row in rows if row.verdict == verdict]
        if named:
            parts.append(language.say(f"changes.groups.{verdict}", list=language.both(named)))
    return " ".join(parts) if parts else language.say("changes.groups.none")


def _group(row: Change, published: Published) -> str:
    group = inline(published.group_label(row.by or "", row.group or ""))
    if row.difference is None:
        return group
    return published.language.say(
        "changes.groups.named",
        group=group,
        before=share_text(row.baseline, published),
        after=share_text(row.follow_up, published),
    )


def _subject(change: Change, published: Published) -> str:
    language = published.language
    question = published.survey.by_id[change.question]
    if change.option is not None:
        kind = "ticked" if isinstance(question, MultipleQuestion) else "answered"
        answer = inline(language.quoted(option_text(change, published)))
        return language.say(
            f"changes.subject.{kind}", answer=answer, name=inline(language.quoted(_label(change, published)))
        )
    focus = focus_of(published.survey.items[ItemKey(change.question, change.item)], published.survey)
    answer = "" if focus is None else inline(focus.label(language))
    return language.say(
        "changes.subject.answered", answer=answer, name=inline(language.quoted(_label(change, published)))
    )


def _label(change: Change, published: Published) -> str:
    item = published.survey.items.get(ItemKey(change.question, change.item))
    if item is not None:
        return item.label.into(published.code)
    return published.survey.by_id[change.question].label(published.code)


def _say(key: str, published: Published, **values: str) -> str:
    wording = published.language.say(key, **values)
    return capitalised(" ".join(wording.split(" ")))
