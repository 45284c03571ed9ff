"""A report language: every word by its key, the plural forms and the number style; pure, loaded elsewhere."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nullpunkt.report.numbers import NumberStyle

OTHER = "other"
COUNT = "n"


class MissingTextError(LookupError):
    """A text or one of its values is missing: a mistake in the program or in a language file, never in the data."""


@dataclass(frozen=True, eq=False)
class Language:
    """A language as its file gives it.

    `texts` holds a wording, or wordings by plural form, for each dotted key. `plurals` maps a form to the counts that
    take it; every other count takes `other`, so that Northern Sámi's `two` needs a file and no code.
    """

    code: str
    tag: str
    name: str
    style: NumberStyle
    texts: Mapping[str, str | Mapping[str, str]]
    plurals: Mapping[str, frozenset[int]]
    _under: dict[str, dict[str, str]] = field(default_factory=dict, init=False, repr=False)

    def say(self, key: str, /, **values: str | int) -> str:
        """The text under `key` with its values; `n` chooses the plural form and whole numbers get thousands marks."""
        wording = self.texts.get(key)
        if wording is None:
            raise MissingTextError(f"languages/{self.code}.yaml has no text “{key}”")
        if not isinstance(wording, str):
            wording = wording.get(self._form(key, values)) or wording[OTHER]
        try:
            return wording.format_map({name: self._printed(value) for name, value in values.items()})
        except KeyError as missing:
            raise MissingTextError(f"“{key}” in languages/{self.code}.yaml needs the value {missing}") from None

    def under(self, prefix: str) -> dict[str, str]:
        """All plain texts whose keys begin with `prefix` and a dot, by the rest of the key."""
        if prefix not in self._under:  # a report asks a hundred times, always for the same few of a thousand texts
            self._under[prefix] = self._found_under(prefix)
        return dict(self._under[prefix])

    def _found_under(self, prefix: str) -> dict[str, str]:
        start = prefix + "."
        return {
            key.removeprefix(start): text
            for key, text in self.texts.items()
            if key.startswith(start) and isinstance(text, str)
        }

    def both(self, items: Sequence[str]) -> str:
        """«a, b og c»."""
        return self._joined(items, self.say("lists.and"))

    def either(self, items: Sequence[str]) -> str:
        """«a, b eller c»."""
        return self._joined(items, self.say("lists.or"))

    def quoted(self, text: str) -> str:
        """The text between the language's quotation marks."""
        return self.say("lists.quoted", text=text)

    def _joined(self, items: Sequence[str], word: str) -> str:
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {word} {items[-1]}"

    def _form(self, key: str, values: Mapping[str, str | int]) -> str:
        count = values.get(COUNT)
        if not isinstance(count, int):
            raise MissingTextError(f"“{key}” has plural forms and needs a whole number {COUNT}")
        return next((form for form, counts in self.plurals.items() if count in counts), OTHER)

    def _printed(self, value: str | int) -> str:
        return value if isinstance(value, str) else self.style.number(value)


def placeholders(wording: str) -> frozenset[str]:
    """The names between braces.

    >>> sorted(placeholders("{count} of {n}"))
    ['count', 'n']
    """
    return frozenset(name for _, name, _, _ in string.Formatter().parse(wording) if name)


def capitalised(sentence: str) -> str:
    """The sentence with a capital first letter and all else as it is.

    >>> capitalised("ni av ti"), capitalised("68 prosent")
    ('Ni av ti', '68 prosent')
    """
    return sentence[:1].upper() + sentence[1:]


def inline(text: str) -> str:
    """A questionnaire's words as Markdown inline text: its stars and brackets are meant as they stand.

    >>> inline("annet [spesifiser]")
    'annet \\\\[spesifiser\\\\]'
    """
    return "".join("\\" + sign if sign in "\\`*_[]<>" else sign for sign in text)
