"""What must hold across the fields of a questionnaire; every check finds all of its mistakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from nullpunkt.survey.definition import IndexEntry, OptionEntry, QuestionEntry, QuestionType
from nullpunkt.survey.draft import THE_SURVEY, Draft, DraftChapter, Finding, Placed, scale_name
from nullpunkt.survey.model import FALLBACK_LANGUAGE, ItemKey, OptionKind
from nullpunkt.survey.wording_checks import wrong_wordings

CHOICE = frozenset({QuestionType.YES_NO, QuestionType.SINGLE, QuestionType.ORDERED, QuestionType.LIKERT})
WITH_OPTIONS = CHOICE | {QuestionType.GRID, QuestionType.MULTIPLE}
ON_A_SCALE = frozenset({QuestionType.ORDERED, QuestionType.LIKERT, QuestionType.GRID})


def findings_in(draft: Draft) -> Iterator[Finding]:
    """Every mistake of the questionnaire, check by check."""
    for check in _CHECKS:
        yield from check(draft)


def known_items(draft: Draft, name: str) -> tuple[ItemKey, ...]:
    """The items that a name stands for: a question, all rows of a grid, or `question.row`; none if it is unknown."""
    question, dot, row = name.partition(".")
    placed = draft.by_id.get(question)
    if placed is None or placed.entry.type not in CHOICE | {QuestionType.GRID}:
        return ()
    if placed.entry.type is not QuestionType.GRID:
        return () if dot else (ItemKey(question),)
    return tuple(ItemKey(question, each.id) for each in draft.rows(placed.entry) if not dot or each.id == row)


def _suggest(word: str, known: Iterable[str], *, what: str) -> str:
    names = tuple(known)
    close = get_close_matches(word, names, n=1, cutoff=0.55)
    if close:
        return f"Did you mean «{close[0]}»?"
    return f"{what}: {', '.join(names)}." if names else f"There are no {what.lower()} to choose from."


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _chapters(draft: Draft) -> Iterator[Finding]:
    for chapter in draft.chapters:
        yield from _chapter(chapter)
    yield from _chapter_names(draft)


def _chapter(chapter: DraftChapter) -> Iterator[Finding]:
    entry, origin = chapter.origin.entry, chapter.origin
    if entry.module is None:
        if entry.only is not None:
            yield origin.wrong("«only» chooses among a module's questions.", "Add «module: …».", at=("only",))
        for name, value in (("id", entry.id), ("title", entry.title), ("questions", entry.questions)):
            if not value:
                yield origin.wrong(f"a chapter without a module needs «{name}».", "Or name a module: «module: …».")
    elif entry.questions is not None:
        hint = "Put the questions into a chapter of their own."
        yield origin.wrong("a chapter has either a module or questions.", hint, at=("questions",))
    for name in entry.only or () if entry.module else ():
        if name not in {placed.entry.id for placed in chapter.questions}:
            hint = f"See the ids of its questions in the file of the module «{entry.module}»."
            yield origin.wrong(f"the module has no question «{name}».", hint, at=("only",))


def _chapter_names(draft: Draft) -> Iterator[Finding]:
    names = [chapter.id for chapter in draft.chapters]
    for name in _twice(names):
        again = [chapter for chapter in draft.chapters if chapter.id == name][1]
        yield again.origin.wrong(f"two chapters are called «{name}».", "Give this one an «id» of its own.")
    report = draft.file.report
    for name in report.chapters if report else ():
        if name not in names:
            hint = _suggest(name, names, what="Chapters")
            yield Finding(THE_SURVEY, ("report", "chapters"), f"there is no chapter «{name}».", hint)
    if not draft.questions:
        yield Finding(THE_SURVEY, ("chapters",), "the questionnaire has no questions.", "Add a chapter.")


def _names_once(draft: Draft) -> Iterator[Finding]:
    """Ids are what waves share: each question, scale, row, option and index has one of its own."""
    seen: set[str] = set()
    for placed in draft.questions:
        if placed.entry.id in seen:
            yield placed.wrong(f"two questions have the id «{placed.entry.id}».", "Every id is used once.", at=("id",))
        seen.add(placed.entry.id)
        for row in _twice(row.id for row in draft.rows(placed.entry)):
            yield placed.wrong(f"two rows have the id «{row}».", "Every row has its own id.", at=("rows",))
    for name in _twice(name for name, _ in draft.scale_entries):
        again = [placed for scale, placed in draft.scale_entries if scale == name][1]
        yield again.wrong(f"there is already a scale called «{name}».", "Give this one another name, or use that.")
    for name in _twice(placed.entry.id for placed in draft.indices):
        again_index = [placed for placed in draft.indices if placed.entry.id == name][1]
        yield again_index.wrong(f"two indices are called «{name}».", "Give this one another id.", at=("id",))


def _shapes(draft: Draft) -> Iterator[Finding]:
    for placed in draft.questions:
        yield from _fields_of_type(placed)
        yield from _scale_names(draft, placed)


def _fields_of_type(placed: Placed[QuestionEntry]) -> Iterator[Finding]:
    """Which fields a type needs, and which it cannot have."""
    entry, kind = placed.entry, placed.entry.type
    takes: dict[str, frozenset[QuestionType]] = {
        "options": WITH_OPTIONS,
        "scale": WITH_OPTIONS,
        "favourable": CHOICE | {QuestionType.GRID},
        "finding": CHOICE | {QuestionType.MULTIPLE},
        "rows": frozenset({QuestionType.GRID}),
        "rows_from": frozenset({QuestionType.GRID}),
        "minimum": frozenset({QuestionType.NUMBER}),
        "maximum": frozenset({QuestionType.NUMBER}),
        "unit": frozenset({QuestionType.NUMBER}),
    }
    for field, types in takes.items():
        if getattr(entry, field) is not None and kind not in types:
            hint = f"Remove it, or choose a type that has it: {', '.join(sorted(types))}."
            if field == "finding" and kind is QuestionType.GRID:
                hint = "Write it in the rows: each has a result of its own."
            yield placed.wrong(f"a question of type {kind} has no «{field}».", hint, at=(field,))
    if kind in WITH_OPTIONS and entry.options is None and scale_name(entry) is None:
        yield placed.wrong(f"a question of type {kind} needs answers.", "Add «options:» or «scale: name».")
    if entry.options is not None and entry.scale is not None:
        yield placed.wrong("both «options» and «scale» are given.", "Keep one of them.", at=("scale",))
    if kind is QuestionType.GRID and (entry.rows is None) == (entry.rows_from is None):
        yield placed.wrong("a grid needs its statements.", "Add either «rows:» or «rows_from: name of a scale».")
    if entry.minimum is not None and entry.maximum is not None and entry.minimum > entry.maximum:
        yield placed.wrong("«minimum» is larger than «maximum».", "Swap them.", at=("minimum",))


def _scale_names(draft: Draft, placed: Placed[QuestionEntry]) -> Iterator[Finding]:
    for field, name in (("scale", scale_name(placed.entry)), ("rows_from", placed.entry.rows_from)):
        if name and name not in draft.scales:
            hint = _suggest(name, draft.scales, what="Scales")
            yield placed.wrong(f"there is no scale called «{name}».", hint, at=(field,))


def _option_lists(draft: Draft) -> Iterator[Finding]:
    for name in sorted(draft.used_scales & draft.scales.keys()):
        scale = draft.scales[name]
        yield from _options(scale, scale.entry.options)
        yield from _favourable(scale, scale.entry.options, scale.entry.favourable)
    for placed in draft.questions:
        if placed.entry.options is not None:
            yield from _options(placed, placed.entry.options)
        if placed.entry.favourable is not None:
            yield from _favourable(placed, draft.options(placed.entry), placed.entry.favourable)
        yield from _order(draft, placed)


def _options(where: Placed[object], options: tuple[OptionEntry, ...]) -> Iterator[Finding]:
    for code in _twice(option.code for option in options):
        yield where.wrong(f"two options have the code «{code}».", "Every option has its own code.", at=("options",))
    if sum(option.kind not in (OptionKind.DONT_KNOW, OptionKind.NOT_RELEVANT) for option in options) < 2:
        hint = "«vet ikke» and «ikke relevant» are not counted among them."
        yield where.wrong("there are fewer than two answers to choose between.", hint, at=("options",))


def _favourable(where: Placed[object], options: tuple[OptionEntry, ...], codes: tuple[str, ...]) -> Iterator[Finding]:
    valid = [option.code for option in options if option.kind in (OptionKind.ANSWER, OptionKind.NONE, OptionKind.OTHER)]
    for code in codes:
        if code not in valid:
            hint = _suggest(code, valid, what="Answers")
            yield where.wrong(f"«{code}» is not among the answers.", hint, at=("favourable",))
    if valid and set(valid) <= set(codes):
        hint = "The share would always be 100 %: leave out the codes of the other side."
        yield where.wrong("every answer is called favourable.", hint, at=("favourable",))


def _order(draft: Draft, placed: Placed[QuestionEntry]) -> Iterator[Finding]:
    """A likert, ordered or grid question stands on a scale that is declared as ordered."""
    scale = draft.scales.get(scale_name(placed.entry) or "")
    if placed.entry.type in ON_A_SCALE and scale and not scale.entry.ordered:
        hint = "Write «ordered: true» in the scale, with its options from low to high; or use type single."
        yield placed.wrong(f"the scale «{placed.entry.scale}» has no order.", hint, at=("scale",))


def _filters(draft: Draft) -> Iterator[Finding]:
    earlier: list[str] = []
    for placed in draft.questions:
        if placed.entry.asked_if is not None:
            yield from _filter(draft, placed, earlier)
        earlier.append(placed.entry.id)


def _filter(draft: Draft, placed: Placed[QuestionEntry], earlier: list[str]) -> Iterator[Finding]:
    condition = placed.entry.asked_if
    assert condition is not None
    name, _, row = condition.question.partition(".")
    asked, at = draft.by_id.get(name), ("asked_if", "question")
    if asked is None:
        hint = _suggest(name, draft.by_id, what="Questions")
        yield placed.wrong(f"the filter names «{name}», which is not asked here.", hint, at=at)
        return
    if name not in earlier:
        hint = "A question can only depend on one that stands before it."
        yield placed.wrong(f"the filter names «{name}», which is asked later.", hint, at=at)
    rows = [each.id for each in draft.rows(asked.entry)]
    if (asked.entry.type is QuestionType.GRID) != bool(row) or (row and row not in rows):
        hint = f"Write {name}.row with one of: {', '.join(rows)}." if rows else f"Write «{name}» alone."
        yield placed.wrong(f"«{condition.question}» is not one answer.", hint, at=at)
    codes = [option.code for option in draft.options(asked.entry)]
    for answer in condition.answer:
        if answer not in codes:
            hint = _suggest(answer, codes, what="Its answers")
            yield placed.wrong(f"«{name}» has no answer «{answer}».", hint, at=("asked_if", "answer"))


def _indices(draft: Draft) -> Iterator[Finding]:
    for placed in draft.indices:
        keys = [key for name in placed.entry.items for key in known_items(draft, name)]
        yield from _index_names(draft, placed)
        reverse = [key for name in placed.entry.reversed for key in known_items(draft, name)]
        for name in placed.entry.reversed:
            if not set(known_items(draft, name)) & set(keys):
                hint = "Reversed items are written among «items» too."
                yield placed.wrong(f"«{name}» is not one of the index's items.", hint, at=("reversed",))
        if len(set(keys)) < 2 or len(set(keys)) < len(keys) or len(set(reverse)) == len(keys):
            hint = "Name two or more different items, and reverse at most some of them."
            yield placed.wrong("this is not an index of several items.", hint, at=("items",))
        if len({_scale_of(draft, key) for key in keys}) > 1:
            hint = "A mean needs items with the same answers in the same order."
            yield placed.wrong("the items stand on different scales.", hint, at=("items",))


def _index_names(draft: Draft, index: Placed[IndexEntry]) -> Iterator[Finding]:
    for name in index.entry.items:
        placed = draft.by_id.get(name.partition(".")[0])
        if not known_items(draft, name):
            hint = _suggest(name, _item_names(draft), what="Items")
            yield index.wrong(f"there is no item «{name}».", hint, at=("items",))
        elif placed is not None and placed.entry.type not in ON_A_SCALE:
            yield index.wrong(f"«{name}» has no ordered answers.", "Use type likert, ordered or grid.", at=("items",))


def _item_names(draft: Draft) -> tuple[str, ...]:
    return tuple(placed.entry.id for placed in draft.questions if placed.entry.type in ON_A_SCALE)


def _scale_of(draft: Draft, key: ItemKey) -> tuple[str, ...]:
    options = draft.options(draft.by_id[key.question].entry)
    return tuple(option.code for option in options if option.kind is OptionKind.ANSWER)


def _breakdowns(draft: Draft) -> Iterator[Finding]:
    given = draft.file.breakdowns
    if given is None:
        return
    fields = [("main", given.main), *(("others", name) for name in given.others)]
    possible = [p.entry.id for p in draft.questions if p.entry.background and p.entry.type in CHOICE]
    for field, name in fields:
        if name not in possible:
            why = _why_no_breakdown(draft, name)
            hint = _suggest(name, possible, what="Background questions with one answer")
            yield Finding(THE_SURVEY, ("breakdowns", field), f"results cannot be broken down by «{name}»: {why}.", hint)
    for name in _twice(name for _, name in fields):
        yield Finding(THE_SURVEY, ("breakdowns", "others"), f"«{name}» is named twice.", "Name it once.")


def _why_no_breakdown(draft: Draft, name: str) -> str:
    placed = draft.by_id.get(name)
    if placed is None:
        return "there is no such question"
    if placed.entry.type is QuestionType.MULTIPLE:
        return "with several answers per person the groups would overlap"
    return "it has no «background: true»" if not placed.entry.background else "it has no answers to group by"


def _languages(draft: Draft) -> Iterator[Finding]:
    if FALLBACK_LANGUAGE not in draft.file.languages:
        hint = "Write for example: languages: [nb, nn, en]"
        yield Finding(THE_SURVEY, ("languages",), "bokmål (nb) must be among the languages.", hint)
    yield from wrong_wordings(draft)


_CHECKS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    _chapters,
    _names_once,
    _shapes,
    _option_lists,
    _filters,
    _indices,
    _breakdowns,
    _languages,
)
