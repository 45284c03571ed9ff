"""Notes under tables and charts: the base, what was left out of it, and what rounding does."""

from __future__ import annotations

from collections.abc import Sequence

from nullpunkt.analysis.model import BaseRow, Estimate
from nullpunkt.report.language import inline
from nullpunkt.report.published import Published
from nullpunkt.survey.model import ItemKey

NOTABLE = 0.10
"""a share of don't know or blank from which it is told (statistics: bases)"""

_LEFT_OUT = ("dont_know", "not_relevant", "blank", "not_asked")


def base_note(key: ItemKey, published: Published) -> str:
    """«287 svar. Utenfor grunnlaget: 8 «vet ikke» …», empty where the base is not public."""
    base = published.base(key)
    language = published.language
    if base is None:
        return ""
    counts = {name: getattr(base, name) for name in _LEFT_OUT}
    parts = [language.say(f"bases.{name}", n=count) for name, count in counts.items() if count]
    note = language.say("bases.valid", n=base.valid)
    return f"{note} {language.say('bases.left_out', list=language.both(parts))}" if parts else note


def notable(base: BaseRow) -> tuple[str, ...]:
    """Which of don't know and blank are more than a tenth."""
    answered, shown = base.valid + base.dont_know, base.valid + base.dont_know + base.not_relevant + base.blank
    found = []
    if answered and base.dont_know / answered > NOTABLE:
        found.append("dont_know")
    if shown and base.blank / shown > NOTABLE:
        found.append("blank")
    return tuple(found)


def notable_sentences(keys: Sequence[ItemKey], published: Published) -> tuple[str, ...]:
    """One sentence for each kind of missing answer that is large; over a grid, with the rows' names."""
    language = published.language
    sentences = []
    for kind in ("dont_know", "blank"):
        large = [(key, base) for key in keys if (base := published.base(key)) is not None and kind in notable(base)]
        if not large:
            continue
        if len(keys) == 1:
            sentences.append(language.say(f"bases.notable_{kind}", share=_share(large[0][1], kind, published)))
            continue
        named = [
            language.say("bases.named", name=inline(_label(key, published)), share=_share(base, kind, published))
            for key, base in large
        ]
        sentences.append(language.say(f"bases.notable_{kind}_rows", list=language.both(named), n=len(named)))
    return tuple(sentences)


def rounding_note(estimates: Sequence[Estimate | None], published: Published) -> str:
    """The footnote where whole per cents of one distribution do not add up to 100."""
    shares = [e.estimate for e in estimates if e is not None and e.estimate is not None]
    if len(shares) != len(estimates) or abs(sum(shares) - 1) > 1e-6:
        return ""
    printed = [published.language.style.percent_number(share) for share in shares]
    odd = any(not text.isdigit() for text in printed) or sum(map(int, printed)) != 100
    return published.language.say("notes.rounding") if odd else ""


def joined(*notes: str) -> str:
    """The notes that say something, one after another."""
    return " ".join(note for note in notes if note)


def _share(base: BaseRow, kind: str, published: Published) -> str:
    answered = base.valid + base.dont_know
    whole = answered if kind == "dont_know" else answered + base.not_relevant + base.blank
    return published.language.say(
        "phrases.percent", percent=published.language.style.percent_number(getattr(base, kind) / whole)
    )


def _label(key: ItemKey, published: Published) -> str:
    return published.language.quoted(published.survey.items[key].label.into(published.code))
