"""Answers of an imported question: of what type they are, and codes that a definition can have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nullpunkt.survey.exchange.scales import KnownAnswers, Matched, by_numbers
from nullpunkt.survey.exchange.sketch import Names, Note, plain
from nullpunkt.survey.model import ChoiceType, Option, OptionKind, Text


@dataclass(frozen=True, slots=True)
class Read:
    """Options with kinds and, where the order is known, places; `note` is what to check."""

    options: tuple[Option, ...]
    type: ChoiceType
    scale: str | None = None
    note: Note | None = None


def options_from(worded: Sequence[tuple[str, Text]]) -> tuple[Option, ...]:
    """Options from a platform's codes and texts; a code that cannot stand in a definition stays as an alias."""
    names = Names()
    options = []
    for number, (code, text) in enumerate(worded, 1):
        own = names.code(code or str(number))
        options.append(Option(own, text, aliases=(code,) if code and own != code.casefold() else ()))
    return tuple(options)


def read_answers(options: Sequence[Option], known: KnownAnswers) -> Read:
    """One answer among these: a known scale, an order by numbers, or no order that can be seen."""
    found = known.scale_of([option.text.into("nb") for option in options])
    if found is not None and found.unused == 0:
        return _on_scale(options, found)
    sided = tuple(_with_kind(option, known) for option in options)
    steps = [option.text.into("nb") for option in sided if option.kind is OptionKind.ANSWER]
    ordered = by_numbers(steps)
    if ordered is not None:
        return Read(_placed(sided, ordered), ChoiceType.ORDERED, note=Note("ordered"))
    return Read(sided, ChoiceType.SINGLE, note=Note("type"))


def several_answers(options: Sequence[Option], known: KnownAnswers) -> tuple[Option, ...]:
    """Options of a multiple choice: «annet» and «ingen av disse» are known as what they are."""
    return tuple(_with_kind(option, known) for option in options)


def grid_answers(options: Sequence[Option], known: KnownAnswers) -> Read:
    """The scale of a grid: a known one, else the order in which it was shown."""
    read = read_answers(options, known)
    if read.type is not ChoiceType.SINGLE and any(option.score for option in read.options):
        return read
    steps = [option.text.into("nb") for option in read.options if option.kind is OptionKind.ANSWER]
    return Read(_placed(read.options, steps), ChoiceType.ORDERED, note=Note("grid_order"))


def _on_scale(options: Sequence[Option], found: Matched) -> Read:
    """Kinds, order and reported side are the scale's; codes and texts stay the platform's."""
    by_text: Mapping[str, Option] = {plain(option.text.into("nb")): option for option in found.options}
    taken = [
        replace(option, kind=step.kind, score=step.score, favourable=step.favourable)
        for option in options
        if (step := by_text.get(plain(option.text.into("nb")))) is not None
    ]
    taken.sort(key=lambda option: (option.score is None, option.score or 0.0))
    codes = {option.code for option in found.scale.options}
    shared = found.scale.shared and found.verbatim and {option.code for option in taken} <= codes
    yes_no = found.scale.name in ("ja_nei_vet_ikke", "ja_nei")
    kind = ChoiceType.YES_NO if yes_no else ChoiceType.LIKERT if found.scale.ordered else ChoiceType.SINGLE
    return Read(
        tuple(taken), kind, found.scale.name if shared else None, Note("scale") if found.scale.ordered else None
    )


def _with_kind(option: Option, known: KnownAnswers) -> Option:
    aside = known.aside(option.text.into("nb"))
    return option if aside is None else replace(option, kind=aside.kind)


def _placed(options: Sequence[Option], order: Sequence[str]) -> tuple[Option, ...]:
    """The steps in this order, the others after them."""
    place = {text: float(n) for n, text in enumerate(order, 1)}
    scored = [
        replace(option, score=place.get(option.text.into("nb")) if option.kind is OptionKind.ANSWER else None)
        for option in options
    ]
    return tuple(sorted(scored, key=lambda option: (option.score is None, option.score or 0.0)))
