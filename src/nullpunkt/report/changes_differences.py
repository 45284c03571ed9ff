"""What is not the same in both waves, and how a change is called."""

from __future__ import annotations

from collections.abc import Iterator

from nullpunkt.analysis.comparison import Comparison
from nullpunkt.analysis.gate import ItemNote
from nullpunkt.analysis.model import Results
from nullpunkt.report.language import inline
from nullpunkt.report.model import Block, Bullets, Paragraph, Section
from nullpunkt.report.published import Published
from nullpunkt.survey.model import ItemKey


def differences_section(published: Published, comparison: Comparison) -> Section:
    """What is not the same in both waves, and how a change is called."""
    language = published.language
    wave = comparison.baseline
    blocks: list[Block] = [
        Paragraph(language.say("changes.rules", minimum=language.style.number(comparison.minimum * 100)))
    ]
    notes = [_note(note, published) for note in wave.notes]
    if notes:
        blocks += [Paragraph(language.say("changes.differences.questions", n=len(notes))), Bullets(tuple(notes))]
    else:
        blocks.append(Paragraph(language.say("changes.differences.no_questions")))
    services = list(_service_notes(published, comparison))
    if services:
        blocks.append(Bullets(tuple(services)))
    hidden = sum(row.by is not None and row.verdict == "not_comparable" for row in wave.items)
    if hidden:
        blocks.append(Paragraph(language.say("changes.differences.hidden", n=hidden)))
    return Section(
        id="changes-differences", title=language.say("changes.differences.title"), level=3, blocks=tuple(blocks)
    )


def _note(note: ItemNote, published: Published) -> str:
    language = published.language
    question, _, item = note.item.partition(".")
    found = published.survey.items.get(ItemKey(question, item or None))
    label = note.item
    if found is not None:
        label = found.label.into(published.code)
    elif question in published.survey.by_id:
        label = published.survey.by_id[question].label(published.code)
    kinds = language.both([language.say(f"changes.kinds.{kind}") for kind in note.kinds])
    key = "changes.differences.with_note" if note.comparable else "changes.differences.not_comparable"
    text = language.say(key, name=inline(language.quoted(label)), kinds=kinds)
    return f"{text} {inline(note.note)}" if note.note else text


def _service_notes(published: Published, comparison: Comparison) -> Iterator[str]:
    language, wave = published.language, comparison.baseline
    earlier = {(g.by, g.group): g.label for g in wave.earlier.groups}
    for joint in wave.aligned.apart:
        labels = [earlier.get((joint.by, code), code) for code in joint.before]
        labels += [published.group_label(joint.by, code) for code in joint.after]
        yield language.say("changes.differences.apart", groups=inline(language.both(list(dict.fromkeys(labels)))))
    for joint in wave.aligned.joints:
        if joint.comparable and max(len(joint.before), len(joint.after)) > 1:
            yield language.say("changes.differences.joined", group=inline(joint.label))
    for old, new in sorted(comparison.services.renamed.items()):
        names = {code: _service(code, published, comparison) for code in (old, new)}
        yield language.say("changes.differences.renamed", old=inline(names[old]), new=inline(names[new]))
    if any(_is_weighted(results) for results in (wave.earlier, published.results)) and not all(
        _is_weighted(results) for results in (wave.earlier, published.results)
    ):
        yield language.say("changes.differences.unweighted")


def _service(code: str, published: Published, comparison: Comparison) -> str:
    question = published.survey.by_id.get(published.results.main_breakdown or "")
    known = {o.code: o.text.into(published.code) for o in getattr(question, "options", ())}
    groups = (*comparison.baseline.earlier.groups, *published.results.groups)
    alone = {g.members[0]: g.label for g in groups if len(g.members) == 1}
    return known.get(code) or alone.get(code) or code


def _is_weighted(results: Results) -> bool:
    return any(row.weighted for row in results.estimates)
