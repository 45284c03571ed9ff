"""Columns of the export to questions of the questionnaire, by what the header says and never by position.

The surest wording first: what the user settled, the platform's variable name, the text, the text without punctuation,
without numbering, without the digit that a platform gives to a duplicate, a header that was cut, a slip of the pen.
Where two targets share a wording, the answers in the column decide, then its neighbours, then the order of duplicates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from nullpunkt.errors import InputError
from nullpunkt.responses.fitting import Fit
from nullpunkt.responses.issues import Issue
from nullpunkt.responses.matches import How, Match, matching_issues
from nullpunkt.responses.table import Column, RawTable
from nullpunkt.responses.targets import Target, Vocabulary, vocabulary
from nullpunkt.responses.wording import bare, loose_key, matching_key, nearest
from nullpunkt.survey.model import Survey

_CUT = re.compile(r"\s*(?:\.\.\.|…)\s*$")
_DIGIT_AT_END = re.compile(r"^(.*\D)[ _.]?\(?(\d{1,2})\)?$", re.DOTALL)
_LONG_HEADER = 60
_SHORTEST_PREFIX = 20
_LEAST_FIT = 0.5
IGNORE = "ignore"
"""what a mapping says of a column that belongs to no question"""


@dataclass(frozen=True, slots=True)
class Matching:
    """All matches, in the order of the columns, and what was unclear."""

    matches: tuple[Match, ...]
    issues: tuple[Issue, ...]


@dataclass(slots=True)
class _State:
    table: RawTable
    fit: Fit
    own_words: frozenset[Target]
    """Options «other», which may have a second column for the words."""
    found: dict[int, tuple[Target, How]] = field(default_factory=dict)
    contested: dict[int, tuple[Target, ...]] = field(default_factory=dict)
    ignored: set[int] = field(default_factory=set)
    """columns that a person has said belong to no question"""

    def free(self, targets: Iterable[Target]) -> tuple[Target, ...]:
        """The targets that no column has yet; own words beside a ticked «other» may share theirs."""
        taken = {target for target, _ in self.found.values()}
        return tuple(t for t in targets if t not in taken or t in self.own_words)


def match_columns(table: RawTable, survey: Survey, mapping: Mapping[str, str] | None = None) -> Matching:
    """Every column to at most one target, every target (but «other») to at most one column."""
    words = vocabulary(survey)
    fit = Fit(survey)
    state = _State(table, fit, fit.own_words)
    _apply_mapping(state, survey, mapping or {})
    for how, look_up in _levels(words, table.columns):
        _settle_level(state, how, look_up)
    _by_order_of_duplicates(state)
    matches = tuple(
        Match(index, table.columns[index].place, table.columns[index].header, target, how)
        for index, (target, how) in sorted(state.found.items())
    )
    open_columns = (n for n in range(len(table.columns)) if n not in state.found and n not in state.ignored)
    unmatched = {n: state.contested.get(n, ()) for n in open_columns}
    return Matching(matches, matching_issues(table, survey, matches, unmatched=unmatched))


Lookup = Callable[[Column, int], tuple[Target, ...]]


def _levels(words: Vocabulary, columns: Sequence[Column]) -> tuple[tuple[How, Lookup], ...]:
    keys = [matching_key(column.header) for column in columns]
    long_keys = tuple(key for key in words.exact if len(key) >= 5)

    def loose(column: Column, _: int) -> tuple[Target, ...]:
        return words.loose.get(loose_key(column.header), ()) or words.loose.get(loose_key(bare(column.header)), ())

    def duplicate(_: Column, index: int) -> tuple[Target, ...]:
        found = _DIGIT_AT_END.match(keys[index])
        if not found or not any(found[1].rstrip() == key.rstrip() for key in keys[:index]):
            return ()
        return words.exact.get(found[1].rstrip(), ()) or words.loose.get(loose_key(found[1]), ())

    def slip(column: Column, index: int) -> tuple[Target, ...]:
        if column.part:
            return ()
        near = nearest(keys[index], long_keys) or nearest(matching_key(bare(column.header)), long_keys)
        return tuple(dict.fromkeys(target for wording in near for target in words.exact[wording]))

    return (
        (How.NAME, lambda column, _: _by_name(words, column)),
        (How.TEXT, lambda column, _: _by_part(words, column)),
        (How.TEXT, lambda column, index: () if column.part else words.exact.get(keys[index], ())),
        (How.LOOSE, lambda column, index: () if column.part else loose(column, index)),
        (How.DUPLICATE, duplicate),
        (How.LABEL, lambda column, _: () if column.part else words.short.get(loose_key(column.header), ())),
        (How.OPTION, lambda column, _: () if column.part else words.options.get(loose_key(bare(column.header)), ())),
        (How.CUT, lambda column, _: _by_prefix(words, column)),
        (How.NEAR, slip),
    )


def _by_name(words: Vocabulary, column: Column) -> tuple[Target, ...]:
    """The platform's variable name is a question's id, alone or with the code of a row or option."""
    if not column.name:
        return ()
    if column.part_name:
        return words.loose.get(loose_key(f"{column.name} {column.part_name}"), ())
    return words.exact.get(matching_key(column.name), ()) or words.loose.get(loose_key(column.name), ())


def _by_part(words: Vocabulary, column: Column) -> tuple[Target, ...]:
    """Stem and row together; the row alone where the questionnaire words the stem otherwise."""
    if not column.part:
        return ()
    stem, part = loose_key(bare(column.header)), loose_key(bare(column.part))
    composed = words.loose.get(f"{stem} {part}".strip(), ())
    return composed or words.exact.get(matching_key(column.part), ()) or words.loose.get(stem, ())


def _by_prefix(words: Vocabulary, column: Column) -> tuple[Target, ...]:
    """A header that was cut: with an ellipsis at the end, or long and the beginning of one wording."""
    header = matching_key(bare(column.header))
    start = _CUT.sub("", header)
    cut = start != header
    if len(start) < (_SHORTEST_PREFIX if cut else _LONG_HEADER):
        return ()
    for wordings, prefix in ((words.exact, start), (words.loose, loose_key(start))):
        found = [targets for key, targets in wordings.items() if key.startswith(prefix)]
        if found:
            return tuple(dict.fromkeys(target for targets in found for target in targets))
    return ()


def _settle_level(state: _State, how: How, look_up: Lookup) -> None:
    """Give each open column its target where one is left, and remember those between which it hangs."""
    wanted: dict[int, tuple[Target, ...]] = {}
    for index, column in enumerate(state.table.columns):
        if index in state.found or index in state.ignored:
            continue
        targets = state.free(look_up(column, index))
        if how in (How.NEAR, How.CUT, How.LABEL, How.OPTION):
            targets = tuple(target for target in targets if state.fit.of(column, target) >= _LEAST_FIT)
        if targets:
            wanted[index] = state.fit.best(column, targets) if len(targets) > 1 else targets
    for index, targets in wanted.items():
        rivals = [other for other, theirs in wanted.items() if other != index and set(theirs) & set(targets)]
        open_targets = state.free(targets)
        if len(open_targets) == 1 and (how is not How.NEAR or not rivals) and not _better(state, index, rivals, wanted):
            state.found[index] = (open_targets[0], how)
        elif how is not How.NEAR:
            state.contested.setdefault(index, targets)
    _by_neighbours(state, how)


def _better(state: _State, index: int, rivals: Sequence[int], wanted: Mapping[int, tuple[Target, ...]]) -> bool:
    """Whether a later rival for the same single target fits its answers and this column's do not."""
    target = wanted[index][0]
    mine = state.fit.of(state.table.columns[index], target)
    return mine < _LEAST_FIT and any(
        wanted[rival] == (target,) and state.fit.of(state.table.columns[rival], target) > mine for rival in rivals
    )


