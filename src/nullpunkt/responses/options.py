"""From what stands in a cell to one of the declared options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from nullpunkt.responses.targets import option_wordings
from nullpunkt.responses.wording import bare, loose_key, matching_key, nearest
from nullpunkt.survey.model import Option, OptionKind

MISSING_CODES = frozenset({"97", "98", "99", "997", "998", "999", "9997", "9998", "9999"})
NEGATIVE_CODES = frozenset({"-1", "-7", "-8", "-9", "-66", "-77", "-88", "-97", "-98", "-99", "-999"})


_NOTHING: Mapping[str, int] = {}


class Outcome(Enum):
    """How an answer's text was settled."""

    SAME = "same"
    NEAR = "near"
    SCORE = "score"
    OWN_WORDS = "own words"
    MISSING_CODE = "missing code"
    UNKNOWN = "unknown"
    SILENT = "silent"
    """A platform's word for no answer, or for a question that was not shown."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The option's place among the options, -1 for none, and how that was found."""

    option: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class OptionList:
    """The declared options of a question with every wording looked up once."""

    options: tuple[Option, ...]
    exact: Mapping[str, int]
    loose: Mapping[str, int]
    scores: Mapping[str, int]
    other: int
    """The place of the option for own words, -1 where there is none."""
    _known: dict[str, int] = field(default_factory=dict, repr=False)
    _runs: dict[str, int] = field(default_factory=dict, repr=False)

    def same(self, text: str) -> int:
        """The option that the text is, apart from white space, case, punctuation and mark-up; -1 for none."""
        if (known := self._known.get(text)) is None:
            known = self._known[text] = self._look_up(text)
        return known

    def longest_run(self, separator: str) -> int:
        """How many pieces the option with the most separators in its wording falls into."""
        if (known := self._runs.get(separator)) is None:
            sign = separator.strip() or " "
            known = self._runs[separator] = 1 + max((wording.count(sign) for wording in self.exact), default=0)
        return known

    def _look_up(self, text: str) -> int:
        found = self.exact.get(matching_key(text), -1)
        if found < 0:
            found = self.loose.get(loose_key(text), -1)
        if found < 0 and ("<" in text or "&" in text or text[:1].isdigit()):
            found = self.loose.get(loose_key(bare(text)), -1)
        return found

    def settle(self, text: str, *, scored: bool = False, otherwise: Mapping[str, int] = _NOTHING) -> Settled:
        """The option that the text stands for; `scored`: numbers are places on the scale."""
        if (found := self.same(text)) >= 0:
            return Settled(found, Outcome.SAME)
        if text.strip() in otherwise:
            return Settled(otherwise[text.strip()], Outcome.SILENT)
        key = matching_key(text)
        if scored and key in self.scores:
            return Settled(self.scores[key], Outcome.SCORE)
        if key in MISSING_CODES or key in NEGATIVE_CODES:
            return Settled(-1, Outcome.MISSING_CODE)
        near = {self.exact[wording] for wording in nearest(key, tuple(self.exact))}
        if len(near) == 1:
            return Settled(near.pop(), Outcome.NEAR)
        if self.other >= 0 and any(sign.isalpha() for sign in key):
            return Settled(self.other, Outcome.OWN_WORDS)
        return Settled(-1, Outcome.UNKNOWN)

    def nearest_text(self, text: str) -> str:
        """The declared wording closest to the text, for a message; empty when nothing is close."""
        key = matching_key(text)
        if len(key) < 3:
            return ""
        pairs = set(_pairs(key))
        shared, wording = max(((len(pairs & set(_pairs(wording))), wording) for wording in self.exact), default=(0, ""))
        return self.options[self.exact[wording]].text.into("nb") if shared * 2 >= len(pairs) else ""


def _pairs(key: str) -> list[str]:
    return [key[start : start + 2] for start in range(len(key) - 1)]


def option_list(options: tuple[Option, ...]) -> OptionList:
    """Look up every wording; one that two options share names neither."""
    exact = _unambiguous(
        (matching_key(text), n) for n, option in enumerate(options) for text in option_wordings(option)
    )
    loose = _unambiguous((loose_key(text), n) for n, option in enumerate(options) for text in option_wordings(option))
    scores = _unambiguous((f"{o.score:g}", n) for n, o in enumerate(options) if o.score is not None)
    other = next((n for n, option in enumerate(options) if option.kind is OptionKind.OTHER), -1)
    return OptionList(options, exact, loose, scores, other)


def _unambiguous(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    contested: set[str] = set()
    for key, place in pairs:
        if key and found.setdefault(key, place) != place:
            contested.add(key)
    return {key: place for key, place in found.items() if key not in contested}


def reads_as_scores(options: OptionList, texts: Iterable[str]) -> bool:
    """Whether a column of numbers holds places on the scale: every number is one, and no text is unknown."""
    numbers = [text for text in texts if options.same(text) < 0]
    return bool(numbers) and all(matching_key(text) in options.scores or _is_missing(text) for text in numbers)


def _is_missing(text: str) -> bool:
    return matching_key(text) in MISSING_CODES | NEGATIVE_CODES
