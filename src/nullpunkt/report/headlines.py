"""Which shares tell the main findings of a questionnaire, and what they are called where several stand in one table."""

from __future__ import annotations

from nullpunkt.analysis.model import Statistic
from nullpunkt.analysis.regional import Indicator
from nullpunkt.report.language import Language
from nullpunkt.report.published import focus_of
from nullpunkt.survey.model import ChoiceQuestion, ChoiceType, ItemKey, MultipleQuestion, Question, Survey


def headline_indicators(survey: Survey) -> tuple[Indicator, ...]:
    """The share that each main finding is told by, in the questionnaire's order."""
    found: list[Indicator] = []
    for item in survey.items.values():
        focus = focus_of(item, survey)
        if item.main_finding and not item.background and focus is not None:
            found.append((item.key.question, item.key.item, focus.option, focus.statistic))
    return tuple(found)


def indicator_label(indicator: Indicator, survey: Survey, language: Language) -> str:
    """What a share is called: the item, and the option where it is one of several."""
    label, answer = _label_and_answer(indicator, survey, language)
    return language.say("region.answers_label", label=label, answer=answer) if answer else label


def quoted_indicator(indicator: Indicator, survey: Survey, language: Language) -> str:
    """The same in running text: the label in quotation marks, the answers behind it."""
    label, answer = _label_and_answer(indicator, survey, language)
    quoted = language.quoted(label)
    return language.say("region.answers_label", label=quoted, answer=answer) if answer else quoted


def _label_and_answer(indicator: Indicator, survey: Survey, language: Language) -> tuple[str, str]:
    question_id, item_id, option, statistic = indicator
    question = survey.by_id.get(question_id)
    if question is None:
        return question_id, ""
    code = language.code
    if isinstance(question, MultipleQuestion):
        label = question.label(code)
    else:
        item = survey.items[ItemKey(question_id, item_id)]
        label = item.label.into(code)
        focus = focus_of(item, survey)
        if statistic is Statistic.FAVOURABLE and focus is not None and not _is_yes_no(question):
            return label, focus.label(language)
        if statistic is Statistic.FAVOURABLE or (focus is not None and focus.option == option):
            return label, ""
    if option is None:
        return label, ""
    text = next((one.text.into(code) for one in getattr(question, "options", ()) if one.code == option), option)
    return language.say("region.option_label", question=label, option=text), ""


def _is_yes_no(question: Question) -> bool:
    """Whether the label alone tells what the share is of: yes to what it says."""
    return isinstance(question, ChoiceQuestion) and question.type is ChoiceType.YES_NO
