"""Every text in every language, and no two answers that a file could not tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nullpunkt.survey.definition import LANGUAGE_CODE, Localised, OptionEntry, QuestionEntry, QuestionType, RowEntry
from nullpunkt.survey.draft import THE_SURVEY, Draft, Finding, Loc
from nullpunkt.survey.model import FALLBACK_LANGUAGE

_OF_A_SHARE = ("share", "of_whom")
_OF_SEVERAL = ("most", "list")
Wording = tuple[str, Loc, Localised | None]
"""The file, the place in it, and the text that stands there."""


def wrong_wordings(draft: Draft) -> Iterator[Finding]:
    """Missing, empty and unknown languages; options and rows that read the same."""
    seen: set[tuple[str, Loc]] = set()
    for source, loc, text in _wordings(draft):
        if text is not None and (source, loc) not in seen:
            seen.add((source, loc))
            yield from _text(draft.file.languages, source, loc, text)
    yield from _placeholders(draft)
    yield from _alike(draft)


def _placeholders(draft: Draft) -> Iterator[Finding]:
    """Only a result's own words can be filled into its sentence."""
    for placed in draft.questions:
        known = _OF_SEVERAL if placed.entry.type is QuestionType.MULTIPLE else _OF_A_SHARE
        rows = [(row.finding, ("rows", number)) for number, row in enumerate(placed.entry.rows or ())]
        for finding, at in [(placed.entry.finding, ()), *rows]:
            for language, wording in (finding or {}).items():
                for name in re.findall(r"\{([^}]*)\}?|\}", wording):
                    if name not in known:
                        hint = f"Write {' and '.join('{' + each + '}' for each in known)}, and no other braces."
                        message = f"«{{{name}}}» cannot be filled in."
                        yield placed.wrong(message, hint, at=(*at, "finding", language))


def _text(languages: tuple[str, ...], source: str, loc: Loc, text: Localised) -> Iterator[Finding]:
    for language in languages:
        meant = language == FALLBACK_LANGUAGE and "no" in text  # said once, as what it is, below
        if not text.get(language, "").strip() and not meant:
            hint = f"Write {language}: …, or take {language} out of «languages»."
            yield Finding(source, loc, f"the text is missing in {language}.", hint)
    for language in text:
        if language == "no" or not LANGUAGE_CODE.fullmatch(language):
            hint = "Languages are nb (bokmål), nn (nynorsk), en (English)."
            yield Finding(source, (*loc, language), f"«{language}» is not a language here.", hint)


def _wordings(draft: Draft) -> Iterator[Wording]:
    yield THE_SURVEY, ("title",), draft.file.title
    yield THE_SURVEY, ("description",), draft.file.description
    yield THE_SURVEY, ("respondents",), draft.file.respondents
    for chapter in draft.chapters:
        entry = chapter.origin.entry
        if entry.title or entry.module is None:
            yield THE_SURVEY, (*chapter.origin.loc, "title"), entry.title
        else:
            yield entry.module, ("title",), chapter.title
    for placed in draft.questions:
        yield from _question(placed.entry, placed.source, placed.loc)
    for name in sorted(draft.used_scales & draft.scales.keys()):
        scale = draft.scales[name]
        yield from _options(scale.entry.options, scale.source, scale.loc)
    for index in draft.indices:
        yield index.source, (*index.loc, "title"), index.entry.title


def _question(entry: QuestionEntry, source: str, loc: Loc) -> Iterator[Wording]:
    yield source, (*loc, "text"), entry.text
    yield source, (*loc, "short"), entry.short
    yield source, (*loc, "finding"), entry.finding
    yield source, (*loc, "unit"), entry.unit
    yield from _options(entry.options or (), source, loc)
    for number, row in enumerate(entry.rows or ()):
        yield source, (*loc, "rows", number, "text"), row.text
        yield source, (*loc, "rows", number, "short"), row.short
        yield source, (*loc, "rows", number, "finding"), row.finding


def _options(options: tuple[OptionEntry, ...], source: str, loc: Loc) -> Iterator[Wording]:
    for number, option in enumerate(options):
        yield source, (*loc, "options", number, "text"), option.text


def _alike(draft: Draft) -> Iterator[Finding]:
    """Two options (or rows) of one question that are worded the same, in a text or an alias."""
    for name in sorted(draft.used_scales & draft.scales.keys()):
        scale = draft.scales[name]
        for wording in _shared(scale.entry.options):
            yield scale.wrong(f"two options are worded «{wording}».", "An answer could be either.", at=("options",))
    for placed in draft.questions:
        for wording in _shared(placed.entry.options or ()):
            yield placed.wrong(f"two options are worded «{wording}».", "An answer could be either.", at=("options",))
        for wording in _shared(placed.entry.rows or ()):
            yield placed.wrong(f"two rows are worded «{wording}».", "A column could be either.", at=("rows",))


def _shared(entries: Iterable[OptionEntry | RowEntry]) -> Iterator[str]:
    taken: dict[str, int] = {}
    for number, entry in enumerate(entries):
        for wording in (*entry.text.values(), *entry.aliases):
            if taken.setdefault(" ".join(wording.casefold().split()), number) != number:
                yield wording
