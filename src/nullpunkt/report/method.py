"""The method chapter: whom the numbers speak of, what they assume, how privacy is kept, how findings are chosen."""

from __future__ import annotations

from collections.abc import Mapping

from nullpunkt.report.findings import MOST, headline, main_items
from nullpunkt.report.language import Language
from nullpunkt.report.model import (
    Block,
    Bullets,
    Callout,
    Cell,
    ColumnKind,
    Paragraph,
    Section,
    Span,
    Table,
    TableColumn,
)
from nullpunkt.report.published import Published, has_number

SECTION = "chapter-method"
DETAILS = ("full", "coarse", "band", "suppressed")


def method_sections(published: Published, *, recognised: tuple[str, ...]) -> tuple[Section, ...]:
    """The chapter and its parts."""
    language = published.language
    return (
        Section(id=SECTION, title=language.say("method.title"), blocks=_target(published)),
        _part("uncertainty", published, _sure(published)),
        _part("privacy", published, _privacy(published)),
        _part("findings", published, _choice(published)),
        *(
            (_part("file", published, (Paragraph(language.say("method.file")), Bullets(recognised))),)
            if recognised
            else ()
        ),
    )


def _part(name: str, published: Published, blocks: tuple[Block, ...]) -> Section:
    return Section(id=f"{SECTION}-{name}", title=published.language.say(f"method.{name}_title"), level=3, blocks=blocks)


def _file(published: Published, recognised: tuple[str, ...]) -> tuple[Section, ...]:
    if not recognised:
        return ()
    return (_part("file", published, (Paragraph(published.language.say("method.file")), Bullets(recognised))),)


def _choice(published: Published) -> tuple[Block, ...]:
    language = published.language
    return (Paragraph(language.say("method.findings", n=MOST)), Paragraph(language.say("method.tests")))


def _target(published: Published) -> tuple[Block, ...]:
    language, whole = published.language, published.response()
    weighted = any(estimate.weighted for estimate in published.results.estimates)
    known = whole is not None and whole.invited is not None
    paragraphs = [language.say("method.target_known" if known else "method.target_unknown")]
    paragraphs.append(language.say("method.weighted" if weighted else "method.unweighted"))
    if published.results.merges:
        paragraphs.append(language.say("method.collapsed", n=len(published.results.merges)))
    paragraphs.append(
        language.say("method.survey", survey=published.results.survey_id, version=published.results.survey_version)
    )
    return tuple(Paragraph(text) for text in paragraphs)


def _sure(published: Published) -> tuple[Block, ...]:
    language = published.language
    bounds = _bounds_table(published)
    blocks: list[Block] = [Paragraph(language.say("method.intervals")), Paragraph(language.say("method.assumption"))]
    if bounds is not None:
        blocks += [Paragraph(language.say("method.bounds")), bounds]
    return tuple(blocks)


def _bounds_table(published: Published) -> Table | None:
    """What is certain without any assumption: [x/N, (x + N − n)/N] (Manski; Cochran).

    Everybody who did not answer may have thought either way. For main findings that all were asked, with public counts.
    """
    language, rows = published.language, list[tuple[Cell, ...]]()
    whole = published.response()
    if whole is None or whole.invited is None:
        return None
    for item in main_items(published):
        e = headline(item, published)
        if e is None or not has_number(e) or item.asked_if is not None or e.count is None or e.n is None:
            continue
        base = published.base(item.key)
        if e.n > whole.invited or e.estimate is None or (base is not None and base.not_relevant):
            continue
        low, high = e.count / whole.invited, (e.count + whole.invited - e.n) / whole.invited
        interval: Cell = "" if e.low is None or e.high is None else Span(e.low, e.high)
        rows.append((item.label.into(published.code), e.estimate, interval, Span(low, high)))
    if not rows:
        return None
    return Table(
        id="t-method-bounds",
        caption=language.say("method.bounds_caption"),
        columns=(
            TableColumn(language.say("tables.result")),
            TableColumn(language.say("tables.share"), ColumnKind.SHARE),
            TableColumn(language.say("tables.interval"), ColumnKind.INTERVAL),
            TableColumn(language.say("tables.bounds"), ColumnKind.INTERVAL),
        ),
        rows=tuple(rows),
    )


def _privacy(published: Published) -> tuple[Block, ...]:
    language, policy = published.language, published.results.policy
    blocks: list[Block] = [
        Paragraph(language.say("method.privacy")),
        Bullets(_thresholds(policy, language)),
    ]
    if policy.get("risk_accepted"):
        blocks.insert(
            0, Callout(language.say("method.risk_title"), language.say("method.risk", n=_whole(policy, "min_group")))
        )
    shown = _blocks_table(published)
    if shown is not None:
        blocks += [Paragraph(language.say("method.blocks")), shown]
    return tuple(blocks)


def _thresholds(policy: Mapping[str, object], language: Language) -> tuple[str, ...]:
    profile = policy.get("profile")
    lines = [language.say(f"method.profile_{profile}")] if profile in ("standard", "strict") else []
    names = ("min_group", "full_from", "other_breakdowns_from", "band_width", "sensitive_min")
    lines += [language.say(f"method.{name}", n=_whole(policy, name)) for name in names if name in policy]
    return tuple(lines)


def _whole(policy: Mapping[str, object], name: str) -> int:
    value = policy.get(name, 0)
    return value if isinstance(value, int) else 0


def _blocks_table(published: Published) -> Table | None:
    language, blocks = published.language, published.results.blocks
    total = sum(blocks.get(detail, 0) for detail in DETAILS)
    if not total:
        return None
    return Table(
        id="t-method-blocks",
        caption=language.say("method.blocks_caption"),
        columns=(
            TableColumn(language.say("tables.shown_as")),
            TableColumn(language.say("tables.rows"), ColumnKind.COUNT),
            TableColumn(language.say("tables.share"), ColumnKind.SHARE),
        ),
        rows=tuple(
            (language.say(f"method.{detail}"), blocks.get(detail, 0), blocks.get(detail, 0) / total)
            for detail in DETAILS
        ),
    )