def _by_neighbours(state: _State, how: How) -> None:
    """A grid's rows stand together: take the target of the question that the columns beside it belong to."""
    for index, targets in list(state.contested.items()):
        if index in state.found:
            continue
        nearby = {state.found[other][0].question for other in (index - 1, index + 1) if other in state.found}
        fitting = [target for target in state.free(targets) if target.question in nearby and target[1:] != (None, None)]
        if len(fitting) == 1 and not _has_twin(state, index):
            state.found[index] = (fitting[0], how)


def _has_twin(state: _State, index: int) -> bool:
    return sum(set(theirs) == set(state.contested[index]) for theirs in state.contested.values()) > 1


def _by_order_of_duplicates(state: _State) -> None:
    """As many columns as targets share one wording: platforms number duplicates in the order of the questions."""
    groups: dict[tuple[Target, ...], list[int]] = {}
    for index, targets in state.contested.items():
        if index not in state.found:
            groups.setdefault(state.free(targets), []).append(index)
    for targets, indices in groups.items():
        if targets and len(targets) == len(indices):
            for index, target in zip(sorted(indices), targets, strict=True):
                state.found[index] = (target, How.ORDER)


def _apply_mapping(state: _State, survey: Survey, mapping: Mapping[str, str]) -> None:
    """What a person settled: header or column place to a question's id, `grid.row`, `question.option` or `ignore`."""
    by_name = {str(target): target for target in _all_targets(survey)}
    for given in mapping.values():
        if given != IGNORE and given not in by_name:
            near = get_close_matches(given, by_name, n=1)
            hint = (
                f"Did you mean «{near[0]}»?" if near else f"See `nullpunkt surveys show {survey.id}`, or write ignore."
            )
            raise InputError(f"mapping: the questionnaire {survey.id} has no question «{given}»", hint=hint)
    wanted = {loose_key(header): target for header, target in mapping.items()}
    for index, column in enumerate(state.table.columns):
        whole = wanted.get(loose_key(f"{column.header} {column.part}"))
        name = whole or wanted.get(loose_key(column.header)) or mapping.get(column.place)
        if name == IGNORE:
            state.ignored.add(index)
        elif name is not None:
            state.found[index] = (by_name[name], How.MAPPED)


def _all_targets(survey: Survey) -> Iterable[Target]:
    words = vocabulary(survey)
    return dict.fromkeys(target for targets in (*words.exact.values(), *words.loose.values()) for target in targets)
